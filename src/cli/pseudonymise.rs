//! `muster pseudonymise`: a record without the names of people, to show it to others.

use std::path::PathBuf;

use clap::Args;

use super::{Done, End};
use crate::drill::RecordId;
use crate::language::{Language, msg};
use crate::store::{self, Book};

#[derive(Args)]
pub(super) struct Pseudonymise {
    /// The folder of the drill book
    book: PathBuf,
    /// The record
    #[arg(long, value_name = "ID")]
    record: String,
    /// The file to write
    #[arg(short, long, value_name = "FILE.ron")]
    output: PathBuf,
}

impl Pseudonymise {
    pub(super) fn run(self, lang: Language) -> Done {
        let (book, _) = Book::open(&self.book).map_err(|error| error.message())?;
        let Some(record) = book.records.get(&RecordId::new(&self.record)) else {
            return Err(msg!("cli-no-record", id = self.record));
        };
        let path = self.output.display().to_string();
        let text = store::to_text(&record.pseudonymised())
            .map_err(|error| msg!("save-io", path = &path, reason = error.to_string()))?;
        store::replace(&self.output, text.as_bytes())
            .map_err(|error| msg!("save-io", path = &path, reason = error.to_string()))?;
        println!("{}", lang.say(&msg!("cli-pseudonymised", path = path)));
        Ok(End::Clean)
    }
}
