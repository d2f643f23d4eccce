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
    /// When it was last inspected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspected: Option<Date>,
    /// Who answers for it; empty if nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
}
