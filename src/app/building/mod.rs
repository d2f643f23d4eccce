//! The Building place: draws a building, and shows what is wrong with it.
//!
//! [`Editor`] shows a [`Scene`] and returns [`Wish`]es; it never changes a building itself.

mod arrange;
mod canvas;
mod checking;
mod checks;
mod derived;
mod draft;
mod drawing;
mod field;
mod findings;
mod inspector;
mod keys;
mod minimap;
mod of_building;
mod of_site;
mod outline;
mod place;
mod pointer;
mod routes;
mod snap;
mod tool;
mod units;
mod wish;

use eframe::egui::{self, Rect, Ui};

pub(crate) use place::{BuildingPlace, new_building};
pub use tool::Tool;
pub use wish::{Scene, Selection, Wish};

use self::units::LengthUnit;
use crate::app::plan::{Pictures, View};
use crate::app::{icons, widgets};
use crate::building::edit::Clip;
use crate::building::{
    DoorTemplate, EquipmentKind, Segment, SitePlaceKind, SpaceTemplate, SpaceUse, StoreyId,
};
use crate::language::Choice;

/// What of the plan the user wants to see, and whether the pointer snaps.
#[derive(Clone, Copy, Debug)]
struct Show {
    grid: bool,
    snap: bool,
    labels: bool,
    equipment: bool,
    hazards: bool,
    site: bool,
    underlay: bool,
    /// The outlines of the storey below.
    below: bool,
    routes: bool,
    /// Lines run level or upright only.
    ortho: bool,
}

impl Default for Show {
    fn default() -> Self {
        Self {
            grid: true,
            snap: true,
            labels: true,
            equipment: true,
            hazards: true,
            site: true,
            underlay: true,
            below: true,
            routes: false,
            ortho: false,
        }
    }
}

/// What the drawing tools make.
#[derive(Clone, Debug)]
struct Settings {
    usage: SpaceUse,
    equipment: EquipmentKind,
    site_place: SitePlaceKind,
    /// What the next spaces and doors are given, if not the plain use and width.
    space: Option<SpaceTemplate>,
    door: Option<DoorTemplate>,
    /// The width of a door's opening, m.
    door_width: f64,
    /// The thickness of a wall, m.
    wall_thickness: f64,
    /// The storeys a stair joins; nothing for all.
    stair_storeys: Option<Vec<StoreyId>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            usage: SpaceUse::Production,
            equipment: EquipmentKind::Extinguisher,
            site_place: SitePlaceKind::FireControlRoom,
            space: None,
            door: None,
            door_width: 1.2,
            wall_thickness: 0.2,
            stair_storeys: None,
        }
    }
}

/// The state of the editor: the view, the tool, the selection, what is being drawn.
pub struct Editor {
    view: View,
    tool: Tool,
    draft: draft::Draft,
    drag: Option<pointer::Drag>,
    selection: Selection,
    clip: Option<(Clip, StoreyId)>,
    measured: Option<Segment>,
    /// The line of the underlay whose length is asked for.
    known: Option<Segment>,
    length: f64,
    /// By how much to move and turn the selection by number: m, m, degrees.
    by: (f64, f64, f64),
    /// How far a new wall lies beside the selected one, m.
    offset: f64,
    search: String,
    /// The kinds of elements that the outline does not list.
    folded: std::collections::BTreeSet<&'static str>,
    show: Show,
    settings: Settings,
    pictures: Pictures,
    deriving: derived::Deriving,
    /// What follows from the building of this frame.
    derived: derived::Derived,
    found: routes::Found,
    designating: Option<routes::Designating>,
    checking: checking::Checking,
    waiving: Option<findings::Waiving>,
    /// Who accepted the last finding: the next one is likely the same.
    waived_by: String,
    checks_open: bool,
    tab: checks::Tab,
    canvas_rect: Option<Rect>,
    /// How high the lists below the plan stand.
    below: f32,
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
            offset: 1.0,
            search: String::new(),
            folded: std::collections::BTreeSet::new(),
            show: Show::default(),
            settings: Settings::default(),
            pictures: Pictures::default(),
            deriving: derived::Deriving::default(),
            derived: derived::Derived::default(),
            found: routes::Found::default(),
            designating: None,
            checking: checking::Checking::default(),
            waiving: None,
            waived_by: String::new(),
            checks_open: true,
            tab: checks::Tab::default(),
            canvas_rect: None,
            below: 0.0,
        }
    }
}

impl Editor {
    /// Shows the building in three columns with the problems below, and returns what the user
    /// wants done.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<Wish> {
        let mut wishes = Vec::new();
        self.forget_gone(scene);
        self.derived = self.deriving.newest(ui.ctx(), scene, self.drag.is_some());
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
        let below = egui::Panel::bottom("building-checks").resizable(false).show(ui, |ui| {
            self.checks(ui, scene, &mut wishes);
        });
        self.below = below.response.rect.height();
        egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
            let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
            egui::Frame::NONE.inner_margin(6.0).show(ui, |ui| {
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

    /// How high the lists below the plan stand.
    #[must_use]
    pub const fn below(&self) -> f32 {
        self.below
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
            ui.menu_button(scene.t("action-view"), |ui| self.view_menu(ui, scene));
            ui.toggle_value(&mut self.show.routes, scene.t("show-routes"))
                .on_hover_text(scene.t("show-routes-hint"));
            if widgets::tool(ui, icons::MAP, &scene.t("action-escape-plan"), false).clicked() {
                wishes.push(Wish::EscapePlan);
            }
            if widgets::tool(ui, icons::FIT, &scene.t("action-fit"), false).clicked() {
                self.view.fit_soon();
            }
            if widgets::tool(ui, icons::ZOOM_IN, &scene.t("action-zoom-in"), false).clicked() {
                self.view.zoom(1.25);
            }
            if widgets::tool(ui, icons::ZOOM_OUT, &scene.t("action-zoom-out"), false).clicked() {
                self.view.zoom(0.8);
            }
        });
        // What a tool asks for stands in a line of its own, always as high: the plan must not jump
        // under the pointer when another tool is taken up.
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y + 4.0);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_height(size.y);
            if self.is_designating() {
                self.designating_hint(ui, scene);
            } else {
                self.tool_settings(ui, scene, wishes);
                let alone = self.tool == Tool::Stair && scene.building.storeys.len() < 2;
                let hint = if alone { "tool-hint-stair-alone" } else { self.tool.hint() };
                let hint = egui::RichText::new(scene.t(hint)).weak();
                ui.add(egui::Label::new(hint).truncate());
            }
        });
    }

    /// Layers, snapping and units.
    fn view_menu(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let show = &mut self.show;
        let layers = [
            (&mut show.labels, "show-labels"),
            (&mut show.equipment, "show-equipment"),
            (&mut show.hazards, "show-hazards"),
            (&mut show.site, "show-site"),
            (&mut show.underlay, "show-underlay"),
            (&mut show.below, "show-below"),
            (&mut show.grid, "show-grid"),
        ];
        for (on, key) in layers {
            widgets::tick(ui, on, scene.t(key));
        }
        ui.separator();
        widgets::tick(ui, &mut show.snap, scene.t("show-snap"));
        widgets::tick(ui, &mut show.ortho, scene.t("show-ortho"))
            .on_hover_text(scene.t("ortho-hint"));
        ui.separator();
        let mut unit = units::of(ui.ctx());
        for one in LengthUnit::ALL {
            widgets::boxed(ui, |ui| ui.radio_value(&mut unit, *one, scene.t(one.key())));
        }
        units::set(ui.ctx(), unit);
    }

    /// What the tool at hand is going to make.
    fn tool_settings(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let kind = scene.t("field-kind");
        match self.tool {
            Tool::Rectangle | Tool::Polygon => {
                space_kind(ui, scene, &mut self.settings);
            }
            Tool::Wall => {
                let thickness = &mut self.settings.wall_thickness;
                length(ui, &scene.t("field-thickness"), thickness, 0.05..=1.0);
            }
            Tool::Equipment => {
                widgets::choice(ui, scene.language, &kind, &mut self.settings.equipment);
            }
            Tool::SitePlace => {
                widgets::choice(ui, scene.language, &kind, &mut self.settings.site_place);
            }
            Tool::Door => {
                if template(ui, scene, &mut self.settings.door)
                    && let Some(template) = self.settings.door
                {
                    self.settings.door_width = template.opening();
                }
                let width = &mut self.settings.door_width;
                length(ui, &scene.t("field-opening"), width, 0.5..=12.0);
            }
            Tool::Stair => self.stair_storeys(ui, scene, wishes),
            Tool::ScaleUnderlay => self.known_length(ui, scene, wishes),
            _ => {}
        }
    }

    fn stair_storeys(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        if scene.building.storeys.len() < 2 {
            if ui.button(scene.t("storey-add-above")).clicked() {
                wishes.push(Wish::Edit(outline::add_above(scene)));
            }
            return;
        }
        let all: Vec<StoreyId> = scene.building.storeys.iter().map(|s| s.id.clone()).collect();
        ui.menu_button(scene.t("field-levels"), |ui| {
            for storey in scene.building.storeys.iter().rev() {
                let chosen = self.settings.stair_storeys.as_ref().unwrap_or(&all);
                let mut joined = chosen.contains(&storey.id);
                if widgets::tick(ui, &mut joined, &storey.name).changed() {
                    let kept = all
                        .iter()
                        .filter(|id| if **id == storey.id { joined } else { chosen.contains(id) });
                    self.settings.stair_storeys = Some(kept.cloned().collect());
                }
            }
        });
    }
}

/// What the next space is: a use, or below these a template of the trade.
fn space_kind(ui: &mut Ui, scene: &Scene<'_>, settings: &mut Settings) {
    let shown = settings.space.map_or(settings.usage.key(), Choice::key);
    let combo = egui::ComboBox::from_id_salt("space-kind")
        .selected_text(scene.t(shown))
        .width(150.0)
        .truncate()
        .show_ui(ui, |ui| {
            for usage in SpaceUse::ALL {
                let chosen = settings.space.is_none() && settings.usage == *usage;
                if ui.selectable_label(chosen, scene.t(usage.key())).clicked() {
                    (settings.usage, settings.space) = (*usage, None);
                }
            }
            ui.separator();
            ui.weak(scene.t("field-template"));
            for one in SpaceTemplate::ALL {
                ui.selectable_value(&mut settings.space, Some(*one), scene.t(one.key()));
            }
        });
    label(&combo.response, &scene.t("field-use"));
}

/// A list of templates with none at its top; returns whether another one was picked.
fn template<T: Choice>(ui: &mut Ui, scene: &Scene<'_>, value: &mut Option<T>) -> bool {
    let before = *value;
    let name = |one: Option<T>| scene.t(one.map_or("template-none", Choice::key));
    let combo = egui::ComboBox::from_id_salt("template")
        .selected_text(name(before))
        .width(140.0)
        .truncate()
        .show_ui(ui, |ui| {
            ui.selectable_value(value, None, name(None));
            for one in T::ALL {
                ui.selectable_value(value, Some(*one), name(Some(*one)));
            }
        });
    label(&combo.response, &scene.t("field-template"));
    *value != before
}

/// A length with its name before it.
fn length(ui: &mut Ui, name: &str, metres: &mut f64, range: std::ops::RangeInclusive<f64>) {
    let text = ui.label(name);
    let unit = units::of(ui.ctx());
    let per = unit.of_a_metre();
    let mut shown = *metres * per;
    let drag = egui::DragValue::new(&mut shown)
        .range(range.start() * per..=range.end() * per)
        .speed(0.01 * per)
        .max_decimals(if per > 1.0 { 0 } else { 3 })
        .suffix(unit.suffix());
    if ui.add(drag).labelled_by(text.id).changed() {
        *metres = shown / per;
    }
}

/// Names a widget that has no text of its own.
fn label(response: &egui::Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
}
