//! `muster recover`: what becomes of a drill that was cut off.

use std::path::{Path, PathBuf};

use clap::Args;

use super::rehearse::open_for_writing;
use super::{Done, End};
use crate::language::{Language, Message, msg};
use crate::store::Book;
use crate::store::journal::{Found, discard, journals};

#[derive(Args)]
pub(super) struct Recover {
    /// The folder of the drill book
    book: PathBuf,
    /// The folder to which the journal went, when the book's own could not be written
    #[arg(long, value_name = "FOLDER")]
    from: Option<PathBuf>,
    /// Delete the drill instead of making a record of it
    #[arg(long)]
    discard: bool,
}

impl Recover {
    pub(super) fn run(self, lang: Language) -> Done {
        let (mut book, _) = open_for_writing(&self.book)?;
        let found = journals(&self.from.unwrap_or_else(|| book.running_folder()));
        if found.is_empty() {
            println!("{}", lang.t("cli-recover-nothing"));
        }
        for folder in found {
            let told = if self.discard {
                let path = folder.display().to_string();
                discard(&folder).map_err(|error| error.message())?;
                msg!("cli-recover-discarded", path = path)
            } else {
                recover(&mut book, &folder, lang)?
            };
            println!("{}", lang.say(&told));
        }
        Ok(End::Clean)
    }
}

fn recover(book: &mut Book, folder: &Path, lang: Language) -> Result<Message, Message> {
    let found = Found::open(folder).map_err(|error| error.message())?;
    if let Some(torn) = &found.torn {
        let (bytes, kept) = (torn.bytes.to_string(), torn.kept.display().to_string());
        eprintln!("{}", lang.say(&msg!("cli-recover-torn", bytes = bytes, path = kept)));
    }
    let count = found.events.len();
    let id = found.header.id.clone();
    if count > 0 {
        book.save_record(&found.record()).map_err(|error| error.message())?;
    }
    found.journal.remove().map_err(|error| error.message())?;
    Ok(if count > 0 {
        msg!("cli-recover-done", count = count, id = id.as_str())
    } else {
        msg!("cli-recover-empty", id = id.as_str())
    })
}
