//! What the commands print.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process;

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
