//! Dialogs of the control view. The clock goes on behind them.

use eframe::egui::{self, Context, RichText, Ui};

use super::board::Entry;
use super::checkpoints::open_checkpoints;
use super::exits::exits_of;
use super::live::Live;
use super::log::{parse_clock, words};
use crate::app::{theme, widgets};
use crate::building::DoorId;
use crate::drill::{
    CheckpointId, CheckpointKind, DoorFinding, EventNumber, Moment, Presence, What,
};
use crate::language::{Choice, Language, choice, msg};
use crate::units::Seconds;

choice! {
    /// What is entered late.
    pub enum LateKind {
        /// A checkpoint.
        Checkpoint => "drill-late-checkpoint",
        /// People at an exit.
        Count => "drill-late-count",
        /// A note.
        Note => "drill-late-note",
    }
}

/// A dialog that is open.
pub(super) enum Dialog {
    /// The drill is to be halted.
    Pause(Pausing),
    /// Something is entered late.
    Late(Late),
    /// An event is changed.
    Change(Change),
}

/// Why the drill is halted.
#[derive(Default)]
pub(super) struct Pausing {
    reason: String,
    focused: bool,
}

/// A late entry.
pub(super) struct Late {
    kind: LateKind,
    at: String,
    checkpoint: Option<CheckpointId>,
    exit: Option<DoorId>,
    people: i32,
    note: String,
    source: String,
}

/// A change of an event.
pub(super) struct Change {
    event: EventNumber,
    at: String,
    reason: String,
    /// What it was instead.
    other: Option<What>,
}

impl Dialog {
    pub(super) fn late(clock: Seconds) -> Self {
        Self::Late(Late {
            kind: LateKind::Checkpoint,
            at: clock.clock(),
            checkpoint: None,
            exit: None,
            people: 1,
            note: String::new(),
            source: String::new(),
        })
    }

    /// A change of an event, which stands at this time.
    pub(super) fn change(event: EventNumber, clock: Seconds) -> Self {
        Self::Change(Change { event, at: clock.clock_tenths(), reason: String::new(), other: None })
    }

    /// Shows the dialog; returns whether it is done.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        lang: Language,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) -> bool {
        let title = match self {
            Self::Pause(_) => lang.t("drill-pause-title"),
            Self::Late(_) => lang.t("drill-late"),
            Self::Change(change) => {
                let number = change.event.get().to_string();
                lang.say(&msg!("drill-change-title", number = number))
            }
        };
        let modal = widgets::dialog(ctx, "drill-dialog", &title, 400.0, |ui| match self {
            Self::Pause(pausing) => pausing.show(ui, lang, moment, entries),
            Self::Late(late) => late.show(ui, lang, live, moment, entries),
            Self::Change(change) => change.show(ui, lang, live, moment, entries),
        });
        modal.inner || modal.should_close()
    }
}

impl Pausing {
    fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) -> bool {
        let common = [
            lang.t("drill-pause-injury"),
            lang.t("drill-pause-traffic"),
            lang.t("drill-pause-production"),
            lang.t("drill-pause-confusion"),
        ];
        let mut picked = None;
        let weak = theme::colors_of(ui.visuals()).weak;
        ui.label(RichText::new(lang.t("drill-pause-hint")).color(weak));
        ui.horizontal_wrapped(|ui| {
            for reason in common {
                if ui.button(&reason).clicked() {
                    picked = Some(reason);
                }
            }
        });
        let name = lang.t("drill-pause-reason");
        let edit = egui::TextEdit::singleline(&mut self.reason)
            .hint_text(&name)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        widgets::named(&response, egui::Role::TextInput, &name);
        if !std::mem::replace(&mut self.focused, true) {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        ui.add_space(theme::GROUP_GAP);
        let given = !self.reason.trim().is_empty();
        let cancelled = ui.horizontal(|ui| {
            let confirm = widgets::confirm(ui, given, &lang.t("drill-pause"));
            if confirm.clicked() || (entered && given) {
                picked = Some(self.reason.trim().to_owned());
            }
            cancel(ui, lang)
        });
        let Some(reason) = picked else { return cancelled.inner };
        entries.push((What::Paused { reason }, *moment));
        true
    }
}

impl Late {
    fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) -> bool {
        egui::Grid::new("drill-late").num_columns(2).show(ui, |ui| {
            let label = lang.t("drill-late-kind");
            ui.label(&label);
            widgets::choice(ui, lang, &label, &mut self.kind);
            ui.end_row();
            widgets::field(ui, &lang.t("drill-late-at"), |ui| {
                ui.add(egui::TextEdit::singleline(&mut self.at).desired_width(100.0))
            });
            self.what_fields(ui, lang, live);
            widgets::field(ui, &lang.t("drill-late-source"), |ui| {
                let hint = lang.t("drill-late-source-hint");
                ui.add(egui::TextEdit::singleline(&mut self.source).hint_text(hint))
            });
        });
        ui.add_space(theme::GROUP_GAP);
        let what = self.what().zip(parse_clock(&self.at));
        let buttons = ui.horizontal(|ui| {
            let add = widgets::confirm(ui, what.is_some(), &lang.t("drill-late-add")).clicked();
            (add, cancel(ui, lang))
        });
        let (add, cancelled) = buttons.inner;
        let Some((what, clock)) = what.filter(|_| add) else { return cancelled };
        let happened_at = live.run().pauses().time_of(clock);
        let source = self.source.trim().to_owned();
        let what = What::EnteredLate { happened_at, what: Box::new(what), source };
        entries.push((what, *moment));
        true
    }

    fn what_fields(&mut self, ui: &mut Ui, lang: Language, live: &Live) {
        let header = live.header();
        match self.kind {
            LateKind::Checkpoint => {
                let label = lang.t("drill-checkpoint");
                ui.label(&label);
                let scenario = live.run().scenario();
                let title = |id: &CheckpointId| {
                    let found = scenario.checkpoint(id);
                    found.map(|c| lang.say(&c.title(&header.building, &header.site)))
                };
                let shown = self.checkpoint.as_ref().and_then(title);
                let shown = shown.unwrap_or_else(|| lang.t("drill-choose"));
                let combo = egui::ComboBox::from_id_salt("drill-late-checkpoint")
                    .selected_text(shown)
                    .width(240.0)
                    .show_ui(ui, |ui| {
                        for checkpoint in &scenario.checkpoints {
                            let entered = live.outcome().times.get(&checkpoint.id);
                            // The alarm is the start of it all.
                            let alarm = checkpoint.kind == CheckpointKind::Alarm;
                            if alarm || entered.is_some_and(|reached| !reached.derived) {
                                continue;
                            }
                            let text = title(&checkpoint.id).unwrap_or_default();
                            let value = Some(checkpoint.id.clone());
                            ui.selectable_value(&mut self.checkpoint, value, text);
                        }
                    });
                widgets::named(&combo.response, egui::Role::ComboBox, &label);
                ui.end_row();
            }
            LateKind::Count => {
                let label = lang.t("drill-exit");
                ui.label(&label);
                let exits = exits_of(live);
                let shown = exits.iter().find(|(id, _)| Some(id) == self.exit.as_ref());
                let shown = shown.map_or_else(|| lang.t("drill-choose"), |(_, name)| name.clone());
                let combo = egui::ComboBox::from_id_salt("drill-late-exit")
                    .selected_text(shown)
                    .show_ui(ui, |ui| {
                        for (exit, name) in exits {
                            ui.selectable_value(&mut self.exit, Some(exit), name);
                        }
                    });
                widgets::named(&combo.response, egui::Role::ComboBox, &label);
                ui.end_row();
                widgets::field(ui, &lang.t("drill-late-people"), |ui| {
                    ui.add(egui::DragValue::new(&mut self.people).range(-999..=999))
                });
            }
            LateKind::Note => {
                widgets::field(ui, &lang.t("drill-note"), |ui| {
                    ui.add(egui::TextEdit::singleline(&mut self.note))
                });
            }
        }
    }

    fn what(&self) -> Option<What> {
        match self.kind {
            LateKind::Checkpoint => Some(What::Reached { checkpoint: self.checkpoint.clone()? }),
            LateKind::Count => {
                let exit = self.exit.clone()?;
                (self.people != 0).then_some(What::Counted { exit, people: self.people })
            }
            LateKind::Note => {
                let text = self.note.trim().to_owned();
                (!text.is_empty()).then_some(What::Noted { text })
            }
        }
    }
}

impl Change {
    fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) -> bool {
        let event = self.event;
        if let Some(event) = live.run().event(event) {
            ui.label(words(lang, live, &event.what));
            ui.add_space(theme::GAP);
        }
        let seen = live.run().observation(event);
        // A correction is itself not corrected: there is another one, or none.
        if let Some(seen) = &seen {
            if live.run().is_something_else(event) {
                ui.label(words(lang, live, seen.what));
                ui.add_space(theme::GAP);
            }
            egui::Grid::new("drill-change").num_columns(2).show(ui, |ui| {
                widgets::field(ui, &lang.t("drill-change-at"), |ui| {
                    ui.add(egui::TextEdit::singleline(&mut self.at).desired_width(100.0))
                });
                widgets::field(ui, &lang.t("drill-change-reason"), |ui| {
                    ui.add(egui::TextEdit::singleline(&mut self.reason))
                });
                self.other(ui, lang, live, seen.what);
            });
            ui.add_space(theme::GROUP_GAP);
        }
        let at = parse_clock(&self.at);
        let buttons = ui.horizontal(|ui| {
            let mut done = false;
            if seen.is_some() {
                let key = match self.other {
                    Some(_) => "drill-change-kind",
                    None => "drill-change-correct",
                };
                if widgets::confirm(ui, at.is_some(), &lang.t(key)).clicked()
                    && let Some(clock) = at
                {
                    let happened_at = live.run().pauses().time_of(clock);
                    let (what, reason) = (self.other.clone().map(Box::new), self.reason.trim());
                    let reason = reason.to_owned();
                    let what = What::Corrected { event, happened_at, what, reason };
                    entries.push((what, *moment));
                    done = true;
                }
            }
            if self.other.is_none() && ui.button(lang.t("drill-undo")).clicked() {
                entries.push((What::Undone { event }, *moment));
                done = true;
            }
            cancel(ui, lang) || done
        });
        buttons.inner
    }

    /// What else the event may have been: of the same sort, and with a slip of the hand between.
    fn other(&mut self, ui: &mut Ui, lang: Language, live: &Live, was: &What) {
        let others = alternatives(live, was);
        if others.is_empty() {
            return;
        }
        let label = lang.t("drill-change-was");
        ui.label(&label);
        let shown = self.other.as_ref().map(|what| words(lang, live, what));
        let combo = egui::ComboBox::from_id_salt("drill-change-was")
            .selected_text(shown.unwrap_or_else(|| "–".to_owned()))
            .width(240.0)
            .truncate()
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut self.other, None, "–");
                for other in others {
                    let text = words(lang, live, &other);
                    ui.selectable_value(&mut self.other, Some(other), text);
                }
            });
        widgets::named(&combo.response, egui::Role::ComboBox, &label);
        ui.end_row();
    }
}

fn cancel(ui: &mut Ui, lang: Language) -> bool {
    ui.button(lang.t("drill-cancel")).clicked()
}

fn alternatives(live: &Live, was: &What) -> Vec<What> {
    let others: Vec<What> = match was {
        What::Reached { .. } => {
            let open = open_checkpoints(live).into_iter();
            open.map(|checkpoint| What::Reached { checkpoint }).collect()
        }
        What::Counted { people, .. } => {
            let exits = exits_of(live).into_iter();
            exits.map(|(exit, _)| What::Counted { exit, people: *people }).collect()
        }
        What::DoorChecked { door, .. } => {
            let all = DoorFinding::ALL.iter();
            all.map(|found| What::DoorChecked { door: door.clone(), found: *found }).collect()
        }
        What::RollCalled { person, point, .. } => {
            let all = Presence::ALL.iter();
            let call = |presence: &Presence| What::RollCalled {
                person: person.clone(),
                presence: *presence,
                point: point.clone(),
                absence: None,
            };
            all.map(call).collect()
        }
        _ => Vec::new(),
    };
    others.into_iter().filter(|other| other != was).collect()
}
