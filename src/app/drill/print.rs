//! Pages for paper: written as a file and handed to the browser, which prints it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::live::Live;
use crate::app::desk::Desk;
use crate::drill::{Moment, Phase};
use crate::exchange::missing;
use crate::language::msg;
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
    show(desk, &name, &page.page(desk.lang));
}

/// Writes a page into the book, or where that can't be written into the system's folder for
/// passing files, and opens it.
pub(super) fn show(desk: &mut Desk<'_>, name: &str, page: &str) {
    let places = [desk.session.book.prints_folder(), std::env::temp_dir()];
    let mut problem = None;
    for folder in places {
        let path: PathBuf = folder.join(name);
        match store::replace(&path, page.as_bytes()) {
            Ok(()) => {
                let file = path.display().to_string();
                if open(&path) {
                    desk.tell(&msg!("print-opened", path = file));
                } else {
                    desk.warn(&msg!("print-not-opened", path = file));
                }
                return;
            }
            Err(error) => problem = Some((path, error)),
        }
    }
    if let Some((path, error)) = problem {
        let path = path.display().to_string();
        desk.warn(&msg!("save-io", path = path, reason = error.to_string()));
    }
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
