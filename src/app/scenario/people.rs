//! The people of the whole book.

use eframe::egui::{self, RichText, TextEdit, Ui};
use egui_extras::{Column, TableBuilder};

use super::people_at_once::AtOnce;
use super::people_import::Import;
use super::sheet::Sheet;
use crate::app::field;
use crate::app::{icons, theme, widgets};
use crate::building::SiteElementId;
use crate::drill::{Person, PersonId, PersonKind};
use crate::language::msg;

const ROW: f32 = 30.0;

/// What of the list is shown.
#[derive(Default)]
pub(super) struct PeopleList {
    search: String,
    at_once: AtOnce,
    import: Import,
}

impl PeopleList {
    pub(super) fn show(&mut self, ui: &mut Ui, sheet: &mut Sheet<'_>) {
        let lang = sheet.lang;
        self.import.show(ui, sheet);
        let people = &sheet.contents.manifest.people;
        if people.is_empty() {
            let (title, hint) = (lang.t("scenario-no-people"), lang.t("scenario-no-people-hint"));
            if field::invite(ui, icons::GROUPS, &title, &hint, &lang.t("scenario-add-person")) {
                add(sheet);
            }
            ui.vertical_centered(|ui| self.import.button(ui, lang));
            return;
        }
        let needle = self.search.trim().to_lowercase();
        let found: Vec<&Person> = people
            .iter()
            .filter(|person| {
                let called = person.name.to_lowercase().contains(&needle)
                    || person.department.to_lowercase().contains(&needle);
                called && self.at_once.admits(person, sheet)
            })
            .collect();
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.search)
                .hint_text(lang.t("scenario-search-people"))
                .desired_width(220.0);
            ui.add(edit).accessible_name(lang.t("scenario-search-people"));
            if field::button(ui, icons::PERSON_ADD, &lang.t("scenario-add-person")) {
                self.search.clear();
                self.at_once.clear();
                add(sheet);
            }
            self.import.button(ui, lang);
            let text =
                lang.say(&msg!("scenario-people-found", found = found.len(), all = people.len()));
            ui.label(RichText::new(text).color(theme::colors_of(ui.visuals()).weak));
        });
        ui.horizontal(|ui| {
            self.at_once.narrow(ui, sheet);
            ui.add_space(theme::GROUP_GAP);
            self.at_once.assign(ui, sheet, &found);
        });
        ui.add_space(theme::GAP);
        let mut shifts = vec![(String::new(), "–".to_owned())];
        shifts.extend(sheet.contents.manifest.shifts.iter().map(|s| (s.clone(), s.clone())));
        let mut points = vec![(None, "–".to_owned())];
        let site = sheet.contents.manifest.site.clone();
        points.extend(site.assembly_points.into_iter().map(|point| (Some(point.id), point.name)));
        TableBuilder::new(ui)
            .striped(true)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Column::exact(130.0))
            .column(Column::remainder().at_least(120.0).clip(true))
            .column(Column::exact(124.0))
            .column(Column::exact(130.0))
            .column(Column::exact(150.0))
            .column(Column::exact(80.0))
            .column(Column::exact(34.0))
            .header(22.0, |mut row| {
                let heads = [
                    "scenario-column-person",
                    "scenario-column-department",
                    "scenario-shift",
                    "scenario-column-kind",
                    "people-column-point",
                    "scenario-column-help",
                ];
                for head in heads {
                    row.col(|ui| field::head(ui, &lang.t(head)));
                }
                row.col(|_| {});
            })
            .body(|body| {
                body.rows(ROW, found.len(), |mut row| {
                    let person = found[row.index()];
                    show_row(&mut row, sheet, person, &shifts, &points);
                });
            });
    }
}

fn show_row(
    row: &mut egui_extras::TableRow<'_, '_>,
    sheet: &mut Sheet<'_>,
    person: &Person,
    shifts: &[(String, String)],
    points: &[(Option<SiteElementId>, String)],
) {
    let lang = sheet.lang;
    let own = |key: &'static str| {
        let name = field::called(&person.name, person.id.as_str());
        lang.say(&msg!("scenario-of-person", field = lang.t(key), person = name))
    };
    row.col(|ui| {
        let name = own("scenario-column-person");
        if let Some(text) = field::text(ui, &name, &person.name, 116.0, "") {
            change(sheet, person, "name", move |person| person.name = text);
        }
    });
    row.col(|ui| {
        let name = own("scenario-column-department");
        let width = ui.available_width() - theme::GROUP_GAP;
        if let Some(text) = field::text(ui, &name, &person.department, width, "") {
            change(sheet, person, "department", move |person| person.department = text);
        }
    });
    row.col(|ui| {
        let name = own("scenario-shift");
        let empty = person.shift.as_str();
        if let Some(shift) = field::pick(ui, &name, Some(&person.shift), shifts, (112.0, empty)) {
            change(sheet, person, "shift", move |person| person.shift = shift);
        }
    });
    row.col(|ui| {
        let mut kind: PersonKind = person.kind;
        if widgets::choice(ui, lang, &own("scenario-column-kind"), &mut kind) {
            change(sheet, person, "kind", move |person| person.kind = kind);
        }
    });
    row.col(|ui| {
        let name = own("people-column-point");
        let now = Some(&person.assembly_point);
        if let Some(point) = field::pick(ui, &name, now, points, (138.0, "–")) {
            change(sheet, person, "point", move |person| person.assembly_point = point);
        }
    });
    row.col(|ui| {
        let mut needs_help = person.reduced_mobility;
        let response = widgets::tick(ui, &mut needs_help, "");
        let response = response.accessible_name(own("scenario-column-help"));
        if response.changed() {
            change(sheet, person, "help", move |person| person.reduced_mobility = needs_help);
        }
    });
    row.col(|ui| {
        let name = lang.say(&msg!("scenario-remove-person", person = &person.name));
        if field::icon(ui, icons::DELETE, &name) {
            let id = person.id.clone();
            let label = msg!("scenario-remove-person", person = &person.name);
            sheet.edit_book(None, label, move |contents| {
                contents.manifest_mut().people.retain(|person| person.id != id);
            });
        }
    });
}

fn change(
    sheet: &mut Sheet<'_>,
    person: &Person,
    field: &str,
    change: impl FnOnce(&mut Person) + 'static,
) {
    let id = person.id.clone();
    let field = format!("{id}-{field}");
    sheet.edit_book(Some(&field), msg!("scenario-step-people"), move |contents| {
        let people = &mut contents.manifest_mut().people;
        if let Some(person) = people.iter_mut().find(|person| person.id == id) {
            change(person);
        }
    });
}

/// Adds a person at the top of the list, where it is seen.
fn add(sheet: &mut Sheet<'_>) {
    sheet.edit_book(None, msg!("scenario-add-person"), |contents| {
        let people = &mut contents.manifest_mut().people;
        let numbers = people.iter().filter_map(|p| p.id.as_str().rsplit_once('-')?.1.parse().ok());
        let number: u32 = numbers.max().unwrap_or(0);
        let person = Person {
            id: PersonId::numbered(number.saturating_add(1)),
            name: String::new(),
            department: String::new(),
            shift: String::new(),
            kind: PersonKind::Employee,
            reduced_mobility: false,
            assembly_point: None,
        };
        people.insert(0, person);
    });
}
