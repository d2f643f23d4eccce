//! `muster calendar`: which drills are due, and who has not taken part for a year.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::predict::table;
use super::report::write;
use super::{Done, End, output};
use crate::drill::{Clock, Record, SystemClock};
use crate::exchange::calendar_file;
use crate::history::{self, Due};
use crate::language::{Language, msg};
use crate::store::{Book, calendar};

/// Exit code 1: some drill is overdue.
#[derive(Args)]
pub(super) struct Calendar {
    /// The folder of the drill book
    book: PathBuf,
    /// As on this day instead of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Write the proposed dates as an iCalendar file
    #[arg(short, long, value_name = "FILE.ics")]
    output: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, conflicts_with = "output")]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    building: &'a str,
    shift: Option<&'a str>,
    rule: &'a str,
    last: Option<String>,
    due: String,
    late_days: i32,
    overdue: bool,
    proposed: String,
}

#[derive(Serialize)]
struct Document<'a> {
    today: String,
    due: Vec<Line<'a>>,
    people: usize,
    not_for_a_year: Vec<&'a str>,
}

impl Calendar {
    pub(super) fn run(self, lang: Language) -> Done {
        let (book, contents) = Book::open(&self.book).map_err(|error| error.message())?;
        let manifest = &contents.manifest;
        let moment = SystemClock.now().wall;
        let today = self.today.unwrap_or_else(|| moment.date());
        let records: Vec<Arc<Record>> = book.records.values().cloned().collect();
        let calendar = calendar(&book.root(), &contents, &records, today);
        let history::Calendar { due, coverage } = calendar.map_err(|error| error.message())?;
        let overdue = due.iter().any(Due::is_overdue);
        if let Some(path) = &self.output {
            let made = moment.timestamp();
            let text = calendar_file(&due, &contents.buildings, &manifest.name, made, lang);
            write(path, text.as_bytes())?;
        } else if self.json {
            let missing = coverage.iter().filter(|one| one.missing);
            let document = Document {
                today: today.to_string(),
                due: due.iter().map(line).collect(),
                people: coverage.len(),
                not_for_a_year: missing.map(|one| one.person.id.as_str()).collect(),
            };
            output::json(&document)?;
        } else {
            let head = [
                lang.t("report-due"),
                lang.t("report-days-late"),
                lang.t("filter-building"),
                lang.t("filter-shift"),
                lang.t("calendar-rule"),
                lang.t("report-last-done"),
                lang.t("report-proposed"),
            ];
            let mut lines = table(head.to_vec());
            for one in &due {
                let building = contents.buildings.get(&one.building);
                lines.add_row(vec![
                    one.due.to_string(),
                    one.late_days.to_string(),
                    building.map_or_else(String::new, |building| building.name.clone()),
                    one.shift.clone().unwrap_or_default(),
                    one.rule.name.of(lang).to_owned(),
                    one.last.map_or("–".to_owned(), |last| last.to_string()),
                    one.proposed.to_string(),
                ]);
            }
            println!("{lines}");
            let missing = coverage.iter().filter(|one| one.missing).count();
            let said = msg!("calendar-coverage", people = coverage.len(), missing = missing);
            println!("{}", lang.say(&said));
        }
        Ok(if overdue { End::Findings } else { End::Clean })
    }
}

fn line(due: &Due) -> Line<'_> {
    Line {
        building: due.building.as_str(),
        shift: due.shift.as_deref(),
        rule: due.rule.id.as_str(),
        last: due.last.map(|last| last.to_string()),
        due: due.due.to_string(),
        late_days: due.late_days,
        overdue: due.is_overdue(),
        proposed: due.proposed.to_string(),
    }
}
