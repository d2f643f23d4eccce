//! The events of a journal. Each line gets the checksum that it would have on the disk.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use muster::store::from_text;
use muster::store::journal::Header;

static HEADER: LazyLock<Header> = LazyLock::new(|| {
    let good = include_str!("../corpus/journal_header/good.ron");
    from_text(Path::new("header.ron"), good).expect("it is a good header")
});

fuzz_target!(|bytes: &[u8]| {
    let mut log = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        log.extend_from_slice(format!("{:08x} ", crc32fast::hash(line)).as_bytes());
        log.extend_from_slice(line);
        log.push(b'\n');
    }
    if let Ok(events) = HEADER.events(&log) {
        let _ = HEADER.record(events);
    }
});
