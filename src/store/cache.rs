//! The records of large books as they were last read, so that the next time they are there at once.
//!
//! A cache belongs to the user of this computer and lies in the system's folder for such files, not
//! in the book: so a book that can't be written has one too, nothing is carried along in a shared
//! or synchronised folder, and nobody else can put something into it. It is never needed: what is
//! missing, stale, cut or of another version is read from the record's own file, and a failure to
//! write one is nobody's concern. It may be deleted at any time.
//!
//! Of each record it holds the size and the time of its file; whenever one of them is another, the
//! file is read. What records share is held once.

mod form;

use std::fs::{self, File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(super) use form::Kept;

use crate::drill::Record;

const ENDING: &str = "records";
/// A file that was changed so shortly ago may change again within the same tick of the file
/// system's clock; FAT counts in two seconds.
const TOO_NEW: Duration = Duration::from_secs(3);
/// A cache that nobody asked for so long is removed.
const FORGOTTEN: Duration = Duration::from_secs(180 * 24 * 3600);
/// How often it is noted that a cache is in use.
const NOTED: Duration = Duration::from_secs(24 * 3600);

/// Where the records of large books are kept for the next time.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// The user's: in the folder that `MUSTER_CACHE` names, or else in that of the system. With an
    /// empty `MUSTER_CACHE` there is none.
    #[must_use]
    pub fn of_user() -> Self {
        let folder = match std::env::var_os("MUSTER_CACHE") {
            Some(folder) => (!folder.is_empty()).then(|| PathBuf::from(folder)),
            None => {
                etcetera::choose_base_strategy().ok().map(|dirs| dirs.cache_dir().join("muster"))
            }
        };
        Self { folder }
    }

    /// In this folder.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()) }
    }

    /// Nowhere: every record is read from its file.
    #[must_use]
    pub const fn none() -> Self {
        Self { folder: None }
    }

    /// The file for a book.
    fn file_of(&self, book: &Path) -> Option<PathBuf> {
        let book = fs::canonicalize(book).ok()?;
        let name = Sha256::digest(book.as_os_str().as_encoded_bytes());
        let name: String = name.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Some(self.folder.as_ref()?.join(name).with_extension(ENDING))
    }

    /// What is kept of a book; nothing if there is no cache of it, or none that can be used.
    pub(super) fn load(&self, book: &Path) -> Kept {
        let kept = self.file_of(book).and_then(|path| {
            let kept = Kept::of(File::open(&path).ok()?)?;
            note_use(&path);
            Some(kept)
        });
        kept.unwrap_or_default()
    }

    /// Keeps these records of a book. A failure only means that they are read again.
    pub(super) fn keep(&self, book: &Path, records: &[Seen]) {
        let Some(path) = self.file_of(book) else { return };
        let Some(bytes) = form::to_bytes(records) else { return };
        // A cut write is noticed when it is read, so there is no need to wait for the disk.
        let _ = replace(&path, &bytes);
        if let Some(folder) = path.parent() {
            forget_old(folder);
        }
    }
}

/// Writes the file under its name at once as a whole; only the user may read it.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut part = tempfile::NamedTempFile::new_in(folder)?;
    part.write_all(bytes)?;
    part.persist(path).map(drop).map_err(|error| error.error)
}

fn note_use(path: &Path) {
    let now = SystemTime::now();
    let noted = fs::metadata(path).and_then(|metadata| metadata.modified());
    if noted.is_ok_and(|noted| now.duration_since(noted).is_ok_and(|since| since > NOTED)) {
        // Where it can't be noted, the cache is written anew some day.
        let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(now));
    }
}

fn forget_old(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let used = fs::metadata(&path).and_then(|metadata| metadata.modified());
        let age = used.ok().and_then(|used| used.elapsed().ok());
        if path.extension().is_some_and(|e| e == ENDING) && age.is_some_and(|a| a > FORGOTTEN) {
            let _ = fs::remove_file(path);
        }
    }
}

/// By what it is noticed that a file was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    size: u64,
    /// Since 1970, ns.
    modified: u64,
}

impl Stamp {
    /// The stamp of a file; nothing if it could change without changing it.
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        let age = SystemTime::now().duration_since(modified).ok()?;
        let modified = modified.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        let stamp = Self { size: metadata.len(), modified: u64::try_from(modified).ok()? };
        (age > TOO_NEW).then_some(stamp)
    }
}

/// A record as it was read from its file.
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) stamp: Stamp,
    /// The hash of the file's bytes.
    pub(super) hash: u64,
    pub(super) record: Arc<Record>,
}
