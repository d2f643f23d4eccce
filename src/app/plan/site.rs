//! The ground around a building: assembly points, fire-engine lanes, gates and places.

use eframe::egui::{Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::{Canvas, hit, shape, symbol, text};
use crate::building::{Building, Point, Polygon, Site, SiteElementId};

/// The lines that outline an element of the site, in the site's coordinates.
pub(super) fn outlines(site: &Site, id: &SiteElementId) -> Vec<Vec<Point>> {
    let closed = |area: &Polygon| {
        let mut ring = area.corners().to_vec();
        ring.extend(ring.first().copied());
        ring
    };
    let points = site.assembly_points.iter().filter(|e| e.id == *id).map(|e| closed(&e.area));
    let places = site.places.iter().filter(|e| e.id == *id).map(|e| closed(&e.area));
    let lanes = site.fire_lanes.iter().filter(|e| e.id == *id).map(|e| e.path.clone());
    let gates = site.gates.iter().filter(|e| e.id == *id).map(|e| vec![e.line.a, e.line.b]);
    points.chain(places).chain(lanes).chain(gates).collect()
}

impl Canvas<'_> {
    fn on_screen(&self, building: &Building, points: &[Point]) -> Vec<Pos2> {
        points.iter().map(|p| self.view.to_screen(hit::on_plan(building, *p))).collect()
    }

    pub(super) fn site(&self, building: &Building, site: &Site) {
        for lane in &site.fire_lanes {
            let path = self.on_screen(building, &lane.path);
            let width = self.view.length(lane.clear_width);
            let color = self.palette.lane;
            let area = Stroke::new(width.max(2.0), color.gamma_multiply(0.16));
            self.painter.add(Shape::line(path.clone(), area));
            self.painter.extend(Shape::dashed_line(&path, Stroke::new(1.6, color), 14.0, 8.0));
            if let [first, second, ..] = path[..] {
                let way = second - first;
                // Beside the line, not across it.
                let beside =
                    if way.x.abs() >= way.y.abs() { vec2(0.0, 11.0) } else { vec2(48.0, 0.0) };
                self.site_label(&lane.name, first + way / 2.0 + beside, color, 160.0);
                if !lane.kept_clear {
                    let at = first + (second - first) * 0.3;
                    let arm = vec2(7.0, 7.0);
                    let cross = Stroke::new(3.0, self.palette.fault);
                    self.painter.line_segment([at - arm, at + arm], cross);
                    let arm = vec2(7.0, -7.0);
                    self.painter.line_segment([at - arm, at + arm], cross);
                }
            }
        }
        for point in &site.assembly_points {
            let ring = self.on_screen(building, point.area.corners());
            let color = self.palette.exit;
            shape::fill(self.painter, &ring, color.gamma_multiply(0.14));
            let mut closed = ring.clone();
            closed.extend(ring.first().copied());
            self.painter.extend(Shape::dashed_line(&closed, Stroke::new(1.8, color), 8.0, 5.0));
            let rect = Rect::from_points(&ring);
            self.assembly_sign(rect.center() - vec2(0.0, 9.0));
            self.site_label(&point.name, rect.center() + vec2(0.0, 11.0), color, rect.width());
        }
        for gate in &site.gates {
            let ends = self.on_screen(building, &[gate.line.a, gate.line.b]);
            if let [a, b] = ends[..] {
                self.painter.line_segment([a, b], Stroke::new(4.0, self.palette.fine));
                for end in [a, b] {
                    let post = Rect::from_center_size(end, vec2(7.0, 7.0));
                    self.painter.rect_filled(post, 1.0, self.palette.wall);
                }
                let at = a.lerp(b, 0.5).min(pos2(f32::INFINITY, a.y.min(b.y))) - vec2(0.0, 13.0);
                self.site_label(&gate.name, at, self.palette.text_weak, 120.0);
            }
        }
        for place in &site.places {
            let ring = self.on_screen(building, place.area.corners());
            shape::fill(self.painter, &ring, self.palette.hazard.gamma_multiply(0.15));
            let rect = Rect::from_points(&ring);
            let stroke = Stroke::new(1.2, self.palette.fine);
            self.painter.add(Shape::closed_line(ring, stroke));
            self.site_label(&place.name, rect.center(), self.palette.text, rect.width());
        }
    }

    /// Four arrows towards the middle (ISO 7010, E007).
    fn assembly_sign(&self, at: Pos2) {
        let rect = symbol::frame(at).expand(2.0);
        self.painter.rect(rect, 2.5, self.palette.exit, Stroke::NONE, StrokeKind::Inside);
        for way in [vec2(1.0, 1.0), vec2(-1.0, 1.0), vec2(1.0, -1.0), vec2(-1.0, -1.0)] {
            let way = way.normalized();
            symbol::head(self.painter, at - way * 3.4, way, 5.5, self.palette.on_sign);
        }
        self.painter.circle_filled(at, 2.0, self.palette.on_sign);
    }

    fn site_label(&self, name: &str, at: Pos2, color: eframe::egui::Color32, width: f32) {
        if !self.options.labels {
            return;
        }
        if let Some(galley) = text::elided(self.painter, name, 12.0, color, width - 6.0) {
            text::stacked(self.painter, at, &[galley]);
        }
    }
}
