//! Data files that ship with the program and that a book may replace by a file of its own.

use std::path::{Path, PathBuf};

use super::file::{FileError, FileKind, from_text, read};
use crate::drill::MarkingSheet;
use crate::history::DrillRules;

/// A data file that ships with the program.
pub trait Supplied: FileKind {
    /// Its name, in the book's folder as in `assets/`.
    const NAME: &'static str;
    /// The text that ships.
    const TEXT: &'static str;
}

impl FileKind for MarkingSheet {
    const FORMAT: &'static str = "muster/marking-sheet";
    const LINE_DEPTH: usize = 4;
}

impl Supplied for MarkingSheet {
    const NAME: &'static str = "marking-sheet.ron";
    const TEXT: &'static str = include_str!("../../assets/marking-sheet.ron");
}

impl FileKind for DrillRules {
    const FORMAT: &'static str = "muster/drill-rules";
    const LINE_DEPTH: usize = 3;
}

impl Supplied for DrillRules {
    const NAME: &'static str = "drill-rules.ron";
    const TEXT: &'static str = include_str!("../../assets/drill-rules.ron");
}

/// The data file of a book, or the one that ships where the book has none of its own.
///
/// # Errors
/// When the book's own file can't be read.
pub fn supplied<T: Supplied>(root: &Path) -> Result<T, FileError> {
    let own: PathBuf = root.join(T::NAME);
    if own.exists() { read(&own) } else { from_text(Path::new(T::NAME), T::TEXT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_without_files_of_its_own_gets_those_that_ship() {
        let folder = tempfile::tempdir().unwrap();
        let sheet: MarkingSheet = supplied(folder.path()).unwrap();
        let weights: f64 = sheet.sections.iter().map(|section| section.weight).sum();
        assert!((weights - 100.0).abs() < 1e-9);
        let ids: std::collections::BTreeSet<_> = sheet.criteria().map(|(_, c)| &c.id).collect();
        assert_eq!(ids.len(), sheet.criteria().count(), "every criterion has an id of its own");
        let rules: DrillRules = supplied(folder.path()).unwrap();
        assert!(rules.rules.iter().all(|rule| rule.months > 0));
    }

    #[test]
    fn the_books_own_file_goes_first_and_a_broken_one_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join(MarkingSheet::NAME);
        std::fs::write(&own, MarkingSheet::TEXT.replace("weight: 20.0", "weight: 35.0")).unwrap();
        let sheet: MarkingSheet = supplied(folder.path()).unwrap();
        assert!(sheet.sections.iter().any(|section| section.weight == 35.0));
        std::fs::write(&own, "(format: \"muster/marking-sheet\", version: 1, content: (").unwrap();
        assert!(supplied::<MarkingSheet>(folder.path()).is_err());
    }
}
