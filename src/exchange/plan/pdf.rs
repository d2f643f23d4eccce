//! Reading a page of a PDF: its lines and texts as a drawing, and the page as a picture.

mod weight;

use std::panic::resume_unwind;
use std::sync::Arc;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use kurbo::{Affine, BezPath, PathEl, Rect, Shape};

use super::drawing::{Drawing, Text};
use super::outline_path::{self, Part};
use super::proposal::FoundUnderlay;
use super::{Options, PlanError, Stop};
use crate::building::Point;
use crate::exchange::fonts;
use crate::guard::guarded;

/// More lines than this are refused: no plan has them, a map or a photograph may.
const PARTS: usize = 600_000;
/// How often anything is drawn or cut for a file of no length, and once more for each byte of a longer
/// one, packed as it is: forms that draw one another would never end.
const CALLS: usize = 50_000;
/// Larger files are refused, bytes: what is packed in them may be many times larger.
const LARGEST: usize = 64 << 20;
/// A filled area with more corners is no wall.
const CORNERS: usize = 64;
/// What is lighter is paper, 0 to 1.
const PAPER: f32 = 0.93;
/// How long a point of a page is on paper, m.
pub const POINT: f64 = 0.0254 / 72.0;

/// A page of a file.
pub struct Sheet {
    /// What is drawn on it, y up, in points.
    pub drawing: Drawing,
    /// The page as a picture, in points; nothing if none was asked for, or the page is no sheet.
    pub picture: Option<FoundUnderlay>,
    /// Whether the picture was left out because it would take hours or gigabytes to draw.
    pub too_heavy: bool,
    /// How many pages the file has.
    pub pages: usize,
}

/// Reads the page that is asked for.
///
/// # Errors
/// If the file is broken, locked or too large, has no such page, or it was stopped.
pub fn read(bytes: &[u8], options: &Options, stop: &Stop) -> Result<Sheet, PlanError> {
    let broken = |reason: String| PlanError::Broken { place: None, reason };
    if bytes.len() > LARGEST {
        return Err(PlanError::TooLarge);
    }
    // The library was not made for every broken file; a fault in it must not reach the user. The
    // recorder leaves through here too, when it has had enough.
    let read = guarded(|| {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| broken(format!("{error:?}")))?;
        let pages = pdf.pages().len();
        let page = options.page;
        let page = pdf.pages().get(page).ok_or(PlanError::NoPage(page.saturating_add(1)))?;
        let drawing = drawing(page, bytes.len(), stop);
        stop.check()?;
        let scale = scale(page, options.pixels);
        let too_heavy = scale.is_some_and(|scale| {
            !weight::is_light(page, settings(), f64::from(scale), bytes.len())
        });
        let picture = scale.filter(|_| !too_heavy).and_then(|scale| picture(page, scale));
        Ok(Sheet { drawing, picture, too_heavy, pages })
    });
    match read {
        Ok(read) => read,
        Err(left) => match left.downcast::<PlanError>() {
            Ok(error) => Err(*error),
            Err(_) => Err(broken("the file's structure is broken".to_owned())),
        },
    }
}

/// Texts in fonts that are not in the file are read with the font that ships.
fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::new(fonts::REGULAR), 0))),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|_| {}),
        render_annotations: false,
    }
}

fn drawing(page: &Page<'_>, size: usize, stop: &Stop) -> Drawing {
    let cache = InterpreterCache::new();
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = page.initial_transform(false).to_kurbo();
    let mut context = Context::new(upright, bounds, &cache, page.xref(), settings());
    let drawing = Drawing { on_paper: true, ..Drawing::default() };
    let mut recorder = Recorder { drawing, run: None, calls: 0, most: CALLS + size, stop };
    interpret_page(page, &mut context, &mut recorder);
    recorder.finish_run();
    recorder.drawing
}

/// How many picture elements a point of a page is, if its longer side has so many; nothing if it has none,
/// or the page is no sheet.
fn scale(page: &Page<'_>, pixels: u16) -> Option<f32> {
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    let is_sheet = longer.is_finite() && width > 1.0 && height > 1.0;
    (is_sheet && pixels > 0).then(|| f32::from(pixels) / longer)
}

fn picture(page: &Page<'_>, scale: f32) -> Option<FoundUnderlay> {
    let settings_of_page = hayro::RenderSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
        ..Default::default()
    };
    let cache = hayro::RenderCache::new();
    let pixmap = hayro::render(page, &cache, &settings(), &settings_of_page);
    let pixels = [u32::from(pixmap.width()), u32::from(pixmap.height())];
    // On white nothing shines through: three bytes a picture element say all.
    let mut opaque = Vec::with_capacity(3 * pixmap.data().len());
    for element in pixmap.data() {
        opaque.extend([element.r, element.g, element.b]);
    }
    drop(pixmap);
    let mut picture = Vec::new();
    let [wide, high] = pixels;
    PngEncoder::new_with_quality(&mut picture, CompressionType::Fast, FilterType::Up)
        .write_image(&opaque, wide, high, ExtendedColorType::Rgb8)
        .ok()?;
    Some(FoundUnderlay {
        picture: Arc::from(picture),
        ending: "png".to_owned(),
        pixels,
        origin: Point::default(),
        metres_per_pixel: 1.0 / f64::from(scale),
        angle: 0.0,
    })
}

/// A text that is still growing, glyph by glyph.
struct Run {
    words: String,
    from: Point,
    /// Where the last glyph began.
    last: Point,
    height: f64,
    /// The direction of writing.
    way: (f64, f64),
}

/// Writes down what a page draws.
struct Recorder<'s> {
    drawing: Drawing,
    run: Option<Run>,
    /// How often something was drawn or cut.
    calls: usize,
    /// How often at most.
    most: usize,
    stop: &'s Stop,
}

impl Recorder<'_> {
    /// Leaves the library where the user has stopped, or there is more than any plan has.
    fn go_on(&mut self) {
        self.calls += 1;
        if let Err(error) = self.stop.check() {
            resume_unwind(Box::new(error));
        }
        if self.drawing.len() > PARTS || self.calls > self.most {
            resume_unwind(Box::new(PlanError::TooMuch));
        }
    }

    fn finish_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let words = run.words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        let layer = self.drawing.layer("text");
        let (dx, dy) = (-run.way.1 * run.height * 0.35, run.way.0 * run.height * 0.35);
        let end = run.last.moved(run.way.0 * run.height * 0.5, run.way.1 * run.height * 0.5);
        let at = run.from.towards(end, 0.5).moved(dx, dy);
        self.drawing.texts.push(Text { layer, at, height: run.height, words });
    }
}

/// The layer of a line: PDF has none for lines, but plans have a width and a colour for each.
fn layer(drawing: &mut Drawing, paint: &Paint<'_>, width: Option<f64>) -> Option<u32> {
    let color = match paint {
        Paint::Color(color) => color.to_rgba().to_rgba8(),
        Paint::Pattern(_) => return None,
    };
    let [red, green, blue, alpha] = color;
    let light = [red, green, blue].iter().map(|part| f32::from(*part) / 255.0).sum::<f32>() / 3.0;
    if light > PAPER || alpha < 20 {
        return None;
    }
    let color = format!("#{red:02x}{green:02x}{blue:02x}");
    let name = match width {
        Some(width) => format!("{:.2} mm {color}", width * POINT * 1000.0),
        None => format!("fill {color}"),
    };
    // A page with hundreds of colours is a picture: one layer for the rest.
    let name = if drawing.layers.len() < 40 { name } else { "other".to_owned() };
    Some(drawing.layer(&name))
}

fn parts(path: &BezPath, transform: Affine) -> impl Iterator<Item = Part> + '_ {
    let at = move |p: kurbo::Point| {
        let p = transform * p;
        Point::new(p.x, p.y)
    };
    path.elements().iter().map(move |element| match *element {
        PathEl::MoveTo(p) => Part::Move(at(p)),
        PathEl::LineTo(p) => Part::Line(at(p)),
        PathEl::QuadTo(c, p) => Part::Quadratic(at(c), at(p)),
        PathEl::CurveTo(c, d, p) => Part::Cubic(at(c), at(d), at(p)),
        PathEl::ClosePath => Part::Close,
    })
}

impl<'a> Device<'a> for Recorder<'_> {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, by: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        self.go_on();
        let finite = by.as_coeffs().iter().all(|number| number.is_finite());
        if !finite || !path.bounding_box().is_finite() {
            return;
        }
        let width = match mode {
            PathDrawMode::Stroke(stroke) => {
                Some(f64::from(stroke.line_width) * by.determinant().abs().sqrt())
            }
            PathDrawMode::Fill(_) => None,
        };
        // A filled area is the body of a wall; one with curves or many corners is a sign or a letter.
        let curved = |el: &PathEl| matches!(el, PathEl::QuadTo(..) | PathEl::CurveTo(..));
        let sign = path.elements().len() > CORNERS || path.elements().iter().any(curved);
        if width.is_none() && sign {
            return self.drawing.pass_over("fill");
        }
        if let Some(layer) = layer(&mut self.drawing, paint, width) {
            outline_path::add(&mut self.drawing, layer, parts(path, by));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.go_on();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.go_on();
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.go_on();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(text)) => text,
            None => return self.drawing.pass_over("glyph"),
        };
        // A glyph is drawn a thousand units high.
        let own = transform * glyph_transform;
        let [a, b, c, d, x, y] = own.as_coeffs();
        let height = c.hypot(d) * 1000.0;
        let wide = a.hypot(b);
        if !(height.is_finite() && x.is_finite() && y.is_finite() && height > 0.0 && wide > 0.0) {
            return;
        }
        let (at, way) = (Point::new(x, y), (a / wide, b / wide));
        let joins = self.run.as_ref().is_some_and(|run| {
            let (dx, dy) = (at.x - run.last.x, at.y - run.last.y);
            let along = dx * run.way.0 + dy * run.way.1;
            let beside = (dy * run.way.0 - dx * run.way.1).abs();
            beside < 0.3 * run.height
                && (-0.2 * run.height..2.2 * run.height).contains(&along)
                && (height / run.height - 1.0).abs() < 0.3
        });
        if !joins {
            self.finish_run();
            self.run = Some(Run { words: String::new(), from: at, last: at, height, way });
        }
        if let Some(run) = &mut self.run {
            run.words.push_str(&text);
            run.last = at;
            if run.words.len() > 200 {
                self.finish_run();
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.go_on();
        self.drawing.pass_over("image");
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// The scale that a text on the sheet says, such as `1:100`, if all that say one agree.
#[must_use]
pub fn written_scale(drawing: &Drawing) -> Option<f64> {
    let mut scales = drawing.texts.iter().filter_map(|text| {
        let words = text.words.replace('：', ":");
        let (_, rest) = words.split_once("1:").or_else(|| words.split_once("1 : "))?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|number| (20..=2000).contains(number))
    });
    let first: u32 = scales.next()?;
    scales.all(|scale| scale == first).then(|| f64::from(first))
}
