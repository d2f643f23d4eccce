//! Faults of the disk while a drill runs: at every call, at random calls, a power cut at any
//! moment, a second program, a journal of a newer Muster. No event that counted as saved is lost,
//! none is invented, none stands twice, and whoever conducts the drill is told.
//!
//! A disk that is really full, really read-only or really gone needs the right to mount one: as an
//! administrator the last three tests try it, else they say so (`--nocapture`) and the failing disk
//! stands in for it.
//!
//! The long version, 1 000 drills on a failing disk:
//! `MUSTER_FAULTS=1000 cargo test --release --test faults -- --ignored --nocapture`
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use muster::building::{Building, BuildingId, DoorId, Site};
use muster::drill::{BootId, Event, RecordId, Run, Scenario, ScenarioId, WallTime, What};
use muster::samples;
use muster::store::Book;
use muster::store::disk::{Disk, EventFile, SystemDisk};
use muster::store::journal::{Found, Header, JournalWriter, journals};
use muster::units::Seconds;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a disk does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// A write stops half-way: there is no room left.
    Full,
    /// A sync fails, and the system forgets what it has not written.
    Sync,
    /// The call fails and changes nothing.
    Refused,
}

const FAULTS: [Fault; 3] = [Fault::Full, Fault::Sync, Fault::Refused];

/// The state of a disk that fails when it is told to.
struct State {
    /// After so many more calls the next fault comes.
    next: Option<(usize, Fault)>,
    /// How many faults there were.
    faults: u32,
    /// The power is off: every call fails.
    off: bool,
    random: ChaCha8Rng,
    /// The file that is written, and how much of it has reached the disk.
    file: Option<(PathBuf, u64)>,
}

#[derive(Clone)]
struct FailingDisk(Arc<Mutex<State>>);

impl FailingDisk {
    fn new(seed: u64) -> Self {
        let random = ChaCha8Rng::seed_from_u64(seed);
        Self(Arc::new(Mutex::new(State { next: None, faults: 0, off: false, random, file: None })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    fn fail(&self, after: usize, fault: Fault) {
        self.state().next = Some((after, fault));
    }

    /// Cuts the power: of what was not synced, any part is lost.
    fn cut_power(&self) {
        let mut state = self.state();
        state.off = true;
        state.forget();
    }
}

impl State {
    /// What this call comes to.
    fn call(&mut self) -> Result<(), Fault> {
        if self.off {
            return Err(Fault::Refused);
        }
        match &mut self.next {
            Some((0, fault)) => {
                let fault = *fault;
                self.next = None;
                self.faults += 1;
                Err(fault)
            }
            Some((left, _)) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn refuse(&mut self) -> io::Result<()> {
        self.call().map_err(|fault| io::Error::other(format!("{fault:?}")))
    }

    /// Any part of what was not synced is gone.
    fn forget(&mut self) {
        let Some((path, synced)) = &self.file else { return };
        let Ok(about) = fs::metadata(path) else { return };
        if about.len() > *synced {
            let left = self.random.random_range(*synced..=about.len());
            fs::OpenOptions::new().write(true).open(path).unwrap().set_len(left).unwrap();
        }
    }
}

impl Disk for FailingDisk {
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.state().refuse()?;
        SystemDisk.make_folder(folder)
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.state().refuse()?;
        SystemDisk.replace(path, content)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.state().refuse()?;
        SystemDisk.read(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn EventFile>> {
        let mut state = self.state();
        state.refuse()?;
        let file = SystemDisk.open(path)?;
        let path = path.to_owned();
        let known = state.file.take().filter(|(known, _)| *known == path);
        state.file = known.or(Some((path.clone(), 0)));
        Ok(Box::new(FailingFile { disk: self.clone(), path, file }))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.state().refuse()?;
        SystemDisk.sync_folder(folder)
    }
}

struct FailingFile {
    disk: FailingDisk,
    path: PathBuf,
    file: Box<dyn EventFile>,
}

impl EventFile for FailingFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.disk.state();
        match state.call() {
            Ok(()) => self.file.append(bytes),
            Err(_) if state.off => Err(io::Error::other("no power")),
            Err(_) => {
                let part = state.random.random_range(0..=bytes.len());
                self.file.append(&bytes[..part])?;
                Err(io::ErrorKind::StorageFull.into())
            }
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        if state.call().is_err() {
            if !state.off {
                state.forget();
            }
            return Err(io::Error::other("the disk is gone"));
        }
        let length = fs::metadata(&self.path)?.len();
        state.file = Some((self.path.clone(), length));
        Ok(())
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        state.refuse()?;
        self.file.cut(length)?;
        if let Some((_, synced)) = &mut state.file {
            *synced = (*synced).min(length);
        }
        Ok(())
    }

    fn is_in_place(&self, path: &Path) -> bool {
        self.file.is_in_place(path)
    }
}

fn started() -> WallTime {
    "2026-06-12T14:00:05+08:00".parse().unwrap()
}

fn header() -> Header {
    let scenario = Scenario::new(ScenarioId::new("night"), "夜班", BuildingId::new("plant"));
    Header {
        id: RecordId::of(started(), &scenario.id),
        rehearsal: false,
        started: started(),
        since_boot: Seconds::new(1000.0),
        boot: BootId::new("first"),
        conductor: "李强".to_owned(),
        weather: String::new(),
        expected_people: 354,
        building: Arc::new(Building::new(BuildingId::new("plant"), "Plant", "1F")),
        site: Arc::new(Site::default()),
        roster: Arc::default(),
        scenario: Arc::new(scenario),
        prediction: None,
    }
}

/// The events of a drill: this many people at two exits, and what was noted.
fn events(count: usize) -> Vec<Event> {
    let mut run = Run::ready(header().scenario);
    for number in 0..count {
        let what = match number {
            0 => What::Started,
            n if n % 7 == 3 => What::Noted { text: format!("第 {n} 条 \"note\"\n") },
            n => What::Counted { exit: DoorId::new(&format!("door-{}", n % 2)), people: 1 },
        };
        let at = Seconds::new(number as f64 * 0.25);
        let event = run.decide(what, at, started().plus(at), "李强").unwrap();
        run.apply(event);
    }
    run.events().to_vec()
}

#[track_caller]
fn wait(writer: &JournalWriter, what: impl Fn(u32, bool) -> bool) {
    let start = Instant::now();
    loop {
        let status = writer.status();
        if what(status.durable, status.problem.is_some()) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{status:?}");
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// The events that are on the disk after a cut.
fn recovered(running: &Path) -> Vec<Event> {
    let found = journals(running).into_iter().next();
    found.map_or_else(Vec::new, |folder| Found::open(&folder).unwrap().events)
}

/// A drill on a disk that fails again and again and is cut off at last; how many faults there were.
fn a_drill_on_a_failing_disk(seed: u64) -> u32 {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let book = tempfile::tempdir().unwrap();
    let running = book.path().join("running");
    let disk = FailingDisk::new(seed);
    let all = events(random.random_range(5..40));
    if random.random_bool(0.5) {
        disk.fail(random.random_range(0..8), FAULTS[random.random_range(0..3)]);
    }
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let writer = JournalWriter::create_on(shared, &running, Arc::new(header()), Box::new(|| {}));
    let cut_at = random.random_range(1..=all.len());
    let mut acknowledged = 0;
    for (index, event) in all[..cut_at].iter().enumerate() {
        if random.random_bool(0.4) {
            disk.fail(random.random_range(0..4), FAULTS[random.random_range(0..3)]);
        }
        writer.append(event.clone());
        // A hand does not wait for the disk, but now and then there is a lull.
        if random.random_bool(0.6) {
            let number = index as u32 + 1;
            wait(&writer, |durable, problem| durable == number || problem);
        }
        let now = writer.status().durable;
        assert!(now >= acknowledged, "seed {seed}: what counted as saved still does");
        acknowledged = now;
    }
    disk.cut_power();
    let acknowledged = writer.status().durable as usize;
    drop(writer);
    let faults = disk.state().faults + 1;
    let found = recovered(&running);
    assert!(found.len() >= acknowledged, "seed {seed}: {} of {acknowledged}", found.len());
    assert_eq!(found, all[..found.len()], "seed {seed}");
    go_on(&running, &all[found.len()..]);
    assert_eq!(recovered(&running), if found.is_empty() { &[] } else { &all[..] }, "seed {seed}");
    faults
}

/// The drill that was cut off goes on, if it had begun, on a disk that works.
fn go_on(running: &Path, rest: &[Event]) {
    let Some(folder) = journals(running).into_iter().next() else { return };
    let Found { journal, header, events, .. } = Found::open(&folder).unwrap();
    if events.is_empty() {
        return;
    }
    let all = (events.len() + rest.len()) as u32;
    let writer = JournalWriter::resume(journal, Arc::new(header), events, Box::new(|| {}));
    rest.iter().for_each(|event| writer.append(event.clone()));
    wait(&writer, |durable, problem| durable == all && !problem);
}

fn drills_on_a_failing_disk(count: u64) {
    let start = Instant::now();
    let faults: u32 = (0..count).map(a_drill_on_a_failing_disk).sum();
    println!("{count} drills, {faults} faults, {:.0} s", start.elapsed().as_secs_f64());
}

#[test]
fn no_saved_event_is_lost_on_a_failing_disk() {
    drills_on_a_failing_disk(60);
}

#[test]
#[ignore = "the long version; see the head of this file"]
fn no_saved_event_is_lost_in_many_faults() {
    let count = std::env::var("MUSTER_FAULTS").ok().and_then(|count| count.parse().ok());
    drills_on_a_failing_disk(count.unwrap_or(1000));
}

#[test]
fn a_fault_at_any_single_call_is_told_and_made_good() {
    let all = events(4);
    for fault in FAULTS {
        for call in 0..40 {
            let book = tempfile::tempdir().unwrap();
            let running = book.path().join("running");
            let disk = FailingDisk::new(call as u64);
            disk.fail(call, fault);
            let shared: Arc<dyn Disk> = Arc::new(disk.clone());
            let told = Arc::new(Mutex::new(0));
            let wake = Arc::clone(&told);
            let writer = JournalWriter::create_on(
                shared,
                &running,
                Arc::new(header()),
                Box::new(move || *wake.lock().unwrap() += 1),
            );
            for (index, event) in all.iter().enumerate() {
                writer.append(event.clone());
                let number = index as u32 + 1;
                wait(&writer, |durable, problem| durable == number || problem);
            }
            let faulted = disk.state().faults == 1;
            drop(writer);
            assert!(*told.lock().unwrap() > 0, "the window is woken");
            assert_eq!(recovered(&running), all, "{fault:?} at call {call}");
            if !faulted {
                // So far the calls go; each of them has failed once.
                assert!(call > 10, "{call}");
                break;
            }
        }
    }
}

#[test]
fn a_disk_that_refuses_everything_is_left_for_another() {
    let book = tempfile::tempdir().unwrap();
    let disk = FailingDisk::new(1);
    disk.cut_power();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let running = book.path().join("running");
    let writer = JournalWriter::create_on(shared, &running, Arc::new(header()), Box::new(|| {}));
    let all = events(6);
    for event in &all[..4] {
        writer.append(event.clone());
    }
    wait(&writer, |_, problem| problem);
    assert_eq!(writer.status().durable, 0, "nothing counts as saved");
    disk.state().off = false;
    writer.move_to(book.path().join("second"));
    for event in &all[4..] {
        writer.append(event.clone());
    }
    wait(&writer, |durable, problem| durable == 6 && !problem);
    drop(writer);
    assert_eq!(recovered(&book.path().join("second")), all);
}

fn muster() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env("MUSTER_LANG", "en");
    command
}

#[test]
fn a_second_program_writes_nothing_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("polishing-workshop", &root).unwrap();
    let scenario = Book::open(&root).unwrap().1.scenarios.keys().next().unwrap().to_string();
    let rehearse = |speed: &str| {
        let mut command = muster();
        command.args(["rehearse", root.to_str().unwrap(), "--scenario", &scenario]);
        command.args(["--speed", speed, "--events"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let mut first = rehearse("1").spawn().unwrap();
    let start = Instant::now();
    let running = root.join("running");
    let has_begun = || {
        let folder = journals(&running).into_iter().next();
        let log = folder.and_then(|folder| fs::read_to_string(folder.join("events.log")).ok());
        log.is_some_and(|log| log.ends_with('\n'))
    };
    while !has_begun() {
        assert!(start.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(5));
    }
    let known = fs::read_dir(root.join("records")).unwrap().count();
    let second = rehearse("0").output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(!second.stderr.is_empty());
    assert_eq!(fs::read_dir(root.join("records")).unwrap().count(), known);
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(!recovered(&running).is_empty());
}

#[test]
fn a_journal_of_a_newer_muster_stays_as_it_is_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("polishing-workshop", &root).unwrap();
    let running = root.join("running");
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    let all = events(3);
    all.iter().for_each(|event| writer.append(event.clone()));
    wait(&writer, |durable, _| durable == 3);
    drop(writer);
    let file = journals(&running).remove(0).join("header.ron");
    let text = fs::read_to_string(&file).unwrap().replacen("version: ", "version: 9", 1);
    fs::write(&file, &text).unwrap();
    let output = muster().arg("recover").arg(&root).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains('9'), "it names the version");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

/// A file system of its own on a folder, where one may be mounted.
#[cfg(target_os = "linux")]
struct Mounted(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl Mounted {
    /// Nothing where it may not be: only an administrator mounts.
    fn new(options: &str) -> Option<Self> {
        let mounted = Self(tempfile::tempdir().unwrap());
        let done = mounted.mount(&["-t", "tmpfs", "-o", options, "tmpfs"]);
        if !done {
            eprintln!("not tried: no file system may be mounted here");
        }
        done.then_some(mounted)
    }

    fn mount(&self, arguments: &[&str]) -> bool {
        let done = Command::new("mount").args(arguments).arg(self.0.path()).output();
        done.is_ok_and(|output| output.status.success())
    }

    fn remount(&self, options: &str) {
        assert!(self.mount(&["-o", &format!("remount,{options}"), "tmpfs"]));
    }

    /// Takes it away, whoever has files open on it.
    fn unplug(&self) {
        let done = Command::new("umount").arg("-l").arg(self.0.path()).status().unwrap();
        assert!(done.success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        // What is not mounted any more can't be taken away again.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_keeps_what_was_saved() {
    let Some(disk) = Mounted::new("size=64k") else { return };
    let running = disk.0.path().join("running");
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    let all = events(2_000);
    for event in &all {
        writer.append(event.clone());
    }
    wait(&writer, |_, problem| problem);
    let saved = writer.status().durable as usize;
    // Somebody makes room, and the rest follows by itself.
    disk.remount("size=4m");
    wait(&writer, |durable, problem| durable == 2_000 && !problem);
    drop(writer);
    assert!(saved < all.len(), "it was full");
    assert_eq!(recovered(&running), all);
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_only_can_be_read_is_told_and_written_once_it_can() {
    let Some(disk) = Mounted::new("size=4m,ro") else { return };
    let running = disk.0.path().join("running");
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    let all = events(20);
    for event in &all {
        writer.append(event.clone());
    }
    wait(&writer, |_, problem| problem);
    assert_eq!(writer.status().durable, 0, "nothing counts as saved");
    disk.remount("rw");
    wait(&writer, |durable, problem| durable == 20 && !problem);
    drop(writer);
    assert_eq!(recovered(&running), all);
}

#[test]
#[cfg(target_os = "linux")]
fn a_share_that_is_unplugged_is_told_and_written_anew_when_it_is_back() {
    let Some(disk) = Mounted::new("size=4m") else { return };
    let book = disk.0.path().join("book");
    fs::create_dir(&book).unwrap();
    let running = book.join("running");
    let writer = JournalWriter::create(&running, Arc::new(header()), Box::new(|| {}));
    let all = events(20);
    all[..10].iter().for_each(|event| writer.append(event.clone()));
    wait(&writer, |durable, problem| durable == 10 && !problem);
    disk.unplug();
    all[10..].iter().for_each(|event| writer.append(event.clone()));
    wait(&writer, |_, problem| problem);
    assert!(writer.status().durable <= 10, "nothing more counts as saved");
    assert!(!book.exists(), "nothing is written where the share was");
    assert!(disk.mount(&["-t", "tmpfs", "-o", "size=4m", "tmpfs"]));
    fs::create_dir(&book).unwrap();
    wait(&writer, |durable, problem| durable == 20 && !problem);
    drop(writer);
    assert_eq!(recovered(&running), all);
}
