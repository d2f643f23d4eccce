//! Writes reports beside the window, to a file that the user names.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{self, Ui};
use jiff::civil::Date;

use super::Drills;
use crate::app::desk::Desk;
use crate::app::poster::Poster;
use crate::app::{export, field, icons};
use crate::drill::{Clock, Record, RecordId, SystemClock};
use crate::exchange::report::{
    Annual, DebriefSheet, ENDINGS, RecordReport, Written, annual_tables, save, write,
};
use crate::history::{Calendar, Comparison, Drill};
use crate::language::{Language, Message, msg};
use crate::store::{calendar, rule_pack, to_text};

/// What can be written of drills, and the file that is being written.
#[derive(Default)]
pub(super) struct Export {
    file: export::Export,
    escape_plan: Poster,
    /// The names of people are left out of what is written.
    nameless: bool,
}

impl Export {
    /// Asks for a file; `job` writes it and says which files there are.
    pub(super) fn ask(
        &mut self,
        desk: &Desk<'_>,
        name: &str,
        kinds: &'static [&'static str],
        job: impl FnOnce(&Path) -> Result<Written, Message> + Send + 'static,
    ) {
        self.file.ask(desk, name, kinds, move |path| Ok(job(path)?.message()));
    }

    /// The button with what can be written, or that something is being written.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        drills: &Drills,
        chosen: Option<&RecordId>,
    ) {
        let lang = desk.lang;
        if self.file.is_writing() {
            ui.spinner();
            ui.label(lang.t("export-writing"));
        } else {
            let record = chosen.and_then(|id| drills.get(id)).map(|drill| &drill.record);
            let text = format!("{}  {}", icons::EXPORT, lang.t("export-menu"));
            // It stays open while its box is ticked.
            let stays = egui::PopupCloseBehavior::CloseOnClickOutside;
            let config = MenuConfig::new().close_behavior(stays);
            MenuButton::new(text).config(config).ui(ui, |ui| {
                ui.set_min_width(260.0);
                let Some(record) = record else { return };
                self.nameless(ui, lang);
                let day = record.started.date();
                let words = lang.say(&msg!("export-drill", date = day.to_string()));
                if field::button(ui, icons::DOCUMENT, &words) {
                    self.drill(desk, drills, record);
                    ui.close();
                }
                if field::button(ui, icons::GROUPS, &lang.t("debrief-sheet")) {
                    self.debrief(desk, record);
                    ui.close();
                }
                let words = lang.say(&msg!("export-year", year = day.year().to_string()));
                if field::button(ui, icons::CALENDAR, &words) {
                    self.year(desk, drills, day.year());
                    ui.close();
                }
                if field::button(ui, icons::MAP, &lang.t("export-escape-plan")) {
                    self.escape_plan.open(desk);
                    ui.close();
                }
                if field::button(ui, icons::SAVE, &lang.t("export-record")) {
                    self.record(desk, record);
                    ui.close();
                }
                ui.add(
                    egui::Label::new(egui::RichText::new(lang.t("export-kinds")).small()).wrap(),
                );
            });
        }
        self.escape_plan.show(ui.ctx(), desk);
        self.file.hear(desk);
        self.file.show(ui.ctx(), lang);
    }

    /// Whether names are left out. A sign, because the style of menus takes the line from a box.
    fn nameless(&mut self, ui: &mut Ui, lang: Language) {
        let name = lang.t("export-nameless");
        let sign = if self.nameless { icons::CHECK_BOX } else { icons::CHECK_BOX_EMPTY };
        let response = ui.button(format!("{sign}  {name}"));
        let (enabled, ticked) = (response.enabled(), self.nameless);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::CheckBox, enabled, ticked, &name)
        });
        if response.on_hover_text(lang.t("export-nameless-hint")).clicked() {
            self.nameless = !self.nameless;
        }
    }

    /// The report of one drill, among all drills of its scenario.
    fn drill(&mut self, desk: &Desk<'_>, drills: &Drills, record: &Arc<Record>) {
        let like = drills.values().filter(|d| d.record.scenario.id == record.scenario.id);
        let like: Vec<Arc<Drill>> = like.cloned().collect();
        let nameless = self.nameless;
        let id = record.id.clone();
        let (root, lang) = (desk.session.book.root(), desk.lang);
        let site = desk.session.contents().manifest.name.clone();
        let today = today();
        let pack = desk.session.contents().manifest.rule_pack.clone();
        self.ask(desk, record.id.as_str(), &ENDINGS, move |path| {
            let shown = |drill: Arc<Drill>| {
                if nameless { Arc::new(Drill::of(&shown(&drill.record, true))) } else { drill }
            };
            let comparison = Comparison::between(like.into_iter().map(shown).collect());
            let place = comparison.drills.iter().position(|drill| drill.record.id == id);
            let index = place.unwrap_or(0);
            let rules = rule_pack(&pack, Some(&root)).map_err(|error| error.message())?;
            let report = RecordReport {
                root: &root,
                site: &site,
                comparison: &comparison,
                index,
                rules: &rules,
                today,
                lang,
            };
            // A spreadsheet of Microsoft opens what is written here by a double click.
            save(path, true, || report.sources(), || report.tables())
        });
    }

    /// The sheet for the debrief of a drill.
    fn debrief(&mut self, desk: &Desk<'_>, record: &Arc<Record>) {
        let (root, lang, today) = (desk.session.book.root(), desk.lang, today());
        let site = desk.session.contents().manifest.name.clone();
        let (record, nameless) = (Arc::clone(record), self.nameless);
        self.ask(desk, &format!("{}_debrief", record.id), &["pdf"], move |path| {
            let record = shown(&record, nameless);
            let sheet = DebriefSheet { root: &root, site: &site, record: &record, today, lang };
            save(path, true, || Some(sheet.sources()), Vec::new)
        });
    }

    /// The record itself, to open it in another book or to hand it on.
    fn record(&mut self, desk: &Desk<'_>, record: &Arc<Record>) {
        let (record, nameless) = (Arc::clone(record), self.nameless);
        self.ask(desk, &format!("{}_copy", record.id), &["ron"], move |path| {
            let text = to_text(shown(&record, nameless).as_ref()).map_err(|error| {
                msg!("save-io", path = path.display().to_string(), reason = error.to_string())
            })?;
            Ok(write(path, text.as_bytes())?.into())
        });
    }

    /// The summary of a year.
    fn year(&mut self, desk: &Desk<'_>, drills: &Drills, year: i16) {
        let contents = desk.session.contents().clone();
        let records: Vec<Arc<Record>> =
            drills.values().map(|drill| Arc::clone(&drill.record)).collect();
        let (root, lang, today) = (desk.session.book.root(), desk.lang, today());
        let nameless = self.nameless;
        self.ask(desk, &format!("{year}"), &ENDINGS, move |path| {
            let calendar = calendar(&root, &contents, &records, today);
            let Calendar { due, coverage } = calendar.map_err(|error| error.message())?;
            let records: Vec<Arc<Record>> =
                records.iter().map(|record| shown(record, nameless)).collect();
            let annual = Annual {
                root: &root,
                site: &contents.manifest.name,
                year,
                records: &records,
                due: &due,
                coverage: &coverage,
                today,
                lang,
            };
            save(path, true, || Some(annual.sources()), || annual_tables(&annual))
        });
    }
}

/// A record as it is written, with the names of people or without.
fn shown(record: &Arc<Record>, nameless: bool) -> Arc<Record> {
    if nameless { Arc::new(record.pseudonymised()) } else { Arc::clone(record) }
}

/// The day of the computer's clock.
pub(super) fn today() -> Date {
    SystemClock.now().wall.date()
}
