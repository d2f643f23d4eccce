//! A scenario put on stage: the building with its failures, and who is where.

use std::collections::BTreeMap;

use super::{Impairment, Scenario};
use crate::building::{Building, SpaceId, StairState};
use crate::egress::smoke::Fire;

impl Scenario {
    /// The building with what the scenario blocks or lets fail. An impairment of an element that
    /// is no longer there changes nothing.
    #[must_use]
    pub fn staged(&self, building: &Building) -> Building {
        let mut staged = building.clone();
        for impairment in &self.impairments {
            match impairment {
                Impairment::Door(id, state) => {
                    if let Some(door) = staged.door_mut(id) {
                        door.state = *state;
                    }
                }
                Impairment::StairBlocked(id) => {
                    if let Some(stair) = staged.stairs.iter_mut().find(|stair| stair.id == *id) {
                        stair.state = StairState::Blocked;
                    }
                }
            }
        }
        staged
    }

    /// The scenario's fire as the smoke model takes it; nothing where none is assumed.
    #[must_use]
    pub fn design_fire(&self) -> Option<Fire> {
        let origin = self.fire.as_ref()?;
        Some(Fire { space: origin.space.clone(), growth: origin.growth.time() })
    }

    /// The scenario's shift, or nothing where it is for every shift.
    #[must_use]
    pub fn shift(&self) -> Option<&str> {
        Some(self.shift.as_str()).filter(|shift| !shift.is_empty())
    }

    /// How many people are in which space: what the building says for the shift, or what the
    /// scenario says instead. Spaces without people are left out.
    #[must_use]
    pub fn occupancy(&self, building: &Building) -> BTreeMap<SpaceId, u32> {
        let people = building.spaces().map(|(_, space)| {
            let own = self.occupants.iter().find(|own| own.space == space.id);
            let people = own.map_or_else(|| space.people(self.shift()), |own| own.people);
            (space.id.clone(), people)
        });
        people.filter(|(_, people)| *people > 0).collect()
    }

    /// How many people are in the building: the sum of [`Self::occupancy`].
    #[must_use]
    pub fn people(&self, building: &Building) -> u32 {
        self.occupancy(building).values().fold(0, |sum, people| sum.saturating_add(*people))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{
        BuildingId, Door, DoorId, DoorState, OccupantLoad, Point, Polygon, Segment, ShiftLoad,
        Space, SpaceUse, Stair, StairId,
    };
    use crate::drill::{ScenarioId, SpaceOccupants};

    fn building() -> Building {
        let mut building = Building::new(BuildingId::new("plant"), "Plant", "1F");
        let line = Segment::new(Point::new(0.0, 1.0), Point::new(0.0, 2.0));
        let storey = &mut building.storeys[0];
        for (number, people) in [(11, 30), (12, 5), (13, 0)] {
            let x = f64::from(number);
            let outline = Polygon::rectangle(Point::new(x, 0.0), Point::new(x + 1.0, 4.0));
            let mut space =
                Space::new(SpaceId::numbered(number), "", SpaceUse::Production, outline);
            space.load = OccupantLoad::Count(people);
            storey.spaces.push(space);
        }
        storey.spaces[0].by_shift.push(ShiftLoad { shift: "night".to_owned(), people: 9 });
        storey.doors.push(Door::new(DoorId::new("door-1"), "D1", line));
        building.stairs.push(Stair::new(StairId::new("stair-1"), "S1", Vec::new()));
        building
    }

    fn scenario() -> Scenario {
        Scenario::new(ScenarioId::new("fire"), "Fire", BuildingId::new("plant"))
    }

    #[test]
    fn impairments_change_the_stage_and_not_the_building() {
        let building = building();
        let mut scenario = scenario();
        scenario.impairments = vec![
            Impairment::Door(DoorId::new("door-1"), DoorState::Locked),
            Impairment::StairBlocked(StairId::new("stair-1")),
            Impairment::StairBlocked(StairId::new("stair-gone")),
        ];
        let staged = scenario.staged(&building);
        assert_eq!(staged.storeys[0].doors[0].state, DoorState::Locked);
        assert_eq!(staged.stairs[0].state, StairState::Blocked);
        assert_eq!(building.stairs[0].state, StairState::Usable);
    }

    #[test]
    fn the_shift_and_then_the_scenario_go_before_the_building() {
        let building = building();
        let mut scenario = scenario();
        assert_eq!(scenario.people(&building), 35);
        scenario.shift = "night".to_owned();
        assert_eq!(scenario.people(&building), 14);
        scenario.occupants.push(SpaceOccupants { space: SpaceId::numbered(12), people: 0 });
        scenario.occupants.push(SpaceOccupants { space: SpaceId::numbered(99), people: 50 });
        let expected = BTreeMap::from([(SpaceId::numbered(11), 9)]);
        assert_eq!(scenario.occupancy(&building), expected);
    }
}
