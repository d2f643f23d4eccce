//! A storey's plan as every place of the window shows it.
//!
//! A place keeps a [`View`], calls [`View::canvas`] for the space to paint on and [`paint_storey`]
//! to paint it; [`hit`] tells what is under the pointer. An [`Overlay`] tints spaces and doors,
//! adds notes and draws routes.

mod door;
mod hit;
mod label;
mod palette;
mod picture;
mod placing;
mod shape;
mod site;
mod space;
mod stair;
mod strip;
mod symbol;
mod text;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{Color32, Painter, Rect, Shape, Stroke, pos2};

pub use hit::{hit, hit_site, on_plan, on_site};
pub use label::LABEL_GROUND;
pub use palette::Palette;
pub use picture::{Pictures, Sheet};
pub use strip::color32;
pub use view::View;

use crate::building::{Building, DoorId, ElementId, Point, Site, SpaceId, Storey, StoreyId};
use crate::exchange::figure::Strip;
use crate::language::Language;

/// What of a plan is shown, and in which language.
#[derive(Clone)]
pub struct Options {
    /// The language of the labels.
    pub language: Language,
    /// Names, people and areas.
    pub labels: bool,
    /// Safety equipment.
    pub equipment: bool,
    /// Hazard marks.
    pub hazards: bool,
    /// Assembly points, lanes and gates, on the storey at ground level.
    pub site: bool,
    /// The grid's spacing, m; nothing for no grid.
    pub grid: Option<f64>,
    /// The shift whose people are shown.
    pub shift: Option<String>,
    /// The picture under the plan, once it has been read.
    pub underlay: Option<Sheet>,
}

impl Options {
    /// Everything but the grid and the underlay.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self {
            language,
            labels: true,
            equipment: true,
            hazards: true,
            site: true,
            grid: None,
            shift: None,
            underlay: None,
        }
    }
}

/// What a place paints over the plan.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// A colour over a space; let it shine through.
    pub spaces: BTreeMap<SpaceId, Color32>,
    /// The floor in colours, under the walls.
    pub strips: Vec<Strip>,
    /// A colour around a door.
    pub doors: BTreeMap<DoorId, Color32>,
    /// A line of text that takes the place of people and area under a space's name.
    pub notes: BTreeMap<SpaceId, String>,
    /// A short text beside a door, such as a count.
    pub door_notes: BTreeMap<DoorId, String>,
    /// Routes.
    pub arrows: Vec<Arrow>,
    /// Elements that are wrong or wanted: they get a ring.
    pub marked: Vec<Arc<BTreeSet<ElementId>>>,
}

/// A way over the plan with heads along it.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// The corners of the way.
    pub path: Vec<Point>,
    /// Its colour.
    pub color: Color32,
    /// Dashed, so that an alternative differs from a primary route without colour.
    pub dashed: bool,
}

/// What a plan is painted with.
struct Canvas<'a> {
    painter: &'a Painter,
    view: &'a View,
    palette: Palette,
    options: &'a Options,
}

/// Paints a storey. `selection` is drawn on top of everything.
#[expect(clippy::too_many_arguments, reason = "a plan is what these eight make together")]
pub fn paint_storey(
    painter: &Painter,
    view: &View,
    building: &Building,
    site: &Site,
    storey: &StoreyId,
    options: &Options,
    overlay: &Overlay,
    selection: &BTreeSet<ElementId>,
) {
    let palette = Palette::of(&painter.ctx().global_style().visuals);
    let painter = painter.with_clip_rect(view.rect().intersect(painter.clip_rect()));
    painter.rect_filled(view.rect(), 0.0, palette.paper);
    let Some(storey) = building.storey(storey) else { return };
    let canvas = Canvas { painter: &painter, view, palette, options };
    canvas.grid();
    canvas.underlay(storey);
    let on_ground = options.site && is_ground(building, storey);
    if on_ground {
        canvas.site(building, site);
    }
    canvas.spaces(storey, overlay);
    canvas.stairs(building, storey);
    canvas.walls(storey);
    canvas.doors(storey, overlay);
    if options.equipment {
        canvas.equipment(storey);
    }
    for arrow in &overlay.arrows {
        canvas.arrow(arrow);
    }
    canvas.labels(building, storey, overlay);
    canvas.marks(storey, &overlay.marked);
    canvas.selection(building, site, storey, selection);
}

/// Whether a storey is the one that is nearest to the ground around it.
#[must_use]
pub fn is_ground(building: &Building, storey: &Storey) -> bool {
    let nearest = building.storeys.iter().min_by(|a, b| {
        a.elevation.abs().total_cmp(&b.elevation.abs()).then(b.elevation.total_cmp(&a.elevation))
    });
    nearest.is_some_and(|ground| ground.id == storey.id)
}

impl Canvas<'_> {
    fn grid(&self) {
        let Some(spacing) = self.options.grid.filter(|s| *s > 0.0) else { return };
        // Lines closer than this are noise; every fifth then does.
        let spacing = [spacing, spacing * 5.0, spacing * 25.0, spacing * 125.0]
            .into_iter()
            .find(|s| self.view.length(*s) >= 12.0);
        let Some(spacing) = spacing else { return };
        let rect = self.view.rect();
        let (low, high) =
            (self.view.to_plan(rect.left_bottom()), self.view.to_plan(rect.right_top()));
        let stroke = Stroke::new(1.0, self.palette.grid);
        let steps = |from: f64, to: f64| {
            ((from / spacing).floor() as i64..=(to / spacing).ceil() as i64)
                .map(move |i| i as f64 * spacing)
        };
        for x in steps(low.x, high.x) {
            let x = self.view.to_screen(Point::new(x, 0.0)).x;
            self.painter.vline(x, rect.y_range(), stroke);
        }
        for y in steps(low.y, high.y) {
            let y = self.view.to_screen(Point::new(0.0, y)).y;
            self.painter.hline(rect.x_range(), y, stroke);
        }
    }

    fn underlay(&self, storey: &Storey) {
        let (Some(underlay), Some(sheet)) = (&storey.underlay, &self.options.underlay) else {
            return;
        };
        let [width, height] = sheet.pixels.map(|side| side * underlay.metres_per_pixel);
        let corner = |dx: f64, dy: f64| {
            let corner = underlay.origin.moved(dx, dy).turned(underlay.angle, underlay.origin);
            self.view.to_screen(corner)
        };
        let tint = Color32::WHITE.gamma_multiply(underlay.opacity.clamp(0.0, 1.0) as f32);
        let mut mesh = eframe::egui::Mesh::with_texture(sheet.texture.id());
        let corners = [
            (corner(0.0, 0.0), pos2(0.0, 1.0)),
            (corner(width, 0.0), pos2(1.0, 1.0)),
            (corner(width, height), pos2(1.0, 0.0)),
            (corner(0.0, height), pos2(0.0, 0.0)),
        ];
        for (pos, uv) in corners {
            mesh.vertices.push(eframe::egui::epaint::Vertex { pos, uv, color: tint });
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(0, 2, 3);
        self.painter.add(Shape::mesh(mesh));
    }

    fn walls(&self, storey: &Storey) {
        for wall in &storey.walls {
            let ends = [self.view.to_screen(wall.line.a), self.view.to_screen(wall.line.b)];
            if self.shows(Rect::from_two_pos(ends[0], ends[1])) {
                let width = self.view.length(wall.thickness).max(1.5);
                self.painter.line_segment(ends, Stroke::new(width, self.palette.wall));
            }
        }
    }

    fn arrow(&self, arrow: &Arrow) {
        let points: Vec<_> = arrow.path.iter().map(|p| self.view.to_screen(*p)).collect();
        if points.len() < 2 {
            return;
        }
        let halo = Stroke::new(5.0, self.palette.paper.gamma_multiply(0.75));
        self.painter.add(Shape::line(points.clone(), halo));
        let stroke = Stroke::new(2.5, arrow.color);
        if arrow.dashed {
            self.painter.extend(Shape::dashed_line(&points, stroke, 9.0, 5.0));
        } else {
            self.painter.add(Shape::line(points.clone(), stroke));
        }
        self.painter.circle_filled(points[0], 3.5, arrow.color);
        let last = points.len() - 2;
        for (i, ends) in points.windows(2).enumerate() {
            let way = ends[1] - ends[0];
            let share = if i == last { 1.0 } else { 0.5 };
            if i == last || way.length() > 60.0 {
                symbol::head(self.painter, ends[0] + way * share, way, 9.0, arrow.color);
            }
        }
    }

    /// Whether a part of the screen is visible.
    fn shows(&self, rect: Rect) -> bool {
        self.painter.clip_rect().intersects(rect.expand(16.0))
    }
}
