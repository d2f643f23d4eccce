//! What the commands print.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process;

use serde::Serialize;

use crate::language::{Message, msg};

/// What a shell shows for a program that ended because nobody reads it: 128 and SIGPIPE.
const NOBODY_READS: i32 = 141;

/// Prints a line to standard output; ends the program if that can't be done.
pub(super) fn line(line: Arguments<'_>) {
    let Err(error) = writeln!(io::stdout().lock(), "{line}") else { return };
    if error.kind() == ErrorKind::BrokenPipe {
        process::exit(NOBODY_READS);
    }
    eprintln!("{error}");
    process::exit(2);
}

/// Prints one JSON document.
pub(super) fn json(document: &impl Serialize) -> Result<(), Message> {
    let text = serde_json::to_string_pretty(document);
    let text = text.map_err(|error| msg!("cli-json", reason = error.to_string()))?;
    line(format_args!("{text}"));
    Ok(())
}
