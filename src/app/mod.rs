//! The window: five places in the order of the work, around one open book.

mod ask;
mod beside;
pub mod building;
mod command;
mod copy;
mod debrief;
mod desk;
mod drill;
mod export;
mod field;
mod fonts;
mod guide;
mod help;
pub mod icons;
mod import;
mod palette;
mod peer_import;
pub mod plan;
mod poster;
mod predict;
mod review;
mod scenario;
pub mod screens;
mod session;
mod settings;
mod shell;
mod start;
pub mod theme;
mod toast;
pub mod widgets;

use std::path::PathBuf;

use eframe::egui;

pub use command::Command;
pub use settings::Settings;
pub use shell::Muster;

use crate::language::{Language, Message, msg};

/// How the window starts.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The book to open; without one, the book that was open last, or the sample.
    pub book: Option<PathBuf>,
    /// The language; without one, what was set last, or the system's.
    pub language: Option<Language>,
    /// Where the settings and the copy of the sample are kept, for tests and for portable use;
    /// without it, in the folders that the system has for that.
    pub home: Option<PathBuf>,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// A message for the user when there is no display or no graphics driver.
pub fn open(start: Start) -> Result<(), Message> {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Muster")
        .with_app_id("muster")
        .with_inner_size([1280.0, 720.0])
        .with_min_inner_size([960.0, 600.0])
        .with_maximized(true);
    let options = eframe::NativeOptions {
        viewport,
        centered: true,
        // Nothing in here is a gradient.
        dithering: false,
        ..Default::default()
    };
    eframe::run_native(
        "Muster",
        options,
        Box::new(|creation| Ok(Box::new(Muster::new(&creation.egui_ctx, start)))),
    )
    .map_err(|error| msg!("window-failed", reason = error.to_string()))
}
