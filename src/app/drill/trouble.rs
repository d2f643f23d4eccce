//! What is told when the events can't be written: at once, and what can be done about it.

use eframe::egui::{self, RichText, Ui};

use super::live::Live;
use crate::app::{icons, theme};
use crate::language::{Language, Message};

/// What stands below is another matter.
const BELOW: egui::Margin = egui::Margin { bottom: 3, ..egui::Margin::ZERO };

/// What could not be written, and where else it can be.
pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    unsaved: Option<&Message>,
    elsewhere: &mut bool,
) {
    let (problem, hint) = match (unsaved, live.saved().problem) {
        (Some(problem), _) => (problem.clone(), "drill-record-not-saved"),
        (None, Some(problem)) => (problem, "drill-not-saved"),
        (None, None) => return,
    };
    let colors = theme::colors_of(ui.visuals());
    let frame = egui::Frame::new().fill(colors.bad).inner_margin(8.0).outer_margin(BELOW);
    egui::Panel::top("drill-trouble").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            // First, so that it stays where it is whatever the words are.
            let save =
                if unsaved.is_some() { "drill-copy-elsewhere" } else { "drill-save-elsewhere" };
            *elsewhere = ui.button(lang.t(save)).clicked();
            let text = format!("{}  {}", icons::ERROR, lang.say(&problem));
            ui.label(RichText::new(text).color(colors.on_strong).font(theme::strong()));
            ui.label(RichText::new(lang.t(hint)).color(colors.on_strong));
        });
    });
}
