//! The journal of a drill that is still running: every event is on the disk before it counts as
//! saved, and what was on the disk when the program was cut off comes back.
//!
//! ```text
//! running/<record id>/
//!   header.ron   what the drill is run with, and what both clocks showed at the alarm
//!   events.log   one event a line, each behind its checksum
//!   torn-1.log   what was found after the last whole event, if a write was cut short
//! ```

mod line;
mod writer;

pub use writer::{JournalWriter, WriterStatus};

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::atomic;
use super::disk::{Disk, EventFile, SystemDisk};
use super::file::{FileError, FileKind, read, to_text};
use super::reason::reason;
use crate::building::{Building, Site};
use crate::drill::{
    BootId, BrokenLog, Ending, Event, EventNumber, Moment, Outcome, Person, Prediction, Record,
    RecordId, Run, Scenario, WallTime,
};
use crate::language::{Arg, Message, msg};
use crate::units::Seconds;

const HEADER: &str = "header.ron";
const EVENTS: &str = "events.log";
/// What the folder of a journal is called while it is being removed.
const REMOVED: &str = "removed";
const TORN: &str = "torn-";

/// What a drill is run with: all of its record but the events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The id of the record that the drill becomes; also the name of the journal's folder.
    pub id: RecordId,
    /// Whether a simulation drives the drill instead of people.
    pub rehearsal: bool,
    /// What the wall clock showed at the alarm.
    pub started: WallTime,
    /// Since the start of the computer, at the alarm.
    pub since_boot: Seconds,
    /// Which start of the computer that was.
    pub boot: BootId,
    /// Who conducts it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub conductor: String,
    /// The weather.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub weather: String,
    /// How many people should take part.
    pub expected_people: u32,
    /// Who should answer at the roll call.
    #[serde(default, skip_serializing_if = "no_one")]
    pub roster: Arc<Vec<Person>>,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The building.
    pub building: Arc<Building>,
    /// The site.
    pub site: Arc<Site>,
    /// What was predicted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<Prediction>,
}

fn no_one(roster: &Arc<Vec<Person>>) -> bool {
    roster.is_empty()
}

impl FileKind for Header {
    const FORMAT: &'static str = "muster/journal";
    /// Version 2 has corrections that say what happened instead. A program that does not know them
    /// would take their lines for torn.
    const VERSION: u32 = 2;
    const LINE_DEPTH: usize = 3;
}

impl Header {
    /// The record that the drill becomes. A log without an end makes one that is interrupted.
    #[must_use]
    pub fn record(&self, events: Vec<Event>) -> Record {
        let ending = Outcome::of(&self.scenario, &events).ending.unwrap_or(Ending::Interrupted);
        Record {
            id: self.id.clone(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rehearsal: self.rehearsal,
            ending,
            started: self.started,
            conductor: self.conductor.clone(),
            weather: self.weather.clone(),
            expected_people: self.expected_people,
            scenario: Arc::clone(&self.scenario),
            building: Arc::clone(&self.building),
            site: Arc::clone(&self.site),
            prediction: self.prediction.clone(),
            roster: self.roster.as_ref().clone(),
            events,
            findings: Vec::new(),
            comments: String::new(),
            debrief: None,
            moments: Vec::new(),
            marking: None,
            signed: Vec::new(),
        }
    }

    /// The events of a log with this header, up to the first line that is not whole.
    ///
    /// # Errors
    /// When they are not those of a drill.
    pub fn events(&self, log: &[u8]) -> Result<Vec<Event>, BrokenLog> {
        self.whole(log).map(|whole| whole.events)
    }

    fn whole(&self, log: &[u8]) -> Result<line::Whole, BrokenLog> {
        let whole = line::read_all(log).map_err(BrokenLog::Unknown)?;
        Run::replay(self.scenario.clone(), whole.events.iter().cloned())?;
        Ok(whole)
    }

    /// Whether the computer was started anew since the alarm.
    #[must_use]
    pub fn clock_restarted(&self, boot: &BootId) -> bool {
        self.boot != *boot
    }

    /// The time since the alarm at a moment: by the clock that nobody can set, or, when the
    /// computer was started anew meanwhile, by the wall clock.
    #[must_use]
    pub fn since_alarm(&self, moment: &Moment, boot: &BootId) -> Seconds {
        if self.clock_restarted(boot) {
            self.started.until(moment.wall).max(Seconds::ZERO)
        } else {
            (Seconds::from(moment.since_boot) - self.since_boot).max(Seconds::ZERO)
        }
    }
}

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

    /// The number of the newest event that survived.
    #[must_use]
    pub fn last_number(&self) -> Option<EventNumber> {
        self.events.last().map(|event| event.number)
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
pub(super) fn journal_of(path: &Path) -> Option<PathBuf> {
    let folder = if path.is_dir() { path } else { path.parent()? };
    let within = path.is_dir() || path.file_name().is_some_and(|n| n == HEADER || n == EVENTS);
    (within && folder.join(HEADER).is_file()).then(|| folder.to_owned())
}

/// Removes the journal in a folder without reading it.
///
/// # Errors
/// When the file system refuses.
pub fn discard(folder: &Path) -> Result<(), JournalError> {
    remove(folder)
}
