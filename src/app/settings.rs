//! What the program remembers between two starts, apart from any book.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::drill::KeyPlan;
use crate::language::Language;
use crate::store::{self, journal::journals};

/// How many books the start screen lists.
const RECENT: usize = 8;

/// What the program remembers. A file that can't be read counts as none: nothing in it is worth a
/// failed start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language that was chosen.
    pub(super) language: Option<Language>,
    /// Whether dark was chosen, or light; nothing for the system's choice.
    pub(super) dark: Option<bool>,
    /// Whether high contrast was chosen.
    pub(super) contrast: bool,
    /// The size of everything, 1 for 100 %.
    pub(super) zoom: Option<f32>,
    /// Whether a drill is heard.
    pub(super) sound: bool,
    /// Which key does what in a drill.
    pub(super) drill_keys: KeyPlan,
    /// Which screen the projector's window filled, from 0; nothing for a window of its own.
    pub(super) projector: Option<usize>,
    /// The books that were open, newest first.
    pub(super) recent: Vec<PathBuf>,
    /// Books with the other folders into which the journals of their drills were written.
    journals: Vec<(PathBuf, PathBuf)>,
    /// Where all this is kept, if not where the system keeps such things.
    #[serde(skip)]
    home: Option<PathBuf>,
}

impl Settings {
    pub(super) fn load(home: Option<PathBuf>) -> Self {
        let empty = Self { home, ..Self::default() };
        let text = empty.file().and_then(|path| std::fs::read_to_string(path).ok());
        let read = text.and_then(|text| Self::from_text(&text));
        read.map_or_else(|| empty.clone(), |settings| Self { home: empty.home.clone(), ..settings })
    }

    /// What the text of the settings' file says; nothing where it can't be read.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        ron::from_str(text).ok()
    }

    pub(super) fn save(&self) {
        // A program that can't remember its language still works; there is nobody to tell.
        if let (Some(path), Ok(text)) = (self.file(), ron::to_string(self)) {
            let _ = store::replace(&path, text.as_bytes());
        }
    }

    /// Puts a book first among the recent ones, and saves that where it is new: nobody waits for the
    /// disk at a start with the book of yesterday.
    pub(super) fn remember(&mut self, book: PathBuf) {
        if self.recent.first() == Some(&book) {
            return;
        }
        self.recent.retain(|other| *other != book);
        self.recent.insert(0, book);
        self.recent.truncate(RECENT);
        self.save();
    }

    /// Remembers that the journal of a drill goes on in a folder outside its book, so that it is found
    /// again should the program be cut off.
    pub(super) fn remember_journals(&mut self, book: &Path, folder: &Path) {
        let entry = (whole(book), whole(folder));
        if !self.journals.contains(&entry) {
            self.journals.push(entry);
            self.save();
        }
    }

    /// The folders outside a book in which there are journals of its drills.
    pub(super) fn journal_folders(&mut self, book: &Path) -> Vec<PathBuf> {
        let before = self.journals.len();
        // A folder that is not there may be on a disk that is not plugged in.
        self.journals.retain(|(_, folder)| !folder.exists() || !journals(folder).is_empty());
        if self.journals.len() != before {
            self.save();
        }
        let book = whole(book);
        let own = self.journals.iter().filter(|(of, folder)| *of == book && folder.exists());
        own.map(|(_, folder)| folder.clone()).collect()
    }

    /// Where a person looks for own files: the home folder's `Documents`, or the home folder.
    pub(super) fn documents(&self) -> PathBuf {
        if let Some(home) = &self.home {
            return home.clone();
        }
        let home = etcetera::home_dir().unwrap_or_else(|_| std::env::temp_dir());
        let documents = home.join("Documents");
        if documents.is_dir() { documents } else { home }
    }

    fn file(&self) -> Option<PathBuf> {
        let folder = match &self.home {
            Some(home) => home.clone(),
            None => etcetera::choose_base_strategy().ok()?.config_dir().join("muster"),
        };
        Some(folder.join("settings.ron"))
    }
}

fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
