//! Reports as PDF: a template that users can change, and the data that it lays out.
//!
//! The templates are Typst files in `assets/reports/`. A book may hold files of the same names in
//! its folder `reports/`; those go first. What a template gets is `data.json`, the drawings that it
//! names, and photos.

mod annual;
mod chart;
mod debrief;
mod file;
mod plan;
mod record;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

pub use annual::{Annual, annual_tables, coverage_table, due_table};
pub use debrief::DebriefSheet;
pub use file::{ENDINGS, Written, save, write};
pub use record::RecordReport;

use super::fonts::listed;
use super::typeset::{Pdf, TypesetError, fitting, typeset};
use crate::language::{Choice, Language, Message, msg};
use crate::units::Seconds;

/// The folder of a book with templates of its own.
const FOLDER: &str = "reports";

/// The templates that ship: the name of each and its text.
const TEMPLATES: [(&str, &str); 4] = [
    ("theme.typ", include_str!("../../../assets/reports/theme.typ")),
    ("record.typ", include_str!("../../../assets/reports/record.typ")),
    ("annual.typ", include_str!("../../../assets/reports/annual.typ")),
    ("debrief.typ", include_str!("../../../assets/reports/debrief.typ")),
];

/// The words that templates use, as `t.…` without the prefix.
const WORDS: [&str; 87] = [
    "debrief",
    "debrief-action",
    "debrief-actions",
    "debrief-done",
    "debrief-due",
    "debrief-finding",
    "debrief-owner",
    "debrief-restored",
    "debrief-sheet",
    "debrief-sheet-hint",
    "debrief-to-improve",
    "debrief-went-well",
    "people-column-department",
    "report-accounted",
    "report-action",
    "report-actions",
    "report-all-in-time",
    "report-announced",
    "report-annual-title",
    "report-building",
    "report-called",
    "report-checkpoint",
    "report-clause",
    "report-comments",
    "report-comparison",
    "report-count",
    "report-coverage",
    "report-criterion",
    "report-date",
    "report-days-late",
    "report-demanded",
    "report-door",
    "report-doors",
    "report-drills",
    "report-drills-due",
    "report-due",
    "report-element",
    "report-evaluation",
    "report-evaluator",
    "report-evidence",
    "report-exit",
    "report-exits",
    "report-expected-out",
    "report-facts",
    "report-finding",
    "report-findings",
    "report-first",
    "report-found",
    "report-grade",
    "report-last",
    "report-last-done",
    "report-late",
    "report-limit",
    "report-marking",
    "report-measured",
    "report-name",
    "report-no-findings",
    "report-not-comparable",
    "report-over-time",
    "report-overall",
    "report-owner",
    "report-page",
    "report-people",
    "report-photos",
    "report-place",
    "report-plan",
    "report-points",
    "report-proposed",
    "report-record-title",
    "report-remark",
    "report-role",
    "report-roll-call",
    "report-rules",
    "report-rules-none",
    "report-scenario",
    "report-shift",
    "report-seen",
    "report-signature",
    "report-signatures",
    "report-state",
    "report-summary",
    "report-target",
    "report-time",
    "report-timeline",
    "report-total",
    "report-waived",
    "report-where-time-went",
];

/// A template with all that it lays out.
#[derive(Clone, Debug)]
pub struct Sources {
    main: &'static str,
    /// What the template lays out; written as `data.json`.
    data: Value,
    files: Vec<(String, Vec<u8>)>,
    today: Date,
    lang: Language,
}

impl Sources {
    /// The template `main`, the other templates, and the data. Templates of the book in `root` go
    /// before those that ship.
    fn new(
        main: &'static str,
        root: &Path,
        data: &impl Serialize,
        (today, lang): (Date, Language),
    ) -> Self {
        let templates = TEMPLATES.iter().map(|(name, text)| {
            let own = fs::read(root.join(FOLDER).join(name));
            ((*name).to_owned(), own.unwrap_or_else(|_| text.as_bytes().to_vec()))
        });
        // Data of Muster's own types always can be written as JSON.
        let data = serde_json::to_value(data).unwrap_or_default();
        Self { main, data, files: templates.collect(), today, lang }
    }

    fn add(&mut self, name: String, content: Vec<u8>) {
        self.files.push((name, content));
    }

    /// The report as PDF; it says which characters no font on this computer has.
    ///
    /// # Errors
    /// Where the template is wrong.
    pub fn pdf(self) -> Result<Pdf, TypesetError> {
        typeset(self.main, self.complete(), self.today)
    }

    /// Writes everything into a folder, where a template can be changed and tried with Typst's own
    /// tools.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        for (name, content) in self.complete() {
            let path = folder.join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, content)?;
        }
        Ok(())
    }

    /// All files with the data among them, which tells what can't be set.
    fn complete(&self) -> Vec<(String, Vec<u8>)> {
        let json = |data: &Value| {
            ("data.json".to_owned(), serde_json::to_vec_pretty(data).unwrap_or_default())
        };
        let mut files = self.files.clone();
        files.push(json(&self.data));
        let unset = fitting(&files).unset;
        if !unset.is_empty() {
            let mut data = self.data.clone();
            data["unset"] = self.lang.say(&unset_message(&unset)).into();
            files.pop();
            files.push(json(&data));
        }
        files
    }
}

/// That no font has these characters, and what to do.
#[must_use]
pub fn unset_message(unset: &BTreeSet<char>) -> Message {
    msg!("report-unset", characters = listed(unset))
}

/// The words of a template in a language, by their keys without the prefix.
fn words(lang: Language) -> Map<String, Value> {
    let word = |key: &'static str| {
        let short = key.strip_prefix("report-").unwrap_or(key);
        (short.to_owned(), Value::String(lang.t(key)))
    };
    WORDS.into_iter().map(word).collect()
}

/// What every template gets.
#[derive(Serialize)]
struct Setting {
    /// The language's code for line breaking: `zh`.
    lang: &'static str,
    /// The region: `cn`.
    region: &'static str,
    /// The words.
    t: Map<String, Value>,
    /// The site's name.
    site: String,
    /// The day on which the report is made.
    made: String,
    /// The version of the program.
    program: String,
}

impl Setting {
    fn new(lang: Language, site: &str, today: Date) -> Self {
        let (code, region) = match lang {
            Language::English => ("en", "gb"),
            Language::Chinese => ("zh", "cn"),
        };
        Self {
            lang: code,
            region,
            t: words(lang),
            site: site.to_owned(),
            made: today.to_string(),
            program: format!("Muster {}", env!("CARGO_PKG_VERSION")),
        }
    }
}

/// A name with a value, both as text.
#[derive(Serialize)]
struct Fact {
    name: String,
    value: String,
}

fn fact(name: String, value: impl Into<String>) -> Fact {
    Fact { name, value: value.into() }
}

/// A time, or a dash.
fn clock(time: Option<Seconds>) -> String {
    time.map_or_else(|| "–".to_owned(), Seconds::clock)
}

/// A day, or a dash.
fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| day.to_string())
}

/// A difference with its sign, and whether it is slower (`late`), faster (`early`) or neither.
#[derive(Serialize)]
struct Delta {
    text: String,
    kind: &'static str,
}

fn delta(delta: Option<Seconds>) -> Delta {
    let kind = match delta.map(Seconds::get) {
        Some(d) if d >= 0.05 => "late",
        Some(d) if d <= -0.05 => "early",
        _ => "",
    };
    Delta { text: delta.map_or_else(|| "–".to_owned(), Seconds::signed), kind }
}

/// A finding with what became of it.
#[derive(Serialize)]
struct FindingLine {
    text: String,
    severity: String,
    severity_id: &'static str,
    element: String,
    action: String,
    owner: String,
    due: String,
    state: String,
    state_id: &'static str,
    verified: String,
    photo: Option<String>,
}

impl FindingLine {
    fn of(
        finding: &crate::drill::Finding,
        record: &crate::drill::Record,
        photo: Option<String>,
        lang: Language,
    ) -> Self {
        use crate::drill::{ActionState, Severity, element_name};
        let action = finding.action.as_ref();
        let state = action.map_or(ActionState::Open, |action| action.state);
        let element = finding.element.as_ref();
        let verified = action.filter(|action| !action.verified_by.is_empty());
        Self {
            text: finding.text.clone(),
            severity: lang.t(finding.severity.key()),
            severity_id: match finding.severity {
                Severity::Minor => "minor",
                Severity::Major => "major",
                Severity::Critical => "critical",
            },
            element: element
                .map(|e| element_name(e, &record.building, &record.site))
                .unwrap_or_default(),
            action: action.map(|action| action.text.clone()).unwrap_or_default(),
            owner: action.map(|action| action.owner.clone()).unwrap_or_default(),
            due: day(action.and_then(|action| action.due)),
            state: lang.t(state.key()),
            state_id: match state {
                ActionState::Open => "open",
                ActionState::Done => "done",
                ActionState::VerifiedClosed => "closed",
            },
            verified: verified
                .map(|action| format!("{} {}", action.verified_by, day(action.verified)))
                .unwrap_or_default(),
            photo,
        }
    }
}
