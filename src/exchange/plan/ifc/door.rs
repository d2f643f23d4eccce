//! The doors of a model, and openings in walls that nothing fills.

use super::Reading;
use super::model::Properties;
use super::placing::{Frame, Place};
use crate::building::{DoorKind, Point, Polygon, Segment, Swing};
use crate::exchange::plan::fire_rating::fire_class;
use crate::exchange::plan::opening::{seat, sides};
use crate::exchange::plan::proposal::{FoundDoor, FoundStorey};
use crate::exchange::plan::reading::fire_door;
use crate::exchange::plan::report::{Certainty, Note};
use crate::exchange::plan::rooms::Places;
use crate::exchange::plan::step::{Id, Instance};
use crate::exchange::plan::{PlanError, Stop};
use crate::language::msg;

/// The widths that doors have, m.
const WIDTHS: std::ops::RangeInclusive<f64> = 0.3..=30.0;
/// How far a door may stand from the space that it is said to bound, m.
const ASTRAY: f64 = 1.5;
/// An opening whose sill is not higher is walked through, m.
const SILL: f64 = 0.2;
/// An opening that is not lower is walked through, m.
const HEADROOM: f64 = 1.8;

impl<'a> Reading<'_, 'a> {
    /// Puts the doors on their storeys; how many there are, and how many of them have a fire rating.
    pub(super) fn doors(
        &mut self,
        storeys: &mut [FoundStorey],
        stop: &Stop,
    ) -> Result<(usize, usize), PlanError> {
        let step = self.model.step;
        let outlines: Vec<Vec<Polygon>> = storeys
            .iter()
            .map(|storey| storey.spaces.iter().map(|space| space.outline.clone()).collect())
            .collect();
        let places: Vec<Places<'_>> = outlines.iter().map(|all| Places::of(all.iter())).collect();
        for kind in ["IFCDOOR", "IFCDOORSTANDARDCASE"] {
            for id in step.of_kind(kind) {
                stop.check()?;
                let Some(door) = step.get(id) else { continue };
                let Some(level) = self.level_of(id) else {
                    let name = door.get(2).text().unwrap_or_default();
                    let message = msg!("import-ifc-door-no-storey", name = name);
                    self.notes.push(Note::new(Certainty::LeftOut, message));
                    continue;
                };
                let found = self.door(id, &door, level, &places[level], &outlines[level]);
                storeys[level].doors.extend(found);
            }
        }
        let doors = storeys.iter().flat_map(|storey| &storey.doors);
        let rated = doors.clone().filter(|door| door.kind.is_fire_door()).count();
        let count = doors.count();
        for id in self.model.bare_openings() {
            stop.check()?;
            let Some(level) = self.level_of(id) else { continue };
            let found = self.passage(id, level, &places[level], &outlines[level]);
            storeys[level].doors.extend(found);
        }
        Ok((count, rated))
    }

    fn door(
        &mut self,
        id: Id,
        door: &Instance<'a>,
        level: usize,
        places: &Places<'_>,
        outlines: &[Polygon],
    ) -> Option<FoundDoor> {
        let properties = self.model.properties(id);
        let name = [2, 7].into_iter().find_map(|at| door.get(at).text()).unwrap_or_default();
        let mark = properties.text("Reference").filter(|text| text.chars().count() <= 14);
        let name = short(&name).or(mark).unwrap_or(name);
        let leave = |reading: &mut Self, at: Option<Point>, message| {
            let mut note = Note::new(Certainty::LeftOut, message).on(level);
            note.at = at;
            reading.notes.push(note);
        };
        let Some(mut line) = self.line(door, &properties) else {
            leave(self, None, msg!("import-ifc-door-no-place", name = &name));
            return None;
        };
        let mut joins = sides(places, line);
        let bounds = self.model.bounded_by(id).len();
        if joins == [None, None] && bounds > 0 {
            // It is said to bound a space: it stands a little beside it.
            let near =
                outlines.iter().enumerate().map(|(n, o)| (o.outline_distance(line.middle()), n));
            let near = near.filter(|(far, _)| *far < ASTRAY).min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, number)) = near {
                joins = [Some(number), None];
                let message = msg!("import-ifc-door-astray", name = &name);
                self.notes.push(Note::new(Certainty::Guessed, message).at(line.middle()).on(level));
            }
        }
        if joins == [None, None] {
            leave(self, Some(line.middle()), msg!("import-door-nowhere", name = &name));
            return None;
        }
        if joins[0] == joins[1] {
            leave(self, Some(line.middle()), msg!("import-door-one-space"));
            return None;
        }
        let thick = joins.map(|side| side.map(|number| &outlines[number]));
        line = seat(line, thick);
        let operation = self.operation(id, door);
        let (swing, leaves, known) = swing(&operation);
        let rating = properties.text("FireRating").unwrap_or_default();
        let kind = fire_class(&rating).map_or(DoorKind::Ordinary, fire_door);
        let unread = !rating.is_empty() && kind == DoorKind::Ordinary;
        if unread && !["0", "-", "NO", "NONE", "N/A"].contains(&rating.to_uppercase().as_str()) {
            let message = msg!("import-ifc-rating", name = &name, rating = rating);
            leave(self, Some(line.middle()), message);
        }
        let outside = joins.contains(&None);
        if outside && properties.is("IsExternal") == Some(false) && !self.levels.is_empty() {
            let message = msg!("import-ifc-door-inside", name = &name);
            self.notes.push(Note::new(Certainty::Guessed, message).at(line.middle()).on(level));
        }
        let lining = properties.number("LiningThickness").map(|thick| thick * self.metres);
        let clear = lining
            .filter(|thick| *thick > 0.0 && *thick < 0.2)
            .map(|thick| (line.length() - 2.0 * thick).max(0.3));
        Some(FoundDoor {
            name,
            line,
            clear_width: clear,
            leaves,
            swing,
            kind,
            exit: outside,
            self_closer: properties.is("SelfClosing"),
            guessed: !known || (outside && properties.is("IsExternal") == Some(false)),
        })
    }

    /// From jamb to jamb, m.
    fn line(&self, door: &Instance<'a>, properties: &Properties<'_>) -> Option<Segment> {
        let frame = self.model.frame(door);
        let said = door.get(9).number().or_else(|| properties.number("Width"));
        let bounds = self.reader.shape(door, &Frame::default(), &["Body", "Box"]).bounds;
        let extent = |axis: usize| bounds.map(|[low, high]| high[axis] - low[axis]);
        let wide = |axis: usize, width: f64| {
            extent(axis).is_some_and(|own| (0.7..=1.3).contains(&(own / width)))
        };
        let width = said.or_else(|| Some(extent(0)?.max(extent(1)?)))?;
        if !WIDTHS.contains(&(width * self.metres)) {
            return None;
        }
        // The body says where the leaf is; the standard has it begin at the placement, along its x.
        let axis = if !wide(0, width) && wide(1, width) { 1 } else { 0 };
        let middle = match bounds {
            Some([low, high]) if wide(axis, width) => low[axis].midpoint(high[axis]),
            _ => width / 2.0,
        };
        let across = bounds.map_or(0.0, |[low, high]| low[1 - axis].midpoint(high[1 - axis]));
        let across = if across.abs() * self.metres < 0.4 { across } else { 0.0 };
        let end = |along: f64| {
            let local: Place = if axis == 0 { [along, across, 0.0] } else { [across, along, 0.0] };
            let [x, y, _] = frame.place(local);
            self.on_plan(x, y)
        };
        let line = Segment::new(end(middle - width / 2.0), end(middle + width / 2.0));
        // A hatch in a floor has no width on the plan.
        (line.length() > 0.9 * width * self.metres).then_some(line)
    }

    /// How a door works, as the door or its type says.
    fn operation(&self, id: Id, door: &Instance<'_>) -> String {
        let own = door.get(11).word();
        if !own.is_empty() && own != "NOTDEFINED" {
            return own;
        }
        let Some(kind) = self.model.kind_of(id) else { return String::new() };
        let at = if kind.is("IFCDOORSTYLE") { 8 } else { 10 };
        kind.get(at).word()
    }

    /// An opening from the floor up that joins two spaces.
    fn passage(
        &mut self,
        id: Id,
        level: usize,
        places: &Places<'_>,
        outlines: &[Polygon],
    ) -> Option<FoundDoor> {
        let opening = self.model.step.get(id)?;
        let frame = self.model.frame(&opening);
        let shape = self.reader.shape(&opening, &frame, &["Body", "Box"]);
        let [low, high] = shape.bounds?;
        let floor = self.levels[level].floor;
        if low[2] * self.metres > floor + SILL || (high[2] - low[2]) * self.metres < HEADROOM {
            return None;
        }
        let outline = self.outlines(&shape).into_iter().next()?.0;
        let middle = outline.label_point();
        let line = outline.edges().take(2).find_map(|edge| {
            let (x, y) = edge.direction();
            let half = edge.length() / 2.0;
            let ends = (middle.moved(-x * half, -y * half), middle.moved(x * half, y * half));
            let line = Segment::new(ends.0, ends.1);
            let joins = sides(places, line);
            let two = joins[0].is_some() && joins[1].is_some() && joins[0] != joins[1];
            (two && WIDTHS.contains(&line.length())).then_some((line, joins))
        });
        let (line, joins) = line?;
        let line = seat(line, joins.map(|side| side.map(|number| &outlines[number])));
        let message = msg!("import-ifc-passage", width = format!("{:.2}", line.length()));
        self.notes.push(Note::new(Certainty::Guessed, message).at(middle).on(level));
        Some(FoundDoor {
            name: String::new(),
            line,
            clear_width: None,
            leaves: 1,
            swing: Swing::Open,
            kind: DoorKind::Ordinary,
            exit: false,
            self_closer: None,
            guessed: true,
        })
    }
}

/// The last part of names such as `Single-Flush:0915 x 2134mm:123456` is the program's own number.
fn short(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(':').collect();
    match parts.as_slice() {
        [.., number] if parts.len() > 2 && number.chars().all(|c| c.is_ascii_digit()) => {
            Some((*number).to_owned())
        }
        _ => None,
    }
}

/// How a leaf swings, how many there are, and whether that is said. A leaf opens to the left of a line
/// that runs along the door's x axis, because it opens towards its y axis.
fn swing(operation: &str) -> (Swing, u8, bool) {
    let leaves = if operation.starts_with("DOUBLE_DOOR") { 2 } else { 1 };
    let swing = match operation {
        "" | "NOTDEFINED" | "USERDEFINED" => return (Swing::Left, 1, false),
        "SLIDING_TO_LEFT"
        | "SLIDING_TO_RIGHT"
        | "DOUBLE_DOOR_SLIDING"
        | "FOLDING_TO_LEFT"
        | "FOLDING_TO_RIGHT"
        | "DOUBLE_DOOR_FOLDING" => Swing::Sliding,
        "REVOLVING" => Swing::Revolving,
        "ROLLINGUP" => Swing::Roller,
        "DOUBLE_SWING_LEFT" | "DOUBLE_SWING_RIGHT" | "DOUBLE_DOOR_DOUBLE_SWING" => Swing::Both,
        _ => Swing::Left,
    };
    (swing, leaves, true)
}
