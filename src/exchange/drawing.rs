//! A vector drawing in millimetres, written as SVG.

use std::fmt::Write as _;

pub(super) use super::lettering::{Anchor, Type};
use super::lettering::{FONTS, number, point_list};

/// How a shape is painted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paint<'a> {
    /// The colour inside; nothing for none.
    pub(super) fill: Option<&'a str>,
    /// The colour of the line and its width, mm.
    pub(super) stroke: Option<(&'a str, f64)>,
    /// The lengths of dashes and gaps, mm.
    pub(super) dash: Option<(f64, f64)>,
}

impl<'a> Paint<'a> {
    /// A filled shape.
    pub(super) const fn fill(color: &'a str) -> Self {
        Self { fill: Some(color), stroke: None, dash: None }
    }

    /// A line.
    pub(super) const fn line(color: &'a str, width: f64) -> Self {
        Self { fill: None, stroke: Some((color, width)), dash: None }
    }

    /// The same with a line around it.
    pub(super) const fn edged(self, color: &'a str, width: f64) -> Self {
        Self { stroke: Some((color, width)), ..self }
    }

    /// The same, dashed.
    pub(super) const fn dashed(self, dash: f64, gap: f64) -> Self {
        Self { dash: Some((dash, gap)), ..self }
    }

    fn attributes(self) -> String {
        let mut text = format!("fill=\"{}\"", self.fill.unwrap_or("none"));
        if let Some((color, width)) = self.stroke {
            let _ = write!(
                text,
                " stroke=\"{color}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                number(width)
            );
        }
        if let Some((dash, gap)) = self.dash {
            let _ = write!(text, " stroke-dasharray=\"{} {}\"", number(dash), number(gap));
        }
        text
    }
}

/// A drawing: x to the right, y down, mm.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    width: f64,
    height: f64,
    body: String,
}

impl Drawing {
    /// An empty sheet of `width` × `height` mm.
    pub(super) const fn new(width: f64, height: f64) -> Self {
        Self { width, height, body: String::new() }
    }

    fn element(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a text never fails.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    /// An upright rectangle with its corners rounded by `radius`, mm.
    pub(super) fn rect(
        &mut self,
        (x, y): (f64, f64),
        (w, h): (f64, f64),
        radius: f64,
        paint: Paint<'_>,
    ) {
        let [x, y, w, h, r] = [x, y, w.max(0.0), h.max(0.0), radius].map(number);
        let paint = paint.attributes();
        self.element(format_args!(
            r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" {paint}/>"#
        ));
    }

    /// A circle.
    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, paint: Paint<'_>) {
        let [x, y, r] = [x, y, radius].map(number);
        let paint = paint.attributes();
        self.element(format_args!(r#"<circle cx="{x}" cy="{y}" r="{r}" {paint}/>"#));
    }

    /// A closed shape.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], paint: Paint<'_>) {
        if points.len() > 1 {
            let (points, paint) = (point_list(points), paint.attributes());
            self.element(format_args!(r#"<polygon points="{points}" {paint}/>"#));
        }
    }

    /// A line through points.
    pub(super) fn polyline(&mut self, points: &[(f64, f64)], paint: Paint<'_>) {
        if points.len() > 1 {
            let (points, paint) = (point_list(points), paint.attributes());
            self.element(format_args!(
                r#"<polyline points="{points}" stroke-linecap="round" {paint}/>"#
            ));
        }
    }

    /// A path in SVG's own words, at a place and so many times as large.
    pub(super) fn path(&mut self, path: &str, (x, y): (f64, f64), scale: f64, paint: Paint<'_>) {
        let [x, y, scale] = [x, y, scale].map(number);
        let paint = paint.attributes();
        self.element(format_args!(
            r#"<path d="{path}" transform="translate({x} {y}) scale({scale})" {paint}/>"#
        ));
    }

    /// A line of text; `y` is the middle of its height.
    pub(super) fn text(&mut self, (x, y): (f64, f64), words: &str, kind: Type<&str>) {
        if words.trim().is_empty() {
            return;
        }
        // The height of a capital is some 0.73 of Noto Sans SC's size.
        let text = kind.element((x, y + kind.size * 0.36), words);
        self.element(format_args!("{text}"));
    }

    /// The drawing as an SVG file.
    pub(super) fn finish(&self) -> String {
        let [width, height] = [self.width, self.height].map(number);
        let body = &self.body;
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" font-family="{FONTS}">
{body}</svg>
"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_a_file_break_no_drawing() {
        let mut drawing = Drawing::new(10.0, 10.0);
        drawing.text((1.0, 1.0), "<a & b>\u{0}", Type::new(3.0, "#000"));
        drawing.polygon(&[(0.0, 0.0), (1.0, f64::NAN)], Paint::fill("#fff"));
        roxmltree::Document::parse(&drawing.finish()).unwrap();
    }
}
