//! A list of people as XLSX: the archive as it is, or a sheet and its strings in a good archive.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::building::Site;
use muster::exchange::people::read_people;
use muster::store::Manifest;

fuzz_target!(|bytes: &[u8]| {
    let file = if bytes.starts_with(b"PK") {
        bytes.to_vec()
    } else {
        let middle = bytes.iter().position(|byte| *byte == 0);
        let (sheet, strings) = bytes.split_at(middle.unwrap_or(bytes.len()));
        muster_fuzz::workbook(sheet, strings.strip_prefix(b"\0").unwrap_or(strings))
    };
    if let Ok(list) = read_people(&file, &["白班".to_owned()], &Site::default()) {
        list.take_over(&mut Manifest::new("厂"));
    }
});
