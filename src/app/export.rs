//! Writes what is shown beside the window, to a file that the user names.

use std::path::Path;
use std::sync::mpsc::Receiver;

use eframe::egui::Context;

use super::ask::{Answer, Ask, Wanted};
use super::beside::beside;
use super::desk::Desk;
use crate::language::{Language, Message};

/// What writes the file; runs beside the window, and says what became of it.
type Job = Box<dyn FnOnce(&Path) -> Result<Message, Message> + Send>;

/// The file that is asked about, and the one that is being written.
#[derive(Default)]
pub(super) struct Export {
    asked: Option<(Ask, Job)>,
    coming: Option<Receiver<Result<Message, Message>>>,
}

impl Export {
    /// Asks for a file, in the book's folder unless the user says otherwise; `job` writes it.
    pub(super) fn ask(
        &mut self,
        desk: &Desk<'_>,
        name: &str,
        kinds: &'static [&'static str],
        job: impl FnOnce(&Path) -> Result<Message, Message> + Send + 'static,
    ) {
        let ending = kinds.first().copied().unwrap_or_default();
        let path = desk.session.book.root().join(format!("{name}.{ending}"));
        self.asked = Some((Ask::new(Wanted::Export(kinds), &path), Box::new(job)));
    }

    /// Has `job` done without a question, because it is known where its file goes.
    pub(super) fn begin(
        &mut self,
        ctx: &Context,
        job: impl FnOnce() -> Result<Message, Message> + Send + 'static,
    ) {
        self.coming = Some(beside(ctx, job));
    }

    /// Whether a question is on the screen.
    pub(super) const fn asks(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether a file is being written.
    pub(super) const fn is_writing(&self) -> bool {
        self.coming.is_some()
    }

    /// Shows the question.
    pub(super) fn show(&mut self, ctx: &Context, lang: Language) {
        let Some((ask, _)) = &mut self.asked else { return };
        let Some(answer) = ask.show(ctx, lang) else { return };
        let Some((_, job)) = self.asked.take() else { return };
        if let Answer::Path(path) = answer {
            self.coming = Some(beside(ctx, move || job(&path)));
        }
    }

    /// Tells what became of it, when it is over.
    pub(super) fn hear(&mut self, desk: &mut Desk<'_>) {
        let Some(done) = self.coming.as_ref().and_then(|coming| coming.try_recv().ok()) else {
            return;
        };
        self.coming = None;
        match done {
            Ok(message) => desk.tell(&message),
            Err(message) => desk.warn(&message),
        }
    }
}
