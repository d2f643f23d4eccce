//! What the editor wants done: it shows a building and never changes one itself.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::building::edit::Edit;
use crate::building::{Building, BuildingId, ElementId, Site, Storey, StoreyId};
use crate::drill::Scenario;
use crate::language::{Language, Message};

/// What the editor shows.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// All buildings of the book with their names.
    pub buildings: &'a [(BuildingId, String)],
    /// The building.
    pub building: &'a Arc<Building>,
    /// The ground around it.
    pub site: &'a Site,
    /// The storey on the plan.
    pub storey: &'a StoreyId,
    /// The book's shifts.
    pub shifts: &'a [String],
    /// The language of the window.
    pub language: Language,
    /// Where the book keeps the pictures under the plans.
    pub plans: &'a Path,
    /// The book's folder.
    pub root: &'a Path,
    /// The rule pack that applies.
    pub rule_pack: &'a str,
    /// The book's scenarios.
    pub scenarios: &'a [Arc<Scenario>],
    /// Whether nothing may be changed.
    pub read_only: bool,
}

impl<'a> Scene<'a> {
    /// The storey on the plan.
    #[must_use]
    pub fn storey(&self) -> Option<&'a Storey> {
        self.building.storey(self.storey)
    }

    /// The words of a message.
    #[must_use]
    pub fn t(&self, key: &'static str) -> String {
        self.language.t(key)
    }
}

/// Something to be done after the frame.
#[derive(Clone, Debug)]
pub enum Wish {
    /// A change, undone as a step of its own; what it makes is selected.
    Edit(Edit),
    /// A change that joins others of the same name, as letters do that are typed in a row.
    Typed(String, Edit),
    /// A change of how things were when a drag began.
    Drag(Before, Edit),
    /// The drag or the typing is over.
    EndGesture,
    /// Another building on the plan.
    ShowBuilding(BuildingId),
    /// A new building.
    AddBuilding,
    /// Another storey on the plan.
    ShowStorey(StoreyId),
    /// A reason why something can't be done.
    Refuse(Message),
    /// Another rule pack.
    ChooseRules(String),
    /// A rule pack from the disk, as one of the book's own.
    AddRules,
    /// A copy of the rule pack of this name among the book's own, to be changed.
    CopyRules(String),
    /// The place where scenarios are made.
    GoScenarios,
    /// A plan from the disk as the building.
    ImportPlan,
    /// A picture from the disk under the storey's plan.
    ChoosePicture,
    /// The escape plan of the storey, for the wall.
    EscapePlan,
}

/// A building and its site as they were when a drag began.
pub type Before = Arc<(Arc<Building>, Site)>;

/// The selected elements.
pub type Selection = BTreeSet<ElementId>;
