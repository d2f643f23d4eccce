//! Letters and numbers of a drawing: how much room a text takes, where it may be broken, and how both
//! stand in SVG. The unit is that of the drawing: millimetres or pixels.

use std::fmt::Display;

/// The font of every text, with what stands in for it where it is not installed.
pub(super) const FONTS: &str =
    "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif";

/// To which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// To the right of it.
    Start,
    /// About it.
    Middle,
    /// To the left of it.
    End,
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type<Color> {
    /// The height of the type.
    pub(super) size: f64,
    /// Its colour.
    pub(super) color: Color,
    /// Whether it is heavy.
    pub(super) strong: bool,
    /// To which side it stands.
    pub(super) anchor: Anchor,
    /// Whether a white edge sets it off from what lies under it.
    pub(super) halo: bool,
}

impl<Color: Display + Copy> Type<Color> {
    /// Text of a size and a colour, beginning at its place.
    pub(super) const fn new(size: f64, color: Color) -> Self {
        Self { size, color, strong: false, anchor: Anchor::Start, halo: false }
    }

    /// The same, heavy.
    pub(super) const fn strong(self) -> Self {
        Self { strong: true, ..self }
    }

    /// The same, at another side of its place.
    pub(super) const fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same, with a white edge.
    pub(super) const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// A line of text as an element of SVG; its feet stand at `y`.
    pub(super) fn element(self, (x, y): (f64, f64), words: &str) -> String {
        let anchor = match self.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if self.strong { r#" font-weight="500""# } else { "" };
        let halo = if self.halo {
            let width = number(self.size * 0.28);
            format!(
                r##" stroke="#ffffff" stroke-width="{width}" paint-order="stroke" stroke-linejoin="round""##
            )
        } else {
            String::new()
        };
        let [x, y, size] = [x, y, self.size].map(number);
        let (color, words) = (self.color, escaped(words));
        format!(
            r#"<text x="{x}" y="{y}" font-size="{size}"{weight} text-anchor="{anchor}" fill="{color}"{halo}>{words}</text>"#
        )
    }
}

/// About how wide a text is, in the unit of `size`: a Chinese character is as wide as it is high,
/// others are little over half.
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

/// The text in lines of at most `room`: broken at spaces, and anywhere in Chinese.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in pieces(text) {
        if !line.is_empty() && width_of(&format!("{line}{}", word.trim_end()), size) > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(word);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The text cut where a line may end. Closing marks stay with what they close.
fn pieces(words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some((next, following)) = chars.peek().copied() else { break };
        let closes = "，。、；：！？）》”".contains(following);
        if (c == ' ' || !c.is_ascii() || !following.is_ascii()) && !closes && at >= from {
            pieces.push(&words[from..next]);
            from = next;
        }
    }
    pieces.push(&words[from..]);
    pieces
}

/// Points as an attribute of SVG.
pub(super) fn point_list(points: &[(f64, f64)]) -> String {
    let points = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y)));
    points.collect::<Vec<_>>().join(" ")
}

/// A number with at most two digits after the point: a hundredth of a millimetre or of a pixel.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Text that means nothing to a reader of XML; what XML can't hold is left out.
pub(super) fn escaped(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_at_spaces_and_anywhere_in_chinese() {
        assert_eq!(lines("leave at once", 10.0, 60.0), ["leave at", "once"]);
        assert_eq!(lines("请立即撤离。", 10.0, 50.0), ["请立即撤", "离。"]);
        assert_eq!(lines("请立即撤离。好", 10.0, 40.0), ["请立即撤", "离。好"]);
        assert!(lines("", 10.0, 40.0).is_empty());
    }

    #[test]
    fn a_long_text_is_broken_and_nothing_is_lost() {
        let text = "Levels of service 走道服务水平按其限值";
        let broken = lines(text, 10.0, 90.0);
        assert!(broken.len() > 2 && broken.iter().all(|line| width_of(line, 10.0) <= 90.0));
        assert_eq!(broken.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn a_long_name_is_cut_and_a_short_one_is_not() {
        assert_eq!(fitted("总装车间", 10.0, 40.0).unwrap(), "总装车间");
        assert_eq!(fitted("总装车间东侧", 10.0, 40.0).unwrap(), "总装车…");
        assert_eq!(fitted("总装", 10.0, 12.0), None);
    }

    #[test]
    fn what_no_xml_can_hold_is_left_out() {
        assert_eq!(escaped("<a & \"b\">\u{0}\u{ffff}"), "&lt;a &amp; &quot;b&quot;&gt; ");
    }
}
