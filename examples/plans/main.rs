//! Writes the drawn test plans to a folder: `cargo run --example plans FOLDER`.
#![allow(missing_docs)]

mod draw;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    std::fs::create_dir_all(&folder)?;
    for plan in draw::all() {
        std::fs::write(folder.join(plan.title).with_extension("dxf"), plan.dxf())?;
        std::fs::write(folder.join(plan.title).with_extension("svg"), plan.svg())?;
        std::fs::write(folder.join(plan.title).with_extension("pdf"), plan.pdf(true))?;
    }
    Ok(())
}
