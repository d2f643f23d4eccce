//! People from a spreadsheet: what was recognised is shown before anything is taken over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use eframe::egui::{self, RichText, Ui};

use super::sheet::Sheet;
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::{field, icons, theme, widgets};
use crate::building::Site;
use crate::exchange::people::{Changes, Listed, PeopleList, read_people_file};
use crate::language::{Choice, Language, Message, msg};

/// How many rows of the list, and how many of its problems, the preview shows.
const SHOWN: usize = 6;
const PROBLEMS: usize = 40;

/// An import of people, from the question for the file to the preview.
#[derive(Default)]
pub(super) struct Import {
    ask: Option<Ask>,
    preview: Option<Preview>,
}

/// What was found in a file.
struct Preview {
    file: PathBuf,
    found: Result<Found, Message>,
}

/// A list that was read, and what it would change.
struct Found {
    list: PeopleList,
    changes: Changes,
}

/// What is to become of an import.
enum Wish {
    TakeOver,
    OtherFile,
    GiveUp,
}

impl Import {
    pub(super) fn button(&mut self, ui: &mut Ui, lang: Language) {
        if field::button(ui, icons::IMPORT, &lang.t("people-import")) {
            let folder = etcetera::home_dir().unwrap_or_default();
            self.ask = Some(Ask::new(Wanted::People, &folder));
        }
    }

    pub(super) fn show(&mut self, ui: &Ui, sheet: &mut Sheet<'_>) {
        let (ctx, lang) = (ui.ctx(), sheet.lang);
        if let Some(answer) = self.ask.as_mut().and_then(|ask| ask.show(ctx, lang)) {
            self.ask = None;
            if let Answer::Path(file) = answer {
                self.preview = Some(Preview::of(&file, sheet));
            }
        }
        let Some(preview) = &self.preview else { return };
        let mut wish = None;
        let title = lang.t("people-import-title");
        let site = &sheet.contents.manifest.site;
        let modal = widgets::dialog(ctx, "people-import", &title, 720.0, |ui| {
            let weak = theme::colors_of(ui.visuals()).weak;
            ui.label(RichText::new(preview.file.display().to_string()).color(weak));
            ui.add_space(theme::GAP);
            let empty = match &preview.found {
                Ok(found) => {
                    found.show(ui, lang, site);
                    found.list.people.is_empty()
                }
                Err(message) => {
                    problem(ui, &lang.say(message));
                    true
                }
            };
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                // What can be done next stands out: another file where this one holds nobody.
                let other = lang.t("people-import-other");
                if empty {
                    if widgets::confirm(ui, true, &other).clicked() {
                        wish = Some(Wish::OtherFile);
                    }
                } else {
                    if widgets::confirm(ui, true, &lang.t("people-import-take")).clicked() {
                        wish = Some(Wish::TakeOver);
                    }
                    if ui.button(other).clicked() {
                        wish = Some(Wish::OtherFile);
                    }
                }
                if ui.button(lang.t("ask-cancel")).clicked() {
                    wish = Some(Wish::GiveUp);
                }
            });
        });
        if modal.should_close() {
            wish.get_or_insert(Wish::GiveUp);
        }
        let Some((wish, preview)) = wish.and_then(|wish| Some((wish, self.preview.take()?))) else {
            return;
        };
        match (wish, preview.found) {
            (Wish::TakeOver, Ok(found)) => {
                sheet.edit_book(None, msg!("people-import-step"), move |contents| {
                    found.list.take_over(contents.manifest_mut());
                });
            }
            (Wish::OtherFile, _) => self.ask = Some(Ask::new(Wanted::People, &preview.file)),
            _ => {}
        }
    }
}

/// What is wrong with the file as a whole.
fn problem(ui: &mut Ui, text: &str) {
    let bad = theme::colors_of(ui.visuals()).bad;
    ui.label(RichText::new(format!("{}  {text}", icons::ERROR)).color(bad));
}

impl Preview {
    fn of(file: &Path, sheet: &Sheet<'_>) -> Self {
        let manifest = &sheet.contents.manifest;
        let list = read_people_file(file, &manifest.shifts, &manifest.site);
        let found = list.map_err(|error| error.message()).map(|list| {
            let changes = list.take_over(&mut manifest.as_ref().clone());
            Found { list, changes }
        });
        Self { file: file.to_owned(), found }
    }
}

impl Found {
    fn show(&self, ui: &mut Ui, lang: Language, site: &Site) {
        let colors = theme::colors_of(ui.visuals());
        if self.list.people.is_empty() {
            problem(ui, &lang.t("people-import-nobody"));
        } else {
            let Changes { added, changed, same, .. } = &self.changes;
            let text =
                msg!("people-import-changes", added = *added, changed = *changed, same = *same);
            ui.label(RichText::new(lang.say(&text)).font(theme::strong()));
        }
        if !self.changes.shifts.is_empty() {
            let shifts = self.changes.shifts.join(", ");
            ui.label(lang.say(&msg!("people-import-shifts", shifts = shifts)));
        }
        let passed: Vec<&str> = self
            .list
            .columns
            .iter()
            .filter(|(head, column)| column.is_none() && !head.is_empty())
            .map(|(head, _)| head.as_str())
            .collect();
        if !passed.is_empty() {
            let text = msg!("people-import-passed", columns = passed.join(", "));
            ui.label(RichText::new(lang.say(&text)).color(colors.warn));
        }
        if !self.list.people.is_empty() {
            ui.add_space(theme::GAP);
            self.rows(ui, lang, site);
        }
        if self.list.problems.is_empty() {
            return;
        }
        ui.add_space(theme::GAP);
        let rows: BTreeSet<usize> = self.list.problems.iter().map(|problem| problem.row).collect();
        let count = lang.say(&msg!("people-import-problems", count = rows.len()));
        let text = format!("{}  {count}", icons::WARNING);
        ui.label(RichText::new(text).color(colors.warn).font(theme::strong()));
        egui::ScrollArea::vertical().max_height(150.0).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            for problem in self.list.problems.iter().take(PROBLEMS) {
                let what = lang.say(&problem.message);
                let text = msg!("people-import-row", row = problem.row.to_string(), what = what);
                ui.label(lang.say(&text));
            }
            let more = self.list.problems.len().saturating_sub(PROBLEMS);
            if more > 0 {
                let text = lang.say(&msg!("people-import-more-problems", count = more));
                ui.label(RichText::new(text).color(colors.weak));
            }
        });
    }

    fn rows(&self, ui: &mut Ui, lang: Language, site: &Site) {
        egui::Grid::new("people-import").striped(true).spacing([18.0, 6.0]).show(ui, |ui| {
            for key in [
                "people-column-name",
                "people-column-department",
                "people-column-shift",
                "people-column-kind",
                "people-column-help",
                "people-column-point",
            ] {
                field::head(ui, &lang.t(key));
            }
            ui.end_row();
            for person in self.list.people.iter().take(SHOWN) {
                row(ui, lang, site, person);
                ui.end_row();
            }
        });
        let more = self.list.people.len().saturating_sub(SHOWN);
        if more > 0 {
            let weak = theme::colors_of(ui.visuals()).weak;
            let text = lang.say(&msg!("people-import-more", count = more));
            ui.label(RichText::new(text).color(weak));
        }
    }
}

/// A person of the list, as it would be taken over.
fn row(ui: &mut Ui, lang: Language, site: &Site, person: &Listed) {
    let cell = |ui: &mut Ui, text: Option<&str>| {
        ui.label(text.filter(|text| !text.is_empty()).unwrap_or("–"));
    };
    ui.label(RichText::new(&person.name).font(theme::strong()));
    cell(ui, person.department.as_deref());
    cell(ui, person.shift.as_deref());
    cell(ui, person.kind.map(|kind| lang.t(kind.key())).as_deref());
    let help = person.reduced_mobility == Some(true);
    ui.label(if help { icons::REDUCED_MOBILITY } else { "" });
    let point = person.assembly_point.as_ref();
    let point = site.assembly_points.iter().find(|one| Some(&one.id) == point);
    cell(ui, point.map(|point| point.name.as_str()));
}
