//! The sample books that ship inside the program. `cargo run --example samples -- drills` remakes
//! them.

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::building::Building;
use crate::store;

static BOOKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/drills");

/// The names of the samples. The first one opens at the first start.
pub const NAMES: [&str; 3] = ["valve-plant", "polishing-workshop", "multi-tenant-plant"];

/// Writes a sample book to an empty or missing folder.
///
/// # Errors
/// When there is no such sample, the folder holds something already, or it can't be written.
pub fn write(name: &str, folder: &Path) -> io::Result<()> {
    let book = BOOKS.get_dir(name).ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    write_files(book, name, folder)
}

/// The building of a sample, for its picture; nothing for a sample that is not there.
#[must_use]
pub fn building(name: &str) -> Option<Building> {
    let file = BOOKS.get_dir(format!("{name}/buildings"))?.files().next()?;
    store::from_text(file.path(), file.contents_utf8()?).ok()
}

fn write_files(part: &Dir<'_>, name: &str, folder: &Path) -> io::Result<()> {
    for file in part.files() {
        let path = folder.join(file.path().strip_prefix(name).unwrap_or(file.path()));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.contents())?;
    }
    part.dirs().try_for_each(|inner| write_files(inner, name, folder))
}
