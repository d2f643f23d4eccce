//! Doors that are checked by touching them on the plan.

use std::collections::BTreeSet;

use eframe::egui::{self, RichText, Ui, vec2};

use super::board::{Entry, tap};
use super::live::Live;
use crate::app::plan::{self, Options, Overlay, View};
use crate::app::{icons, theme, widgets};
use crate::building::{Door, DoorId, ElementId, Storey, StoreyId};
use crate::drill::{DoorFinding, EventNumber, Moment, What};
use crate::language::{Choice, Language};

/// The room for the ways in which a door may be found, points.
const FINDINGS: f32 = 64.0;

/// How far from a door it may be touched, points of the screen.
const FINGER: f32 = 16.0;

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
            self.last_check(ui, lang, live);
        });
        if self.storey.as_ref().is_none_or(|id| building.storey(id).is_none()) {
            self.storey = building.storeys.first().map(|storey| storey.id.clone());
        }
        // The plan stays where it is, whether a door is chosen or not.
        ui.allocate_ui(vec2(ui.available_width(), FINDINGS), |ui| {
            ui.set_min_height(FINDINGS);
            self.findings(ui, lang, moment, entries);
        });
        let Some(storey) = self.storey.clone() else { return };
        let bounds = building.storey(&storey).and_then(crate::building::Storey::bounds);
        self.view.follow(ui.available_size());
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
            self.door = touched(&self.view, building.storey(&storey), pos);
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

    /// How the chosen door was found last, and a picture of that.
    fn last_check(&mut self, ui: &mut Ui, lang: Language, live: &Live) {
        let checks = &live.outcome().door_checks;
        let last = checks.iter().rev().find(|check| Some(&check.door) == self.door.as_ref());
        let Some(check) = last else { return };
        let (icon, color) = sign(ui, check.found);
        let found = lang.t(check.found.key());
        ui.label(RichText::new(format!("{icon} {} {found}", check.at.clock())).color(color));
        let pictures = &live.outcome().pictures;
        let taken = pictures.iter().filter(|(event, _)| *event == check.event).count();
        let count = if taken == 0 { String::new() } else { format!(" {taken}") };
        let response = ui.button(format!("{} {}{count}", icons::IMAGE, lang.t("photo-add")));
        widgets::named(&response, egui::Role::Button, &lang.t("photo-add"));
        if response.clicked() {
            response.surrender_focus();
            self.photo = Some(check.event);
        }
    }

    fn findings(&mut self, ui: &mut Ui, lang: Language, moment: &Moment, entries: &mut Vec<Entry>) {
        let Some(door) = self.door.clone() else {
            let weak = theme::colors_of(ui.visuals()).weak;
            ui.label(RichText::new(lang.t("drill-door-hint")).color(weak));
            return;
        };
        ui.horizontal_wrapped(|ui| {
            for found in DoorFinding::ALL {
                let (icon, color) = sign(ui, *found);
                let text = RichText::new(format!("{icon} {}", lang.t(found.key()))).color(color);
                if tap(ui, egui::Button::new(text)) {
                    let door = door.clone();
                    entries.push((What::DoorChecked { door, found: *found }, *moment));
                }
            }
        });
    }
}

/// The door that was touched: the nearest, and from as far as a finger is wide. Whatever else stands
/// there is not asked for.
fn touched(view: &View, storey: Option<&Storey>, pos: egui::Pos2) -> Option<DoorId> {
    let point = view.to_plan(pos);
    let far = |door: &&Door| door.line.distance(point);
    let nearest = storey?.doors.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
    (far(&nearest) <= view.metres(FINGER)).then(|| nearest.id.clone())
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
