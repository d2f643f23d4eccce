//! PNG pictures, made from SVG.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use usvg::fontdb::Database;

use crate::exchange::fonts;
use crate::language::{Message, msg};

/// Pixels of the picture for one of the drawing: sharp on a slide and in print.
const SCALE: f32 = 2.0;

/// The family of the text font.
const FAMILY: &str = "Noto Sans SC";

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in [fonts::REGULAR, fonts::MEDIUM] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// The picture of an SVG drawing, twice as large as the drawing says, as PNG.
///
/// # Errors
/// When the drawing can't be read or is too large.
pub fn to_png(svg: &str) -> Result<Vec<u8>, Message> {
    let bad = |reason: String| msg!("figure-png", reason = reason);
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
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
