//! Which key does what while a drill runs. Every key can be changed, so that a numpad or the remote
//! of a presenter serves as well.

use std::collections::BTreeMap;

use eframe::egui::{self, Context, Key, RichText, Ui};
use serde::{Deserialize, Serialize};

use crate::app::{icons, theme, widgets};
use crate::language::{Language, msg};

/// How many checkpoints and exits have keys.
pub(super) const CHECKPOINT_KEYS: u8 = 9;
pub(super) const EXIT_KEYS: u8 = 10;

/// What a key does while a drill runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Act {
    /// Reaches an open checkpoint, from 0 for the next.
    Checkpoint(u8),
    /// Counts a person at an exit, from 0; with Shift, takes one back.
    Exit(u8),
    /// Takes the last entry back.
    Undo,
    /// Gives the next inject.
    GiveInject,
    /// The answer to the inject that was given first was seen.
    InjectSeen,
    /// Begins a note.
    Note,
    /// Opens the late entry.
    Late,
    /// Shows the roll call, or the exits and doors again.
    RollCall,
    /// Shows who is missing.
    Missing,
    /// Opens or closes the projector's window.
    Projector,
    /// Turns the sound on or off.
    Sound,
}

/// Which key does what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct KeyPlan(BTreeMap<String, Act>);

impl Default for KeyPlan {
    fn default() -> Self {
        let exits = ["Q", "W", "E", "R", "T", "Y", "U", "I", "O", "P"];
        let exits = (0..EXIT_KEYS).map(Act::Exit).zip(exits).map(|(act, key)| (key, act));
        let numbers = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let numbers = (0..CHECKPOINT_KEYS).map(Act::Checkpoint).zip(numbers);
        let others = [
            ("G", Act::GiveInject),
            ("H", Act::InjectSeen),
            ("N", Act::Note),
            ("L", Act::Late),
            ("Backspace", Act::Undo),
            // The two keys of every presenter's remote.
            ("PageDown", Act::Checkpoint(0)),
            ("PageUp", Act::Undo),
            ("F6", Act::RollCall),
            ("F7", Act::Missing),
            ("F8", Act::Projector),
            ("F9", Act::Sound),
        ];
        let all = exits.chain(numbers.map(|(act, key)| (key, act))).chain(others);
        Self(all.map(|(key, act)| (key.to_owned(), act)).collect())
    }
}

impl KeyPlan {
    /// What a key does.
    pub(super) fn act(&self, key: Key) -> Option<Act> {
        self.0.get(key.name()).copied()
    }

    /// The first key of an act, as it is shown on its button.
    pub(super) fn key(&self, act: Act) -> Option<&str> {
        // A single letter or digit is at hand; the remote's keys are for the remote.
        let mut keys: Vec<&str> = self.of(act).collect();
        keys.sort_by_key(|key| key.chars().count());
        keys.first().copied()
    }

    fn of(&self, act: Act) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(_, own)| **own == act).map(|(key, _)| key.as_str())
    }

    fn set(&mut self, key: Key, act: Act) {
        self.0.insert(key.name().to_owned(), act);
    }

    fn clear(&mut self, act: Act) {
        self.0.retain(|_, own| *own != act);
    }
}

/// The keys that a hand pressed in this frame, with Shift; those that repeat because they are held
/// down don't count.
pub(super) fn pressed(ctx: &Context) -> Vec<(Key, bool)> {
    ctx.input(|input| {
        let keys = input.events.iter().filter_map(|event| match event {
            egui::Event::Key { key, pressed: true, repeat: false, modifiers, .. }
                if !modifiers.command && !modifiers.ctrl && !modifiers.alt =>
            {
                Some((*key, modifiers.shift))
            }
            _ => None,
        });
        keys.collect()
    })
}

/// The dialog in which keys are changed.
#[derive(Default)]
pub(super) struct KeyDialog {
    /// The act that waits for its key.
    waiting: Option<Act>,
}

impl KeyDialog {
    /// Shows the keys; returns whether the dialog is done.
    pub(super) fn show(&mut self, ctx: &Context, lang: Language, plan: &mut KeyPlan) -> bool {
        if let Some(act) = self.waiting
            && let Some((key, _)) = pressed(ctx).first()
        {
            if *key != Key::Escape {
                plan.set(*key, act);
            }
            self.waiting = None;
            return false;
        }
        let title = lang.t("drill-keys-title");
        let modal = widgets::dialog(ctx, "drill-keys", &title, 560.0, |ui| {
            ui.label(lang.t("drill-keys-hint"));
            ui.add_space(theme::GAP);
            let most = (ctx.content_rect().height() - 200.0).clamp(80.0, 420.0);
            egui::ScrollArea::vertical().max_height(most).show(ui, |ui| self.list(ui, lang, plan));
            ui.add_space(theme::GAP);
            ui.horizontal(|ui| {
                let done = widgets::confirm(ui, true, &lang.t("drill-keys-done")).clicked();
                if ui.button(lang.t("drill-keys-reset")).clicked() {
                    *plan = KeyPlan::default();
                }
                done
            })
            .inner
        });
        modal.inner || (self.waiting.is_none() && modal.should_close())
    }

    fn list(&mut self, ui: &mut Ui, lang: Language, plan: &mut KeyPlan) {
        let grid = egui::Grid::new("drill-keys").num_columns(4).striped(true);
        grid.spacing([24.0, theme::GAP]).min_col_width(40.0).show(ui, |ui| {
            for act in acts() {
                let name = lang.say(&name(act));
                ui.scope(|ui| {
                    ui.set_min_width(200.0);
                    ui.label(&name);
                });
                let keys: Vec<&str> = plan.of(act).collect();
                ui.label(RichText::new(keys.join("  ")).font(theme::strong()));
                let text = if self.waiting == Some(act) {
                    lang.t("drill-keys-press")
                } else {
                    format!("{} {}", icons::KEYBOARD, lang.t("drill-keys-add"))
                };
                let response = ui.button(text);
                let label = lang.say(&msg!("drill-keys-add-for", act = &name));
                widgets::named(&response, egui::Role::Button, &label);
                if response.clicked() {
                    self.waiting = Some(act);
                    // The key that is pressed next is for the act, not for this button.
                    response.surrender_focus();
                }
                let response = ui.button(icons::DELETE);
                let label = lang.say(&msg!("drill-keys-clear-for", act = &name));
                widgets::named(&response, egui::Role::Button, &label);
                if response.on_hover_text(&label).clicked() {
                    plan.clear(act);
                }
                ui.end_row();
            }
        });
    }
}

fn acts() -> impl Iterator<Item = Act> {
    let others = [
        Act::Undo,
        Act::GiveInject,
        Act::InjectSeen,
        Act::Note,
        Act::Late,
        Act::RollCall,
        Act::Missing,
        Act::Projector,
        Act::Sound,
    ];
    let checkpoints = (0..CHECKPOINT_KEYS).map(Act::Checkpoint);
    checkpoints.chain((0..EXIT_KEYS).map(Act::Exit)).chain(others)
}

fn name(act: Act) -> crate::language::Message {
    match act {
        Act::Checkpoint(0) => msg!("drill-key-next"),
        Act::Checkpoint(number) => msg!("drill-key-checkpoint", number = u32::from(number) + 1),
        Act::Exit(number) => msg!("drill-key-exit", number = u32::from(number) + 1),
        Act::Undo => msg!("drill-undo"),
        Act::GiveInject => msg!("drill-key-give"),
        Act::InjectSeen => msg!("drill-key-seen"),
        Act::Note => msg!("drill-note"),
        Act::Late => msg!("drill-late"),
        Act::RollCall => msg!("roll-call-title"),
        Act::Missing => msg!("missing-list"),
        Act::Projector => msg!("projector"),
        Act::Sound => msg!("drill-sound"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_a_key_and_a_changed_plan_comes_back() {
        let mut plan = KeyPlan::default();
        for act in acts() {
            assert!(plan.key(act).is_some(), "{act:?}");
        }
        assert!(plan.0.keys().all(|name| Key::from_name(name).is_some()), "each is a key");
        assert_eq!(plan.key(Act::Checkpoint(0)), Some("1"));
        plan.set(Key::F1, Act::Exit(3));
        plan.clear(Act::Note);
        let text = ron::to_string(&plan).unwrap_or_default();
        let back = ron::from_str::<KeyPlan>(&text);
        assert_eq!(back.as_ref(), Ok(&plan));
        assert_eq!((plan.act(Key::F1), plan.act(Key::N)), (Some(Act::Exit(3)), None));
    }
}
