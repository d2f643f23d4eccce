//! What is said about a drill afterwards, and who signs for it.

use eframe::egui::{self, RichText, Ui};

use super::findings::change;
use crate::app::desk::Desk;
use crate::app::{field, icons, theme};
use crate::drill::{Clock, RecordId, SignOff, SystemClock};
use crate::language::msg;
use crate::store::seal;

/// How long after the last key the comments are saved, s.
const PAUSE: f64 = 0.6;

/// What is being entered.
#[derive(Default)]
pub(super) struct SigningOff {
    comments: Option<Comments>,
    name: String,
    role: String,
}

/// Comments that are not saved yet.
struct Comments {
    record: RecordId,
    text: String,
    /// When a key was last hit, by the clock of the window, s.
    changed: f64,
}

impl SigningOff {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, id: &RecordId) {
        if self.comments.as_ref().is_some_and(|comments| comments.record != *id) {
            self.leave(desk);
        }
        let Some(record) = desk.session.book.records.get(id).cloned() else { return };
        let lang = desk.lang;
        let writable = !desk.session.is_read_only();
        ui.label(RichText::new(lang.t("review-comments")).font(theme::strong()));
        let width = ui.available_width() - 4.0;
        let draft = self.comments.as_ref().map(|comments| comments.text.clone());
        let shown = draft.unwrap_or_else(|| record.comments.clone());
        let hint = lang.t("review-comments-hint");
        let name = lang.t("review-comments");
        ui.add_enabled_ui(writable, |ui| {
            if let Some(text) = field::lines(ui, &name, &shown, width, &hint) {
                let changed = ui.input(|input| input.time);
                self.comments = Some(Comments { record: id.clone(), text, changed });
            }
        });
        if let Some(comments) = &self.comments {
            let rested = ui.input(|input| input.time) - comments.changed >= PAUSE;
            if rested || !ui.ctx().text_edit_focused() {
                self.leave(desk);
            } else {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PAUSE));
            }
        }
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("review-signed")).font(theme::strong()));
        let colors = theme::colors_of(ui.visuals());
        if record.signed.is_empty() {
            ui.label(RichText::new(lang.t("review-not-signed")).color(colors.weak));
        }
        for sign in &record.signed {
            let when = sign.at.civil().strftime("%Y-%m-%d %H:%M").to_string();
            ui.label(format!("{}  {}", icons::EDIT_NOTE, sign.name));
            let below = RichText::new(format!("{}  ·  {when}", sign.role)).small();
            ui.label(below.color(colors.weak));
            ui.add_space(theme::GAP);
        }
        let people = desk.session.contents().manifest.people.clone();
        let mut sign = false;
        ui.add_enabled_ui(writable, |ui| {
            let name = lang.t("review-sign-name");
            field::head(ui, &name);
            if let Some(text) = field::person(ui, &name, &self.name, &people) {
                self.name = text;
            }
            let name = lang.t("review-sign-role");
            field::head(ui, &name);
            if let Some(text) = field::text(ui, &name, &self.role, width, "") {
                self.role = text;
            }
            let named = !self.name.trim().is_empty();
            let words = format!("{}  {}", icons::EDIT_NOTE, lang.t("review-sign"));
            let button = ui.add_enabled(named, egui::Button::new(words));
            sign = button.on_disabled_hover_text(lang.t("review-sign-needed")).clicked();
        });
        if sign {
            self.sign(desk, id);
        }
    }

    /// Saves the comments before something else is looked at.
    pub(super) fn leave(&mut self, desk: &mut Desk<'_>) {
        if let Some(Comments { record, text, .. }) = self.comments.take() {
            change(desk, &record, |record| record.comments = text);
        }
    }

    fn sign(&mut self, desk: &mut Desk<'_>, id: &RecordId) {
        let name = self.name.trim().to_owned();
        let record = desk.session.book.records.get(id).cloned();
        let sign = SignOff {
            name: name.clone(),
            role: self.role.trim().to_owned(),
            at: SystemClock.now().wall,
            seal: record.as_deref().map(seal).unwrap_or_default(),
        };
        if change(desk, id, |record| record.signed.push(sign)) {
            desk.tell(&msg!("review-signed-by", name = name));
            self.name.clear();
            self.role.clear();
        }
    }
}
