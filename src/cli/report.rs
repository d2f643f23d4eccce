//! `muster report`: the report of a drill, or the summary of a year, as a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::{Done, End};
use crate::drill::{Clock, Record, RecordId, SystemClock};
use crate::exchange::Table;
use crate::exchange::report::{
    self, Annual, DebriefSheet, RecordReport, Sources, annual_tables, save, unset_message,
};
use crate::history::{Calendar, Comparison};
use crate::language::{Language, Message, msg};
use crate::store::{Book, Contents, calendar, rule_pack};

/// The ending of the file decides: .pdf for people, .xlsx for a spreadsheet, .csv for one file a
/// table.
#[derive(Args)]
pub(super) struct Report {
    /// The folder of the drill book
    book: PathBuf,
    /// The record; without it, the newest
    #[arg(long, value_name = "ID", conflicts_with = "year")]
    record: Option<String>,
    /// The summary of this year instead of one drill
    #[arg(long, value_name = "YYYY")]
    year: Option<i16>,
    /// The sheet for the debrief of five minutes, with room to write, instead of the report; PDF
    #[arg(long, conflicts_with = "year")]
    debrief: bool,
    /// The file: .pdf, .xlsx or .csv
    #[arg(short, long, value_name = "FILE", required_unless_present = "sources")]
    output: Option<PathBuf>,
    /// Begin CSV with a byte order mark, which Excel needs to see that it is UTF-8
    #[arg(long)]
    bom: bool,
    /// Write the templates and what they lay out into this folder, to change and try them
    #[arg(long, value_name = "FOLDER")]
    sources: Option<PathBuf>,
}

/// What is written: laid out for people, or as tables.
enum Product {
    Pages(Sources),
    Tables(Vec<Table>),
}

impl Report {
    pub(super) fn run(self, lang: Language) -> Done {
        let (book, contents) = Book::open(&self.book).map_err(|error| error.message())?;
        if let Some(folder) = &self.sources {
            let Product::Pages(sources) = self.product(&book, &contents, true, lang)? else {
                return Ok(End::Clean);
            };
            sources.write(folder).map_err(|error| not_written(folder, &error))?;
        }
        let Some(output) = &self.output else { return Ok(End::Clean) };
        let pages = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        let product = self.product(&book, &contents, pages, lang)?;
        let (sources, tables) = match product {
            Product::Pages(sources) => (Some(sources), Vec::new()),
            Product::Tables(tables) => (None, tables),
        };
        let written = save(output, self.bom, || sources, || tables)?;
        for path in &written.files {
            println!("{}", path.display());
        }
        if !written.unset.is_empty() {
            eprintln!("{}", lang.say(&unset_message(&written.unset)));
        }
        Ok(End::Clean)
    }

    fn product(
        &self,
        book: &Book,
        contents: &Contents,
        pages: bool,
        lang: Language,
    ) -> Result<Product, Message> {
        let today = SystemClock.now().wall.date();
        let site = contents.manifest.name.as_str();
        if let Some(year) = self.year {
            return annual(book, contents, (year, today), pages, lang);
        }
        let record = match &self.record {
            Some(id) => book.records.get(&RecordId::new(id)),
            None => book.records.values().max_by_key(|record| record.started),
        };
        let Some(record) = record else {
            let id = self.record.as_deref().unwrap_or("–");
            return Err(msg!("report-no-record", id = id, records = book.records.len()));
        };
        let root = book.root();
        if self.debrief {
            if !pages {
                return Err(msg!("report-debrief-pdf"));
            }
            let sheet = DebriefSheet { root: &root, site, record, today, lang };
            return Ok(Product::Pages(sheet.sources()));
        }
        let (comparison, index) = among_its_like(book, record);
        let rules = rule_pack(&contents.manifest.rule_pack, Some(&root));
        let rules = &rules.map_err(|error| error.message())?;
        let report =
            RecordReport { root: &root, site, comparison: &comparison, index, rules, today, lang };
        if !pages {
            return Ok(Product::Tables(report.tables()));
        }
        let sources = report.sources();
        sources
            .map(Product::Pages)
            .ok_or_else(|| msg!("report-no-record", id = "–", records = 0_u32))
    }
}

/// A record among all of its scenario, and its place there.
fn among_its_like(book: &Book, record: &Arc<Record>) -> (Comparison, usize) {
    let like = |other: &&Arc<Record>| other.scenario.id == record.scenario.id;
    let comparison = Comparison::of(book.records.values().filter(like));
    let index = comparison.drills.iter().position(|drill| drill.record.id == record.id);
    (comparison, index.unwrap_or(0))
}

fn annual(
    book: &Book,
    contents: &Contents,
    (year, today): (i16, Date),
    pages: bool,
    lang: Language,
) -> Result<Product, Message> {
    let records: Vec<Arc<Record>> = book.records.values().cloned().collect();
    let root = book.root();
    let calendar = calendar(&root, contents, &records, today);
    let Calendar { due, coverage } = calendar.map_err(|error| error.message())?;
    let annual = Annual {
        root: &root,
        site: &contents.manifest.name,
        year,
        records: &records,
        due: &due,
        coverage: &coverage,
        today,
        lang,
    };
    Ok(if pages {
        Product::Pages(annual.sources())
    } else {
        Product::Tables(annual_tables(&annual))
    })
}

/// Writes a file and prints its name.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), Message> {
    println!("{}", report::write(path, content)?.display());
    Ok(())
}

fn not_written(path: &Path, error: &std::io::Error) -> Message {
    msg!("report-not-written", file = path.display().to_string(), reason = error.to_string())
}
