//! Makes the sample books: `cargo run --example samples -- drills`.

#[path = "books/mod.rs"]
mod books;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: samples FOLDER")?);
    for name in muster::samples::NAMES {
        books::write(name, &folder.join(name))?;
    }
    Ok(())
}
