//! PNG pictures, made from SVG.

use resvg::tiny_skia::{Pixmap, Transform};

use crate::exchange::fonts;
use crate::language::{Message, msg};

/// Pixels of the picture for one of the drawing: sharp on a slide and in print.
const SCALE: f32 = 2.0;

/// The picture of an SVG drawing, twice as large as the drawing says, as PNG.
///
/// # Errors
/// When the drawing can't be read or is too large.
pub fn to_png(svg: &str) -> Result<Vec<u8>, Message> {
    let bad = |reason: String| msg!("figure-png", reason = reason);
    let options = usvg::Options {
        font_family: fonts::FAMILY.to_owned(),
        fontdb: fonts::database(svg),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| bad(error.to_string()))?;
    let size = tree.size().to_int_size();
    let (width, height) = (size.width() as f32 * SCALE, size.height() as f32 * SCALE);
    let mut picture = Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| bad(format!("{width} × {height}")))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().map_err(|error| bad(error.to_string()))
}
