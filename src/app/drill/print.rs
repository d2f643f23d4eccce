//! Pages for paper: written as a file and handed to the browser, which prints it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::live::Live;
use crate::app::desk::Desk;
use crate::drill::{Moment, Phase};
use crate::exchange::missing;
use crate::exchange::report::DebriefSheet;
use crate::language::{Message, msg};
use crate::store;

/// Prints who is missing.
pub(super) fn missing(desk: &mut Desk<'_>, live: &Live, moment: &Moment) {
    let header = live.header();
    let page = missing::Missing {
        scenario: &header.scenario.name,
        clock: live.clock(moment),
        wall: moment.wall,
        real: live.run().phase() == Phase::RealEmergency,
        roster: &header.roster,
        site: &header.site,
        outcome: live.outcome(),
    };
    let name = format!("{}_missing.html", header.id);
    match show(&desk.session.book.prints_folder(), &name, page.page(desk.lang).as_bytes()) {
        Ok(told) => desk.tell(&told),
        Err(problem) => desk.warn(&problem),
    }
}

/// Lays out the sheet for the debrief and opens it; takes its time.
pub(in crate::app) fn debrief(prints: &Path, sheet: &DebriefSheet<'_>) -> Result<Message, Message> {
    let pdf = sheet.sources().pdf().map_err(|error| error.message())?;
    show(prints, &format!("{}_debrief.pdf", sheet.record.id), &pdf.bytes)
}

/// Writes a page into the folder `prints` of the book, or where that can't be written into the
/// system's folder for passing files, and opens it. Says what became of it.
fn show(prints: &Path, name: &str, page: &[u8]) -> Result<Message, Message> {
    let temporary = std::env::temp_dir();
    let mut problem = None;
    for folder in [prints, &temporary] {
        let path: PathBuf = folder.join(name);
        let file = path.display().to_string();
        match store::replace(&path, page) {
            Ok(()) if open(&path) => return Ok(msg!("print-opened", path = file)),
            Ok(()) => return Err(msg!("print-not-opened", path = file)),
            Err(error) => {
                problem = Some(msg!("save-io", path = file, reason = store::reason(&error)))
            }
        }
    }
    Err(problem.unwrap_or_else(|| msg!("print-not-opened", path = name)))
}

/// Opens a file in the program that the desktop has for it; whether there is one.
fn open(path: &Path) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("explorer", &[])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(path);
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match quiet.spawn() {
        Ok(mut child) => {
            // It ends by itself; somebody has to be told, or it stays as a shadow.
            std::thread::spawn(move || child.wait());
            true
        }
        Err(_) => false,
    }
}
