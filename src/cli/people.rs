//! `muster people`: takes a list of people over into a book.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::rehearse::open_for_writing;
use super::{Done, End, output};
use crate::exchange::people::read_people_file;
use crate::language::{Language, msg};

#[derive(Args)]
pub(super) struct People {
    /// The folder of the drill book
    book: PathBuf,
    /// The list: CSV or XLSX, with a column headed 姓名 or Name
    #[arg(long, value_name = "FILE")]
    import: PathBuf,
    /// Only say what would be taken over
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    added: usize,
    changed: usize,
    same: usize,
    shifts: Vec<String>,
    problems: Vec<RowFault>,
}

#[derive(Serialize)]
struct RowFault {
    row: usize,
    message: String,
}

impl People {
    pub(super) fn run(self, lang: Language) -> Done {
        let (book, mut contents) = open_for_writing(&self.book)?;
        let manifest = contents.manifest_mut();
        let list = read_people_file(&self.import, &manifest.shifts, &manifest.site)
            .map_err(|error| error.message())?;
        let changes = list.take_over(manifest);
        if !self.dry_run {
            book.saver().save(&contents).map_err(|error| error.message())?;
        }
        let problems = list.problems.iter();
        let problems =
            problems.map(|one| RowFault { row: one.row, message: lang.say(&one.message) });
        let report = Report {
            added: changes.added,
            changed: changes.changed,
            same: changes.same,
            shifts: changes.shifts,
            problems: problems.collect(),
        };
        if self.json {
            output::json(&report)?;
        } else {
            for RowFault { row, message } in &report.problems {
                let text = msg!("people-import-row", row = row.to_string(), what = message);
                println!("{}", lang.say(&text));
            }
            let Report { added, changed, same, .. } = report;
            let text = msg!("people-import-changes", added = added, changed = changed, same = same);
            println!("{}", lang.say(&text));
        }
        Ok(if report.problems.is_empty() { End::Clean } else { End::Findings })
    }
}
