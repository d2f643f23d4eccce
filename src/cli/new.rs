//! `muster new`: makes a drill book.

use std::path::PathBuf;

use clap::Args;

use super::{Done, End};
use crate::language::{Language, msg};
use crate::samples;
use crate::store::{Book, Contents};

#[derive(Args)]
pub(super) struct New {
    /// The folder of the new book; it must be empty or missing
    #[arg(required_unless_present = "list")]
    book: Option<PathBuf>,
    /// Start from this sample
    #[arg(long, value_name = "NAME")]
    sample: Option<String>,
    /// Print the names of the samples
    #[arg(long)]
    list: bool,
}

impl New {
    pub(super) fn run(self, lang: Language) -> Done {
        if self.list {
            for name in samples::NAMES {
                println!("{name}");
            }
        }
        let Some(book) = self.book else { return Ok(End::Clean) };
        let path = book.display().to_string();
        match self.sample {
            Some(name) if !samples::NAMES.contains(&name.as_str()) => {
                return Err(msg!("cli-no-sample", name = name, known = samples::NAMES.join(", ")));
            }
            Some(name) => {
                if book.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
                    return Err(msg!("book-not-empty", path = path));
                }
                samples::write(&name, &book)
                    .map_err(|error| msg!("book-io", path = &path, reason = error.to_string()))?;
            }
            None => {
                let name = book.file_name().unwrap_or_default().to_string_lossy();
                Book::create(&book, &Contents::new(&name)).map_err(|error| error.message())?;
            }
        }
        println!("{}", lang.say(&msg!("cli-made-book", path = path)));
        Ok(End::Clean)
    }
}
