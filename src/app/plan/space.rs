//! Spaces: fills, walls, names, and what is selected.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

use super::{Canvas, Overlay, hit, shape, symbol};
use crate::building::{Building, ElementId, Site, Space, Storey};

/// Widths of the walls between and around spaces, points of the screen.
const INNER_WALL: f32 = 1.4;
const OUTER_WALL: f32 = 5.0;

impl Canvas<'_> {
    pub(super) fn ring(&self, space: &Space) -> Vec<Pos2> {
        space.outline.corners().iter().map(|p| self.view.to_screen(*p)).collect()
    }

    pub(super) fn visible<'s>(&self, storey: &'s Storey) -> impl Iterator<Item = &'s Space> {
        storey.spaces.iter().filter(|s| s.outline.bounds().is_some_and(|b| self.view.sees(b)))
    }

    pub(super) fn spaces(&self, storey: &Storey, overlay: &Overlay) {
        let rings: Vec<_> = self.visible(storey).map(|space| (space, self.ring(space))).collect();
        // The fills cover the inner half of these lines, and a neighbour's fill the outer half:
        // only the building's outer walls stay bold.
        let bold = OUTER_WALL.min(self.view.length(0.5)).max(INNER_WALL);
        let outlines = |width: f32, rings: &[(&Space, Vec<Pos2>)]| {
            let stroke = Stroke::new(width, self.palette.wall);
            let lines = rings.iter().map(|(_, ring)| Shape::closed_line(ring.clone(), stroke));
            self.painter.extend(lines.collect::<Vec<Shape>>());
        };
        // Seen from far, a bold line would stand out by less than can be seen.
        if bold > INNER_WALL * 1.5 {
            outlines(bold, &rings);
        }
        // A picture under the plan is there to be seen and drawn over.
        let over_picture = self.options.underlay.is_some() && storey.underlay.is_some();
        // On a dark plan a bright picture must not outshine the names.
        let through = if self.palette.is_dark() { 0.6 } else { 0.35 };
        let strength = if over_picture { through } else { 1.0 };
        let mut fills = Mesh::default();
        for (space, ring) in &rings {
            let fill = self.palette.fill(space.usage).gamma_multiply(strength);
            shape::add(&mut fills, ring, fill);
            if let Some(tint) = overlay.spaces.get(&space.id) {
                shape::add(&mut fills, ring, *tint);
            }
        }
        self.painter.add(Shape::mesh(fills));
        self.strips(&overlay.strips);
        outlines(INNER_WALL, &rings);
    }

    pub(super) fn marks(&self, storey: &Storey, marked: &[Arc<BTreeSet<ElementId>>]) {
        if marked.iter().all(|set| set.is_empty()) {
            return;
        }
        let has = |id: ElementId| marked.iter().any(|set| set.contains(&id));
        let stroke = Stroke::new(2.0, self.palette.fault);
        for space in self.visible(storey).filter(|space| has((&space.id).into())) {
            let mut ring = self.ring(space);
            ring.extend(ring.first().copied());
            self.painter.extend(Shape::dashed_line(&ring, stroke, 5.0, 4.0));
        }
        for door in &storey.doors {
            let at = self.view.to_screen(door.line.middle());
            if !self.shows(Rect::from_center_size(at, vec2(1.0, 1.0))) || !has((&door.id).into()) {
                continue;
            }
            let radius = (self.view.length(door.line.length()) * 0.7).max(9.0);
            self.painter.circle_stroke(at, radius, stroke);
        }
    }

    pub(super) fn selection(
        &self,
        building: &Building,
        site: &Site,
        storey: &Storey,
        selection: &BTreeSet<ElementId>,
    ) {
        let stroke = Stroke::new(2.5, self.palette.selection);
        for id in selection {
            match id {
                ElementId::Space(id) => {
                    if let Some(space) = storey.spaces.iter().find(|s| s.id == *id) {
                        self.select_space(space, stroke);
                    }
                }
                ElementId::Stair(id) => {
                    let levels = building.stair(id).map_or(&[][..], |stair| &stair.levels);
                    for space in storey.spaces.iter().filter(|s| levels.contains(&s.id)) {
                        self.select_space(space, stroke);
                    }
                }
                ElementId::Door(id) => {
                    if let Some(door) = storey.doors.iter().find(|d| d.id == *id) {
                        self.select_line([door.line.a, door.line.b], stroke);
                    }
                }
                ElementId::Wall(id) => {
                    if let Some(wall) = storey.walls.iter().find(|w| w.id == *id) {
                        self.select_line([wall.line.a, wall.line.b], stroke);
                    }
                }
                ElementId::Equipment(id) => {
                    if let Some(equipment) = storey.equipment.iter().find(|e| e.id == *id) {
                        let rect = symbol::frame(self.view.to_screen(equipment.at)).expand(3.0);
                        self.painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Outside);
                    }
                }
                ElementId::Site(id) => {
                    for path in super::site::outlines(site, id) {
                        let path: Vec<_> = path
                            .into_iter()
                            .map(|p| self.view.to_screen(hit::on_plan(building, p)))
                            .collect();
                        self.painter.add(Shape::line(path, stroke));
                    }
                }
                ElementId::Storey(_) => {}
            }
        }
    }

    fn select_space(&self, space: &Space, stroke: Stroke) {
        let ring = self.ring(space);
        shape::fill(self.painter, &ring, self.palette.selection.gamma_multiply(0.12));
        for corner in &ring {
            self.painter.circle(*corner, 4.0, self.palette.paper, stroke);
        }
        self.painter.add(Shape::closed_line(ring, stroke));
    }

    fn select_line(&self, ends: [crate::building::Point; 2], stroke: Stroke) {
        let ends = ends.map(|end| self.view.to_screen(end));
        self.painter.line_segment(ends, Stroke::new(3.5, stroke.color));
        for end in ends {
            self.painter.circle(end, 4.0, self.palette.paper, stroke);
        }
    }
}
