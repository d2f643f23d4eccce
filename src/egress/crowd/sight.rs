//! Whom somebody sees, and what they make of it: how the neighbours turn the direction, and how far
//! the way ahead is free.

use super::motion::{Mover, Scene};
use super::plan::{Area, Crossing, Plan};
use super::vector::{Vector, crosses};

/// Between the middles of two who walk the same way, m: twice a radius of 0.20 m.
pub(super) const CONTACT: f32 = 0.40;
/// The same among people who meet others and turn a shoulder, m.
const CONTACT_TURNED: f32 = 0.24;
/// Between those who pass one another sideways after they were stopped, m.
const CONTACT_SIDEWAYS: f32 = 0.20;
/// Strength and range of the turning away from neighbours.
const PUSH: f32 = 8.0;
const PUSH_RANGE: f32 = 0.1;
/// Nobody further away turns a direction, m: the push is 2 % of the wish there.
pub(super) const NEAR: f32 = 1.0;
/// How far people look where others come the other way, m.
const SIGHT: f32 = 1.8;
/// Who is faced keeps to the right within this far to either side, m, and falling off over this
/// way, m.
const FACED_WIDTH: f32 = 1.2;
const FACED_RANGE: f32 = 1.2;
/// Two face one another when the cosine between where they want to go is below this.
const FACING: f32 = -0.3;
/// So many people at most are looked at; the nearest rows come first.
const MOST: usize = 128;
/// So many are worked out side by side.
const LANES: usize = 8;
/// Where nobody is, m.
const NOWHERE: f32 = 1e6;

/// A table of pushes over squared distance, so that a step needs neither a root nor an exponential.
#[derive(Clone, Debug)]
struct Pushes([f32; TABLE]);

const TABLE: usize = 1024;

impl Pushes {
    fn new() -> Self {
        let mut table = [0.0; TABLE];
        for (at, push) in table.iter_mut().enumerate() {
            let square = (at as f32 + 0.5) / TABLE as f32 * NEAR * NEAR;
            *push = exact_push(square.sqrt(), CONTACT);
        }
        Self(table)
    }

    #[inline]
    fn at(&self, square: f32, contact: f32) -> f32 {
        if contact == CONTACT {
            let at = (square * (TABLE as f32 / (NEAR * NEAR))) as u32;
            self.0[(at as usize).min(TABLE - 1)]
        } else {
            exact_push(square.sqrt(), contact)
        }
    }
}

/// How strongly somebody so far away turns the direction, for each metre of the way there.
fn exact_push(gap: f32, contact: f32) -> f32 {
    PUSH * ((contact - gap) / PUSH_RANGE).min(3.0).exp() / gap.max(0.02)
}

/// The neighbours of one person, relative to where that person stands.
pub(super) struct Around {
    pushes: Pushes,
    found: [u32; MOST],
    x: [f32; MOST],
    y: [f32; MOST],
    /// How near their middles may come, m.
    contact: [f32; MOST],
    facing: [bool; MOST],
    count: usize,
    /// Whether somebody comes the other way.
    pub(super) meets: bool,
}

impl Around {
    pub(super) fn new() -> Self {
        Self {
            pushes: Pushes::new(),
            found: [0; MOST],
            x: [0.0; MOST],
            y: [0.0; MOST],
            contact: [0.0; MOST],
            facing: [false; MOST],
            count: 0,
            meets: false,
        }
    }

    /// Finds the places in the grid within this far, but for the mover's own.
    #[inline]
    fn find(&mut self, scene: Scene<'_>, mover: &Mover, reach: f32) -> usize {
        let mut count = 0;
        for row in scene.grid.near(mover.at, reach) {
            let first = row.start as u32;
            for (slot, at) in (first..).zip(&scene.grid.at[row]) {
                let near = (*at - mover.at).square() < reach * reach;
                self.found[count] = slot;
                count = (count + usize::from(near & (slot as usize != mover.slot))).min(MOST - 1);
            }
        }
        count
    }

    #[inline]
    fn add(&mut self, off: Vector, contact: f32, facing: bool) {
        // As many as were found, which fits.
        let at = self.count.min(MOST - 1);
        self.x[at] = off.x;
        self.y[at] = off.y;
        self.contact[at] = contact;
        self.facing[at] = facing;
        self.count = at + 1;
    }

    /// Fills up the last lanes with nobody.
    #[inline]
    fn close(&mut self) {
        let end = self.count.next_multiple_of(LANES).min(MOST);
        self.x[self.count..end].fill(NOWHERE);
        self.y[self.count..end].fill(NOWHERE);
        self.contact[self.count..end].fill(0.0);
    }

    /// The free way ahead, m; infinite if nobody is in it. Who is `first` at a door, in its
    /// direction, minds nobody behind.
    #[inline]
    pub(super) fn space(&mut self, heading: Vector, thin: f32, first: Option<Vector>) -> f32 {
        if self.meets {
            let passing = CONTACT_TURNED - (CONTACT_TURNED - CONTACT_SIDEWAYS) * thin;
            for at in 0..self.count {
                self.contact[at] *=
                    if self.facing[at] { passing } else { CONTACT_TURNED } / CONTACT;
            }
        }
        let (out, behind) = first.map_or((Vector::default(), -1.0), |out| (out, 0.0));
        let mut least = [f32::INFINITY; LANES];
        let end = self.count.next_multiple_of(LANES).min(MOST);
        let lanes = self.x[..end].chunks_exact(LANES).zip(self.y[..end].chunks_exact(LANES));
        for ((x, y), contact) in lanes.zip(self.contact[..end].chunks_exact(LANES)) {
            for lane in 0..LANES {
                let (x, y, contact) = (x[lane], y[lane], contact[lane]);
                let forward = heading.x * x + heading.y * y;
                let beside = (heading.x * y - heading.y * x).abs();
                let minded = out.x * x + out.y * y >= behind;
                let counts = (forward >= 0.0) & (beside <= contact) & minded;
                let gap = (x * x + y * y).sqrt() - contact;
                let gap = if counts { gap } else { f32::INFINITY };
                least[lane] = if gap < least[lane] { gap } else { least[lane] };
            }
        }
        least.into_iter().fold(f32::INFINITY, f32::min)
    }
}

/// Collects who is near where all go one way, and says how they turn the direction.
#[inline]
pub(super) fn look(scene: Scene<'_>, around: &mut Around, area: &Area, mover: &Mover) -> Vector {
    let found = around.find(scene, mover, NEAR);
    around.count = 0;
    around.meets = false;
    let mut push = Vector::default();
    for at in 0..found {
        let slot = around.found[at] as usize;
        let (point, seen) = (scene.grid.at[slot], &scene.grid.people[slot]);
        if seen.area != mover.area && !sees(scene.plan, area, mover.at, point, seen.area) {
            continue;
        }
        let off = point - mover.at;
        let contact = mover.radius + seen.radius;
        push = push - off * around.pushes.at(off.square(), contact);
        around.add(off, contact, false);
    }
    around.close();
    push
}

/// Collects who is in sight where people go different ways; says how they turn the direction, and
/// how much they come the other way.
pub(super) fn look_both_ways(
    scene: Scene<'_>,
    around: &mut Around,
    area: &Area,
    mover: &Mover,
    wish: Vector,
) -> (Vector, f32) {
    let found = around.find(scene, mover, SIGHT);
    around.count = 0;
    around.meets = false;
    let mut push = Vector::default();
    let mut faced = 0.0_f32;
    for at in 0..found {
        let slot = around.found[at] as usize;
        let (point, seen) = (scene.grid.at[slot], &scene.grid.people[slot]);
        if seen.area != mover.area && !sees(scene.plan, area, mover.at, point, seen.area) {
            continue;
        }
        let off = point - mover.at;
        let square = off.square();
        let contact = mover.radius + seen.radius;
        let facing = seen.wish.dot(wish) < FACING;
        if facing && off.dot(wish) > 0.0 {
            around.meets = true;
            let beside = 1.0 - wish.cross(off).abs() / FACED_WIDTH;
            if beside > 0.0 {
                faced += beside * ((CONTACT_TURNED - square.sqrt()) / FACED_RANGE).exp();
            }
        } else if !facing && square < NEAR * NEAR {
            push = push - off * around.pushes.at(square, contact);
        }
        around.add(off, contact, facing);
    }
    around.close();
    (push, faced)
}

/// The free way to those further ahead than the neighbours, as far as it is `wanted`, m.
pub(super) fn ahead(
    scene: Scene<'_>,
    area: &Area,
    mover: &Mover,
    heading: Vector,
    wanted: f32,
) -> f32 {
    let widest = mover.radius + scene.broadest;
    let reach = (wanted + widest).min(4.0);
    let mut least = f32::INFINITY;
    for row in scene.grid.near(mover.at, reach) {
        for (at, seen) in scene.grid.at[row.clone()].iter().zip(&scene.grid.people[row]) {
            let off = *at - mover.at;
            let (forward, beside) = (heading.dot(off), heading.cross(off).abs());
            let in_way = (forward >= 0.0) & (beside <= widest) & (off.square() >= NEAR * NEAR);
            if !in_way || beside > mover.radius + seen.radius {
                continue;
            }
            let gap = off.length() - mover.radius - seen.radius;
            if gap < least
                && (seen.area == mover.area || sees(scene.plan, area, mover.at, *at, seen.area))
            {
                least = gap;
            }
        }
    }
    least
}

/// Whether somebody in one area sees somebody in another: through the openings between these.
fn sees(plan: &Plan, area: &Area, from: Vector, to: Vector, other: u32) -> bool {
    let through = |area: &Area, open: &dyn Fn(u32) -> bool| {
        area.gates.iter().any(|gate| {
            let gate = &plan.gates[*gate as usize];
            gate.crossing == Crossing::Line && crosses(from, to, gate.a, gate.b) && open(gate.to)
        })
    };
    // A passage through a thick wall lies between two openings.
    through(area, &|next| {
        next == other || through(&plan.areas[next as usize], &|last| last == other)
    })
}
