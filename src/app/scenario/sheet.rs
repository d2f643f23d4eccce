//! What the sections of a scenario are shown with, and how they change it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::session::Session;
use crate::building::Building;
use crate::drill::{Checkpoint, Record, RecordId, Scenario};
use crate::history::carried_over;
use crate::language::{Language, Message};
use crate::store::Contents;

/// A scenario as the sections show it. Changes are gathered while they show, and made afterwards.
pub(super) struct Sheet<'a> {
    pub(super) lang: Language,
    pub(super) contents: &'a Contents,
    pub(super) scenario: &'a Scenario,
    pub(super) building: Option<&'a Building>,
    /// What earlier drills of the building left open, as checkpoints.
    pub(super) carried: Vec<Checkpoint>,
    changes: Vec<Change>,
}

/// A change of the book that waits for the end of the frame.
pub(super) struct Change {
    label: Message,
    gesture: Option<String>,
    apply: Box<dyn FnOnce(&mut Contents)>,
}

impl Change {
    pub(super) fn make(self, session: &mut Session) {
        match self.gesture {
            Some(gesture) => session.edit_joining(&gesture, self.label, self.apply),
            None => session.edit(self.label, self.apply),
        }
    }
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        lang: Language,
        contents: &'a Contents,
        scenario: &'a Scenario,
        records: &BTreeMap<RecordId, Arc<Record>>,
    ) -> Self {
        let building: Option<&Building> = contents.building_of(scenario).map(AsRef::as_ref);
        let carried = building.map(|building| carried_over(records.values(), building, scenario));
        let carried = carried.unwrap_or_default();
        Self { carried, lang, contents, scenario, building, changes: Vec::new() }
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    /// Changes the scenario; one step of undo.
    pub(super) fn edit(&mut self, label: Message, change: impl FnOnce(&mut Scenario) + 'static) {
        self.push(label, None, change);
    }

    /// Changes the scenario while somebody types into `field`; all of it is one step of undo.
    pub(super) fn typing(
        &mut self,
        field: &str,
        label: Message,
        change: impl FnOnce(&mut Scenario) + 'static,
    ) {
        let gesture = format!("{}/{field}", self.scenario.id);
        self.push(label, Some(gesture), change);
    }

    /// Changes what belongs to the whole book, such as its people.
    pub(super) fn edit_book(
        &mut self,
        field: Option<&str>,
        label: Message,
        change: impl FnOnce(&mut Contents) + 'static,
    ) {
        let gesture = field.map(|field| format!("book/{field}"));
        self.changes.push(Change { label, gesture, apply: Box::new(change) });
    }

    fn push(
        &mut self,
        label: Message,
        gesture: Option<String>,
        change: impl FnOnce(&mut Scenario) + 'static,
    ) {
        let id = self.scenario.id.clone();
        let apply = Box::new(move |contents: &mut Contents| {
            if let Some(scenario) = contents.scenario_mut(&id) {
                change(scenario);
            }
        });
        self.changes.push(Change { label, gesture, apply });
    }
}
