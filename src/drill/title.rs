//! What a checkpoint and the element of an event are called.

use super::{Checkpoint, CheckpointKind};
use crate::building::{Building, ElementId, Site, Storey};
use crate::language::{Message, msg};

impl Checkpoint {
    /// What the checkpoint is called: its own name, or what has to happen and where.
    #[must_use]
    pub fn title(&self, building: &Building, site: &Site) -> Message {
        if !self.name.trim().is_empty() {
            return msg!("checkpoint-own-name", name = self.name.trim());
        }
        let name = |element: ElementId| element_name(&element, building, site);
        match &self.kind {
            CheckpointKind::Alarm => msg!("checkpoint-alarm"),
            CheckpointKind::AlarmConfirmed => msg!("checkpoint-alarm-confirmed"),
            CheckpointKind::EvacuationOrder => msg!("checkpoint-evacuation-order"),
            CheckpointKind::FireReported => msg!("checkpoint-fire-reported"),
            CheckpointKind::FirstAttack => msg!("checkpoint-first-attack"),
            CheckpointKind::SpaceCleared(id) => {
                msg!("checkpoint-cleared", place = name(id.into()))
            }
            CheckpointKind::StoreyCleared(id) => {
                msg!("checkpoint-cleared", place = name(id.into()))
            }
            CheckpointKind::ExitFirst(id) => msg!("checkpoint-first-out", exit = name(id.into())),
            CheckpointKind::ExitLast(id) => msg!("checkpoint-last-out", exit = name(id.into())),
            CheckpointKind::DoorChecked(id) => {
                msg!("checkpoint-door-checked", door = name(id.into()))
            }
            CheckpointKind::HeadCount(id) => msg!("checkpoint-head-count", point = name(id.into())),
            CheckpointKind::AllAccountedFor => msg!("checkpoint-all-accounted-for"),
            CheckpointKind::AllClear => msg!("checkpoint-all-clear"),
            CheckpointKind::Custom => msg!("checkpoint-own-name", name = self.id.as_str()),
        }
    }
}

/// The name of an element of the building or the site. An element without a name, or one that is
/// no longer there, goes by its id. Storeys that are alike have spaces and doors of the same name:
/// then the storey tells them apart.
#[must_use]
pub fn element_name(element: &ElementId, building: &Building, site: &Site) -> String {
    let name = match element {
        ElementId::Storey(id) => building.storey(id).map(|storey| storey.name.as_str()),
        ElementId::Space(id) => {
            let spaces = building.spaces().map(|(storey, space)| (storey, space.name.trim()));
            let found = building.space(id).map(|(storey, space)| (storey, space.name.trim()));
            return told_apart(element, found, spaces);
        }
        ElementId::Door(id) => {
            let doors = building.doors().map(|(storey, door)| (storey, door.name.trim()));
            let found = building.door(id).map(|(storey, door)| (storey, door.name.trim()));
            return told_apart(element, found, doors);
        }
        ElementId::Stair(id) => building.stair(id).map(|stair| stair.name.as_str()),
        ElementId::Equipment(id) => building.equipment(id).map(|(_, e)| e.name.as_str()),
        ElementId::Site(id) => site.name_of(id),
        ElementId::Wall(_) => None,
    };
    name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(element.as_str()).to_owned()
}

/// A name with its storey, where another of the elements is called the same.
fn told_apart<'a>(
    element: &ElementId,
    found: Option<(&Storey, &str)>,
    mut all: impl Iterator<Item = (&'a Storey, &'a str)>,
) -> String {
    match found.filter(|(_, name)| !name.is_empty()) {
        None => element.as_str().to_owned(),
        Some((storey, name)) if all.any(|(at, same)| same == name && at.id != storey.id) => {
            format!("{name} · {}", storey.name)
        }
        Some((_, name)) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, DoorId, Point, Polygon, Space, SpaceId, SpaceUse, StoreyId};
    use crate::language::Language;

    fn building() -> Building {
        Building::new(BuildingId::new("plant"), "Plant", "1F")
    }

    #[track_caller]
    fn check(checkpoint: &Checkpoint, english: &str, chinese: &str) {
        let title = checkpoint.title(&building(), &Site::default());
        assert_eq!(Language::English.say(&title), english);
        assert_eq!(Language::Chinese.say(&title), chinese);
    }

    #[test]
    fn a_checkpoint_is_named_after_its_element() {
        let storey = building().storeys[0].id.clone();
        let checkpoint = Checkpoint::proposed(CheckpointKind::StoreyCleared(storey));
        check(&checkpoint, "1F cleared", "1F 清空");
    }

    #[test]
    fn an_element_that_is_gone_goes_by_its_id() {
        let gone = CheckpointKind::ExitFirst(DoorId::new("door-99"));
        check(&Checkpoint::proposed(gone), "First person out of door-99", "door-99 首人撤出");
        let storey = ElementId::Storey(StoreyId::new("storey-7"));
        assert_eq!(element_name(&storey, &building(), &Site::default()), "storey-7");
    }

    #[test]
    fn storeys_that_are_alike_tell_their_spaces_apart() {
        let mut building = building();
        let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(9.0, 9.0));
        let hall =
            |id, name| Space::new(SpaceId::new(id), name, SpaceUse::Production, outline.clone());
        building.storeys[0].spaces = vec![hall("a", "Hall"), hall("b", "Store")].into();
        let mut second = building.storeys[0].clone();
        (second.id, second.name) = (StoreyId::new("storey-2"), "2F".to_owned());
        second.spaces = vec![hall("c", "Hall")].into();
        building.storeys.push(second);
        let name = |id| element_name(&SpaceId::new(id).into(), &building, &Site::default());
        assert_eq!([name("a"), name("b"), name("c")], ["Hall · 1F", "Store", "Hall · 2F"]);
    }

    #[test]
    fn its_own_name_goes_before_its_kind() {
        let mut checkpoint = Checkpoint::proposed(CheckpointKind::FirstAttack);
        check(&checkpoint, "First attack on the fire", "扑救初起火灾");
        checkpoint.name = " Collector stopped ".to_owned();
        check(&checkpoint, "Collector stopped", "Collector stopped");
    }
}
