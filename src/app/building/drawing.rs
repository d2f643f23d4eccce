//! From the points that were drawn to the change they mean.

use std::collections::BTreeSet;

use eframe::egui::{self, Rect};

use super::Settings;
use super::tool::Tool;
use super::wish::{Scene, Selection};
use crate::app::plan::{self, View};
use crate::app::{theme, widgets};
use crate::building::edit::{Edit, EditError, nearest_wall};
use crate::building::{Bounds, ElementId, Point, Polygon, Segment, Storey, Template};
use crate::language::{Choice, Message, msg};

/// What the points drawn with a tool mean; a reason if they mean nothing.
pub(super) fn edit(
    tool: Tool,
    points: &[Point],
    scene: &Scene<'_>,
    storey: &Storey,
    settings: &Settings,
) -> Result<Edit, Message> {
    let first = *points.first().ok_or_else(|| EditError::Line.message())?;
    let last = *points.last().ok_or_else(|| EditError::Line.message())?;
    let id = storey.id.clone();
    let ground = |point: &Point| plan::on_site(scene.building, *point);
    Ok(match tool {
        Tool::Rectangle => space(scene, storey, Polygon::rectangle(first, last), settings),
        Tool::Polygon => space(scene, storey, Polygon(points.to_vec()), settings),
        Tool::Door => {
            let edit = door(scene, storey, first, settings.door_width)?;
            match settings.door {
                Some(door) => Edit::Draw { edit: edit.into(), template: Template::Door(door) },
                None => edit,
            }
        }
        Tool::Split => {
            let line = Segment::new(first, last);
            let under = [line.middle(), first, last];
            let space = under.into_iter().find_map(|point| storey.space_at(point));
            let space = space.ok_or_else(|| EditError::NotDivided.message())?;
            Edit::Split { space: space.id.clone(), line }
        }
        Tool::Wall => Edit::AddWall {
            storey: id,
            line: Segment::new(first, last),
            thickness: settings.wall_thickness,
        },
        Tool::Stair => {
            let number = scene.building.stairs.len() + 1;
            let storeys = match &settings.stair_storeys {
                Some(chosen) => chosen.clone(),
                None => scene.building.storeys.iter().map(|storey| storey.id.clone()).collect(),
            };
            let outline = Polygon::rectangle(first, last);
            Edit::AddStair { name: format!("S{number}"), storeys, outline }
        }
        Tool::Equipment => Edit::AddEquipment { storey: id, kind: settings.equipment, at: first },
        Tool::AssemblyPoint => {
            let number = scene.site.assembly_points.len() + 1;
            let name = scene.language.say(&msg!("name-assembly-point", number = number));
            let area = Polygon::rectangle(ground(&first), ground(&last));
            Edit::AddAssemblyPoint { name, area }
        }
        Tool::FireLane => {
            let number = scene.site.fire_lanes.len() + 1;
            let name = scene.language.say(&msg!("name-fire-lane", number = number));
            Edit::AddFireLane { name, path: points.iter().map(ground).collect() }
        }
        Tool::Gate => {
            let number = scene.site.gates.len() + 1;
            let name = scene.language.say(&msg!("name-gate", number = number));
            Edit::AddGate { name, line: Segment::new(ground(&first), ground(&last)) }
        }
        Tool::SitePlace => {
            let kind = settings.site_place;
            let name = scene.language.t(kind.key());
            let area = Polygon::rectangle(ground(&first), ground(&last));
            Edit::AddSitePlace { name, kind, area }
        }
        Tool::Select | Tool::Measure | Tool::ScaleUnderlay => {
            return Err(EditError::Line.message());
        }
    })
}

fn space(scene: &Scene<'_>, storey: &Storey, outline: Polygon, settings: &Settings) -> Edit {
    let key = settings.space.map_or(settings.usage.key(), Choice::key);
    let kind = scene.language.say(&Message::new(key));
    // A name that no space of the building has, so that lists and roll calls can be read.
    let taken: BTreeSet<&str> = scene.building.spaces().map(|(_, s)| s.name.as_str()).collect();
    let mut names = (1_u32..).map(|number| format!("{kind} {number}"));
    let name = names.find(|name| !taken.contains(name.as_str())).unwrap_or_default();
    let usage = settings.usage;
    let edit = Edit::AddSpace { storey: storey.id.clone(), name, usage, outline };
    match settings.space {
        Some(space) => Edit::Draw { edit: edit.into(), template: Template::Space(space) },
        None => edit,
    }
}

/// A door where the wall under the pointer is; one into the open air at the ground is an exit.
fn door(scene: &Scene<'_>, storey: &Storey, at: Point, width: f64) -> Result<Edit, Message> {
    let wall = nearest_wall(storey, at, 1.0).ok_or_else(|| EditError::NoWall.message())?;
    let (x, y) = wall.line.direction();
    let half = width / 2.0;
    let mut line = Segment::new(at.moved(-x * half, -y * half), at.moved(x * half, y * half));
    let on_wall = wall.line.nearest(at);
    let (left_x, left_y) = line.left();
    let side = |sign: f64| storey.space_at(on_wall.moved(left_x * sign * 0.3, left_y * sign * 0.3));
    let (left, right) = (side(1.0), side(-1.0));
    let outside = left.is_some() != right.is_some();
    let exit = outside && plan::is_ground(scene.building, storey);
    // A leaf opens to the left of its line; an exit opens outwards.
    if exit && left.is_some() {
        line = Segment::new(line.b, line.a);
    }
    let number = if exit {
        scene.building.exits().count() + 1
    } else {
        scene.building.doors().filter(|(_, door)| !door.exit).count() + 1
    };
    let name = if exit { format!("E{number}") } else { format!("D{number}") };
    Ok(Edit::AddDoor { storey: storey.id.clone(), name, line, exit })
}

/// What the view is fitted to: the storey with some ground around it. The whole site would make
/// the building small.
pub(super) fn bounds(scene: &Scene<'_>, storey: &Storey) -> Option<Bounds> {
    let own = storey.bounds().or_else(|| scene.building.bounds())?;
    let around = (own.width().max(own.height()) * 0.06).max(1.0);
    Some(Bounds { min: own.min.moved(-around, -around), max: own.max.moved(around, around) })
}

/// The elements that lie inside a frame with all of their extent.
pub(super) fn inside(view: &View, scene: &Scene<'_>, storey: &Storey, frame: Rect) -> Selection {
    let within = |point: Point| frame.contains(view.to_screen(point));
    let spaces = storey.spaces.iter().filter(|e| e.outline.corners().iter().all(|p| within(*p)));
    let doors = storey.doors.iter().filter(|e| within(e.line.a) && within(e.line.b));
    let walls = storey.walls.iter().filter(|e| within(e.line.a) && within(e.line.b));
    let equipment = storey.equipment.iter().filter(|e| within(e.at));
    let mut found: Selection = spaces.map(|e| ElementId::from(&e.id)).collect();
    found.extend(doors.map(|e| ElementId::from(&e.id)));
    found.extend(walls.map(|e| ElementId::from(&e.id)));
    found.extend(equipment.map(|e| ElementId::from(&e.id)));
    if plan::is_ground(scene.building, storey) {
        let on_plan = |point: &Point| within(plan::on_plan(scene.building, *point));
        let points = scene.site.assembly_points.iter();
        let points = points.filter(|e| e.area.corners().iter().all(on_plan));
        found.extend(points.map(|e| ElementId::from(&e.id)));
        let places = scene.site.places.iter();
        let places = places.filter(|e| e.area.corners().iter().all(on_plan));
        found.extend(places.map(|e| ElementId::from(&e.id)));
        let lanes = scene.site.fire_lanes.iter().filter(|e| e.path.iter().all(on_plan));
        found.extend(lanes.map(|e| ElementId::from(&e.id)));
        let gates = scene.site.gates.iter();
        let gates = gates.filter(|e| on_plan(&e.line.a) && on_plan(&e.line.b));
        found.extend(gates.map(|e| ElementId::from(&e.id)));
    }
    found
}

/// The corner of the selected elements that is nearest to the pointer.
pub(super) fn anchor(storey: &Storey, selection: &Selection, pointer: Point) -> Option<Point> {
    let chosen = |id: ElementId| selection.contains(&id);
    let spaces = storey.spaces.iter().filter(|e| chosen((&e.id).into()));
    let walls = storey.walls.iter().filter(|e| chosen((&e.id).into()));
    let equipment = storey.equipment.iter().filter(|e| chosen((&e.id).into()));
    spaces
        .flat_map(|e| e.outline.corners().iter().copied())
        .chain(walls.flat_map(|e| [e.line.a, e.line.b]))
        .chain(equipment.map(|e| e.at))
        .min_by(|a, b| a.distance(pointer).total_cmp(&b.distance(pointer)))
}

/// A way to begin an empty plan.
pub(super) enum FirstStep {
    /// Draw a space.
    Draw,
    /// Take over a plan.
    Import,
}

/// What to do first, in the middle of an empty plan; the way that was chosen.
pub(super) fn first_steps(
    ui: &mut egui::Ui,
    canvas: Rect,
    scene: &Scene<'_>,
    tool: Tool,
) -> Option<FirstStep> {
    // Who draws needs the middle of the plan.
    if tool != Tool::Select {
        return None;
    }
    let size = egui::vec2(400.0_f32.min(canvas.width() - 24.0), 190.0);
    let rect = Rect::from_center_size(canvas.center(), size);
    let mut child = ui.new_child(
        egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::top_down(egui::Align::Center)),
    );
    child.heading(scene.t("building-empty-title"));
    child.add_space(theme::GAP);
    for line in ["building-empty-1", "building-empty-2", "building-empty-3"] {
        child.weak(scene.language.t(line));
    }
    child.add_space(theme::GAP);
    let mut chosen = None;
    child.add_enabled_ui(!scene.read_only, |ui| {
        ui.columns(2, |halves| {
            halves[0].with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                if widgets::confirm(ui, true, &scene.t("building-empty-draw")).clicked() {
                    chosen = Some(FirstStep::Draw);
                }
            });
            if halves[1].button(scene.t("command-import-plan")).clicked() {
                chosen = Some(FirstStep::Import);
            }
        });
    });
    chosen
}
