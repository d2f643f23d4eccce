//! Lengths as the user wants to read and type them: in metres or in millimetres.

use eframe::egui::{Context, Id};

use crate::language::choice;

choice! {
    /// The unit of lengths in the editor.
    pub enum LengthUnit {
        /// m.
        Metres => "unit-metres",
        /// mm, as drawings of the trade have them.
        Millimetres => "unit-millimetres",
    }
}

impl LengthUnit {
    /// How many of it a metre has.
    pub(super) const fn of_a_metre(self) -> f64 {
        match self {
            Self::Metres => 1.0,
            Self::Millimetres => 1000.0,
        }
    }

    /// What stands behind a number.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Metres => " m",
            Self::Millimetres => " mm",
        }
    }

    /// A length for reading: `12.35 m`, `12350 mm`.
    pub(super) fn text(self, metres: f64) -> String {
        match self {
            Self::Metres => format!("{metres:.2} m"),
            Self::Millimetres => format!("{:.0} mm", metres * 1000.0),
        }
    }
}

fn place() -> Id {
    Id::unique("length-unit")
}

/// The unit in use: dimensions and fields lie far apart and all follow it.
pub(super) fn of(ctx: &Context) -> LengthUnit {
    ctx.data(|data| data.get_temp(place())).unwrap_or(LengthUnit::Metres)
}

/// Takes another unit.
pub(super) fn set(ctx: &Context, unit: LengthUnit) {
    ctx.data_mut(|data| data.insert_temp(place(), unit));
}
