//! The drills at the left, by scenario, newest first. Of thousands, only those in view are painted.

use std::collections::BTreeMap;

use eframe::egui::{self, RichText, Ui};

use super::comparing::Drills;
use super::{sign, when};
use crate::app::theme;
use crate::drill::{Ending, RecordId, ScenarioId};
use crate::history::Filter;
use crate::language::{Choice, Language};

/// A line of the list.
pub(super) enum Entry {
    /// The name of a scenario; its drills follow.
    Scenario(String),
    /// A drill.
    Drill(Line),
    /// Room before the next scenario.
    Gap,
}

/// A drill in the list.
pub(super) struct Line {
    id: RecordId,
    scenario: ScenarioId,
    text: String,
    ending: Ending,
}

/// The lines of what the filter admits, of whichever scenario.
pub(super) fn entries(drills: &Drills, filter: &Filter) -> Vec<Entry> {
    let others = Filter { scenario: None, ..filter.clone() };
    let mut scenarios: BTreeMap<&ScenarioId, Vec<_>> = BTreeMap::new();
    for drill in drills.values().filter(|drill| others.admits(&drill.record)) {
        scenarios.entry(&drill.record.scenario.id).or_default().push(&drill.record);
    }
    let mut entries = Vec::new();
    for mut records in scenarios.into_values() {
        records.sort_by_key(|record| std::cmp::Reverse(record.started));
        if !entries.is_empty() {
            entries.push(Entry::Gap);
        }
        let name = records.first().map_or("", |record| record.scenario.name.as_str());
        entries.push(Entry::Scenario(name.to_owned()));
        entries.extend(records.into_iter().map(|record| {
            Entry::Drill(Line {
                id: record.id.clone(),
                scenario: record.scenario.id.clone(),
                text: format!("{}  {}", sign(record), when(record)),
                ending: record.ending,
            })
        }));
    }
    entries
}

/// Shows the lines; returns the drill that was clicked, with its scenario.
pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    entries: &[Entry],
    chosen: Option<&RecordId>,
) -> Option<(RecordId, ScenarioId)> {
    if entries.is_empty() {
        ui.label(lang.t("filter-nothing"));
        return None;
    }
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    let height = ui.spacing().interact_size.y;
    egui::ScrollArea::vertical().auto_shrink(false).show_rows(
        ui,
        height,
        entries.len(),
        |ui, seen| {
            for entry in entries.get(seen).unwrap_or_default() {
                ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| match entry {
                    Entry::Gap => {
                        ui.allocate_space(egui::vec2(1.0, height));
                    }
                    Entry::Scenario(name) => {
                        let name = RichText::new(name).font(theme::strong());
                        ui.set_min_height(height);
                        ui.add(egui::Label::new(name).truncate());
                    }
                    Entry::Drill(line) => {
                        ui.set_min_height(height);
                        let response = ui.selectable_label(chosen == Some(&line.id), &line.text);
                        if response.on_hover_text(lang.t(line.ending.key())).clicked() {
                            clicked = Some((line.id.clone(), line.scenario.clone()));
                        }
                    }
                });
            }
        },
    );
    clicked
}
