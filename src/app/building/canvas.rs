//! The plan in the middle: what is shown of it, and where the pointer snaps.

use eframe::egui::{self, Key, Pos2, Rect, Stroke, StrokeKind};

use super::drawing::FirstStep;
use super::pointer::Drag;
use super::snap::{self, Snap, SnapKind};
use super::tool::Tool;
use super::wish::{Scene, Wish};
use super::{Editor, draft, drawing};
use crate::app::plan::{self, Options, Overlay, Palette};
use crate::building::{ElementId, Point, Storey};

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
        let marked = self.marked(ui.ctx(), scene);
        let mut overlay = Overlay { marked, ..Overlay::default() };
        if self.show.routes {
            let palette = Palette::of(&ui.ctx().global_style().visuals);
            overlay.arrows = self.arrows(ui.ctx(), scene, &palette);
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
        if self.show.below {
            self.paint_below(&painter, scene, storey);
        }
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
        // What is typed into a dialog is not meant for the plan behind it.
        let behind = ui.memory(|memory| memory.top_modal_layer().is_some());
        if !behind && focused.is_none_or(|id| id == response.id) {
            self.keys(ui, scene, snapped, wishes);
        }
        self.paint_cues(&painter, storey, pointer, snapped);
        self.minimap(ui, scene, storey);
        if scene.building.spaces().next().is_none() && !self.draft.is_begun() {
            match drawing::first_steps(ui, response.rect, scene, self.tool) {
                Some(FirstStep::Draw) => self.tool = Tool::Rectangle,
                Some(FirstStep::Import) => wishes.push(Wish::ImportPlan),
                None => {}
            }
        }
    }

    fn options(&mut self, ctx: &egui::Context, scene: &Scene<'_>, storey: &Storey) -> Options {
        let mut options = Options::new(scene.language);
        options.labels = self.show.labels;
        options.equipment = self.show.equipment;
        options.hazards = self.show.hazards;
        options.site = self.show.site;
        options.grid = self.show.grid.then(|| snap::grid(&self.view));
        if let Some(underlay) = storey.underlay.as_ref().filter(|_| self.show.underlay) {
            let path = scene.plans.join(&underlay.file);
            options.underlay = self.pictures.get(ctx, &path).cloned();
        }
        options
    }

    pub(super) fn snap_at(&self, storey: &Storey, pos: Pos2, response: &egui::Response) -> Snap {
        let pointer = self.view.to_plan(pos);
        // A picture knows nothing of the grid.
        let free = !self.show.snap || self.tool == Tool::ScaleUnderlay;
        if free || response.ctx.input(|i| i.modifiers.alt) {
            return Snap { point: pointer, kind: SnapKind::Free };
        }
        let last = self.draft.points.last().filter(|_| !self.tool.is_rectangle());
        let shift = response.ctx.input(|i| i.modifiers.shift);
        if let Some(last) = last
            && (shift || self.show.ortho)
        {
            let step = if shift { 45.0 } else { 90.0 };
            return snap::locked(*last, pointer, step, Some(snap::grid(&self.view)));
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

    pub(super) fn hit(&self, scene: &Scene<'_>, pos: Pos2) -> Option<ElementId> {
        plan::hit(&self.view, scene.building, scene.storey, pos).or_else(|| {
            let on_ground = plan::is_ground(scene.building, scene.storey()?);
            on_ground.then(|| plan::hit_site(&self.view, scene.building, scene.site, pos))?
        })
    }

    /// The outlines of the storey below, to draw this one above it.
    fn paint_below(&self, painter: &egui::Painter, scene: &Scene<'_>, storey: &Storey) {
        let lower = scene.building.storeys.iter().filter(|s| s.elevation < storey.elevation);
        let Some(below) = lower.max_by(|a, b| a.elevation.total_cmp(&b.elevation)) else { return };
        let color = Palette::of(&painter.ctx().global_style().visuals).fine;
        let stroke = Stroke::new(1.0, color.gamma_multiply(0.8));
        for space in &below.spaces {
            if space.outline.bounds().is_some_and(|bounds| self.view.sees(bounds)) {
                let corners = space.outline.corners().iter().chain(space.outline.corners().first());
                let ring: Vec<Pos2> = corners.map(|corner| self.view.to_screen(*corner)).collect();
                painter.extend(egui::Shape::dashed_line(&ring, stroke, 2.0, 3.0));
            }
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
