//! A report as a file; the ending of its name says which kind.

use std::path::{Path, PathBuf};

use super::Sources;
use crate::exchange::{Table, csv_file, workbook};
use crate::language::{Message, msg};
use crate::store::replace;

/// The kinds of files that a report can be written as.
pub const ENDINGS: [&str; 3] = ["pdf", "xlsx", "csv"];

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
) -> Result<Vec<PathBuf>, Message> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "pdf" => {
            let missing = || msg!("report-no-record", id = "–", records = 0_u32);
            let pdf = sources().ok_or_else(missing)?.pdf().map_err(|error| error.message())?;
            write(path, &pdf).map(|path| vec![path])
        }
        "xlsx" => {
            let bytes = workbook(&tables())
                .map_err(|error| msg!("report-workbook", reason = error.to_string()))?;
            write(path, &bytes).map(|path| vec![path])
        }
        "csv" => tables()
            .iter()
            .map(|table| {
                let bytes = csv_file(table, byte_order_mark)
                    .map_err(|error| msg!("report-workbook", reason = error.to_string()))?;
                write(&csv_path(path, table), &bytes)
            })
            .collect(),
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
        msg!("report-not-written", file = path.display().to_string(), reason = error.to_string())
    })
}
