//! The journals that are found in a book: of drills that were cut off.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::atomic;
use super::super::disk::{Disk, SystemDisk};
use super::super::file::{read, to_text};
use super::{EVENTS, HEADER, Header, Journal, JournalError, REMOVED, TORN};
use crate::drill::{Event, Record};

/// A journal that was found: of a drill that was cut off.
pub struct Found {
    /// The journal, open to go on.
    pub journal: Journal,
    /// What the drill is run with.
    pub header: Header,
    /// All whole events.
    pub events: Vec<Event>,
    /// What followed the last whole event and was kept aside: bytes of a write that was cut short.
    pub torn: Option<Torn>,
}

/// Bytes after the last whole event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// How many.
    pub bytes: u64,
    /// Where they were kept.
    pub kept: PathBuf,
}

impl Found {
    /// What a journal holds, without changing anything in its folder.
    ///
    /// # Errors
    /// When it can't be read, a newer Muster wrote it, or its events are not those of a drill.
    pub fn look(folder: &Path) -> Result<(Header, Vec<Event>), JournalError> {
        let header: Header = read(&folder.join(HEADER))?;
        let path = folder.join(EVENTS);
        let bytes = SystemDisk.read(&path);
        let bytes = bytes.map_err(|error| JournalError::Io { path: path.clone(), error })?;
        let events = header.events(&bytes.unwrap_or_default());
        let events = events.map_err(|broken| JournalError::Log { path, broken })?;
        Ok((header, events))
    }

    /// Opens the journal in a folder, keeps aside what follows its last whole event, and gets it
    /// ready to go on.
    ///
    /// # Errors
    /// When it can't be read, a newer Muster wrote it, or its events are not those of a drill.
    /// Nothing in the folder is changed then.
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        let header: Header = read(&folder.join(HEADER))?;
        let path = folder.join(EVENTS);
        let io = |error| JournalError::Io { path: path.clone(), error };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(io(error)),
        };
        let whole = header.whole(&bytes);
        let whole = whole.map_err(|broken| JournalError::Log { path: path.clone(), broken })?;
        let mut file = SystemDisk.open(&path).map_err(io)?;
        let rest = &bytes[whole.length..];
        let torn = if rest.is_empty() { None } else { Some(keep_aside(folder, rest)?) };
        if torn.is_some() {
            file.cut(whole.length as u64).map_err(io)?;
        }
        let mut durable = whole.length as u64;
        if whole.length > 0 && bytes[whole.length - 1] != b'\n' {
            file.append(b"\n").map_err(io)?;
            durable += 1;
        }
        // What was read from memory may not have reached the disk before the cut.
        file.sync().map_err(io)?;
        renew(&folder.join(HEADER), &header)?;
        let journal = Journal { folder: folder.to_owned(), file, durable, unclean: false };
        Ok(Self { journal, header, events: whole.events, torn })
    }

    /// The record of what happened until the cut.
    #[must_use]
    pub fn record(&self) -> Record {
        self.header.record(self.events.clone())
    }
}

/// Writes the header of an older version as one of this: what follows may be of this version's form.
fn renew(path: &Path, header: &Header) -> Result<(), JournalError> {
    let io = |error| JournalError::Io { path: path.to_owned(), error };
    let text =
        to_text(header).map_err(|error| JournalError::Format { path: path.to_owned(), error })?;
    if fs::read(path).map_err(io)? == text.as_bytes() {
        return Ok(());
    }
    atomic::replace(path, text.as_bytes()).map_err(io)
}

fn keep_aside(folder: &Path, bytes: &[u8]) -> Result<Torn, JournalError> {
    let name = |number: u32| folder.join(format!("{TORN}{number}.log"));
    let kept = (1..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1000));
    atomic::replace(&kept, bytes)
        .map_err(|error| JournalError::Io { path: kept.clone(), error })?;
    Ok(Torn { bytes: bytes.len() as u64, kept })
}

/// The folders of the journals in the `running/` folder of a book, oldest first. Remains of
/// journals whose removal was cut short are cleared away.
#[must_use]
pub fn journals(running: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(running) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension() == Some(OsStr::new(REMOVED)) {
            // It will be tried again next time.
            let _ = fs::remove_dir_all(&path);
        } else if path.join(HEADER).is_file() {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The folder of a journal, from that folder or one of its files; nothing where it is none.
pub(in super::super) fn journal_of(path: &Path) -> Option<PathBuf> {
    let folder = if path.is_dir() { path } else { path.parent()? };
    let within = path.is_dir() || path.file_name().is_some_and(|n| n == HEADER || n == EVENTS);
    (within && folder.join(HEADER).is_file()).then(|| folder.to_owned())
}
