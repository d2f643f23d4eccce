//! The plan in the middle: what the pointer and the keys do to it.

use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers, PointerButton, Pos2, Rect, Stroke, StrokeKind};

use super::draft;
use super::snap::{self, Snap, SnapKind};
use super::tool::Tool;
use super::wish::{Scene, Selection, Wish};
use super::{Editor, drawing};
use crate::app::plan::{self, Options, Overlay, Palette};
use crate::building::edit::{Clip, Edit, Element};
use crate::building::{Building, ElementId, Point, Segment, Site, SpaceId, Storey, Swing};

/// How near the pointer must come to a handle, points of the screen.
const HANDLE: f32 = 8.0;

/// A movement of the pointer with the button held down.
#[derive(Clone, Debug)]
pub(super) enum Drag {
    /// Elements move.
    Elements { from: Arc<(Building, Site)>, start: Point, anchor: Point },
    /// A corner of a space moves.
    Corner { from: Arc<(Building, Site)>, space: SpaceId, corner: usize },
    /// An edge of a space moves.
    Edge { from: Arc<(Building, Site)>, space: SpaceId, edge: usize, start: Point },
    /// A frame is drawn around elements.
    Frame { start: Pos2 },
}

impl Editor {
    pub(super) fn canvas(&mut self, ui: &mut egui::Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let Some(storey) = scene.storey() else { return };
        let bounds = drawing::bounds(scene, storey);
        let response = self.view.canvas(ui, bounds);
        let name = scene.t("plan-canvas");
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, &name));
        ui.memory_mut(|memory| {
            let filter = egui::EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                ..Default::default()
            };
            memory.set_focus_lock_filter(response.id, filter);
        });
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        self.canvas_rect = Some(response.rect);

        let options = self.options(ui.ctx(), scene, storey);
        let painter = ui.painter_at(response.rect);
        let mut overlay = Overlay::default();
        overlay.marked.extend(self.problems_of(scene).iter().map(|p| p.element.clone()));
        if self.show.routes {
            overlay.arrows = self.arrows(scene, &Palette::of(&ui.ctx().global_style().visuals));
        }
        plan::paint_storey(
            &painter,
            &self.view,
            scene.building,
            scene.site,
            scene.storey,
            &options,
            &overlay,
            &self.selection,
        );
        let pointer = response.hover_pos().or_else(|| response.interact_pointer_pos());
        let snapped = pointer.map(|pos| self.snap_at(storey, pos, &response));
        let panning = ui.input(|i| i.key_down(Key::Space));
        if !scene.read_only || self.tool == Tool::Select {
            if self.tool == Tool::Select {
                self.select_tool(
                    ui,
                    scene,
                    storey,
                    &response,
                    snapped.filter(|_| !panning),
                    wishes,
                );
            } else if let (Some(pos), Some(snap), false) = (pointer, snapped, panning) {
                self.drawing_tool(ui, scene, storey, &response, pos, snap, wishes);
            }
        }
        let focused = ui.memory(egui::Memory::focused);
        if focused.is_none_or(|id| id == response.id) {
            self.keys(ui, scene, snapped, wishes);
        }
        self.paint_cues(&painter, storey, pointer, snapped);
        if scene.building.spaces().next().is_none() && !self.draft.is_begun() {
            drawing::first_steps(ui, response.rect, scene);
        }
    }

    fn options(&mut self, ctx: &egui::Context, scene: &Scene<'_>, storey: &Storey) -> Options {
        let mut options = Options::new(scene.language);
        options.labels = self.show.labels;
        options.equipment = self.show.equipment;
        options.grid = self.show.grid.then(|| snap::grid(&self.view));
        if let Some(underlay) = storey.underlay.as_ref().filter(|_| self.show.underlay) {
            let path = scene.plans.join(&underlay.file);
            options.underlay = self.pictures.get(ctx, &path).cloned();
        }
        options
    }

    fn snap_at(&self, storey: &Storey, pos: Pos2, response: &egui::Response) -> Snap {
        let pointer = self.view.to_plan(pos);
        // A picture knows nothing of the grid.
        let free = !self.show.snap || self.tool == Tool::ScaleUnderlay;
        if free || response.ctx.input(|i| i.modifiers.alt) {
            return Snap { point: pointer, kind: SnapKind::Free };
        }
        let own = self.moving_corner(storey);
        let skip = |point: Point| own.is_some_and(|own| own.distance(point) < 1e-9);
        snap::snap(&self.view, storey, pointer, self.draft.points.last().copied(), skip)
    }

    /// The corner that is being dragged, where it is now.
    fn moving_corner(&self, storey: &Storey) -> Option<Point> {
        let Some(Drag::Corner { space, corner, .. }) = &self.drag else { return None };
        let space = storey.spaces.iter().find(|s| s.id == *space)?;
        space.outline.corners().get(*corner).copied()
    }

    fn hit(&self, scene: &Scene<'_>, pos: Pos2) -> Option<ElementId> {
        plan::hit(&self.view, scene.building, scene.storey, pos).or_else(|| {
            let on_ground = plan::is_ground(scene.building, scene.storey()?);
            on_ground.then(|| plan::hit_site(&self.view, scene.building, scene.site, pos))?
        })
    }

    fn select_tool(
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
        let from = || Arc::new(((**scene.building).clone(), scene.site.clone()));
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

    fn lone_space<'s>(&self, storey: &'s Storey) -> Option<&'s crate::building::Space> {
        match (self.selection.len(), self.selection.first()) {
            (1, Some(ElementId::Space(id))) => storey.spaces.iter().find(|s| s.id == *id),
            _ => None,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one frame of the pointer is all of these")]
    fn drawing_tool(
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

    fn set_point(
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

    fn finish(&mut self, scene: &Scene<'_>, storey: &Storey, wishes: &mut Vec<Wish>) {
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

    fn keys(
        &mut self,
        ui: &egui::Ui,
        scene: &Scene<'_>,
        snapped: Option<Snap>,
        wishes: &mut Vec<Wish>,
    ) {
        let Some(storey) = scene.storey() else { return };
        let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed(Key::Escape) {
            if self.designating.take().is_some() {
                // The selection stays: its route is still to be seen.
            } else if self.draft.is_begun() {
                self.draft.clear();
            } else if self.tool != Tool::Select || self.known.is_some() {
                self.tool = Tool::Select;
                self.known = None;
            } else {
                self.selection.clear();
            }
            self.measured = None;
        }
        if self.draft.is_begun() {
            let typed: Vec<String> = ui.input(|i| {
                let texts = i.events.iter().filter_map(|event| match event {
                    egui::Event::Text(text) => Some(text.clone()),
                    _ => None,
                });
                texts.collect()
            });
            for text in typed {
                self.draft.type_text(&text);
            }
            if pressed(Key::Backspace) && self.draft.typed.pop().is_none() {
                self.draft.points.pop();
            }
            if pressed(Key::Enter) {
                let many = self.tool.points().is_none();
                if many && self.draft.typed.is_empty() {
                    self.finish(scene, storey, wishes);
                } else if let Some(snap) = snapped {
                    self.set_point(scene, storey, snap.point, wishes);
                }
            }
            return;
        }
        if self.is_designating() && pressed(Key::Enter) {
            self.end_designating(wishes);
        }
        for tool in Tool::BAR {
            if tool.shortcut().is_some_and(pressed) && (!scene.read_only || tool == Tool::Select) {
                self.tool = tool;
                self.measured = None;
            }
        }
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy))) {
            self.copy(scene);
        }
        if scene.read_only {
            return;
        }
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Cut))) {
            self.copy(scene);
            self.delete(wishes);
        }
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Paste(_)))) {
            self.paste(scene, wishes);
        }
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            self.delete(wishes);
        }
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::D)) {
            self.duplicate(scene, wishes);
        }
        if pressed(Key::R) {
            self.turn(90.0, wishes);
        }
        if pressed(Key::F) {
            self.flip(scene, wishes);
        }
        let fine = ui.input(|i| i.modifiers.shift);
        let step = if fine { 0.01 } else { snap::grid(&self.view) };
        let arrow = |key: Key| {
            ui.input_mut(|i| {
                i.consume_key(Modifiers::NONE, key) || i.consume_key(Modifiers::SHIFT, key)
            })
        };
        let right = f64::from(i8::from(arrow(Key::ArrowRight)) - i8::from(arrow(Key::ArrowLeft)));
        let up = f64::from(i8::from(arrow(Key::ArrowUp)) - i8::from(arrow(Key::ArrowDown)));
        if (right != 0.0 || up != 0.0) && !self.selection.is_empty() {
            let elements = self.selection.clone();
            let edit = Edit::Move { elements, dx: right * step, dy: up * step };
            wishes.push(Wish::Typed("nudge".to_owned(), edit));
        }
    }

    pub(super) fn copy(&mut self, scene: &Scene<'_>) {
        let clip = Clip::of(scene.building, scene.storey, &self.selection);
        if !clip.is_empty() {
            self.clip = Some((clip, scene.storey.clone()));
        }
    }

    pub(super) fn paste(&self, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let Some((clip, from)) = &self.clip else { return };
        // On another storey a copy belongs at the same place, on its own beside the original.
        let aside = if from == scene.storey { 1.0 } else { 0.0 };
        let clip = Box::new(clip.clone());
        let storey = scene.storey.clone();
        wishes.push(Wish::Edit(Edit::Paste { clip, storey, dx: aside, dy: -aside }));
    }

    pub(super) fn duplicate(&self, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let clip = Clip::of(scene.building, scene.storey, &self.selection);
        if !clip.is_empty() {
            let storey = scene.storey.clone();
            let clip = Box::new(clip);
            wishes.push(Wish::Edit(Edit::Paste { clip, storey, dx: 1.0, dy: -1.0 }));
        }
    }

    pub(super) fn delete(&self, wishes: &mut Vec<Wish>) {
        if !self.selection.is_empty() {
            wishes.push(Wish::Edit(Edit::Delete(self.selection.clone())));
        }
    }

    pub(super) fn turn(&self, degrees: f64, wishes: &mut Vec<Wish>) {
        if !self.selection.is_empty() {
            let elements: Selection = self.selection.clone();
            wishes.push(Wish::Edit(Edit::Turn { elements, degrees }));
        }
    }

    pub(super) fn flip(&self, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let doors = scene
            .building
            .doors()
            .filter(|(_, door)| self.selection.contains(&ElementId::from(&door.id)));
        let flipped: Vec<Element> = doors
            .map(|(_, door)| {
                let mut door = door.clone();
                // Left, right, and then both again from the other hinge.
                match door.swing {
                    Swing::Left => door.swing = Swing::Right,
                    Swing::Right => {
                        door.swing = Swing::Left;
                        door.line = Segment::new(door.line.b, door.line.a);
                    }
                    _ => door.line = Segment::new(door.line.b, door.line.a),
                }
                Element::Door(door)
            })
            .collect();
        if !flipped.is_empty() {
            wishes.push(Wish::Edit(Edit::Set(flipped)));
        }
    }

    fn paint_cues(
        &self,
        painter: &egui::Painter,
        storey: &Storey,
        pointer: Option<Pos2>,
        snapped: Option<Snap>,
    ) {
        let palette = Palette::of(&painter.ctx().global_style().visuals);
        if self.tool != Tool::Select
            && let Some(snap) = snapped
        {
            self.draft.paint(painter, &self.view, self.tool, snap);
        }
        if let Some(line) = self.measured.or(self.known) {
            let ends = [self.view.to_screen(line.a), self.view.to_screen(line.b)];
            painter.line_segment(ends, Stroke::new(2.0, palette.selection));
            draft::dimension(painter, &self.view, &palette, line, "");
        }
        if let (Some(Drag::Frame { start }), Some(pos)) = (&self.drag, pointer) {
            let frame = Rect::from_two_pos(*start, pos);
            let fill = palette.selection.gamma_multiply(0.1);
            let stroke = Stroke::new(1.0, palette.selection);
            painter.rect(frame, 0.0, fill, stroke, StrokeKind::Inside);
        }
        // Sizes of what is being changed, or of the one space that is selected.
        if let Some(space) = self.lone_space(storey) {
            for edge in space.outline.edges() {
                if self.view.length(edge.length()) > 60.0 {
                    draft::dimension(painter, &self.view, &palette, edge, "");
                }
            }
        }
        if self.drag.is_some()
            && let Some(ElementId::Door(id)) = self.selection.first()
            && let Some(door) = storey.doors.iter().find(|door| door.id == *id)
        {
            draft::dimension(painter, &self.view, &palette, door.line, "");
        }
    }
}
