//! How many people are where.

use eframe::egui::{self, RichText, Ui};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::theme;
use crate::building::{SpaceId, SpaceUse};
use crate::drill::SpaceOccupants;
use crate::language::{Choice, msg};

/// More people than any one space holds.
const MOST: u32 = 100_000;

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let Some(building) = sheet.building else { return };
    let scenario = sheet.scenario;
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.horizontal(|ui| {
        let total = lang.say(&msg!("scenario-people-total", count = scenario.people(building)));
        ui.label(RichText::new(total).font(theme::heading()));
        let changed = !scenario.occupants.is_empty();
        if changed && ui.button(lang.t("scenario-people-reset")).clicked() {
            sheet.edit(msg!("scenario-step-occupants"), |scenario| scenario.occupants.clear());
        }
    });
    ui.label(RichText::new(lang.t("scenario-people-hint")).color(weak));
    ui.add_space(theme::GAP);
    let grid = egui::Grid::new("scenario-occupants").num_columns(5).striped(true);
    grid.spacing([24.0, 6.0]).show(ui, |ui| {
        for key in ["scenario-column-storey", "scenario-column-space", "scenario-column-use"] {
            field::head(ui, &lang.t(key));
        }
        field::head(ui, &lang.t("scenario-column-by-building"));
        field::head(ui, &lang.t("scenario-column-here"));
        ui.end_row();
        let spaces = building.spaces().filter(|(_, space)| space.usage != SpaceUse::Stair);
        for (storey, space) in spaces {
            ui.label(&storey.name);
            let called = field::called(&space.name, space.id.as_str());
            ui.label(called);
            ui.label(RichText::new(lang.t(space.usage.key())).color(weak));
            let default = space.people(scenario.shift());
            ui.label(default.to_string());
            let own = scenario.occupants.iter().find(|own| own.space == space.id);
            let shown = own.map(|own| own.people.to_string()).unwrap_or_default();
            let name = lang.say(&msg!("scenario-people-in", space = called));
            let read = |text: &str| match text.trim() {
                "" => Some(None),
                text => text.parse().ok().filter(|people| *people <= MOST).map(Some),
            };
            let hint = default.to_string();
            if let Some(people) = field::draft(ui, &name, &shown, (64.0, &hint), read) {
                set(sheet, space.id.clone(), people);
            }
            ui.end_row();
        }
    });
}

fn set(sheet: &mut Sheet<'_>, space: SpaceId, people: Option<u32>) {
    sheet.edit(msg!("scenario-step-occupants"), move |scenario| {
        scenario.occupants.retain(|own| own.space != space);
        scenario.occupants.extend(people.map(|people| SpaceOccupants { space, people }));
    });
}
