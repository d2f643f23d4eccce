//! The log that a second observer kept of a drill, wherever it was copied to.

use std::fs;
use std::path::{Path, PathBuf};

use super::book::{MANIFEST, RECORDS, RUNNING};
use super::journal::{Found, journal_of};
use super::read;
use crate::drill::Record;
use crate::language::{Message, msg};

/// The second observer's log of the drill of `record`. `path` is a record, the folder of a journal or
/// a file in it, or a whole book, of which the drill of this scenario is taken that began nearest.
/// Nothing there is changed.
///
/// # Errors
/// When there is no such log, it can't be read, or it is of another scenario.
pub fn second_log(path: &Path, record: &Record) -> Result<Record, Message> {
    let other = if path.join(MANIFEST).is_file() {
        nearest(path, record)?
    } else if let Some(folder) = journal_of(path) {
        journal(&folder)?
    } else {
        read::<Record>(path).map_err(|error| error.message())?
    };
    if other.scenario.id != record.scenario.id {
        return Err(msg!("cli-merge-other-scenario", id = other.scenario.id.as_str()));
    }
    Ok(other)
}

fn journal(folder: &Path) -> Result<Record, Message> {
    let (header, events) = Found::look(folder).map_err(|error| error.message())?;
    Ok(header.record(events))
}

/// Of the logs of a book, the one that began nearest to the record. Of the records only those of
/// the same day and scenario are read, which their names tell.
fn nearest(book: &Path, record: &Record) -> Result<Record, Message> {
    let (day, rest) = record.id.as_str().split_at_checked(10).unwrap_or_default();
    let scenario = rest.split_once('_').map_or("", |(_, scenario)| scenario);
    let wanted = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        name.starts_with(day) && name.ends_with(scenario)
    };
    let inside = |folder: &str| {
        let entries = fs::read_dir(book.join(folder)).into_iter().flatten();
        entries.filter_map(|entry| Some(entry.ok()?.path()))
    };
    let records = inside(RECORDS).filter(wanted);
    let records = records.map(|file| read::<Record>(&file).map_err(|error| error.message()));
    let running = inside(RUNNING).filter_map(|path| journal_of(&path));
    let running = running.map(|folder| journal(&folder));
    let mut found: Option<Record> = None;
    let mut broken = None;
    for other in records.chain(running) {
        match other {
            Ok(other) if other.scenario.id == record.scenario.id => {
                let far = |other: &Record| record.started.until(other.started).abs();
                if found.as_ref().is_none_or(|found| far(&other) < far(found)) {
                    found = Some(other);
                }
            }
            Ok(_) => {}
            Err(message) => broken = Some(message),
        }
    }
    found.ok_or_else(|| broken.unwrap_or_else(|| msg!("merging-no-log", date = day)))
}
