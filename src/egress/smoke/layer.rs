//! The layers of all spaces and what flows between them, in steps of half a second.

use super::{Layer, stands_open};
use crate::building::{Building, Door, SpaceId};

/// Air at 20 °C: density, kg/m³; temperature, K; specific heat, kJ/(kg K).
const AIR: (f64, f64, f64) = (1.2, 293.0, 1.0);

/// Gravity, m/s².
const G: f64 = 9.81;

/// Share of the heat that the plume carries: 35 % is radiated (C/VM2).
const CONVECTIVE: f64 = 0.65;

/// Soot a kg of goods, kg, and the goods' heat of combustion, kJ/kg (C/VM2).
const SOOT: (f64, f64) = (0.07, 20_000.0);

/// Extinction by soot, m²/kg (Mulholland & Croarkin).
const EXTINCTION: f64 = 8700.0;

/// What a layer loses to ceiling and walls, kW/(m² K).
const HEAT_LOSS: f64 = 0.02;

/// Height of a door's opening, m.
const LINTEL: f64 = 2.1;

/// What a closed leaf lets through around its edges, m² (EN 12101-6: single leaf, opening outwards).
const LEAK: f64 = 0.02;

/// Discharge coefficient of an opening.
const DISCHARGE: f64 = 0.7;

/// The longest step, s.
const STEP: f64 = 0.5;

/// The largest share of a layer that leaves it in a step through one opening.
const MOST: f64 = 0.25;

/// What a layer holds.
#[derive(Clone, Copy, Default)]
struct Content {
    /// Air, kg.
    mass: f64,
    /// Heat above that of the air outside, kJ.
    heat: f64,
    /// Soot, kg.
    soot: f64,
}

impl Content {
    fn share(self, share: f64) -> Self {
        Self { mass: self.mass * share, heat: self.heat * share, soot: self.soot * share }
    }

    fn add(&mut self, other: Self) {
        self.mass += other.mass;
        self.heat += other.heat;
        self.soot += other.soot;
    }

    fn take(&mut self, other: Self) {
        self.mass -= other.mass;
        self.heat -= other.heat;
        self.soot -= other.soot;
    }

    /// How much warmer than the air outside, K.
    fn excess(self) -> f64 {
        if self.mass <= 0.0 { 0.0 } else { self.heat / (AIR.2 * self.mass) }
    }

    /// m³.
    fn volume(self) -> f64 {
        self.mass / AIR.0 * (AIR.1 + self.excess()) / AIR.1
    }

    /// Reduced gravity, m/s².
    fn buoyancy(self) -> f64 {
        let excess = self.excess();
        G * excess / (AIR.1 + excess)
    }
}

struct Room {
    /// m².
    area: f64,
    /// m.
    height: f64,
    /// m.
    perimeter: f64,
    content: Content,
}

impl Room {
    /// Depth of the layer, m.
    fn depth(&self) -> f64 {
        (self.content.volume() / self.area).min(self.height)
    }

    /// Lower edge of the layer above the floor, m.
    fn interface(&self) -> f64 {
        self.height - self.depth()
    }

    /// How deep the layer hangs below a height, m.
    fn below(&self, height: f64) -> f64 {
        (height.min(self.height) - self.interface()).max(0.0)
    }
}

/// A way for smoke between two spaces, or out.
enum Opening {
    /// Under a lintel; the second space is missing where the door leads out.
    Door { rooms: (usize, Option<usize>), width: f64 },
    /// Up a stair.
    Shaft { lower: usize, upper: usize, width: f64 },
}

/// The layers of a building.
pub(super) struct Layers {
    rooms: Vec<Room>,
    openings: Vec<Opening>,
    /// What has left the building.
    #[cfg(test)]
    out: Content,
}

impl Layers {
    pub(super) fn new(building: &Building) -> Self {
        let rooms = building.spaces().map(|(storey, space)| Room {
            area: space.outline.area().max(1.0),
            height: storey.height.max(LINTEL),
            perimeter: space.outline.perimeter(),
            content: Content::default(),
        });
        let rooms = rooms.collect();
        let index = |id: &SpaceId| building.spaces().position(|(_, space)| space.id == *id);
        let mut openings = Vec::new();
        for (storey, door) in building.doors() {
            let (left, right) = storey.sides(door);
            let rooms = match (left.and_then(index), right.and_then(index)) {
                (Some(one), other) | (other, Some(one)) => (one, other),
                (None, None) => continue,
            };
            openings.push(Opening::Door { rooms, width: width(door) });
        }
        for stair in &building.stairs {
            for pair in stair.levels.windows(2) {
                if let (Some(lower), Some(upper)) = (index(&pair[0]), index(&pair[1])) {
                    openings.push(Opening::Shaft { lower, upper, width: stair.clear_width });
                }
            }
        }
        Self {
            rooms,
            openings,
            #[cfg(test)]
            out: Content::default(),
        }
    }

    /// The layer of a space as people meet it.
    pub(super) fn layer(&self, space: usize) -> Layer {
        let room = &self.rooms[space];
        let volume = room.depth() * room.area;
        let extinction = if volume > 0.0 { EXTINCTION * room.content.soot / volume } else { 0.0 };
        Layer { height: room.interface(), extinction }
    }

    /// Lets time pass, s; `heat_release` is that of the fire in kW, so long after the beginning of
    /// this span.
    pub(super) fn advance(&mut self, origin: usize, span: f64, heat_release: impl Fn(f64) -> f64) {
        let steps = (span / STEP).ceil().max(1.0) as usize;
        let step = span / steps as f64;
        for number in 0..steps {
            self.burn(origin, step, heat_release(number as f64 * step));
            for opening in 0..self.openings.len() {
                self.pass(opening, step);
            }
            for room in &mut self.rooms {
                let surface = room.area + room.perimeter * room.depth();
                let loss = HEAT_LOSS * surface * room.content.excess() * step;
                room.content.heat = (room.content.heat - loss).max(0.0);
            }
        }
    }

    fn burn(&mut self, origin: usize, step: f64, heat_release: f64) {
        let room = &mut self.rooms[origin];
        let convective = CONVECTIVE * heat_release;
        room.content.add(Content {
            mass: plume(convective, room.interface()) * step,
            heat: convective * step,
            soot: SOOT.0 * heat_release / SOOT.1 * step,
        });
    }

    fn pass(&mut self, opening: usize, step: f64) {
        match self.openings[opening] {
            Opening::Door { rooms: (one, other), width } => {
                let head = |room: &Room| room.content.buoyancy() * room.below(LINTEL);
                let (here, there) =
                    (head(&self.rooms[one]), other.map_or(0.0, |room| head(&self.rooms[room])));
                let (from, to) = if here >= there {
                    (one, other)
                } else {
                    match other {
                        Some(other) => (other, Some(one)),
                        None => return,
                    }
                };
                // Bernoulli's profile over the depth under the lintel: 2/3 C W h √(2 Δp/ρ).
                let depth = self.rooms[from].below(LINTEL);
                let flow =
                    2.0 / 3.0 * DISCHARGE * width * depth * (2.0 * (here - there).abs()).sqrt();
                self.carry(from, to, flow * step, LINTEL, step);
            }
            Opening::Shaft { lower, upper, width } => {
                let below = &self.rooms[lower];
                let head = below.content.buoyancy() * below.depth();
                // What is full above takes nothing more.
                let room = (self.rooms[upper].interface() / self.rooms[upper].height).max(0.0);
                let flow = DISCHARGE * width * width * (2.0 * head).sqrt() * room;
                self.carry(lower, Some(upper), flow * step, 0.0, step);
            }
        }
    }

    /// Moves m³ of a layer to another; what rises from `sill` to that layer takes air along, as a
    /// plume does.
    fn carry(&mut self, from: usize, to: Option<usize>, volume: f64, sill: f64, step: f64) {
        let source = &mut self.rooms[from].content;
        let all = source.volume();
        if all <= 0.0 || volume <= 0.0 {
            return;
        }
        let moved = source.share((volume / all).min(MOST));
        source.take(moved);
        let Some(to) = to else {
            #[cfg(test)]
            self.out.add(moved);
            return;
        };
        let target = &mut self.rooms[to];
        let air = plume(moved.heat / step, target.interface() - sill) * step;
        target.content.add(Content { mass: moved.mass + air, ..moved });
    }
}

/// How wide a door is for smoke, m: its clear width, or the gaps around its closed leaves.
fn width(door: &Door) -> f64 {
    if stands_open(door) {
        door.clear_width.max(0.0)
    } else {
        LEAK * f64::from(door.leaves) / LINTEL
    }
}

/// What a plume of `heat` kW carries at a height of `z` m, kg/s (NFPA 92, 5.5.1.1: above and below
/// the limiting elevation z_l = 0.166 Q_c^2/5).
fn plume(heat: f64, z: f64) -> f64 {
    if heat <= 0.0 || z <= 0.0 {
        return 0.0;
    }
    let limit = 0.166 * heat.powf(0.4);
    if z > limit {
        0.071 * heat.cbrt() * z.powf(5.0 / 3.0) + 0.0018 * heat
    } else {
        0.032 * heat.powf(0.6) * z
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, DoorId, Point, Polygon, Segment, Space, SpaceUse};

    #[test]
    fn no_soot_is_lost_and_none_is_made_but_by_the_fire() {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let storey = &mut building.storeys[0];
        for number in 0..4 {
            let x = 8.0 * f64::from(number);
            let outline = Polygon::rectangle(Point::new(x, 0.0), Point::new(x + 8.0, 8.0));
            let id = SpaceId::numbered(number);
            storey.spaces.push(Space::new(id, "", SpaceUse::Production, outline));
            let line = Segment::new(Point::new(x + 8.0, 3.0), Point::new(x + 8.0, 4.2));
            storey.doors.push(Door::new(DoorId::numbered(number), "", line));
        }
        let mut layers = Layers::new(&building);
        let mut made = 0.0;
        for second in 0..900 {
            let heat_release = f64::from(second);
            layers.advance(0, 1.0, |_| heat_release);
            made += SOOT.0 * heat_release / SOOT.1;
            let inside: f64 = layers.rooms.iter().map(|room| room.content.soot).sum();
            let there = inside + layers.out.soot;
            assert!((there - made).abs() < 1e-9 * made.max(1.0), "{there} kg, not {made} kg");
            for room in &layers.rooms {
                assert!(room.content.mass >= 0.0 && room.interface() >= 0.0);
            }
        }
        assert!(layers.out.soot > 0.0, "the last door leads out");
    }
}
