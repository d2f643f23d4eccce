//! What is assumed to be blocked or to fail.

use eframe::egui::{self, RichText, Ui};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::{icons, theme, widgets};
use crate::building::{DoorId, DoorState, StairId};
use crate::drill::Impairment;
use crate::language::{Choice, msg};

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let Some(building) = sheet.building else { return };
    ui.label(RichText::new(lang.t("scenario-stairs")).font(theme::heading()));
    let weak = theme::colors_of(ui.visuals()).weak;
    if building.stairs.is_empty() {
        ui.label(RichText::new(lang.t("scenario-no-stairs")).color(weak));
    }
    for stair in &building.stairs {
        let impairment = Impairment::StairBlocked(stair.id.clone());
        let mut lost = sheet.scenario.impairments.contains(&impairment);
        let name = field::called(&stair.name, stair.id.as_str());
        let words = lang.say(&msg!("scenario-stair-lost", stair = name));
        if widgets::tick(ui, &mut lost, words).changed() {
            lose_stair(sheet, stair.id.clone(), lost);
        }
    }
    ui.add_space(theme::GROUP_GAP);
    ui.label(RichText::new(lang.t("scenario-doors")).font(theme::heading()));
    let doors = field::doors(building);
    let states: Vec<_> = DoorState::ALL
        .iter()
        .filter(|state| **state != DoorState::AsDesigned)
        .map(|state| (*state, lang.t(state.key())))
        .collect();
    egui::Grid::new("scenario-failing-doors").num_columns(3).spacing([12.0, 6.0]).show(ui, |ui| {
        for (index, impairment) in sheet.scenario.impairments.iter().enumerate() {
            let Impairment::Door(door, state) = impairment else { continue };
            ui.push_id(index, |ui| {
                let name = lang.say(&msg!("scenario-door-number", number = index + 1));
                let picked = field::pick(ui, &name, Some(door), &doors, (220.0, door.as_str()));
                if let Some(door) = picked {
                    change(sheet, index, move |was| *was = door, |_| {});
                }
            });
            ui.push_id((index, "state"), |ui| {
                let name = lang.say(&msg!("scenario-door-state-number", number = index + 1));
                if let Some(state) = field::pick(ui, &name, Some(state), &states, (130.0, "")) {
                    change(sheet, index, |_| {}, move |was| *was = state);
                }
            });
            let name = lang.say(&msg!("scenario-remove-door", number = index + 1));
            if field::icon(ui, icons::DELETE, &name) {
                sheet.edit(msg!("scenario-step-failures"), move |scenario| {
                    scenario.impairments.remove(index);
                });
            }
            ui.end_row();
        }
    });
    let used: Vec<&DoorId> = sheet
        .scenario
        .impairments
        .iter()
        .filter_map(|impairment| match impairment {
            Impairment::Door(door, _) => Some(door),
            Impairment::StairBlocked(_) => None,
        })
        .collect();
    let free = doors.iter().find(|(door, _)| !used.contains(&door));
    if let Some((door, _)) = free
        && field::button(ui, icons::ADD, &lang.t("scenario-add-failing-door"))
    {
        let door = door.clone();
        sheet.edit(msg!("scenario-step-failures"), move |scenario| {
            scenario.impairments.push(Impairment::Door(door, DoorState::Blocked));
        });
    }
}

fn lose_stair(sheet: &mut Sheet<'_>, stair: StairId, lost: bool) {
    sheet.edit(msg!("scenario-step-failures"), move |scenario| {
        let impairment = Impairment::StairBlocked(stair);
        scenario.impairments.retain(|other| *other != impairment);
        if lost {
            scenario.impairments.push(impairment);
        }
    });
}

fn change(
    sheet: &mut Sheet<'_>,
    index: usize,
    change_door: impl FnOnce(&mut DoorId) + 'static,
    change_state: impl FnOnce(&mut DoorState) + 'static,
) {
    sheet.edit(msg!("scenario-step-failures"), move |scenario| {
        if let Some(Impairment::Door(door, state)) = scenario.impairments.get_mut(index) {
            change_door(door);
            change_state(state);
        }
    });
}
