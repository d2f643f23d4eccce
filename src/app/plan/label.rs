//! The labels of a plan: names, figures, hazards, doors; each where [`placing`](super::placing) puts
//! it. What found no room is said where the pointer is.

use std::sync::Arc;

use eframe::egui::{Color32, Galley, Pos2, Rect, vec2};

use super::placing::{Rank, Sheet, Spot, Wish};
use super::{Canvas, Overlay, symbol, text};
use crate::app::theme::{self, Look};
use crate::building::{Building, HazardSource, Space, SpaceUse, Storey};
use crate::language::msg;

/// How much the ground of a label covers of the colours or lines under it.
pub const LABEL_GROUND: f32 = 0.7;
/// How near to something without its label the pointer tells it, points.
const NEAR: f32 = 12.0;
/// The side of a hazard's sign, points.
const HAZARD: f32 = 15.0;

/// Finished text that looks for its place.
struct Label<'a> {
    lines: Vec<Arc<Galley>>,
    wish: Wish,
    hazards: &'a [HazardSource],
    /// Room above and below the lines, points.
    room: f32,
    /// What it is about, on the screen.
    about: Rect,
    /// Whether it could hardly be read on the colours or the treads under it.
    faint: bool,
}

impl Label<'_> {
    fn said(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text()).collect();
        lines.join(" · ")
    }
}

impl Canvas<'_> {
    pub(super) fn labels(&self, building: &Building, storey: &Storey, overlay: &Overlay) {
        let mut sheet = self.taken(storey, overlay);
        let mut labels: Vec<Label<'_>> =
            self.visible(storey).filter_map(|s| self.of_space(building, s, overlay)).collect();
        for door in &storey.doors {
            let ends = [self.view.to_screen(door.line.a), self.view.to_screen(door.line.b)];
            let about = Rect::from_two_pos(ends[0], ends[1]);
            if !self.shows(about) {
                continue;
            }
            let Some((galley, spots)) = self.door_label(storey, door, overlay) else { continue };
            let rank = if door.exit { Rank::Exit } else { Rank::Door };
            let wish = Wish { rank, size: galley.size(), spots, within: None };
            labels.push(Label {
                lines: vec![galley],
                wish,
                hazards: &[],
                room: 0.0,
                about,
                faint: false,
            });
        }
        let placed = sheet.place(labels.iter().map(|label| &label.wish));
        for (label, spot) in labels.iter().zip(&placed) {
            if let Some(spot) = spot {
                self.label(label, *spot);
            }
        }
        self.pointed_at(&labels, &placed);
    }

    /// Routes, walls, doors and pictograms, which labels keep away from.
    fn taken(&self, storey: &Storey, overlay: &Overlay) -> Sheet {
        let mut sheet = Sheet::new(self.view.rect());
        for arrow in &overlay.arrows {
            for ends in arrow.path.windows(2) {
                sheet.line([self.view.to_screen(ends[0]), self.view.to_screen(ends[1])]);
            }
        }
        if self.options.equipment {
            for equipment in &storey.equipment {
                sheet.sign(symbol::frame(self.view.to_screen(equipment.at)));
            }
        }
        for door in &storey.doors {
            let ends = [self.view.to_screen(door.line.a), self.view.to_screen(door.line.b)];
            sheet.sign(Rect::from_two_pos(ends[0], ends[1]).expand(3.0));
        }
        for space in self.visible(storey) {
            for edge in space.outline.edges() {
                sheet.line([self.view.to_screen(edge.a), self.view.to_screen(edge.b)]);
            }
        }
        sheet
    }

    fn of_space<'s>(
        &self,
        building: &Building,
        space: &'s Space,
        overlay: &Overlay,
    ) -> Option<Label<'s>> {
        let about = self.view.rect_of(space.outline.bounds()?);
        if about.width() <= 22.0 || about.height() <= 14.0 {
            return None;
        }
        let at = space.outline.label_point();
        let (left, right) = text::room_beside(&space.outline, at);
        let (below, above) = text::room_above(&space.outline, at);
        let width = 2.0 * self.view.length(left.min(right)) - 10.0;
        let height = 2.0 * self.view.length(below.min(above)) - 6.0;
        let mut room = height;
        let mut lines = Vec::new();
        // A name is cut where it must be; half a number would say something wrong.
        let mut add = |line: &str, size: f32, color, cut: bool| {
            let galley = text::elided(self.painter, line, size, color, width);
            if let Some(galley) = galley.filter(|g| g.size().y <= room && (cut || !g.elided)) {
                room -= galley.size().y;
                lines.push(galley);
            }
        };
        // On a colour, text that steps back would not be read any more.
        let tinted = overlay.spaces.contains_key(&space.id) || !overlay.strips.is_empty();
        let weak = if tinted { self.palette.text } else { self.palette.text_weak };
        if self.options.labels {
            add(&space.name, 13.0, self.palette.text, true);
            let note = overlay.notes.get(&space.id).cloned();
            let note = note.or_else(|| self.people_and_area(space));
            if let Some(note) = note {
                add(&note, 11.0, weak, false);
            }
            if let Some(tenant) = space.tenant.as_ref().and_then(|id| building.tenant(id)) {
                add(&tenant.name, 11.0, weak, true);
            }
        }
        let hazards = if self.options.hazards { &space.hazards[..] } else { &[] };
        let fits = width > HAZARD * hazards.len() as f32 && room > HAZARD + 2.0;
        let hazards = if fits { hazards } else { &[] };
        if lines.is_empty() && hazards.is_empty() {
            return None;
        }
        let size = vec2(
            lines.iter().map(|line| line.size().x).fold(0.0, f32::max),
            lines.iter().map(|line| line.size().y).sum(),
        );
        let spots = spots(self.view.to_screen(at), width - size.x, room);
        let wish = Wish { rank: Rank::Space, size, spots, within: Some(self.ring(space)) };
        let look = Look::of(&self.painter.ctx().global_style().visuals);
        let faint = space.usage == SpaceUse::Stair
            || !overlay.strips.is_empty()
            || overlay.spaces.get(&space.id).is_some_and(|tint| {
                let under = self.palette.fill(space.usage).blend(*tint);
                theme::contrast(self.palette.text, under) < look.text_contrast()
            });
        Some(Label { lines, wish, hazards, room, about, faint })
    }

    fn people_and_area(&self, space: &Space) -> Option<String> {
        if space.usage == SpaceUse::Stair {
            return None;
        }
        let people = space.people(self.options.shift.as_deref());
        let area = format!("{:.0}", space.outline.area());
        let message = if people == 0 {
            msg!("plan-area", area = area)
        } else {
            msg!("plan-people-area", people = people, area = area)
        };
        Some(self.options.language.say(&message))
    }

    fn label(&self, label: &Label<'_>, spot: Spot) {
        if (label.faint || spot.crosses) && !label.lines.is_empty() {
            self.ground(spot.rect);
        }
        text::stacked(self.painter, spot.rect.center(), &label.lines);
        // Marks stand above the name, where the stacked text leaves half of the free room.
        let moved = (label.wish.spots.first()).map_or(0.0, |first| first.y - spot.rect.center().y);
        if label.room / 2.0 - moved >= HAZARD {
            let y = spot.rect.top() - HAZARD / 2.0 - 1.0;
            let first = spot.rect.center().x - HAZARD * (label.hazards.len() as f32 - 1.0) / 2.0;
            for (i, hazard) in label.hazards.iter().enumerate() {
                let at = Pos2::new(first + HAZARD * i as f32, y);
                symbol::hazard(self.painter, &self.palette, at, HAZARD, *hazard);
            }
        }
    }

    /// What lies under a label fades, so that it can be read.
    fn ground(&self, rect: Rect) {
        let color = self.palette.paper.gamma_multiply(LABEL_GROUND);
        self.painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 4.0, color);
    }

    /// Says the label that found no room, of what the pointer is at.
    fn pointed_at(&self, labels: &[Label<'_>], placed: &[Option<Spot>]) {
        let Some(pointer) = self.painter.ctx().pointer_hover_pos() else { return };
        let covered = self.painter.ctx().layer_id_at(pointer) != Some(self.painter.layer_id());
        if covered || !self.painter.clip_rect().contains(pointer) {
            return;
        }
        let hidden = labels.iter().zip(placed).find(|(label, spot)| {
            let short = label.lines.iter().any(|line| line.elided);
            (spot.is_none() || short) && label.about.expand(NEAR).contains(pointer)
        });
        let Some((label, _)) = hidden else { return };
        let color = self.palette.text;
        if let Some(galley) = text::elided(self.painter, &label.said(), 12.0, color, 400.0) {
            let size = galley.size();
            let low = self.painter.clip_rect().right() - size.x - 6.0;
            let at = Pos2::new((pointer.x + 14.0).min(low), pointer.y + 14.0);
            let rect = Rect::from_min_size(at, size).expand2(vec2(5.0, 3.0));
            self.painter.rect_filled(rect, 4.0, self.palette.paper);
            self.painter.galley(at, galley, Color32::GRAY);
        }
    }
}

/// The middle first, then above, below and beside it as far as there is room.
fn spots(middle: Pos2, beside: f32, above: f32) -> Vec<Pos2> {
    let (x, y) = ((beside / 2.0).max(0.0), (above / 2.0).max(0.0));
    let mut spots = vec![middle];
    for share in [0.35, 0.7, 1.0] {
        spots.extend([vec2(0.0, -y), vec2(0.0, y)].map(|by| middle + by * share));
    }
    for share in [0.5, 1.0] {
        spots.extend([vec2(-x, 0.0), vec2(x, 0.0)].map(|by| middle + by * share));
        spots.extend(
            [vec2(-x, -y), vec2(x, -y), vec2(-x, y), vec2(x, y)].map(|by| middle + by * share),
        );
    }
    spots
}
