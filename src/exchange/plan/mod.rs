//! Plans of other programs become a building.
//!
//! A pipeline of small stages: a file becomes a [`drawing::Drawing`] (lines, arcs, texts, blocks on
//! layers), layers get a [`Role`], the lines become a planar graph in metres ([`linework`]) and
//! [`rooms`], doors are recognised by their [`symbol`]s and by gaps, texts name the spaces, and a
//! [`Proposal`] says what was understood, guessed and left out. Nothing is saved before the user
//! agrees to it.

pub mod drawing;
mod dxf;
mod fire_rating;
mod ifc;
mod label;
pub mod linework;
mod opening;
mod outline_path;
mod pdf;
mod picture;
mod proposal;
mod reading;
mod report;
mod role;
pub mod rooms;
mod scale;
mod sheets;
mod similarity;
mod step;
mod svg;
pub mod symbol;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use proposal::{
    FoundDoor, FoundSpace, FoundStair, FoundStorey, FoundUnderlay, LayerUse, Proposal,
};
pub use report::{Certainty, Note};
pub use role::Role;
pub use scale::ScaleSource;
pub use sheets::{Sheet, StoreyChoice, combine, merged, placed, places};
pub use similarity::Similarity;

use self::linework::Trouble;
use crate::language::{Message, msg};

/// Stops an import from another thread.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Stops it.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Goes on, unless it was stopped.
    ///
    /// # Errors
    /// [`PlanError::Stopped`] if it was.
    pub fn check(&self) -> Result<(), PlanError> {
        if self.0.load(Ordering::Relaxed) { Err(PlanError::Stopped) } else { Ok(()) }
    }
}

/// What the user says about a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How long the plan's unit is, m; nothing to find out.
    pub scale: Option<f64>,
    /// Which page is read, counted from 0.
    pub page: usize,
    /// Openings without a drawn door are closed up to this width, m.
    pub gap: f64,
    /// The longer side of the picture that is made of a page, picture elements; 0 for none.
    pub pixels: u16,
    /// What layers hold, by name, where that differs from what is proposed.
    pub roles: BTreeMap<String, Role>,
}

impl Default for Options {
    fn default() -> Self {
        Self { scale: None, page: 0, gap: 2.0, pixels: 2400, roles: BTreeMap::new() }
    }
}

/// Why a plan can't be read.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanError {
    /// The file system did not give it.
    Unreadable(String),
    /// Its name ends in nothing that is known.
    UnknownKind(String),
    /// It is larger than any plan.
    TooLarge,
    /// It is not what its name says, or broken.
    Broken {
        /// Where: `line 12`, or a place in the words of the format.
        place: Option<usize>,
        /// What is wrong there.
        reason: String,
    },
    /// Blocks or references contain more than a plan can have.
    TooMuch,
    /// A line leads farther out than any plan.
    TooFar {
        /// The line of the file.
        line: usize,
    },
    /// There are no lines that can be walls.
    NoLines,
    /// The file has no such page.
    NoPage(usize),
    /// The model has no storey with a space or a wall.
    NoStoreys,
    /// Lines cross more often than in any plan.
    Tangled,
    /// No scale.
    Scale(f64),
    /// The user has stopped it.
    Stopped,
}

impl PlanError {
    /// What happened and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable(reason) => msg!("file-unreadable", reason = reason),
            Self::UnknownKind(ending) => msg!("plan-unknown-kind", ending = ending),
            Self::TooLarge => msg!("import-too-large"),
            Self::Broken { place: Some(line), reason } => {
                msg!("import-broken-at", line = *line, reason = reason)
            }
            Self::Broken { place: None, reason } => msg!("import-broken", reason = reason),
            Self::TooMuch => msg!("import-too-much"),
            Self::TooFar { line } => msg!("import-too-far", line = *line),
            Self::NoLines => msg!("import-no-lines"),
            Self::NoPage(page) => msg!("import-no-page", page = *page),
            Self::NoStoreys => msg!("import-no-storeys"),
            Self::Tangled => msg!("import-tangled"),
            Self::Scale(scale) => msg!("import-no-scale", scale = scale.to_string()),
            Self::Stopped => msg!("import-stopped"),
        }
    }
}

impl From<Trouble> for PlanError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Tangled => Self::Tangled,
            Trouble::Stopped => Self::Stopped,
        }
    }
}

/// The kinds of plan that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanKind {
    /// AutoCAD's exchange format.
    Dxf,
    /// Scalable vector graphics.
    Svg,
    /// A building model, IFC2x3 or IFC4, as a STEP file.
    Ifc,
    /// A page of a PDF.
    Pdf,
    /// A picture, PNG or JPEG.
    Picture,
}

impl PlanKind {
    /// The endings of file names, in small letters.
    pub const ENDINGS: &'static [&'static str] =
        &["dxf", "svg", "ifc", "pdf", "png", "jpg", "jpeg"];

    /// The kind of a file by the ending of its name.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "dxf" => Some(Self::Dxf),
            "svg" => Some(Self::Svg),
            "ifc" => Some(Self::Ifc),
            "pdf" => Some(Self::Pdf),
            "png" | "jpg" | "jpeg" => Some(Self::Picture),
            _ => None,
        }
    }
}

/// Larger files are refused, bytes.
const LARGEST: u64 = 400 << 20;

/// Reads a file and proposes what it shows. The file is not changed.
///
/// # Errors
/// If it can't be read, shows nothing, or it was stopped.
pub fn import(path: &Path, options: &Options, stop: &Stop) -> Result<Proposal, PlanError> {
    let ending = || path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let kind = PlanKind::of(path).ok_or_else(|| PlanError::UnknownKind(ending()))?;
    let unreadable = |error: std::io::Error| PlanError::Unreadable(error.to_string());
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(PlanError::TooLarge);
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    propose(kind, &bytes, options, stop)
}

/// Proposes what the content of a file shows.
///
/// # Errors
/// If it can't be read, shows nothing, or it was stopped.
pub fn propose(
    kind: PlanKind,
    bytes: &[u8],
    options: &Options,
    stop: &Stop,
) -> Result<Proposal, PlanError> {
    stop.check()?;
    match kind {
        PlanKind::Dxf => reading::propose(dxf::read(bytes)?, options, stop),
        PlanKind::Svg => reading::propose(svg::read(bytes)?, options, stop),
        PlanKind::Ifc => ifc::propose(bytes, options, stop),
        PlanKind::Pdf => page(bytes, options, stop),
        PlanKind::Picture => picture::propose(bytes, options),
    }
}

/// A page: its lines as a plan if there are any, over the page as a picture.
fn page(bytes: &[u8], options: &Options, stop: &Stop) -> Result<Proposal, PlanError> {
    let pdf::Sheet { mut drawing, picture, too_heavy, pages } = pdf::read(bytes, options, stop)?;
    drawing.unit = pdf::written_scale(&drawing).map(|scale| scale * pdf::POINT);
    let mut proposal = match reading::propose(drawing, options, stop) {
        Ok(proposal) => proposal,
        Err(PlanError::NoLines) if too_heavy => return Err(PlanError::TooMuch),
        Err(PlanError::NoLines) => return picture::of_page(picture, pages, options),
        Err(error) => return Err(error),
    };
    proposal.pages = pages;
    if too_heavy {
        proposal.notes.push(Note::new(Certainty::LeftOut, msg!("import-picture-too-heavy")));
    }
    let metres = proposal.scale.map_or(1.0, |(metres, _)| metres);
    if let (Some(storey), Some(mut picture)) = (proposal.storeys.first_mut(), picture) {
        let origin = proposal.origin;
        picture.origin = crate::building::Point::new(-origin.x * metres, -origin.y * metres);
        picture.metres_per_pixel *= metres;
        storey.underlay = Some(picture);
    }
    Ok(proposal)
}
