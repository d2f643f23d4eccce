//! Stairs: treads, and arrows for the way up and down.

use eframe::egui::{Rect, Stroke, vec2};

use super::{Canvas, symbol};
use crate::building::{Building, Space, SpaceUse, Stair, StairState, Storey};

impl Canvas<'_> {
    pub(super) fn stairs(&self, building: &Building, storey: &Storey) {
        for space in &storey.spaces {
            let Some(bounds) = space.outline.bounds().filter(|b| self.view.sees(*b)) else {
                continue;
            };
            let stair = building.stairs.iter().find(|stair| stair.levels.contains(&space.id));
            let rect = self.view.rect_of(bounds);
            let large = rect.width().min(rect.height()) > 14.0;
            if large && (stair.is_some() || space.usage == SpaceUse::Stair) {
                self.treads(rect, stair, space);
            }
        }
    }

    fn treads(&self, rect: Rect, stair: Option<&Stair>, space: &Space) {
        let upright = rect.height() >= rect.width();
        let (run, across) =
            if upright { (rect.height(), rect.width()) } else { (rect.width(), rect.height()) };
        let landing = run * 0.2;
        let step = self.view.length(stair.map_or(0.28, |s| s.tread)).max(3.5);
        let stroke = Stroke::new(0.8, self.palette.fine.gamma_multiply(0.7));
        let place = |along: f32, over: f32| {
            if upright {
                rect.left_bottom() + vec2(over, -along)
            } else {
                rect.left_top() + vec2(along, over)
            }
        };
        let mut along = landing;
        while along <= run - landing {
            self.painter.line_segment([place(along, 3.0), place(along, across - 3.0)], stroke);
            along += step;
        }
        let rail = Stroke::new(1.4, self.palette.fine);
        self.painter
            .line_segment([place(landing, across / 2.0), place(run - landing, across / 2.0)], rail);
        let Some(stair) = stair else { return };
        let level = stair.levels.iter().position(|id| *id == space.id).unwrap_or(0);
        let line = Stroke::new(1.6, self.palette.exit);
        let arrow = |from: f32, to: f32, over: f32| {
            let (tail, tip) = (place(from, over), place(to, over));
            self.painter.line_segment([tail, tip], line);
            symbol::head(self.painter, tip, tip - tail, 7.0, self.palette.exit);
        };
        // People climb on the right half and come down on the left one, as on a dog-leg stair.
        if level + 1 < stair.levels.len() {
            arrow(landing, run - landing, across * 0.75);
        }
        if level > 0 {
            arrow(run - landing, landing, across * 0.25);
        }
        if stair.state == StairState::Blocked {
            let cross = Stroke::new(3.0, self.palette.fault);
            let inner = rect.shrink(4.0);
            self.painter.line_segment([inner.left_top(), inner.right_bottom()], cross);
            self.painter.line_segment([inner.right_top(), inner.left_bottom()], cross);
        }
    }
}
