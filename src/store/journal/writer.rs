//! Writes a journal on a thread of its own, so that the window never waits for the disk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::super::disk::{Disk, SystemDisk};
use super::{Header, Journal, JournalError};
use crate::drill::Event;
use crate::language::Message;

/// After a failure it is tried again so often.
const RETRY: Duration = Duration::from_secs(1);

/// How far a writer has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WriterStatus {
    /// How many events are durable: those with numbers up to this one.
    pub durable: u32,
    /// Why the others are not, while writing fails.
    pub problem: Option<Message>,
    /// How long the slowest batch took from its arrival until it was durable.
    pub slowest: Duration,
}

enum Order {
    Append(Event),
    MoveTo(PathBuf),
}

/// Makes events durable in the background, in order, as many at once as wait.
pub struct JournalWriter {
    orders: Option<Sender<Order>>,
    status: Arc<Mutex<WriterStatus>>,
    thread: Option<JoinHandle<Option<Journal>>>,
}

type Wake = Box<dyn Fn() + Send>;

impl JournalWriter {
    /// Makes the journal of a new drill and writes it. `wake` is called whenever the status has
    /// changed.
    #[must_use]
    pub fn create(running: &Path, header: Arc<Header>, wake: Wake) -> Self {
        Self::create_on(Arc::new(SystemDisk), running, header, wake)
    }

    /// As [`JournalWriter::create`], on another disk: for tests of failing ones.
    #[must_use]
    pub fn create_on(disk: Arc<dyn Disk>, running: &Path, header: Arc<Header>, wake: Wake) -> Self {
        let place = Place { disk, running: running.to_owned(), header, journal: None };
        Self::start(place, Vec::new(), wake)
    }

    /// Goes on with the journal of a drill that was cut off after `events`.
    #[must_use]
    pub fn resume(journal: Journal, header: Arc<Header>, events: Vec<Event>, wake: Wake) -> Self {
        let running = journal.folder().parent().map(Path::to_owned).unwrap_or_default();
        let place = Place { disk: Arc::new(SystemDisk), running, header, journal: Some(journal) };
        Self::start(place, events, wake)
    }

    fn start(place: Place, events: Vec<Event>, wake: Wake) -> Self {
        let (orders, incoming) = mpsc::channel();
        let durable = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let status = WriterStatus { durable, ..WriterStatus::default() };
        let status = Arc::new(Mutex::new(status));
        let mut work = Work { place, durable: events.len(), events, status: status.clone(), wake };
        let thread = std::thread::spawn(move || {
            work.run(&incoming);
            work.place.journal
        });
        Self { orders: Some(orders), status, thread: Some(thread) }
    }

    /// Hands over an event. It counts as saved once [`WriterStatus::durable`] has come to it.
    pub fn append(&self, event: Event) {
        self.order(Order::Append(event));
    }

    /// Goes on in another folder, with all events from the first: for when the book's own can't be
    /// written.
    pub fn move_to(&self, folder: PathBuf) {
        self.order(Order::MoveTo(folder));
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends only after this sender is gone.
            let _ = orders.send(order);
        }
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> WriterStatus {
        lock(&self.status).clone()
    }

    /// Ends the writing after a last attempt at what waits, and gives the journal back, if one
    /// could be made.
    #[must_use]
    pub fn close(mut self) -> Option<Journal> {
        self.end()
    }

    fn end(&mut self) -> Option<Journal> {
        self.orders = None;
        self.thread.take()?.join().ok().flatten()
    }
}

impl Drop for JournalWriter {
    fn drop(&mut self) {
        self.end();
    }
}

/// Where the journal is, or will be as soon as it can be made.
struct Place {
    disk: Arc<dyn Disk>,
    running: PathBuf,
    header: Arc<Header>,
    journal: Option<Journal>,
}

impl Place {
    /// Writes the events after the first `durable`, which is how many are known to be on the disk.
    fn append(&mut self, events: &[Event], durable: &mut usize) -> Result<(), JournalError> {
        let journal = match &mut self.journal {
            Some(journal) => journal,
            none => {
                let known = &events[..*durable];
                let (journal, kept) =
                    Journal::take_up(self.disk.as_ref(), &self.running, &self.header, known)?;
                *durable = kept;
                none.insert(journal)
            }
        };
        if *durable < events.len() {
            let done = journal.append(&events[*durable..]);
            if done.is_err() {
                // A share that was unplugged does not come back under the same handle.
                self.journal = None;
            }
            done?;
        }
        *durable = events.len();
        Ok(())
    }
}

struct Work {
    place: Place,
    /// All events since the alarm, for a move to another folder.
    events: Vec<Event>,
    durable: usize,
    status: Arc<Mutex<WriterStatus>>,
    wake: Wake,
}

impl Work {
    fn run(&mut self, incoming: &Receiver<Order>) {
        self.write(Instant::now());
        loop {
            let waits = self.durable < self.events.len() || self.place.journal.is_none();
            let first = if waits {
                incoming.recv_timeout(RETRY)
            } else {
                incoming.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            let arrived = Instant::now();
            match first {
                Ok(order) => {
                    self.take(order);
                    // Whatever else waits becomes durable with the same sync.
                    incoming.try_iter().for_each(|order| self.take(order));
                    self.write(arrived);
                }
                Err(RecvTimeoutError::Timeout) => self.write(arrived),
                Err(RecvTimeoutError::Disconnected) => {
                    if waits {
                        self.write(arrived);
                    }
                    return;
                }
            }
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Append(event) => self.events.push(event),
            Order::MoveTo(folder) => {
                self.place.running = folder;
                self.place.journal = None;
                self.durable = 0;
            }
        }
    }

    fn write(&mut self, arrived: Instant) {
        let mut done = self.place.append(&self.events, &mut self.durable);
        if matches!(done, Err(JournalError::Gone(_))) {
            // What was saved is gone with the file; all of it is still here.
            self.durable = 0;
            done = self.place.append(&self.events, &mut self.durable);
        }
        let mut status = lock(&self.status);
        status.durable = u32::try_from(self.durable).unwrap_or(u32::MAX);
        match done {
            Ok(()) => {
                status.problem = None;
                status.slowest = status.slowest.max(arrived.elapsed());
            }
            Err(error) => status.problem = Some(error.message()),
        }
        drop(status);
        (self.wake)();
    }
}

fn lock(status: &Mutex<WriterStatus>) -> MutexGuard<'_, WriterStatus> {
    // Each field is set in one step, so a panic elsewhere leaves nothing half-done.
    status.lock().unwrap_or_else(PoisonError::into_inner)
}
