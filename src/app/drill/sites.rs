//! What is looked at on the spot: head counts at the assembly points, doors on the plan.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{self, RichText, Ui, vec2};

use super::board::{Entry, tap};
use super::live::Live;
use crate::app::plan::{self, Options, Overlay, View};
use crate::app::{icons, theme, widgets};
use crate::building::{DoorId, ElementId, SiteElementId, StoreyId};
use crate::drill::{DoorFinding, EventNumber, Moment, Phase, What};
use crate::language::{Choice, Language, msg};

/// What is being filled in for the assembly points: expected and present.
pub(super) type Drafts = BTreeMap<SiteElementId, (u32, u32)>;

pub(super) fn head_counts(
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
    let enabled = matches!(live.run().phase(), Phase::Running | Phase::RealEmergency);
    ui.add_space(theme::GAP);
    ui.label(RichText::new(lang.t("drill-head-counts")).font(theme::heading()));
    for point in points {
        let share = if points.len() == 1 { live.header().expected_people } else { 0 };
        let counted = live.outcome().head_counts.get(&point.id);
        let known = counted.map_or((share, 0), |count| (count.expected, count.present));
        let draft = drafts.entry(point.id.clone()).or_insert(known);
        ui.horizontal(|ui| {
            ui.allocate_ui(vec2(110.0, 26.0), |ui| {
                ui.set_min_width(110.0);
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
            let text = format!("{} {}", icons::CHECK, lang.t("drill-head-count-enter"));
            if ui.add_enabled_ui(enabled, |ui| tap(ui, egui::Button::new(text))).inner {
                let (expected, present) = *draft;
                let point = point.id.clone();
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

/// The plan on which doors are checked by touching them.
#[derive(Default)]
pub(super) struct DoorPlan {
    view: View,
    storey: Option<StoreyId>,
    door: Option<DoorId>,
    /// A picture of the newest check of a door is wanted.
    pub(super) photo: Option<EventNumber>,
}

impl DoorPlan {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let building = live.header().building.clone();
        let site = live.header().site.clone();
        ui.add_space(theme::GAP);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(lang.t("drill-doors")).font(theme::heading()));
            for storey in &building.storeys {
                let chosen = self.storey.as_ref() == Some(&storey.id);
                if tap(ui, egui::Button::selectable(chosen, &storey.name)) {
                    self.storey = Some(storey.id.clone());
                    self.view.fit_soon();
                }
            }
            self.list(ui, lang, live);
        });
        if self.storey.as_ref().is_none_or(|id| building.storey(id).is_none()) {
            self.storey = building.storeys.first().map(|storey| storey.id.clone());
        }
        self.findings(ui, lang, live, moment, entries);
        let Some(storey) = self.storey.clone() else { return };
        let bounds = building.storey(&storey).and_then(crate::building::Storey::bounds);
        let response = self.view.canvas(ui, bounds);
        let overlay = overlay(ui, live);
        let options = Options { equipment: false, site: false, ..Options::new(lang) };
        let selection: BTreeSet<ElementId> = self.door.iter().map(ElementId::from).collect();
        let painter = ui.painter();
        plan::paint_storey(
            painter, &self.view, &building, &site, &storey, &options, &overlay, &selection,
        );
        if response.clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            self.door = match plan::hit(&self.view, &building, &storey, pos) {
                Some(ElementId::Door(door)) => Some(door),
                _ => None,
            };
        }
    }

    /// The same doors by name, for the keyboard.
    fn list(&mut self, ui: &mut Ui, lang: Language, live: &Live) {
        let building = &live.header().building;
        let label = lang.t("drill-door");
        let name = |door: &DoorId| building.door(door).map(|(_, door)| door.name.clone());
        let shown = self.door.as_ref().and_then(name).unwrap_or_else(|| label.clone());
        let mut chosen = self.door.clone();
        let combo =
            egui::ComboBox::from_id_salt("drill-door").selected_text(shown).show_ui(ui, |ui| {
                let fire_doors = building.doors().filter(|(_, door)| door.kind.is_fire_door());
                for (storey, door) in fire_doors {
                    let text = format!("{} · {}", storey.name, door.name);
                    ui.selectable_value(&mut chosen, Some(door.id.clone()), text);
                }
            });
        widgets::named(&combo.response, egui::Role::ComboBox, &label);
        if chosen != self.door {
            let storey = chosen.as_ref().and_then(|door| building.door(door));
            if let Some((storey, _)) = storey
                && self.storey.as_ref() != Some(&storey.id)
            {
                self.storey = Some(storey.id.clone());
                self.view.fit_soon();
            }
            self.door = chosen;
        }
    }

    fn findings(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        moment: &Moment,
        entries: &mut Vec<Entry>,
    ) {
        let Some(door) = self.door.clone() else {
            let weak = theme::colors_of(ui.visuals()).weak;
            ui.label(RichText::new(lang.t("drill-door-hint")).color(weak));
            return;
        };
        let name = live.header().building.door(&door).map(|(_, door)| door.name.clone());
        ui.horizontal_wrapped(|ui| {
            let name = format!("{} {}", icons::DOOR, name.unwrap_or_default());
            ui.label(RichText::new(name).font(theme::strong()));
            for found in DoorFinding::ALL {
                let (icon, color) = sign(ui, *found);
                let text = RichText::new(format!("{icon} {}", lang.t(found.key()))).color(color);
                if tap(ui, egui::Button::new(text)) {
                    let door = door.clone();
                    entries.push((What::DoorChecked { door, found: *found }, *moment));
                }
            }
            // The door stays chosen, so that a picture of it can follow.
            let last = live.outcome().door_checks.iter().rev().find(|check| check.door == door);
            if let Some(check) = last {
                let (icon, color) = sign(ui, check.found);
                let found = lang.t(check.found.key());
                let pictures = &live.outcome().pictures;
                let taken = pictures.iter().filter(|(event, _)| *event == check.event).count();
                let text = format!("{icon} {} {found}", check.at.clock());
                ui.label(RichText::new(text).color(color));
                let add = if taken == 0 {
                    format!("{} {}", icons::IMAGE, lang.t("photo-add"))
                } else {
                    format!("{} {} {taken}", icons::IMAGE, lang.t("photo-add"))
                };
                let response = ui.button(add);
                widgets::named(&response, egui::Role::Button, &lang.t("photo-add"));
                if response.clicked() {
                    response.surrender_focus();
                    self.photo = Some(check.event);
                }
            }
        });
    }
}

fn sign(ui: &Ui, found: DoorFinding) -> (&'static str, egui::Color32) {
    let colors = theme::colors_of(ui.visuals());
    if found.is_good() { (icons::CHECK, colors.good) } else { (icons::WARNING, colors.bad) }
}

fn overlay(ui: &Ui, live: &Live) -> Overlay {
    let colors = theme::colors_of(ui.visuals());
    let mut overlay = Overlay::default();
    for check in &live.outcome().door_checks {
        let (icon, color) = sign(ui, check.found);
        overlay.doors.insert(check.door.clone(), color);
        overlay.door_notes.insert(check.door.clone(), icon.to_owned());
    }
    for (exit, count) in &live.outcome().exits {
        overlay.door_notes.insert(exit.clone(), count.total().to_string());
    }
    for (_, door) in live.header().building.doors().filter(|(_, door)| door.kind.is_fire_door()) {
        overlay.doors.entry(door.id.clone()).or_insert(colors.accent);
    }
    overlay
}
