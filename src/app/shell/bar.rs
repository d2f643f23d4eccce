//! What stands above the places: menu, tabs and tools, the clock of a running drill, and lines for
//! what the user must know.

use eframe::egui::{self, Frame, Margin, RichText, Ui};

use super::super::command::Command;
use super::super::desk::Place;
use super::super::session::SaveState;
use super::super::{icons, theme, widgets};
use super::Muster;
use crate::language::{Choice, Language, msg};
use crate::store::Access;

/// The room that the names of the places take in the bar, in points; so much that of the tools.
const PLACES: f32 = 520.0;
const TOOLS: f32 = 330.0;
/// The least room for the name of the book.
const NAME: f32 = 90.0;
/// A bar that is narrower has no room for every tool.
const SMALL: f32 = 720.0;

impl Muster {
    pub(super) fn bar(&mut self, ui: &mut Ui) {
        let frame = Frame::new()
            .fill(theme::colors_of(ui.visuals()).card)
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("bar").exact_size(theme::BAR_HEIGHT).frame(frame).show(ui, |ui| {
            let width = ui.available_width();
            ui.horizontal_centered(|ui| {
                // What the places and the tools leave.
                self.menu(ui, width - PLACES - TOOLS);
                if self.session.is_some() && !self.at_start {
                    ui.separator();
                    for place in Place::ALL {
                        let words = width >= PLACES + TOOLS || self.place == *place;
                        self.place_tab(ui, *place, words);
                    }
                }
                let layout = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(layout, |ui| self.bar_right(ui, width));
            });
        });
    }

    fn place_tab(&mut self, ui: &mut Ui, place: Place, words: bool) {
        let name = place.name(self.lang);
        let chosen = self.place == place;
        let text =
            if words { format!("{}  {name}", place.icon()) } else { place.icon().to_owned() };
        let text = RichText::new(text).font(theme::strong());
        let mut response = ui.add(egui::Button::selectable(chosen, text));
        if !words {
            let enabled = response.enabled();
            let told = name.clone();
            response.widget_info(move || {
                egui::WidgetInfo::selected(egui::Role::Button, enabled, chosen, &told)
            });
            response = response.on_hover_text(name);
        }
        if response.clicked() {
            self.place = place;
        }
    }

    fn bar_right(&mut self, ui: &mut Ui, width: f32) {
        let ctx = ui.ctx().clone();
        let lang = self.lang;
        if ui.button(lang.other().own_name()).clicked() {
            self.run(Command::SwitchLanguage, &ctx);
        }
        // In a small window those that are seldom wanted stand in the menu alone.
        let all = [Command::SwitchContrast, Command::SwitchTheme, Command::Palette];
        let shown = if width < SMALL { &all[2..] } else { &all[..] };
        for command in shown.iter().copied() {
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

    /// The menu, with the name of the book in it where there are `room` points for that.
    fn menu(&mut self, ui: &mut Ui, room: f32) {
        let ctx = ui.ctx().clone();
        let lang = self.lang;
        let name = self.session.as_ref().map_or_else(
            || "Muster".to_owned(),
            |session| session.contents().manifest.name.clone(),
        );
        let mut picked = None;
        let text =
            if room < NAME { icons::MENU.to_owned() } else { format!("{}  {name}", icons::MENU) };
        let title = egui::Button::new(RichText::new(text).font(theme::strong())).truncate();
        let menu = egui::containers::menu::MenuButton::from_button(title);
        let shown = ui.scope(|ui| {
            ui.set_max_width(room.max(NAME));
            menu.ui(ui, |ui| {
                // In a low window it scrolls: the last entry closes the program.
                let most = ui.ctx().content_rect().height() - theme::BAR_HEIGHT - theme::GROUP_GAP;
                let scroll =
                    egui::ScrollArea::vertical().max_height(most).min_scrolled_height(most);
                scroll.show(ui, |ui| {
                    picked = menu_entries(ui, lang);
                });
            })
        });
        let response = shown.inner.0;
        widgets::named(&response, egui::Role::Button, &name);
        if room < NAME {
            response.on_hover_text(name);
        }
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
        let clock = {
            let (lang, toasts) = (self.lang, &mut self.toasts);
            self.places.drill.running_clock(ui.ctx(), lang, toasts, self.clock.as_ref())
        };
        let Some((clock, real)) = clock.filter(|_| self.place != Place::Drill) else { return };
        let lang = self.lang;
        let colors = theme::colors_of(ui.visuals());
        let frame = Frame::new()
            .fill(if real { colors.bad } else { colors.accent })
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("drill-bar").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                let (icon, key) =
                    if real { (icons::SOS, "drill-bar-real") } else { (icons::TIMER, "drill-bar") };
                let text = format!("{icon}  {}  {clock}", lang.t(key));
                ui.label(RichText::new(text).font(theme::strong()).color(colors.on_strong));
                if ui.button(lang.t("drill-bar-go")).clicked() {
                    self.place = Place::Drill;
                }
            });
        });
    }
}

/// What stands in the menu, with a line between its groups; what was picked.
fn menu_entries(ui: &mut Ui, lang: Language) -> Option<Command> {
    let mut picked = None;
    for (number, group) in Command::menu().enumerate() {
        if number > 0 {
            ui.separator();
        }
        for command in group {
            let text = format!("{}  {}", command.icon(), lang.t(command.key()));
            let keys = command.shortcut().map(|keys| ui.ctx().format_shortcut(&keys));
            let button = egui::Button::new(text).shortcut_text(keys.unwrap_or_default());
            if ui.add(button).clicked() {
                picked = Some(command);
                ui.close();
            }
        }
    }
    picked
}
