//! One file: its head, its content, and what is said when it can't be read.

use std::fs;
use std::path::{Path, PathBuf};

use ron::error::{Error as RonError, SpannedError};
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::reason::reason;
use super::{Manifest, plain};
use crate::building::Building;
use crate::drill::{Record, Scenario};
use crate::language::{Message, msg};
use crate::rules::Pack;

/// How deep a file may be nested. Deeper ones are refused before they exhaust the stack.
const DEPTH_LIMIT: usize = 64;

/// What can be the content of a file.
pub trait FileKind: Serialize + DeserializeOwned {
    /// The name in the file's head.
    const FORMAT: &'static str;
    /// The version that this program writes.
    const VERSION: u32 = 1;
    /// To what depth each value gets a line of its own; what is deeper shares a line, so that one
    /// change of one element is one changed line in a comparison.
    const LINE_DEPTH: usize;
}

impl FileKind for Manifest {
    const FORMAT: &'static str = "muster/book";
    const LINE_DEPTH: usize = 4;
}

impl FileKind for Building {
    const FORMAT: &'static str = "muster/building";
    const LINE_DEPTH: usize = 5;
}

impl FileKind for Scenario {
    const FORMAT: &'static str = "muster/scenario";
    const LINE_DEPTH: usize = 3;
}

impl FileKind for Pack {
    const FORMAT: &'static str = "muster/rules";
    const LINE_DEPTH: usize = 5;
}

impl FileKind for Record {
    const FORMAT: &'static str = "muster/record";
    const LINE_DEPTH: usize = 3;
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<T> {
    format: String,
    version: u32,
    content: T,
}

/// The head alone. Other fields are passed over, so that a newer version is recognised as one.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.describe())]
pub struct FileError {
    /// The file.
    pub file: PathBuf,
    /// Line and column, from 1, where the place is known.
    pub place: Option<(usize, usize)>,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The file system did not give it.
    Unreadable(Message),
    /// It is not text.
    NotUtf8,
    /// It is another kind of file.
    WrongFormat {
        /// What it should be.
        expected: &'static str,
        /// What its head says.
        found: String,
    },
    /// A newer Muster made it.
    NewerVersion {
        /// The version in its head.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// A version that never was.
    UnknownVersion(u32),
    /// It does not follow the rules of RON or of this kind of file.
    Syntax(RonError),
    /// Its name and the id in it differ, so that another file could be overwritten.
    WrongName {
        /// The id in the file.
        id: String,
    },
}

impl Problem {
    /// What is wrong, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable(reason) => msg!("file-unreadable", reason = reason.clone()),
            Self::NotUtf8 => msg!("file-not-utf8"),
            Self::WrongFormat { expected, found } => {
                msg!("file-wrong-format", expected = *expected, found = found)
            }
            Self::NewerVersion { found, known } => {
                msg!("file-newer-version", found = found.to_string(), known = known.to_string())
            }
            Self::UnknownVersion(version) => {
                msg!("file-unknown-version", version = version.to_string())
            }
            Self::Syntax(error) => syntax_message(error),
            Self::WrongName { id } => msg!("file-wrong-name", id = id),
        }
    }
}

/// The mistakes that people make when they edit a file by hand, in the user's language; the others
/// in the words of the RON library.
fn syntax_message(error: &RonError) -> Message {
    match error {
        RonError::NoSuchStructField { expected, found, .. } => {
            msg!("file-unknown-field", found = found, expected = expected.join(", "))
        }
        RonError::MissingStructField { field, .. } => msg!("file-missing-field", field = *field),
        RonError::DuplicateStructField { field, .. } => {
            msg!("file-duplicate-field", field = *field)
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            msg!("file-unknown-variant", found = found, expected = expected.join(", "))
        }
        RonError::InvalidValueForType { expected, found } => {
            msg!("file-wrong-value", expected = expected, found = found)
        }
        RonError::ExpectedComma => msg!("file-expected-comma"),
        RonError::ExpectedString => msg!("file-expected-string"),
        RonError::ExpectedFloat | RonError::ExpectedInteger => msg!("file-expected-number"),
        RonError::Eof => msg!("file-ends-early"),
        RonError::ExceededRecursionLimit => msg!("file-too-deep"),
        other => msg!("file-syntax", reason = other.to_string()),
    }
}

impl FileError {
    fn new(file: &Path, problem: Problem) -> Self {
        Self { file: file.to_owned(), place: None, problem }
    }

    pub(super) fn wrong_name(file: &Path, id: &str) -> Self {
        Self::new(file, Problem::WrongName { id: id.to_owned() })
    }

    fn syntax(file: &Path, error: SpannedError) -> Self {
        let start = error.span.start;
        Self {
            file: file.to_owned(),
            place: Some((start.line, start.col)),
            problem: Problem::Syntax(error.code),
        }
    }

    /// What happened, where, and what to do, for the user.
    #[must_use]
    pub fn message(&self) -> Message {
        msg!("file-error", place = self.place_text(), problem = self.problem.message())
    }

    /// `file:line:column`, as editors understand it.
    #[must_use]
    pub fn place_text(&self) -> String {
        let file = self.file.display();
        match self.place {
            Some((line, column)) => format!("{file}:{line}:{column}"),
            None => file.to_string(),
        }
    }

    fn describe(&self) -> String {
        crate::language::Language::English.say(&self.message())
    }
}

/// Reads a file of this kind.
///
/// # Errors
/// When it can't be read, with the place where that is known. The file itself is never touched.
pub fn read<T: FileKind>(path: &Path) -> Result<T, FileError> {
    let bytes = fs::read(path)
        .map_err(|error| FileError::new(path, Problem::Unreadable(reason(&error))))?;
    parse(path, &bytes)
}

pub(super) fn parse<T: FileKind>(path: &Path, bytes: &[u8]) -> Result<T, FileError> {
    let text = std::str::from_utf8(bytes).map_err(|_| FileError::new(path, Problem::NotUtf8))?;
    from_text(path, text)
}

/// Reads a value that stands in the content of a file; nothing if it is not right.
pub(super) fn parse_part<T: DeserializeOwned>(text: &str) -> Option<T> {
    // Around it are the file and its content.
    let whole = || options().with_recursion_limit(DEPTH_LIMIT - 2).from_str(text).ok();
    plain::read(text).or_else(whole)
}

pub(super) fn options() -> ron::Options {
    ron::Options::default()
        .with_recursion_limit(DEPTH_LIMIT)
        // So that a person may write `target: 90.0` where the program writes `Some(90.0)`.
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// Reads the text of a file; `path` only serves the error. A byte order mark and CRLF are accepted.
///
/// # Errors
/// When it is not a file of this kind and version.
pub fn from_text<T: FileKind>(path: &Path, text: &str) -> Result<T, FileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = options();
    // Most files are good, and then once through is enough.
    let whole = match plain::read::<File<T>>(text).map_or_else(|| options.from_str(text), Ok) {
        Ok(file) if file.format == T::FORMAT && (1..=T::VERSION).contains(&file.version) => {
            return Ok(file.content);
        }
        whole => whole,
    };
    let head: Head = options.from_str(text).map_err(|error| FileError::syntax(path, error))?;
    if head.format != T::FORMAT {
        let problem = Problem::WrongFormat { expected: T::FORMAT, found: head.format };
        return Err(FileError::new(path, problem));
    }
    if head.version > T::VERSION {
        let problem = Problem::NewerVersion { found: head.version, known: T::VERSION };
        return Err(FileError::new(path, problem));
    }
    if head.version == 0 {
        return Err(FileError::new(path, Problem::UnknownVersion(head.version)));
    }
    whole.map(|file| file.content).map_err(|error| FileError::syntax(path, error))
}

/// The text of a file with this content.
///
/// # Errors
/// When the content can't be written as RON, which no content of Muster's own types does.
pub fn to_text<T: FileKind>(content: &T) -> Result<String, ron::Error> {
    #[derive(Serialize)]
    struct FileRef<'a, T> {
        format: &'static str,
        version: u32,
        content: &'a T,
    }
    let file = FileRef { format: T::FORMAT, version: T::VERSION, content };
    let style = PrettyConfig::new().new_line("\n").indentor("  ").depth_limit(T::LINE_DEPTH);
    let mut text = ron::Options::default().to_string_pretty(&file, style)?;
    text.push('\n');
    Ok(text)
}
