//! The drill calendar of a book.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::file::FileError;
use super::{Contents, supplied};
use crate::drill::Record;
use crate::history::{Calendar, coverage, drills_due};

/// Which drills are due on a day by the book's drill rules, and who has taken part.
///
/// # Errors
/// When the book's own drill rules can't be read.
pub fn calendar(
    root: &Path,
    contents: &Contents,
    records: &[Arc<Record>],
    today: Date,
) -> Result<Calendar, FileError> {
    let rules = supplied(root)?;
    let manifest = &contents.manifest;
    let (pack, shifts) = (&manifest.rule_pack, &manifest.shifts);
    let due = drills_due(&rules, pack, contents.buildings.values(), shifts, records, today);
    Ok(Calendar { due, coverage: coverage(&manifest.people, records, today) })
}
