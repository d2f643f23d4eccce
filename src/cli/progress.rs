//! How far long work is, on a terminal.

use std::io::{IsTerminal, Write};
use std::sync::mpsc;
use std::time::Duration;

use crate::egress::sweep::Progress;
use crate::language::{Language, msg};

/// Work that is over sooner than this shows no progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// Does long work, and where somebody watches says on stderr how far it is.
pub(super) fn shown<T>(lang: Language, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !std::io::stderr().is_terminal() {
        return work(&progress);
    }
    let (over, waiting) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let watched = &progress;
        scope.spawn(move || {
            let mut said = false;
            while waiting.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                let (done, all) = watched.so_far();
                let text = lang.say(&msg!("cli-progress", done = done, all = all));
                eprint!("\r{text}");
                let _ = std::io::stderr().flush();
                said = true;
            }
            if said {
                eprintln!();
            }
        });
        let found = work(&progress);
        drop(over);
        found
    })
}
