//! Why a change can't be made, and the numbers that are refused.

use thiserror::Error;

use crate::building::Point;
use crate::building::area::Tangled;
use crate::language::{Message, msg};

/// Why a change can't be made. Nothing has been changed then.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EditError {
    /// An element of the change is not there.
    #[error("there is no {0}")]
    Unknown(String),
    /// There is no wall near enough for a door.
    #[error("a door needs a wall to sit on")]
    NoWall,
    /// A length, an angle or a coordinate that is no number, or not one that makes sense here.
    #[error("{0} is not a usable number")]
    Number(f64),
    /// An outline needs three corners that span an area.
    #[error("an outline needs at least three corners and an area")]
    Outline,
    /// A line needs two different ends.
    #[error("the line has no length")]
    Line,
    /// A building keeps at least one storey.
    #[error("the last storey can't be deleted")]
    LastStorey,
    /// A stair joins at least two storeys.
    #[error("a stair joins at least two storeys")]
    OneLevel,
    /// The storey has no picture.
    #[error("the storey has no underlay")]
    NoUnderlay,
    /// The line does not divide the space.
    #[error("the line does not divide the space")]
    NotDivided,
    /// Only spaces that touch along a wall become one.
    #[error("the spaces do not touch along a wall")]
    NotTouching,
    /// Their outlines can't be resolved.
    #[error("{0}")]
    Tangled(#[from] Tangled),
    /// Who accepts a finding says why, and who he is.
    #[error("a waiver needs a reason and a name")]
    NoReason,
}

impl EditError {
    /// The reason, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown(id) => msg!("edit-error-unknown", id = id),
            Self::NoWall => msg!("edit-error-no-wall"),
            Self::Number(number) => msg!("edit-error-number", number = number.to_string()),
            Self::Outline => msg!("edit-error-outline"),
            Self::Line => msg!("edit-error-line"),
            Self::LastStorey => msg!("edit-error-last-storey"),
            Self::OneLevel => msg!("edit-error-one-level"),
            Self::NoUnderlay => msg!("edit-error-no-underlay"),
            Self::NotDivided => msg!("edit-error-not-divided"),
            Self::NotTouching => msg!("edit-error-not-touching"),
            Self::Tangled(_) => msg!("edit-error-tangled"),
            Self::NoReason => msg!("edit-error-no-reason"),
        }
    }
}

pub(super) fn finite(number: f64) -> Result<f64, EditError> {
    if number.is_finite() { Ok(number) } else { Err(EditError::Number(number)) }
}

pub(super) fn positive(number: f64) -> Result<f64, EditError> {
    if number.is_finite() && number > 0.0 { Ok(number) } else { Err(EditError::Number(number)) }
}

pub(super) fn at(point: Point) -> Result<Point, EditError> {
    Ok(Point::new(finite(point.x)?, finite(point.y)?))
}

pub(super) fn unknown(id: impl std::fmt::Display) -> EditError {
    EditError::Unknown(id.to_string())
}
