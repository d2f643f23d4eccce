//! Pictograms: safety equipment after ISO 7010, hazard marks, arrow heads.

use eframe::egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2,
};

use super::{Canvas, Palette};
use crate::building::{EquipmentKind, HazardSource, Storey};

/// The side of a pictogram, points of the screen.
const SIDE: f32 = 15.0;

/// The square of a pictogram.
pub(super) fn frame(at: Pos2) -> Rect {
    Rect::from_center_size(at, Vec2::splat(SIDE))
}

/// The head of an arrow that ends at `tip` and comes along `way`.
pub(super) fn head(painter: &Painter, tip: Pos2, way: Vec2, size: f32, color: Color32) {
    let ahead = way.normalized();
    let across = ahead.rot90() * size * 0.5;
    let back = tip - ahead * size;
    let corners = vec![tip, back + across, back - across];
    painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
}

impl Canvas<'_> {
    pub(super) fn equipment(&self, storey: &Storey) {
        // Far out, pictograms would hide the plan; a dot still says that something is there.
        let dots = self.view.scale() < 6.0;
        for equipment in &storey.equipment {
            let at = self.view.to_screen(equipment.at);
            if !self.shows(frame(at)) {
                continue;
            }
            if dots {
                self.painter.circle_filled(at, 2.5, ground(&self.palette, equipment.kind));
            } else {
                pictogram(self.painter, &self.palette, at, equipment.kind);
                if equipment.kind == EquipmentKind::EscapePlan {
                    // Which way its reader looks.
                    let (x, y) = equipment.facing.ahead();
                    let ahead = vec2(x as f32, -y as f32);
                    head(self.painter, at + ahead * 15.0, ahead, 6.0, self.palette.exit);
                }
            }
        }
    }
}

const fn ground(palette: &Palette, kind: EquipmentKind) -> Color32 {
    match kind {
        EquipmentKind::CallPoint
        | EquipmentKind::Extinguisher
        | EquipmentKind::Hydrant
        | EquipmentKind::SmokeDetector
        | EquipmentKind::ShutterControl
        | EquipmentKind::EmergencyPhone
        | EquipmentKind::DoorRelease => palette.fire,
        EquipmentKind::ExitSign
        | EquipmentKind::EmergencyLight
        | EquipmentKind::FirstAid
        | EquipmentKind::Defibrillator
        | EquipmentKind::EyeWash
        | EquipmentKind::EscapePlan => palette.exit,
    }
}

fn pictogram(painter: &Painter, palette: &Palette, at: Pos2, kind: EquipmentKind) {
    let rect = frame(at);
    let on = palette.on_sign;
    let line = Stroke::new(1.6, on);
    painter.rect(rect, 2.5, ground(palette, kind), Stroke::new(1.0, on), StrokeKind::Outside);
    match kind {
        EquipmentKind::CallPoint => {
            painter.circle_stroke(at, 4.5, line);
            painter.circle_filled(at, 2.0, on);
        }
        EquipmentKind::Extinguisher => {
            let body = Rect::from_center_size(at + vec2(0.5, 1.8), vec2(4.6, 8.4));
            painter.rect_filled(body, 2.0, on);
            painter.line_segment([at + vec2(0.5, -3.0), at + vec2(0.5, -5.2)], line);
            painter.line_segment([at + vec2(0.5, -4.8), at + vec2(-4.2, -2.0)], line);
        }
        EquipmentKind::Hydrant => {
            painter.circle_stroke(at, 4.6, line);
            painter.circle_stroke(at, 1.8, line);
            painter.line_segment([at + vec2(3.4, 3.2), at + vec2(6.0, 5.8)], line);
        }
        EquipmentKind::ExitSign => {
            painter.line_segment([at + vec2(-5.0, 0.0), at + vec2(1.5, 0.0)], Stroke::new(2.4, on));
            head(painter, at + vec2(5.6, 0.0), vec2(1.0, 0.0), 6.5, on);
        }
        EquipmentKind::EmergencyLight => {
            for dx in [-3.2, 3.2] {
                painter.circle_filled(at + vec2(dx, -1.0), 2.4, on);
            }
            painter.line_segment([at + vec2(-5.2, 4.2), at + vec2(5.2, 4.2)], line);
        }
        EquipmentKind::DoorRelease => {
            let leaf = Rect::from_center_size(at - vec2(1.4, 0.0), vec2(5.4, 10.0));
            painter.rect_stroke(leaf, 0.0, line, StrokeKind::Inside);
            painter.circle_filled(at + vec2(4.2, 0.0), 1.9, on);
        }
        EquipmentKind::SmokeDetector => {
            for dy in [-3.4, 0.0, 3.4] {
                let wave = vec![
                    at + vec2(-5.0, dy + 1.0),
                    at + vec2(-2.0, dy - 1.0),
                    at + vec2(2.0, dy + 1.0),
                    at + vec2(5.0, dy - 1.0),
                ];
                painter.add(Shape::line(wave, Stroke::new(1.3, on)));
            }
        }
        EquipmentKind::ShutterControl => {
            for dy in [-4.0, -1.3, 1.4] {
                painter.line_segment([at + vec2(-5.0, dy), at + vec2(5.0, dy)], line);
            }
            head(painter, at + vec2(0.0, 6.4), vec2(0.0, 1.0), 4.0, on);
        }
        EquipmentKind::FirstAid => {
            painter.rect_filled(Rect::from_center_size(at, vec2(3.6, 10.0)), 0.0, on);
            painter.rect_filled(Rect::from_center_size(at, vec2(10.0, 3.6)), 0.0, on);
        }
        EquipmentKind::Defibrillator => {
            let flash =
                [(1.0, -6.0), (-3.4, 1.0), (-0.4, 1.0), (-1.4, 6.0), (3.6, -1.6), (0.4, -1.6)];
            let flash = flash.map(|(x, y)| at + vec2(x, y)).to_vec();
            painter.add(Shape::line(flash, line));
        }
        EquipmentKind::EyeWash => {
            painter.circle_stroke(at + vec2(0.0, 2.0), 3.4, line);
            for dx in [-4.0, 0.0, 4.0] {
                painter.circle_filled(at + vec2(dx, -4.6), 1.1, on);
            }
        }
        EquipmentKind::EmergencyPhone => {
            let arc = [(-4.4, -3.6), (-4.4, 1.2), (-1.2, 4.4), (3.6, 4.4)];
            painter
                .add(Shape::line(arc.map(|(x, y)| at + vec2(x, y)).to_vec(), Stroke::new(2.2, on)));
            for end in [vec2(-3.4, -3.8), vec2(3.8, 3.4)] {
                painter.circle_filled(at + end, 2.2, on);
            }
        }
        EquipmentKind::EscapePlan => {
            let sheet = Rect::from_center_size(at, vec2(10.0, 8.0));
            painter.rect_stroke(sheet, 0.0, line, StrokeKind::Inside);
            painter.circle_filled(at + vec2(-1.8, 1.0), 1.7, on);
            painter
                .line_segment([at + vec2(-1.0, 0.6), at + vec2(4.0, -2.4)], Stroke::new(1.2, on));
        }
    }
}

/// A warning triangle with a sign for the hazard source.
pub(super) fn hazard(
    painter: &Painter,
    palette: &Palette,
    at: Pos2,
    side: f32,
    hazard: HazardSource,
) {
    let r = side / 2.0;
    let corners = vec![at + vec2(0.0, -r), at + vec2(r, r * 0.8), at + vec2(-r, r * 0.8)];
    let edge = Stroke::new(1.0, palette.on_hazard);
    painter.add(Shape::convex_polygon(corners, palette.hazard, edge));
    let sign = match hazard {
        HazardSource::HazardousChemicals => "!",
        HazardSource::Gas => "G",
        HazardSource::CombustibleDust => "Ex",
        HazardSource::MoltenMetal => "M",
        HazardSource::ConfinedSpace => "C",
        HazardSource::EBikeCharging => "E",
    };
    let font = FontId::proportional(side * 0.5);
    let middle = at + vec2(0.0, r * 0.22);
    painter.text(middle, Align2::CENTER_CENTER, sign, font, palette.on_hazard);
}
