//! A real emergency: what nobody who comes to the screen may overlook.

use eframe::egui::{self, RichText, Ui};

use super::board::Columns;
use super::live::Live;
use crate::app::{icons, theme};
use crate::drill::Phase;
use crate::language::Language;

/// Says over the whole width that it is no drill, and what to do.
pub(super) fn banner(ui: &mut Ui, lang: Language, live: &Live) {
    if live.run().phase() != Phase::RealEmergency {
        return;
    }
    let colors = theme::colors_of(ui.visuals());
    let ink = colors.on_strong;
    let frame = egui::Frame::new().fill(colors.bad).inner_margin(8.0);
    let frame = frame.outer_margin(egui::Margin { bottom: 3, ..egui::Margin::ZERO });
    egui::Panel::top("drill-real").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let text = format!("{}  {}", icons::SOS, lang.t("drill-real"));
            ui.label(RichText::new(text).font(theme::figure(26.0)).color(ink));
            ui.label(RichText::new(lang.t("drill-real-hint")).font(theme::strong()).color(ink));
            if Columns::of(ui.max_rect().width()) != Columns::One {
                ui.label(RichText::new(lang.t("drill-real-goes-on")).color(ink));
            }
        });
    });
}
