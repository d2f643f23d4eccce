//! Where the smoke of a fire goes: a layer under the ceiling of each space, fed by the plume of the
//! fire, which flows on under the lintels of open doors and up the stairs.
//!
//! A light model with one purpose: to show what a propped fire door costs. The plume is that of
//! NFPA 92 (5.5.1); smoke is what New Zealand's C/VM2 prescribes for mixed goods: 0.07 kg of soot a
//! kg, 20 MJ/kg, 35 % radiated. What it does not know: sprinklers, vents, wind, fans, the air that
//! a fire lacks, doors that open for a moment while people pass, and glass that breaks.

mod layer;

use std::collections::BTreeMap;

use layer::Layers;

use crate::building::{Building, Closing, Door, DoorKind, DoorState, SpaceId};
use crate::units::Seconds;

/// How low a layer must hang before people walk in it, m above the floor.
pub const HEAD_HEIGHT: f64 = 2.0;

/// Who sees less far than this walks in smoke, m (PD 7974-6: large or unfamiliar spaces).
pub const VISIBILITY_LIMIT: f64 = 10.0;

/// Visibility of a reflecting sign times the extinction coefficient (Jin).
const REFLECTING_SIGN: f64 = 3.0;

/// The slowest walk in smoke, m/s: as in darkness (Jin).
const SLOWEST: f64 = 0.2;

/// What a fire grows to unless the goods are known, kW.
const PEAK: f64 = 5000.0;

/// The heat release rate by which the growth classes are named, kW (NFPA 204).
const REFERENCE: f64 = 1055.0;

/// The time between two samples, s.
const SAMPLE: f64 = 1.0;

/// How many samples are taken: half an hour, after which a layer counts as it then is.
const SAMPLES: usize = 1800;

/// A fire that grows with the square of time, Q = 1 055 kW (t / t_g)², up to 5 MW.
#[derive(Clone, Debug, PartialEq)]
pub struct Fire {
    /// Where it burns.
    pub space: SpaceId,
    /// t_g: when it releases 1 055 kW (NFPA 204).
    pub growth: Seconds,
}

impl Fire {
    /// The heat release rate, kW.
    fn heat_release(&self, time: f64) -> f64 {
        let growth = self.growth.get().max(1.0);
        (REFERENCE * (time / growth).powi(2)).min(PEAK)
    }
}

/// The smoke layer of a space at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Its lower edge above the floor, m.
    pub height: f64,
    /// Extinction coefficient in it, 1/m.
    pub extinction: f64,
}

impl Layer {
    /// How far one who walks under or in the layer sees a reflecting sign, m; infinite under it.
    #[must_use]
    pub fn visibility(self) -> f64 {
        if self.height >= HEAD_HEIGHT || self.extinction <= 0.0 {
            f64::INFINITY
        } else {
            REFLECTING_SIGN / self.extinction
        }
    }

    /// The speed of one who would walk at `speed` m/s without smoke: times V / (V + 2)
    /// (Fridolf et al. 2019), but no slower than in darkness.
    #[must_use]
    pub fn slowed(self, speed: f64) -> f64 {
        let visibility = self.visibility();
        if visibility.is_infinite() {
            return speed;
        }
        (speed * visibility / (visibility + 2.0)).max(SLOWEST.min(speed))
    }

    /// Whether who is here walks in smoke.
    #[must_use]
    pub fn is_smoky(self) -> bool {
        self.visibility() < VISIBILITY_LIMIT
    }
}

/// The smoke in a building over time, from the alarm on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Smoke {
    origin: Option<SpaceId>,
    spaces: BTreeMap<SpaceId, Vec<Layer>>,
}

impl Smoke {
    /// Follows the smoke of a fire. A fire in a space that is not there makes none.
    #[must_use]
    pub fn of(building: &Building, fire: &Fire) -> Self {
        let ids: Vec<&SpaceId> = building.spaces().map(|(_, space)| &space.id).collect();
        let Some(origin) = ids.iter().position(|id| **id == fire.space) else {
            return Self::default();
        };
        let mut layers = Layers::new(building);
        let mut curves: Vec<Vec<Layer>> = vec![Vec::with_capacity(SAMPLES + 1); ids.len()];
        for sample in 0..=SAMPLES {
            for (space, curve) in curves.iter_mut().enumerate() {
                curve.push(layers.layer(space));
            }
            let time = sample as f64 * SAMPLE;
            layers.advance(origin, SAMPLE, |within| fire.heat_release(time + within));
        }
        let spaces = ids.into_iter().cloned().zip(curves).collect();
        Self { origin: Some(fire.space.clone()), spaces }
    }

    /// The same smoke in every space, from the alarm on.
    #[must_use]
    pub fn everywhere(building: &Building, layer: Layer) -> Self {
        Self::known(building.spaces().map(|(_, space)| (space.id.clone(), vec![layer])))
    }

    /// Smoke that is known otherwise: the layer of each space, second by second from the alarm on.
    #[must_use]
    pub fn known(spaces: impl IntoIterator<Item = (SpaceId, Vec<Layer>)>) -> Self {
        Self { origin: None, spaces: spaces.into_iter().collect() }
    }

    /// The layer of a space at a moment; that of the last moment afterwards. Nothing where no smoke
    /// was followed.
    #[must_use]
    pub fn layer(&self, space: &SpaceId, at: Seconds) -> Option<Layer> {
        let curve = self.spaces.get(space)?;
        let sample = (at.get().max(0.0) / SAMPLE) as usize;
        curve.get(sample).or_else(|| curve.last()).copied()
    }

    /// When people in a space begin to walk in smoke; nothing if they never do.
    #[must_use]
    pub fn smoky_from(&self, space: &SpaceId) -> Option<Seconds> {
        let first = self.spaces.get(space)?.iter().position(|layer| layer.is_smoky())?;
        Some(Seconds::new(first as f64 * SAMPLE))
    }

    /// When the first of these spaces fills with smoke, that of the fire itself not counted; nothing
    /// if none does within half an hour.
    pub fn reaches<'a>(&self, spaces: impl IntoIterator<Item = &'a SpaceId>) -> Option<Seconds> {
        let others = spaces.into_iter().filter(|space| Some(*space) != self.origin.as_ref());
        others.filter_map(|space| self.smoky_from(space)).min()
    }
}

/// The fire doors that hold smoke back as they are, and would not if somebody propped them open.
pub fn holding_back(building: &Building) -> impl Iterator<Item = &Door> {
    let doors = building.doors().map(|(_, door)| door);
    doors.filter(|door| door.kind.is_fire_door() && door.state.is_passable() && !stands_open(door))
}

/// Whether smoke passes a door as through an opening, from the alarm on: it does unless the door
/// is locked, or is a fire door that is closed or that the alarm releases.
#[must_use]
pub const fn stands_open(door: &Door) -> bool {
    match (door.state, door.kind) {
        (DoorState::ProppedOpen, _) => true,
        (DoorState::Locked, _) => false,
        (DoorState::AsDesigned | DoorState::Blocked, DoorKind::Ordinary) => true,
        (
            DoorState::AsDesigned | DoorState::Blocked,
            DoorKind::Fire { closing: Closing::NormallyClosed | Closing::HeldOpen, .. },
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{
        BuildingId, DoorId, FireClass, Point, Polygon, Segment, Space, SpaceUse, Stair, StairId,
        Storey, StoreyId,
    };

    fn room(id: &str, x: (f64, f64), y: (f64, f64)) -> Space {
        let outline = Polygon::rectangle(Point::new(x.0, y.0), Point::new(x.1, y.1));
        Space::new(SpaceId::new(id), id, SpaceUse::Production, outline)
    }

    /// A store beside a corridor, a normally closed fire door between them.
    fn store_and_corridor() -> Building {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let storey = &mut building.storeys[0];
        storey.spaces = vec![
            room("store", (0.0, 10.0), (0.0, 10.0)),
            room("corridor", (10.0, 13.0), (0.0, 30.0)),
        ]
        .into();
        let line = Segment::new(Point::new(10.0, 4.0), Point::new(10.0, 5.1));
        let mut door = Door::new(DoorId::new("d"), "D", line);
        door.kind = DoorKind::Fire { class: FireClass::B, closing: Closing::NormallyClosed };
        storey.doors = vec![door].into();
        building
    }

    fn fire(space: &str, growth: f64) -> Fire {
        Fire { space: SpaceId::new(space), growth: Seconds::new(growth) }
    }

    #[test]
    fn a_hall_fills_as_nfpa_92_says() {
        // NFPA 92, 5.4.2.2: z/H = 0.91 (t t_g^-2/5 H^-4/5 (A/H²)^-3/5)^-1.45, for t² fires.
        for (side, height, growth) in [(20.0, 6.0, 150.0), (25.0, 8.0, 300.0), (15.0, 6.0, 75.0)] {
            let mut building = Building::new(BuildingId::new("b"), "B", "1F");
            building.storeys[0].height = height;
            building.storeys[0].spaces = vec![room("hall", (0.0, side), (0.0, side))].into();
            let hall = SpaceId::new("hall");
            let smoke = Smoke::of(&building, &fire("hall", growth));
            let shape: f64 = side * side / (height * height);
            let half = (0.5_f64 / 0.91).powf(-1.0 / 1.45)
                * growth.powf(0.4)
                * height.powf(0.8)
                * shape.powf(0.6);
            let found = (0..600)
                .map(|s| Seconds::new(f64::from(s)))
                .find(|t| smoke.layer(&hall, *t).unwrap().height <= height / 2.0)
                .unwrap();
            let ratio = found.get() / half;
            assert!(
                (0.75..1.25).contains(&ratio),
                "half full after {found} s, NFPA 92 {half:.0} s"
            );
        }
    }

    #[test]
    fn a_closed_fire_door_holds_the_smoke_back_and_a_propped_one_does_not() {
        let mut building = store_and_corridor();
        let corridor = SpaceId::new("corridor");
        let closed = Smoke::of(&building, &fire("store", 150.0));
        building.storeys[0].doors[0].state = DoorState::ProppedOpen;
        let propped = Smoke::of(&building, &fire("store", 150.0));
        let early = propped.smoky_from(&corridor).unwrap();
        assert!(early < Seconds::new(240.0), "smoky after {early} s");
        let late = closed.smoky_from(&corridor);
        assert!(late.is_none_or(|late| late > early + Seconds::new(180.0)), "{late:?}");
        for second in 0..600 {
            let at = Seconds::new(f64::from(second));
            let height = |smoke: &Smoke| smoke.layer(&corridor, at).unwrap().height;
            assert!(height(&propped) <= height(&closed) + 1e-9, "at {second} s");
        }
    }

    #[test]
    fn smoke_rises_in_a_stair_and_does_not_sink() {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let mut levels = Vec::new();
        building.storeys.clear();
        for floor in 0..3 {
            let mut storey =
                Storey::new(StoreyId::numbered(floor + 1), "F", 4.0 * f64::from(floor));
            let id = format!("stair-{floor}");
            storey.spaces = vec![room(&id, (0.0, 3.0), (0.0, 6.0))].into();
            levels.push(SpaceId::new(&id));
            building.storeys.push(storey);
        }
        building.stairs = vec![Stair::new(StairId::new("s"), "S", levels.clone())];
        let smoke = Smoke::of(&building, &fire("stair-1", 150.0));
        assert!(smoke.smoky_from(&levels[2]).is_some());
        assert_eq!(smoke.smoky_from(&levels[0]), None);
    }

    #[test]
    fn people_see_and_walk_as_published() {
        // Fridolf et al. 2019 with C = 3: K 0.5 → 0.75, 1 → 0.60, 2 → 0.43, 5 → 0.23.
        for (extinction, factor) in [(0.5, 0.75), (1.0, 0.60), (2.0, 0.43), (5.0, 0.23)] {
            let layer = Layer { height: 0.0, extinction };
            assert!((layer.slowed(1.25) / 1.25 - factor).abs() < 0.005, "K = {extinction}");
        }
        let above = Layer { height: 2.5, extinction: 5.0 };
        assert!(above.slowed(1.25) == 1.25 && !above.is_smoky());
        let black = Layer { height: 0.0, extinction: 100.0 };
        assert!(black.slowed(1.25) == SLOWEST);
    }

    #[test]
    fn a_fire_nowhere_makes_no_smoke() {
        let smoke = Smoke::of(&store_and_corridor(), &fire("gone", 150.0));
        assert_eq!(smoke.layer(&SpaceId::new("store"), Seconds::ZERO), None);
    }
}
