//! The properties of assembly points, lanes, gates and places.

use eframe::egui::Ui;

use super::field;
use super::wish::{Scene, Selection, Wish};
use crate::building::ElementId;
use crate::building::edit::{Edit, Element};

pub(super) fn sheet(ui: &mut Ui, scene: &Scene<'_>, selection: &Selection, wishes: &mut Vec<Wish>) {
    let has = |id: ElementId| selection.contains(&id);
    let mut set = |element: Element, key: String| {
        wishes.push(Wish::Typed(key, Edit::Set(vec![element])));
    };
    for point in scene.site.assembly_points.iter().filter(|e| has((&e.id).into())) {
        ui.heading(scene.t("kind-assembly-point"));
        let mut new = point.clone();
        if let Some(name) = field::text(ui, &scene.t("field-name"), &point.name) {
            new.name = name;
        }
        field::fact(ui, &scene.t("field-area"), &format!("{:.0} m²", point.area.area()));
        let capacity = point.capacity.unwrap_or(0);
        if let Some(people) = field::count(ui, &scene.t("field-capacity"), capacity, 100_000) {
            new.capacity = (people > 0).then_some(people);
        }
        if let Some(name) = field::text(ui, &scene.t("field-responsible"), &point.responsible) {
            new.responsible = name;
        }
        if new != *point {
            set(Element::AssemblyPoint(new), format!("point-{}", point.id));
        }
    }
    for lane in scene.site.fire_lanes.iter().filter(|e| has((&e.id).into())) {
        ui.heading(scene.t("kind-fire-lane"));
        let mut new = lane.clone();
        if let Some(name) = field::text(ui, &scene.t("field-name"), &lane.name) {
            new.name = name;
        }
        let width = lane.clear_width;
        if let Some(w) = field::number(ui, &scene.t("field-clear-width"), width, 0.0..=50.0, " m") {
            new.clear_width = w;
        }
        let height = lane.clear_height;
        if let Some(h) = field::number(ui, &scene.t("field-clear-height"), height, 0.0..=50.0, " m")
        {
            new.clear_height = h;
        }
        if let Some(clear) = field::flag(ui, &scene.t("field-kept-clear"), lane.kept_clear) {
            new.kept_clear = clear;
        }
        if new != *lane {
            set(Element::FireLane(new), format!("lane-{}", lane.id));
        }
    }
    for gate in scene.site.gates.iter().filter(|e| has((&e.id).into())) {
        ui.heading(scene.t("kind-gate"));
        if let Some(name) = field::text(ui, &scene.t("field-name"), &gate.name) {
            let key = format!("gate-{}", gate.id);
            set(Element::Gate(crate::building::Gate { name, ..gate.clone() }), key);
        }
        field::fact(ui, &scene.t("field-length"), &format!("{:.2} m", gate.line.length()));
    }
    for place in scene.site.places.iter().filter(|e| has((&e.id).into())) {
        ui.heading(scene.t("kind-site-place"));
        let mut new = place.clone();
        if let Some(name) = field::text(ui, &scene.t("field-name"), &place.name) {
            new.name = name;
        }
        if let Some(kind) = field::choice(ui, scene.language, &scene.t("field-kind"), place.kind) {
            new.kind = kind;
        }
        if new != *place {
            set(Element::SitePlace(new), format!("place-{}", place.id));
        }
    }
}
