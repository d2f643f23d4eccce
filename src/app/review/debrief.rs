//! The debrief on the page of a drill: what was said, corrected and completed afterwards, and how it
//! read before.

use std::collections::BTreeMap;

use eframe::egui::{self, RichText, Ui};

use super::findings::change;
use crate::app::desk::Desk;
use crate::app::{debrief, field, icons, theme};
use crate::drill::{Clock, Debrief, Record, RecordId, Said, SystemClock};
use crate::language::{Language, msg};

/// The room that the names of what was said take beside it.
const HEADS: f32 = 160.0;

/// What is being corrected, until it is saved.
#[derive(Default)]
pub(super) struct Correcting {
    drafts: BTreeMap<RecordId, Said>,
    by: String,
}

/// What to do with a draft.
enum Click {
    Save,
    Drop,
}

impl Correcting {
    /// Shows the debrief of a record, no wider than what is seen.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, record: &Record, width: f32) {
        let lang = desk.lang;
        let kept = record.debrief.as_ref();
        let said = kept.map(|debrief| debrief.said()).filter(|said| !said.is_empty());
        let writable = !desk.session.is_read_only();
        if self.drafts.contains_key(&record.id) && writable {
            self.form(ui, desk, record, width);
        } else {
            ui.horizontal(|ui| {
                ui.label(RichText::new(lang.t("debrief")).font(theme::strong()));
                let key = if said.is_some() { "debrief-correct" } else { "debrief-enter" };
                if writable && field::button(ui, icons::EDIT, &lang.t(key)) {
                    self.drafts.insert(record.id.clone(), said.cloned().unwrap_or_default());
                }
            });
            match said {
                Some(said) => parts(ui, lang, said, width),
                None => {
                    ui.weak(lang.t("debrief-none"));
                }
            }
        }
        if let Some(debrief) = kept {
            changes(ui, lang, debrief, width);
        }
        ui.add_space(theme::GROUP_GAP);
    }

    fn form(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, record: &Record, width: f32) {
        let Some(draft) = self.drafts.get_mut(&record.id) else { return };
        let lang = desk.lang;
        let people = &desk.session.contents().manifest.people;
        let mut click = None;
        let frame = egui::Frame::group(ui.style()).fill(theme::colors_of(ui.visuals()).card);
        frame.show(ui, |ui| {
            let width = width - 24.0;
            ui.set_width(width);
            ui.label(RichText::new(lang.t("debrief")).font(theme::heading()));
            if record.debrief.is_some() {
                let weak = theme::colors_of(ui.visuals()).weak;
                ui.label(RichText::new(lang.t("debrief-correct-hint")).color(weak));
            }
            ui.add_space(theme::GAP);
            debrief::fields(ui, lang, draft, width - 12.0);
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                let name = lang.t("debrief-by");
                ui.label(&name);
                if let Some(by) = field::person(ui, &name, &self.by, people) {
                    self.by = by;
                }
                let words = format!("{}  {}", icons::SAVE, lang.t("debrief-save"));
                let save = egui::Button::new(RichText::new(words).font(theme::strong()));
                let save = ui.add_enabled(!self.by.trim().is_empty(), save);
                if save.on_disabled_hover_text(lang.t("review-sign-needed")).clicked() {
                    click = Some(Click::Save);
                }
                if ui.button(lang.t("debrief-drop")).clicked() {
                    click = Some(Click::Drop);
                }
            });
        });
        match click {
            Some(Click::Save) => self.save(desk, &record.id),
            Some(Click::Drop) => {
                self.drafts.remove(&record.id);
            }
            None => {}
        }
    }

    /// Saves what was corrected; what can't be saved stays a draft.
    fn save(&mut self, desk: &mut Desk<'_>, id: &RecordId) {
        let Some(draft) = self.drafts.get(id) else { return };
        let at = SystemClock.now().wall;
        let saved = change(desk, id, |record| {
            let before = record.debrief.take().unwrap_or_default();
            record.debrief = Some(before.changed_to(draft.clone(), &self.by, at));
        });
        if saved {
            self.drafts.remove(id);
            desk.tell(&msg!("debrief-saved"));
        }
    }
}

/// What was put back and said.
fn parts(ui: &mut Ui, lang: Language, said: &Said, width: f32) {
    egui::Grid::new("review-debrief").spacing([24.0, 6.0]).show(ui, |ui| {
        for (name, text) in said.parts(lang).into_iter().filter(|(_, text)| !text.is_empty()) {
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| ui.strong(name));
            ui.vertical(|ui| {
                ui.set_max_width(width - HEADS);
                ui.add(egui::Label::new(text).wrap());
            });
            ui.end_row();
        }
    });
}

/// How it read before it was changed, folded away below the last change.
fn changes(ui: &mut Ui, lang: Language, debrief: &Debrief, width: f32) {
    let changes = debrief.changes(lang);
    let Some(last) = changes.first() else { return };
    let weak = theme::colors_of(ui.visuals()).weak;
    let small = |text: &str| RichText::new(text).small().color(weak);
    let head = egui::CollapsingHeader::new(small(&last.title)).id_salt("debrief-changes");
    head.show(ui, |ui| {
        ui.set_max_width(width - 24.0);
        for (index, change) in changes.iter().enumerate() {
            if index > 0 {
                ui.add_space(theme::GAP);
                ui.label(small(&change.title));
            }
            ui.add(egui::Label::new(small(&change.before)).wrap());
        }
    });
}
