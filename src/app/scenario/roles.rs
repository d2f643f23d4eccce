//! Who does what: a name behind every duty.

use eframe::egui::{self, RichText, Ui};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::{icons, theme, widgets};
use crate::drill::{Role, RoleAssignment, propose_roles};
use crate::language::{Choice, msg};

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let scenario = sheet.scenario;
    if scenario.roles.is_empty() {
        let (title, hint) = (lang.t("scenario-no-roles"), lang.t("scenario-no-roles-hint"));
        let action = lang.t("scenario-propose");
        if field::invite(ui, icons::GROUPS, &title, &hint, &action) {
            propose(sheet);
        }
        return;
    }
    ui.horizontal(|ui| {
        let colors = theme::colors_of(ui.visuals());
        let open = open(&scenario.roles);
        if open > 0 {
            let text = lang.say(&msg!("scenario-roles-open", count = open));
            ui.label(RichText::new(format!("{}  {text}", icons::WARNING)).color(colors.warn));
        } else {
            let text = lang.t("scenario-roles-complete");
            ui.label(RichText::new(format!("{}  {text}", icons::CHECK_CIRCLE)).color(colors.good));
        }
    });
    ui.add_space(theme::GAP);
    let people = &sheet.contents.manifest.people;
    let grid = egui::Grid::new("scenario-roles").num_columns(5).striped(true);
    grid.spacing([12.0, 6.0]).show(ui, |ui| {
        for key in ["scenario-column-role", "scenario-column-place", "scenario-column-person"] {
            field::head(ui, &lang.t(key));
        }
        ui.end_row();
        for (index, assignment) in scenario.roles.iter().enumerate() {
            row(ui, sheet, index, assignment, people);
            ui.end_row();
        }
    });
    ui.add_space(theme::GAP);
    if field::button(ui, icons::ADD, &lang.t("scenario-add-role")) {
        let role =
            RoleAssignment { role: Role::Observer, person: String::new(), place: String::new() };
        sheet.edit(msg!("scenario-step-roles"), move |scenario| scenario.roles.push(role));
    }
}

fn row(
    ui: &mut Ui,
    sheet: &mut Sheet<'_>,
    index: usize,
    assignment: &RoleAssignment,
    people: &[crate::drill::Person],
) {
    let lang = sheet.lang;
    let number = index + 1;
    let change =
        |sheet: &mut Sheet<'_>, field: &str, change: Box<dyn FnOnce(&mut RoleAssignment)>| {
            sheet.typing(&format!("role-{index}-{field}"), msg!("scenario-step-roles"), move |s| {
                if let Some(role) = s.roles.get_mut(index) {
                    change(role);
                }
            });
        };
    let mut role = assignment.role;
    let name = lang.say(&msg!("scenario-role-number", number = number));
    if widgets::choice(ui, lang, &name, &mut role) {
        change(sheet, "role", Box::new(move |was| was.role = role));
    }
    let name = lang.say(&msg!("scenario-place-number", number = number));
    let everywhere = lang.t("scenario-everywhere");
    if let Some(place) = field::text(ui, &name, &assignment.place, 180.0, &everywhere) {
        change(sheet, "place", Box::new(move |was| was.place = place));
    }
    let name = lang.say(&msg!("scenario-person-number", number = number));
    if let Some(person) = field::person(ui, &name, &assignment.person, people) {
        change(sheet, "person", Box::new(move |was| was.person = person));
    }
    if assignment.person.trim().is_empty() {
        let warn = theme::colors_of(ui.visuals()).warn;
        let text = format!("{} {}", icons::WARNING, lang.t("scenario-open"));
        ui.label(RichText::new(text).color(warn));
    } else {
        ui.label("");
    }
    let name = lang.say(&msg!("scenario-remove-role", role = lang.t(assignment.role.key())));
    if field::icon(ui, icons::DELETE, &name) {
        sheet.edit(msg!("scenario-step-roles"), move |scenario| {
            scenario.roles.remove(index);
        });
    }
}

/// How many roles have nobody.
pub(super) fn open(roles: &[RoleAssignment]) -> usize {
    roles.iter().filter(|role| role.person.trim().is_empty()).count()
}

fn propose(sheet: &mut Sheet<'_>) {
    let Some(building) = sheet.building else { return };
    let roles = propose_roles(building, &sheet.contents.manifest.site);
    sheet.edit(msg!("scenario-step-roles"), move |scenario| scenario.roles = roles);
}
