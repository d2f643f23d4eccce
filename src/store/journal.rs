//! The journal of a drill that is still running: every event is on the disk before it counts as
//! saved, and what was on the disk when the program was cut off comes back.
//!
//! ```text
//! running/<record id>/
//!   header.ron   what the drill is run with, and what both clocks showed at the alarm
//!   events.log   one event a line, each behind its checksum
//!   torn-1.log   what was found after the last whole event, if a write was cut short
//! ```

mod found;
mod header;
mod line;
mod writer;

pub(super) use found::journal_of;
pub use found::{Found, Torn, journals};
pub use header::Header;
pub use writer::{JournalWriter, WriterStatus};

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic;
use super::disk::{Disk, EventFile, SystemDisk};
use super::file::{FileError, to_text};
use super::reason::reason;
use crate::drill::{BrokenLog, Event};
use crate::language::{Arg, Message, msg};

const HEADER: &str = "header.ron";
const EVENTS: &str = "events.log";
/// What the folder of a journal is called while it is being removed.
const REMOVED: &str = "removed";
const TORN: &str = "torn-";

/// Why a journal can't be written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file system refused.
    #[error("{path}: {error}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// The file of the events was deleted or moved away while it was written.
    #[error("{0} is gone")]
    Gone(PathBuf),
    /// The header can't be read, or a newer Muster wrote it.
    #[error(transparent)]
    Header(#[from] FileError),
    /// The events are not those of a drill.
    #[error("{path}: {broken}")]
    Log {
        /// Where.
        path: PathBuf,
        /// What is wrong with them.
        broken: BrokenLog,
    },
    /// An event can't be written as RON.
    #[error("{path}: {error}")]
    Format {
        /// Where.
        path: PathBuf,
        /// What the library said.
        error: ron::Error,
    },
}

impl JournalError {
    /// What happened and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        let io = |path: &Path, reason: Arg| {
            msg!("journal-io", path = path.display().to_string(), reason = reason)
        };
        match self {
            Self::Io { path, error } => io(path, reason(error).into()),
            Self::Gone(path) => msg!("journal-gone", path = path.display().to_string()),
            Self::Header(error) => error.message(),
            Self::Log { path, broken } => {
                let path = path.display().to_string();
                msg!("journal-broken-log", path = path, reason = broken.message())
            }
            Self::Format { path, error } => io(path, error.to_string().into()),
        }
    }
}

/// The journal of a running drill, open for writing.
pub struct Journal {
    folder: PathBuf,
    file: Box<dyn EventFile>,
    /// How much of the file is known to be durable, bytes.
    durable: u64,
    /// Whether the file may hold bytes after that, of a write that failed.
    unclean: bool,
}

impl Journal {
    /// Makes the journal of a drill in the `running/` folder of its book. When this returns, the
    /// header is durable.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn create(running: &Path, header: &Header) -> Result<Self, JournalError> {
        Self::take_up(&SystemDisk, running, header, &[]).map(|(journal, _)| journal)
    }

    /// Makes the journal of a drill, or opens it again after its disk had failed. `durable` are
    /// the events that are known to have been made durable. Says how many of them are there; what
    /// follows them is cut off before the next event is written, because nobody knows whether it
    /// reached the disk.
    ///
    /// # Errors
    /// When it can't be written, or the folder of the book is not there.
    pub fn take_up(
        disk: &dyn Disk,
        running: &Path,
        header: &Header,
        durable: &[Event],
    ) -> Result<(Self, usize), JournalError> {
        let folder = running.join(header.id.as_str());
        let io = |path: &Path| {
            let path = path.to_owned();
            move |error| JournalError::Io { path, error }
        };
        let text = to_text(header)
            .map_err(|error| JournalError::Format { path: folder.clone(), error })?;
        // Not the folder of the book itself: where a share was unplugged, its place stays empty.
        for folder in [running, &folder] {
            disk.make_folder(folder).map_err(io(folder))?;
        }
        // The events first: a folder with a header is a journal, one without is nothing yet.
        let events = folder.join(EVENTS);
        let file = disk.open(&events).map_err(io(&events))?;
        let there = disk.read(&events).map_err(io(&events))?.unwrap_or_default();
        let unknown =
            |event| JournalError::Log { path: events.clone(), broken: BrokenLog::Unknown(event) };
        let whole = line::read_all(&there).map_err(unknown)?;
        let same = |(ours, theirs): &(&Event, &Event)| ours == theirs;
        let kept = durable.iter().zip(&whole.events).take_while(same).count();
        let length = line::length(&there, kept);
        let path = folder.join(HEADER);
        let known = disk.read(&path).map_err(io(&path))?;
        if known.as_deref() != Some(text.as_bytes()) {
            if known.is_some() {
                return Err(io(&path)(io::ErrorKind::AlreadyExists.into()));
            }
            disk.replace(&path, text.as_bytes()).map_err(io(&path))?;
        }
        for parent in folder.ancestors().skip(1).take(2) {
            disk.sync_folder(parent).map_err(io(parent))?;
        }
        Ok((Self { folder, file, durable: length, unclean: true }, kept))
    }

    /// The journal's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Appends events. When this returns without an error, they are durable; after an error none
    /// of them counts, and the same events can be appended again.
    ///
    /// # Errors
    /// When they can't be written or made durable.
    pub fn append(&mut self, events: &[Event]) -> Result<(), JournalError> {
        let path = || self.folder.join(EVENTS);
        let mut bytes = Vec::new();
        for event in events {
            line::write(&mut bytes, event)
                .map_err(|error| JournalError::Format { path: path(), error })?;
        }
        let io = |error| JournalError::Io { path: self.folder.join(EVENTS), error };
        if self.unclean {
            self.file.cut(self.durable).map_err(io)?;
        }
        self.unclean = true;
        self.file.append(&bytes).map_err(io)?;
        // After a sync that failed, the system may forget what it could not write. The next
        // attempt cuts it off and writes it anew, instead of trusting a second sync.
        self.file.sync().map_err(io)?;
        if !self.file.is_in_place(&path()) {
            return Err(JournalError::Gone(path()));
        }
        self.unclean = false;
        self.durable += bytes.len() as u64;
        Ok(())
    }

    /// Removes the journal once its record is durable. A cut at any moment leaves the whole journal
    /// or none. What was torn off its end goes to the book's `removed/` folder.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn remove(self) -> Result<(), JournalError> {
        let Self { folder, file, .. } = self;
        // Windows does not rename a folder with an open file in it.
        drop(file);
        keep_torn(&folder)?;
        remove(&folder)
    }
}

fn keep_torn(folder: &Path) -> Result<(), JournalError> {
    let io = |error| JournalError::Io { path: folder.to_owned(), error };
    let Some(book) = folder.parent().and_then(Path::parent) else { return Ok(()) };
    let id = folder.file_name().unwrap_or_default().to_string_lossy();
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(TORN) {
            let kept = book.join(REMOVED).join(format!("{id}-{}", name.to_string_lossy()));
            atomic::replace(&kept, &fs::read(entry.path()).map_err(io)?).map_err(io)?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<(), JournalError> {
    let io = |error| JournalError::Io { path: folder.to_owned(), error };
    let gone = folder.with_added_extension(REMOVED);
    if gone.exists() {
        fs::remove_dir_all(&gone).map_err(io)?;
    }
    fs::rename(folder, &gone).map_err(io)?;
    if let Some(running) = folder.parent() {
        atomic::sync_folder(running).map_err(io)?;
    }
    fs::remove_dir_all(&gone).map_err(io)
}

/// Removes the journal in a folder without reading it.
///
/// # Errors
/// When the file system refuses.
pub fn discard(folder: &Path) -> Result<(), JournalError> {
    remove(folder)
}
