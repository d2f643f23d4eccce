//! People from a spreadsheet: what was recognised is shown before anything is taken over.

use std::path::Path;

use eframe::egui::{self, RichText, Ui};

use super::sheet::Sheet;
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::{field, icons, theme, widgets};
use crate::exchange::people::{Changes, PeopleList, read_people};
use crate::language::{Choice, Language, Message, msg};

/// How many rows of the list, and how many of its problems, the preview shows.
const SHOWN: usize = 6;
const PROBLEMS: usize = 40;

/// An import of people, from the question for the file to the preview.
#[derive(Default)]
pub(super) struct Import {
    ask: Option<Ask>,
    preview: Option<Result<Preview, Message>>,
}

/// A list that was read, and what it would change.
struct Preview {
    file: String,
    list: PeopleList,
    changes: Changes,
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
        let modal = widgets::dialog(ctx, "people-import", &title, 720.0, |ui| {
            match preview {
                Ok(preview) => preview.show(ui, lang),
                Err(message) => {
                    let bad = theme::colors_of(ui.visuals()).bad;
                    ui.label(RichText::new(lang.say(message)).color(bad));
                }
            }
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                let ready = preview.as_ref().is_ok_and(|preview| !preview.list.people.is_empty());
                if widgets::confirm(ui, ready, &lang.t("people-import-take")).clicked() {
                    wish = Some(true);
                }
                if ui.button(lang.t("ask-cancel")).clicked() {
                    wish = Some(false);
                }
            });
        });
        if modal.should_close() {
            wish.get_or_insert(false);
        }
        if wish == Some(true)
            && let Some(Ok(preview)) = self.preview.take()
        {
            sheet.edit_book(None, msg!("people-import-step"), move |contents| {
                preview.list.take_over(contents.manifest_mut());
            });
        }
        if wish.is_some() {
            self.preview = None;
        }
    }
}

impl Preview {
    fn of(file: &Path, sheet: &Sheet<'_>) -> Result<Self, Message> {
        let manifest = &sheet.contents.manifest;
        let bytes = std::fs::read(file)
            .map_err(|error| msg!("people-unreadable", reason = error.to_string()))?;
        let list = read_people(&bytes, &manifest.shifts, &manifest.site)
            .map_err(|error| error.message())?;
        let changes = list.take_over(&mut manifest.as_ref().clone());
        Ok(Self { file: file.display().to_string(), list, changes })
    }

    fn show(&self, ui: &mut Ui, lang: Language) {
        let colors = theme::colors_of(ui.visuals());
        ui.label(RichText::new(&self.file).color(colors.weak));
        ui.add_space(theme::GAP);
        let Changes { added, changed, same, shifts } = &self.changes;
        let text = msg!("people-import-changes", added = *added, changed = *changed, same = *same);
        ui.label(RichText::new(lang.say(&text)).font(theme::strong()));
        if !shifts.is_empty() {
            ui.label(lang.say(&msg!("people-import-shifts", shifts = shifts.join(", "))));
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
        ui.add_space(theme::GAP);
        self.rows(ui, lang);
        if self.list.problems.is_empty() {
            return;
        }
        ui.add_space(theme::GAP);
        let count = lang.say(&msg!("people-import-problems", count = self.list.problems.len()));
        let text = format!("{}  {count}", icons::WARNING);
        ui.label(RichText::new(text).color(colors.warn).font(theme::strong()));
        egui::ScrollArea::vertical().max_height(150.0).show(ui, |ui| {
            for problem in self.list.problems.iter().take(PROBLEMS) {
                let what = lang.say(&problem.message);
                let text = msg!("people-import-row", row = problem.row.to_string(), what = what);
                ui.label(lang.say(&text));
            }
        });
    }

    fn rows(&self, ui: &mut Ui, lang: Language) {
        egui::Grid::new("people-import").striped(true).spacing([18.0, 6.0]).show(ui, |ui| {
            for key in [
                "people-column-name",
                "people-column-department",
                "people-column-shift",
                "people-column-kind",
                "people-column-help",
            ] {
                field::head(ui, &lang.t(key));
            }
            ui.end_row();
            for person in self.list.people.iter().take(SHOWN) {
                let none = || "–".to_owned();
                ui.label(RichText::new(&person.name).font(theme::strong()));
                ui.label(person.department.clone().unwrap_or_else(none));
                ui.label(person.shift.clone().unwrap_or_else(none));
                ui.label(person.kind.map_or_else(none, |kind| lang.t(kind.key())));
                let help = person.reduced_mobility == Some(true);
                ui.label(if help { icons::REDUCED_MOBILITY } else { "" });
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
