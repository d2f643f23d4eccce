//! What the program remembers between two starts, apart from any book.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::store;

/// How many books the start screen lists.
const RECENT: usize = 8;

/// What the program remembers. A file that can't be read counts as none: nothing in it is worth a
/// failed start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    /// The language that was chosen.
    pub(super) language: Option<Language>,
    /// Whether dark was chosen, or light; nothing for the system's choice.
    pub(super) dark: Option<bool>,
    /// The size of everything, 1 for 100 %.
    pub(super) zoom: Option<f32>,
    /// The books that were open, newest first.
    pub(super) recent: Vec<PathBuf>,
}

impl Settings {
    pub(super) fn load() -> Self {
        let text = file().and_then(|path| std::fs::read_to_string(path).ok());
        text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
    }

    pub(super) fn save(&self) {
        // A program that can't remember its language still works; there is nobody to tell.
        if let (Some(path), Ok(text)) = (file(), ron::to_string(self)) {
            let _ = store::replace(&path, text.as_bytes());
        }
    }

    pub(super) fn remember(&mut self, book: PathBuf) {
        self.recent.retain(|other| *other != book);
        self.recent.insert(0, book);
        self.recent.truncate(RECENT);
    }
}

/// `MUSTER_CONFIG` names another folder, for tests and for portable use.
fn file() -> Option<PathBuf> {
    let folder = match std::env::var_os("MUSTER_CONFIG") {
        Some(folder) => PathBuf::from(folder),
        None => etcetera::choose_base_strategy().ok()?.config_dir().join("muster"),
    };
    Some(folder.join("settings.ron"))
}

/// Where a person looks for own files: the home folder's `Documents`, or the home folder.
pub(super) fn documents() -> PathBuf {
    if let Some(folder) = std::env::var_os("MUSTER_CONFIG") {
        return PathBuf::from(folder);
    }
    let home = etcetera::home_dir().unwrap_or_else(|_| std::env::temp_dir());
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}
