//! What a checkpoint and the element of an event are called.

use super::{Checkpoint, CheckpointKind};
use crate::building::{Building, ElementId, Site};
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
/// no longer there, goes by its id.
#[must_use]
pub fn element_name(element: &ElementId, building: &Building, site: &Site) -> String {
    let name = match element {
        ElementId::Storey(id) => building.storey(id).map(|storey| storey.name.as_str()),
        ElementId::Space(id) => building.space(id).map(|(_, space)| space.name.as_str()),
        ElementId::Door(id) => building.door(id).map(|(_, door)| door.name.as_str()),
        ElementId::Stair(id) => building.stair(id).map(|stair| stair.name.as_str()),
        ElementId::Equipment(id) => building.equipment(id).map(|(_, e)| e.name.as_str()),
        ElementId::Site(id) => {
            let points = site.assembly_points.iter().map(|e| (&e.id, &e.name));
            let lanes = site.fire_lanes.iter().map(|e| (&e.id, &e.name));
            let gates = site.gates.iter().map(|e| (&e.id, &e.name));
            let places = site.places.iter().map(|e| (&e.id, &e.name));
            let mut all = points.chain(lanes).chain(gates).chain(places);
            all.find(|(found, _)| *found == id).map(|(_, name)| name.as_str())
        }
        ElementId::Wall(_) => None,
    };
    name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(element.as_str()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, DoorId, StoreyId};
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
    fn its_own_name_goes_before_its_kind() {
        let mut checkpoint = Checkpoint::proposed(CheckpointKind::FirstAttack);
        check(&checkpoint, "First attack on the fire", "扑救初起火灾");
        checkpoint.name = " Collector stopped ".to_owned();
        check(&checkpoint, "Collector stopped", "Collector stopped");
    }
}
