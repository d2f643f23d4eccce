//! Reads the records of a book beside the window: ten years of drills are many.
//!
//! The threads that do it are its own, not those of a pool: whoever waits for records, also one of
//! a pool's workers, never waits for itself.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::Read as _;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::cache::{Cache, Kept, Seen, Stamp};
use super::file::{FileError, Problem};
use super::files::hash;
use super::reason::reason;
use super::shared::Shared;
use crate::drill::Record;

/// A book with so many records is read as a whole before it is shown.
const AT_ONCE: usize = 32;
/// So many records are handed over together.
const TOGETHER: usize = 64;
/// From so many records on that had to be read from their files, they are kept for the next time.
const WORTH_KEEPING: usize = 32;

/// A record as it was read.
pub(super) struct Read {
    pub(super) path: PathBuf,
    /// The hash of the file's bytes.
    pub(super) hash: u64,
    pub(super) record: Result<Arc<Record>, FileError>,
}

/// On how many of the computer's cores records are read.
#[derive(Clone, Copy)]
pub(super) enum Cores {
    /// On all: who asked waits for them.
    All,
    /// One is left to the window, which comes up meanwhile.
    AllButOne,
}

/// Records that were read together.
pub(super) type Batch = Vec<Read>;

/// The records of a book that are being read.
#[derive(Debug)]
pub(super) struct Reading {
    all: usize,
    done: usize,
    first: VecDeque<Batch>,
    others: Receiver<Batch>,
    keeping: Option<Keeping>,
}

impl std::fmt::Debug for Read {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.path.fmt(f)
    }
}

/// The thread that keeps the records for the next time; its end waits for it.
#[derive(Debug)]
pub(super) struct Keeping(Option<JoinHandle<()>>);

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            // Had it panicked, the records would be read from their files the next time.
            let _ = thread.join();
        }
    }
}

impl Reading {
    /// Begins to read these files of a book. They are in the order of their names, which begin with
    /// the day: the newest come first.
    pub(super) fn start(book: &Path, mut paths: Vec<PathBuf>, cache: &Cache, cores: Cores) -> Self {
        paths.reverse();
        let all = paths.len();
        let (sender, others) = mpsc::channel();
        if all <= AT_ONCE {
            let source = Source::default();
            let mut bytes = Vec::new();
            let batch = paths.iter().map(|path| source.read(path, &mut bytes).0).collect();
            return Self { all, done: 0, first: VecDeque::from([batch]), others, keeping: None };
        }
        let (book, cache) = (book.to_owned(), cache.clone());
        let thread = thread::spawn(move || {
            let source = Source { kept: cache.load(&book), shared: Shared::default() };
            let seen = read_all(&paths, &source, cores, |batch| sender.send(batch).is_ok());
            // Whoever waits for the records need not wait for what follows.
            drop(sender);
            let seen = seen.filter(|seen| source.is_outdated(seen));
            // The file of the cache is closed before it is replaced.
            drop(source);
            if let Some(seen) = seen {
                let seen: Vec<Seen> = seen.into_iter().map(|(seen, _)| seen).collect();
                cache.keep(&book, &seen);
            }
        });
        let keeping = Some(Keeping(Some(thread)));
        Self { all, done: 0, first: VecDeque::new(), others, keeping }
    }

    /// The next records, if some were read.
    pub(super) fn next_ready(&mut self) -> Option<Batch> {
        let batch = self.first.pop_front().or_else(|| match self.others.try_recv() {
            Ok(batch) => Some(batch),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.done = self.all;
                None
            }
        })?;
        self.done += batch.len();
        Some(batch)
    }

    /// All that are left, one batch after the other as they are read.
    pub(super) fn rest(&mut self) -> impl Iterator<Item = Batch> {
        self.first.drain(..).chain(self.others.iter())
    }

    /// What goes on once all records are there.
    pub(super) fn into_keeping(self) -> Option<Keeping> {
        self.keeping
    }

    pub(super) const fn is_done(&self) -> bool {
        self.done >= self.all
    }

    pub(super) const fn so_far(&self) -> (usize, usize) {
        (self.done, self.all)
    }
}

/// Where a record was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Cache,
    File,
}

/// Where records come from.
#[derive(Default)]
struct Source {
    kept: Kept,
    shared: Shared,
}

impl Source {
    /// Reads a record, and says what of it can be kept. The bytes of its file go into `bytes`,
    /// which serves one after the other.
    fn read(&self, path: &Path, bytes: &mut Vec<u8>) -> (Read, Option<(Seen, Origin)>) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The stamp is older than the bytes: a change in between is noticed the next time.
        let stamp = fs::metadata(path).ok().as_ref().and_then(Stamp::of);
        let kept = stamp.and_then(|stamp| self.kept.record(&name, stamp));
        let (record, hash, from) = match kept {
            Some((record, hash)) => (Ok(Arc::new(record)), hash, Origin::Cache),
            None => {
                let (record, hash) = self.read_file(path, bytes);
                (record.map(Arc::new), hash, Origin::File)
            }
        };
        let seen = stamp
            .zip(record.as_ref().ok())
            .map(|(stamp, record)| (Seen { name, stamp, hash, record: Arc::clone(record) }, from));
        (Read { path: path.to_owned(), hash, record }, seen)
    }

    fn read_file(&self, path: &Path, bytes: &mut Vec<u8>) -> (Result<Record, FileError>, u64) {
        bytes.clear();
        match File::open(path).and_then(|mut file| file.read_to_end(bytes)) {
            Ok(_) => (self.shared.read(path, bytes), hash(bytes)),
            Err(error) => {
                let problem = Problem::Unreadable(reason(&error));
                (Err(FileError { file: path.to_owned(), place: None, problem }), 0)
            }
        }
    }

    /// Whether these records are worth a new cache: many had to be read from their files, or many
    /// that are kept are gone.
    fn is_outdated(&self, seen: &[(Seen, Origin)]) -> bool {
        let from_files = seen.iter().filter(|(_, from)| *from == Origin::File).count();
        from_files >= WORTH_KEEPING || self.kept.len() > 2 * seen.len()
    }
}

/// Reads all files and hands them over in batches; returns what can be kept, or
/// nothing once nobody wants them any more.
fn read_all(
    paths: &[PathBuf],
    source: &Source,
    cores: Cores,
    hand_over: impl Fn(Batch) -> bool + Sync,
) -> Option<Vec<(Seen, Origin)>> {
    let all = thread::available_parallelism().map_or(1, NonZero::get);
    let cores = match cores {
        Cores::All => all,
        Cores::AllButOne => all.saturating_sub(1).max(1),
    };
    let chunks: Vec<&[PathBuf]> = paths.chunks(TOGETHER).collect();
    let (next, wanted) = (AtomicUsize::new(0), AtomicBool::new(true));
    let all_seen = Mutex::new(Vec::with_capacity(paths.len()));
    thread::scope(|scope| {
        for _ in 0..cores.min(chunks.len()) {
            scope.spawn(|| {
                let mut bytes = Vec::new();
                while wanted.load(Ordering::Relaxed)
                    && let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let (batch, seen): (Batch, Vec<_>) =
                        chunk.iter().map(|path| source.read(path, &mut bytes)).unzip();
                    let mut all_seen = all_seen.lock().unwrap_or_else(PoisonError::into_inner);
                    all_seen.extend(seen.into_iter().flatten());
                    drop(all_seen);
                    if !hand_over(batch) {
                        wanted.store(false, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let seen = all_seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    wanted.into_inner().then_some(seen)
}
