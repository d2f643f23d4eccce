//! The events of a journal. Each line gets the checksum that it would have on the disk.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use muster::store::journal::Found;
use tempfile::TempDir;

/// A journal in memory where the system has such a place, with a good header.
static JOURNAL: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let folder = folder.expect("there is a place for files");
    let header = include_str!("../corpus/journal_header/good.ron");
    fs::write(folder.path().join("header.ron"), header).expect("the folder can be written");
    folder
});

fuzz_target!(|bytes: &[u8]| {
    let mut log = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        log.extend_from_slice(format!("{:08x} ", crc32fast::hash(line)).as_bytes());
        log.extend_from_slice(line);
        log.push(b'\n');
    }
    let file = JOURNAL.path().join("events.log");
    fs::write(&file, &log).expect("the folder can be written");
    if let Ok((header, events)) = Found::look(JOURNAL.path()) {
        let _ = header.record(events);
    }
    assert_eq!(fs::read(&file).expect("the file is there"), log);
});
