//! The pictures under the plans, read once and off the window's thread.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::app::beside::beside;

/// The textures of a book's underlays.
#[derive(Default)]
pub struct Pictures {
    by_path: HashMap<PathBuf, Picture>,
}

/// A picture that is ready to be painted.
#[derive(Clone)]
pub struct Sheet {
    /// The picture, made smaller where the graphics card needs it.
    pub texture: TextureHandle,
    /// The width and height of the file's picture in its own picture elements.
    pub pixels: [f64; 2],
}

type Read = Option<(ColorImage, [f64; 2])>;

enum Picture {
    Loading(Receiver<Read>),
    Ready(Sheet),
    Unreadable,
}

impl Pictures {
    /// The picture at `path`, as soon as it has been read.
    pub fn get(&mut self, ctx: &Context, path: &Path) -> Option<&Sheet> {
        let limit = ctx.input(|i| i.max_texture_side).min(8192);
        let picture =
            self.by_path.entry(path.to_owned()).or_insert_with(|| Picture::load(ctx, path, limit));
        if let Picture::Loading(receiver) = picture {
            match receiver.try_recv() {
                Ok(Some((image, pixels))) => {
                    let name = path.display().to_string();
                    let texture = ctx.load_texture(name, image, TextureOptions::LINEAR);
                    *picture = Picture::Ready(Sheet { texture, pixels });
                }
                Ok(None) | Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    *picture = Picture::Unreadable;
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => {}
            }
        }
        match picture {
            Picture::Ready(sheet) => Some(sheet),
            Picture::Loading(_) | Picture::Unreadable => None,
        }
    }
}

impl Picture {
    fn load(ctx: &Context, path: &Path, limit: usize) -> Self {
        let path = path.to_owned();
        Self::Loading(beside(ctx, move || read(&path, limit)))
    }
}

fn read(path: &Path, limit: usize) -> Read {
    let mut image =
        image::ImageReader::open(path).ok()?.with_guessed_format().ok()?.decode().ok()?;
    let original = [f64::from(image.width()), f64::from(image.height())];
    let limit = u32::try_from(limit).unwrap_or(2048);
    if image.width().max(image.height()) > limit {
        image = image.thumbnail(limit, limit);
    }
    let pixels = image.to_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Some((ColorImage::from_rgba_unmultiplied(size, pixels.as_raw()), original))
}
