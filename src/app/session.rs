//! The open book with its undo steps, saved in the background.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use crate::building::{Building, BuildingId, StoreyId, Undo};
use crate::drill::{Scenario, ScenarioId};
use crate::language::Message;
use crate::store::{Book, Cache, Contents, OpenError, SaveError, Saved, Saver};

/// How long after the last change the book is saved.
const PAUSE: Duration = Duration::from_millis(600);
/// How often the records that are still being read are looked for.
const READING: Duration = Duration::from_millis(100);
/// How long after a failed save the next try comes.
const RETRY: Duration = Duration::from_secs(5);

/// Which elements the places look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Current {
    /// Whether Scenario is to open at what is assumed of the crowd.
    pub(crate) crowd: bool,
    /// The building.
    pub(crate) building: Option<BuildingId>,
    /// The storey.
    pub(crate) storey: Option<StoreyId>,
    /// The scenario.
    pub(crate) scenario: Option<ScenarioId>,
}

/// How far the changes are saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SaveState {
    /// Everything is on disk.
    Saved,
    /// Changes wait for a pause or are being written.
    Pending,
    /// The last try failed; there will be another.
    Failed(Message),
}

/// The open book.
pub(crate) struct Session {
    /// The book.
    pub(crate) book: Book,
    /// Which elements the places look at.
    pub(crate) current: Current,
    history: Undo<Contents>,
    saving: Saving,
}

#[allow(dead_code, reason = "each place uses the part that it needs")]
impl Session {
    /// Opens a book.
    pub(crate) fn open(root: &Path) -> Result<Self, OpenError> {
        let (book, contents) = Book::open_now(root, &Cache::of_user())?;
        Ok(Self::with(book, contents))
    }

    /// Makes a book and opens it.
    pub(crate) fn create(root: &Path, contents: Contents) -> Result<Self, OpenError> {
        let book = Book::create(root, &contents)?;
        Ok(Self::with(book, contents))
    }

    fn with(book: Book, contents: Contents) -> Self {
        let saving = Saving::start(book.saver(), contents.clone());
        let mut session =
            Self { book, current: Current::default(), history: Undo::new(contents), saving };
        session.settle();
        session
    }

    /// The book as it is edited.
    pub(crate) const fn contents(&self) -> &Contents {
        self.history.present()
    }

    /// The current building.
    pub(crate) fn building(&self) -> Option<&Arc<Building>> {
        self.contents().buildings.get(self.current.building.as_ref()?)
    }

    /// The current scenario.
    pub(crate) fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.contents().scenarios.get(self.current.scenario.as_ref()?)
    }

    /// Whether the book can't be changed.
    pub(crate) const fn is_read_only(&self) -> bool {
        self.book.is_read_only()
    }

    /// Changes the book; one step of undo.
    pub(crate) fn edit(&mut self, label: Message, change: impl FnOnce(&mut Contents)) {
        let mut contents = self.contents().clone();
        change(&mut contents);
        self.history.step(label, contents);
        self.changed();
    }

    /// Changes the book if the change succeeds; one step of undo.
    pub(crate) fn try_edit<T, E>(
        &mut self,
        label: Message,
        change: impl FnOnce(&mut Contents) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut contents = self.contents().clone();
        let value = change(&mut contents)?;
        self.history.step(label, contents);
        self.changed();
        Ok(value)
    }

    /// Changes the book; joins the step before if that is of the same gesture.
    pub(crate) fn edit_joining(
        &mut self,
        gesture: &str,
        label: Message,
        change: impl FnOnce(&mut Contents),
    ) {
        let mut contents = self.contents().clone();
        change(&mut contents);
        self.history.step_joining(gesture, label, contents);
        self.changed();
    }

    /// Ends the gesture: what follows is a step of its own.
    pub(crate) fn end_gesture(&mut self) {
        self.history.end_gesture();
    }

    /// Takes the last step back; says which.
    pub(crate) fn undo(&mut self) -> Option<Message> {
        let label = self.history.undo();
        self.changed();
        label
    }

    /// Brings the last undone step back; says which.
    pub(crate) fn redo(&mut self) -> Option<Message> {
        let label = self.history.redo();
        self.changed();
        label
    }

    /// What an undo would take back.
    pub(crate) fn undo_label(&self) -> Option<&Message> {
        self.history.undo_label()
    }

    /// What a redo would bring back.
    pub(crate) fn redo_label(&self) -> Option<&Message> {
        self.history.redo_label()
    }

    /// Looks at a building, on its lowest storey if none of its storeys is looked at.
    pub(crate) fn look_at(&mut self, building: BuildingId) {
        self.current.building = Some(building);
        self.settle();
    }

    fn changed(&mut self) {
        self.saving.last_change = Some(Instant::now());
        self.settle();
    }

    /// Lets the places look at elements that are there.
    fn settle(&mut self) {
        let contents = self.history.present();
        let current = &mut self.current;
        keep_or_first(&mut current.building, &contents.buildings);
        keep_or_first(&mut current.scenario, &contents.scenarios);
        let building = current.building.as_ref().and_then(|id| contents.buildings.get(id));
        let storey = current.storey.as_ref().zip(building).and_then(|(id, b)| b.storey(id));
        if storey.is_none() {
            current.storey = building.and_then(|b| Some(b.storeys.first()?.id.clone()));
        }
    }

    /// Saves when it is time to, and hears what became of the last save.
    pub(crate) fn tick(&mut self, ctx: &Context) -> Option<Saved> {
        if self.book.take_records() {
            ctx.request_repaint_after(READING);
        }
        if self.is_read_only() {
            return None;
        }
        self.saving.tick(ctx, self.history.present())
    }

    /// How far the changes are saved.
    pub(crate) const fn save_state(&self) -> &SaveState {
        &self.saving.state
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.is_read_only() && self.saving.written != *self.history.present() {
            // The window is gone: a failure has nobody left to be told, and the file keeps what it
            // had.
            let _ = self.book.saver().save(self.history.present());
        }
    }
}

fn keep_or_first<K: Ord + Clone, V>(current: &mut Option<K>, all: &BTreeMap<K, V>) {
    if current.as_ref().is_none_or(|id| !all.contains_key(id)) {
        *current = all.keys().next().cloned();
    }
}

/// The thread that saves.
struct Saving {
    /// Nothing once the thread is to end.
    requests: Option<Sender<(Contents, Context)>>,
    thread: Option<JoinHandle<()>>,
    results: Receiver<(Contents, Result<Saved, SaveError>)>,
    /// What is on disk.
    written: Contents,
    last_change: Option<Instant>,
    under_way: bool,
    state: SaveState,
}

impl Saving {
    fn start(saver: Saver, written: Contents) -> Self {
        let (requests, inbox) = mpsc::channel::<(Contents, Context)>();
        let (outbox, results) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            for (contents, ctx) in inbox {
                let result = saver.save(&contents);
                if outbox.send((contents, result)).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        });
        Self {
            requests: Some(requests),
            thread: Some(thread),
            results,
            written,
            last_change: None,
            under_way: false,
            state: SaveState::Saved,
        }
    }

    fn tick(&mut self, ctx: &Context, present: &Contents) -> Option<Saved> {
        let mut heard = None;
        while let Ok((contents, result)) = self.results.try_recv() {
            self.under_way = false;
            match result {
                Ok(saved) => {
                    self.written = contents;
                    self.state = SaveState::Saved;
                    heard = Some(saved);
                }
                Err(error) => {
                    self.state = SaveState::Failed(error.message());
                    self.last_change = Some(Instant::now() + RETRY - PAUSE);
                }
            }
        }
        let Some(changed) = self.last_change else { return heard };
        if !matches!(self.state, SaveState::Failed(_)) {
            self.state = SaveState::Pending;
        }
        let due = changed + PAUSE;
        let now = Instant::now();
        if now < due {
            ctx.request_repaint_after(due - now);
        } else if !self.under_way {
            self.last_change = None;
            if self.written == *present {
                self.state = SaveState::Saved;
            } else if let Some(requests) = &self.requests {
                // The thread ends only after this sender is gone.
                self.under_way = requests.send((present.clone(), ctx.clone())).is_ok();
            }
        }
        heard
    }
}

impl Drop for Saving {
    /// The thread holds the right to write the book: whoever opens it next must find it free.
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // If it panicked, what it should have saved is saved by the session's own end.
            let _ = thread.join();
        }
    }
}
