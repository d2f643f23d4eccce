//! Doors as a plan draws them: the gap in the wall, the leaf and the arc it turns along.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, FontId, Galley, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2,
};

use super::{Canvas, Overlay, symbol, text};
use crate::building::{Closing, Door, DoorKind, DoorState, FireClass, Storey, Swing};

impl Canvas<'_> {
    pub(super) fn doors(&self, storey: &Storey, overlay: &Overlay) {
        for door in &storey.doors {
            let ends = [self.view.to_screen(door.line.a), self.view.to_screen(door.line.b)];
            if self.shows(Rect::from_two_pos(ends[0], ends[1])) {
                self.door(storey, door, ends, overlay);
            }
        }
    }

    fn door_color(&self, door: &Door) -> Color32 {
        if door.exit {
            self.palette.exit
        } else if door.kind.is_fire_door() {
            self.palette.fire
        } else {
            self.palette.wall
        }
    }

    fn door(&self, storey: &Storey, door: &Door, [a, b]: [Pos2; 2], overlay: &Overlay) {
        let color = self.door_color(door);
        let along = b - a;
        let width = along.length();
        if let Some(tint) = overlay.doors.get(&door.id) {
            self.painter.line_segment([a, b], Stroke::new(11.0, *tint));
        }
        if width < 5.0 {
            self.painter.line_segment([a, b], Stroke::new(4.0, color));
            self.state_mark(door, a + along / 2.0);
            return;
        }
        self.painter.line_segment([a, b], Stroke::new(6.5, self.palette.paper));
        let direction = along / width;
        // On the screen y goes down, so the left of the way is this side.
        let left = vec2(direction.y, -direction.x);
        for end in [a, b] {
            let jamb = [end - left * 4.0, end + left * 4.0];
            self.painter.line_segment(jamb, Stroke::new(1.8, self.palette.wall));
        }
        self.leaves(door, a, along, left, color);
        let middle = a + along / 2.0;
        let out = if door.exit { outwards(storey, door, left) } else { left };
        if door.exit {
            self.exit_arrow(door, middle, out);
        }
        if width > 13.0 {
            self.fire_label(door, middle, left);
        }
        self.state_mark(door, middle);
    }

    fn leaves(&self, door: &Door, a: Pos2, along: Vec2, left: Vec2, color: Color32) {
        let stroke = Stroke::new(1.8, color);
        let b = a + along;
        let sides: &[f32] = match door.swing {
            Swing::Left => &[1.0],
            Swing::Right => &[-1.0],
            Swing::Both => &[1.0, -1.0],
            Swing::Sliding => {
                let offset = left * 4.0;
                self.painter.line_segment([a + offset, a + offset + along * 0.6], stroke);
                self.painter.line_segment([a - offset + along * 0.4, b - offset], stroke);
                return;
            }
            Swing::Roller => {
                self.painter.extend(Shape::dashed_line(&[a, b], Stroke::new(3.0, color), 5.0, 3.0));
                return;
            }
            Swing::Revolving => {
                let middle = a + along / 2.0;
                let radius = along.length() / 2.0;
                self.painter.circle_stroke(middle, radius, stroke);
                for turn in [along.normalized() + left, along.normalized() - left] {
                    let arm = turn.normalized() * radius;
                    self.painter.line_segment([middle - arm, middle + arm], stroke);
                }
                return;
            }
            Swing::Open => {
                let thin = Stroke::new(1.0, self.palette.fine);
                self.painter.extend(Shape::dashed_line(&[a, b], thin, 3.0, 3.0));
                return;
            }
        };
        for side in sides {
            let swing = left * *side;
            if door.leaves >= 2 {
                self.leaf(a, along / 2.0, swing, stroke);
                self.leaf(b, -along / 2.0, swing, stroke);
            } else {
                self.leaf(a, along, swing, stroke);
            }
        }
    }

    fn leaf(&self, hinge: Pos2, closed: Vec2, swing: Vec2, stroke: Stroke) {
        let length = closed.length();
        let open = hinge + swing * length;
        self.painter.line_segment([hinge, open], stroke);
        let arc: Vec<Pos2> = (0..=10)
            .map(|i| {
                let angle = i as f32 / 10.0 * std::f32::consts::FRAC_PI_2;
                hinge + closed * angle.cos() + swing * length * angle.sin()
            })
            .collect();
        self.painter.add(Shape::line(arc, Stroke::new(1.0, stroke.color.gamma_multiply(0.7))));
    }

    fn exit_arrow(&self, door: &Door, middle: Pos2, out: Vec2) {
        let size = self.view.length(door.line.length()).clamp(8.0, 16.0);
        let from = middle - out * size * 0.4;
        let to = middle + out * size * 1.4;
        self.painter.line_segment([from, to], Stroke::new(3.0, self.palette.exit));
        symbol::head(self.painter, to + out * 3.0, out, 10.0, self.palette.exit);
    }

    /// The class in a box; a held-open door has a dashed box, as it closes on alarm only.
    fn fire_label(&self, door: &Door, middle: Pos2, left: Vec2) {
        let DoorKind::Fire { class, closing } = door.kind else { return };
        let letter = match class {
            FireClass::A => "A",
            FireClass::B => "B",
            FireClass::C => "C",
        };
        let out = if door.swing == Swing::Left { -left } else { left };
        let rect = Rect::from_center_size(middle + out * 12.0, Vec2::splat(14.0));
        let color = self.palette.fire;
        match closing {
            Closing::NormallyClosed => {
                self.painter.rect_filled(rect, 2.0, color);
            }
            Closing::HeldOpen => {
                self.painter.rect_filled(rect, 2.0, self.palette.paper);
                let ring = [
                    rect.left_top(),
                    rect.right_top(),
                    rect.right_bottom(),
                    rect.left_bottom(),
                    rect.left_top(),
                ];
                self.painter.extend(Shape::dashed_line(&ring, Stroke::new(1.4, color), 3.0, 2.0));
            }
        }
        let on = if closing == Closing::NormallyClosed { self.palette.on_sign } else { color };
        let font = FontId::proportional(10.5);
        self.painter.text(rect.center(), Align2::CENTER_CENTER, letter, font, on);
    }

    /// The name of a door and what is noted beside it, with the spots where it may stand: exits
    /// outside, beyond the arrow; other doors on the side away from the leaf, else on the other.
    pub(super) fn door_label(
        &self,
        storey: &Storey,
        door: &Door,
        overlay: &Overlay,
    ) -> Option<(Arc<Galley>, Vec<Pos2>)> {
        let [a, b] = [self.view.to_screen(door.line.a), self.view.to_screen(door.line.b)];
        let along = b - a;
        let width = along.length();
        let note = overlay.door_notes.get(&door.id);
        if width <= 13.0 || (!self.options.labels && note.is_none()) {
            return None;
        }
        let far = self.view.length(door.line.length()) > 30.0;
        let name = if door.exit || far { door.name.as_str() } else { "" };
        let words = match note {
            Some(note) if name.is_empty() => note.clone(),
            Some(note) => format!("{name} {note}"),
            None => name.to_owned(),
        };
        let color = if door.exit { self.palette.exit } else { self.palette.text_weak };
        let galley = text::elided(self.painter, &words, 11.0, color, 96.0)?;
        let direction = along / width;
        let left = vec2(direction.y, -direction.x);
        let boxed = if door.kind.is_fire_door() { 26.0 } else { 12.0 };
        let (out, near) = match door.swing {
            _ if door.exit => (outwards(storey, door, left), 30.0),
            Swing::Left => (-left, boxed),
            _ => (left, boxed),
        };
        let half = galley.size() / 2.0;
        let reach = near + half.x * out.x.abs() * 0.9;
        let middle = a + along / 2.0;
        let slide = direction * (width / 2.0 + half.x * direction.x.abs() + 4.0);
        let mut spots = vec![middle + out * reach];
        for sideways in [slide, -slide] {
            spots.push(middle + out * reach + sideways);
        }
        spots.push(middle + out * (reach + 14.0));
        if door.exit {
            // At the edge of the view: over the wall beside the exit.
            spots.extend([middle + slide * 1.5, middle - slide * 1.5]);
            let aside = direction * (width / 2.0 + half.y + 6.0);
            spots.extend([middle - out * half.x + aside, middle - out * half.x - aside]);
        } else {
            // Beyond the arc of the leaf.
            let beyond = width / door.leaves.max(1) as f32 + reach;
            spots.extend([middle - out * beyond, middle - out * reach + slide]);
        }
        Some((galley, spots))
    }

    /// A sign of its own shape for each state, so that no colour has to be told apart.
    fn state_mark(&self, door: &Door, middle: Pos2) {
        let color = self.palette.fault;
        let white = Stroke::new(1.8, self.palette.on_sign);
        match door.state {
            DoorState::AsDesigned => {}
            DoorState::ProppedOpen => {
                let r = 8.0;
                let wedge = vec![
                    middle + vec2(-r, r * 0.7),
                    middle + vec2(r, r * 0.7),
                    middle + vec2(r, -r * 0.9),
                ];
                let edge = Stroke::new(1.5, self.palette.on_sign);
                self.painter.add(Shape::convex_polygon(wedge, color, edge));
            }
            DoorState::Locked => {
                let body = Rect::from_center_size(middle + vec2(0.0, 2.5), vec2(13.0, 9.0));
                let shackle = Rect::from_center_size(middle - vec2(0.0, 3.0), vec2(8.0, 9.0));
                let halo = Stroke::new(4.5, self.palette.on_sign);
                self.painter.rect_stroke(shackle, 4.0, halo, StrokeKind::Middle);
                self.painter.rect_stroke(shackle, 4.0, Stroke::new(2.0, color), StrokeKind::Middle);
                let edge = Stroke::new(1.2, self.palette.on_sign);
                self.painter.rect(body, 2.0, color, edge, StrokeKind::Outside);
            }
            DoorState::Blocked => {
                self.painter.circle(middle, 8.5, color, Stroke::new(1.2, self.palette.on_sign));
                for (dx, dy) in [(3.6, 3.6), (3.6, -3.6)] {
                    let arm = vec2(dx, dy);
                    self.painter.line_segment([middle - arm, middle + arm], white);
                }
            }
        }
    }
}

/// The side of an exit that lies in the open air: where no space is; for a door between two spaces, the
/// side to which it opens.
fn outwards(storey: &Storey, door: &Door, left: Vec2) -> Vec2 {
    match storey.sides(door) {
        (Some(_), None) => -left,
        (None, Some(_)) => left,
        _ if door.swing == Swing::Right => -left,
        _ => left,
    }
}
