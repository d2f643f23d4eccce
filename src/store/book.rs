//! The book as a whole: opening what can be opened, saving what was changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::file::{FileKind, parse};
use super::lock::{Lock, LockError};
use super::{Contents, FileError, atomic, to_text};
use crate::drill::{Record, RecordId};
use crate::language::{Message, msg};

const MANIFEST: &str = "book.ron";
const BUILDINGS: &str = "buildings";
const SCENARIOS: &str = "scenarios";
const RECORDS: &str = "records";
const PLANS: &str = "plans";
const PHOTOS: &str = "photos";
const PRINTS: &str = "prints";
const RUNNING: &str = "running";
const REMOVED: &str = "removed";

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// Another Muster has it open.
    OpenElsewhere,
    /// Its folder can't be written.
    Folder(String),
}

impl ReadOnlyReason {
    /// The reason, and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::OpenElsewhere => msg!("book-open-elsewhere"),
            Self::Folder(reason) => msg!("book-folder-read-only", reason = reason),
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
                msg!("book-io", path = path.display().to_string(), reason = error.to_string())
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
            Self::Io { path, error } => {
                msg!("save-io", path = text(path), reason = error.to_string())
            }
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
        Ok(Self { records: BTreeMap::new(), broken: Vec::new(), access, saver })
    }

    /// Opens the book in a folder. Files that can't be read are listed in [`Book::broken`].
    ///
    /// # Errors
    /// When the folder is no book or its `book.ron` can't be read.
    pub fn open(root: &Path) -> Result<(Self, Contents), OpenError> {
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
        let mut records = BTreeMap::new();
        for (path, record) in files.read_all(RECORDS, &mut broken) {
            let record: Record = record;
            files
                .keep(&path, record.id.as_str(), &mut broken)
                .then(|| records.insert(record.id.clone(), Arc::new(record)));
        }
        drop(files);
        Ok((Self { records, broken, access, saver }, contents))
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
        self.add_picture(PLANS, name, content)
    }

    /// Copies a picture that was taken in a drill into the book and returns the name under which
    /// it was filed.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_photo(&self, name: &str, content: &[u8]) -> Result<String, SaveError> {
        self.add_picture(PHOTOS, name, content)
    }

    fn add_picture(&self, folder: &str, name: &str, content: &[u8]) -> Result<String, SaveError> {
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

/// Saves a book; can be handed to another thread.
#[derive(Clone, Debug)]
pub struct Saver {
    files: Arc<Mutex<Files>>,
}

impl Saver {
    fn open(root: &Path) -> (Self, Access) {
        let (lock, access) = match Lock::take(root) {
            Ok(lock) => (Some(lock), Access::Write),
            Err(LockError::Taken) => (None, Access::ReadOnly(ReadOnlyReason::OpenElsewhere)),
            Err(LockError::Folder(error)) => {
                (None, Access::ReadOnly(ReadOnlyReason::Folder(error.to_string())))
            }
        };
        let files = Files {
            root: root.to_owned(),
            lock,
            seen: BTreeMap::new(),
            broken: BTreeSet::new(),
            present: BTreeSet::new(),
        };
        (Self { files: Arc::new(Mutex::new(files)) }, access)
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        // A panic elsewhere leaves nothing half-done in here: each field is set in one step.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes every file whose content changed since it was last read or written. What is no
    /// longer in the book goes to its `removed/` folder.
    ///
    /// # Errors
    /// At the first file that can't be written; those before it are saved.
    pub fn save(&self, contents: &Contents) -> Result<Saved, SaveError> {
        let mut files = self.files();
        let mut saved = Saved::default();
        let manifest = files.root.join(MANIFEST);
        saved.add(files.write(&manifest, contents.manifest.as_ref())?);
        let mut wanted = BTreeSet::new();
        for (id, building) in &contents.buildings {
            let path = files.path_of(BUILDINGS, id.as_str());
            saved.add(files.write(&path, building.as_ref())?);
            wanted.insert(path);
        }
        for (id, scenario) in &contents.scenarios {
            let path = files.path_of(SCENARIOS, id.as_str());
            saved.add(files.write(&path, scenario.as_ref())?);
            wanted.insert(path);
        }
        files.remove_all_but(&wanted)?;
        files.present = wanted;
        Ok(saved)
    }
}

impl Saved {
    fn add(&mut self, other: Self) {
        self.written += other.written;
        self.kept_aside.extend(other.kept_aside);
    }
}

/// The files of a book, as this program last saw them.
#[derive(Debug)]
struct Files {
    root: PathBuf,
    lock: Option<Lock>,
    /// The hash of each file's bytes when it was last read or written.
    seen: BTreeMap<PathBuf, u64>,
    /// Files that could not be read, and are not overwritten.
    broken: BTreeSet<PathBuf>,
    /// The files of the buildings and scenarios that are in the book.
    present: BTreeSet<PathBuf>,
}

impl Files {
    fn path_of(&self, folder: &str, id: &str) -> PathBuf {
        self.root.join(folder).join(format!("{id}.ron"))
    }

    fn read<T: FileKind>(&mut self, path: &Path) -> Result<T, FileError> {
        let bytes = fs::read(path).map_err(|error| FileError {
            file: path.to_owned(),
            place: None,
            problem: super::Problem::Unreadable(error.to_string()),
        })?;
        self.seen.insert(path.to_owned(), hash(&bytes));
        parse(path, &bytes)
    }

    fn read_all<T: FileKind>(
        &mut self,
        folder: &str,
        broken: &mut Vec<BrokenFile>,
    ) -> Vec<(PathBuf, T)> {
        let folder = self.root.join(folder);
        let Ok(entries) = fs::read_dir(&folder) else {
            return Vec::new();
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
            .collect();
        paths.sort();
        let mut found = Vec::with_capacity(paths.len());
        for path in paths {
            match self.read(&path) {
                Ok(value) => found.push((path, value)),
                Err(error) => self.set_aside(error, broken),
            }
        }
        found
    }

    fn set_aside(&mut self, error: FileError, broken: &mut Vec<BrokenFile>) {
        self.broken.insert(error.file.clone());
        broken.push(BrokenFile { error });
    }

    /// Whether the file is named by its id; one that is not would overwrite another.
    fn keep(&mut self, path: &Path, id: &str, broken: &mut Vec<BrokenFile>) -> bool {
        if path.file_stem().is_some_and(|stem| stem == id) {
            self.present.insert(path.to_owned());
            return true;
        }
        self.set_aside(FileError::wrong_name(path, id), broken);
        false
    }

    fn write<T: FileKind>(&mut self, path: &Path, content: &T) -> Result<Saved, SaveError> {
        if self.lock.is_none() {
            return Err(SaveError::ReadOnly);
        }
        if self.broken.contains(path) {
            return Err(SaveError::Broken(path.to_owned()));
        }
        let text =
            to_text(content).map_err(|error| SaveError::Format { path: path.to_owned(), error })?;
        let new = hash(text.as_bytes());
        let seen = self.seen.get(path).copied();
        if seen == Some(new) && path.exists() {
            return Ok(Saved::default());
        }
        let io = |error| SaveError::Io { path: path.to_owned(), error };
        let mut saved = Saved { written: 1, kept_aside: Vec::new() };
        if let Ok(there) = fs::read(path) {
            let on_disk = hash(&there);
            if Some(on_disk) != seen && on_disk != new {
                let aside = free_name(path);
                atomic::replace(&aside, &there).map_err(io)?;
                saved.kept_aside.push(aside);
            }
        }
        atomic::replace(path, text.as_bytes()).map_err(io)?;
        self.seen.insert(path.to_owned(), new);
        Ok(saved)
    }

    fn remove_all_but(&mut self, wanted: &BTreeSet<PathBuf>) -> Result<(), SaveError> {
        let gone: Vec<PathBuf> = self
            .present
            .iter()
            .filter(|path| !wanted.contains(*path) && !path.starts_with(self.root.join(RECORDS)))
            .cloned()
            .collect();
        for path in gone {
            let name = path.strip_prefix(&self.root).unwrap_or(&path);
            let target = free_name(&self.root.join(REMOVED).join(name));
            let moved = target
                .parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::rename(&path, &target));
            match moved {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(SaveError::Io { path, error });
                }
                _ => {
                    self.present.remove(&path);
                    self.seen.remove(&path);
                }
            }
        }
        Ok(())
    }
}

/// `path`, or the first of `name-2.ron.kept`, `name-3.ron.kept` … that is not there.
fn free_name(path: &Path) -> PathBuf {
    let kept = |number: u32| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        path.with_file_name(format!("{stem}-{number}.ron.kept"))
    };
    (1..1000).map(kept).find(|name| !name.exists()).unwrap_or_else(|| kept(1000))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
