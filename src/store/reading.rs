//! Reads the records of a book beside the window: ten years of drills are many.

use std::collections::VecDeque;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use rayon::prelude::*;

use super::file::{FileError, Problem, parse};
use super::files::hash;
use crate::drill::Record;

/// A book with so many records is read as a whole before it is shown.
const AT_ONCE: usize = 32;
/// So many records are handed over together.
const TOGETHER: usize = 64;

/// A record as it was read.
pub(super) struct Read {
    pub(super) path: PathBuf,
    /// The hash of the file's bytes.
    pub(super) hash: u64,
    pub(super) record: Result<Arc<Record>, FileError>,
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
}

impl std::fmt::Debug for Read {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.path.fmt(f)
    }
}

impl Reading {
    /// Begins to read these files. They are in the order of their names, which begin with the day:
    /// the newest come first.
    pub(super) fn start(mut paths: Vec<PathBuf>) -> Self {
        paths.reverse();
        let all = paths.len();
        let (sender, others) = mpsc::channel();
        if all <= AT_ONCE {
            let first = VecDeque::from([read_all(&paths)]);
            return Self { all, done: 0, first, others };
        }
        std::thread::spawn(move || {
            for together in paths.chunks(TOGETHER) {
                // The book may have been closed meanwhile.
                if sender.send(read_all(together)).is_err() {
                    return;
                }
            }
        });
        Self { all, done: 0, first: VecDeque::new(), others }
    }

    /// The next records, if some were read.
    pub(super) fn next_ready(&mut self) -> Option<Batch> {
        let batch = self.first.pop_front().or_else(|| self.others.try_recv().ok())?;
        self.done += batch.len();
        Some(batch)
    }

    /// All that are left, one batch after the other as they are read.
    pub(super) fn rest(self) -> impl Iterator<Item = Batch> {
        self.first.into_iter().chain(self.others)
    }

    pub(super) const fn is_done(&self) -> bool {
        self.done >= self.all
    }

    pub(super) const fn so_far(&self) -> (usize, usize) {
        (self.done, self.all)
    }
}

fn read_all(paths: &[PathBuf]) -> Batch {
    paths.par_iter().map(read).collect()
}

fn read(path: &PathBuf) -> Read {
    let bytes = fs::read(path).map_err(|error| FileError {
        file: path.clone(),
        place: None,
        problem: Problem::Unreadable(error.to_string()),
    });
    let hash = bytes.as_ref().map_or(0, |bytes| hash(bytes));
    let record = bytes.and_then(|bytes| parse(path, &bytes).map(Arc::new));
    Read { path: path.clone(), hash, record }
}
