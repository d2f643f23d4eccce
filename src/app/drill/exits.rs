//! The counters of the exits.

use eframe::egui::{self, RichText, Ui, vec2};

use super::board::Entry;
use super::keys::{Act, KeyPlan};
use super::live::Live;
use crate::app::theme;
use crate::building::DoorId;
use crate::drill::{Moment, What};
use crate::language::Language;

/// The least width of an exit's counter, in points.
const EXIT_CARD: f32 = 104.0;

/// The exits in the order of their keys, with their names.
pub(super) fn exits_of(live: &Live) -> Vec<(DoorId, String)> {
    let building = &live.header().building;
    let exits = building.exits();
    exits.map(|(_, door)| (door.id.clone(), door.name.clone())).collect()
}

pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    plan: &KeyPlan,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let colors = theme::colors_of(ui.visuals());
    let enabled = live.run().phase().clock_runs();
    ui.horizontal(|ui| {
        ui.label(RichText::new(lang.t("drill-exits")).font(theme::heading()));
        let (out, expected) = (live.outcome().people_out(), live.header().expected_people);
        ui.label(RichText::new(format!("{out} / {expected}")).font(theme::figure(18.0)));
    });
    // A card is laid out as a whole, which a wrapping row does not know beforehand.
    let card = EXIT_CARD + 2.0 * theme::GAP + 2.0;
    let whole = ui.available_width() + theme::GAP;
    let each = (whole / (card + theme::GAP)).floor().max(1.0);
    let width = (whole / each - theme::GAP - (card - EXIT_CARD)).min(150.0).floor();
    let exits: Vec<_> = exits_of(live).into_iter().enumerate().collect();
    for row in exits.chunks(each as usize) {
        ui.horizontal(|ui| {
            for (index, (exit, name)) in row {
                let frame = egui::Frame::new()
                    .fill(colors.card)
                    .stroke(egui::Stroke::new(1.0, colors.line))
                    .corner_radius(6)
                    .inner_margin(theme::GAP);
                frame.show(ui, |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        ui.horizontal(|ui| {
                            ui.label(RichText::new(name).font(theme::figure(18.0)));
                            let act = u8::try_from(*index).ok().map(Act::Exit);
                            if let Some(key) = act.and_then(|act| plan.key(act)) {
                                ui.label(RichText::new(key).color(colors.weak));
                            }
                            let total =
                                live.outcome().exits.get(exit).map_or(0, |count| count.total());
                            ui.with_layout(
                                egui::Layout::right_to_left(egui::Align::Center),
                                |ui| {
                                    ui.label(
                                        RichText::new(total.to_string()).font(theme::figure(28.0)),
                                    );
                                },
                            );
                        });
                        ui.horizontal(|ui| {
                            for (people, text, width) in
                                [(1, "+1", 40.0), (5, "+5", 28.0), (-1, "−1", 24.0)]
                            {
                                let label = format!("{name} {text}");
                                let button = egui::Button::new(RichText::new(text).size(15.0))
                                    .min_size(vec2(width, 34.0));
                                let response = ui.add_enabled(enabled, button);
                                crate::app::widgets::named(&response, egui::Role::Button, &label);
                                if response.clicked() {
                                    response.surrender_focus();
                                    let exit = exit.clone();
                                    entries.push((What::Counted { exit, people }, *moment));
                                }
                            }
                        });
                    });
                });
            }
        });
    }
}
