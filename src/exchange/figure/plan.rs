//! A storey's plan with what happens on it, as SVG.

use std::collections::BTreeMap;

use super::super::lettering::{fitted, lines, width_of};
use super::Color;
use super::svg::{Anchor, Svg, Type};
use crate::building::{Bounds, Building, Door, Point, SpaceId, SpaceUse, Storey, StoreyId};

/// The plan is drawn into so many pixels, at most.
const WIDTH: f64 = 1180.0;
const HEIGHT: f64 = 820.0;
const MARGIN: f64 = 28.0;
/// The height of the title and of a line of the legend.
const TITLE: f64 = 44.0;
const ROW: f64 = 22.0;
/// The size of what stands in the margin.
const SMALL: f64 = 11.0;

const INK: Color = Color::rgb(0x22, 0x28, 0x2e);
const WEAK: Color = Color::rgb(0x5c, 0x66, 0x70);
const WALL: Color = Color::rgb(0x2e, 0x34, 0x3b);
const PAPER: Color = Color::rgb(0xff, 0xff, 0xff);
const EXIT: Color = Color::rgb(0x0b, 0x7a, 0x43);
const FIRE: Color = Color::rgb(0xb8, 0x2a, 0x22);
const CLOSED: Color = Color::rgb(0xb2, 0x3b, 0x9a);

/// A rectangle of the floor in one colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// The lower left corner, m.
    pub low: Point,
    /// The upper right corner, m.
    pub high: Point,
    /// Its colour.
    pub color: Color,
    /// Whether it is hatched, so that what is worst shows without colour.
    pub hatched: bool,
}

/// So much larger than a circle a shape is drawn, so that its corners are seen.
pub const LARGER: f64 = 1.5;

/// Somebody on the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Where, m.
    pub at: Point,
    /// The colour.
    pub color: Color,
    /// Whether they walk; a ring before that.
    pub walking: bool,
    /// The shape.
    pub mark: Mark,
}

/// A shape that tells people apart without colour, as convex rings around nothing, one unit to a
/// side and up; a circle where there is none.
pub type Mark = &'static [&'static [(f64, f64)]];

/// A colour of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The colour.
    pub color: Color,
    /// What it means, in short.
    pub word: String,
    /// More about it; empty where the word says all.
    pub more: String,
    /// The shape of whom it is about, if it is about people of some shape.
    pub mark: Option<Mark>,
}

impl Key {
    /// A colour with its word.
    #[must_use]
    pub const fn new(color: Color, word: String) -> Self {
        Self { color, word, more: String::new(), mark: None }
    }

    fn words(&self) -> String {
        if self.more.is_empty() {
            self.word.clone()
        } else {
            format!("{}  {}", self.word, self.more)
        }
    }
}

/// What the colours mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// Of what.
    pub title: String,
    /// Colours with their words.
    pub keys: Vec<Key>,
    /// The words at the two ends of the ramp, where colours pass into one another.
    pub ramp: Option<(String, String)>,
    /// Where the steps come from.
    pub source: String,
}

/// What happens on a storey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// The colour of a space.
    pub spaces: BTreeMap<SpaceId, Color>,
    /// What stands under a space's name.
    pub notes: BTreeMap<SpaceId, String>,
    /// The floor in colours.
    pub strips: Vec<Strip>,
    /// The people.
    pub people: Vec<Dot>,
    /// What the colours mean.
    pub legend: Legend,
}

struct Sheet {
    scale: f64,
    left: f64,
    bottom: f64,
}

impl Sheet {
    fn at(&self, point: Point) -> (f64, f64) {
        (self.left + point.x * self.scale, self.bottom - point.y * self.scale)
    }
}

const fn look(size: f64, color: Color, anchor: Anchor, strong: bool) -> Type {
    Type { size, color, strong, anchor, halo: false }
}

/// A storey's plan under a title, with what happens on it, as SVG. A storey that is not there or on
/// which nothing is drawn gives the title alone.
#[must_use]
pub fn plan(building: &Building, storey: &StoreyId, title: &str, layer: &Layer) -> String {
    let drawn = building.storey(storey).and_then(|storey| Some((storey, storey.bounds()?)));
    let drawn = drawn.filter(|(_, b)| b.width() < 1e6 && b.height() < 1e6);
    let nothing = Bounds { min: Point::default(), max: Point::new(10.0, 1.0) };
    let bounds = drawn.map_or(nothing, |(_, bounds)| bounds);
    let room = WIDTH - 2.0 * MARGIN;
    let across = room / bounds.width().max(1.0);
    let scale = across.min((HEIGHT - TITLE) / bounds.height().max(1.0)).max(1e-3);
    let high = bounds.height().max(1.0) * scale;
    let sheet = Sheet {
        scale,
        left: MARGIN + (room - bounds.width() * scale) / 2.0 - bounds.min.x * scale,
        bottom: TITLE + MARGIN + high + bounds.min.y * scale,
    };
    let rows = legend_rows(&layer.legend, room);
    let source = lines(&layer.legend.source, SMALL, room);
    let legend = TITLE + 2.0 * MARGIN + high;
    let lines = rows.len() as f64 + source.len() as f64 * 0.75 + 1.0;
    let mut svg = Svg::new(WIDTH, legend + ROW * lines + MARGIN / 2.0);
    svg.text((MARGIN, TITLE), title, look(18.0, INK, Anchor::Start, true));
    if let Some((storey, _)) = drawn {
        floor(&mut svg, &sheet, storey, layer);
        walls(&mut svg, &sheet, storey);
        for dot in &layer.people {
            let radius = (0.2 * scale).max(2.0);
            let (fill, stroke) =
                if dot.walking { (Some(dot.color), None) } else { (None, Some((dot.color, 1.0))) };
            marked(&mut svg, sheet.at(dot.at), radius, dot.mark, (fill, stroke));
        }
        for space in &storey.spaces {
            label(&mut svg, &sheet, space, layer);
        }
    }
    draw_legend(&mut svg, &layer.legend, &rows, legend);
    for (line, text) in source.iter().enumerate() {
        let y = legend + ROW * (rows.len() as f64 + 1.0 + 0.75 * line as f64);
        svg.text((MARGIN, y), text, look(SMALL, WEAK, Anchor::Start, false));
    }
    scale_bar(&mut svg, scale, (WIDTH - MARGIN, TITLE));
    svg.finish()
}

/// Somebody on the plan, or in the legend: a circle, or the shape.
fn marked(
    svg: &mut Svg,
    at: (f64, f64),
    radius: f64,
    mark: Mark,
    (fill, stroke): (Option<Color>, Option<(Color, f64)>),
) {
    if mark.is_empty() {
        svg.circle(at, radius, fill, stroke);
    }
    for ring in mark {
        let radius = radius * LARGER;
        let corners = ring.iter().map(|(x, y)| (at.0 + x * radius, at.1 - y * radius));
        svg.polygon(&corners.collect::<Vec<_>>(), fill, stroke);
    }
}

fn ring(sheet: &Sheet, space: &crate::building::Space) -> Vec<(f64, f64)> {
    space.outline.corners().iter().map(|corner| sheet.at(*corner)).collect()
}

fn floor(svg: &mut Svg, sheet: &Sheet, storey: &Storey, layer: &Layer) {
    for space in &storey.spaces {
        let ground = match space.usage {
            SpaceUse::Stair | SpaceUse::Corridor | SpaceUse::Lobby | SpaceUse::Refuge => {
                Color::rgb(0xea, 0xf4, 0xec)
            }
            _ => Color::rgb(0xf1, 0xf3, 0xf5),
        };
        svg.polygon(&ring(sheet, space), Some(ground), None);
        if let Some(color) = layer.spaces.get(&space.id) {
            svg.polygon(&ring(sheet, space), Some(*color), None);
        }
    }
    for strip in &layer.strips {
        let (low, high) = (sheet.at(strip.low), sheet.at(strip.high));
        let (at, size) = ((low.0, high.1), (high.0 - low.0, low.1 - high.1));
        svg.rect(at, size, strip.color);
        if strip.hatched {
            svg.hatch(at, size);
        }
    }
}

fn walls(svg: &mut Svg, sheet: &Sheet, storey: &Storey) {
    for space in &storey.spaces {
        svg.polygon(&ring(sheet, space), None, Some((WALL, 1.6)));
    }
    for wall in &storey.walls {
        let width = (wall.thickness * sheet.scale).clamp(1.2, 400.0);
        svg.line(&[sheet.at(wall.line.a), sheet.at(wall.line.b)], WALL, width, "");
    }
    for door in &storey.doors {
        opening(svg, sheet, door);
    }
}

fn opening(svg: &mut Svg, sheet: &Sheet, door: &Door) {
    let ends = [sheet.at(door.line.a), sheet.at(door.line.b)];
    svg.line(&ends, PAPER, 5.0, "");
    let color = if !door.state.is_passable() {
        CLOSED
    } else if door.exit {
        EXIT
    } else if door.kind.is_fire_door() {
        FIRE
    } else {
        WEAK
    };
    svg.line(&ends, color, if door.exit { 4.0 } else { 2.0 }, "");
    if !door.state.is_passable() {
        let (x, y) = sheet.at(door.line.middle());
        svg.line(&[(x - 5.0, y - 5.0), (x + 5.0, y + 5.0)], CLOSED, 2.0, "");
        svg.line(&[(x - 5.0, y + 5.0), (x + 5.0, y - 5.0)], CLOSED, 2.0, "");
    }
    if door.exit && !door.name.is_empty() {
        let at = sheet.at(door.line.middle());
        let look = Type { halo: true, ..look(11.0, EXIT, Anchor::Middle, true) };
        svg.text((at.0, at.1 - 7.0), &door.name, look);
    }
}

fn label(svg: &mut Svg, sheet: &Sheet, space: &crate::building::Space, layer: &Layer) {
    let Some(bounds) = space.outline.bounds() else { return };
    let room = bounds.width() * sheet.scale - 8.0;
    let high = bounds.height() * sheet.scale - 4.0;
    let (x, y) = sheet.at(space.outline.label_point());
    let note = layer.notes.get(&space.id).filter(|_| high >= 13.0);
    let name = fitted(&space.name, 12.0, room).filter(|_| high >= 15.0);
    // A number is shown whole or not at all.
    let note = note.filter(|note| width_of(note, 11.0) <= room);
    let both = name.is_some() && note.is_some() && high >= 28.0;
    let halo = |look| Type { halo: true, ..look };
    if let Some(name) = name.filter(|_| both || note.is_none()) {
        let y = if both { y - 2.0 } else { y + 4.0 };
        svg.text((x, y), &name, halo(look(12.0, INK, Anchor::Middle, true)));
    }
    if let Some(note) = note {
        let y = if both { y + 12.0 } else { y + 4.0 };
        svg.text((x, y), note, halo(look(11.0, INK, Anchor::Middle, false)));
    }
}

/// The entries of the legend, as many in a row as fit.
fn legend_rows(legend: &Legend, room: f64) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut used = room;
    for (number, key) in legend.keys.iter().enumerate() {
        let width = width_of(&key.words(), 12.0) + 40.0;
        if used + width > room {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += width;
        if let Some(row) = rows.last_mut() {
            row.push(number);
        }
    }
    rows
}

fn draw_legend(svg: &mut Svg, legend: &Legend, rows: &[Vec<usize>], top: f64) {
    let weak = look(12.0, WEAK, Anchor::Start, false);
    svg.text((MARGIN, top), &legend.title, look(13.0, INK, Anchor::Start, true));
    let mut x = MARGIN + width_of(&legend.title, 13.0) + 16.0;
    if let Some((low, high)) = &legend.ramp {
        svg.text((x, top), low, weak);
        x += width_of(low, 12.0) + 8.0;
        for step in 0..32 {
            let share = f64::from(step) / 31.0;
            svg.rect((x, top - 11.0), (5.2, 14.0), super::ramp(share));
            x += 5.0;
        }
        svg.text((x + 8.0, top), high, weak);
    }
    for (row, numbers) in rows.iter().enumerate() {
        let y = top + ROW * (row as f64 + 1.0);
        let mut x = MARGIN;
        for number in numbers {
            let (color, words) = (legend.keys[*number].color, legend.keys[*number].words());
            if let Some(mark) = legend.keys[*number].mark {
                marked(svg, (x + 8.0, y - 4.0), 5.0, mark, (Some(color), None));
            } else {
                let (high, low) = (y - 11.0, y + 3.0);
                let corners = [(x, high), (x + 16.0, high), (x + 16.0, low), (x, low)];
                svg.polygon(&corners, Some(color), Some((WEAK, 0.6)));
            }
            svg.text((x + 22.0, y), &words, weak);
            x += width_of(&words, 12.0) + 40.0;
        }
    }
}

/// A bar of a round length.
fn scale_bar(svg: &mut Svg, scale: f64, right: (f64, f64)) {
    let lengths = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
    let Some(metres) = lengths.into_iter().find(|metres| metres * scale >= 60.0) else { return };
    let left = right.0 - metres * scale;
    let (y, tick) = (right.1 - 4.0, 4.0);
    let way = [(left, y - tick), (left, y), (right.0, y), (right.0, y - tick)];
    svg.line(&way, WEAK, 1.2, "");
    svg.text((left - 6.0, y), &format!("{metres} m"), look(11.0, WEAK, Anchor::End, false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, DoorId, Polygon, Segment, Space};

    fn building() -> Building {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(30.0, 20.0));
        let hall = Space::new(SpaceId::new("hall"), "总装 & hall", SpaceUse::Production, outline);
        let line = Segment::new(Point::new(30.0, 9.0), Point::new(30.0, 10.2));
        let mut door = Door::new(DoorId::new("e"), "E1", line);
        door.exit = true;
        building.storeys[0].spaces.push(hall);
        building.storeys[0].doors.push(door);
        building
    }

    #[test]
    fn a_plan_holds_its_names_notes_and_legend() {
        let building = building();
        let layer = Layer {
            notes: BTreeMap::from([(SpaceId::new("hall"), "1:05".to_owned())]),
            strips: vec![Strip {
                low: Point::new(1.0, 1.0),
                high: Point::new(3.0, 2.0),
                color: super::super::ramp(0.4),
                hatched: true,
            }],
            people: vec![Dot { at: Point::new(4.0, 4.0), color: EXIT, walking: true, mark: &[] }],
            legend: Legend {
                title: "Density".to_owned(),
                keys: vec![Key::new(EXIT, "A".to_owned())],
                ramp: None,
                source: "Fruin".to_owned(),
            },
            ..Layer::default()
        };
        let svg = plan(&building, &building.storeys[0].id, "B · 1F", &layer);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
        for text in ["B · 1F", "总装 & hall", "1:05", "E1", "Density", "A", "Fruin", "2 m"] {
            assert!(texts.contains(&text), "{text} is not there: {texts:?}");
        }
        assert!(svg.contains("url(#hatch)") && svg.contains("<circle"));
    }

    #[test]
    fn a_storey_that_is_not_there_or_empty_is_a_title() {
        let mut building = building();
        let none = plan(&building, &StoreyId::new("gone"), "Gone", &Layer::default());
        assert!(none.contains("Gone") && !none.contains("NaN"));
        building.storeys[0].spaces[0].outline = Polygon(vec![Point::new(0.0, 0.0); 3]);
        building.storeys[0].doors.clear();
        let flat = plan(&building, &building.storeys[0].id, "Flat", &Layer::default());
        assert!(roxmltree::Document::parse(&flat).is_ok() && !flat.contains("NaN"));
    }
}
