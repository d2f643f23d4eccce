//! The pictures under the plans, read once and off the window's thread.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
        self.ready(ctx, path, || {
            let path = path.to_owned();
            move || std::fs::read(path).ok()
        })
    }

    /// The picture with this content, which is in no file yet, as soon as it has been taken apart.
    pub fn of_content(&mut self, ctx: &Context, content: &Arc<[u8]>) -> Option<&Sheet> {
        let key = PathBuf::from(format!("{:p}", content.as_ptr()));
        self.ready(ctx, &key, || {
            let content = Arc::clone(content);
            move || Some(content.to_vec())
        })
    }

    fn ready<R: FnOnce() -> Option<Vec<u8>> + Send + 'static>(
        &mut self,
        ctx: &Context,
        path: &Path,
        content: impl FnOnce() -> R,
    ) -> Option<&Sheet> {
        let limit = ctx.input(|i| i.max_texture_side).min(8192);
        let picture = self.by_path.entry(path.to_owned()).or_insert_with(|| {
            let content = content();
            Picture::Loading(beside(ctx, move || read(&content()?, limit)))
        });
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

fn read(content: &[u8], limit: usize) -> Read {
    let mut image = image::load_from_memory(content).ok()?;
    let original = [f64::from(image.width()), f64::from(image.height())];
    let limit = u32::try_from(limit).unwrap_or(2048);
    if image.width().max(image.height()) > limit {
        image = image.thumbnail(limit, limit);
    }
    let pixels = image.to_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Some((ColorImage::from_rgba_unmultiplied(size, pixels.as_raw()), original))
}
