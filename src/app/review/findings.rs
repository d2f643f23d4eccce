//! Findings and corrective actions of all drills: a name behind every duty.

use eframe::egui::{self, RichText, Ui};
use jiff::civil::Date;

use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::drill::{
    ActionState, Clock, CorrectiveAction, Finding, FindingId, Record, RecordId, Severity,
    SystemClock,
};
use crate::history::{FollowUp, follow_ups};
use crate::language::{Choice, msg};

/// What is being entered.
#[derive(Default)]
pub(super) struct Findings {
    text: String,
    action: String,
    owner: String,
    due: String,
    verifier: String,
}

/// What was clicked.
enum Click {
    Add(RecordId),
    Set(FollowUp, ActionState),
}

impl Findings {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, record: Option<&RecordId>) {
        let lang = desk.lang;
        let today = SystemClock.now().wall.date();
        let mut click = None;
        let writable = !desk.session.is_read_only();
        ui.add_enabled_ui(writable, |ui| {
            if let Some(record) = record.and_then(|id| desk.session.book.records.get(id)) {
                let date = record.started.date().to_string();
                ui.label(lang.say(&msg!("finding-add-to", date = date)));
                if self.form(ui, desk.lang) {
                    click = Some(Click::Add(record.id.clone()));
                }
            }
        });
        ui.separator();
        let all = follow_ups(desk.session.book.records.values(), today);
        if all.is_empty() {
            let (title, hint) = (lang.t("finding-none"), lang.t("finding-none-hint"));
            widgets::empty_state(ui, icons::CHECKLIST, &title, &hint);
        }
        ui.horizontal(|ui| {
            let label = ui.label(lang.t("finding-verifier"));
            ui.add(egui::TextEdit::singleline(&mut self.verifier).desired_width(160.0))
                .labelled_by(label.id);
        });
        egui::ScrollArea::vertical().show(ui, |ui| {
            egui::Grid::new("findings").striped(true).num_columns(6).spacing([18.0, 8.0]).show(
                ui,
                |ui| {
                    for item in all {
                        if let Some(state) = self.line(ui, desk, &item, writable) {
                            click = Some(Click::Set(item, state));
                        }
                        ui.end_row();
                    }
                },
            );
        });
        match click {
            Some(Click::Add(id)) => self.add(&id, today, desk),
            Some(Click::Set(item, state)) => self.set(&item, state, today, desk),
            None => {}
        }
    }

    /// The fields of a new finding; returns whether it is to be added.
    fn form(&mut self, ui: &mut Ui, lang: crate::language::Language) -> bool {
        ui.horizontal_wrapped(|ui| {
            let fields = [
                (lang.t("finding-text"), &mut self.text, 220.0),
                (lang.t("finding-action"), &mut self.action, 220.0),
                (lang.t("finding-owner"), &mut self.owner, 90.0),
                (lang.t("finding-due"), &mut self.due, 90.0),
            ];
            for (name, value, width) in fields {
                let label = ui.label(name);
                ui.add(egui::TextEdit::singleline(value).desired_width(width))
                    .labelled_by(label.id);
            }
            let complete = !self.text.trim().is_empty();
            let add = egui::Button::new(format!("{}  {}", icons::ADD, lang.t("finding-add")));
            ui.add_enabled(complete, add).clicked()
        })
        .inner
    }

    fn line(
        &self,
        ui: &mut Ui,
        desk: &Desk<'_>,
        item: &FollowUp,
        writable: bool,
    ) -> Option<ActionState> {
        let lang = desk.lang;
        let finding = item.finding()?;
        let colors = theme::colors_of(ui.visuals());
        let action = finding.action.as_ref();
        let state = action.map_or(ActionState::Open, |action| action.state);
        let (icon, color) = match state {
            ActionState::VerifiedClosed => (icons::CHECK_CIRCLE, colors.good),
            ActionState::Done => (icons::PENDING, colors.accent),
            ActionState::Open if item.overdue => (icons::ERROR, colors.bad),
            ActionState::Open => (icons::CIRCLE, colors.warn),
        };
        let name = lang.t(state.key());
        let overdue = if item.overdue { lang.t("finding-overdue") } else { String::new() };
        ui.label(RichText::new(format!("{icon}  {name} {overdue}")).color(color));
        ui.vertical(|ui| {
            ui.set_max_width(380.0);
            ui.add(egui::Label::new(&finding.text).wrap());
            if let Some(action) = action {
                ui.add(egui::Label::new(RichText::new(&action.text).small()).wrap());
            }
        });
        ui.label(action.map_or("–", |action| action.owner.as_str()));
        ui.label(action.and_then(|a| a.due).map_or("–".to_owned(), |due| due.to_string()));
        ui.label(lang.say(&msg!("finding-age", days = item.age_days.unsigned_abs())));
        let mut wanted = None;
        ui.add_enabled_ui(writable, |ui| {
            ui.horizontal(|ui| match state {
                ActionState::Open => {
                    if ui.button(lang.t("finding-set-done")).clicked() {
                        wanted = Some(ActionState::Done);
                    }
                }
                ActionState::Done => {
                    let verify = egui::Button::new(lang.t("finding-set-verified"));
                    let named = !self.verifier.trim().is_empty();
                    let verify = ui.add_enabled(named, verify);
                    if verify.on_disabled_hover_text(lang.t("finding-verifier-needed")).clicked() {
                        wanted = Some(ActionState::VerifiedClosed);
                    }
                }
                ActionState::VerifiedClosed => {
                    if ui.button(lang.t("finding-reopen")).clicked() {
                        wanted = Some(ActionState::Open);
                    }
                }
            });
        });
        wanted
    }

    fn add(&mut self, id: &RecordId, today: Date, desk: &mut Desk<'_>) {
        let due = match self.due.trim() {
            "" => None,
            text => match text.parse::<Date>() {
                Ok(due) => Some(due),
                Err(_) => return desk.warn(&msg!("finding-due-wrong", text = text)),
            },
        };
        let action = (!self.action.trim().is_empty()).then(|| CorrectiveAction {
            text: self.action.trim().to_owned(),
            owner: self.owner.trim().to_owned(),
            due,
            state: ActionState::Open,
            done: None,
            verified: None,
            verified_by: String::new(),
        });
        let text = self.text.trim().to_owned();
        let saved = change(desk, id, |record| {
            let number = 1 + record.findings.len() as u32;
            record.findings.push(Finding {
                id: FindingId::numbered(number),
                text,
                severity: Severity::Major,
                element: None,
                event: None,
                found: today,
                action,
            });
        });
        if saved {
            let verifier = std::mem::take(&mut self.verifier);
            *self = Self { verifier, ..Self::default() };
        }
    }

    fn set(&self, item: &FollowUp, state: ActionState, today: Date, desk: &mut Desk<'_>) {
        let verifier = self.verifier.trim().to_owned();
        change(desk, &item.record.id, |record| {
            let Some(finding) = record.findings.get_mut(item.index) else { return };
            let action = finding.action.get_or_insert_with(|| CorrectiveAction {
                text: String::new(),
                owner: String::new(),
                due: None,
                state,
                done: None,
                verified: None,
                verified_by: String::new(),
            });
            action.state = state;
            match state {
                ActionState::Open => {
                    action.done = None;
                    action.verified = None;
                    action.verified_by.clear();
                }
                ActionState::Done => action.done = Some(today),
                ActionState::VerifiedClosed => {
                    action.verified = Some(today);
                    action.verified_by = verifier;
                }
            }
        });
    }
}

/// Changes a record and saves it at once; returns whether that worked.
fn change(desk: &mut Desk<'_>, id: &RecordId, change: impl FnOnce(&mut Record)) -> bool {
    let Some(record) = desk.session.book.records.get(id) else { return false };
    let mut record = Record::clone(record);
    change(&mut record);
    match desk.session.book.save_record(&record) {
        Ok(_) => true,
        Err(error) => {
            desk.warn(&error.message());
            false
        }
    }
}
