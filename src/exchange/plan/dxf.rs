//! Reading DXF: R12 to 2018, in text or binary form.

use std::collections::HashMap;

use dxf::DxfError;
use dxf::entities::{Entity, EntityType};
use dxf::enums::Units;

use super::PlanError;
use super::drawing::{Arc, Drawing, Insert, Stroke, Text};
use super::reading::text_middle;
use crate::building::{Bounds, Point, Segment};
use crate::guard::guarded;

/// Blocks in blocks deeper than this are refused; a block that contains itself goes on forever.
const DEEPEST: usize = 24;
/// More parts than this are allowed for a file of no length; a longer one may have more.
const PARTS: usize = 100_000;
/// So many bytes of names and texts are allowed for each part.
const LETTERS: usize = 16;
/// How many bytes the entities of a file may take for each byte of it, and beyond that. Real ones are
/// written in so many bytes that they stay far below.
const ROOM: usize = 64;
const AT_LEAST: usize = 1 << 20;
/// A block is not repeated more often in one array.
const REPEATS: i32 = 400;

/// The drawing in a DXF file.
///
/// # Errors
/// If it is broken, with the line, or its blocks unfold to more than a plan can have.
pub fn read(bytes: &[u8]) -> Result<Drawing, PlanError> {
    let broken = |place, reason: String| PlanError::Broken { place, reason };
    let binary = bytes.starts_with(b"AutoCAD Binary DXF");
    let head = &bytes[..bytes.len().min(4096)];
    let text_like = String::from_utf8_lossy(head);
    if !binary && !text_like.contains("SECTION") {
        return Err(broken(None, "not a DXF file".to_owned()));
    }
    if !binary && entities(bytes) * size_of::<Entity>() > ROOM * bytes.len() + AT_LEAST {
        return Err(PlanError::TooMuch);
    }
    let mut reader = bytes;
    // The library was not made for broken files; a fault in it must not reach the user.
    let loaded = guarded(|| dxf::Drawing::load_with_encoding(&mut reader, encoding(bytes)));
    let file = match loaded {
        Ok(Ok(file)) => file,
        Ok(Err(error)) => return Err(broken(place(&error), error.to_string())),
        Err(_) => return Err(broken(None, "the file's structure is broken".to_owned())),
    };
    let mut unfolding = Unfolding {
        blocks: file.blocks().map(|block| (block.name.to_uppercase(), block)).collect(),
        drawing: Drawing::default(),
        layers: HashMap::new(),
        most: PARTS + bytes.len() / 8,
        letters: LETTERS * PARTS + 2 * bytes.len(),
    };
    unfolding.drawing.unit = unit(file.header.default_drawing_units);
    for entity in file.entities() {
        if !entity.common.is_in_paper_space {
            unfolding.entity(entity, &Placing::default(), None, 0)?;
        }
    }
    let mut drawing = unfolding.drawing;
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(64)..]).into_owned();
    if !binary && !tail.trim_end().ends_with("EOF") {
        drawing.pass_over("EOF");
    }
    Ok(drawing)
}

/// How many entities, table entries and the like a file in text form has: each begins with the code 0.
fn entities(bytes: &[u8]) -> usize {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut count = 0;
    while let Some(code) = lines.next() {
        count += usize::from(code.trim_ascii() == b"0");
        // The value of the code stands on the next line.
        if lines.next().is_none() {
            break;
        }
    }
    count
}

/// Chinese files up to 2004 are in GBK and say so; newer ones are in UTF-8.
fn encoding(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(65_536)]).to_uppercase();
    let page = head.split("$DWGCODEPAGE").nth(1);
    let page = page.map(|rest| rest.chars().take(40).collect::<String>());
    let label = page.and_then(|page: String| {
        ["936", "950", "932", "949", "1250", "1251", "1252"].into_iter().find(|n| page.contains(n))
    });
    let by_page = match label {
        Some("936") => encoding_rs::GBK,
        Some("950") => encoding_rs::BIG5,
        Some("932") => encoding_rs::SHIFT_JIS,
        Some("949") => encoding_rs::EUC_KR,
        Some("1250") => encoding_rs::WINDOWS_1250,
        Some("1251") => encoding_rs::WINDOWS_1251,
        _ => encoding_rs::WINDOWS_1252,
    };
    let plain = bytes.is_ascii();
    if !plain && std::str::from_utf8(bytes).is_ok() { encoding_rs::UTF_8 } else { by_page }
}

fn place(error: &DxfError) -> Option<usize> {
    match error {
        DxfError::ParseFloatError(_, line)
        | DxfError::ParseIntError(_, line)
        | DxfError::ParseError(line)
        | DxfError::UnexpectedCode(_, line)
        | DxfError::UnexpectedByte(_, line)
        | DxfError::UnexpectedEnumValue(line)
        | DxfError::ExpectedTableType(line)
        | DxfError::WrongValueType(line) => Some(*line),
        DxfError::UnexpectedCodePair(pair, _) => Some(pair.offset),
        _ => None,
    }
}

const fn unit(units: Units) -> Option<f64> {
    match units {
        Units::Inches => Some(0.0254),
        Units::Feet => Some(0.3048),
        Units::Yards => Some(0.9144),
        Units::Millimeters => Some(0.001),
        Units::Centimeters => Some(0.01),
        Units::Decimeters => Some(0.1),
        Units::Meters => Some(1.0),
        _ => None,
    }
}

/// Where a block is put: an affine map of the plan.
#[derive(Clone, Copy, Debug)]
struct Placing {
    /// The images of the unit vectors.
    x: (f64, f64),
    y: (f64, f64),
    /// The image of the origin.
    at: (f64, f64),
}

impl Default for Placing {
    fn default() -> Self {
        Self { x: (1.0, 0.0), y: (0.0, 1.0), at: (0.0, 0.0) }
    }
}

impl Placing {
    fn place(&self, x: f64, y: f64) -> Point {
        Point::new(self.at.0 + self.x.0 * x + self.y.0 * y, self.at.1 + self.x.1 * x + self.y.1 * y)
    }

    fn direct(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.0 * x + self.y.0 * y, self.x.1 * x + self.y.1 * y)
    }

    /// First `inner`, then this one.
    fn after(&self, inner: &Self) -> Self {
        let at = self.place(inner.at.0, inner.at.1);
        Self { x: self.direct(inner.x), y: self.direct(inner.y), at: (at.x, at.y) }
    }

    /// The placing of an entity whose plane is seen from below: left and right are swapped.
    fn seen_from(&self, normal: &dxf::Vector) -> Self {
        if normal.z < -0.5 { Self { x: (-self.x.0, -self.x.1), ..*self } } else { *self }
    }

    fn is_mirrored(&self) -> bool {
        self.x.0 * self.y.1 - self.x.1 * self.y.0 < 0.0
    }

    /// By how much lengths grow; nothing where they grow differently in the two directions.
    fn even_scale(&self) -> Option<f64> {
        let (x, y) = (self.x.0.hypot(self.x.1), self.y.0.hypot(self.y.1));
        ((x - y).abs() <= 0.02 * x.max(y)).then_some(x)
    }
}

struct Unfolding<'f> {
    blocks: HashMap<String, &'f dxf::Block>,
    drawing: Drawing,
    layers: HashMap<String, u32>,
    most: usize,
    /// How many bytes of names and texts may still be written down.
    letters: usize,
}

impl Unfolding<'_> {
    fn layer(&mut self, entity: &Entity, of_insert: Option<u32>) -> u32 {
        let name = entity.common.layer.as_str();
        // What a block has on layer 0 lies on the layer that it is put on.
        if let (Some(layer), "0") = (of_insert, name) {
            return layer;
        }
        if let Some(layer) = self.layers.get(name) {
            return *layer;
        }
        let layer = self.drawing.layer(name);
        self.layers.insert(name.to_owned(), layer);
        layer
    }

    /// Counts a name or a text: a long one that a block repeats would take more than any plan.
    fn spell(&mut self, words: &str) -> Result<(), PlanError> {
        self.letters = self.letters.checked_sub(words.len()).ok_or(PlanError::TooMuch)?;
        Ok(())
    }

    fn line(&mut self, layer: u32, a: Point, b: Point) {
        self.drawing.strokes.push(Stroke { layer, line: Segment::new(a, b) });
    }

    fn entity(
        &mut self,
        entity: &Entity,
        placing: &Placing,
        of_insert: Option<u32>,
        depth: usize,
    ) -> Result<(), PlanError> {
        if self.drawing.len() > self.most {
            return Err(PlanError::TooMuch);
        }
        if !entity.common.is_visible {
            return Ok(());
        }
        let layer = self.layer(entity, of_insert);
        match &entity.specific {
            EntityType::Line(line) => {
                let (a, b) = (&line.p1, &line.p2);
                self.line(layer, placing.place(a.x, a.y), placing.place(b.x, b.y));
            }
            EntityType::LwPolyline(line) => {
                let placing = placing.seen_from(&line.extrusion_direction);
                let corners = line.vertices.iter().map(|v| (v.x, v.y, v.bulge));
                self.polyline(layer, &placing, corners.collect(), line.is_closed());
            }
            EntityType::Polyline(line) => {
                if line.is_3d_polygon_mesh() || line.is_polyface_mesh() {
                    self.drawing.pass_over("MESH");
                } else {
                    let placing = placing.seen_from(&line.normal);
                    let drawn = line.vertices().filter(|v| !v.is_spline_frame_control_point());
                    let corners = drawn.map(|v| (v.location.x, v.location.y, v.bulge));
                    self.polyline(layer, &placing, corners.collect(), line.is_closed());
                }
            }
            EntityType::Arc(arc) => {
                let sweep = (arc.end_angle - arc.start_angle).rem_euclid(360.0);
                let sweep = if sweep == 0.0 { 360.0 } else { sweep };
                let placing = placing.seen_from(&arc.normal);
                let centre = (arc.center.x, arc.center.y);
                self.arc(layer, &placing, centre, arc.radius, arc.start_angle, sweep);
            }
            EntityType::Circle(circle) => {
                let placing = placing.seen_from(&circle.normal);
                let centre = (circle.center.x, circle.center.y);
                self.arc(layer, &placing, centre, circle.radius, 0.0, 360.0);
            }
            EntityType::Ellipse(ellipse) => {
                let (major, centre) = (&ellipse.major_axis, &ellipse.center);
                let minor =
                    (-major.y * ellipse.minor_axis_ratio, major.x * ellipse.minor_axis_ratio);
                let sweep = ellipse.end_parameter - ellipse.start_parameter;
                let at = |n: f64| {
                    let (sin, cos) = (ellipse.start_parameter + sweep * n / 36.0).sin_cos();
                    let x = centre.x + major.x * cos + minor.0 * sin;
                    placing.place(x, centre.y + major.y * cos + minor.1 * sin)
                };
                for n in (0..36).map(f64::from) {
                    self.line(layer, at(n), at(n + 1.0));
                }
            }
            EntityType::Text(text) => {
                let placing = placing.seen_from(&text.normal);
                let at = &text.location;
                let words = plain_text(&text.value);
                self.text(layer, &placing, (at.x, at.y), text.text_height, text.rotation, words)?;
            }
            EntityType::MText(text) => {
                let mut raw = text.extended_text.concat();
                raw.push_str(&text.text);
                let words = plain_text(&raw);
                let at = &text.insertion_point;
                // Unlike a text, it hangs from its corner; the column of the anchor says which.
                let column = (text.attachment_point as i16 - 1).rem_euclid(3);
                let middle = text_middle(Point::default(), text.initial_text_height, 0.0, &words);
                let dx = match column {
                    0 => 0.0,
                    1 => -middle.x,
                    _ => -2.0 * middle.x,
                };
                let corner = (at.x + dx, at.y - text.initial_text_height);
                self.text(layer, placing, corner, text.initial_text_height, 0.0, words)?;
            }
            EntityType::Attribute(text) => {
                let words = plain_text(&text.value);
                let at = &text.location;
                self.text(layer, placing, (at.x, at.y), text.text_height, text.rotation, words)?;
            }
            EntityType::Insert(insert) => self.insert(insert, layer, placing, depth)?,
            EntityType::AttributeDefinition(_) | EntityType::Seqend(_) => {}
            other => {
                let kind = format!("{other:?}");
                let end = kind.find(['(', ' ', '{']).unwrap_or(kind.len());
                self.drawing.pass_over(&kind[..end].to_uppercase());
            }
        }
        Ok(())
    }

    fn insert(
        &mut self,
        insert: &dxf::entities::Insert,
        layer: u32,
        placing: &Placing,
        depth: usize,
    ) -> Result<(), PlanError> {
        for attribute in insert.attributes() {
            let words = plain_text(&attribute.value);
            let at = &attribute.location;
            self.text(
                layer,
                placing,
                (at.x, at.y),
                attribute.text_height,
                attribute.rotation,
                words,
            )?;
        }
        let Some(block) = self.blocks.get(&insert.name.to_uppercase()).copied() else {
            self.drawing.pass_over(&insert.name);
            return Ok(());
        };
        if depth >= DEEPEST {
            return Err(PlanError::TooMuch);
        }
        let (sin, cos) = insert.rotation.to_radians().sin_cos();
        let (sx, sy) = (insert.x_scale_factor, insert.y_scale_factor);
        let across = i32::from(insert.column_count.max(1));
        let up = i32::from(insert.row_count.max(1));
        if across > REPEATS || up > REPEATS {
            return Err(PlanError::TooMuch);
        }
        for (column, row) in (0..across).flat_map(|c| (0..up).map(move |r| (c, r))) {
            let base = &block.base_point;
            let shift =
                (f64::from(column) * insert.column_spacing, f64::from(row) * insert.row_spacing);
            let mut own = Placing {
                x: (cos * sx, sin * sx),
                y: (-sin * sy, cos * sy),
                at: (
                    insert.location.x + cos * shift.0 - sin * shift.1,
                    insert.location.y + sin * shift.0 + cos * shift.1,
                ),
            };
            let corner = own.place(-base.x, -base.y);
            own.at = (corner.x, corner.y);
            let own = placing.seen_from(&insert.extrusion_direction).after(&own);
            let before = (self.drawing.strokes.len(), self.drawing.arcs.len());
            for entity in &block.entities {
                self.entity(entity, &own, Some(layer), depth + 1)?;
            }
            self.mark(insert, layer, &own, (base.x, base.y), before)?;
        }
        Ok(())
    }

    /// Notes that a block was put here, with the base line of what it is made of.
    fn mark(
        &mut self,
        insert: &dxf::entities::Insert,
        layer: u32,
        own: &Placing,
        base: (f64, f64),
        before: (usize, usize),
    ) -> Result<(), PlanError> {
        let strokes = &self.drawing.strokes[before.0..];
        let has_arc = self.drawing.arcs.len() > before.1;
        let origin = own.place(base.0, base.1);
        let length = own.x.0.hypot(own.x.1);
        if length <= 0.0 || (strokes.is_empty() && !has_arc) {
            return Ok(());
        }
        let axis = (own.x.0 / length, own.x.1 / length);
        let along = |p: Point| (p.x - origin.x) * axis.0 + (p.y - origin.y) * axis.1;
        let shares = strokes.iter().flat_map(|s| [along(s.line.a), along(s.line.b)]);
        let Some(span) = Bounds::of(shares.map(|share| Point::new(share, 0.0))) else {
            return Ok(());
        };
        let at = |share: f64| origin.moved(axis.0 * share, axis.1 * share);
        self.spell(&insert.name)?;
        self.drawing.inserts.push(Insert {
            layer,
            name: insert.name.clone(),
            line: Segment::new(at(span.min.x), at(span.max.x)),
            has_arc,
        });
        Ok(())
    }

    fn polyline(
        &mut self,
        layer: u32,
        placing: &Placing,
        corners: Vec<(f64, f64, f64)>,
        closed: bool,
    ) {
        let count = corners.len();
        let last = if closed { count } else { count.saturating_sub(1) };
        for at in 0..last {
            let (ax, ay, bulge) = corners[at];
            let (bx, by, _) = corners[(at + 1) % count];
            if bulge.abs() < 1e-6 || !bulge.is_finite() {
                self.line(layer, placing.place(ax, ay), placing.place(bx, by));
                continue;
            }
            // A bulge is the tangent of a quarter of the angle, counter-clockwise positive.
            let sweep = 4.0 * bulge.atan();
            let (dx, dy) = (bx - ax, by - ay);
            let offset = (1.0 - bulge * bulge) / (4.0 * bulge);
            let centre = ((ax + bx) / 2.0 - dy * offset, (ay + by) / 2.0 + dx * offset);
            let radius = (ax - centre.0).hypot(ay - centre.1);
            let start = (ay - centre.1).atan2(ax - centre.0).to_degrees();
            self.arc(layer, placing, centre, radius, start, sweep.to_degrees());
        }
    }

    fn arc(
        &mut self,
        layer: u32,
        placing: &Placing,
        (x, y): (f64, f64),
        radius: f64,
        start: f64,
        sweep: f64,
    ) {
        let at = |degrees: f64| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            placing.place(x + radius * cos, y + radius * sin)
        };
        if placing.even_scale().is_some() {
            let sweep = if placing.is_mirrored() { -sweep } else { sweep };
            let arc = Arc { layer, centre: placing.place(x, y), from: at(start), sweep };
            self.drawing.arcs.push(arc);
        } else {
            // Stretched in one direction it is no circle any more.
            for n in (0..18).map(f64::from) {
                let (from, to) = (start + sweep * n / 18.0, start + sweep * (n + 1.0) / 18.0);
                self.line(layer, at(from), at(to));
            }
        }
    }

    fn text(
        &mut self,
        layer: u32,
        placing: &Placing,
        (x, y): (f64, f64),
        height: f64,
        degrees: f64,
        words: String,
    ) -> Result<(), PlanError> {
        if words.trim().is_empty() {
            return Ok(());
        }
        self.spell(&words)?;
        let middle = text_middle(Point::new(x, y), height, degrees, &words);
        let scale = placing.y.0.hypot(placing.y.1);
        let at = placing.place(middle.x, middle.y);
        self.drawing.texts.push(Text { layer, at, height: height * scale, words });
        Ok(())
    }
}

/// A text without the codes for fonts, heights and special signs.
fn plain_text(raw: &str) -> String {
    let mut plain = String::with_capacity(raw.len());
    let mut letters = raw.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' => {}
            '\\' => match letters.next() {
                Some('P' | 'X' | '~') => plain.push(' '),
                Some('U') if letters.peek() == Some(&'+') => {
                    letters.next();
                    let code: String = letters.by_ref().take(4).collect();
                    let letter = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    plain.extend(letter);
                }
                Some(sign @ ('\\' | '{' | '}')) => plain.push(sign),
                Some('L' | 'l' | 'O' | 'o' | 'K' | 'k') | None => {}
                // Codes such as \fArial|b0; end with a semicolon.
                Some(_) => {
                    for skipped in letters.by_ref() {
                        if skipped == ';' {
                            break;
                        }
                    }
                }
            },
            '%' if letters.peek() == Some(&'%') => {
                letters.next();
                match letters.next() {
                    Some('d' | 'D') => plain.push('°'),
                    Some('p' | 'P') => plain.push('±'),
                    Some('c' | 'C') => plain.push('⌀'),
                    _ => {}
                }
            }
            '\n' | '\r' | '\t' => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
