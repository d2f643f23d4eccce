//! The units of measures and limits. A limit is written in the unit of its clause; measured values
//! and findings are in metres, persons and so on.

use serde::{Deserialize, Serialize};

use super::Text;
use crate::building::{Enclosure, FireClass};
use crate::language::{Choice, Language};

/// The unit of a limit, as its clause gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// m.
    Metre,
    /// mm, for widths.
    Millimetre,
    /// ft, 0.3048 m.
    Foot,
    /// in, 25.4 mm.
    Inch,
    /// Square metres.
    SquareMetre,
    /// People.
    Person,
    /// A number of things.
    Piece,
    /// A share of another length.
    Share,
    /// Fire door class as its hours of resistance: 1.5, 1.0, 0.5; 0 for an ordinary door.
    FireClass,
    /// How a stair is separated: 0 open, 1 enclosed, 2 smoke-proof or outside.
    Enclosure,
    /// Met or not.
    YesNo,
}

impl Unit {
    /// The unit in which measures of this kind are taken.
    #[must_use]
    pub const fn base(self) -> Self {
        match self {
            Self::Millimetre | Self::Foot | Self::Inch => Self::Metre,
            other => other,
        }
    }

    /// How many of the base unit one of this is.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::Millimetre => 0.001,
            Self::Foot => 0.3048,
            Self::Inch => 0.0254,
            _ => 1.0,
        }
    }

    /// The stable name of the base unit in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.base() {
            Self::SquareMetre => "m2",
            Self::Person => "persons",
            Self::Piece => "count",
            Self::Share => "ratio",
            Self::FireClass => "fire_class_h",
            Self::Enclosure => "enclosure",
            Self::YesNo => "yes_no",
            _ => "m",
        }
    }

    /// A value in the base unit, for people: `44.2 m`, `Class B`.
    #[must_use]
    pub fn show(self, value: f64, lang: Language) -> String {
        match self.base() {
            Self::SquareMetre => format!("{value:.0} m²"),
            Self::Person | Self::Piece => format!("{value:.0}"),
            Self::Share => format!("{value:.2}"),
            Self::FireClass => fire_class(value)
                .map_or_else(|| lang.t("door-ordinary"), |class| lang.t(class.key())),
            Self::Enclosure => lang.t(enclosure(value).key()),
            Self::YesNo => lang.t(if value >= 1.0 { "rules-yes" } else { "rules-no" }),
            // A value just beyond its limit must not look like the limit.
            _ if value.abs() < 10.0 => format!("{value:.2} m"),
            _ => format!("{value:.1} m"),
        }
    }
}

/// The hours that a fire door class resists, h (GB 12955-2008).
pub(super) const fn hours(class: Option<FireClass>) -> f64 {
    match class {
        Some(FireClass::A) => 1.5,
        Some(FireClass::B) => 1.0,
        Some(FireClass::C) => 0.5,
        None => 0.0,
    }
}

/// The lowest class that resists this many hours; nothing where none is needed.
pub(super) fn fire_class(hours: f64) -> Option<FireClass> {
    if hours <= 0.0 {
        None
    } else if hours <= 0.5 {
        Some(FireClass::C)
    } else if hours <= 1.0 {
        Some(FireClass::B)
    } else {
        Some(FireClass::A)
    }
}

/// How far a stair is separated, as a grade.
pub(super) const fn grade(enclosure: Enclosure) -> f64 {
    match enclosure {
        Enclosure::Open => 0.0,
        Enclosure::Enclosed => 1.0,
        Enclosure::SmokeProof | Enclosure::Outside => 2.0,
    }
}

/// The least separation of a grade.
pub(super) fn enclosure(grade: f64) -> Enclosure {
    if grade < 0.5 {
        Enclosure::Open
    } else if grade < 1.5 {
        Enclosure::Enclosed
    } else {
        Enclosure::SmokeProof
    }
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub fn in_language(&self, lang: Language) -> &str {
        match lang {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}
