//! What the program says, in Chinese or in English.
//!
//! A layer says a [`Message`]: a key and its arguments. Only the window and the command line turn
//! it into words, with [`Language::say`]. The words are in `assets/i18n/<language>/*.ftl` (Fluent).

mod catalogue;
mod choice;
mod message;
mod wording;

pub use choice::Choice;
pub(crate) use choice::choice;
pub(crate) use message::msg;
pub use message::{Arg, Message};
pub use wording::Wording;

use serde::{Deserialize, Serialize};

/// A language of the window and of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
}

impl Language {
    /// Every language that ships.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The BCP 47 tag: `en`, `zh-CN`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language's name in itself, for the switch in the window.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The other language of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// The language of a tag such as `zh_CN.UTF-8`; anything that is not Chinese is English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }

    /// The system's language. `MUSTER_LANG` goes before it.
    #[must_use]
    pub fn of_system() -> Self {
        std::env::var("MUSTER_LANG")
            .ok()
            .filter(|tag| !tag.is_empty())
            .or_else(sys_locale::get_locale)
            .map_or(Self::English, |tag| Self::from_tag(&tag))
    }

    /// Puts a message into words. A key that has none shows as `⟦key⟧`, which the tests look for.
    #[must_use]
    pub fn say(self, message: &Message) -> String {
        catalogue::format(self, message)
    }

    /// The words of a message without arguments.
    #[must_use]
    pub fn t(self, key: &'static str) -> String {
        self.say(&Message::new(key))
    }
}

/// Every key of a language's message files with the names of its arguments, in order: what the
/// tests compare between the languages and with the source.
#[must_use]
pub fn keys(language: Language) -> Vec<(String, Vec<String>)> {
    catalogue::keys(language)
}
