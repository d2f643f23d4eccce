//! What a journal asks of the disk. Tests put a disk in its place that fails at any call.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::atomic;

/// What a journal asks of the disk.
pub trait Disk: Send + Sync {
    /// Makes a folder whose parent is there; one that is there already is no error.
    ///
    /// # Errors
    /// Whatever the file system says.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Replaces a file as a whole; see [`atomic::replace`].
    ///
    /// # Errors
    /// Whatever the file system says; the old file is then still there.
    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// What a file holds; nothing where it is not there.
    ///
    /// # Errors
    /// Whatever the file system says.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// Opens a file of events for appending, and makes it where it is not there.
    ///
    /// # Errors
    /// Whatever the file system says.
    fn open(&self, path: &Path) -> io::Result<Box<dyn EventFile>>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// Whatever the file system says.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// A file of events.
pub trait EventFile: Send {
    /// Writes at the end of the file.
    ///
    /// # Errors
    /// Whatever the file system says; a part may have been written.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns once all that was written is durable.
    ///
    /// # Errors
    /// Whatever the file system says; nothing is known of what was written then.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file to its first `length` bytes.
    ///
    /// # Errors
    /// Whatever the file system says.
    fn cut(&mut self, length: u64) -> io::Result<()>;

    /// Whether this is still the file under that name: one that was deleted or moved away takes
    /// what is written to it without a word.
    fn is_in_place(&self, path: &Path) -> bool;
}

/// The computer's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            made => made,
        }
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        atomic::replace(path, content)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn EventFile>> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Box::new(file))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        atomic::sync_folder(folder)
    }
}

impl EventFile for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    #[cfg(unix)]
    fn is_in_place(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let Ok((own, there)) = self.metadata().and_then(|own| Ok((own, fs::metadata(path)?)))
        else {
            return false;
        };
        (own.dev(), own.ino()) == (there.dev(), there.ino())
    }

    /// Windows deletes and moves no file that is open.
    #[cfg(not(unix))]
    fn is_in_place(&self, path: &Path) -> bool {
        path.is_file()
    }
}
