//! Whom somebody sees, and what they make of it: how the neighbours turn the direction, and how far
//! the way ahead is free.

use super::motion::{Mover, Scene};
use super::plan::{Area, Crossing, Plan};
use super::vector::{Vector, crosses};

/// Between the middles of two who walk the same way, m: twice a radius of 0.20 m.
pub(super) const CONTACT: f32 = 0.40;
/// The same among people who meet others and turn a shoulder, m.
const CONTACT_TURNED: f32 = 0.27;
/// Between those who pass one another sideways after they were stopped, m.
const CONTACT_SIDEWAYS: f32 = 0.20;
/// Strength and range of the turning away from neighbours.
const PUSH: f32 = 8.0;
const PUSH_RANGE: f32 = 0.1;
/// Nobody further away turns a direction, m: the push is 2 % of the wish there.
pub(super) const NEAR: f32 = 1.0;
/// How far people look where others come the other way, m.
pub(super) const SIGHT: f32 = 1.8;
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
        for (at, push) in table[..TABLE - 1].iter_mut().enumerate() {
            let square = (at as f32 + 0.5) / (TABLE - 1) as f32 * NEAR * NEAR;
            *push = exact_push(square.sqrt(), CONTACT);
        }
        Self(table)
    }

    #[inline]
    fn at(&self, square: f32, contact: f32) -> f32 {
        if contact == CONTACT {
            // The last entry is nothing: from there on nobody turns anybody.
            let at = (square * ((TABLE - 1) as f32 / (NEAR * NEAR))) as u32;
            self.0[(at as usize).min(TABLE - 1)]
        } else if square >= NEAR * NEAR {
            0.0
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
#[derive(Clone, Debug)]
pub(super) struct Around {
    pushes: Pushes,
    /// Their places in the grid; first those in the same area, then those seen in others.
    slots: [u32; MOST],
    x: [f32; MOST + LANES],
    y: [f32; MOST + LANES],
    /// How near their middles may come, m.
    contact: [f32; MOST + LANES],
    facing: [bool; MOST],
    count: usize,
    /// Whether somebody comes the other way.
    pub(super) meets: bool,
}

impl Around {
    pub(super) fn new() -> Self {
        Self {
            pushes: Pushes::new(),
            slots: [0; MOST],
            x: [0.0; MOST + LANES],
            y: [0.0; MOST + LANES],
            contact: [0.0; MOST + LANES],
            facing: [false; MOST],
            count: 0,
            meets: false,
        }
    }

    /// Finds the places in the grid within this far, but for the mover's own.
    #[inline]
    fn find(&mut self, scene: Scene<'_>, mover: &Mover, reach: f32) -> usize {
        let square = reach * reach;
        let mut count = 0;
        for row in scene.grid.near(mover.at, reach) {
            let first = row.start as u32;
            for (slot, spot) in (first..).zip(&scene.grid.spots[row]) {
                let near = (spot.at - mover.at).square() < square;
                // Written in any case, kept if near: that saves a branch that nobody can foretell.
                self.slots[count] = slot;
                count = (count + usize::from(near & (slot as usize != mover.slot))).min(MOST - 1);
            }
        }
        count
    }

    /// Takes everybody within this far whom the mover sees; `each` for one after the other, who
    /// says whether they face the mover.
    #[inline]
    fn gather(
        &mut self,
        scene: Scene<'_>,
        area: &Area,
        mover: &Mover,
        reach: f32,
        mut each: impl FnMut(&Pushes, usize, Vector, f32) -> bool,
    ) {
        let found = self.find(scene, mover, reach);
        let mut count = 0;
        for at in 0..found {
            let slot = self.slots[at] as usize;
            let spot = &scene.grid.spots[slot];
            if spot.area != mover.area && !sees(scene.plan, area, mover.at, spot.at, spot.area) {
                continue;
            }
            let off = spot.at - mover.at;
            let contact = mover.radius + spot.radius;
            self.facing[count] = each(&self.pushes, slot, off, contact);
            self.x[count] = off.x;
            self.y[count] = off.y;
            self.contact[count] = contact;
            count += 1;
        }
        self.count = count;
        self.close();
    }

    /// Fills up the last lanes with nobody.
    #[inline]
    fn close(&mut self) {
        for at in self.count..self.count + LANES {
            self.x[at] = NOWHERE;
            self.y[at] = NOWHERE;
            self.contact[at] = 0.0;
        }
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
        let end = self.count.next_multiple_of(LANES);
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
pub(super) fn look(
    scene: Scene<'_>,
    around: &mut Around,
    area: &Area,
    mover: &Mover,
    reach: f32,
) -> Vector {
    let mut push = Vector::default();
    around.gather(scene, area, mover, reach, |pushes, _, off, contact| {
        push = push - off * pushes.at(off.square(), contact);
        false
    });
    around.meets = false;
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
    let mut push = Vector::default();
    let mut faced = 0.0_f32;
    let mut meets = false;
    around.gather(scene, area, mover, SIGHT, |pushes, slot, off, contact| {
        let facing = faces(scene, mover, wish, slot);
        if facing && off.dot(wish) > 0.0 {
            meets = true;
            let beside = 1.0 - wish.cross(off).abs() / FACED_WIDTH;
            if beside > 0.0 {
                faced += beside * ((CONTACT_TURNED - off.length()) / FACED_RANGE).exp();
            }
        } else if !facing {
            push = push - off * pushes.at(off.square(), contact);
        }
        facing
    });
    around.meets = meets;
    (push, faced)
}

/// Whether somebody comes against the mover: wants to go the other way and not to where the mover
/// wants to go, and, from another area, through the same opening.
#[inline]
fn faces(scene: Scene<'_>, mover: &Mover, wish: Vector, slot: usize) -> bool {
    let seen = &scene.grid.people[slot];
    if seen.wish.dot(wish) >= FACING || seen.gate == mover.gate {
        return false;
    }
    let area = scene.grid.spots[slot].area;
    let gate = |at: u32| &scene.plan.gates[at as usize];
    let (mine, theirs) = (gate(mover.gate).to, gate(seen.gate).to);
    let through_one = mine == area && theirs == mover.area;
    area == mover.area || mine == theirs || through_one
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
        for spot in &scene.grid.spots[row] {
            let off = spot.at - mover.at;
            let (forward, beside) = (heading.dot(off), heading.cross(off).abs());
            let in_way = (forward >= 0.0) & (beside <= widest) & (off.square() >= NEAR * NEAR);
            if !in_way || beside > mover.radius + spot.radius {
                continue;
            }
            let gap = off.length() - mover.radius - spot.radius;
            if gap < least
                && (spot.area == mover.area || sees(scene.plan, area, mover.at, spot.at, spot.area))
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
