//! `muster compare`: the drills of a scenario side by side.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use comfy_table::Table;
use serde::Serialize;

use super::{Done, End, output};
use crate::building::BuildingId;
use crate::drill::{Record, ScenarioId};
use crate::exchange::mark_name;
use crate::history::{Baseline, Comparability, Comparison, Filter, MarkRow, Row};
use crate::language::{Choice, Language, Message, msg};
use crate::store::Book;
use crate::units::Seconds;

/// Best, average and median are those of the drills before the newest; rehearsals and drills that
/// were cut off do not count for them.
#[derive(Args)]
pub(super) struct Compare {
    /// The folders of the drill books; drills of different books are not mixed
    #[arg(required = true)]
    books: Vec<PathBuf>,
    /// The scenario; without it, every scenario that has records
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Only drills of this building
    #[arg(long, value_name = "ID")]
    building: Option<String>,
    /// Only drills of this shift
    #[arg(long, value_name = "NAME")]
    shift: Option<String>,
    /// Only drills that were announced (true) or not (false)
    #[arg(long, value_name = "BOOL")]
    announced: Option<bool>,
    /// Only drills of this year
    #[arg(long, value_name = "YYYY")]
    year: Option<i16>,
    /// What the newest drill is set against
    #[arg(long, value_enum, default_value_t = Against::Previous)]
    against: Against,
    /// Print one JSON document: one object for --scenario, otherwise a list of them
    #[arg(long)]
    json: bool,
    /// Print CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Against {
    Target,
    Prediction,
    Previous,
    Best,
    Average,
    Median,
}

impl From<Against> for Baseline {
    fn from(against: Against) -> Self {
        match against {
            Against::Target => Self::Target,
            Against::Prediction => Self::Prediction,
            Against::Previous => Self::Previous,
            Against::Best => Self::Best,
            Against::Average => Self::Average,
            Against::Median => Self::Median,
        }
    }
}

#[derive(Serialize)]
struct Compared {
    /// The folder of the book, where there is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    book: Option<String>,
    scenario: String,
    records: Vec<String>,
    /// For each record, why it does not compare with the newest; empty where it does.
    not_comparable: Vec<Vec<String>>,
    checkpoints: Vec<Line>,
    /// How the drills were marked, of 100; left out where none was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkLine>,
}

#[derive(Serialize)]
struct MarkLine {
    /// The section of the marking sheet; `overall` for the whole.
    id: String,
    name: String,
    scores: Vec<Option<f64>>,
    best: Option<f64>,
    mean: Option<f64>,
    median: Option<f64>,
    delta: Option<f64>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    times_s: Vec<Option<f64>>,
    target_s: Option<f64>,
    prediction_s: Option<f64>,
    best_s: Option<f64>,
    mean_s: Option<f64>,
    median_s: Option<f64>,
    delta_s: Option<f64>,
}

impl Compare {
    pub(super) fn run(self, lang: Language) -> Done {
        let filter = self.filter();
        let against = self.against.into();
        let mut all: Vec<Compared> = Vec::new();
        let mut records = 0;
        for path in &self.books {
            let (book, _) = Book::open(path).map_err(|error| error.message())?;
            records += book.records.len();
            let mut by_scenario: BTreeMap<ScenarioId, Vec<Arc<Record>>> = BTreeMap::new();
            for record in book.records.into_values().filter(|record| filter.admits(record)) {
                by_scenario.entry(record.scenario.id.clone()).or_default().push(record);
            }
            let name = (self.books.len() > 1).then(|| path.display().to_string());
            let comparisons: Vec<Comparison> = by_scenario.values().map(Comparison::of).collect();
            all.extend(
                by_scenario
                    .keys()
                    .zip(&comparisons)
                    .map(|(id, comparison)| compared(name.clone(), id, comparison, against, lang)),
            );
            // To take a million events apart takes its time, and nobody has to wait for it.
            rayon::spawn(move || drop((by_scenario, comparisons)));
        }
        if let Some(wanted) = self.scenario.as_ref().filter(|_| all.is_empty()) {
            return Err(msg!("compare-no-records", scenario = wanted));
        }
        if all.is_empty() && records > 0 {
            return Err(msg!("compare-nothing-fits", records = records));
        }
        if self.json {
            match (&self.scenario, all.first()) {
                (Some(_), Some(one)) if self.books.len() == 1 => output::json(one)?,
                _ => output::json(&all)?,
            }
        } else if self.csv {
            print_csv(&all).map_err(|e| msg!("cli-csv", reason = e.to_string()))?;
        } else {
            for one in &all {
                print_table(one, against, lang);
            }
        }
        Ok(End::Clean)
    }

    fn filter(&self) -> Filter {
        Filter {
            building: self.building.as_deref().map(BuildingId::new),
            scenario: self.scenario.as_deref().map(ScenarioId::new),
            shift: self.shift.clone(),
            announced: self.announced,
            year: self.year,
        }
    }
}

fn compared(
    book: Option<String>,
    id: &ScenarioId,
    comparison: &Comparison,
    against: Baseline,
    lang: Language,
) -> Compared {
    let newest = comparison.drills.len().saturating_sub(1);
    let line = |row: &Row| {
        let to = |baseline| comparison.baseline(row, newest, baseline).map(Seconds::get);
        Line {
            id: row.id.to_string(),
            name: name(row, comparison, lang),
            times_s: row.times.iter().map(|time| time.map(Seconds::get)).collect(),
            target_s: to(Baseline::Target),
            prediction_s: to(Baseline::Prediction),
            best_s: to(Baseline::Best),
            mean_s: to(Baseline::Average),
            median_s: to(Baseline::Median),
            delta_s: comparison.delta(row, newest, against).map(Seconds::get),
        }
    };
    let mark = |row: &MarkRow| {
        let to = |baseline| comparison.mark_baseline(row, newest, baseline);
        let score = row.scores.get(newest).copied().flatten();
        MarkLine {
            id: row.section.as_ref().map_or_else(|| "overall".to_owned(), |(id, _)| id.to_string()),
            name: mark_name(row, lang),
            scores: row.scores.clone(),
            best: to(Baseline::Best),
            mean: to(Baseline::Average),
            median: to(Baseline::Median),
            delta: score.zip(to(against)).map(|(score, against)| score - against),
        }
    };
    let comparability = Comparability::with(comparison, newest);
    let said = |obstacles: &Vec<Message>| obstacles.iter().map(|one| lang.say(one)).collect();
    Compared {
        book,
        scenario: id.to_string(),
        records: comparison.drills.iter().map(|drill| drill.record.id.to_string()).collect(),
        not_comparable: comparability.obstacles.iter().map(said).collect(),
        checkpoints: comparison.rows.iter().map(line).collect(),
        marks: comparison.marks.iter().map(mark).collect(),
    }
}

fn name(row: &Row, comparison: &Comparison, lang: Language) -> String {
    match (&row.checkpoint, comparison.drills.last()) {
        (Some(checkpoint), Some(drill)) => {
            lang.say(&checkpoint.title(&drill.record.building, &drill.record.site))
        }
        _ => lang.t("comparison-total"),
    }
}

fn print_csv(all: &[Compared]) -> Result<(), csv::Error> {
    let mut out = csv::Writer::from_writer(std::io::stdout());
    let head = ["scenario", "record", "checkpoint", "name", "time_s", "target_s"];
    let many = all.iter().any(|one| one.book.is_some());
    let marked = all.iter().any(|one| !one.marks.is_empty());
    // With one book and no marks the columns stay as scripts know them.
    let more = [(many, "book"), (marked, "score")];
    let more = more.into_iter().filter_map(|(there, name)| there.then_some(name));
    out.write_record(head.into_iter().chain(more))?;
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    for one in all {
        let mut row = |record: &str, line: [&str; 2], times: [String; 2], score: Option<f64>| {
            let [id, name] = line.map(str::to_owned);
            let [time, target] = times;
            let mut cells = vec![one.scenario.clone(), record.to_owned(), id, name, time, target];
            cells.extend(one.book.clone().or_else(|| many.then(String::new)));
            cells.extend(marked.then(|| number(score)));
            out.write_record(cells)
        };
        for line in &one.checkpoints {
            for (record, time) in one.records.iter().zip(&line.times_s) {
                let times = [*time, line.target_s].map(number);
                row(record, [&line.id, &line.name], times, None)?;
            }
        }
        for line in &one.marks {
            for (record, score) in one.records.iter().zip(&line.scores) {
                row(record, [&line.id, &line.name], Default::default(), *score)?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn print_table(one: &Compared, against: Baseline, lang: Language) {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::UTF8_FULL_CONDENSED);
    let mut head = vec![one.scenario.clone()];
    head.extend(one.records.iter().map(|id| id.get(..10).unwrap_or(id).to_owned()));
    head.push(format!("Δ {}", lang.t(against.key())));
    table.set_header(head);
    for line in &one.checkpoints {
        let mut cells = vec![line.name.clone()];
        let clock =
            |time: &Option<f64>| time.map_or("–".into(), |t| Seconds::new(t).clock_tenths());
        cells.extend(line.times_s.iter().map(clock));
        cells.push(line.delta_s.map_or("–".into(), |delta| Seconds::new(delta).signed()));
        table.add_row(cells);
    }
    for line in &one.marks {
        let mut cells = vec![line.name.clone()];
        let number =
            |score: &Option<f64>| score.map_or("–".into(), |score| format!("{score:.0}"));
        cells.extend(line.scores.iter().map(number));
        cells.push(line.delta.map_or("–".into(), |delta| format!("{delta:+.0}")));
        table.add_row(cells);
    }
    if let Some(book) = &one.book {
        println!("{book}");
    }
    println!("{table}");
    for (record, why) in
        one.records.iter().zip(&one.not_comparable).filter(|(_, why)| !why.is_empty())
    {
        println!("{record}: {} {}", lang.t("compares-obstacles"), why.join(" "));
    }
}
