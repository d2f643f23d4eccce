//! What a building still needs before it can predict, be drilled in, and be checked.

use std::sync::Arc;

use super::{Role, Scenario};
use crate::building::problem::{Problem, Severity};
use crate::building::{Building, ElementId, EquipmentKind, Point, Site, SpaceUse, StoreyId};
use crate::language::{Message, choice, msg};

choice! {
    /// What something is needed for.
    pub enum Purpose {
        /// A prediction.
        Predict => "ready-predict",
        /// A drill.
        Drill => "ready-drill",
        /// A check against the rules.
        Check => "ready-check",
    }
}

/// Where something that is missing is put right.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    /// At an element of the plan.
    Element(ElementId, Option<StoreyId>, Option<Point>),
    /// In the building's own properties, or by drawing.
    Building,
    /// In the scenarios.
    Scenarios,
}

/// Something that is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// What for.
    pub purpose: Purpose,
    /// Whether it is there.
    pub met: bool,
    /// What is needed; how many are missing, where several are.
    pub message: Message,
    /// Where it is put right.
    pub place: Where,
}

/// Everything that is needed, in the order of the work; what is there is among it. `problems` are
/// those of the building.
#[must_use]
pub fn needs(
    building: &Building,
    site: &Site,
    scenarios: &[Arc<Scenario>],
    problems: &[Problem],
) -> Vec<Need> {
    let mut list = List::default();
    list.predicting(building, problems);
    list.drilling(building, site, scenarios);
    list.checking(building, site);
    list.needs
}

#[derive(Default)]
struct List {
    needs: Vec<Need>,
}

impl List {
    fn add(&mut self, purpose: Purpose, met: bool, message: Message, place: Where) {
        self.needs.push(Need { purpose, met, message, place });
    }

    /// Adds a need that is met when nothing is missing, at the first thing that is.
    fn none_missing(
        &mut self,
        purpose: Purpose,
        missing: &[Where],
        message: impl Fn(usize) -> Message,
    ) {
        let place = missing.first().cloned().unwrap_or(Where::Building);
        self.add(purpose, missing.is_empty(), message(missing.len()), place);
    }

    fn predicting(&mut self, building: &Building, problems: &[Problem]) {
        let drawn = building.spaces().next().is_some();
        self.add(Purpose::Predict, drawn, msg!("need-spaces"), Where::Building);
        let exit = building.exits().next().is_some();
        self.add(Purpose::Predict, exit, msg!("need-exit"), Where::Building);
        let peopled = building.spaces().any(|(_, space)| space.people(None) > 0);
        let empty = building
            .spaces()
            .find(|(_, space)| !matches!(space.usage, SpaceUse::Corridor | SpaceUse::Stair));
        let place = empty.map_or(Where::Building, |(storey, space)| {
            let at = Some(space.outline.label_point());
            Where::Element((&space.id).into(), Some(storey.id.clone()), at)
        });
        self.add(Purpose::Predict, peopled, msg!("need-people"), place);
        let wrong: Vec<Where> = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| {
                Where::Element(problem.element.clone(), problem.storey.clone(), problem.at)
            })
            .collect();
        self.none_missing(Purpose::Predict, &wrong, |count| msg!("need-no-errors", count = count));
    }

    fn drilling(&mut self, building: &Building, site: &Site, scenarios: &[Arc<Scenario>]) {
        let own: Vec<&Arc<Scenario>> =
            scenarios.iter().filter(|scenario| scenario.building == building.id).collect();
        self.add(Purpose::Drill, !own.is_empty(), msg!("need-scenario"), Where::Scenarios);
        let led = own.iter().any(|scenario| {
            let mut roles = scenario.roles.iter();
            roles.any(|role| role.role == Role::Commander && !role.person.trim().is_empty())
        });
        self.add(Purpose::Drill, led, msg!("need-commander"), Where::Scenarios);
        let gathers = !site.assembly_points.is_empty();
        self.add(Purpose::Drill, gathers, msg!("need-assembly-point"), Where::Building);
        let mut equipment = building.storeys.iter().flat_map(|storey| &storey.equipment);
        let alarm = equipment.any(|equipment| equipment.kind == EquipmentKind::CallPoint);
        self.add(Purpose::Drill, alarm, msg!("need-call-point"), Where::Building);
        let nobody: Vec<Where> = building
            .spaces()
            .filter(|(_, space)| space.people(None) > 0 && space.responsible.trim().is_empty())
            .map(|(storey, space)| {
                let at = Some(space.outline.label_point());
                Where::Element((&space.id).into(), Some(storey.id.clone()), at)
            })
            .collect();
        self.none_missing(Purpose::Drill, &nobody, |count| msg!("need-responsible", count = count));
    }

    fn checking(&mut self, building: &Building, site: &Site) {
        let open: Vec<Where> = building
            .spaces()
            .filter(|(_, space)| space.usage == SpaceUse::Other)
            .map(|(storey, space)| {
                let at = Some(space.outline.label_point());
                Where::Element((&space.id).into(), Some(storey.id.clone()), at)
            })
            .collect();
        self.none_missing(Purpose::Check, &open, |count| msg!("need-use", count = count));
        let unknown: Vec<Where> = site
            .assembly_points
            .iter()
            .filter(|point| point.capacity.is_none())
            .map(|point| Where::Element((&point.id).into(), None, None))
            .collect();
        self.none_missing(Purpose::Check, &unknown, |count| msg!("need-capacity", count = count));
        let lane = !site.fire_lanes.is_empty();
        self.add(Purpose::Check, lane, msg!("need-fire-lane"), Where::Building);
        let several = building.storeys.len() > 1;
        let joined = !several || !building.stairs.is_empty();
        self.add(Purpose::Check, joined, msg!("need-stair"), Where::Building);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::problem::problems;
    use crate::building::{
        BuildingId, Door, DoorId, OccupantLoad, Polygon, Segment, Space, SpaceId,
    };
    use crate::drill::{RoleAssignment, ScenarioId};

    fn open(building: &Building, site: &Site, scenarios: &[Arc<Scenario>]) -> Vec<&'static str> {
        let needs = needs(building, site, scenarios, &problems(building, site));
        needs.iter().filter(|need| !need.met).map(|need| need.message.key()).collect()
    }

    #[test]
    fn each_step_of_the_work_takes_one_need_away() {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let mut site = Site::default();
        let first = open(&building, &site, &[]);
        assert!(first.contains(&"need-spaces") && first.contains(&"need-scenario"));
        let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(10.0, 8.0));
        let mut hall = Space::new(SpaceId::new("s"), "Hall", SpaceUse::Production, outline);
        hall.load = OccupantLoad::Count(12);
        building.storeys[0].spaces.push(hall);
        let line = Segment::new(Point::new(4.0, 0.0), Point::new(5.2, 0.0));
        let mut door = Door::new(DoorId::new("d"), "E1", line);
        door.exit = true;
        building.storeys[0].doors.push(door);
        let drawn = open(&building, &site, &[]);
        assert!(drawn.iter().all(|key| !["need-spaces", "need-exit", "need-people"].contains(key)));
        assert!(drawn.contains(&"need-responsible"));
        building.storeys[0].spaces[0].responsible = "Li Wei".to_owned();
        let mut scenario = Scenario::new(ScenarioId::new("x"), "X", building.id.clone());
        scenario.roles.push(RoleAssignment {
            role: Role::Commander,
            person: "Wang Fang".to_owned(),
            place: String::new(),
        });
        site.assembly_points.push(crate::building::AssemblyPoint {
            id: crate::building::SiteElementId::new("site-1"),
            name: "A".to_owned(),
            area: Polygon::rectangle(Point::new(0.0, -9.0), Point::new(9.0, -1.0)),
            capacity: None,
            responsible: String::new(),
        });
        let last = open(&building, &site, &[Arc::new(scenario)]);
        assert_eq!(last, ["need-call-point", "need-capacity", "need-fire-lane"]);
    }
}
