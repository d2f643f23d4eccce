//! The right column: the properties of what is selected, or of the building.

use eframe::egui::{self, Ui};

use super::wish::{Scene, Wish};
use super::{Editor, field, of_building, of_site};
use crate::building::edit::{Edit, Element};
use crate::building::{
    Closing, Door, DoorKind, ElementId, Equipment, EquipmentKind, FireClass, HazardSource,
    OccupantLoad, ShiftLoad, Space, Stair, TenantId, Wall,
};
use crate::drill::{Clock, SystemClock};
use crate::language::{Choice, Message, msg};

/// Properties of elements of one kind, changed together.
struct Sheet<'a, T> {
    items: Vec<&'a T>,
    wrap: fn(T) -> Element,
    key: String,
    wishes: &'a mut Vec<Wish>,
}

impl<T: Clone> Sheet<'_, T> {
    /// Makes the same change to all of them. Changes of one field in a row are one step.
    fn set(&mut self, what: &str, change: impl Fn(&mut T)) {
        let changed = self.items.iter().map(|item| {
            let mut item = (*item).clone();
            change(&mut item);
            (self.wrap)(item)
        });
        let edit = Edit::Set(changed.collect());
        self.wishes.push(Wish::Typed(format!("{what}-{}", self.key), edit));
    }
}

impl Editor {
    pub(super) fn inspector(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            ui.add_enabled_ui(!scene.read_only, |ui| {
                if self.selection.is_empty() {
                    self.building_sheet(ui, scene, wishes);
                } else {
                    self.selection_sheet(ui, scene, wishes);
                }
            });
        });
    }

    fn selection_sheet(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let selection = self.selection.clone();
        let has = |id: ElementId| selection.contains(&id);
        let building = scene.building;
        let key = format!("{:?}", self.selection.first());
        if self.selection.len() > 1 {
            let title = msg!("inspector-many", count = self.selection.len());
            ui.heading(scene.language.say(&title));
            // Who picks several means to do something with them together.
            self.arrange(ui, scene, wishes);
        }
        let spaces: Vec<&Space> =
            building.spaces().map(|(_, e)| e).filter(|e| has((&e.id).into())).collect();
        if !spaces.is_empty() {
            let wrap = Element::Space;
            let lone = (spaces.len() == 1).then(|| spaces[0]);
            space(ui, scene, &mut Sheet { items: spaces, wrap, key: key.clone(), wishes });
            if let Some(lone) = lone {
                self.routes_of_space(ui, scene, lone, wishes);
            }
        }
        let doors: Vec<&Door> =
            building.doors().map(|(_, e)| e).filter(|e| has((&e.id).into())).collect();
        if !doors.is_empty() {
            let wrap = Element::Door;
            door(ui, scene, &mut Sheet { items: doors, wrap, key: key.clone(), wishes });
        }
        let stairs: Vec<&Stair> = building
            .stairs
            .iter()
            .filter(|e| has((&e.id).into()) || e.levels.iter().any(|level| has(level.into())))
            .collect();
        if !stairs.is_empty() {
            let wrap = Element::Stair;
            stair(ui, scene, &mut Sheet { items: stairs, wrap, key: key.clone(), wishes });
        }
        let walls = building.storeys.iter().flat_map(|s| &s.walls);
        let walls: Vec<&Wall> = walls.filter(|e| has((&e.id).into())).collect();
        if !walls.is_empty() {
            let wrap = Element::Wall;
            wall(ui, scene, &mut Sheet { items: walls, wrap, key: key.clone(), wishes });
        }
        let all = building.storeys.iter().flat_map(|s| &s.equipment);
        let all: Vec<&Equipment> = all.filter(|e| has((&e.id).into())).collect();
        if !all.is_empty() {
            let wrap = Element::Equipment;
            equipment(ui, scene, &mut Sheet { items: all, wrap, key: key.clone(), wishes });
        }
        of_site::sheet(ui, scene, &self.selection, wishes);
        let lone = self.selection.first().filter(|_| self.selection.len() == 1).cloned();
        if let Some(id @ (ElementId::Door(_) | ElementId::Stair(_))) = lone {
            self.losses(ui, scene, &id);
        }
        if selection.len() == 1 {
            self.arrange(ui, scene, wishes);
        }
    }

    fn building_sheet(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        of_building::sheet(ui, scene, wishes);
        self.underlay_sheet(ui, scene, wishes);
    }
}

fn title(ui: &mut Ui, scene: &Scene<'_>, key: &'static str, count: usize) {
    if count > 1 {
        field::group(ui, &format!("{} × {count}", scene.t(key)));
    } else {
        ui.heading(scene.t(key));
    }
}

fn space(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Space>) {
    let first = sheet.items[0];
    title(ui, scene, "kind-space", sheet.items.len());
    if sheet.items.len() == 1
        && let Some(name) = field::text(ui, &scene.t("field-name"), &first.name)
    {
        sheet.set("name", |space| space.name.clone_from(&name));
    }
    if let Some(usage) = field::choice(ui, scene.language, &scene.t("field-use"), first.usage) {
        sheet.set("usage", |space| space.usage = usage);
    }
    occupants(ui, scene, sheet);
    let people: u32 = sheet.items.iter().map(|space| space.people(None)).sum();
    let area: f64 = sheet.items.iter().map(|space| space.outline.area()).sum();
    field::fact(ui, &scene.t("field-area"), &format!("{area:.1} m²"));
    field::fact(ui, &scene.t("field-people"), &people.to_string());
    tenant(ui, scene, sheet);
    if let Some(name) = field::text(ui, &scene.t("field-responsible"), &first.responsible) {
        sheet.set("responsible", |space| space.responsible.clone_from(&name));
    }
    if let Some(name) = field::text(ui, &scene.t("field-compartment"), &first.compartment) {
        sheet.set("compartment", |space| space.compartment = name.trim().to_owned());
    }
    field::group(ui, &scene.t("field-hazards"));
    for hazard in HazardSource::ALL {
        let has = first.hazards.contains(hazard);
        if let Some(present) = field::flag(ui, &scene.t(hazard.key()), has) {
            sheet.set("hazards", |space| {
                space.hazards.retain(|known| known != hazard);
                if present {
                    space.hazards.push(*hazard);
                    space.hazards.sort();
                }
            });
        }
    }
}

/// How the occupant load is given; the model keeps the number with it.
#[derive(Clone, Copy, PartialEq)]
enum Load {
    Empty,
    Count,
    Area,
}

fn occupants(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Space>) {
    let first = sheet.items[0];
    let kind = match first.load {
        OccupantLoad::Empty => Load::Empty,
        OccupantLoad::Count(_) => Load::Count,
        OccupantLoad::AreaPerPerson(_) => Load::Area,
    };
    let kinds = [
        (Load::Empty, scene.t("load-empty")),
        (Load::Count, scene.t("load-count")),
        (Load::Area, scene.t("load-area")),
    ];
    let shown = kinds.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name.as_str());
    if let Some(kind) = field::pick(ui, &scene.t("field-load"), &kind, shown, &kinds) {
        sheet.set("load", |space| {
            space.load = match kind {
                Load::Empty => OccupantLoad::Empty,
                Load::Count => OccupantLoad::Count(space.people(None)),
                Load::Area => OccupantLoad::AreaPerPerson(10.0),
            };
        });
    }
    match first.load {
        OccupantLoad::Empty => {}
        OccupantLoad::Count(count) => {
            if let Some(count) = field::count(ui, &scene.t("load-count"), count, 100_000) {
                sheet.set("count", |space| space.load = OccupantLoad::Count(count));
            }
        }
        OccupantLoad::AreaPerPerson(area) => {
            let label = scene.t("load-area");
            if let Some(area) = field::number(ui, &label, area, 0.1..=1000.0, " m²") {
                sheet.set("area", |space| space.load = OccupantLoad::AreaPerPerson(area));
            }
        }
    }
    for shift in scene.shifts {
        let own = first.by_shift.iter().find(|load| load.shift == *shift);
        let people = own.map_or_else(|| first.people(None), |load| load.people);
        if let Some(people) = field::count(ui, shift, people, 100_000) {
            sheet.set("shift", |space| {
                space.by_shift.retain(|load| load.shift != *shift);
                space.by_shift.push(ShiftLoad { shift: shift.clone(), people });
            });
        }
    }
}

fn tenant(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Space>) {
    let tenants = &scene.building.tenants;
    if tenants.is_empty() {
        return;
    }
    let none = scene.t("tenant-none");
    let mut all: Vec<(Option<TenantId>, String)> = vec![(None, none.clone())];
    all.extend(tenants.iter().map(|tenant| (Some(tenant.id.clone()), tenant.name.clone())));
    let first = sheet.items[0].tenant.clone();
    let shown =
        first.as_ref().and_then(|id| scene.building.tenant(id)).map_or(none, |t| t.name.clone());
    if let Some(id) = field::pick(ui, &scene.t("field-tenant"), &first, &shown, &all) {
        sheet.set("tenant", |space| space.tenant.clone_from(&id));
    }
}

fn door(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Door>) {
    let first = sheet.items[0];
    title(ui, scene, "kind-door", sheet.items.len());
    if sheet.items.len() == 1 {
        if let Some(name) = field::text(ui, &scene.t("field-name"), &first.name) {
            sheet.set("name", |door| door.name.clone_from(&name));
        }
        let width = first.line.length();
        if let Some(width) = field::number(ui, &scene.t("field-opening"), width, 0.3..=30.0, " m") {
            let edit = Edit::WidenDoor { door: first.id.clone(), width };
            sheet.wishes.push(Wish::Typed(format!("opening-{}", sheet.key), edit));
        }
    }
    let clear = first.clear_width;
    if let Some(width) = field::number(ui, &scene.t("field-clear-width"), clear, 0.0..=30.0, " m") {
        sheet.set("clear", |door| door.clear_width = width);
    }
    if let Some(exit) = field::flag(ui, &scene.t("field-exit"), first.exit) {
        sheet.set("exit", |door| door.exit = exit);
    }
    fire(ui, scene, sheet);
    if let Some(state) = field::choice(ui, scene.language, &scene.t("field-state"), first.state) {
        sheet.set("state", |door| door.state = state);
    }
    if let Some(swing) = field::choice(ui, scene.language, &scene.t("field-swing"), first.swing) {
        sheet.set("swing", |door| door.swing = swing);
    }
    if let Some(leaves) = field::count(ui, &scene.t("field-leaves"), first.leaves.into(), 2) {
        sheet.set("leaves", |door| door.leaves = leaves.clamp(1, 2) as u8);
    }
    if let Some(name) = field::text(ui, &scene.t("field-responsible"), &first.responsible) {
        sheet.set("responsible", |door| door.responsible.clone_from(&name));
    }
    field::group(ui, &scene.t("field-hardware"));
    let hardware = first.hardware;
    if let Some(on) = field::flag(ui, &scene.t("hardware-self-closer"), hardware.self_closer) {
        sheet.set("hardware", |door| door.hardware.self_closer = on);
    }
    let selector = hardware.sequence_selector;
    if let Some(on) = field::flag(ui, &scene.t("hardware-sequence-selector"), selector) {
        sheet.set("hardware", |door| door.hardware.sequence_selector = on);
    }
    if let Some(on) = field::flag(ui, &scene.t("hardware-panic-bar"), hardware.panic_bar) {
        sheet.set("hardware", |door| door.hardware.panic_bar = on);
    }
    if let Some(on) = field::flag(ui, &scene.t("hardware-lock"), hardware.lock) {
        sheet.set("hardware", |door| door.hardware.lock = on);
    }
}

fn fire(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Door>) {
    let kind = sheet.items[0].kind;
    let name = |class: Option<FireClass>| match class {
        None => scene.t("door-ordinary"),
        Some(class) => {
            let class = scene.language.say(&Message::new(class.key()));
            scene.language.say(&msg!("door-fire", class = class))
        }
    };
    let classes: Vec<(Option<FireClass>, String)> = std::iter::once(None)
        .chain(FireClass::ALL.iter().copied().map(Some))
        .map(|class| (class, name(class)))
        .collect();
    let class = kind.fire_class();
    let label = scene.t("field-door-kind");
    if let Some(class) = field::pick(ui, &label, &class, &name(class), &classes) {
        sheet.set("kind", |door| {
            door.kind = class.map_or(DoorKind::Ordinary, |class| {
                let closing = match door.kind {
                    DoorKind::Fire { closing, .. } => closing,
                    DoorKind::Ordinary => Closing::NormallyClosed,
                };
                DoorKind::Fire { class, closing }
            });
        });
    }
    if let DoorKind::Fire { closing, .. } = kind {
        let label = scene.t("field-closing");
        if let Some(closing) = field::choice(ui, scene.language, &label, closing) {
            sheet.set("closing", |door| {
                if let DoorKind::Fire { closing: own, .. } = &mut door.kind {
                    *own = closing;
                }
            });
        }
    }
}

fn stair(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Stair>) {
    let first = sheet.items[0];
    title(ui, scene, "kind-stair", sheet.items.len());
    if sheet.items.len() == 1 {
        if let Some(name) = field::text(ui, &scene.t("field-name"), &first.name) {
            sheet.set("stair-name", |stair| stair.name.clone_from(&name));
        }
        let levels = first.levels.iter().filter_map(|id| scene.building.space(id));
        let levels: Vec<&str> = levels.map(|(storey, _)| storey.name.as_str()).collect();
        field::fact(ui, &scene.t("field-levels"), &levels.join(" – "));
    }
    let label = scene.t("field-enclosure");
    if let Some(enclosure) = field::choice(ui, scene.language, &label, first.enclosure) {
        sheet.set("enclosure", |stair| stair.enclosure = enclosure);
    }
    let clear = first.clear_width;
    if let Some(width) = field::number(ui, &scene.t("field-clear-width"), clear, 0.0..=20.0, " m") {
        sheet.set("stair-clear", |stair| stair.clear_width = width);
    }
    if let Some(riser) = field::number(ui, &scene.t("field-riser"), first.riser, 0.0..=0.5, " m") {
        sheet.set("riser", |stair| stair.riser = riser);
    }
    if let Some(tread) = field::number(ui, &scene.t("field-tread"), first.tread, 0.0..=1.0, " m") {
        sheet.set("tread", |stair| stair.tread = tread);
    }
    if let Some(count) = field::count(ui, &scene.t("field-handrails"), first.handrails.into(), 2) {
        sheet.set("handrails", |stair| stair.handrails = count.min(2) as u8);
    }
    if let Some(count) = field::count(ui, &scene.t("field-flights"), first.flights.into(), 12) {
        sheet.set("flights", |stair| stair.flights = count.min(12) as u8);
    }
    let way = first.landing_length;
    if let Some(way) = field::number(ui, &scene.t("field-landing"), way, 0.0..=100.0, " m") {
        sheet.set("landing", |stair| stair.landing_length = way);
    }
    if let Some(state) = field::choice(ui, scene.language, &scene.t("field-state"), first.state) {
        sheet.set("stair-state", |stair| stair.state = state);
    }
    if let Some(name) = field::text(ui, &scene.t("field-responsible"), &first.responsible) {
        sheet.set("stair-responsible", |stair| stair.responsible.clone_from(&name));
    }
}

fn wall(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Wall>) {
    let first = sheet.items[0];
    title(ui, scene, "kind-wall", sheet.items.len());
    field::fact(ui, &scene.t("field-length"), &format!("{:.2} m", first.line.length()));
    let thickness = first.thickness;
    if let Some(t) = field::number(ui, &scene.t("field-thickness"), thickness, 0.01..=3.0, " m") {
        sheet.set("thickness", |wall| wall.thickness = t);
    }
}

fn equipment(ui: &mut Ui, scene: &Scene<'_>, sheet: &mut Sheet<'_, Equipment>) {
    let first = sheet.items[0];
    title(ui, scene, "kind-equipment", sheet.items.len());
    if let Some(kind) = field::choice(ui, scene.language, &scene.t("field-kind"), first.kind) {
        sheet.set("kind", |equipment| equipment.kind = kind);
    }
    if sheet.items.len() == 1
        && let Some(name) = field::text(ui, &scene.t("field-name"), &first.name)
    {
        sheet.set("name", |equipment| equipment.name.clone_from(&name));
    }
    if first.kind == EquipmentKind::EscapePlan {
        let label = scene.t("field-facing");
        if let Some(facing) = field::choice(ui, scene.language, &label, first.facing) {
            sheet.set("facing", |equipment| equipment.facing = facing);
        }
    }
    let date = first.inspected.map_or_else(|| "–".to_owned(), |date| date.to_string());
    field::fact(ui, &scene.t("field-inspected"), &date);
    ui.horizontal(|ui| {
        if ui.button(scene.t("action-inspected-today")).clicked() {
            let today = SystemClock.now().wall.date();
            sheet.set("inspected", |equipment| equipment.inspected = Some(today));
        }
        if let Some(date) = first.inspected {
            let mut shift = |days: i64| {
                if let Ok(date) = date.checked_add(jiff::Span::new().days(days)) {
                    sheet.set("inspected", |equipment| equipment.inspected = Some(date));
                }
            };
            if ui.button(scene.t("action-day-earlier")).clicked() {
                shift(-1);
            }
            if ui.button(scene.t("action-day-later")).clicked() {
                shift(1);
            }
        }
    });
    if let Some(name) = field::text(ui, &scene.t("field-responsible"), &first.responsible) {
        sheet.set("responsible", |equipment| equipment.responsible.clone_from(&name));
    }
}
