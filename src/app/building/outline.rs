//! The left column: the storeys, and everything on them by name.

use eframe::egui::{self, Ui};

use super::Editor;
use super::wish::{Scene, Wish};
use crate::app::icons;
use crate::building::edit::Edit;
use crate::building::{Building, ElementId, Point, Site, StoreyId};
use crate::language::msg;

impl Editor {
    pub(super) fn outline(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        buildings(ui, scene, wishes);
        ui.heading(scene.t("outline-storeys"));
        self.storeys(ui, scene, wishes);
        ui.add_space(6.0);
        ui.separator();
        self.search(ui, scene, wishes);
    }

    fn storeys(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        // The highest on top, as a section through the building shows them.
        for storey in scene.building.storeys.iter().rev() {
            let current = storey.id == *scene.storey;
            let level = format!("{:+.2} m", storey.elevation);
            let button = egui::Button::selectable(current, storey.name.as_str()).right_text(level);
            let response = ui.add_sized([ui.available_width(), 24.0], button);
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::Button, true, current, &storey.name)
            });
            if response.clicked() {
                wishes.push(Wish::ShowStorey(storey.id.clone()));
            }
        }
        ui.add_enabled_ui(!scene.read_only, |ui| {
            ui.horizontal_wrapped(|ui| {
                if ui.button(scene.t("action-add-storey")).clicked() {
                    wishes.push(Wish::Edit(add_above(scene)));
                }
                if ui.button(scene.t("action-duplicate-storey")).clicked() {
                    let name = next_name(scene);
                    let storey = scene.storey.clone();
                    wishes.push(Wish::Edit(Edit::DuplicateStorey { storey, name }));
                }
                let several = scene.building.storeys.len() > 1;
                let delete = egui::Button::new(scene.t("action-delete-storey"));
                if ui.add_enabled(several, delete).clicked() {
                    let elements = [ElementId::from(scene.storey)].into();
                    wishes.push(Wish::Edit(Edit::Delete(elements)));
                }
            });
        });
    }

    fn search(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let name = scene.t("outline-search");
        let edit = egui::TextEdit::singleline(&mut self.search).hint_text(&name);
        let response = ui.add(edit.desired_width(f32::INFINITY));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, &name));
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let wanted = self.search.to_lowercase();
        let entries = self.derived.entries.clone();
        let found: Vec<&Entry> = entries
            .iter()
            .filter(|entry| wanted.is_empty() || entry.name.to_lowercase().contains(&wanted))
            .filter(|entry| !wanted.is_empty() || entry.storey.as_ref() == Some(scene.storey))
            .collect();
        if entered && let Some(first) = found.first() {
            self.jump(first.id.clone(), first.storey.clone(), first.at, wishes);
        }
        if found.is_empty() {
            ui.weak(scene.t(if wanted.is_empty() { "outline-empty" } else { "outline-no-match" }));
            return;
        }
        let count = msg!("outline-count", count = found.len());
        ui.weak(scene.language.say(&count));
        let rows = self.rows(found, wanted.is_empty());
        let height = ui.spacing().interact_size.y;
        let area = egui::ScrollArea::vertical().auto_shrink([false, false]);
        area.show_rows(ui, height, rows.len(), |ui, shown| {
            for row in &rows[shown] {
                match row {
                    Row::Kind(kind, count) => self.kind_row(ui, scene, kind, *count, height),
                    Row::Entry(entry) => self.entry_row(ui, scene, entry, height, wishes),
                }
            }
        });
    }

    /// The entries under their kinds, those of folded kinds left out; what was searched for is
    /// listed without kinds.
    fn rows<'e>(&self, found: Vec<&'e Entry>, by_kind: bool) -> Vec<Row<'e>> {
        if !by_kind {
            return found.into_iter().map(Row::Entry).collect();
        }
        let mut kinds: Vec<(&'static str, Vec<&Entry>)> = Vec::new();
        for entry in found {
            match kinds.iter_mut().find(|(kind, _)| *kind == entry.kind) {
                Some((_, entries)) => entries.push(entry),
                None => kinds.push((entry.kind, vec![entry])),
            }
        }
        let mut rows = Vec::new();
        for (kind, entries) in kinds {
            rows.push(Row::Kind(kind, entries.len()));
            if !self.folded.contains(kind) {
                rows.extend(entries.into_iter().map(Row::Entry));
            }
        }
        rows
    }

    fn kind_row(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        kind: &'static str,
        count: usize,
        height: f32,
    ) {
        let folded = self.folded.contains(kind);
        let sign = if folded { icons::CHEVRON_RIGHT } else { icons::CHEVRON_DOWN };
        let text = egui::RichText::new(format!("{sign} {}", scene.t(kind))).strong().small();
        let button = egui::Button::new(text)
            .right_text(egui::RichText::new(count.to_string()).weak().small())
            .frame_when_inactive(false);
        if ui.add_sized([ui.available_width(), height], button).clicked() {
            if folded {
                self.folded.remove(kind);
            } else {
                self.folded.insert(kind);
            }
        }
    }

    fn entry_row(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        entry: &Entry,
        height: f32,
        wishes: &mut Vec<Wish>,
    ) {
        let selected = self.selection.contains(&entry.id);
        // Under its kind an entry need not repeat it.
        let kind = if self.search.is_empty() { String::new() } else { scene.t(entry.kind) };
        let button = egui::Button::selectable(selected, entry.name.as_str())
            .right_text(egui::RichText::new(kind).weak().small())
            .truncate();
        if ui.add_sized([ui.available_width(), height], button).clicked() {
            let many = ui.input(|i| i.modifiers.shift || i.modifiers.command);
            if many {
                self.choose(Some(entry.id.clone()), true);
            } else {
                self.jump(entry.id.clone(), entry.storey.clone(), entry.at, wishes);
            }
        }
    }

    /// Selects an element and brings it into the middle.
    pub(super) fn jump(
        &mut self,
        id: ElementId,
        storey: Option<StoreyId>,
        at: Option<Point>,
        wishes: &mut Vec<Wish>,
    ) {
        if !matches!(id, ElementId::Storey(_)) {
            self.selection = [id].into();
        }
        if let Some(storey) = storey {
            wishes.push(Wish::ShowStorey(storey));
        }
        if let Some(at) = at {
            self.view.centre_on(at);
        }
    }
}

/// Which building of the site is on the plan.
fn buildings(ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
    ui.horizontal(|ui| {
        let mut chosen = scene.building.id.clone();
        let add = scene.t("action-add-building");
        let combo = egui::ComboBox::from_id_salt("outline-building")
            .selected_text(scene.building.name.as_str())
            .width(ui.available_width() - 8.0)
            .truncate()
            .show_ui(ui, |ui| {
                for (id, name) in scene.buildings {
                    ui.selectable_value(&mut chosen, id.clone(), name);
                }
                ui.separator();
                if ui.add_enabled(!scene.read_only, egui::Button::new(&add)).clicked() {
                    wishes.push(Wish::AddBuilding);
                }
            });
        super::label(&combo.response, &scene.t("kind-building"));
        if chosen != scene.building.id {
            wishes.push(Wish::ShowBuilding(chosen));
        }
    });
    ui.add_space(4.0);
}

/// A line of the tree.
enum Row<'e> {
    /// A kind of elements, and how many there are.
    Kind(&'static str, usize),
    Entry(&'e Entry),
}

/// An element of the building or of the site.
pub(super) struct Entry {
    id: ElementId,
    name: String,
    kind: &'static str,
    storey: Option<StoreyId>,
    at: Option<Point>,
}

pub(super) fn entries(building: &Building, site: &Site) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut add = |id: ElementId, name: &str, kind, storey: Option<&StoreyId>, at| {
        let name = if name.is_empty() { id.as_str().to_owned() } else { name.to_owned() };
        all.push(Entry { id, name, kind, storey: storey.cloned(), at });
    };
    for storey in &building.storeys {
        let on = Some(&storey.id);
        for e in &storey.spaces {
            add((&e.id).into(), &e.name, "kind-space", on, Some(e.outline.centroid()));
        }
        for e in &storey.doors {
            add((&e.id).into(), &e.name, "kind-door", on, Some(e.line.middle()));
        }
        for e in &storey.walls {
            add((&e.id).into(), "", "kind-wall", on, Some(e.line.middle()));
        }
        for e in &storey.equipment {
            add((&e.id).into(), &e.name, "kind-equipment", on, Some(e.at));
        }
    }
    for stair in &building.stairs {
        let level = stair.levels.first().and_then(|id| building.space(id));
        let (storey, at) = level.map(|(s, space)| (&s.id, space.outline.centroid())).unzip();
        add((&stair.id).into(), &stair.name, "kind-stair", storey, at);
    }
    let ground = building
        .storeys
        .iter()
        .find(|storey| crate::app::plan::is_ground(building, storey))
        .map(|storey| &storey.id);
    let on_plan = |point| Some(crate::app::plan::on_plan(building, point));
    for e in &site.assembly_points {
        let at = on_plan(e.area.centroid());
        add((&e.id).into(), &e.name, "kind-assembly-point", ground, at);
    }
    for e in &site.fire_lanes {
        let at = e.path.first().and_then(|p| on_plan(*p));
        add((&e.id).into(), &e.name, "kind-fire-lane", ground, at);
    }
    for e in &site.gates {
        add((&e.id).into(), &e.name, "kind-gate", ground, on_plan(e.line.middle()));
    }
    for e in &site.places {
        add((&e.id).into(), &e.name, "kind-site-place", ground, on_plan(e.area.centroid()));
    }
    all
}

fn next_name(scene: &Scene<'_>) -> String {
    let number = scene.building.storeys.len() + 1;
    scene.language.say(&msg!("name-storey", number = number))
}

pub(super) fn add_above(scene: &Scene<'_>) -> Edit {
    let top = scene.building.storeys.last();
    let (elevation, height) = top.map_or((0.0, 4.0), |s| (s.elevation + s.height, s.height));
    Edit::AddStorey { name: next_name(scene), elevation, height }
}
