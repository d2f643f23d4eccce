//! `muster verify`: the verification tests, each with what is expected and what was found.

use std::path::{Path, PathBuf};

use clap::Args;
use comfy_table::CellAlignment;
use serde::Serialize;

use super::predict::table;
use super::{Done, End, output};
use crate::egress::verify::{Finding, Group, Muster, Row, rows, run};
use crate::language::{Language, Message, msg};
use crate::store::replace;

#[derive(Args)]
pub(super) struct Verify {
    /// Only the tests whose id begins like this
    #[arg(value_name = "ID")]
    only: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// Write the results as a page in Markdown, in the language of the program
    #[arg(long, value_name = "FILE.md")]
    page: Option<PathBuf>,
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
        if let Some(path) = &self.page {
            // A bare name has an empty folder, which the file system does not know.
            let written = replace(&Path::new(".").join(path), page(&rows, &found, lang).as_bytes());
            written.map_err(|error| {
                msg!("book-io", path = path.display().to_string(), reason = error.to_string())
            })?;
        }
        if self.json {
            let lines: Vec<Line<'_>> =
                rows.iter().zip(&found).map(|(row, found)| line(row, found, lang)).collect();
            output::json(&lines)?;
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
        let result = lang.t(result(found.pass));
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
    println!("{}", lang.say(&sum(found)));
}

fn sum(found: &[Finding]) -> Message {
    let count = |pass| found.iter().filter(|found| found.pass == pass).count();
    let (passed, failed, none) = (count(Some(true)), count(Some(false)), count(None));
    msg!("cli-verify-sum", passed = passed, failed = failed, none = none)
}

const fn result(pass: Option<bool>) -> &'static str {
    match pass {
        Some(true) => "cli-verify-pass",
        Some(false) => "cli-verify-fail",
        None => "cli-verify-none",
    }
}

fn heading(group: Group) -> &'static str {
    match group {
        Group::Components => "verify-group-components",
        Group::Flows => "verify-group-flows",
        Group::Stairs => "verify-group-stairs",
        Group::Counterflow => "verify-group-counterflow",
        Group::Choice => "verify-group-choice",
        Group::Golden => "verify-group-golden",
        Group::Own => "verify-group-own",
    }
}

/// The results as a page in Markdown, a table for each group.
fn page(rows: &[Row], found: &[Finding], lang: Language) -> String {
    let mut text = format!("# {}\n\n{}\n\n", lang.t("verify-page"), lang.t("verify-page-about"));
    text += &format!("{}\n\n{}\n", lang.say(&sum(found)), lang.t("verify-page-limits"));
    let cell = |text: &str| text.replace('|', "\\|").replace('<', "&lt;");
    let mut last = None;
    for (row, found) in rows.iter().zip(found) {
        if last != Some(row.group) {
            last = Some(row.group);
            let columns = [
                "cli-verify-id",
                "cli-verify-test",
                "cli-verify-source",
                "cli-verify-expected",
                "cli-verify-found",
                "cli-verify-result",
                "verify-page-note",
            ];
            let columns = columns.map(|column| lang.t(column)).join(" | ");
            text += &format!("\n## {}\n\n| {columns} |\n", lang.t(heading(row.group)));
            text += "| --- | --- | --- | --- | --- | --- | --- |\n";
        }
        let line = line(row, found, lang);
        let with_unit = |figure: &str| cell(format!("{figure} {}", line.unit).trim());
        let cells = [
            line.id.to_owned(),
            cell(&line.title),
            cell(line.source),
            with_unit(line.expected),
            if line.found.is_empty() { String::new() } else { with_unit(line.found) },
            lang.t(result(line.pass)),
            cell(&line.reason.unwrap_or_default()),
        ];
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text
}
