//! Where on the screen the plan lies: pan, zoom and fit.

use eframe::egui::{self, Pos2, Rect, Vec2, pos2};

use crate::building::{Bounds, Point};

/// The smallest and the largest zoom, points of the screen for a metre.
const ZOOM: (f64, f64) = (0.2, 2_000.0);

/// A window onto a plan: which point is in the middle, and how large a metre is.
#[derive(Clone, Debug)]
pub struct View {
    centre: Point,
    /// Points of the screen for a metre.
    scale: f64,
    rect: Rect,
    /// Fit to the plan as soon as the size of the canvas is known.
    fit_next: bool,
    /// The user has moved or zoomed it since it was fitted.
    moved: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            centre: Point::default(),
            scale: 20.0,
            rect: Rect::ZERO,
            fit_next: true,
            moved: false,
        }
    }
}

impl View {
    /// Takes the rest of the `ui` for a canvas, moves and zooms with what the user does, and
    /// returns the canvas. The primary button is left to the caller.
    ///
    /// The plan is moved with the middle or the secondary button, or with the space key held down;
    /// the wheel and a pinch zoom to the pointer. On a page that is scrolled the wheel is the page's,
    /// and zooms with Ctrl alone, lest the plan holds fast who scrolls over it. It is fitted to
    /// `bounds` at first.
    pub fn canvas(&mut self, ui: &mut egui::Ui, bounds: Option<Bounds>) -> egui::Response {
        let size = ui.available_size().max(Vec2::splat(40.0));
        let response = ui.allocate_response(size, egui::Sense::click_and_drag());
        self.place(response.rect, bounds);
        let panning = response.dragged_by(egui::PointerButton::Middle)
            || response.dragged_by(egui::PointerButton::Secondary)
            || (response.dragged_by(egui::PointerButton::Primary)
                && ui.input(|i| i.key_down(egui::Key::Space)));
        if panning {
            self.moved = true;
            self.pan(response.drag_delta());
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        }
        if let Some(pointer) = response.hover_pos() {
            let scrolled = ui.stack().contained_in(egui::UiKind::ScrollArea);
            let (wheel, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
            let wheel = if scrolled { 0.0 } else { wheel };
            let factor = f64::from(pinch) * f64::from(wheel * 0.004).exp();
            if (factor - 1.0).abs() > 1e-6 {
                self.moved = true;
                self.zoom_at(pointer, factor);
            }
        }
        response
    }

    /// Puts the view into a rectangle of the screen.
    pub fn place(&mut self, rect: Rect, bounds: Option<Bounds>) {
        let before = std::mem::replace(&mut self.rect, rect);
        if std::mem::take(&mut self.fit_next) {
            self.fit(bounds);
        } else if before != rect && before != Rect::ZERO {
            // A panel that opens covers a part of the plan and does not push it away.
            self.pan(before.center() - rect.center());
        }
    }

    /// Fits the view to the plan when it is next shown.
    pub const fn fit_soon(&mut self) {
        self.fit_next = true;
    }

    /// Fits the view again where the canvas is about to get another size, unless the user has moved
    /// or zoomed it.
    pub fn follow(&mut self, size: Vec2) {
        self.fit_next |= !self.moved && self.rect.size() != size;
    }

    /// Shows all of `bounds` with a margin; twenty metres around the origin if there is nothing.
    pub fn fit(&mut self, bounds: Option<Bounds>) {
        let nothing = Bounds { min: Point::new(-2.0, -2.0), max: Point::new(28.0, 18.0) };
        let bounds = bounds.unwrap_or(nothing);
        // Exits have their arrows and names outside the walls; a small plan needs its room itself.
        let margin = (self.rect.size().min_elem() * 0.18).clamp(48.0, 88.0);
        let width = f64::from((self.rect.width() - margin).max(40.0));
        let height = f64::from((self.rect.height() - margin).max(40.0));
        let scale = (width / bounds.width().max(1.0)).min(height / bounds.height().max(1.0));
        self.scale = scale.clamp(ZOOM.0, 120.0);
        self.centre = bounds.centre();
        self.moved = false;
    }

    /// Fills a rectangle of the screen with all of `bounds`, without a margin.
    pub fn show_all(&mut self, rect: Rect, bounds: Bounds) {
        self.rect = rect;
        self.fit_next = false;
        let (width, height) = (f64::from(rect.width()), f64::from(rect.height()));
        self.scale = (width / bounds.width().max(1.0)).min(height / bounds.height().max(1.0));
        self.centre = bounds.centre();
    }

    /// Moves the plan by a distance on the screen.
    pub fn pan(&mut self, delta: Vec2) {
        let (dx, dy) = (f64::from(delta.x) / self.scale, f64::from(delta.y) / self.scale);
        self.centre = self.centre.moved(-dx, dy);
    }

    /// Zooms so that the point of the plan under `pos` stays there.
    pub fn zoom_at(&mut self, pos: Pos2, factor: f64) {
        let before = self.to_plan(pos);
        self.scale = (self.scale * factor).clamp(ZOOM.0, ZOOM.1);
        let after = self.to_plan(pos);
        self.centre = self.centre.moved(before.x - after.x, before.y - after.y);
    }

    /// Zooms about the middle of the canvas.
    pub fn zoom(&mut self, factor: f64) {
        self.zoom_at(self.rect.center(), factor);
    }

    /// Brings a point of the plan into the middle.
    pub const fn centre_on(&mut self, point: Point) {
        self.centre = point;
    }

    /// The rectangle of the screen.
    #[must_use]
    pub const fn rect(&self) -> Rect {
        self.rect
    }

    /// How many points of the screen a metre has.
    #[must_use]
    pub const fn scale(&self) -> f64 {
        self.scale
    }

    /// A length of the plan on the screen.
    #[must_use]
    pub fn length(&self, metres: f64) -> f32 {
        (metres * self.scale) as f32
    }

    /// A length of the screen on the plan, m.
    #[must_use]
    pub fn metres(&self, points: f32) -> f64 {
        f64::from(points) / self.scale
    }

    /// A point of the plan on the screen.
    #[must_use]
    pub fn to_screen(&self, point: Point) -> Pos2 {
        let middle = self.rect.center();
        pos2(
            middle.x + self.length(point.x - self.centre.x),
            middle.y - self.length(point.y - self.centre.y),
        )
    }

    /// A point of the screen on the plan.
    #[must_use]
    pub fn to_plan(&self, pos: Pos2) -> Point {
        let delta = pos - self.rect.center();
        self.centre.moved(f64::from(delta.x) / self.scale, -f64::from(delta.y) / self.scale)
    }

    /// A rectangle of the plan on the screen.
    #[must_use]
    pub fn rect_of(&self, bounds: Bounds) -> Rect {
        Rect::from_two_pos(self.to_screen(bounds.min), self.to_screen(bounds.max))
    }

    /// Whether anything of `bounds` can be seen.
    #[must_use]
    pub fn sees(&self, bounds: Bounds) -> bool {
        self.rect.expand(24.0).intersects(self.rect_of(bounds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> View {
        let mut view = View::default();
        view.place(Rect::from_min_size(pos2(100.0, 50.0), Vec2::new(800.0, 600.0)), None);
        view
    }

    #[test]
    fn the_screen_and_the_plan_agree() {
        let view = view();
        let point = Point::new(3.25, 7.5);
        assert!(view.to_plan(view.to_screen(point)).distance(point) < 1e-3);
        assert!(view.to_screen(Point::new(0.0, 5.0)).y < view.to_screen(Point::new(0.0, 0.0)).y);
    }

    #[test]
    fn a_panel_that_opens_leaves_the_plan_in_its_place() {
        let mut view = view();
        let point = Point::new(3.25, 7.5);
        let before = view.to_screen(point);
        view.place(Rect::from_min_size(pos2(160.0, 50.0), Vec2::new(600.0, 500.0)), None);
        assert!(view.to_screen(point).distance(before) < 1e-3);
    }

    #[test]
    fn a_zoom_keeps_what_is_under_the_pointer() {
        let mut view = view();
        let pointer = pos2(333.0, 222.0);
        let before = view.to_plan(pointer);
        view.zoom_at(pointer, 2.5);
        assert!(view.to_plan(pointer).distance(before) < 1e-6);
    }

    /// Shows a plan in a page, turns the wheel over it, and returns by how much it was zoomed and how
    /// far the page was scrolled.
    fn turn_the_wheel(scrolled: bool, modifiers: egui::Modifiers) -> (f64, f32) {
        let seen = (View::default(), 0.0);
        let mut harness =
            egui_kittest::Harness::builder().with_size([300.0, 200.0]).build_ui_state(
                move |ui, (view, offset): &mut (View, f32)| {
                    if !scrolled {
                        view.canvas(ui, None);
                        return;
                    }
                    let page = egui::ScrollArea::vertical().show(ui, |ui| {
                        ui.allocate_ui(Vec2::new(280.0, 600.0), |ui| view.canvas(ui, None));
                    });
                    *offset = page.state.clamped_offset().y;
                },
                seen,
            );
        harness.run_ok();
        let before = harness.state().0.scale;
        harness.hover_at(pos2(150.0, 100.0));
        harness.run_ok();
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -50.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers,
        });
        harness.run_ok();
        let (view, offset) = harness.state();
        (view.scale / before, *offset)
    }

    #[test]
    fn the_wheel_zooms_the_plan_or_scrolls_the_page_and_never_both() {
        let (zoomed, _) = turn_the_wheel(false, egui::Modifiers::NONE);
        assert!(zoomed < 0.95, "{zoomed}");
        let (zoomed, offset) = turn_the_wheel(true, egui::Modifiers::NONE);
        assert!((zoomed - 1.0).abs() < 1e-9 && offset > 20.0, "{zoomed}, {offset}");
        let (zoomed, offset) = turn_the_wheel(true, egui::Modifiers::COMMAND);
        assert!(zoomed < 0.95 && offset == 0.0, "{zoomed}, {offset}");
    }

    #[test]
    fn a_fit_shows_everything() {
        let mut view = view();
        let bounds = Bounds { min: Point::new(-10.0, 0.0), max: Point::new(90.0, 20.0) };
        view.fit(Some(bounds));
        assert!(view.rect().contains_rect(view.rect_of(bounds)));
    }
}
