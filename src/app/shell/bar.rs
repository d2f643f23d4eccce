//! What stands above the places: menu, tabs and tools, the clock of a running drill, and lines for
//! what the user must know.

use eframe::egui::{self, Frame, Margin, RichText, Ui};

use super::super::command::Command;
use super::super::desk::Place;
use super::super::session::SaveState;
use super::super::{icons, theme, widgets};
use super::Muster;
use crate::language::{Choice, msg};
use crate::store::Access;

impl Muster {
    pub(super) fn bar(&mut self, ui: &mut Ui) {
        let frame = Frame::new()
            .fill(theme::colors_of(ui.visuals()).card)
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("bar").exact_size(theme::BAR_HEIGHT).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                self.menu(ui);
                if self.session.is_some() && !self.at_start {
                    ui.separator();
                    for place in Place::ALL {
                        self.place_tab(ui, *place);
                    }
                }
                let layout = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(layout, |ui| self.bar_right(ui));
            });
        });
    }

    fn place_tab(&mut self, ui: &mut Ui, place: Place) {
        let text = format!("{}  {}", place.icon(), place.name(self.lang));
        let chosen = self.place == place;
        let text = RichText::new(text).font(theme::strong());
        if ui.add(egui::Button::selectable(chosen, text)).clicked() {
            self.place = place;
        }
    }

    fn bar_right(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let lang = self.lang;
        if ui.button(lang.other().own_name()).clicked() {
            self.run(Command::SwitchLanguage, &ctx);
        }
        for command in [Command::SwitchContrast, Command::SwitchTheme, Command::Palette] {
            if widgets::tool(ui, command.icon(), &lang.t(command.key()), false).clicked() {
                self.run(command, &ctx);
            }
        }
        let Some(session) = &self.session else { return };
        ui.separator();
        let steps = [
            (Command::Redo, session.redo_label().cloned()),
            (Command::Undo, session.undo_label().cloned()),
        ];
        let state = session.save_state().clone();
        let read_only = session.is_read_only();
        let reading = session.book.reading().map(|(done, all)| {
            let (done, all) = (done.to_string(), all.to_string());
            lang.say(&msg!("bar-reading", done = done, all = all))
        });
        for (command, label) in steps {
            let name = label.as_ref().map_or_else(
                || lang.t(command.key()),
                |label| format!("{} – {}", lang.t(command.key()), lang.say(label)),
            );
            let enabled = label.is_some();
            let button = ui
                .add_enabled_ui(enabled, |ui| widgets::tool(ui, command.icon(), &name, false))
                .inner;
            if button.clicked() {
                self.run(command, &ctx);
            }
        }
        let colors = theme::colors_of(ui.visuals());
        let (text, color) = match state {
            _ if reading.is_some() => (reading.unwrap_or_default(), colors.weak),
            _ if read_only => (lang.t("bar-read-only"), colors.warn),
            SaveState::Saved => (lang.t("bar-saved"), colors.weak),
            SaveState::Pending => (lang.t("bar-saving"), colors.weak),
            SaveState::Failed(_) => (lang.t("bar-not-saved"), colors.bad),
        };
        ui.label(RichText::new(text).small().color(color));
    }

    fn menu(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let lang = self.lang;
        let name = self.session.as_ref().map_or_else(
            || "Muster".to_owned(),
            |session| session.contents().manifest.name.clone(),
        );
        let mut picked = None;
        let title = RichText::new(format!("{}  {name}", icons::MENU)).font(theme::strong());
        ui.menu_button(title, |ui| {
            for command in Command::ALL.iter().filter(|command| !command.plays()) {
                let text = format!("{}  {}", command.icon(), lang.t(command.key()));
                let keys = command.shortcut().map(|keys| ctx.format_shortcut(&keys));
                let button = egui::Button::new(text).shortcut_text(keys.unwrap_or_default());
                if ui.add(button).clicked() {
                    picked = Some(*command);
                    ui.close();
                }
            }
        });
        if let Some(command) = picked {
            self.run(command, &ctx);
        }
    }

    /// Lines under the bar for what the user must know: read-only, unsaved, unreadable files.
    pub(super) fn notices(&mut self, ui: &mut Ui) {
        let Some(session) = &self.session else { return };
        let lang = self.lang;
        let mut lines = Vec::new();
        if let Access::ReadOnly(reason) = session.book.access() {
            lines.push((icons::LOCK, lang.say(&reason.message())));
        }
        if let SaveState::Failed(message) = session.save_state() {
            lines.push((icons::ERROR, lang.say(message)));
        }
        let broken: Vec<String> =
            session.book.broken.iter().map(|file| lang.say(&file.error.message())).collect();
        if lines.is_empty() && broken.is_empty() {
            return;
        }
        let colors = theme::colors_of(ui.visuals());
        let frame = Frame::new()
            .fill(colors.warn.gamma_multiply(theme::WASH))
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("notices").frame(frame).show(ui, |ui| {
            for (icon, text) in lines {
                ui.label(RichText::new(format!("{icon}  {text}")).color(colors.warn));
            }
            if !broken.is_empty() {
                ui.horizontal(|ui| {
                    let count = lang.say(&msg!("broken-count", count = broken.len()));
                    let text = format!("{}  {count}", icons::WARNING);
                    ui.label(RichText::new(text).color(colors.warn));
                    ui.toggle_value(&mut self.show_broken, lang.t("broken-show"));
                });
                if self.show_broken {
                    for text in broken {
                        ui.label(text);
                    }
                }
            }
        });
    }

    /// While a drill runs and another place is in front, its clock stays in view.
    pub(super) fn drill_bar(&mut self, ui: &mut Ui) {
        let clock = self.places.drill.running_clock(ui.ctx());
        let Some(clock) = clock.filter(|_| self.place != Place::Drill) else { return };
        let lang = self.lang;
        let colors = theme::colors_of(ui.visuals());
        let frame = Frame::new()
            .fill(colors.accent)
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("drill-bar").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = format!("{}  {}  {clock}", icons::TIMER, lang.t("drill-bar"));
                ui.label(RichText::new(text).font(theme::strong()).color(colors.on_strong));
                if ui.button(lang.t("drill-bar-go")).clicked() {
                    self.place = Place::Drill;
                }
            });
        });
    }
}
