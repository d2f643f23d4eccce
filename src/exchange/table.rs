//! A table before it is written to a spreadsheet or a text file.

use jiff::civil::{Date, DateTime};

use crate::units::Seconds;

/// What a cell holds. A spreadsheet gets it as what it is, not as text.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Count(i64),
    /// A number, such as a share or a score.
    Number(f64),
    /// A span of time; a file holds it as a number of seconds.
    Seconds(Seconds),
    /// A day.
    Date(Date),
    /// A day and a time of the site's clock.
    DateTime(DateTime),
    /// Whether something is so.
    Bool(bool),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A span of time, where it is known.
    #[must_use]
    pub fn time(time: Option<Seconds>) -> Self {
        time.map_or(Self::Empty, Self::Seconds)
    }

    /// A day, where it is known.
    #[must_use]
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// A count of people or things.
    #[must_use]
    pub fn count(count: impl Into<i64>) -> Self {
        Self::Count(count.into())
    }

    /// The cell as a text file holds it: full precision, days and times as ISO 8601.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Seconds(time) => time.get().to_string(),
            Self::Date(day) => day.to_string(),
            Self::DateTime(time) => time.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            Self::Bool(yes) => yes.to_string(),
        }
    }
}

/// A table: a heading for each column, and rows of as many cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// A short word for files: `checkpoints`.
    pub id: &'static str,
    /// What it is called, in the user's language.
    pub name: String,
    /// The headings.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows yet.
    #[must_use]
    pub fn new(id: &'static str, name: String, columns: Vec<String>) -> Self {
        Self { id, name, columns, rows: Vec::new() }
    }

    /// The table as text with tabs between the cells, as spreadsheets take it from the clipboard.
    #[must_use]
    pub fn tabbed(&self) -> String {
        // A tab or a line's end within a cell would make two of it.
        let clean = |text: String| text.replace(['\t', '\r', '\n'], " ");
        let head = self.columns.iter().cloned().map(clean).collect::<Vec<_>>().join("\t");
        let line = |row: &Vec<Cell>| {
            row.iter().map(|cell| clean(cell.plain())).collect::<Vec<_>>().join("\t")
        };
        let lines = std::iter::once(head).chain(self.rows.iter().map(line));
        lines.collect::<Vec<_>>().join("\n")
    }
}
