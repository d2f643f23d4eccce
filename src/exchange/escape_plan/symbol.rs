//! Safety signs for escape plans, drawn by us after the manner of ISO 7010: green for the way out
//! and first aid, red for fire equipment.

use super::super::drawing::{Drawing, Paint};
use crate::building::EquipmentKind;
use crate::language::choice;

/// Safety green (ISO 3864-4, about).
pub(super) const GREEN: &str = "#00814a";
/// Safety red (ISO 3864-4, about).
pub(super) const RED: &str = "#b7131a";
/// Mandatory blue (ISO 3864-4, about): where one stands.
pub(super) const BLUE: &str = "#005aa0";

choice! {
    /// A sign of an escape plan.
    pub enum Symbol {
        /// 灭火器.
        Extinguisher => "equipment-extinguisher",
        /// 消火栓.
        Hydrant => "equipment-hydrant",
        /// 手动火灾报警按钮.
        CallPoint => "equipment-call-point",
        /// 防火门释放按钮.
        DoorRelease => "equipment-door-release",
        /// 消防电话.
        EmergencyPhone => "equipment-emergency-phone",
        /// 急救箱.
        FirstAid => "equipment-first-aid",
        /// 自动体外除颤器.
        Defibrillator => "equipment-defibrillator",
        /// 洗眼器.
        EyeWash => "equipment-eye-wash",
        /// 安全出口.
        Exit => "escape-plan-exit",
        /// 疏散集合点.
        AssemblyPoint => "escape-plan-assembly-point",
    }
}

impl Symbol {
    /// The sign of a piece of equipment; nothing for what an escape plan does not show.
    pub(super) const fn of(kind: EquipmentKind) -> Option<Self> {
        match kind {
            EquipmentKind::Extinguisher => Some(Self::Extinguisher),
            EquipmentKind::Hydrant => Some(Self::Hydrant),
            EquipmentKind::CallPoint => Some(Self::CallPoint),
            EquipmentKind::DoorRelease => Some(Self::DoorRelease),
            EquipmentKind::EmergencyPhone => Some(Self::EmergencyPhone),
            EquipmentKind::FirstAid => Some(Self::FirstAid),
            EquipmentKind::Defibrillator => Some(Self::Defibrillator),
            EquipmentKind::EyeWash => Some(Self::EyeWash),
            // What nobody works by hand in a fire; and the plan itself is where the reader stands.
            EquipmentKind::ExitSign
            | EquipmentKind::EmergencyLight
            | EquipmentKind::SmokeDetector
            | EquipmentKind::ShutterControl
            | EquipmentKind::EscapePlan => None,
        }
    }

    const fn ground(self) -> &'static str {
        match self {
            Self::Extinguisher
            | Self::Hydrant
            | Self::CallPoint
            | Self::DoorRelease
            | Self::EmergencyPhone => RED,
            Self::FirstAid
            | Self::Defibrillator
            | Self::EyeWash
            | Self::Exit
            | Self::AssemblyPoint => GREEN,
        }
    }

    /// The white shapes on a square of 100 × 100.
    const fn shapes(self) -> &'static [&'static str] {
        match self {
            // A cylinder with its lever and hose, and a flame beside it.
            Self::Extinguisher => &[
                "M22 40 a11 11 0 0 1 22 0 v44 a4 4 0 0 1 -4 4 h-14 a4 4 0 0 1 -4 -4 z",
                "M29 14 h18 v5 h-10 v8 h-8 z",
                "M47 15 q14 2 14 18 v8 h-5 v-8 q0 -11 -9 -13 z",
                "M76 40 q10 14 8 24 q-2 16 -14 20 q-12 -4 -12 -18 q0 -8 6 -14 q2 7 6 8 q4 -8 6 -20 z",
            ],
            // A reel with its hose.
            Self::Hydrant => &[
                "M40 18 a30 30 0 1 0 0.01 0 z M40 30 a18 18 0 1 1 -0.01 0 z M40 40 a8 8 0 1 0 0.01 0 z",
                "M66 56 q12 0 12 14 v12 h9 v-14 q0 -22 -21 -22 z",
                "M74 82 h17 v7 h-17 z",
            ],
            // A push button that a hand presses, with a flame.
            Self::CallPoint => &[
                "M14 26 h40 v40 h-40 z M22 34 v24 h24 v-24 z",
                "M34 39 a7 7 0 1 0 0.01 0 z",
                "M40 50 l34 16 q8 4 6 12 l-3 12 h-22 l-4 -14 l-14 -10 z",
                "M76 12 q10 14 8 22 q-2 13 -11 16 q-10 -4 -10 -14 q0 -6 5 -11 q2 5 4 6 q3 -8 4 -19 z",
            ],
            // A leaf that closes from its holder.
            Self::DoorRelease => &[
                "M16 14 h8 v72 h-8 z",
                "M28 18 l34 12 v58 l-34 -12 z",
                "M92 50 l-18 -12 v8 h-8 v8 h8 v8 z",
            ],
            // A receiver, and a flame.
            Self::EmergencyPhone => &[
                "M20 16 l14 -2 l8 20 l-9 7 q6 14 20 24 l8 -8 l19 11 l-4 14 q-4 4 -14 2 q-40 -14 -44 -58 q-1 -7 2 -10 z",
                "M76 12 q10 14 8 22 q-2 13 -11 16 q-10 -4 -10 -14 q0 -6 5 -11 q2 5 4 6 q3 -8 4 -19 z",
            ],
            // A heart with a flash through it, and a cross.
            Self::Defibrillator => &[
                "M44 84 l-30 -32 a17 17 0 0 1 30 -20 a17 17 0 0 1 30 20 z M48 38 l-16 22 h10 l-5 18 l18 -24 h-10 z",
                "M78 12 h8 v9 h9 v8 h-9 v9 h-8 v-9 h-9 v-8 h9 z",
            ],
            // Water over an eye, and a cross.
            Self::EyeWash => &[
                "M12 68 q30 -30 60 0 q-30 30 -60 0 z M42 56 a12 12 0 1 0 0.01 0 z M42 62 a6 6 0 1 1 -0.01 0 z",
                "M24 20 q7 12 0 18 q-7 -6 0 -18 z",
                "M42 14 q8 14 0 21 q-8 -7 0 -21 z",
                "M60 20 q7 12 0 18 q-7 -6 0 -18 z",
                "M78 12 h8 v9 h9 v8 h-9 v9 h-8 v-9 h-9 v-8 h9 z",
            ],
            Self::FirstAid => &["M40 16 h20 v24 h24 v20 h-24 v24 h-20 v-24 h-24 v-20 h24 z"],
            // Somebody running through a doorway.
            Self::Exit => &[
                "M54 10 h36 v80 h-36 v-8 h28 v-64 h-28 z",
                "M40 16 a8 8 0 1 0 0.01 0 z",
                "M30 34 l18 1 l12 14 l10 2 v7 l-14 -2 l-7 -7 l-4 15 l12 10 v18 h-8 v-14 l-14 -10 l-6 12 h-19 v-8 h14 l10 -29 l-8 3 l-5 11 l-7 -3 l7 -15 z",
            ],
            // Arrows from the four corners, and people in the middle.
            Self::AssemblyPoint => &[
                "M10 10 h22 l-7 7 l12 12 l-8 8 l-12 -12 l-7 7 z",
                "M90 10 h-22 l7 7 l-12 12 l8 8 l12 -12 l7 7 z",
                "M10 90 h22 l-7 -7 l12 -12 l-8 -8 l-12 12 l-7 -7 z",
                "M90 90 h-22 l7 -7 l-12 -12 l8 -8 l12 12 l7 -7 z",
                "M50 34 a6 6 0 1 0 0.01 0 z M42 48 h16 v12 h-3 v12 h-10 v-12 h-3 z",
            ],
        }
    }

    /// Draws the sign about a place, `side` mm wide.
    pub(super) fn draw(self, drawing: &mut Drawing, (x, y): (f64, f64), side: f64) {
        let corner = (x - side / 2.0, y - side / 2.0);
        let ground = Paint::fill(self.ground()).edged("#ffffff", side * 0.05);
        drawing.rect(corner, (side, side), side * 0.06, ground);
        for shape in self.shapes() {
            drawing.path(shape, corner, side / 100.0, Paint::fill("#ffffff"));
        }
    }
}
