//! The Building place: draws a building, and shows what is wrong with it.
//!
//! [`Editor`] shows a [`Scene`] and returns [`Wish`]es; it never changes a building itself.

mod canvas;
mod draft;
mod drawing;
mod field;
mod inspector;
mod of_building;
mod of_site;
mod outline;
mod place;
mod routes;
mod snap;
mod tool;
mod wish;

use std::sync::Arc;

use eframe::egui::{self, Rect, Ui};

pub(crate) use place::{BuildingPlace, new_building};
pub use tool::Tool;
pub use wish::{Scene, Selection, Wish};

use crate::app::plan::{Palette, Pictures, View};
use crate::app::{icons, widgets};
use crate::building::edit::Clip;
use crate::building::problem::{Problem, Severity, problems};
use crate::building::{Building, EquipmentKind, Segment, Site, SitePlaceKind, SpaceUse, StoreyId};
use crate::language::msg;

/// What of the plan the user wants to see, and whether the pointer snaps.
#[derive(Clone, Copy, Debug)]
struct Show {
    grid: bool,
    snap: bool,
    labels: bool,
    equipment: bool,
    underlay: bool,
    routes: bool,
}

impl Default for Show {
    fn default() -> Self {
        Self {
            grid: true,
            snap: true,
            labels: true,
            equipment: true,
            underlay: true,
            routes: false,
        }
    }
}

/// What the drawing tools make.
#[derive(Clone, Debug)]
struct Settings {
    usage: SpaceUse,
    equipment: EquipmentKind,
    site_place: SitePlaceKind,
    /// The width of a door's opening, m.
    door_width: f64,
    /// The storeys a stair joins; nothing for all.
    stair_storeys: Option<Vec<StoreyId>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            usage: SpaceUse::Production,
            equipment: EquipmentKind::Extinguisher,
            site_place: SitePlaceKind::FireControlRoom,
            door_width: 1.2,
            stair_storeys: None,
        }
    }
}

/// The problems of a building, found again only when it has changed.
#[derive(Default)]
struct Checked {
    building: Option<Arc<Building>>,
    site: Site,
    problems: Arc<Vec<Problem>>,
}

/// The state of the editor: the view, the tool, the selection, what is being drawn.
pub struct Editor {
    view: View,
    tool: Tool,
    draft: draft::Draft,
    drag: Option<canvas::Drag>,
    selection: Selection,
    clip: Option<(Clip, StoreyId)>,
    measured: Option<Segment>,
    /// The line of the underlay whose length is asked for.
    known: Option<Segment>,
    length: f64,
    /// By how much to move and turn the selection by number: m, m, degrees.
    by: (f64, f64, f64),
    search: String,
    show: Show,
    settings: Settings,
    pictures: Pictures,
    checked: Checked,
    found: routes::Found,
    designating: Option<routes::Designating>,
    problems_open: bool,
    canvas_rect: Option<Rect>,
}

impl Default for Editor {
    fn default() -> Self {
        Self {
            view: View::default(),
            tool: Tool::default(),
            draft: draft::Draft::default(),
            drag: None,
            selection: Selection::new(),
            clip: None,
            measured: None,
            known: None,
            length: 10.0,
            by: (1.0, 0.0, 90.0),
            search: String::new(),
            show: Show::default(),
            settings: Settings::default(),
            pictures: Pictures::default(),
            checked: Checked::default(),
            found: routes::Found::default(),
            designating: None,
            problems_open: true,
            canvas_rect: None,
        }
    }
}

impl Editor {
    /// Shows the building in three columns with the problems below, and returns what the user
    /// wants done.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<Wish> {
        let mut wishes = Vec::new();
        self.forget_gone(scene);
        egui::Panel::left("building-outline").default_size(210.0).size_range(150.0..=360.0).show(
            ui,
            |ui| {
                ui.add_space(6.0);
                self.outline(ui, scene, &mut wishes);
            },
        );
        egui::Panel::right("building-inspector")
            .default_size(280.0)
            .size_range(230.0..=420.0)
            .show(ui, |ui| {
                ui.add_space(6.0);
                self.inspector(ui, scene, &mut wishes);
            });
        egui::Panel::bottom("building-problems").resizable(false).show(ui, |ui| {
            self.problem_list(ui, scene, &mut wishes);
        });
        egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
            let fill = ui.visuals().panel_fill;
            let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
            egui::Frame::NONE.fill(fill).inner_margin(6.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = spacing;
                ui.set_min_width(ui.available_width());
                self.toolbar(ui, scene, &mut wishes);
            });
            self.canvas(ui, scene, &mut wishes);
        });
        wishes
    }

    /// What is selected.
    #[must_use]
    pub const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Selects elements, for instance those that an edit has made.
    pub fn select(&mut self, selection: Selection) {
        self.selection = selection;
    }

    /// The way between the plan and the screen.
    #[must_use]
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// Fits the view to the plan at the next frame.
    pub const fn fit(&mut self) {
        self.view.fit_soon();
    }

    /// Where the plan was shown last.
    #[must_use]
    pub const fn canvas_rect(&self) -> Option<Rect> {
        self.canvas_rect
    }

    /// Drops elements from the selection that an undo or another place has taken away.
    fn forget_gone(&mut self, scene: &Scene<'_>) {
        use crate::building::ElementId;
        let (building, site) = (scene.building, scene.site);
        self.selection.retain(|id| match id {
            ElementId::Storey(id) => building.storey(id).is_some(),
            ElementId::Space(id) => building.space(id).is_some(),
            ElementId::Door(id) => building.door(id).is_some(),
            ElementId::Stair(id) => building.stair(id).is_some(),
            ElementId::Equipment(id) => building.equipment(id).is_some(),
            ElementId::Wall(id) => {
                building.storeys.iter().any(|s| s.walls.iter().any(|wall| wall.id == *id))
            }
            ElementId::Site(id) => {
                site.assembly_points.iter().any(|e| e.id == *id)
                    || site.fire_lanes.iter().any(|e| e.id == *id)
                    || site.gates.iter().any(|e| e.id == *id)
                    || site.places.iter().any(|e| e.id == *id)
            }
        });
    }

    fn problems_of(&mut self, scene: &Scene<'_>) -> Arc<Vec<Problem>> {
        let known = self.checked.building.as_ref().is_some_and(|b| Arc::ptr_eq(b, scene.building))
            && self.checked.site == *scene.site;
        if !known {
            self.checked = Checked {
                building: Some(scene.building.clone()),
                site: scene.site.clone(),
                problems: Arc::new(problems(scene.building, scene.site)),
            };
        }
        self.checked.problems.clone()
    }

    fn toolbar(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for tool in Tool::BAR {
                let usable = tool == Tool::Select || !scene.read_only;
                ui.add_enabled_ui(usable, |ui| {
                    let name = scene.t(tool.name());
                    if tool::button(ui, tool, &name, self.tool == tool).clicked() {
                        self.tool = tool;
                        self.draft.clear();
                        self.designating = None;
                        self.measured = None;
                    }
                });
            }
            ui.add_space(8.0);
            self.tool_settings(ui, scene, wishes);
            ui.menu_button(scene.t("action-view"), |ui| {
                ui.checkbox(&mut self.show.snap, scene.t("show-snap"));
                ui.checkbox(&mut self.show.grid, scene.t("show-grid"));
                ui.checkbox(&mut self.show.labels, scene.t("show-labels"));
                ui.checkbox(&mut self.show.equipment, scene.t("show-equipment"));
                ui.checkbox(&mut self.show.underlay, scene.t("show-underlay"));
            });
            ui.toggle_value(&mut self.show.routes, scene.t("show-routes"))
                .on_hover_text(scene.t("show-routes-hint"));
            if ui.button(scene.t("action-fit")).clicked() {
                self.view.fit_soon();
            }
            if widgets::tool(ui, icons::ZOOM_IN, &scene.t("action-zoom-in"), false).clicked() {
                self.view.zoom(1.25);
            }
            if widgets::tool(ui, icons::ZOOM_OUT, &scene.t("action-zoom-out"), false).clicked() {
                self.view.zoom(0.8);
            }
        });
        if self.is_designating() {
            self.designating_hint(ui, scene);
        } else {
            let hint = egui::RichText::new(scene.t(self.tool.hint())).weak();
            ui.add(egui::Label::new(hint).truncate());
        }
    }

    /// What the tool at hand is going to make.
    fn tool_settings(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let kind = scene.t("field-kind");
        match self.tool {
            Tool::Rectangle | Tool::Polygon => {
                widgets::choice(
                    ui,
                    scene.language,
                    &scene.t("field-use"),
                    &mut self.settings.usage,
                );
            }
            Tool::Equipment => {
                widgets::choice(ui, scene.language, &kind, &mut self.settings.equipment);
            }
            Tool::SitePlace => {
                widgets::choice(ui, scene.language, &kind, &mut self.settings.site_place);
            }
            Tool::Door => {
                let text = ui.label(scene.t("field-opening"));
                let width = egui::DragValue::new(&mut self.settings.door_width)
                    .range(0.5..=12.0)
                    .speed(0.05)
                    .max_decimals(2)
                    .suffix(" m");
                ui.add(width).labelled_by(text.id);
            }
            Tool::Stair => self.stair_storeys(ui, scene),
            Tool::ScaleUnderlay => self.known_length(ui, scene, wishes),
            _ => {}
        }
    }

    fn stair_storeys(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let all: Vec<StoreyId> = scene.building.storeys.iter().map(|s| s.id.clone()).collect();
        ui.menu_button(scene.t("field-levels"), |ui| {
            for storey in scene.building.storeys.iter().rev() {
                let chosen = self.settings.stair_storeys.as_ref().unwrap_or(&all);
                let mut joined = chosen.contains(&storey.id);
                if ui.checkbox(&mut joined, &storey.name).changed() {
                    let kept = all
                        .iter()
                        .filter(|id| if **id == storey.id { joined } else { chosen.contains(id) });
                    self.settings.stair_storeys = Some(kept.cloned().collect());
                }
            }
        });
    }

    fn problem_list(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let problems = self.problems_of(scene);
        let palette = Palette::of(&ui.ctx().global_style().visuals);
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            if problems.is_empty() {
                ui.colored_label(
                    palette.exit,
                    format!("{} {}", icons::CHECK, scene.t("problems-none")),
                );
                return;
            }
            let count = msg!("problems-count", count = problems.len());
            let text = egui::RichText::new(scene.language.say(&count)).strong();
            let sign = if self.problems_open { icons::CHEVRON_DOWN } else { icons::CHEVRON_RIGHT };
            let button = egui::Button::new((sign, text.color(palette.fire))).frame(false);
            if ui.add(button).clicked() {
                self.problems_open = !self.problems_open;
            }
        });
        if problems.is_empty() || !self.problems_open {
            return;
        }
        let height = 20.0;
        let shown = problems.len().min(4) as f32 * (height + 2.0);
        let area = egui::ScrollArea::vertical().max_height(shown).auto_shrink([false, true]);
        area.show_rows(ui, height, problems.len(), |ui, rows| {
            for problem in &problems[rows] {
                let (sign, color) = match problem.severity {
                    Severity::Error => (icons::ERROR, palette.fire),
                    Severity::Warning => (icons::WARNING, palette.lane),
                };
                let storey = problem.storey.as_ref().and_then(|id| scene.building.storey(id));
                let storey = storey.map_or("", |storey| storey.name.as_str());
                let text = scene.language.say(&problem.message);
                let button = egui::Button::new((
                    egui::RichText::new(sign).color(color),
                    egui::RichText::new(text),
                ))
                .right_text(egui::RichText::new(storey).weak())
                .frame_when_inactive(false)
                .truncate();
                if ui.add_sized([ui.available_width(), height], button).clicked() {
                    let (id, storey) = (problem.element.clone(), problem.storey.clone());
                    self.jump(id, storey, problem.at, wishes);
                }
            }
        });
    }
}

/// Names a widget that has no text of its own.
fn label(response: &egui::Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
}
