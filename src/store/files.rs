//! The files of a book: read with their place in mind, written only when they changed, kept aside
//! when somebody else changed them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::book::{
    Access, BUILDINGS, BrokenFile, MANIFEST, RECORDS, REMOVED, ReadOnlyReason, SCENARIOS,
    SaveError, Saved,
};
use super::file::{FileKind, parse};
use super::lock::{Lock, LockError};
use super::reason::reason;
use super::{Contents, FileError, atomic, to_text};

/// Saves a book; can be handed to another thread.
#[derive(Clone, Debug)]
pub struct Saver {
    files: Arc<Mutex<Files>>,
}

impl Saver {
    pub(super) fn open(root: &Path) -> (Self, Access) {
        let (lock, access) = match Lock::take(root) {
            Ok(lock) => (Some(lock), Access::Write),
            Err(LockError::Taken) => (None, Access::ReadOnly(ReadOnlyReason::OpenElsewhere)),
            Err(LockError::Folder(error)) => {
                (None, Access::ReadOnly(ReadOnlyReason::Folder(reason(&error))))
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

    pub(super) fn files(&self) -> MutexGuard<'_, Files> {
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
pub(super) struct Files {
    pub(super) root: PathBuf,
    lock: Option<Lock>,
    /// The hash of each file's bytes when it was last read or written.
    seen: BTreeMap<PathBuf, u64>,
    /// Files that could not be read, and are not overwritten.
    broken: BTreeSet<PathBuf>,
    /// The files of the buildings and scenarios that are in the book.
    present: BTreeSet<PathBuf>,
}

impl Files {
    pub(super) fn path_of(&self, folder: &str, id: &str) -> PathBuf {
        self.root.join(folder).join(format!("{id}.ron"))
    }

    pub(super) fn read<T: FileKind>(&mut self, path: &Path) -> Result<T, FileError> {
        let bytes = fs::read(path).map_err(|error| FileError {
            file: path.to_owned(),
            place: None,
            problem: super::Problem::Unreadable(reason(&error)),
        })?;
        self.seen.insert(path.to_owned(), hash(&bytes));
        parse(path, &bytes)
    }

    pub(super) fn read_all<T: FileKind>(
        &mut self,
        folder: &str,
        broken: &mut Vec<BrokenFile>,
    ) -> Vec<(PathBuf, T)> {
        let paths = self.list(folder);
        let mut found = Vec::with_capacity(paths.len());
        for path in paths {
            match self.read(&path) {
                Ok(value) => found.push((path, value)),
                Err(error) => self.set_aside(error, broken),
            }
        }
        found
    }

    /// The files in a folder of the book, by name.
    pub(super) fn list(&self, folder: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.root.join(folder)) else {
            return Vec::new();
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
            .collect();
        paths.sort();
        paths
    }

    /// Takes up what another thread has read of a file.
    pub(super) fn saw(&mut self, path: &Path, hash: u64) {
        self.seen.insert(path.to_owned(), hash);
    }

    pub(super) fn set_aside(&mut self, error: FileError, broken: &mut Vec<BrokenFile>) {
        self.broken.insert(error.file.clone());
        broken.push(BrokenFile { error });
    }

    /// Whether the file is named by its id; one that is not would overwrite another.
    pub(super) fn keep(&mut self, path: &Path, id: &str, broken: &mut Vec<BrokenFile>) -> bool {
        if path.file_stem().is_some_and(|stem| stem == id) {
            self.present.insert(path.to_owned());
            return true;
        }
        self.set_aside(FileError::wrong_name(path, id), broken);
        false
    }

    pub(super) fn write<T: FileKind>(
        &mut self,
        path: &Path,
        content: &T,
    ) -> Result<Saved, SaveError> {
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

/// By what it is noticed that a file holds something else: its length and its checksum.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    (bytes.len() as u64) << 32 | u64::from(crc32fast::hash(bytes))
}
