//! What the pointer does on the plan: selecting, moving, reshaping and drawing.

use std::sync::Arc;

use eframe::egui::{self, PointerButton, Pos2, Rect};

use super::snap::{self, Snap};
use super::tool::Tool;
use super::wish::{Before, Scene, Wish};
use super::{Editor, drawing};
use crate::building::edit::Edit;
use crate::building::{ElementId, Point, Segment, SpaceId, Storey};

/// How near the pointer must come to a handle, points of the screen.
const HANDLE: f32 = 8.0;

/// A movement of the pointer with the button held down.
#[derive(Clone, Debug)]
pub(super) enum Drag {
    /// Elements move.
    Elements { from: Before, start: Point, anchor: Point },
    /// A corner of a space moves.
    Corner { from: Before, space: SpaceId, corner: usize },
    /// An edge of a space moves.
    Edge { from: Before, space: SpaceId, edge: usize, start: Point },
    /// A frame is drawn around elements.
    Frame { start: Pos2 },
}

impl Editor {
    pub(super) fn select_tool(
        &mut self,
        ui: &egui::Ui,
        scene: &Scene<'_>,
        storey: &Storey,
        response: &egui::Response,
        snapped: Option<Snap>,
        wishes: &mut Vec<Wish>,
    ) {
        let Some(snap) = snapped else { return };
        let Some(pos) = response.interact_pointer_pos().or_else(|| response.hover_pos()) else {
            return;
        };
        let many = ui.input(|i| i.modifiers.shift || i.modifiers.command);
        if response.double_clicked_by(PointerButton::Primary) && !scene.read_only {
            if let Some((space, edge)) = self.edge_at(storey, pos) {
                let at = self.view.to_plan(pos);
                wishes.push(Wish::Edit(Edit::InsertCorner { space, edge, at }));
            }
        } else if response.clicked_by(PointerButton::Primary) {
            let corner = self.corner_at(storey, pos).filter(|_| ui.input(|i| i.modifiers.alt));
            if let Some((space, corner)) = corner.filter(|_| !scene.read_only) {
                wishes.push(Wish::Edit(Edit::RemoveCorner { space, corner }));
            } else if self.is_designating() {
                self.pick_via(scene, self.hit(scene, pos), wishes);
            } else {
                self.choose(self.hit(scene, pos), many);
            }
        }
        if response.drag_started_by(PointerButton::Primary) && !self.is_designating() {
            let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(pos);
            self.begin_drag(scene, storey, origin, many);
        }
        if response.dragged_by(PointerButton::Primary) {
            self.go_on_dragging(scene, pos, snap, wishes);
        }
        if response.drag_stopped_by(PointerButton::Primary) {
            // What waits for the end of a drag is found with the next frame.
            ui.request_repaint();
            match self.drag.take() {
                Some(Drag::Frame { start }) => {
                    let frame = Rect::from_two_pos(start, pos);
                    if !many {
                        self.selection.clear();
                    }
                    let inside = drawing::inside(&self.view, scene, storey, frame);
                    self.selection.extend(inside);
                }
                Some(_) => wishes.push(Wish::EndGesture),
                None => {}
            }
        }
        let cursor = if self.corner_at(storey, pos).is_some() || self.edge_at(storey, pos).is_some()
        {
            egui::CursorIcon::Crosshair
        } else if self.hit(scene, pos).is_some() {
            egui::CursorIcon::PointingHand
        } else {
            egui::CursorIcon::Default
        };
        if response.hovered() && self.drag.is_none() {
            ui.set_cursor_icon(cursor);
        }
    }

    pub(super) fn choose(&mut self, element: Option<ElementId>, many: bool) {
        if !many {
            self.selection.clear();
        }
        if let Some(element) = element
            && !self.selection.remove(&element)
        {
            self.selection.insert(element);
        }
    }

    fn begin_drag(&mut self, scene: &Scene<'_>, storey: &Storey, pos: Pos2, many: bool) {
        let start = self.view.to_plan(pos);
        if scene.read_only {
            self.drag = Some(Drag::Frame { start: pos });
            return;
        }
        let from = || Arc::new((scene.building.clone(), scene.site.clone()));
        if let Some((space, corner)) = self.corner_at(storey, pos) {
            self.drag = Some(Drag::Corner { from: from(), space, corner });
            return;
        }
        let hit = self.hit(scene, pos);
        let small = hit.as_ref().is_some_and(|id| !matches!(id, ElementId::Space(_)));
        if !small && let Some((space, edge)) = self.edge_at(storey, pos) {
            self.drag = Some(Drag::Edge { from: from(), space, edge, start });
            return;
        }
        // A large space would leave no room to draw a frame: only a selected one is dragged.
        let movable =
            hit.filter(|id| self.selection.contains(id) || !matches!(id, ElementId::Space(_)));
        let Some(element) = movable.filter(|_| !many) else {
            self.drag = Some(Drag::Frame { start: pos });
            return;
        };
        if !self.selection.contains(&element) {
            self.selection = [element].into();
        }
        let anchor = drawing::anchor(storey, &self.selection, start).unwrap_or(start);
        self.drag = Some(Drag::Elements { from: from(), start, anchor });
    }

    fn go_on_dragging(&self, scene: &Scene<'_>, pos: Pos2, snap: Snap, wishes: &mut Vec<Wish>) {
        let now = self.view.to_plan(pos);
        match &self.drag {
            Some(Drag::Elements { from, start, anchor }) => {
                let lone_door = match self.selection.first() {
                    Some(ElementId::Door(door)) if self.selection.len() == 1 => Some(door.clone()),
                    _ => None,
                };
                let edit = if let Some(door) = lone_door {
                    Edit::MoveDoor { door, to: now }
                } else {
                    // The corner nearest to the pointer is what snaps.
                    let there = anchor.moved(now.x - start.x, now.y - start.y);
                    let to = if self.show.snap {
                        snap::to_grid(there, snap::grid(&self.view))
                    } else {
                        there
                    };
                    let elements = self.selection.clone();
                    Edit::Move { elements, dx: to.x - anchor.x, dy: to.y - anchor.y }
                };
                wishes.push(Wish::Drag(from.clone(), edit));
            }
            Some(Drag::Corner { from, space, corner }) => {
                let (space, corner) = (space.clone(), *corner);
                let edit = Edit::MoveCorner { space, corner, to: snap.point };
                wishes.push(Wish::Drag(from.clone(), edit));
            }
            Some(Drag::Edge { from, space, edge, start }) => {
                let line =
                    scene.building.space(space).and_then(|(_, s)| s.outline.edges().nth(*edge));
                let Some(line) = line else { return };
                // An edge moves square to itself.
                let (x, y) = line.left();
                let far = (now.x - start.x) * x + (now.y - start.y) * y;
                let step = if self.show.snap { snap::grid(&self.view) } else { 0.01 };
                let far = (far / step).round() * step;
                let edit =
                    Edit::MoveEdge { space: space.clone(), edge: *edge, dx: x * far, dy: y * far };
                wishes.push(Wish::Drag(from.clone(), edit));
            }
            Some(Drag::Frame { .. }) | None => {}
        }
    }

    /// The corner of the selected space under the pointer.
    fn corner_at(&self, storey: &Storey, pos: Pos2) -> Option<(SpaceId, usize)> {
        let space = self.lone_space(storey)?;
        let corners = space.outline.corners().iter().enumerate();
        let near = |point: Point| self.view.to_screen(point).distance(pos) <= HANDLE;
        corners.filter(|(_, p)| near(**p)).map(|(i, _)| (space.id.clone(), i)).next()
    }

    /// The edge of the selected space under the pointer.
    fn edge_at(&self, storey: &Storey, pos: Pos2) -> Option<(SpaceId, usize)> {
        let space = self.lone_space(storey)?;
        let point = self.view.to_plan(pos);
        let near = |edge: Segment| self.view.length(edge.distance(point)) <= HANDLE * 0.75;
        let edge = space.outline.edges().position(near)?;
        Some((space.id.clone(), edge))
    }

    pub(super) fn lone_space<'s>(&self, storey: &'s Storey) -> Option<&'s crate::building::Space> {
        match (self.selection.len(), self.selection.first()) {
            (1, Some(ElementId::Space(id))) => storey.spaces.iter().find(|s| s.id == *id),
            _ => None,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one frame of the pointer is all of these")]
    pub(super) fn drawing_tool(
        &mut self,
        ui: &egui::Ui,
        scene: &Scene<'_>,
        storey: &Storey,
        response: &egui::Response,
        pos: Pos2,
        snap: Snap,
        wishes: &mut Vec<Wish>,
    ) {
        if response.hovered() {
            ui.set_cursor_icon(egui::CursorIcon::Crosshair);
        }
        // A rectangle may also be pulled open with the button held down.
        let pulled = response.drag_started_by(PointerButton::Primary)
            && self.tool.points() == Some(2)
            && !self.draft.is_begun();
        if pulled {
            let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(pos);
            let begin = self.snap_at(storey, origin, response);
            self.draft.points.push(begin.point);
            return;
        }
        if response.drag_stopped_by(PointerButton::Primary) && self.draft.is_begun() {
            let far = self.view.length(self.draft.points[0].distance(snap.point)) > 6.0;
            if far {
                self.set_point(scene, storey, snap.point, wishes);
            }
            return;
        }
        if response.double_clicked_by(PointerButton::Primary) && self.tool.points().is_none() {
            self.finish(scene, storey, wishes);
        } else if response.clicked_by(PointerButton::Primary) {
            self.set_point(scene, storey, snap.point, wishes);
        }
    }

    pub(super) fn set_point(
        &mut self,
        scene: &Scene<'_>,
        storey: &Storey,
        pointer: Point,
        wishes: &mut Vec<Wish>,
    ) {
        let next = self.draft.next(self.tool, pointer);
        self.draft.typed.clear();
        let closes = self.tool == Tool::Polygon
            && self.draft.points.len() >= 3
            && self.view.length(self.draft.points[0].distance(next)) <= 10.0;
        if closes {
            self.finish(scene, storey, wishes);
            return;
        }
        // The second click of a double click sets no second point.
        if self.draft.points.last().is_none_or(|last| last.distance(next) > 1e-6) {
            self.draft.points.push(next);
        }
        if self.tool.points() == Some(self.draft.points.len()) {
            self.finish(scene, storey, wishes);
        }
    }

    pub(super) fn finish(&mut self, scene: &Scene<'_>, storey: &Storey, wishes: &mut Vec<Wish>) {
        let draft = std::mem::take(&mut self.draft);
        match self.tool {
            Tool::Measure => {
                self.measured = draft.points.windows(2).next().map(|p| Segment::new(p[0], p[1]))
            }
            Tool::ScaleUnderlay => {
                self.known = draft.points.windows(2).next().map(|p| Segment::new(p[0], p[1]));
            }
            tool => {
                let edit = drawing::edit(tool, &draft.points, scene, storey, &self.settings);
                match edit {
                    Ok(edit) => wishes.push(Wish::Edit(edit)),
                    Err(reason) => wishes.push(Wish::Refuse(reason)),
                }
            }
        }
    }
}
