//! One step of one person: a collision-free speed model.
//!
//! Direction and speed by Tordeux, Chraibi & Seyfried (2016, "Collision-free speed model for
//! pedestrian dynamics"): neighbours turn the direction away, the free space ahead sets the
//! speed, V = min(max((s - s₀) / T, 0), v₀). Along walls people slide as in Xu et al. (2021).
//!
//! T and s₀ are fitted to Weidmann's fundamental diagram, the clearance at jambs
//! ([`JAMB_GAP`](super::plan::JAMB_GAP)) to a 1 m door; both at once, for all buildings.
//!
//! Those who meet others that come the other way keep to the right and turn a shoulder: without
//! that two crowds in a corridor of 2 m hold one another for ever. How thin they make themselves
//! is an assumption, bounded below by the depth of a body (0.20 to 0.25 m).

use super::grid::{Grid, Seen};
use super::plan::{Area, Crossing, Gate, Plan};
use super::vector::{Vector, crosses, nearest};
use super::walls::Side;

/// Between the middles of two who walk the same way, m: twice a radius of 0.20 m.
const CONTACT: f32 = 0.40;
/// The same among people who meet others and turn a shoulder, m.
const CONTACT_TURNED: f32 = 0.24;
/// Between those who pass one another sideways after they were stopped, m.
const CONTACT_SIDEWAYS: f32 = 0.20;
/// How long the free space ahead lasts at the speed that is taken, s.
const HEADWAY: f32 = 0.62;
/// The space that somebody who stands keeps in front, m.
const REST: f32 = 0.01;
/// Strength and range of the turning away from neighbours.
const PUSH: f32 = 8.0;
const PUSH_RANGE: f32 = 0.1;
/// Nobody further away turns a direction, m: the push is below 0.3 % there.
const PUSH_REACH: f32 = 1.2;
/// How far people look, m.
const SIGHT: f32 = 1.8;
/// How strongly somebody who is faced keeps to the right, within this far to either side, m, and
/// falling off over this way, m.
const KEEP_RIGHT: f32 = 3.0;
const FACED_WIDTH: f32 = 1.2;
const FACED_RANGE: f32 = 1.2;
/// Two face one another when the cosine between where they want to go is below this.
const FACING: f32 = -0.3;
/// This near to a door's line those who stopped are let out by those behind them, m.
const AT_DOOR: f32 = 0.6;
/// How fast somebody who came too near to a wall steps away from it, m/s.
const STEP_AWAY: f32 = 0.4;
/// Nobody's middle comes nearer to a wall, m.
const CLEARANCE: f32 = 0.02;

/// A push table over squared distance, so that a step needs neither a root nor an exponential.
#[derive(Clone, Debug)]
pub(super) struct Pushes(Vec<f32>);

const TABLE: usize = 1024;

impl Pushes {
    pub(super) fn new() -> Self {
        let push = |at: usize| {
            let square = (at as f32 + 0.5) / TABLE as f32 * PUSH_REACH * PUSH_REACH;
            let gap = square.sqrt();
            PUSH * ((CONTACT - gap) / PUSH_RANGE).min(3.0).exp() / gap.max(0.02)
        };
        Self((0..=TABLE).map(push).collect())
    }

    #[inline]
    fn at(&self, square: f32) -> f32 {
        let at = (square * (TABLE as f32 / (PUSH_REACH * PUSH_REACH))) as usize;
        self.0[at.min(TABLE)]
    }
}

/// Whom somebody sees, relative to where they stand.
#[derive(Clone, Copy, Default)]
struct Neighbour {
    at: Vector,
    facing: bool,
}

/// The neighbours of one person; the nearest cells come first, so a full list loses nobody near.
pub(super) struct Around {
    list: [Neighbour; 128],
    count: usize,
}

impl Around {
    pub(super) fn new() -> Self {
        Self { list: [Neighbour::default(); 128], count: 0 }
    }
}

/// Who moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mover {
    pub(super) at: Vector,
    pub(super) heading: Vector,
    pub(super) area: u32,
    pub(super) gate: u32,
    pub(super) who: u32,
    /// Speed without others, m/s.
    pub(super) free: f32,
    /// A turn that undoes standing face to face, rad.
    pub(super) turn: f32,
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

/// Whether somebody in one area sees somebody in another: through the openings between these.
fn sees(plan: &Plan, area: &Area, from: Vector, to: Vector, other: u32) -> bool {
    let through = |area: &Area, open: &dyn Fn(u32) -> bool| {
        area.gates.iter().any(|gate| {
            let gate = &plan.gates[*gate as usize];
            gate.crossing == Crossing::Line
                && crosses(from, to, gate.a, gate.b)
                && open(gate.to)
        })
    };
    // A passage through a thick wall lies between two openings.
    through(area, &|next| {
        next == other || through(&plan.areas[next as usize], &|last| last == other)
    })
}

/// What a step depends on beside the one who takes it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) plan: &'a Plan,
    pub(super) grid: &'a Grid,
    pub(super) pushes: &'a Pushes,
    /// For each gate whether it can be passed now.
    pub(super) passable: &'a [bool],
    /// For each gate whether somebody wants to pass it the other way.
    pub(super) two_way: &'a [bool],
    /// The length of the step, s.
    pub(super) dt: f32,
}

/// What somebody makes of those around.
#[derive(Clone, Copy)]
struct Looked {
    /// How they turn the direction.
    push: Vector,
    /// Whether somebody comes the other way.
    meets: bool,
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
    let wish = if mover.turn == 0.0 { meant } else { turned(meant, mover.turn) };
    let looked = look(scene, around, area, &mover, wish);
    let walls = area
        .walls
        .near(mover.at)
        .filter(|side| side.gate.is_none_or(|at| at != mover.gate || !scene.passable[at as usize]));
    let heading = (wish + looked.push).unit().unwrap_or(mover.heading);
    let heading = slide(walls.clone(), mover.at, heading);
    let before = (gate.middle() - mover.at).dot(gate.out).abs();
    let at_door = here && gate.crossing == Crossing::Line && before < AT_DOOR;
    let first = (at_door && mover.thin > 0.0).then_some(gate.out);
    let space = around.space(heading, mover.thin, looked.meets, first);
    let rest = if looked.meets { 0.0 } else { REST };
    // The head of a flight lies to the right of its foot.
    let pace = if gate.out.x > 0.0 { area.climb } else { area.pace };
    let speed = pace * ((space - rest).max(0.0) / HEADWAY).min(mover.free);
    let at = keep_off(walls, mover.at, mover.at + heading * (speed * scene.dt), scene.dt);
    // Stepping away from a wall makes nobody faster.
    let (way, most) = (at - mover.at, speed.max(STEP_AWAY) * scene.dt);
    let at = if way.length() > most { mover.at + way * (most / way.length()) } else { at };
    Moved { at, heading, wish: meant, speed: (at - mover.at).length() / scene.dt }
}

/// The heading without what leads into a wall.
fn slide<'a>(walls: impl Iterator<Item = &'a Side>, at: Vector, mut heading: Vector) -> Vector {
    for side in walls {
        let off = at - nearest(side.a, side.b, at);
        let gap = off.length();
        if gap < side.gap + 0.02 && gap > 1e-6 {
            let normal = off * (1.0 / gap);
            let into = heading.dot(normal);
            if into < 0.0 {
                let along = heading - normal * into;
                // Head on into a wall there is no sliding.
                heading = along.unit().filter(|_| into > -0.999).unwrap_or(along);
            }
        }
    }
    heading
}

impl Around {
    /// The free way ahead, m. Who is `first` at a door, in its direction, minds nobody behind.
    fn space(&self, heading: Vector, thin: f32, meets: bool, first: Option<Vector>) -> f32 {
        let mut space = f32::INFINITY;
        for other in &self.list[..self.count] {
            let contact = match (other.facing, meets) {
                (true, _) => CONTACT_TURNED - (CONTACT_TURNED - CONTACT_SIDEWAYS) * thin,
                (false, true) => CONTACT_TURNED,
                (false, false) => CONTACT,
            };
            if !other.facing && first.is_some_and(|out| other.at.dot(out) < 0.0) {
                continue;
            }
            if heading.dot(other.at) >= 0.0 && heading.cross(other.at).abs() <= contact {
                space = space.min(other.at.length() - contact);
            }
        }
        space
    }
}

/// Collects who is seen, and says how they turn the direction.
fn look(scene: Scene<'_>, around: &mut Around, area: &Area, mover: &Mover, wish: Vector) -> Looked {
    around.count = 0;
    let mut push = Vector::default();
    let mut meets = false;
    let mut faced = 0.0_f32;
    for row in scene.grid.near(mover.at, 2) {
        for Seen { at, wish: theirs, area: other, who } in row {
            let off = *at - mover.at;
            let square = off.square();
            if square >= SIGHT * SIGHT || *who == mover.who {
                continue;
            }
            if *other != mover.area && !sees(scene.plan, area, mover.at, *at, *other) {
                continue;
            }
            let facing = theirs.dot(wish) < FACING;
            if facing && off.dot(wish) > 0.0 {
                meets = true;
                let beside = 1.0 - wish.cross(off).abs() / FACED_WIDTH;
                if beside > 0.0 {
                    faced += beside * ((CONTACT_TURNED - square.sqrt()) / FACED_RANGE).exp();
                }
            } else if !facing && square < PUSH_REACH * PUSH_REACH {
                push = push - off * scene.pushes.at(square);
            }
            if around.count < around.list.len() {
                around.list[around.count] = Neighbour { at: off, facing };
                around.count += 1;
            }
        }
    }
    Looked { push: push - wish.left() * (faced * KEEP_RIGHT).min(KEEP_RIGHT), meets }
}

fn turned(way: Vector, by: f32) -> Vector {
    let (sin, cos) = by.sin_cos();
    Vector::new(way.x * cos - way.y * sin, way.x * sin + way.y * cos)
}

/// The point of a step that keeps clear of walls; where it stood if there is none.
fn keep_off<'a>(
    walls: impl Iterator<Item = &'a Side> + Clone,
    from: Vector,
    to: Vector,
    dt: f32,
) -> Vector {
    let mut at = to;
    for _ in 0..2 {
        for side in walls.clone() {
            let near = nearest(side.a, side.b, at);
            let off = at - near;
            let gap = off.length();
            if gap < side.gap {
                let before = (from - nearest(side.a, side.b, from)).length();
                let least = side.gap.min(before + STEP_AWAY * dt);
                if gap < least && gap > 1e-6 {
                    at = near + off * (least / gap);
                }
            }
        }
    }
    let clear = walls.clone().all(|side| {
        let gap = (at - nearest(side.a, side.b, at)).length();
        let before = (from - nearest(side.a, side.b, from)).length();
        gap >= CLEARANCE.min(before) && !crosses(from, at, side.a, side.b)
    });
    if clear { at } else { from }
}
