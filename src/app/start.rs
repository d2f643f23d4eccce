//! The start screen: where to begin when no book is open.

use std::path::PathBuf;

use eframe::egui::{self, RichText, Ui, vec2};

use super::command::Command;
use super::theme;
use crate::language::{Choice, Language};

/// What was picked on the start screen.
pub(super) enum Picked {
    Command(Command),
    Recent(PathBuf),
}

/// Shows the start screen.
pub(super) fn show(ui: &mut Ui, lang: Language, recent: &[PathBuf]) -> Option<Picked> {
    let mut picked = None;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.12).max(16.0));
        ui.label(RichText::new("Muster").font(theme::figure(34.0)));
        let weak = theme::colors_of(ui.visuals()).weak;
        ui.label(RichText::new(lang.t("start-subtitle")).color(weak));
        ui.add_space(theme::GROUP_GAP * 2.0);
        for command in [Command::OpenSample, Command::NewBook, Command::OpenBook] {
            let text = format!("{}  {}", command.icon(), lang.t(command.key()));
            if ui.add(egui::Button::new(text).min_size(vec2(320.0, 40.0))).clicked() {
                picked = Some(Picked::Command(command));
            }
        }
        if !recent.is_empty() {
            ui.add_space(theme::GROUP_GAP * 2.0);
            ui.label(RichText::new(lang.t("start-recent")).font(theme::strong()));
            for book in recent {
                let name = book.file_name().unwrap_or(book.as_os_str()).to_string_lossy();
                let link = ui.link(name.as_ref()).on_hover_text(book.display().to_string());
                if link.clicked() {
                    picked = Some(Picked::Recent(book.clone()));
                }
            }
        }
    });
    picked
}
