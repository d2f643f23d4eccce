//! What the record comes to once the other log is in it.

use eframe::egui::{self, RichText, Ui};

use crate::app::theme;
use crate::drill::{Outcome, Record, element_name};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// A figure of the record, before and after.
struct Row {
    name: String,
    before: String,
    after: String,
}

/// What is counted of an outcome.
type Figure = fn(&Outcome) -> usize;

/// What changes.
pub(super) struct Preview {
    rows: Vec<Row>,
    /// How many figures stay as they are.
    same: usize,
}

impl Preview {
    pub(super) fn of(before: &Record, after: &Record, lang: Language) -> Self {
        let outcome = |record: &Record| Outcome::of(&record.scenario, &record.events);
        let (old, new) = (outcome(before), outcome(after));
        let time = |time: Option<Seconds>| time.map_or("–".to_owned(), Seconds::clock_tenths);
        let (building, site) = (&before.building, &before.site);
        let mut rows = Vec::new();
        for checkpoint in &before.scenario.checkpoints {
            rows.push(Row {
                name: lang.say(&checkpoint.title(building, site)),
                before: time(old.time(&checkpoint.id)),
                after: time(new.time(&checkpoint.id)),
            });
        }
        for exit in new.exits.keys() {
            let total = |outcome: &Outcome| {
                outcome.exits.get(exit).map_or(0, |count| count.total()).to_string()
            };
            let exit = element_name(&exit.into(), building, site);
            let name = lang.say(&msg!("merging-people-at", exit = exit));
            rows.push(Row { name, before: total(&old), after: total(&new) });
        }
        let figures: [(&str, Figure); 4] = [
            ("merging-people-out", |outcome| outcome.people_out() as usize),
            ("merging-missing", |outcome| outcome.missing() as usize),
            ("merging-door-checks", |outcome| outcome.door_checks.len()),
            ("merging-notes", |outcome| outcome.notes.len()),
        ];
        for (key, figure) in figures {
            let (before, after) = (figure(&old).to_string(), figure(&new).to_string());
            rows.push(Row { name: lang.t(key), before, after });
        }
        let all = rows.len();
        rows.retain(|row| row.before != row.after);
        Self { same: all - rows.len(), rows }
    }

    pub(super) fn show(&self, ui: &mut Ui, lang: Language) {
        let colors = theme::colors_of(ui.visuals());
        egui::Grid::new("merging-preview").striped(true).spacing([14.0, 6.0]).show(ui, |ui| {
            for row in &self.rows {
                ui.scope(|ui| {
                    ui.set_max_width(150.0);
                    ui.add(egui::Label::new(&row.name).wrap());
                });
                ui.label(RichText::new(&row.before).color(colors.weak));
                ui.label(RichText::new(&row.after).font(theme::strong()));
                ui.end_row();
            }
        });
        let same = lang.say(&msg!("merging-same-figures", count = self.same));
        ui.label(RichText::new(same).small().color(colors.weak));
    }
}
