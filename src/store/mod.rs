//! The drill book on disk: a folder of RON files that people can read, diff and share.
//!
//! ```text
//! my-factory/
//!   book.ron        name, site, people, shifts, language, rule pack
//!   buildings/      one file a building
//!   plans/          pictures under the plans
//!   photos/         pictures of drills and of what was put right
//!   scenarios/      one file a scenario
//!   records/        one file a drill
//!   rules/          own rule packs
//!   running/        the journal of a drill that is still running
//! ```
//!
//! Every file is replaced as a whole and only after its new content is on the disk. A file that
//! can't be read is listed and left as it is; the rest of the book opens.

mod atomic;
mod book;
mod cache;
mod calendar;
mod contents;
pub mod disk;
mod file;
mod files;
pub mod journal;
mod lock;
mod plain;
mod reading;
mod reason;
mod rule_pack;
mod seal;
mod second_log;
mod shared;
mod supplied;

pub use atomic::replace;
pub use book::{Access, Book, BrokenFile, OpenError, ReadOnlyReason, SaveError, Saved};
pub use cache::Cache;
pub use calendar::calendar;
pub use contents::{Contents, Manifest};
pub use file::{FileError, FileKind, Problem, from_text, read, to_text};
pub use files::Saver;
pub use reason::reason;
pub use rule_pack::{BUILT_IN, OWN_PACKS, own_packs, rule_pack};
pub use seal::{Sealed, seal, verify};
pub use second_log::second_log;
pub use supplied::{Supplied, supplied};
