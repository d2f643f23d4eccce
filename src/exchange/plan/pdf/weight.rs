//! What the picture of a page takes to draw, found out before it is drawn. Patterns, masks and letters made
//! of drawings are drawn anew wherever they are used, and in one another: some bytes can ask for hours and
//! gigabytes.

use std::collections::HashSet;
use std::mem;
use std::panic::resume_unwind;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro::hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, StrokeProps, TransformExt, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, PathEl, Rect, Shape};

use crate::guard::guarded;

/// How often anything is drawn or cut for a file of no length, and once more for each byte of a longer one.
const CALLS: usize = 100_000;
/// How many dashes its lines may have; and so many more for each byte of the file.
const DASHES: f64 = 100_000.0;
const DASHES_A_BYTE: f64 = 5.0;
/// No dash and no gap is longer, points: some 35 m of paper.
const LONGEST_DASH: f32 = 1e5;
/// How many picture elements are worked out beside those of the page: those of tiles, masks, shadings and
/// images; and so many more for each byte of the file, as a scanned sheet is packed well.
const ELEMENTS: f64 = 1e8;
const ELEMENTS_A_BYTE: f64 = 1_000.0;
/// How many of them are held at once.
const HELD: f64 = 1.2e7;
/// How many rows of what is drawn are held until the page is done, four picture elements high; and so many
/// more for each byte of the file.
const ROWS: f64 = 200_000.0;
const ROWS_A_BYTE: f64 = 0.5;
const ROW: f64 = 4.0;
/// How many of them may be drawn within one another: each needs its share of the stack.
const DEEPEST: f64 = 6.0;
/// The longer side of a tile is drawn no finer than this, picture elements.
const FINEST_TILE: f64 = 3_000.0;

/// Whether the picture of a page, `scale` picture elements for each point, can be drawn in a time and a
/// memory that a file of `size` bytes may ask for.
pub(super) fn is_light(
    page: &Page<'_>,
    settings: InterpreterSettings,
    scale: f64,
    size: usize,
) -> bool {
    let (width, height) = page.render_dimensions();
    let sheet = Rect::new(0.0, 0.0, f64::from(width) * scale, f64::from(height) * scale);
    let placing = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let size = size as f64;
    let mut scales = Scales {
        sheet,
        masks: HashSet::new(),
        calls: CALLS as f64 + size,
        dashes: DASHES + DASHES_A_BYTE * size,
        elements: ELEMENTS + ELEMENTS_A_BYTE * size,
        held: HELD,
        rows: ROWS + ROWS_A_BYTE * size,
        levels: DEEPEST,
    };
    let cache = InterpreterCache::new();
    // What is too heavy leaves the library here, as a fault in it does.
    guarded(|| {
        let mut context = Context::new(placing, sheet, &cache, page.xref(), settings);
        interpret_page(page, &mut context, &mut scales);
    })
    .is_ok()
}

/// Draws nothing, and weighs all.
struct Scales {
    /// What is drawn on: the page, a tile, or a mask.
    sheet: Rect,
    /// The masks that are at hand on it.
    masks: HashSet<u128>,
    /// How much of each may still be drawn.
    calls: f64,
    dashes: f64,
    elements: f64,
    held: f64,
    rows: f64,
    levels: f64,
}

/// Takes from what may still be drawn, and leaves the library if there is nothing left.
fn take(left: &mut f64, weight: f64) {
    *left -= weight;
    if left.is_nan() || *left < 0.0 {
        resume_unwind(Box::new(()));
    }
}

impl Scales {
    /// An element is drawn, as large as this.
    fn draw(&mut self, bounds: Rect) {
        take(&mut self.calls, 1.0);
        let seen = bounds.intersect(self.sheet);
        take(&mut self.rows, (seen.height() / ROW).max(0.0));
    }

    fn paint<'a>(&mut self, paint: &Paint<'a>, is_stroke: bool) {
        let Paint::Pattern(pattern) = paint else { return };
        match &**pattern {
            Pattern::Shading(_) => take(&mut self.elements, self.sheet.area()),
            Pattern::Tiling(tile) => self.tile(tile, is_stroke),
        }
    }

    fn tile<'a>(&mut self, tile: &TilingPattern<'a>, is_stroke: bool) {
        let [a, b, c, d, ..] = tile.matrix.as_coeffs();
        let fine = |fine: f64, side: f64| fine.max(1.0 / side).min(FINEST_TILE / side);
        let (width, height) = (tile.bbox.width(), tile.bbox.height());
        let (x, y) = (fine(a.hypot(b), width), fine(c.hypot(d), height));
        let side = |step: f32, fine: f64| (f64::from(step) * fine).abs().min(f64::from(u16::MAX));
        let sheet = Rect::new(0.0, 0.0, side(tile.x_step, x), side(tile.y_step, y));
        let placing =
            Affine::scale_non_uniform(x, y) * Affine::translate((-tile.bbox.x0, -tile.bbox.y0));
        self.beside(sheet, |scales| {
            let _ = tile.interpret(scales, placing, is_stroke);
        });
    }

    /// Draws on a sheet beside, which is given up again.
    fn beside(&mut self, sheet: Rect, draw: impl FnOnce(&mut Self)) {
        let (area, held) = (sheet.area(), self.held);
        take(&mut self.elements, area);
        take(&mut self.held, area);
        let outer = (mem::replace(&mut self.sheet, sheet), mem::take(&mut self.masks));
        self.within(draw);
        (self.sheet, self.masks) = outer;
        self.held = held;
    }

    /// Draws something that is made of drawings.
    fn within(&mut self, draw: impl FnOnce(&mut Self)) {
        take(&mut self.levels, 1.0);
        draw(self);
        self.levels += 1.0;
    }

    fn mask(&mut self, mask: Option<SoftMask<'_>>) {
        let Some(mask) = mask else { return };
        if self.masks.insert(mask.cache_key()) {
            self.beside(self.sheet, |scales| mask.interpret(scales));
            // It stays at hand, in one byte of four.
            take(&mut self.held, self.sheet.area() / 4.0);
        }
    }

    fn dash(&mut self, path: &BezPath, stroke: &StrokeProps) {
        if stroke.dash_array.is_empty() {
            return;
        }
        // The library walks without end along one that leads back, or so far that a step is lost in it.
        let ends = stroke.dash_array.iter().all(|dash| (0.0..LONGEST_DASH).contains(dash));
        let dashes = if ends && stroke.dash_offset.is_finite() {
            let period: f64 = stroke.dash_array.iter().copied().map(f64::from).sum();
            length(path) / period.max(f64::MIN_POSITIVE)
        } else {
            f64::INFINITY
        };
        take(&mut self.dashes, dashes);
    }
}

/// At least as long as a path is.
fn length(path: &BezPath) -> f64 {
    let (mut begun, mut last) = (kurbo::Point::ZERO, kurbo::Point::ZERO);
    let mut length = 0.0;
    for element in path.elements() {
        let to: &[kurbo::Point] = match element {
            PathEl::MoveTo(to) => {
                (begun, last) = (*to, *to);
                &[]
            }
            PathEl::LineTo(to) => &[*to],
            PathEl::QuadTo(control, to) => &[*control, *to],
            PathEl::CurveTo(one, two, to) => &[*one, *two, *to],
            PathEl::ClosePath => &[begun],
        };
        for to in to {
            length += last.distance(*to);
            last = *to;
        }
    }
    length
}

impl<'a> Device<'a> for Scales {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.mask(mask);
    }

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, by: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        let mut bounds = by.transform_rect_bbox(path.bounding_box());
        if let PathDrawMode::Stroke(stroke) = mode {
            let [a, b, c, d, ..] = by.as_coeffs();
            let wide = f64::from(stroke.line_width) * a.hypot(b).max(c.hypot(d));
            bounds = bounds.inflate(wide, wide);
            self.dash(path, stroke);
        }
        self.draw(bounds);
        self.paint(paint, matches!(mode, PathDrawMode::Stroke(_)));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.draw(clip.path.bounding_box());
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.draw(self.sheet);
        self.mask(mask);
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        let glyph = match (glyph, mode) {
            (_, GlyphDrawMode::Invisible) => return,
            (Glyph::Type3(letter), _) => {
                take(&mut self.calls, 1.0);
                return self.within(|scales| {
                    letter.interpret(scales, transform, glyph_transform, paint);
                });
            }
            (Glyph::Outline(glyph), _) => glyph,
        };
        // A letter is a thousand units high, and lies well within twice as many.
        let around = Rect::new(-1e3, -1e3, 2e3, 2e3);
        self.draw((transform * glyph_transform).transform_rect_bbox(around));
        if let GlyphDrawMode::Stroke(stroke) = mode
            && !stroke.dash_array.is_empty()
        {
            self.dash(&(glyph_transform * glyph.outline()), stroke);
        }
        self.paint(paint, matches!(mode, GlyphDrawMode::Stroke(_)));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, _: Affine) {
        self.draw(self.sheet);
        let elements = f64::from(image.width()) * f64::from(image.height());
        take(&mut self.elements, elements + self.sheet.area());
        if let Image::Stencil(stencil) = &image {
            stencil.with_stencil(|_, paint| self.paint(paint, true), Some((1, 1)));
        }
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
