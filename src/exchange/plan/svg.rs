//! Reading SVG: shapes with their transforms, groups as layers, texts.

use usvg::tiny_skia_path::{PathSegment, Transform};

use super::PlanError;
use super::drawing::{Drawing, Text};
use super::outline_path::{self, Part};
use crate::building::Point;

/// More elements than this, with what is used again and again, are refused.
const PARTS: u64 = 400_000;
/// So many bytes of a path or a text count as one more.
const BYTES_A_PART: u64 = 8;
/// Groups deeper than this are refused.
const DEEPEST: usize = 200;
/// The fewest bytes to a tag and to an attribute: a drawing has paths and texts between its tags.
/// What takes more memory by itself than 50 times such a share of the file is refused unread.
const BYTES_A_TAG: usize = 10;
const BYTES_AN_ATTRIBUTE: usize = 4;
/// The attributes that hold arcs (paths, circles, ellipses, rounded corners), or that of which they may be a share.
const ROUND: [&str; 5] = ["d", "r", "rx", "ry", "viewBox"];
/// Tags and attributes that any file may have.
const FEW: usize = 2_000;

/// The drawing in an SVG file, y up, in units of the file.
///
/// # Errors
/// If it is broken, with the line, or unfolds to more than a plan can have.
pub fn read(bytes: &[u8]) -> Result<Drawing, PlanError> {
    if is_dense(bytes) {
        return Err(PlanError::TooMuch);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| PlanError::Broken { place: None, reason: error.to_string() })?;
    let options = usvg::roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: 4_000_000,
        ..Default::default()
    };
    let document =
        usvg::roxmltree::Document::parse_with_options(text, options).map_err(|error| {
            let place = Some(error.pos().row as usize);
            PlanError::Broken { place, reason: error.to_string() }
        })?;
    if unfolded(&document)? > PARTS + bytes.len() as u64 / BYTES_A_PART {
        return Err(PlanError::TooMuch);
    }
    // The library takes arcs apart the finer, the longer they are: such a one would never end.
    let far = document
        .descendants()
        .find(|node| ROUND.iter().any(|name| node.attribute(*name).is_some_and(is_far)));
    if let Some(far) = far {
        let line = document.text_pos_at(far.range().start).row;
        return Err(PlanError::TooFar { line: line as usize });
    }
    let tree = usvg::Tree::from_xmltree(&document, &usvg::Options::default())
        .map_err(|error| PlanError::Broken { place: None, reason: error.to_string() })?;
    let mut drawing = Drawing { on_paper: true, ..Drawing::default() };
    group(&mut drawing, tree.root(), "", 0)?;
    texts(&mut drawing, &document);
    Ok(drawing)
}

/// Whether there are more tags or attributes in a file than its length allows for.
fn is_dense(bytes: &[u8]) -> bool {
    let count = |sign: u8| bytes.iter().filter(|byte| **byte == sign).count();
    count(b'<') > FEW + bytes.len() / BYTES_A_TAG
        || count(b'=') > FEW + bytes.len() / BYTES_AN_ATTRIBUTE
}

/// Whether a number in the data of a path has more than nine digits before its point.
fn is_far(data: &str) -> bool {
    let mut numbers = data.split(|c: char| !(c.is_ascii_digit() || ".eE+-".contains(c)));
    numbers.any(|numbers| {
        // `1-2` are two numbers, `1e-2` is one.
        let numbers = numbers.replace("e-", "n").replace("E-", "n").replace(['E'], "e");
        numbers.replace("e+", "e").split(['+', '-']).any(|number| {
            let number = number.split('n').next().unwrap_or_default();
            let (number, power) = number.split_once('e').unwrap_or((number, ""));
            let whole = number.split('.').next().unwrap_or_default().trim_start_matches('0');
            let power = power.trim_start_matches('0');
            power.len() > 2 || whole.len() + power.parse::<usize>().unwrap_or(0) > 9
        })
    })
}

/// How many elements there are, long ones more than once, once each `use` has been replaced by what it points at.
fn unfolded(document: &usvg::roxmltree::Document<'_>) -> Result<u64, PlanError> {
    use std::collections::HashMap;
    let by_id: HashMap<&str, usvg::roxmltree::Node<'_, '_>> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    fn count<'a>(
        node: usvg::roxmltree::Node<'a, 'a>,
        by_id: &HashMap<&str, usvg::roxmltree::Node<'a, 'a>>,
        known: &mut HashMap<usvg::roxmltree::NodeId, u64>,
        depth: usize,
    ) -> Result<u64, PlanError> {
        if depth > DEEPEST {
            return Err(PlanError::TooMuch);
        }
        if let Some(count) = known.get(&node.id()) {
            return Ok(*count);
        }
        let long = ["d", "points"].iter().filter_map(|name| node.attribute(*name));
        let texts = node.children().filter(usvg::roxmltree::Node::is_text);
        let long = long.chain(texts.filter_map(|text| text.text())).map(str::len).sum::<usize>();
        let mut total = 1 + long as u64 / BYTES_A_PART;
        for child in node.children().filter(usvg::roxmltree::Node::is_element) {
            total = total.saturating_add(count(child, by_id, known, depth + 1)?);
        }
        if node.tag_name().name() == "use" {
            let link = node
                .attribute("href")
                .or_else(|| node.attribute(("http://www.w3.org/1999/xlink", "href")));
            let target = link.and_then(|link| by_id.get(link.strip_prefix('#')?));
            if let Some(target) = target {
                total = total.saturating_add(count(*target, by_id, known, depth + 1)?);
            }
        }
        known.insert(node.id(), total);
        Ok(total)
    }
    count(document.root_element(), &by_id, &mut HashMap::new(), 0)
}

fn group(
    drawing: &mut Drawing,
    group: &usvg::Group,
    layer: &str,
    depth: usize,
) -> Result<(), PlanError> {
    if depth > DEEPEST || drawing.len() as u64 > 4 * PARTS {
        return Err(PlanError::TooMuch);
    }
    // A group with a name is a layer, as drawing programs write them.
    let layer = if group.id().is_empty() { layer } else { group.id() };
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => self::group(drawing, inner, layer, depth + 1)?,
            usvg::Node::Path(path) => {
                let name =
                    if path.id().is_empty() || !layer.is_empty() { layer } else { path.id() };
                let number = drawing.layer(name);
                shape(drawing, number, path.data(), path.abs_transform());
            }
            usvg::Node::Image(_) => drawing.pass_over("image"),
            usvg::Node::Text(_) => {}
        }
    }
    Ok(())
}

fn shape(
    drawing: &mut Drawing,
    layer: u32,
    path: &usvg::tiny_skia_path::Path,
    transform: Transform,
) {
    let place = |p: usvg::tiny_skia_path::Point| {
        let mut p = p;
        transform.map_point(&mut p);
        // The picture has y down, a plan has it up.
        Point::new(f64::from(p.x), -f64::from(p.y))
    };
    let parts = path.segments().map(|part| match part {
        PathSegment::MoveTo(p) => Part::Move(place(p)),
        PathSegment::LineTo(p) => Part::Line(place(p)),
        PathSegment::QuadTo(control, p) => Part::Quadratic(place(control), place(p)),
        PathSegment::CubicTo(one, two, p) => Part::Cubic(place(one), place(two), place(p)),
        PathSegment::Close => Part::Close,
    });
    outline_path::add(drawing, layer, parts);
}

/// Texts, by their own and their parents' transforms: no font is needed to know what they say.
fn texts(drawing: &mut Drawing, document: &usvg::roxmltree::Document<'_>) {
    let root = document.root_element();
    let mut open = vec![(root, view_box(root), 16.0_f64, String::new())];
    while let Some((node, placing, size, layer)) = open.pop() {
        if ["defs", "symbol", "style", "title"].contains(&node.tag_name().name()) {
            continue;
        }
        let own = node.attribute("transform").and_then(svg_transform);
        let placing = own.map_or(placing, |own| placing.pre_concat(own));
        let style = node.attribute("style").and_then(|style| {
            style.split(';').find_map(|part| part.trim().strip_prefix("font-size:"))
        });
        let size = node.attribute("font-size").or(style).and_then(number).unwrap_or(size);
        let layer = match node.attribute("id") {
            Some(id) if node.tag_name().name() == "g" => id.to_owned(),
            _ => layer,
        };
        if node.tag_name().name() != "text" {
            let inner = node.children().filter(usvg::roxmltree::Node::is_element);
            open.extend(inner.map(|child| (child, placing, size, layer.clone())));
            continue;
        }
        let words: Vec<&str> = node
            .descendants()
            .filter_map(|part| if part.is_text() { part.text() } else { None })
            .collect();
        let words = words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            continue;
        }
        let read = |name: &str| {
            let own = node.attribute(name);
            own.or_else(|| node.descendants().find_map(|part| part.attribute(name)))
                .and_then(number)
                .unwrap_or(0.0)
        };
        let wide: f64 = words.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum();
        let shift = match node.attribute("text-anchor") {
            Some("middle") => 0.0,
            Some("end") => -wide * size / 2.0,
            _ => wide * size / 2.0,
        };
        let mut at = usvg::tiny_skia_path::Point::from_xy(
            (read("x") + shift) as f32,
            (read("y") - size * 0.35) as f32,
        );
        placing.map_point(&mut at);
        let scale = f64::from(placing.sx.hypot(placing.ky));
        let layer = drawing.layer(&layer);
        drawing.texts.push(Text {
            layer,
            at: Point::new(f64::from(at.x), -f64::from(at.y)),
            height: size * scale,
            words,
        });
    }
}

fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(text.len());
    text[..end].parse().ok().filter(|number: &f64| number.is_finite())
}

/// The transform of the file's own view box, as the library applies it.
fn view_box(root: usvg::roxmltree::Node<'_, '_>) -> Transform {
    let numbers: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ','])
        .filter_map(number)
        .collect();
    let [x, y, width, height] = numbers.as_slice() else { return Transform::identity() };
    let tree = root.attribute("width").zip(root.attribute("height"));
    let scale = |text: &str, span: f64| {
        let unit =
            match text.trim().trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '%') {
                "mm" => 96.0 / 25.4,
                "cm" => 96.0 / 2.54,
                "in" => 96.0,
                "pt" => 96.0 / 72.0,
                "pc" => 16.0,
                "%" => return 1.0,
                _ => 1.0_f64,
            };
        number(text).map_or(1.0, |length| length * unit / span.max(1e-9))
    };
    let (sx, sy) = tree.map_or((1.0, 1.0), |(w, h)| (scale(w, *width), scale(h, *height)));
    let even = sx.min(sy);
    let (dx, dy) = ((sx - even) * width / 2.0, (sy - even) * height / 2.0);
    Transform::from_row(
        even as f32,
        0.0,
        0.0,
        even as f32,
        (dx - x * even) as f32,
        (dy - y * even) as f32,
    )
}

/// A `transform` attribute.
fn svg_transform(text: &str) -> Option<Transform> {
    let mut whole = Transform::identity();
    for part in text.split(')') {
        let Some((name, numbers)) = part.split_once('(') else { continue };
        let n: Vec<f32> = numbers
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .filter_map(|word| number(word).map(|number| number as f32))
            .collect();
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == ',');
        let own = match (name, n.as_slice()) {
            ("translate", [x]) => Transform::from_translate(*x, 0.0),
            ("translate", [x, y]) => Transform::from_translate(*x, *y),
            ("scale", [s]) => Transform::from_scale(*s, *s),
            ("scale", [x, y]) => Transform::from_scale(*x, *y),
            ("rotate", [angle]) => Transform::from_rotate(*angle),
            ("rotate", [angle, x, y]) => Transform::from_rotate_at(*angle, *x, *y),
            ("matrix", [a, b, c, d, e, f]) => Transform::from_row(*a, *b, *c, *d, *e, *f),
            _ => return None,
        };
        whole = whole.pre_concat(own);
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_out_of_every_plan_is_refused_with_its_line() {
        for (data, far) in [
            ("M0 0h9A9 9 0 0 0 0-9z", false),
            ("M-123456789.5 1e-40L.5.5", false),
            ("M1e5,3E+4", false),
            ("M01e38 1h9A9 9 0 0 0 0-9z", true),
            ("M0 0L5-12345678901", true),
            ("M0 0L.5e+40 1", true),
            ("M0 0L1e99999999999999999999 1", true),
        ] {
            assert_eq!(is_far(data), far, "{data}");
        }
        let svg =
            "<svg xmlns='http://www.w3.org/2000/svg'>\n<path d='M0 0A1e30 9 0 0 0 0-9'/></svg>";
        assert_eq!(read(svg.as_bytes()).unwrap_err(), PlanError::TooFar { line: 2 });
        for shape in [
            "circle r='2555555555555555555'",
            "ellipse rx='9' ry='1e30'",
            "svg viewBox='0 0 140 3070177777777777777'><circle r='2%'/></svg><path",
        ] {
            let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>\n<{shape}/></svg>");
            assert_eq!(read(svg.as_bytes()).unwrap_err(), PlanError::TooFar { line: 2 });
        }
    }
}
