//! The command palette: every command by typing a part of its name.

use eframe::egui::{self, Align2, Context, Key, Modifiers, RichText, vec2};

use super::command::Command;
use super::theme;
use crate::language::{Choice, Language};

/// The command palette.
#[derive(Default)]
pub(super) struct Palette {
    open: bool,
    query: String,
    chosen: usize,
}

impl Palette {
    pub(super) fn open(&mut self) {
        *self = Self { open: true, ..Self::default() };
    }

    /// Shows it while it is open; returns the command that was picked.
    pub(super) fn show(&mut self, ctx: &Context, lang: Language) -> Option<Command> {
        if !self.open {
            return None;
        }
        let needle = self.query.to_lowercase();
        let found: Vec<Command> = Command::ALL
            .iter()
            .copied()
            .filter(|command| *command != Command::Palette)
            // Both languages are searched: many users know a command by its other name.
            .filter(|command| {
                Language::ALL.iter().any(|l| l.t(command.key()).to_lowercase().contains(&needle))
            })
            .collect();
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        let mut picked = None;
        ctx.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = (self.chosen + 1).min(found.len().saturating_sub(1));
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if input.consume_key(Modifiers::NONE, Key::Enter) {
                picked = found.get(self.chosen).copied();
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                self.open = false;
            }
        });
        egui::Window::new(lang.t("palette-title"))
            .title_bar(false)
            .resizable(false)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 80.0))
            .fixed_size(vec2(460.0, 380.0))
            .show(ctx, |ui| {
                let label = ui.label(RichText::new(lang.t("palette-title")).font(theme::strong()));
                let edit = egui::TextEdit::singleline(&mut self.query)
                    .hint_text(lang.t("palette-hint"))
                    .desired_width(f32::INFINITY);
                ui.add(edit).labelled_by(label.id).request_focus();
                egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
                    for (index, command) in found.iter().enumerate() {
                        let text = format!("{}  {}", command.icon(), lang.t(command.key()));
                        let keys = command.shortcut().map(|keys| ui.ctx().format_shortcut(&keys));
                        let button = egui::Button::selectable(index == self.chosen, text)
                            .shortcut_text(keys.unwrap_or_default())
                            .min_size(vec2(ui.available_width(), 0.0));
                        if ui.add(button).clicked() {
                            picked = Some(*command);
                        }
                    }
                    if found.is_empty() {
                        ui.label(lang.t("palette-nothing"));
                    }
                });
            });
        if picked.is_some() {
            self.open = false;
        }
        picked
    }
}
