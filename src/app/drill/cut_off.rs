//! A drill that was cut off: what becomes of it.

mod reading;

use std::path::PathBuf;

use eframe::egui::{self, Context, RichText, Ui, vec2};

pub(super) use self::reading::Resumable;
use self::reading::{Read, Reading};
use super::State;
use super::after::After;
use super::live::{self, Live};
use crate::app::desk::Desk;
use crate::app::{icons, theme};
use crate::drill::Moment;
use crate::language::{Language, msg};
use crate::store::journal::{discard, journals};

/// A drill that was cut off.
pub(super) struct CutOff {
    /// Where its journal is, and where else there is some of it.
    folders: Vec<PathBuf>,
    reading: Reading,
    /// What the journal holds, once it is read.
    read: Option<Read>,
    /// Whether discarding it was asked for once.
    discarding: bool,
}

impl CutOff {
    /// Looks into the folder for running drills of a book, and into those where journals of its
    /// drills went when that could not be written, and begins to read what it finds.
    pub(super) fn look(elsewhere: &[PathBuf], desk: &Desk<'_>, ctx: &Context) -> Option<Self> {
        let running = desk.session.book.running_folder();
        let places = std::iter::once(&running).chain(elsewhere);
        let mut folders: Vec<PathBuf> = places.flat_map(|place| journals(place)).collect();
        let first = folders.iter().filter_map(|folder| folder.file_name()).min()?.to_owned();
        folders.retain(|folder| folder.file_name() == Some(&first));
        let reading = Reading::start(folders.clone(), desk.session.book.saver(), ctx);
        Some(Self { folders, reading, read: None, discarding: false })
    }
}

/// A drill was cut off: go on, save it as it is, or discard it.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    cut_off: &mut CutOff,
    moment: &Moment,
) -> Option<State> {
    let lang = desk.lang;
    let colors = theme::colors_of(ui.visuals());
    let mut next = None;
    if cut_off.read.is_none() {
        cut_off.read = cut_off.reading.read();
    }
    egui::CentralPanel::default().show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.12);
            ui.set_max_width(560.0);
            ui.label(RichText::new(icons::WARNING).size(40.0).color(colors.warn));
            ui.label(RichText::new(lang.t("drill-cut-off-title")).font(theme::figure(22.0)));
            let Some(read) = &cut_off.read else {
                ui.label(lang.t("drill-cut-off-reading"));
                ui.add_space(theme::GROUP_GAP);
                ui.spinner();
                return;
            };
            match &read.found {
                Ok(found) => cut_off_text(ui, lang, found, moment),
                Err(reason) => {
                    ui.label(RichText::new(lang.say(reason)).color(colors.bad));
                }
            }
            ui.add_space(theme::GROUP_GAP);
            let size = vec2(420.0, 44.0);
            let big = |text: String| egui::Button::new(RichText::new(text).font(theme::strong()));
            if read.found.is_ok() {
                let text = format!("{}  {}", icons::PLAY, lang.t("drill-cut-off-go-on"));
                if ui.add(big(text).min_size(size).fill(ui.visuals().selection.bg_fill)).clicked() {
                    next = Some(Decision::GoOn);
                }
                let text = format!("{}  {}", icons::SAVE, lang.t("drill-cut-off-save"));
                if ui.add(big(text).min_size(size)).clicked() {
                    next = Some(Decision::Save);
                }
            }
            let key = if cut_off.discarding {
                lang.t("drill-cut-off-discard-sure")
            } else {
                lang.t("drill-cut-off-discard")
            };
            let text = RichText::new(format!("{}  {key}", icons::DELETE)).color(colors.bad);
            if ui.add(egui::Button::new(text).min_size(size)).clicked() {
                if cut_off.discarding {
                    next = Some(Decision::Discard);
                }
                cut_off.discarding = true;
            }
        });
    });
    decide(next?, desk, cut_off, moment, ui.ctx())
}

fn cut_off_text(ui: &mut Ui, lang: Language, found: &Resumable, moment: &Moment) {
    let colors = theme::colors_of(ui.visuals());
    let started = found.header.started.civil().strftime("%Y-%m-%d %H:%M:%S").to_string();
    let (name, count) = (&found.header.scenario.name, found.events.len());
    let text = msg!("drill-cut-off-text", scenario = name, started = started, count = count);
    ui.label(lang.say(&text));
    let at = found.header.since_alarm(moment, &live::boot());
    ui.add_space(theme::GAP);
    ui.label(RichText::new(at.clock()).font(theme::figure(44.0)));
    ui.label(RichText::new(lang.t("drill-cut-off-clock")).color(colors.weak));
    if found.header.rehearsal {
        ui.label(RichText::new(lang.t("drill-cut-off-rehearsal")).color(colors.warn));
    }
    if let Some(torn) = &found.torn {
        let bytes = torn.bytes.to_string();
        let text = lang.say(&msg!("drill-cut-off-torn", bytes = bytes));
        ui.label(RichText::new(text).color(colors.warn));
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(500));
}

enum Decision {
    GoOn,
    Save,
    Discard,
}

fn decide(
    decision: Decision,
    desk: &mut Desk<'_>,
    cut_off: &mut CutOff,
    moment: &Moment,
    ctx: &Context,
) -> Option<State> {
    let Read { folder, others, found } = cut_off.read.take()?;
    match (decision, found) {
        (Decision::GoOn, Ok(found)) => {
            Some(State::Live(Box::new(Live::take_up(*found, moment, &live::boot(), ctx))))
        }
        (Decision::Save, Ok(found)) => {
            let record = found.record();
            if let Err(error) = desk.session.book.save_record(&record) {
                desk.warn(&error.message());
                cut_off.read = Some(Read { folder, others, found: Ok(found) });
                return None;
            }
            if let Err(error) = found.journal.remove() {
                desk.warn(&error.message());
            }
            discard_all(&others, desk);
            Some(State::After(Box::new(After::of(record))))
        }
        (_, found) => {
            // Windows removes no folder with an open file in it.
            drop(found);
            match discard(&folder) {
                Ok(()) => {
                    discard_all(&others, desk);
                    Some(State::Before)
                }
                Err(error) => {
                    desk.warn(&error.message());
                    let (folders, saver) = (cut_off.folders.clone(), desk.session.book.saver());
                    cut_off.reading = Reading::start(folders, saver, ctx);
                    None
                }
            }
        }
    }
}

/// Removes what is left of a journal in other folders, once its drill is saved or discarded.
fn discard_all(folders: &[PathBuf], desk: &mut Desk<'_>) {
    for folder in folders {
        if let Err(error) = discard(folder) {
            desk.warn(&error.message());
        }
    }
}
