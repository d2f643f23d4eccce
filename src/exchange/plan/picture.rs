//! A picture of a plan: nothing is read into it, it lies under what the user draws.

use std::sync::Arc;

use super::proposal::{FoundStorey, FoundUnderlay, Proposal};
use super::report::{Certainty, Note};
use super::scale::{self, ScaleSource};
use super::{Options, PlanError};
use crate::building::Point;
use crate::language::msg;

/// Until it is scaled, a picture fills so many metres.
const WIDTH: f64 = 40.0;
/// Pictures with more elements are refused: they would take gigabytes.
const LARGEST: u64 = 120_000_000;

/// What a picture proposes: a storey with the picture under it.
///
/// # Errors
/// If it is no picture that can be read, or too large.
pub fn propose(bytes: &[u8], options: &Options) -> Result<Proposal, PlanError> {
    let broken = |reason: String| PlanError::Broken { place: None, reason };
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| broken(error.to_string()))?;
    let png = reader.format() == Some(image::ImageFormat::Png);
    let (width, height) = reader.into_dimensions().map_err(|error| broken(error.to_string()))?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > LARGEST {
        return Err(PlanError::TooMuch);
    }
    let picture = FoundUnderlay {
        picture: Arc::from(bytes),
        ending: if png { "png" } else { "jpg" }.to_owned(),
        pixels: [width, height],
        origin: Point::default(),
        metres_per_pixel: 1.0,
        angle: 0.0,
    };
    under(picture, WIDTH / f64::from(width.max(height)), 0, options)
}

/// What a page without lines proposes: the page as a picture.
///
/// # Errors
/// If it can't be drawn.
pub fn of_page(
    picture: Option<FoundUnderlay>,
    pages: usize,
    options: &Options,
) -> Result<Proposal, PlanError> {
    let picture = picture.ok_or(PlanError::NoLines)?;
    let longer = picture.pixels.into_iter().max().unwrap_or(1);
    let points = f64::from(longer) * picture.metres_per_pixel;
    under(picture, WIDTH / points, pages, options)
}

/// The proposal of a picture whose lengths are in a unit of so many metres, unless the user says more.
fn under(
    mut picture: FoundUnderlay,
    usual: f64,
    pages: usize,
    options: &Options,
) -> Result<Proposal, PlanError> {
    let metres = options.scale.unwrap_or(usual);
    if !(metres.is_finite() && metres > 0.0) {
        return Err(PlanError::Scale(metres));
    }
    picture.metres_per_pixel *= metres;
    let given = options.scale.is_some();
    let source = if given { ScaleSource::Given } else { ScaleSource::Extent };
    let [wide, high] = picture.pixels.map(|side| f64::from(side) * picture.metres_per_pixel);
    let size = format!("{wide:.1} × {high:.1} m");
    let note = if given {
        scale::note((metres, source), wide, high)
    } else {
        Note::new(Certainty::Guessed, msg!("import-picture-scale", size = size))
    };
    let only = Note::new(Certainty::LeftOut, msg!("import-picture-only"));
    let storey = FoundStorey { underlay: Some(picture), ..FoundStorey::default() };
    Ok(Proposal {
        storeys: vec![storey],
        notes: vec![note, only],
        scale: Some((metres, source)),
        pages,
        ..Proposal::default()
    })
}
