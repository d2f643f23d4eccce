//! `muster verify`: the verification tests, each with what is expected and what was found.

use clap::Args;
use comfy_table::CellAlignment;
use serde::Serialize;

use super::predict::table;
use super::{Done, End};
use crate::egress::verify::{Finding, Muster, Row, rows, run};
use crate::language::{Language, msg};

#[derive(Args)]
pub(super) struct Verify {
    /// Only the tests whose id begins like this
    #[arg(value_name = "ID")]
    only: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: String,
    source: &'a str,
    expected: &'a str,
    found: &'a str,
    unit: &'a str,
    pass: Option<bool>,
    reason: Option<String>,
}

impl Verify {
    pub(super) fn run(self, lang: Language) -> Done {
        let mut rows = rows();
        if let Some(only) = &self.only {
            rows.retain(|row| row.id.starts_with(only.as_str()));
            if rows.is_empty() {
                return Err(msg!("cli-verify-no-test", id = only));
            }
        }
        let found = run(&rows, &Muster);
        if self.json {
            let lines: Vec<Line<'_>> =
                rows.iter().zip(&found).map(|(row, found)| line(row, found, lang)).collect();
            let text = serde_json::to_string_pretty(&lines)
                .map_err(|error| msg!("cli-json", reason = error.to_string()))?;
            println!("{text}");
        } else {
            print(&rows, &found, lang);
        }
        let failed = found.iter().any(|found| found.pass == Some(false));
        Ok(if failed { End::Findings } else { End::Clean })
    }
}

fn line<'a>(row: &'a Row, found: &'a Finding, lang: Language) -> Line<'a> {
    Line {
        id: row.id,
        title: lang.say(&row.title),
        source: row.source,
        expected: &found.expected,
        found: &found.found,
        unit: found.unit,
        pass: found.pass,
        reason: found.reason.as_ref().map(|reason| lang.say(reason)),
    }
}

fn print(rows: &[Row], found: &[Finding], lang: Language) {
    let mut lines = table([
        lang.t("cli-verify-id"),
        lang.t("cli-verify-test"),
        lang.t("cli-verify-source"),
        lang.t("cli-verify-expected"),
        lang.t("cli-verify-found"),
        lang.t("cli-verify-result"),
    ]);
    for (row, found) in rows.iter().zip(found) {
        let result = lang.t(match found.pass {
            Some(true) => "cli-verify-pass",
            Some(false) => "cli-verify-fail",
            None => "cli-verify-none",
        });
        let expected = format!("{} {}", found.expected, found.unit).trim().to_owned();
        let source = row.source.to_owned();
        let title = lang.say(&row.title);
        let id = row.id.to_owned();
        lines.add_row([id, title, source, expected, found.found.clone(), result]);
    }
    for column in lines.column_iter_mut().take(3) {
        column.set_cell_alignment(CellAlignment::Left);
    }
    println!("{lines}");
    for (row, found) in rows.iter().zip(found) {
        if let Some(reason) = &found.reason {
            println!("{}: {}", row.id, lang.say(reason));
        }
    }
    let count = |pass| found.iter().filter(|found| found.pass == pass).count();
    let (passed, failed, none) = (count(Some(true)), count(Some(false)), count(None));
    let sum = msg!("cli-verify-sum", passed = passed, failed = failed, none = none);
    println!("{}", lang.say(&sum));
}
