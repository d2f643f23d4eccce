//! Safety equipment on a plan.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EquipmentId, Point};
use crate::language::choice;

choice! {
    /// What a piece of safety equipment is.
    pub enum EquipmentKind {
        /// 手动火灾报警按钮.
        CallPoint => "equipment-call-point",
        /// 灭火器.
        Extinguisher => "equipment-extinguisher",
        /// 消火栓.
        Hydrant => "equipment-hydrant",
        /// 疏散指示标志.
        ExitSign => "equipment-exit-sign",
        /// 应急照明.
        EmergencyLight => "equipment-emergency-light",
        /// 防火门释放按钮.
        DoorRelease => "equipment-door-release",
        /// 感烟探测器.
        SmokeDetector => "equipment-smoke-detector",
        /// 防火卷帘控制.
        ShutterControl => "equipment-shutter-control",
        /// 急救箱.
        FirstAid => "equipment-first-aid",
        /// 自动体外除颤器.
        Defibrillator => "equipment-defibrillator",
        /// 洗眼器、紧急冲淋.
        EyeWash => "equipment-eye-wash",
        /// 消防电话、应急电话.
        EmergencyPhone => "equipment-emergency-phone",
        /// 疏散平面图: where one hangs.
        EscapePlan => "equipment-escape-plan",
    }
}

choice! {
    /// Which way somebody looks who stands before a wall, on the building's plan.
    #[derive(Default)]
    pub enum Facing {
        /// To the top of the plan.
        #[default]
        Up => "facing-up",
        /// To its right.
        Right => "facing-right",
        /// To its bottom.
        Down => "facing-down",
        /// To its left.
        Left => "facing-left",
    }
}

impl Facing {
    /// The step along the way one looks.
    #[must_use]
    pub const fn ahead(self) -> (f64, f64) {
        match self {
            Self::Up => (0.0, 1.0),
            Self::Right => (1.0, 0.0),
            Self::Down => (0.0, -1.0),
            Self::Left => (-1.0, 0.0),
        }
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_up(&self) -> bool {
        *self == Self::Up
    }
}

/// A piece of safety equipment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// Its id.
    pub id: EquipmentId,
    /// What it is.
    pub kind: EquipmentKind,
    /// Its name or number; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Where it is.
    pub at: Point,
    /// Which way its reader looks; of an escape plan, which is turned accordingly.
    #[serde(default, skip_serializing_if = "Facing::is_up")]
    pub facing: Facing,
    /// When it was last inspected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspected: Option<Date>,
    /// Who answers for it; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
}

impl Equipment {
    /// A piece of equipment without a name that nobody has inspected.
    #[must_use]
    pub const fn new(id: EquipmentId, kind: EquipmentKind, at: Point) -> Self {
        Self {
            id,
            kind,
            name: String::new(),
            at,
            facing: Facing::Up,
            inspected: None,
            responsible: String::new(),
        }
    }
}
