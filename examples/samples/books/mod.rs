//! The three sample books. Everybody in them is invented.

#![allow(clippy::expect_used, reason = "a mistake in a sample should stop its making")]

mod draft;
mod multi_tenant;
mod people;
mod planning;
mod polishing;
mod story;
mod valve_plant;

use std::error::Error;
use std::path::Path;

use muster::drill::Record;
use muster::store::{Book, Contents};

/// Writes the sample `name` as a new book.
pub fn write(name: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let (contents, records) = match name {
        "valve-plant" => valve_plant::book(),
        "polishing-workshop" => polishing::book(),
        "multi-tenant-plant" => multi_tenant::book(),
        _ => return Err(format!("there is no sample {name}").into()),
    };
    let mut book = Book::create(folder, &contents)?;
    for record in &records {
        book.save_record(record)?;
    }
    drop(book);
    std::fs::remove_file(folder.join(".muster.lock"))?;
    Ok(())
}

type Made = (Contents, Vec<Record>);
