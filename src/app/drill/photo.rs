//! Pictures of what was found, filed in the book beside the event that they show.

use std::path::{Path, PathBuf};

use crate::app::desk::Desk;
use crate::drill::EventNumber;
use crate::language::msg;
use crate::store;
use crate::store::journal::Header;

/// Larger files are no pictures, bytes.
const LARGEST: u64 = 64 << 20;

/// Where a person keeps pictures.
pub(super) fn usual_folder() -> PathBuf {
    let home = etcetera::home_dir().unwrap_or_else(|_| std::env::temp_dir());
    let pictures = home.join("Pictures");
    if pictures.is_dir() { pictures } else { home }
}

/// Copies a picture into the book and returns the name of its file there.
pub(super) fn take(
    desk: &mut Desk<'_>,
    header: &Header,
    event: EventNumber,
    file: &Path,
) -> Option<String> {
    let unreadable = |error: &std::io::Error| {
        let reason = store::reason(error);
        msg!("photo-unreadable", path = file.display().to_string(), reason = reason)
    };
    let read = std::fs::metadata(file).map_err(|error| unreadable(&error));
    let read = read.and_then(|about| {
        if about.len() > LARGEST {
            return Err(msg!("photo-too-large", path = file.display().to_string()));
        }
        std::fs::read(file).map_err(|error| unreadable(&error))
    });
    let content = match read {
        Ok(content) => content,
        Err(message) => {
            desk.warn(&message);
            return None;
        }
    };
    let given = file.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("{}_{}_{given}", header.id, event.get());
    match desk.session.book.add_photo(&name, &content) {
        Ok(name) => Some(name),
        Err(error) => {
            desk.warn(&error.message());
            None
        }
    }
}
