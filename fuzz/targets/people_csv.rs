//! A list of people as CSV, in any encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use muster::building::Site;
use muster::exchange::people::read_people;
use muster::store::Manifest;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(list) = read_people(bytes, &["白班".to_owned()], &Site::default()) {
        list.take_over(&mut Manifest::new("厂"));
    }
});
