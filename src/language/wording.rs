//! A text of a data file, which people write in both languages.

use serde::{Deserialize, Serialize};

use super::Language;

/// A text in every language. Data files that users edit hold their words themselves; the message
/// files hold those of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// In English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// In Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh: String,
}

impl Wording {
    /// The text in a language; in the other one where this one was left out.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        let (own, other) = match language {
            Language::English => (&self.en, &self.zh),
            Language::Chinese => (&self.zh, &self.en),
        };
        if own.trim().is_empty() { other } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_one_language_serves_both() {
        let only = Wording { en: String::new(), zh: "点名".to_owned() };
        assert_eq!(only.of(Language::English), "点名");
        let both = Wording { en: "Roll call".to_owned(), zh: "点名".to_owned() };
        assert_eq!(both.of(Language::English), "Roll call");
    }
}
