//! Writes SVG: shapes and text, nothing else.

use std::fmt::Write as _;

pub(super) use super::super::lettering::Anchor;
use super::super::lettering::{self, FONTS, point_list};
use super::Color;

/// How a text looks.
pub(super) type Type = lettering::Type<Color>;

/// A picture that is being drawn; x to the right, y down, in pixels.
pub(super) struct Svg {
    width: f64,
    height: f64,
    body: String,
}

impl Svg {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { width, height, body: String::new() }
    }

    /// Writes to the picture; writing to a string can't fail.
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.body.write_fmt(text);
        self.body.push('\n');
    }

    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), fill: Color) {
        let opacity = opacity("fill", fill);
        self.put(format_args!(
            r#"<rect x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}" fill="{fill}"{opacity}/>"#,
            at.0, at.1, size.0, size.1
        ));
    }

    /// A rectangle under lines of 45°, so that its meaning does not hang on its colour.
    pub(super) fn hatch(&mut self, at: (f64, f64), size: (f64, f64)) {
        self.put(format_args!(
            r#"<rect x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}" fill="url(#hatch)"/>"#,
            at.0, at.1, size.0, size.1
        ));
    }

    pub(super) fn polygon(
        &mut self,
        points: &[(f64, f64)],
        fill: Option<Color>,
        stroke: Option<(Color, f64)>,
    ) {
        let list = point_list(points);
        let (fill, stroke) = (filled(fill), stroked(stroke));
        self.put(format_args!(r#"<polygon points="{list}"{fill}{stroke}/>"#));
    }

    pub(super) fn line(&mut self, points: &[(f64, f64)], color: Color, width: f64, dash: &str) {
        let list = point_list(points);
        let stroke = stroked(Some((color, width)));
        let dash =
            if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        self.put(format_args!(
            r#"<polyline points="{list}" fill="none"{stroke}{dash} stroke-linejoin="round"/>"#
        ));
    }

    pub(super) fn circle(
        &mut self,
        at: (f64, f64),
        radius: f64,
        fill: Option<Color>,
        stroke: Option<(Color, f64)>,
    ) {
        let (fill, stroke) = (filled(fill), stroked(stroke));
        self.put(format_args!(
            r#"<circle cx="{:.2}" cy="{:.2}" r="{radius:.2}"{fill}{stroke}/>"#,
            at.0, at.1
        ));
    }

    pub(super) fn text(&mut self, at: (f64, f64), text: &str, look: Type) {
        let text = look.element(at, text);
        self.put(format_args!("{text}"));
    }

    pub(super) fn finish(self) -> String {
        let (width, height, body) = (self.width, self.height, self.body);
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="{FONTS}">
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.2" height="5" fill="#ffffff" fill-opacity="0.75"/></pattern></defs>
<rect width="{width:.0}" height="{height:.0}" fill="#ffffff"/>
{body}</svg>
"##
        )
    }
}

fn opacity(what: &str, color: Color) -> String {
    if color.0[3] == 0xff {
        String::new()
    } else {
        format!(r#" {what}-opacity="{:.3}""#, color.opacity())
    }
}

fn filled(fill: Option<Color>) -> String {
    fill.map_or_else(
        || r#" fill="none""#.to_owned(),
        |fill| format!(r#" fill="{fill}"{}"#, opacity("fill", fill)),
    )
}

fn stroked(stroke: Option<(Color, f64)>) -> String {
    stroke.map_or_else(String::new, |(color, width)| {
        let opacity = opacity("stroke", color);
        format!(r#" stroke="{color}" stroke-width="{width}"{opacity}"#)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut svg = Svg::new(100.0, 50.0);
        let look = Type::new(12.0, Color::WAITING).halo();
        svg.text((1.0, 2.0), "</text><script>\"&\u{0}\u{ffff}", look);
        let text = svg.finish();
        let document = roxmltree::Document::parse(&text).unwrap();
        let texts = document.descendants().filter(|node| node.has_tag_name("text"));
        assert_eq!(texts.filter_map(|t| t.text()).collect::<String>(), "</text><script>\"& ");
    }
}
