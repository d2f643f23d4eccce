//! Reads the journal of a drill that was cut off beside the window, and works out what it came to.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::Context;

use super::super::course::Course;
use crate::app::beside::beside;
use crate::drill::{Event, Record};
use crate::language::Message;
use crate::store::Saver;
use crate::store::journal::{Found, Header, Journal, Torn};

/// What was found of a drill that was cut off.
pub(super) struct Read {
    /// Where its longest journal is, which counts.
    pub(super) folder: PathBuf,
    /// What is left of it in other folders.
    pub(super) others: Vec<PathBuf>,
    /// What the longest holds, or why it can't be read.
    pub(super) found: Result<Box<Resumable>, Message>,
}

/// A drill that can go on at once.
pub(in super::super) struct Resumable {
    pub(in super::super) journal: Journal,
    pub(in super::super) header: Arc<Header>,
    /// For whoever writes the journal; the course has them too.
    pub(in super::super) events: Vec<Event>,
    pub(in super::super) course: Course,
    pub(super) torn: Option<Torn>,
}

impl Resumable {
    fn of(found: Found) -> Self {
        let Found { journal, header, events, torn } = found;
        let course = Course::of(&header, &events);
        Self { journal, header: Arc::new(header), events, course, torn }
    }

    /// The record of what happened until the cut.
    pub(super) fn record(&self) -> Record {
        self.header.record(self.events.clone())
    }
}

/// Journals that are read on a thread of their own.
pub(super) struct Reading(Receiver<Read>);

impl Reading {
    /// Begins to read the journals of one drill, of which there is at least one. What was torn off
    /// an end is cut there, so the right to write the book is held until they are read.
    pub(super) fn start(folders: Vec<PathBuf>, saver: Saver, ctx: &Context) -> Self {
        Self(beside(ctx, move || {
            let _right = saver;
            longest(folders)
        }))
    }

    /// What was read, once it is.
    pub(super) fn read(&self) -> Option<Read> {
        self.0.try_recv().ok()
    }
}

impl Drop for Reading {
    /// Whoever opens the book next must find it free.
    fn drop(&mut self) {
        let _ = self.0.recv();
    }
}

/// Of one drill the longest journal counts.
fn longest(folders: Vec<PathBuf>) -> Read {
    let mut opened: Vec<_> =
        folders.into_iter().map(|folder| (Found::open(&folder), folder)).collect();
    let events = |found: &Found| found.events.len();
    opened.sort_by_key(|(found, _)| std::cmp::Reverse(found.as_ref().map_or(0, events)));
    let (found, folder) = opened.remove(0);
    let found = found.map(|found| Box::new(Resumable::of(found))).map_err(|error| error.message());
    // The files of the others are closed before anybody discards them.
    let others = opened.into_iter().map(|(_, folder)| folder).collect();
    Read { folder, others, found }
}
