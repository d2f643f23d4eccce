//! A small plan in the corner while a part of the large one is out of sight.

use eframe::egui::{self, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::Editor;
use super::wish::Scene;
use crate::app::plan::{self, Palette, View};
use crate::app::widgets;
use crate::building::{Bounds, Storey};

/// How large it may become, points.
const SIZE: egui::Vec2 = vec2(180.0, 130.0);

impl Editor {
    /// Shows it in the lower right corner of the plan; a click or a drag moves the view there.
    pub(super) fn minimap(&mut self, ui: &mut Ui, scene: &Scene<'_>, storey: &Storey) {
        let Some(all) = everything(scene, storey) else { return };
        let seen = self.view.rect();
        let (low, high) =
            (self.view.to_plan(seen.left_bottom()), self.view.to_plan(seen.right_top()));
        let window = Bounds { min: low, max: high };
        // The ground around may well be out of sight: it is the building that one loses.
        let whole =
            storey.bounds().is_some_and(|own| window.contains(own.min) && window.contains(own.max));
        if whole || seen.width() < SIZE.x * 2.5 || seen.height() < SIZE.y * 2.0 {
            return;
        }
        let scale = (f64::from(SIZE.x) / all.width().max(1.0))
            .min(f64::from(SIZE.y) / all.height().max(1.0)) as f32;
        let size = vec2(all.width() as f32 * scale, all.height() as f32 * scale) + vec2(8.0, 8.0);
        let frame = Rect::from_min_size(seen.right_bottom() - size - vec2(10.0, 10.0), size);
        let response = ui.interact(frame, ui.scope_id().with("minimap"), Sense::click_and_drag());
        widgets::named(&response, egui::Role::Canvas, &scene.t("minimap"));
        let palette = Palette::of(ui.visuals());
        let painter = ui.painter_at(frame);
        painter.rect(
            frame,
            4.0,
            palette.paper.gamma_multiply(0.92),
            Stroke::new(1.0, palette.fine),
            StrokeKind::Inside,
        );
        let mut small = View::default();
        small.show_all(frame, all);
        for space in &storey.spaces {
            if let Some(bounds) = space.outline.bounds() {
                let rect = small.rect_of(bounds);
                let line = Stroke::new(0.5, palette.fine);
                painter.rect(rect, 0.0, palette.fill(space.usage), line, StrokeKind::Inside);
            }
        }
        if plan::is_ground(scene.building, storey) {
            for point in &scene.site.assembly_points {
                if let Some(bounds) = point.area.bounds() {
                    let at = plan::on_plan(scene.building, bounds.centre());
                    painter.circle_filled(small.to_screen(at), 2.5, palette.exit);
                }
            }
        }
        let stroke = Stroke::new(1.5, palette.selection);
        let part = small.rect_of(window).intersect(frame.shrink(1.0));
        painter.rect_stroke(part, 1.0, stroke, StrokeKind::Inside);
        if (response.clicked() || response.dragged())
            && let Some(pos) = response.interact_pointer_pos()
        {
            self.view.centre_on(small.to_plan(pos));
        }
    }
}

/// The storey, and at the ground the site around it.
fn everything(scene: &Scene<'_>, storey: &Storey) -> Option<Bounds> {
    let mut all = storey.bounds();
    if plan::is_ground(scene.building, storey) {
        let points = scene.site.assembly_points.iter().map(|e| &e.area);
        let areas = points.chain(scene.site.places.iter().map(|e| &e.area));
        let corners = areas.flat_map(|area| area.corners().iter().copied());
        let lanes = scene.site.fire_lanes.iter().flat_map(|lane| lane.path.iter().copied());
        let corners = corners.chain(lanes).map(|point| plan::on_plan(scene.building, point));
        let ground = Bounds::of(corners);
        all = match (all, ground) {
            (Some(one), Some(other)) => Some(one.union(other)),
            (one, other) => one.or(other),
        };
    }
    all
}
