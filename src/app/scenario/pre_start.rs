//! What is made sure of before the drill starts.

use eframe::egui::{self, RichText, Ui};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::{icons, theme};
use crate::drill::{PreStartCheck, PreStartKind, propose_pre_start};
use crate::language::{Choice, msg};

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let scenario = sheet.scenario;
    if scenario.pre_start.is_empty() {
        let (title, hint) = (lang.t("scenario-no-checks"), lang.t("scenario-no-checks-hint"));
        let action = lang.t("scenario-propose");
        let Some(building) = sheet.building else { return };
        if field::invite(ui, icons::CHECKLIST, &title, &hint, &action) {
            let checks = propose_pre_start(building, &sheet.contents.manifest.people);
            sheet.edit(msg!("scenario-step-checks"), move |s| s.pre_start = checks);
        }
        return;
    }
    let people = &sheet.contents.manifest.people;
    let kinds: Vec<_> = PreStartKind::ALL.iter().map(|kind| (*kind, lang.t(kind.key()))).collect();
    let grid = egui::Grid::new("scenario-checks").num_columns(5).striped(true);
    grid.spacing([12.0, 6.0]).show(ui, |ui| {
        for key in ["scenario-column-check", "scenario-column-details", "scenario-column-person"] {
            field::head(ui, &lang.t(key));
        }
        ui.end_row();
        for (index, check) in scenario.pre_start.iter().enumerate() {
            let number = index + 1;
            let change = |sheet: &mut Sheet<'_>, change: Box<dyn FnOnce(&mut PreStartCheck)>| {
                let field = format!("check-{index}");
                sheet.typing(&field, msg!("scenario-step-checks"), move |scenario| {
                    if let Some(check) = scenario.pre_start.get_mut(index) {
                        change(check);
                    }
                });
            };
            let name = lang.say(&msg!("scenario-check-number", number = number));
            if let Some(kind) = field::pick(ui, &name, Some(&check.kind), &kinds, (300.0, "")) {
                change(sheet, Box::new(move |check| check.kind = kind));
            }
            let name = lang.say(&msg!("scenario-details-number", number = number));
            if let Some(text) = field::text(ui, &name, &check.text, 220.0, "") {
                change(sheet, Box::new(move |check| check.text = text));
            }
            let name = lang.say(&msg!("scenario-check-person-number", number = number));
            if let Some(person) = field::person(ui, &name, &check.person, people) {
                change(sheet, Box::new(move |check| check.person = person));
            }
            if check.person.trim().is_empty() {
                let warn = theme::colors_of(ui.visuals()).warn;
                let text = format!("{} {}", icons::WARNING, lang.t("scenario-open"));
                ui.label(RichText::new(text).color(warn));
            } else {
                ui.label("");
            }
            let name = lang.say(&msg!("scenario-remove-check", number = number));
            if field::icon(ui, icons::DELETE, &name) {
                sheet.edit(msg!("scenario-step-checks"), move |scenario| {
                    scenario.pre_start.remove(index);
                });
            }
            ui.end_row();
        }
    });
    ui.add_space(theme::GAP);
    if field::button(ui, icons::ADD, &lang.t("scenario-add-check")) {
        let check = PreStartCheck {
            kind: PreStartKind::Custom,
            text: String::new(),
            person: String::new(),
        };
        sheet.edit(msg!("scenario-step-checks"), move |scenario| scenario.pre_start.push(check));
    }
}

/// How many checks have nobody.
pub(super) fn open(checks: &[PreStartCheck]) -> usize {
    checks.iter().filter(|check| check.person.trim().is_empty()).count()
}
