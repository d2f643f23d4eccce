//! The book as a whole: opening what can be opened, saving what was changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::Saver;
use super::reading::{Cores, Keeping, Reading};
use super::reason::reason;
use super::rule_pack::{BUILT_IN, OWN_PACKS};
use super::{Cache, Contents, FileError, atomic};
use crate::drill::{Record, RecordId};
use crate::language::{Message, msg};

pub(super) const MANIFEST: &str = "book.ron";
pub(super) const BUILDINGS: &str = "buildings";
pub(super) const SCENARIOS: &str = "scenarios";
pub(super) const RECORDS: &str = "records";
const PLANS: &str = "plans";
const PHOTOS: &str = "photos";
const PRINTS: &str = "prints";
pub(super) const RUNNING: &str = "running";
pub(super) const REMOVED: &str = "removed";

/// A file that could not be read. It stays as it is and is never overwritten.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenFile {
    /// What is wrong.
    pub error: FileError,
}

/// Whether this program may write the book.
#[derive(Debug)]
pub enum Access {
    /// It may; no other program can meanwhile.
    Write,
    /// It may not.
    ReadOnly(ReadOnlyReason),
}

/// Why a book is read-only.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadOnlyReason {
    /// Another Muster has it open.
    OpenElsewhere,
    /// Its folder can't be written, and why.
    Folder(Message),
}

impl ReadOnlyReason {
    /// The reason, and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::OpenElsewhere => msg!("book-open-elsewhere"),
            Self::Folder(reason) => msg!("book-folder-read-only", reason = reason.clone()),
        }
    }
}

/// Why a book can't be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is not a book.
    #[error("{0} is not a drill book: it has no book.ron")]
    NoBook(PathBuf),
    /// There is something already where a new book should be.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// Its `book.ron` can't be read.
    #[error(transparent)]
    Manifest(#[from] FileError),
    /// The file system refused.
    #[error("{path}: {error}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// It could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl OpenError {
    /// What happened and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoBook(path) => msg!("book-not-a-book", path = path.display().to_string()),
            Self::NotEmpty(path) => msg!("book-not-empty", path = path.display().to_string()),
            Self::Manifest(error) => error.message(),
            Self::Io { path, error } => {
                msg!("book-io", path = path.display().to_string(), reason = reason(error))
            }
            Self::Save(error) => error.message(),
        }
    }
}

/// Why something could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The book is open read-only.
    #[error("the book is open read-only")]
    ReadOnly,
    /// The file system refused.
    #[error("{path}: {error}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// The content can't be written as RON.
    #[error("{path}: {error}")]
    Format {
        /// Which file.
        path: PathBuf,
        /// What the library said.
        error: ron::Error,
    },
    /// The file was unreadable when the book was opened, and is kept.
    #[error("{0} could not be read and is not overwritten")]
    Broken(PathBuf),
    /// The events of a record differ from those on disk.
    #[error("{0}: the events of a record can't be changed")]
    EventsChanged(PathBuf),
}

impl SaveError {
    /// What happened and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        let text = |path: &Path| path.display().to_string();
        match self {
            Self::ReadOnly => msg!("save-read-only"),
            Self::Io { path, error } => msg!("save-io", path = text(path), reason = reason(error)),
            Self::Format { path, error } => {
                msg!("save-io", path = text(path), reason = error.to_string())
            }
            Self::Broken(path) => msg!("save-broken", path = text(path)),
            Self::EventsChanged(path) => msg!("save-events-changed", path = text(path)),
        }
    }
}

/// What a save did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// How many files were written.
    pub written: usize,
    /// Files that somebody else had changed meanwhile: their version was kept under this name.
    pub kept_aside: Vec<PathBuf>,
}

/// An open book.
#[derive(Debug)]
pub struct Book {
    /// All records that could be read, oldest first by name.
    pub records: BTreeMap<RecordId, Arc<Record>>,
    /// The files that could not be read.
    pub broken: Vec<BrokenFile>,
    access: Access,
    saver: Saver,
    /// The records that are still being read.
    reading: Option<Reading>,
    /// What goes on once they are.
    keeping: Option<Keeping>,
}

impl Book {
    /// Makes a new book in an empty or missing folder and opens it.
    ///
    /// # Errors
    /// When the folder holds something already, or can't be written.
    pub fn create(root: &Path, contents: &Contents) -> Result<Self, OpenError> {
        let io = |error| OpenError::Io { path: root.to_owned(), error };
        fs::create_dir_all(root).map_err(io)?;
        if fs::read_dir(root).map_err(io)?.next().is_some() {
            return Err(OpenError::NotEmpty(root.to_owned()));
        }
        let (saver, access) = Saver::open(root);
        saver.save(contents)?;
        let (records, broken) = (BTreeMap::new(), Vec::new());
        Ok(Self { records, broken, access, saver, reading: None, keeping: None })
    }

    /// Opens the book in a folder with all of its records. Files that can't be read are listed in
    /// [`Book::broken`].
    ///
    /// # Errors
    /// When the folder is no book or its `book.ron` can't be read.
    pub fn open(root: &Path) -> Result<(Self, Contents), OpenError> {
        Self::open_with(root, &Cache::of_user())
    }

    /// Opens the book in a folder with all of its records, those of a large book from this cache.
    ///
    /// # Errors
    /// When the folder is no book or its `book.ron` can't be read.
    pub fn open_with(root: &Path, cache: &Cache) -> Result<(Self, Contents), OpenError> {
        let (mut book, contents) = Self::begin(root, cache, Cores::All)?;
        if let Some(mut reading) = book.reading.take() {
            for batch in reading.rest() {
                book.take(batch);
            }
            book.keeping = reading.into_keeping();
        }
        Ok((book, contents))
    }

    /// Opens the book in a folder at once. The records of a large book come after it, the newest
    /// first: see [`Book::take_records`].
    ///
    /// # Errors
    /// When the folder is no book or its `book.ron` can't be read.
    pub fn open_now(root: &Path, cache: &Cache) -> Result<(Self, Contents), OpenError> {
        Self::begin(root, cache, Cores::AllButOne)
    }

    fn begin(root: &Path, cache: &Cache, cores: Cores) -> Result<(Self, Contents), OpenError> {
        if !root.join(MANIFEST).is_file() {
            return Err(OpenError::NoBook(root.to_owned()));
        }
        let (saver, access) = Saver::open(root);
        let mut broken = Vec::new();
        let mut files = saver.files();
        let manifest = files.read(&root.join(MANIFEST))?;
        let mut contents = Contents {
            manifest: Arc::new(manifest),
            buildings: BTreeMap::new(),
            scenarios: BTreeMap::new(),
        };
        for (path, building) in files.read_all(BUILDINGS, &mut broken) {
            let building: crate::building::Building = building;
            files
                .keep(&path, building.id.as_str(), &mut broken)
                .then(|| contents.buildings.insert(building.id.clone(), Arc::new(building)));
        }
        for (path, scenario) in files.read_all(SCENARIOS, &mut broken) {
            let scenario: crate::drill::Scenario = scenario;
            files
                .keep(&path, scenario.id.as_str(), &mut broken)
                .then(|| contents.scenarios.insert(scenario.id.clone(), Arc::new(scenario)));
        }
        let paths = files.list(RECORDS);
        drop(files);
        let reading = Some(Reading::start(root, paths, cache, cores));
        let records = BTreeMap::new();
        let mut book = Self { records, broken, access, saver, reading, keeping: None };
        book.take_records();
        Ok((book, contents))
    }

    /// Takes the records up that were read meanwhile; whether there are more to come.
    pub fn take_records(&mut self) -> bool {
        while let Some(batch) = self.reading.as_mut().and_then(Reading::next_ready) {
            self.take(batch);
        }
        if let Some(reading) = self.reading.take_if(|reading| reading.is_done()) {
            self.keeping = reading.into_keeping();
        }
        self.reading.is_some()
    }

    /// How many records were read, of how many; nothing once all of them are.
    #[must_use]
    pub fn reading(&self) -> Option<(usize, usize)> {
        self.reading.as_ref().map(Reading::so_far)
    }

    fn take(&mut self, batch: super::reading::Batch) {
        let mut files = self.saver.files();
        for read in batch {
            files.saw(&read.path, read.hash);
            match read.record {
                Ok(record) => {
                    if files.keep(&read.path, record.id.as_str(), &mut self.broken) {
                        // What was saved meanwhile is newer than what was read.
                        self.records.entry(record.id.clone()).or_insert(record);
                    }
                }
                Err(error) => files.set_aside(error, &mut self.broken),
            }
        }
    }

    /// The book's folder.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.saver.files().root.clone()
    }

    /// Whether this program may write it.
    #[must_use]
    pub const fn access(&self) -> &Access {
        &self.access
    }

    /// Whether it is read-only.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        matches!(self.access, Access::ReadOnly(_))
    }

    /// What saves the book from another thread.
    #[must_use]
    pub fn saver(&self) -> Saver {
        self.saver.clone()
    }

    /// The folder of the journals of running drills.
    #[must_use]
    pub fn running_folder(&self) -> PathBuf {
        self.root().join(RUNNING)
    }

    /// The file of a picture under a plan.
    #[must_use]
    pub fn plan_file(&self, name: &str) -> PathBuf {
        self.root().join(PLANS).join(name)
    }

    /// The file of a record.
    #[must_use]
    pub fn record_file(&self, id: &RecordId) -> PathBuf {
        self.saver.files().path_of(RECORDS, id.as_str())
    }

    /// The folder of the pages that were printed.
    #[must_use]
    pub fn prints_folder(&self) -> PathBuf {
        self.root().join(PRINTS)
    }

    /// The file of a picture that was taken in a drill.
    #[must_use]
    pub fn photo_file(&self, name: &str) -> PathBuf {
        self.root().join(PHOTOS).join(name)
    }

    /// The id, or the first of `id-2`, `id-3` … that no record has: two drills may begin within a
    /// second.
    #[must_use]
    pub fn free_record_id(&self, id: &RecordId) -> RecordId {
        let later = (2..).map(|number| RecordId::new(&format!("{id}-{number}")));
        let mut all = std::iter::once(id.clone()).chain(later);
        all.find(|id| !self.record_file(id).exists()).unwrap_or_else(|| id.clone())
    }

    /// Copies a picture under a plan into the book and returns the name under which it was filed.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_plan(&self, name: &str, content: &[u8]) -> Result<String, SaveError> {
        self.add_file(PLANS, name, content)
    }

    /// Copies a picture that was taken in a drill into the book and returns the name under which
    /// it was filed.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_photo(&self, name: &str, content: &[u8]) -> Result<String, SaveError> {
        self.add_file(PHOTOS, name, content)
    }

    /// Copies a rule pack into the book and returns the name by which it is chosen: a name that
    /// no pack has yet, unless one of that name says the same.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_rule_pack(&self, name: &str, text: &str) -> Result<String, SaveError> {
        let taken = BUILT_IN.iter().any(|(id, _)| *id == name);
        let name = if taken { format!("{name}-own") } else { name.to_owned() };
        let file = self.add_file(OWN_PACKS, &format!("{name}.ron"), text.as_bytes())?;
        Ok(file.trim_end_matches(".ron").to_owned())
    }

    fn add_file(&self, folder: &str, name: &str, content: &[u8]) -> Result<String, SaveError> {
        if self.is_read_only() {
            return Err(SaveError::ReadOnly);
        }
        let folder = self.root().join(folder);
        let name = safe_file_name(name);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "png"));
        let free = std::iter::once(name.clone())
            .chain((2..1000).map(|number| format!("{stem}-{number}.{ending}")))
            .find(|name| match fs::read(folder.join(name)) {
                Ok(there) => there == content,
                Err(_) => true,
            })
            .unwrap_or_else(|| name.clone());
        let path = folder.join(&free);
        atomic::replace(&path, content).map_err(|error| SaveError::Io { path, error })?;
        Ok(free)
    }

    /// Saves a record: a new one, or one whose findings, comments or signatures changed, or to
    /// whose events others were added. Where the one that is kept has these events and more, it
    /// stays: an old journal was found beside it.
    ///
    /// # Errors
    /// When the events that are kept would be others, or the file can't be written.
    pub fn save_record(&mut self, record: &Record) -> Result<Saved, SaveError> {
        let path = self.record_file(&record.id);
        if let Some(kept) = self.records.get(&record.id) {
            let (old, new) = (kept.events.len(), record.events.len());
            if new < old && kept.events.starts_with(&record.events) {
                return Ok(Saved::default());
            }
            if !record.events.starts_with(&kept.events) {
                return Err(SaveError::EventsChanged(path));
            }
        }
        let saved = self.saver.files().write(&path, record)?;
        self.records.insert(record.id.clone(), Arc::new(record.clone()));
        Ok(saved)
    }
}

/// A name without what some file system refuses.
fn safe_file_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { '_' } else { c })
        .collect();
    let safe = safe.trim_matches(['.', ' ']);
    if safe.is_empty() { "plan.png".to_owned() } else { safe.to_owned() }
}
