//! A building as the crowd walks it: areas, joined by gates.
//!
//! All areas lie in one plane, the storeys side by side, each flight of a stair rolled out straight
//! beside them. People in different areas see one another only through the opening that joins
//! these, so areas may lie on top of one another: the ground beyond an exit does.

use super::field::{Field, Raster};
use super::vector::{Line, Vector, nearest};
use super::walls::{Side, Walls};
use crate::building::{Building, ElementId, Point, Space, SpaceId, SpaceUse};

/// How near a middle comes to a wall: half of a body that turns its shoulder past it, m.
pub(super) const WALL_GAP: f32 = 0.2;
/// The same at the jambs of a door, m: half of a body and the boundary layer that people keep from
/// an edge (0.15 m at doors, 0.20 m at walls in the SFPE Handbook). With it a door of 1.2 m lets
/// through 1.3 persons/s, the handbook's 1.2 and Weidmann's 1.23 persons/s and metre.
pub(super) const JAMB_GAP: f32 = 0.40;
/// How far before an opening people are in line with its right half when others come, m.
const IN_LINE: f32 = 0.5;
/// How far behind an exit people walk on before they are forgotten, m.
pub(super) const BEYOND: f32 = 2.5;
/// Between areas that must not touch in the plane, m.
pub(super) const APART: f64 = 8.0;
/// Plans that reach further than this are not walked, m.
pub(super) const LARGEST: f64 = 20_000.0;

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AreaKind {
    /// A space of the building.
    Space,
    /// The ground behind an exit, by its index.
    Beyond { exit: u32 },
    /// A flight of a stair between two stair spaces.
    Flight { lower: u32, upper: u32 },
}

/// Where people walk without passing a door.
#[derive(Clone, Debug)]
pub(super) struct Area {
    pub(super) kind: AreaKind,
    pub(super) storey: u32,
    /// Walking speed as a share of that on the level.
    pub(super) pace: f32,
    /// The same towards the head of a flight.
    pub(super) climb: f32,
    /// Where the plan's origin is in the crowd's plane.
    pub(super) origin: Vector,
    pub(super) outline: Vec<Vector>,
    pub(super) walls: Walls,
    /// The gates that lead out of it.
    pub(super) gates: Vec<u32>,
    /// The floor in cells, where straight lines do not do.
    pub(super) raster: Option<Raster>,
    /// Whether it is a stair's enclosure.
    pub(super) enclosure: bool,
}

/// How one passes a gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Crossing {
    /// By walking over its line.
    Line,
    /// At the foot or head of a flight: whoever comes within `reach` of the middle appears at
    /// one of the places on the line from `a` to `b` of the other area, if one is free.
    Mouth { reach: f32, a: Vector, b: Vector, onto_flight: bool },
    /// Not at all: it is where somebody waits who is fetched.
    Person,
}

/// The way from one area into another.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Its ends, and the direction out of `from`.
    pub(super) a: Vector,
    pub(super) b: Vector,
    pub(super) out: Vector,
    /// What is left of it between the shoulders' distance from its jambs.
    pub(super) clear: Line,
    pub(super) crossing: Crossing,
    /// What it leads through.
    pub(super) passage: u32,
    pub(super) field: Option<Field>,
    /// The gate through the same opening the other way.
    pub(super) back: Option<u32>,
}

impl Gate {
    pub(super) fn middle(&self) -> Vector {
        (self.a + self.b) * 0.5
    }

    /// What is left of a line clear of the jambs at its ends.
    pub(super) fn clear(a: Vector, b: Vector) -> Line {
        let along = b - a;
        let length = along.length().max(1e-6);
        let inset = along * (JAMB_GAP.min(0.45 * length) / length);
        Line::new(a + inset, b - inset)
    }

    /// The point of the gate to make for, clear of its jambs.
    #[inline]
    pub(super) fn aim(&self, from: Vector) -> Vector {
        self.clear.nearest(from)
    }

    /// Where to walk when others come the other way: into the right half of the opening, and
    /// into line with it from a few metres before.
    #[inline]
    pub(super) fn keep_right(&self, from: Vector) -> Vector {
        let middle = self.middle();
        let right = -self.out.left();
        let half = 0.5 * (self.b - self.a).length();
        let inset = WALL_GAP.min(0.45 * half);
        let point = nearest(middle + right * inset, middle + right * (half - inset), from);
        let before = (middle - from).dot(self.out);
        point - self.out * (before - IN_LINE).max(0.0)
    }
}

/// A door, an exit or a stair, whichever way it is passed.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) element: ElementId,
    /// Effective for the estimate of queues, persons/s.
    pub(super) capacity: f32,
    /// Whether a leaf must be opened by the first who comes.
    pub(super) leaf: bool,
    /// Whether nobody passes.
    pub(super) closed: bool,
}

/// The building.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) areas: Vec<Area>,
    pub(super) gates: Vec<Gate>,
    pub(super) passages: Vec<Passage>,
    /// The size of the plane.
    pub(super) size: Vector,
}

/// What a space is made of before its walls are known.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) sides: Vec<Side>,
    pub(super) inner: Vec<(Vector, Vector, f32)>,
}

/// What the stairs of a plan differ in from the building's own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stairs {
    /// Walking speed on every stair as a share of that on the level; by tread if nothing.
    pub(super) pace: Option<f32>,
}

impl Plan {
    pub(super) fn new(building: &Building, stairs: Stairs) -> Self {
        let mut plan = Self::default();
        let mut drafts: Vec<Draft> = Vec::new();
        let mut x = APART;
        let mut top = 0.0_f64;
        for (index, storey) in (0..).zip(&building.storeys) {
            let bounds = storey.bounds().filter(|b| {
                let reach = b.width().max(b.height());
                reach.is_finite() && reach < LARGEST && x + reach < 2.0 * LARGEST
            });
            let origin = bounds.map(|b| (x - b.min.x, APART - b.min.y));
            if let Some(bounds) = bounds {
                x += bounds.width() + APART;
                top = top.max(bounds.height());
            }
            for space in &storey.spaces {
                let outline = origin.map_or_else(Vec::new, |origin| corners(space, origin));
                let (dx, dy) = origin.unwrap_or_default();
                plan.areas.push(Area {
                    kind: AreaKind::Space,
                    storey: index,
                    pace: 1.0,
                    climb: 1.0,
                    origin: Vector::new(dx as f32, dy as f32),
                    outline,
                    walls: Walls::default(),
                    gates: Vec::new(),
                    raster: None,
                    enclosure: space.usage == SpaceUse::Stair,
                });
                drafts.push(Draft { sides: Vec::new(), inner: Vec::new() });
            }
        }
        plan.place_doors(building, &mut drafts);
        let roof = plan.place_stairs(building, &mut drafts, stairs, top + 3.0 * APART);
        for (area, draft) in plan.areas.iter_mut().zip(drafts) {
            let bent = !draft.inner.is_empty() || !is_convex(&area.outline);
            area.walls = Walls::new(draft.sides);
            if bent && area.kind == AreaKind::Space && area.outline.len() > 2 {
                area.raster = Some(Raster::new(&area.outline, &area.walls, &draft.inner));
            }
        }
        for at in 0..plan.gates.len() {
            let gate = &plan.gates[at];
            let Some(raster) = &plan.areas[gate.from as usize].raster else { continue };
            plan.gates[at].field = Some(raster.field(|point| near(gate, point)));
        }
        for at in 0..plan.gates.len() {
            let gate = &plan.gates[at];
            let back = &plan.areas[gate.to as usize].gates;
            plan.gates[at].back = back.iter().copied().find(|back| {
                let back = &plan.gates[*back as usize];
                back.to == gate.from && back.passage == gate.passage
            });
        }
        plan.size = Vector::new((x + APART) as f32, roof as f32);
        plan
    }

    /// The way from a point of an area to one of its gates, m; infinite if there is none.
    pub(super) fn distance(&self, area: u32, gate: u32, from: Vector) -> f32 {
        let gate = &self.gates[gate as usize];
        match (&gate.field, &self.areas[area as usize].raster) {
            (Some(field), Some(raster)) => raster.distance(field, from),
            _ => (gate.aim(from) - from).length(),
        }
    }

    /// A gate to make for where somebody waits in an area; it leads nowhere.
    pub(super) fn meeting_point(&mut self, area: u32, space: &SpaceId, at: Vector) -> u32 {
        let passage = self.passages.len() as u32;
        let element = ElementId::from(space);
        self.passages.push(Passage { element, capacity: 1.0, leaf: false, closed: false });
        let near = |point: Vector| Some((point - at).length()).filter(|gap| *gap < 0.5);
        let raster = self.areas[area as usize].raster.as_ref();
        self.gates.push(Gate {
            from: area,
            to: area,
            a: at,
            b: at,
            out: Vector::default(),
            clear: Line::new(at, at),
            crossing: Crossing::Person,
            passage,
            field: raster.map(|raster| raster.field(near)),
            back: None,
        });
        self.gates.len() as u32 - 1
    }

    /// Whether somebody can stand at a point of an area.
    pub(super) fn is_free(&self, area: u32, point: Vector) -> bool {
        let area = &self.areas[area as usize];
        contains(&area.outline, point) && area.raster.as_ref().is_none_or(|r| r.is_free(point))
    }
}

/// How far a point near a gate is from it.
fn near(gate: &Gate, point: Vector) -> Option<f32> {
    let gap = (gate.aim(point) - point).length();
    (gap < 0.5).then_some(gap)
}

pub(super) fn plane(point: Point, origin: Vector) -> Vector {
    Vector::new((point.x + f64::from(origin.x)) as f32, (point.y + f64::from(origin.y)) as f32)
}

fn corners(space: &Space, origin: (f64, f64)) -> Vec<Vector> {
    let mut outline: Vec<Vector> = space
        .outline
        .corners()
        .iter()
        .map(|p| Vector::new((p.x + origin.0) as f32, (p.y + origin.1) as f32))
        .collect();
    outline.dedup();
    if outline.len() > 1 && outline.first() == outline.last() {
        outline.pop();
    }
    outline
}

fn is_convex(outline: &[Vector]) -> bool {
    let count = outline.len();
    let turn = |at: usize| {
        let (a, b, c) = (outline[at], outline[(at + 1) % count], outline[(at + 2) % count]);
        (b - a).cross(c - b)
    };
    let (mut left, mut right) = (false, false);
    for at in 0..count {
        left |= turn(at) > 1e-3;
        right |= turn(at) < -1e-3;
    }
    !(left && right)
}

/// Whether a point lies inside an outline.
pub(super) fn contains(outline: &[Vector], point: Vector) -> bool {
    let mut inside = false;
    for (at, a) in outline.iter().enumerate() {
        let b = outline[(at + 1) % outline.len()];
        if (a.y > point.y) != (b.y > point.y)
            && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
        {
            inside = !inside;
        }
    }
    inside
}
