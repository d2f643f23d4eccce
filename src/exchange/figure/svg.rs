//! Writes SVG: shapes and text, nothing else.

use std::fmt::Write as _;

use super::Color;

/// The font of every text, with what stands in for it where it is not installed.
const FONT: &str = "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif";

/// Where a text stands about its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) color: Color,
    pub(super) strong: bool,
    pub(super) anchor: Anchor,
    /// With a light edge, so that it can be read on anything.
    pub(super) halo: bool,
}

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
        let list = list(points);
        let (fill, stroke) = (filled(fill), stroked(stroke));
        self.put(format_args!(r#"<polygon points="{list}"{fill}{stroke}/>"#));
    }

    pub(super) fn line(&mut self, points: &[(f64, f64)], color: Color, width: f64, dash: &str) {
        let list = list(points);
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
        let anchor = match look.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if look.strong { r#" font-weight="500""# } else { "" };
        let halo = if look.halo {
            r##" stroke="#ffffff" stroke-width="2.5" stroke-opacity="0.8" paint-order="stroke""##
        } else {
            ""
        };
        let (size, color, text) = (look.size, look.color, escaped(text));
        self.put(format_args!(
            r#"<text x="{:.2}" y="{:.2}" font-size="{size}" fill="{color}" text-anchor="{anchor}"{weight}{halo}>{text}</text>"#,
            at.0, at.1
        ));
    }

    pub(super) fn finish(self) -> String {
        let (width, height, body) = (self.width, self.height, self.body);
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="{FONT}">
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.2" height="5" fill="#ffffff" fill-opacity="0.75"/></pattern></defs>
<rect width="{width:.0}" height="{height:.0}" fill="#ffffff"/>
{body}</svg>
"##
        )
    }
}

fn list(points: &[(f64, f64)]) -> String {
    let mut list = String::with_capacity(points.len() * 14);
    for (x, y) in points {
        let _ = write!(list, "{x:.2},{y:.2} ");
    }
    list.pop();
    list
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

/// Text that means nothing to a reader of XML; what XML can't hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// About how wide a text is, pixels: a Chinese character is as wide as it is high, others are half.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let ems: f64 = text.chars().map(|c| if c >= '\u{2e80}' { 1.0 } else { 0.56 }).sum();
    ems * size
}

/// As much of a text as fits, with an ellipsis where it was cut; nothing where no letter fits.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> Option<String> {
    if width_of(text, size) <= room {
        return Some(text.to_owned());
    }
    let mut cut: String = text.to_owned();
    while cut.pop().is_some() {
        if width_of(&cut, size) + size <= room {
            let cut = cut.trim_end();
            return (!cut.is_empty()).then(|| format!("{cut}…"));
        }
    }
    None
}

/// A text in lines that fit; broken between words, and in Chinese anywhere.
pub(super) fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut word = String::new();
    let mut put = |word: &mut String| {
        let last = lines.last().map_or(0.0, |line| width_of(line, size));
        if last > 0.0 && last + width_of(word.trim_end(), size) > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
        word.clear();
    };
    for c in text.chars() {
        word.push(c);
        if c == ' ' || c >= '\u{2e80}' {
            put(&mut word);
        }
    }
    put(&mut word);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut svg = Svg::new(100.0, 50.0);
        let look = Type {
            size: 12.0,
            color: Color::WAITING,
            strong: false,
            anchor: Anchor::Start,
            halo: true,
        };
        svg.text((1.0, 2.0), "</text><script>\"&\u{0}\u{ffff}", look);
        let text = svg.finish();
        let document = roxmltree::Document::parse(&text).unwrap();
        let texts = document.descendants().filter(|node| node.has_tag_name("text"));
        assert_eq!(texts.filter_map(|t| t.text()).collect::<String>(), "</text><script>\"& ");
    }

    #[test]
    fn a_long_text_is_broken_and_nothing_is_lost() {
        let text = "Levels of service 走道服务水平按其限值";
        let lines = wrapped(text, 10.0, 90.0);
        assert!(lines.len() > 2 && lines.iter().all(|l| width_of(l.trim_end(), 10.0) <= 90.0));
        assert_eq!(lines.concat(), text);
        assert!(wrapped("", 10.0, 90.0).is_empty());
    }

    #[test]
    fn a_long_name_is_cut_and_a_short_one_is_not() {
        assert_eq!(fitted("总装车间", 10.0, 40.0).unwrap(), "总装车间");
        assert_eq!(fitted("总装车间东侧", 10.0, 40.0).unwrap(), "总装车…");
        assert_eq!(fitted("总装", 10.0, 12.0), None);
    }
}
