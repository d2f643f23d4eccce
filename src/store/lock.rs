//! One program writes a book at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

const NAME: &str = ".muster.lock";

/// The right to write a book, for as long as this lives. The system gives it back when the
/// program ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Why a book can't be locked.
#[derive(Debug)]
pub(super) enum LockError {
    /// Another program has it.
    Taken,
    /// The folder can't be written.
    Folder(io::Error),
}

impl Lock {
    pub(super) fn take(book: &Path) -> Result<Self, LockError> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(book.join(NAME))
            .map_err(LockError::Folder)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Taken),
            Err(TryLockError::Error(error)) => Err(LockError::Folder(error)),
        }
    }
}
