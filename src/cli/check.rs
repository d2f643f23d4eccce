//! `muster check`: reads everything and lists what is wrong.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::{Done, End, output};
use crate::building::problem::{Severity, problems};
use crate::building::{Building, Site};
use crate::drill::{Record, Scenario};
use crate::language::{Choice, Language, Message, msg};
use crate::rules::{self, Examination, Pack};
use crate::store::{self, Book, Cache, FileError, Manifest, Problem, Sealed};

#[derive(Args)]
pub(super) struct Check {
    /// Folders of books, or single files of a book
    #[arg(required = true, value_name = "BOOK|FILE")]
    paths: Vec<PathBuf>,
    /// Hold the buildings against a rule pack as well: gb, nfpa, ibc, adb, the name of one in the
    /// book's folder rules/, or a file
    #[arg(long, value_name = "PACK|FILE")]
    rules: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// What was read and what is wrong.
#[derive(Default, Serialize)]
struct Report {
    files: usize,
    errors: Vec<FileFault>,
    findings: Vec<Finding>,
    /// Findings that somebody has accepted; they count for nothing.
    waived: Vec<Waived>,
    /// Rules that apply and could not be checked; they count for nothing.
    unchecked: Vec<Unchecked>,
    /// Whether rules were applied.
    #[serde(skip)]
    rules: bool,
}

#[derive(Serialize)]
struct Waived {
    #[serde(flatten)]
    finding: Finding,
    reason: String,
    by: String,
    since: String,
}

#[derive(Serialize)]
struct Unchecked {
    rule: String,
    clause: String,
    /// What is not entered, such as `exit-signs`.
    missing: String,
    message: String,
}

#[derive(Serialize)]
struct FileFault {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

/// A finding about a building. Rule, clause, measured value and limit are null for what is wrong
/// with the drawing itself.
#[derive(Serialize)]
struct Finding {
    rule: Option<String>,
    clause: Option<String>,
    element: Option<String>,
    measured: Option<f64>,
    limit: Option<f64>,
    unit: Option<String>,
    severity: String,
    message: String,
}

impl Check {
    pub(super) fn run(self, lang: Language) -> Done {
        let mut report = Report::default();
        for path in &self.paths {
            if path.is_dir() {
                report.book(path, self.rules.as_deref(), lang)?;
            } else {
                report.file(path, self.rules.as_deref(), lang)?;
            }
        }
        if self.json {
            output::json(&report)?;
        } else {
            report.print(lang);
        }
        let clean = report.errors.is_empty() && report.findings.is_empty();
        Ok(if clean { End::Clean } else { End::Findings })
    }
}

impl Report {
    fn book(&mut self, root: &Path, rules: Option<&str>, lang: Language) -> Result<(), Message> {
        let pack = pack(rules, Some(root))?;
        // What is checked are the files themselves.
        let (book, contents) =
            Book::open_with(root, &Cache::none()).map_err(|error| error.message())?;
        self.files += 1 + contents.buildings.len() + contents.scenarios.len() + book.records.len();
        for broken in &book.broken {
            self.files += 1;
            self.fault(&broken.error, lang);
        }
        for record in book.records.values() {
            self.seals(&book.record_file(&record.id), record, lang);
        }
        for own in store::own_packs(root) {
            self.files += 1;
            if let Err(error) = store::rule_pack(&own, Some(root)) {
                self.fault(&error, lang);
            }
        }
        for building in contents.buildings.values() {
            self.building(building, &contents.manifest.site, pack.as_ref(), lang);
        }
        Ok(())
    }

    /// What was changed since it was signed.
    fn seals(&mut self, path: &Path, record: &Record, lang: Language) {
        for sign in &record.signed {
            let message = match store::verify(record, sign) {
                Sealed::AsSigned | Sealed::WithoutSeal => continue,
                Sealed::EnteredSince(count) => {
                    msg!("check-entered-since", name = &sign.name, count = count)
                }
                Sealed::Changed => msg!("check-changed-since", name = &sign.name),
            };
            self.errors.push(FileFault {
                file: path.display().to_string(),
                line: None,
                column: None,
                message: lang.say(&message),
            });
        }
    }

    fn file(&mut self, path: &Path, rules: Option<&str>, lang: Language) -> Result<(), Message> {
        let pack = pack(rules, None)?;
        self.files += 1;
        // The head says which kind it is: the first reader that knows the format has the word.
        let building = match store::read::<Building>(path) {
            Ok(building) => {
                self.building(&building, &Site::default(), pack.as_ref(), lang);
                return Ok(());
            }
            Err(error) => error,
        };
        let record = store::read::<Record>(path);
        if let Ok(record) = &record {
            self.seals(path, record, lang);
            return Ok(());
        }
        let error = [
            Some(building),
            store::read::<Scenario>(path).err(),
            record.as_ref().err().cloned(),
            store::read::<Manifest>(path).err(),
            store::read::<Pack>(path).err(),
        ];
        if error.iter().any(Option::is_none) {
            return Ok(());
        }
        let wrong_kind = |error: &&FileError| matches!(error.problem, Problem::WrongFormat { .. });
        let errors: Vec<&FileError> = error.iter().flatten().collect();
        let telling = errors.iter().find(|error| !wrong_kind(error)).or_else(|| errors.first());
        if let Some(error) = telling {
            self.fault(error, lang);
        }
        Ok(())
    }

    fn fault(&mut self, error: &FileError, lang: Language) {
        self.errors.push(FileFault {
            file: error.file.display().to_string(),
            line: error.place.map(|(line, _)| line),
            column: error.place.map(|(_, column)| column),
            message: lang.say(&error.problem.message()),
        });
    }

    fn building(&mut self, building: &Building, site: &Site, pack: Option<&Pack>, lang: Language) {
        for problem in problems(building, site) {
            self.findings.push(Finding {
                rule: None,
                clause: None,
                element: Some(problem.element.as_str().to_owned()),
                measured: None,
                limit: None,
                unit: None,
                severity: severity_name(problem.severity).to_owned(),
                message: lang.say(&problem.message),
            });
        }
        let examined =
            pack.map_or_else(Examination::default, |pack| rules::examine(building, site, pack));
        self.unchecked.extend(examined.unchecked.into_iter().map(|one| Unchecked {
            message: lang.say(&one.message(lang)),
            missing: one.missing.key().trim_start_matches("fact-").to_owned(),
            clause: format!("{} {}", one.edition, one.clause),
            rule: one.rule,
        }));
        for finding in examined.findings {
            let line = Finding {
                message: lang.say(&finding.message(lang)),
                severity: severity_name(finding.severity).to_owned(),
                rule: Some(finding.rule),
                clause: Some(format!("{} {}", finding.edition, finding.clause)),
                element: Some(finding.element.as_str().to_owned()),
                measured: Some(finding.measured),
                limit: Some(finding.limit),
                unit: Some(finding.unit.name().to_owned()),
            };
            match finding.waived {
                None => self.findings.push(line),
                Some(waiver) => self.waived.push(Waived {
                    finding: line,
                    reason: waiver.reason,
                    by: waiver.by,
                    since: waiver.since.to_string(),
                }),
            }
        }
        self.rules |= pack.is_some();
    }

    fn print(&self, lang: Language) {
        for error in &self.errors {
            let place = [Some(error.file.clone()), number(error.line), number(error.column)];
            let place: Vec<String> = place.into_iter().flatten().collect();
            println!("{}: {}", place.join(":"), error.message);
        }
        for finding in &self.findings {
            let element = finding.element.as_deref().unwrap_or_default();
            let clause = finding.clause.as_deref().map(|clause| format!(" [{clause}]"));
            let clause = clause.unwrap_or_default();
            println!("{}: {element}: {}{clause}", finding.severity, finding.message);
        }
        for Waived { finding, reason, by, since } in &self.waived {
            let message = finding.message.as_str();
            let said = msg!("cli-check-waived", message = message, reason = reason, by = by);
            println!("{}", lang.say(&said.with("since", since.as_str())));
        }
        for one in &self.unchecked {
            println!("{} [{}]", one.message, one.clause);
        }
        let summary = msg!(
            "cli-check-summary",
            files = self.files,
            errors = self.errors.len(),
            findings = self.findings.len()
        );
        println!("{}", lang.say(&summary));
        if self.rules {
            println!("{}", lang.t("rules-assists"));
        }
    }
}

/// The pack that was asked for; nothing if none was.
fn pack(name: Option<&str>, root: Option<&Path>) -> Result<Option<Pack>, Message> {
    name.map(|name| store::rule_pack(name, root)).transpose().map_err(|error| error.message())
}

fn number(value: Option<usize>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// The stable name of a severity in JSON.
fn severity_name(severity: Severity) -> &'static str {
    severity.key().rsplit('-').next().unwrap_or_default()
}
