//! The building's own properties, its tenants and the storey on the plan.

use eframe::egui::{self, Ui};

use super::wish::{Scene, Wish};
use super::{Editor, field};
use crate::building::edit::{Edit, Element, Properties};
use crate::building::{Point, Storey, Underlay};

pub(super) fn sheet(ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
    ui.heading(scene.t("kind-building"));
    let building = scene.building;
    let mut new = Properties::of(building);
    let language = scene.language;
    if let Some(name) = field::text(ui, &scene.t("field-name"), &building.name) {
        new.name = name;
    }
    if let Some(usage) = field::choice(ui, language, &scene.t("field-use"), building.usage) {
        new.usage = usage;
    }
    let category = building.hazard_category;
    if let Some(c) = field::choice(ui, language, &scene.t("field-hazard-category"), category) {
        new.hazard_category = c;
    }
    let rating = building.fire_resistance;
    if let Some(r) = field::choice(ui, language, &scene.t("field-fire-resistance"), rating) {
        new.fire_resistance = r;
    }
    if let Some(on) = field::flag(ui, &scene.t("field-sprinklered"), building.sprinklered) {
        new.sprinklered = on;
    }
    let offset = building.site_offset;
    if let Some(x) = field::number(ui, &scene.t("field-offset-x"), offset.x, -1e5..=1e5, " m") {
        new.site_offset = Point::new(x, offset.y);
    }
    if let Some(y) = field::number(ui, &scene.t("field-offset-y"), offset.y, -1e5..=1e5, " m") {
        new.site_offset = Point::new(offset.x, y);
    }
    let north = building.north;
    if let Some(north) = field::number(ui, &scene.t("field-north"), north, 0.0..=359.0, "°") {
        new.north = north;
    }
    if new != Properties::of(building) {
        wishes.push(Wish::Typed("building".to_owned(), Edit::SetProperties(new)));
    }
    if let Some(storey) = scene.storey() {
        self::storey(ui, scene, storey, wishes);
    }
    tenants(ui, scene, wishes);
}

fn storey(ui: &mut Ui, scene: &Scene<'_>, storey: &Storey, wishes: &mut Vec<Wish>) {
    field::group(ui, &scene.t("kind-storey"));
    let name = field::text(ui, &scene.t("field-storey-name"), &storey.name);
    let level = storey.elevation;
    let elevation = field::number(ui, &scene.t("field-elevation"), level, -100.0..=1000.0, " m");
    let height = field::number(ui, &scene.t("field-height"), storey.height, 1.0..=60.0, " m");
    if name.is_some() || elevation.is_some() || height.is_some() {
        let edit = Edit::SetStorey {
            storey: storey.id.clone(),
            name: name.unwrap_or_else(|| storey.name.clone()),
            elevation: elevation.unwrap_or(storey.elevation),
            height: height.unwrap_or(storey.height),
        };
        wishes.push(Wish::Typed(format!("storey-{}", storey.id), edit));
    }
}

fn tenants(ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
    field::group(ui, &scene.t("field-tenants"));
    for tenant in &scene.building.tenants {
        ui.push_id(&tenant.id, |ui| {
            if let Some(name) = field::text(ui, &scene.t("field-tenant"), &tenant.name) {
                let tenant = crate::building::Tenant { name, ..tenant.clone() };
                let gesture = format!("tenant-{}", tenant.id);
                wishes.push(Wish::Typed(gesture, Edit::Set(vec![Element::Tenant(tenant)])));
            }
            let label = scene.t("field-responsible");
            if let Some(responsible) = field::text(ui, &label, &tenant.responsible) {
                let tenant = crate::building::Tenant { responsible, ..tenant.clone() };
                let gesture = format!("tenant-responsible-{}", tenant.id);
                wishes.push(Wish::Typed(gesture, Edit::Set(vec![Element::Tenant(tenant)])));
            }
            if ui.small_button(scene.t("action-remove-tenant")).clicked() {
                wishes.push(Wish::Edit(Edit::RemoveTenant(tenant.id.clone())));
            }
        });
    }
    if ui.button(scene.t("action-add-tenant")).clicked() {
        wishes.push(Wish::Edit(Edit::AddTenant { name: scene.t("name-tenant") }));
    }
}

impl Editor {
    pub(super) fn underlay_sheet(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        wishes: &mut Vec<Wish>,
    ) {
        let Some(storey) = scene.storey() else { return };
        field::group(ui, &scene.t("field-underlay"));
        let Some(underlay) = &storey.underlay else {
            ui.add(egui::Label::new(egui::RichText::new(scene.t("underlay-none")).weak()).wrap());
            if ui.button(scene.t("action-choose-picture")).clicked() {
                wishes.push(Wish::ChoosePicture);
            }
            return;
        };
        field::fact(ui, &scene.t("field-file"), &underlay.file);
        let mut new = underlay.clone();
        let Underlay { origin, angle, opacity, .. } = *underlay;
        if let Some(x) = field::number(ui, &scene.t("field-origin-x"), origin.x, -1e5..=1e5, " m") {
            new.origin.x = x;
        }
        if let Some(y) = field::number(ui, &scene.t("field-origin-y"), origin.y, -1e5..=1e5, " m") {
            new.origin.y = y;
        }
        if let Some(turn) = field::number(ui, &scene.t("field-angle"), angle, -360.0..=360.0, "°")
        {
            new.angle = turn;
        }
        if let Some(share) = field::number(ui, &scene.t("field-opacity"), opacity, 0.0..=1.0, "") {
            new.opacity = share;
        }
        let id = &storey.id;
        if new != *underlay {
            let edit = Edit::SetUnderlay { storey: id.clone(), underlay: Some(new) };
            wishes.push(Wish::Typed(format!("underlay-{id}"), edit));
        }
        ui.horizontal_wrapped(|ui| {
            if ui.button(scene.t("action-scale")).clicked() {
                self.tool = super::Tool::ScaleUnderlay;
                self.known = None;
            }
            if ui.button(scene.t("action-choose-picture")).clicked() {
                wishes.push(Wish::ChoosePicture);
            }
            if ui.button(scene.t("action-remove-underlay")).clicked() {
                let edit = Edit::SetUnderlay { storey: id.clone(), underlay: None };
                wishes.push(Wish::Edit(edit));
            }
        });
    }

    /// How long the line over the picture is that was drawn to scale it.
    pub(super) fn known_length(
        &mut self,
        ui: &mut egui::Ui,
        scene: &Scene<'_>,
        wishes: &mut Vec<Wish>,
    ) {
        let (Some(line), Some(storey)) = (self.known, scene.storey()) else { return };
        let label = ui.label(scene.t("field-known-length"));
        let length = egui::DragValue::new(&mut self.length).range(0.01..=1e4).suffix(" m");
        ui.add(length.speed(0.1).max_decimals(3)).labelled_by(label.id);
        if ui.button(scene.t("action-apply-scale")).clicked() {
            let (storey, length) = (storey.id.clone(), self.length);
            wishes.push(Wish::Edit(Edit::ScaleUnderlay { storey, line, length }));
            self.known = None;
            self.tool = super::Tool::Select;
        }
    }
}
