//! A report as a file; the ending of its name says which kind.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Sources;
use crate::exchange::fonts::listed;
use crate::exchange::{Table, csv_file, workbook};
use crate::language::{Message, msg};
use crate::store::{reason, replace};

/// The kinds of files that a report can be written as.
pub const ENDINGS: [&str; 3] = ["pdf", "xlsx", "csv"];

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files; the one that was asked for first.
    pub files: Vec<PathBuf>,
    /// The characters that no font on this computer has; empty boxes stand for them.
    pub unset: BTreeSet<char>,
}

impl Written {
    /// Where it was written, and what could not be set, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        let path = self.files.first().map(|path| path.display().to_string()).unwrap_or_default();
        if self.unset.is_empty() {
            msg!("export-written", path = path)
        } else {
            msg!("export-written-unset", path = path, characters = listed(&self.unset))
        }
    }
}

impl From<PathBuf> for Written {
    fn from(file: PathBuf) -> Self {
        Self { files: vec![file], ..Self::default() }
    }
}

/// Writes a report as PDF, as a workbook, or as one CSV file a table: the table with the times under
/// the name that the user gave, the others beside it. Returns the files.
///
/// # Errors
/// When the ending is another, the template is wrong, or a file can't be written.
pub fn save(
    path: &Path,
    byte_order_mark: bool,
    sources: impl FnOnce() -> Option<Sources>,
    tables: impl FnOnce() -> Vec<Table>,
) -> Result<Written, Message> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "pdf" => {
            let missing = || msg!("report-no-record", id = "–", records = 0_u32);
            let sources = sources().ok_or_else(missing)?;
            let pdf = sources.pdf().map_err(|error| error.message())?;
            Ok(Written { files: vec![write(path, &pdf.bytes)?], unset: pdf.unset })
        }
        "xlsx" => {
            let bytes = workbook(&tables())
                .map_err(|error| msg!("report-workbook", reason = error.to_string()))?;
            write(path, &bytes).map(Written::from)
        }
        "csv" => {
            let all = tables();
            let files = all.iter().map(|table| {
                let bytes = csv_file(table, byte_order_mark)
                    .map_err(|error| msg!("report-workbook", reason = error.to_string()))?;
                write(&csv_path(path, table), &bytes)
            });
            Ok(Written { files: files.collect::<Result<_, _>>()?, ..Written::default() })
        }
        _ => Err(msg!("report-unknown-ending", file = path.display().to_string())),
    }
}

/// Where a table goes.
fn csv_path(path: &Path, table: &Table) -> PathBuf {
    if matches!(table.id, "checkpoints" | "drills") {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{}.csv", table.id))
}

/// Writes a file as a whole.
///
/// # Errors
/// When it can't be written.
pub fn write(path: &Path, content: &[u8]) -> Result<PathBuf, Message> {
    let whole = std::path::absolute(path).and_then(|whole| replace(&whole, content));
    whole.map(|()| path.to_owned()).map_err(|error| {
        msg!("report-not-written", file = path.display().to_string(), reason = reason(&error))
    })
}
