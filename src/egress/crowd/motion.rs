//! One step of one person: a collision-free speed model.
//!
//! Direction and speed by Tordeux, Chraibi & Seyfried (2016, "Collision-free speed model for
//! pedestrian dynamics"): neighbours turn the direction away, the free space ahead sets the
//! speed, V = min(max((s - s₀) / T, 0), v₀). Along walls people slide as in Xu et al. (2021).
//!
//! T and s₀ are fitted to Weidmann's fundamental diagram, the clearance at jambs
//! ([`JAMB_GAP`](super::plan::JAMB_GAP)) to the flow through a 1.2 m door; both at once, for all
//! buildings.
//!
//! Those who meet others that come the other way keep to the right and turn a shoulder: without
//! that two crowds in a corridor of 2 m hold one another for ever. How thin they make themselves
//! is an assumption, bounded below by the depth of a body (0.20 to 0.25 m).

use super::grid::Grid;
use super::plan::{Area, Crossing, Gate, Plan};
use super::sight::{Around, NEAR, SIGHT, ahead, look, look_both_ways};
use super::vector::Vector;
use super::walls::Side;

/// How long the free space ahead lasts at the speed that is taken, s.
const HEADWAY: f32 = 0.62;
/// The space that somebody who stands keeps in front, m.
const REST: f32 = 0.01;
/// How strongly somebody who is faced keeps to the right.
const KEEP_RIGHT: f32 = 3.0;
/// This near to a door's line those who stopped are let out by those behind them, m.
const AT_DOOR: f32 = 0.6;
/// This near to somebody whom they fetch people stand still, m.
pub(super) const AT_PERSON: f32 = 0.8;
/// How fast somebody who came too near to a wall steps away from it, m/s.
const STEP_AWAY: f32 = 0.4;
/// Nobody's middle comes nearer to a wall, m.
const CLEARANCE: f32 = 0.02;
/// Faster than this one looks further than the nearest neighbours, m/s.
const FAST: f32 = 0.8;
/// The cosine below which a heading leads head on into a wall.
const HEAD_ON: f32 = -0.95;
/// A wall counts from so much before the clearance on, m.
const BEFORE_WALL: f32 = 0.02;

/// Who moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mover {
    /// The place in the grid.
    pub(super) slot: usize,
    pub(super) at: Vector,
    pub(super) heading: Vector,
    pub(super) area: u32,
    pub(super) gate: u32,
    /// Speed without others, m/s.
    pub(super) free: f32,
    /// Half of the width of the shoulders, m.
    pub(super) radius: f32,
    /// A turn that undoes standing face to face, as a unit vector.
    pub(super) turn: Option<Vector>,
    /// The speed of the last step, m/s.
    pub(super) speed: f32,
    /// From 0 to 1, how much somebody who could hardly move for a while makes way.
    pub(super) thin: f32,
}

/// What becomes of somebody in one step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    pub(super) at: Vector,
    pub(super) heading: Vector,
    /// Where they would go without others.
    pub(super) wish: Vector,
    pub(super) speed: f32,
}

/// Where somebody at a point of an area goes to pass a gate; `two_way` if others come through it.
pub(super) fn aim(area: &Area, gate: &Gate, at: Vector, two_way: bool) -> Vector {
    let way = if two_way { gate.keep_right(at) } else { gate.aim(at) } - at;
    if gate.crossing == Crossing::Person && way.square() < AT_PERSON * AT_PERSON {
        return Vector::default();
    }
    if let Crossing::Mouth { reach, .. } = gate.crossing
        && reach > 0.0
        && way.square() < 0.04
    {
        return Vector::default();
    }
    if let (Some(field), Some(raster)) = (&gate.field, &area.raster)
        && way.square() > 0.36
    {
        let down = raster.direction(field, at);
        if down.square() > 0.25 {
            return down;
        }
    }
    // In front of the opening straight through it, beside it past the jamb first.
    let beside = (way - gate.out * way.dot(gate.out)).length();
    (way + gate.out * (0.4 - beside).max(0.0)).unit().unwrap_or(gate.out)
}

/// What a step depends on beside the one who takes it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) plan: &'a Plan,
    pub(super) grid: &'a Grid,
    /// For each gate whether it can be passed now.
    pub(super) passable: &'a [bool],
    /// For each gate whether somebody wants to pass it the other way.
    pub(super) two_way: &'a [bool],
    /// For each area whether people there may meet others.
    pub(super) mixed: &'a [bool],
    /// The widest shoulders of all, halved, m.
    pub(super) broadest: f32,
    /// The length of the step, s.
    pub(super) dt: f32,
}

/// One step of one person.
pub(super) fn step(scene: Scene<'_>, around: &mut Around, mover: Mover) -> Moved {
    let area = &scene.plan.areas[mover.area as usize];
    let gate = &scene.plan.gates[mover.gate as usize];
    let two_way = scene.two_way[mover.gate as usize];
    let here = gate.from == mover.area;
    let meant = if here { aim(area, gate, mover.at, two_way) } else { gate.out };
    if meant.square() < 0.25 {
        let (at, heading) = (mover.at, mover.heading);
        return Moved { at, heading, wish: Vector::default(), speed: 0.0 };
    }
    let wish = mover.turn.map_or(meant, |turn| meant.turned(turn));
    let widest = mover.radius + scene.broadest;
    let wanted = mover.free * HEADWAY + REST;
    let mixed = scene.mixed[mover.area as usize];
    let both_ways = mixed && scene.grid.may_meet(mover.at, wish);
    // Who walks fast has room ahead, and looks as far as it matters at once.
    let reach = if mover.speed > FAST { NEAR.max(wanted + widest).min(SIGHT) } else { NEAR };
    let push = if both_ways {
        let (push, faced) = look_both_ways(scene, around, area, &mover, wish);
        push - wish.left() * (faced * KEEP_RIGHT).min(KEEP_RIGHT)
    } else {
        look(scene, around, area, &mover, reach)
    };
    let meets = around.meets;
    let open = scene.passable[mover.gate as usize].then_some(mover.gate);
    let walls = Near::new(area.walls.near(mover.at), open, &mover, scene.dt);
    let heading = (wish + push).unit().unwrap_or(mover.heading);
    let heading = walls.slide(heading, mover.heading);
    // The head of a flight lies to the right of its foot.
    let pace = if gate.out.x > 0.0 { area.climb } else { area.pace };
    let first = mover.thin > 0.0 && here && gate.crossing == Crossing::Line && {
        let before = (gate.middle() - mover.at).dot(gate.out).abs();
        before < AT_DOOR
    };
    let mut space = around.space(heading, mover.thin, first.then_some(gate.out));
    // Who is not among the neighbours is at least so far away.
    let known = if both_ways { SIGHT } else { reach } - widest;
    if space > known && wanted > known {
        space = space.min(ahead(scene, area, &mover, heading, wanted));
    }
    let rest = if meets { 0.0 } else { REST };
    let speed = pace * ((space - rest).max(0.0) / HEADWAY).min(mover.free);
    let at = walls.keep_off(mover.at, mover.at + heading * (speed * scene.dt), scene.dt);
    // Stepping away from a wall makes nobody faster.
    let (way, most) = (at - mover.at, speed.max(STEP_AWAY) * scene.dt);
    let length = way.length();
    let (at, length) =
        if length > most { (mover.at + way * (most / length), most) } else { (at, length) };
    Moved { at, heading, wish: meant, speed: length / scene.dt }
}

/// The walls that a step can come near to.
struct Near<'a> {
    walls: [Option<&'a Side>; 8],
    at: Vector,
}

impl<'a> Near<'a> {
    /// Of these sides all but the gate that stands `open`.
    #[inline]
    fn new(sides: &'a [Side], open: Option<u32>, mover: &Mover, dt: f32) -> Self {
        let mut near = Self { walls: [None; 8], at: mover.at };
        let step = mover.free.max(STEP_AWAY) * dt + BEFORE_WALL;
        let mut count = 0;
        for side in sides {
            let reach = side.gap + step;
            let close = (side.line.nearest(mover.at) - mover.at).square() < reach * reach;
            if close && (side.gate.is_none() || side.gate != open) && count < near.walls.len() {
                near.walls[count] = Some(side);
                count += 1;
            }
        }
        near
    }

    #[inline]
    fn iter(&self) -> impl Iterator<Item = &'a Side> + Clone {
        self.walls.iter().map_while(|side| *side)
    }

    /// The heading without what leads into a wall; head on against a corner it passes this on the
    /// side where somebody `came` from.
    #[inline]
    fn slide(&self, mut heading: Vector, came: Vector) -> Vector {
        for side in self.iter() {
            let off = self.at - side.line.nearest(self.at);
            let gap = off.length();
            if gap < side.gap + BEFORE_WALL && gap > 1e-6 {
                let normal = off * (1.0 / gap);
                let into = heading.dot(normal);
                if into < 0.0 {
                    let along = heading - normal * into;
                    let head_on = into < HEAD_ON;
                    let along =
                        if head_on { along + (came - normal * came.dot(normal)) } else { along };
                    heading = along.unit().unwrap_or(along);
                }
            }
        }
        heading
    }

    /// The point of a step that keeps clear of walls; where it stood if there is none.
    #[inline]
    fn keep_off(&self, from: Vector, to: Vector, dt: f32) -> Vector {
        if self.walls[0].is_none() {
            return to;
        }
        let mut at = to;
        for _ in 0..2 {
            for side in self.iter() {
                let near = side.line.nearest(at);
                let off = at - near;
                let gap = off.length();
                if gap < side.gap {
                    let before = (from - side.line.nearest(from)).length();
                    let least = side.gap.min(before + STEP_AWAY * dt);
                    if gap < least && gap > 1e-6 {
                        at = near + off * (least / gap);
                    }
                }
            }
        }
        let clear = self.iter().all(|side| {
            let gap = (at - side.line.nearest(at)).length();
            let close = gap < CLEARANCE && gap < (from - side.line.nearest(from)).length();
            !close && !side.line.is_crossed(from, at)
        });
        if clear { at } else { from }
    }
}
