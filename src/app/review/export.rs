//! Writes reports beside the window, to a file that the user names.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{self, Context, Ui};
use jiff::civil::Date;

use super::Drills;
use super::poster::Poster;
use crate::app::ask::{Answer, Ask, Wanted};
use crate::app::beside::beside;
use crate::app::desk::Desk;
use crate::app::{field, icons};
use crate::building::Building;
use crate::drill::{Clock, Record, RecordId, SystemClock};
use crate::exchange::escape_plan::EscapePlan;
use crate::exchange::record_tables;
use crate::exchange::report::{Annual, ENDINGS, RecordReport, annual_tables, save, write};
use crate::history::{Comparison, coverage, drills_due};
use crate::language::{Language, Message, msg};
use crate::store::supplied;

/// What writes the files; runs beside the window.
type Job = Box<dyn FnOnce(&Path) -> Result<Vec<PathBuf>, Message> + Send>;

/// The file that is asked about, and the one that is being written.
#[derive(Default)]
pub(super) struct Export {
    asked: Option<(Ask, Job)>,
    coming: Option<Receiver<Result<Vec<PathBuf>, Message>>>,
    escape_plan: Poster,
}

impl Export {
    /// Asks for a file; `job` writes it.
    pub(super) fn ask(
        &mut self,
        desk: &Desk<'_>,
        name: &str,
        kinds: &'static [&'static str],
        job: impl FnOnce(&Path) -> Result<Vec<PathBuf>, Message> + Send + 'static,
    ) {
        let ending = kinds.first().copied().unwrap_or_default();
        let path = desk.session.book.root().join(format!("{name}.{ending}"));
        self.asked = Some((Ask::new(Wanted::Export(kinds), &path), Box::new(job)));
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
        if self.coming.is_some() {
            ui.spinner();
            ui.label(lang.t("export-writing"));
        } else {
            let record = chosen.and_then(|id| drills.get(id)).map(|drill| &drill.record);
            ui.menu_button(format!("{}  {}", icons::EXPORT, lang.t("export-menu")), |ui| {
                ui.set_min_width(260.0);
                let Some(record) = record else { return };
                let day = record.started.date();
                let words = lang.say(&msg!("export-drill", date = day.to_string()));
                if field::button(ui, icons::DOCUMENT, &words) {
                    self.drill(desk, drills, record);
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
                ui.add(
                    egui::Label::new(egui::RichText::new(lang.t("export-kinds")).small()).wrap(),
                );
            });
        }
        if let Some((plan, contents)) = self.escape_plan.show(ui.ctx(), desk) {
            self.poster(desk, plan, contents);
        }
        self.hear(desk);
        self.question(ui.ctx(), lang);
    }

    /// The escape plan of a storey.
    fn poster(&mut self, desk: &Desk<'_>, plan: EscapePlan, building: Arc<Building>) {
        let lang = desk.lang;
        let site = desk.session.contents().manifest.site.clone();
        let storey = building.storey(&plan.storey).map_or("", |storey| storey.name.as_str());
        let name = format!("{} {storey}", lang.t("escape-plan-title"));
        self.ask(desk, &name, &["pdf", "svg"], move |path| {
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let bytes = match ending.as_str() {
                "svg" => plan.svg(&building, &site, lang).map(String::into_bytes),
                "pdf" => plan.pdf(&building, &site, lang).map_err(|error| error.message())?,
                _ => return Err(msg!("escape-plan-ending", file = path.display().to_string())),
            };
            write(path, &bytes.unwrap_or_default()).map(|path| vec![path])
        });
    }

    /// The report of one drill, among all drills of its scenario.
    fn drill(&mut self, desk: &Desk<'_>, drills: &Drills, record: &Arc<Record>) {
        let like = drills.values().filter(|d| d.record.scenario.id == record.scenario.id);
        let comparison = Comparison::between(like.cloned().collect());
        let place = comparison.drills.iter().position(|drill| drill.record.id == record.id);
        let index = place.unwrap_or(0);
        let (root, lang) = (desk.session.book.root(), desk.lang);
        let site = desk.session.contents().manifest.name.clone();
        let today = today();
        self.ask(desk, record.id.as_str(), &ENDINGS, move |path| {
            let report = RecordReport {
                root: &root,
                site: &site,
                comparison: &comparison,
                index,
                today,
                lang,
            };
            // A spreadsheet of Microsoft opens what is written here by a double click.
            save(path, true, || report.sources(), || record_tables(&comparison, index, lang))
        });
    }

    /// The summary of a year.
    fn year(&mut self, desk: &Desk<'_>, drills: &Drills, year: i16) {
        let contents = desk.session.contents().clone();
        let records: Vec<Arc<Record>> =
            drills.values().map(|drill| Arc::clone(&drill.record)).collect();
        let (root, lang, today) = (desk.session.book.root(), desk.lang, today());
        self.ask(desk, &format!("{year}"), &ENDINGS, move |path| {
            let rules = supplied(&root).map_err(|error| error.message())?;
            let manifest = &contents.manifest;
            let (pack, shifts) = (&manifest.rule_pack, &manifest.shifts);
            let buildings = contents.buildings.values();
            let due = drills_due(&rules, pack, buildings, shifts, &records, today);
            let coverage = coverage(&manifest.people, &records, today);
            let annual = Annual {
                root: &root,
                site: &manifest.name,
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

    fn question(&mut self, ctx: &Context, lang: Language) {
        let Some((ask, _)) = &mut self.asked else { return };
        let Some(answer) = ask.show(ctx, lang) else { return };
        let Some((_, job)) = self.asked.take() else { return };
        if let Answer::Path(path) = answer {
            self.coming = Some(beside(ctx, move || job(&path)));
        }
    }

    /// Tells what became of it, when it is over.
    fn hear(&mut self, desk: &mut Desk<'_>) {
        let Some(done) = self.coming.as_ref().and_then(|coming| coming.try_recv().ok()) else {
            return;
        };
        self.coming = None;
        match done {
            Ok(paths) => {
                let path = paths.first().map(|path| path.display().to_string());
                desk.tell(&msg!("export-written", path = path.unwrap_or_default()));
            }
            Err(message) => desk.warn(&message),
        }
    }
}

/// The day of the computer's clock.
pub(super) fn today() -> Date {
    SystemClock.now().wall.date()
}
