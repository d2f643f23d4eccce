//! What the user has agreed to becomes part of the book.

use std::sync::Arc;

use super::Target;
use crate::app::desk::Desk;
use crate::building::StoreyId;
use crate::exchange::plan::Proposal;
use crate::language::{Message, msg};

/// What the user has agreed to.
pub(crate) struct Accepted {
    /// What is taken over.
    pub(crate) proposal: Proposal,
    /// Where it goes.
    pub(crate) target: Target,
    /// The plan's name.
    pub(crate) name: String,
}

impl Accepted {
    /// Takes it over: pictures are copied into the book, then everything is one step of undo.
    ///
    /// # Errors
    /// If a picture can't be written; then nothing is changed.
    pub(crate) fn take_over(self, desk: &mut Desk<'_>) -> Result<(), Message> {
        let lang = desk.lang;
        let mut files = Vec::new();
        for storey in &self.proposal.storeys {
            let file = storey.underlay.as_ref().map(|underlay| {
                let name = format!("{}.{}", self.name, underlay.ending);
                desk.session.book.add_plan(&name, &underlay.picture)
            });
            files.push(file.transpose().map_err(|error| error.message())?);
        }
        let underlays: Vec<_> = self
            .proposal
            .storeys
            .iter()
            .zip(files)
            .map(|(storey, file)| Some(storey.underlay.as_ref()?.filed(file?)))
            .collect();
        let current = desk.session.current.building.clone();
        let here = desk.session.current.storey.clone();
        let mut made: Vec<StoreyId> = Vec::new();
        let mut shown = None;
        desk.session.edit(msg!("edit-import-plan"), |contents| {
            let into = current.filter(|_| self.target != Target::New);
            let id = into.unwrap_or_else(|| contents.free_building_id());
            shown = Some(id.clone());
            if let (Target::UnderStorey, Some(storey)) = (self.target, here) {
                made = vec![storey];
            } else if let Some(building) = contents.building_mut(&id) {
                made = self.proposal.add_to(building, lang);
            } else {
                let building = self.proposal.building(id.clone(), &self.name, lang);
                made = building.storeys.iter().map(|storey| storey.id.clone()).collect();
                contents.buildings.insert(id.clone(), Arc::new(building));
            }
            let Some(building) = contents.building_mut(&id) else { return };
            for (id, underlay) in made.iter().zip(underlays) {
                if let (Some(storey), Some(underlay)) = (building.storey_mut(id), underlay) {
                    storey.underlay = Some(underlay);
                }
            }
        });
        if let Some(id) = shown {
            desk.session.look_at(id);
        }
        if let Some(storey) = made.into_iter().next() {
            desk.session.current.storey = Some(storey);
        }
        let (spaces, doors) = self.proposal.counts();
        if spaces + doors == 0 {
            desk.tell(&msg!("import-picture-taken"));
        } else {
            desk.tell(&msg!("import-taken-over", spaces = spaces, doors = doors));
        }
        Ok(())
    }
}
