//! Head counts at the assembly points.

use std::collections::BTreeMap;

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use super::board::{Entry, tap};
use super::live::Live;
use crate::app::{icons, theme, widgets};
use crate::building::SiteElementId;
use crate::drill::{Moment, What};
use crate::language::{Language, msg};

/// The room for the fields of an assembly point and for what came of them, in points.
const FIELDS: f32 = 340.0;
/// The least for its name.
const LEAST_NAME: f32 = 110.0;
/// And the most, lest the fields stand far from it.
const MOST_NAME: f32 = 260.0;

/// What is being filled in for the assembly points: expected and present.
pub(super) type Drafts = BTreeMap<SiteElementId, (u32, u32)>;

pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    live: &Live,
    drafts: &mut Drafts,
    moment: &Moment,
    entries: &mut Vec<Entry>,
) {
    let points = &live.header().site.assembly_points;
    if points.is_empty() {
        return;
    }
    let colors = theme::colors_of(ui.visuals());
    let enabled = live.run().phase().clock_runs();
    ui.add_space(theme::GAP);
    ui.label(RichText::new(lang.t("drill-head-counts")).font(theme::heading()));
    let size = vec2((ui.available_width() - FIELDS).clamp(LEAST_NAME, MOST_NAME), 26.0);
    for point in points {
        // Who is on the list of this point; with one point and no list, everybody.
        let listed = live.roll_call().points.iter().find(|(id, _)| id.as_ref() == Some(&point.id));
        let listed = listed.map_or(0, |(_, tally)| tally.expected);
        let alone = points.len() == 1 && listed == 0;
        let share = if alone { live.header().expected_people } else { listed };
        let counted = live.outcome().head_counts.get(&point.id);
        let known = counted.map_or((share, 0), |count| (count.expected, count.present));
        let mut draft = drafts.get(&point.id).copied().unwrap_or(known);
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(size.x);
                let name = format!("{} {}", icons::ASSEMBLY_POINT, point.name);
                ui.add(egui::Label::new(name).truncate());
            });
            let fields =
                [(lang.t("drill-present"), &mut draft.1), (lang.t("drill-expected"), &mut draft.0)];
            for (label, value) in fields {
                ui.label(RichText::new(&label).color(colors.weak));
                let response = ui.add(egui::DragValue::new(value).range(0..=100_000));
                let name = format!("{} {label}", point.name);
                widgets::named(&response, egui::Role::SpinButton, &name);
            }
            // Only what a hand has put in stays when somebody else counts.
            if draft != known {
                drafts.insert(point.id.clone(), draft);
            }
            let text = format!("{} {}", icons::CHECK, lang.t("drill-head-count-enter"));
            if ui.add_enabled_ui(enabled, |ui| tap(ui, egui::Button::new(text))).inner {
                let (expected, present) = draft;
                let point = point.id.clone();
                drafts.remove(&point);
                entries.push((What::HeadCounted { point, expected, present }, *moment));
            }
            if let Some(count) = counted {
                let (text, color) = if count.missing() == 0 {
                    let at = count.at.clock();
                    (lang.say(&msg!("drill-head-count-complete", at = at)), colors.good)
                } else {
                    let missing = count.missing().to_string();
                    (lang.say(&msg!("drill-head-count-missing", missing = missing)), colors.bad)
                };
                ui.label(RichText::new(text).color(color).font(theme::strong()));
            }
        });
    }
}
