//! `muster export`: the times of all drills of any number of books as one flat table.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rayon::prelude::*;

use super::{Done, End};
use crate::drill::Record;
use crate::exchange::flat::{FlatTable, ParquetFile, TextFile};
use crate::history::Drill;
use crate::language::{Language, Message, msg};
use crate::store::{Book, FileError};

/// One row for each checkpoint of each drill; `docs/flat-table.md` describes the columns. Exit code
/// 1: some file could not be read, the rest is in the table.
#[derive(Args)]
pub(super) struct Export {
    /// The folders of the drill books
    #[arg(required = true)]
    books: Vec<PathBuf>,
    /// The file: .parquet or .csv
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Begin CSV with a byte order mark, which Excel needs to see that it is UTF-8
    #[arg(long)]
    bom: bool,
}

/// How many rows at least are held and make a group of a Parquet file.
const GROUP: usize = 200_000;
/// The rows of so many records are put together by one thread.
const TOGETHER: usize = 128;

enum Out {
    Parquet(ParquetFile<BufWriter<File>>),
    Text(TextFile<BufWriter<File>>),
}

impl Export {
    pub(super) fn run(self, lang: Language) -> Done {
        let ending = self.output.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if !["parquet", "csv"].contains(&ending.as_str()) {
            return Err(msg!("export-ending", file = self.output.display().to_string()));
        }
        // The file gets its name once it is whole.
        let folder = self.output.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".muster-").suffix(".part");
        // Colleagues on a shared folder must be able to read it, as with any other file there.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let part = builder.tempfile_in(folder.unwrap_or_else(|| Path::new(".")));
        let part = part.map_err(|error| self.failed(&error))?;
        let file = part.reopen().map_err(|error| self.failed(&error))?;
        let mut out = self.begin(BufWriter::new(file), &ending)?;
        let mut broken = 0;
        let mut rows = 0;
        let mut waiting = FlatTable::default();
        // One book after the other: the records of each are read on all cores already.
        for path in &self.books {
            let (table, unreadable) = rows_of(path, lang)?;
            for error in &unreadable {
                eprintln!("{}", lang.say(&error.message()));
            }
            broken += unreadable.len();
            rows += table.len();
            waiting.append(table);
            if waiting.len() >= GROUP {
                self.write(&mut out, &std::mem::take(&mut waiting))?;
            }
        }
        self.write(&mut out, &waiting)?;
        match out {
            Out::Parquet(file) => file.finish().map_err(|error| self.failed(&error))?,
            Out::Text(file) => file.finish().map_err(|error| self.failed(&error))?,
        }
        part.persist(&self.output).map_err(|error| self.failed(&error.error))?;
        let file = self.output.display().to_string();
        let said = msg!("export-done", file = file, rows = rows, books = self.books.len());
        println!("{}", lang.say(&said));
        Ok(if broken > 0 { End::Findings } else { End::Clean })
    }

    fn begin(&self, file: BufWriter<File>, ending: &str) -> Result<Out, Message> {
        Ok(if ending == "parquet" {
            Out::Parquet(ParquetFile::new(file).map_err(|error| self.failed(&error))?)
        } else {
            Out::Text(TextFile::new(file, self.bom).map_err(|error| self.failed(&error))?)
        })
    }

    fn write(&self, out: &mut Out, rows: &FlatTable) -> Result<(), Message> {
        match out {
            Out::Parquet(file) => file.write(rows).map_err(|error| self.failed(&error)),
            Out::Text(file) => file.write(rows).map_err(|error| self.failed(&error)),
        }
    }

    fn failed(&self, error: &dyn std::error::Error) -> Message {
        let file = self.output.display().to_string();
        msg!("report-not-written", file = file, reason = error.to_string())
    }
}

/// The rows of a book, and what of it could not be read.
fn rows_of(path: &Path, lang: Language) -> Result<(FlatTable, Vec<FileError>), Message> {
    let (book, contents) = Book::open(path).map_err(|error| error.message())?;
    let folder = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let site = &contents.manifest.name;
    let records: Vec<Arc<Record>> = book.records.into_values().collect();
    let tables = records.par_chunks(TOGETHER).map(|records| {
        let mut table = FlatTable::default();
        for record in records {
            table.add(&name, site, &Drill::of(record), lang);
        }
        table
    });
    let mut table = FlatTable::default();
    for more in tables.collect::<Vec<_>>() {
        table.append(more);
    }
    Ok((table, book.broken.into_iter().map(|file| file.error).collect()))
}
