//! From a drawing to a proposal: the same for every kind of plan that is drawn with lines.

use std::collections::{BTreeMap, HashSet};

use super::drawing::{Drawing, Text};
use super::label;
use super::linework::{Barrier, Index, Line, agree};
use super::opening::{BESIDE, seat, sides};
use super::proposal::{FoundDoor, FoundSpace, FoundStorey, LayerUse, Proposal};
use super::report::{Certainty, Note};
use super::role::{self, Role};
use super::rooms::{Places, Rooms, rooms};
use super::scale::{self, extent, scale};
use super::symbol::{Symbol, is_door, symbols};
use super::{Options, PlanError, Stop};
use crate::building::{
    Closing as DoorClosing, DoorKind, FireClass, Point, Segment, SpaceUse, Swing,
};
use crate::language::msg;

/// A space of stairs has at least so many treads.
const TREADS: usize = 4;
/// What is enclosed without a door or a name and smaller is no space, m².
const CLOSED: f64 = 9.0;

/// What a drawing proposes.
///
/// # Errors
/// If nothing in it can be a wall, the lines can't be taken apart, or it was stopped.
pub fn propose(drawing: Drawing, options: &Options, stop: &Stop) -> Result<Proposal, PlanError> {
    let drawing = drawing.without_far();
    let mut roles = role::propose(&drawing);
    for (name, role) in drawing.layers.iter().zip(&mut roles) {
        *role = options.roles.get(name).copied().unwrap_or(*role);
    }
    let (metres, source) = scale(&drawing, &roles, options.scale);
    if !(metres.is_finite() && metres > 0.0) {
        return Err(PlanError::Scale(metres));
    }
    let bounds = extent(&drawing, &roles).ok_or(PlanError::NoLines)?;
    let passed_over = drawing.passed_over.clone();
    let origin = bounds.min;
    let drawing = drawing.in_metres(metres, origin);
    let mut proposal = Proposal {
        layers: layers(&drawing, &roles),
        scale: Some((metres, source)),
        origin,
        ..Proposal::default()
    };
    let (width, height) = (bounds.width() * metres, bounds.height() * metres);
    proposal.notes.push(scale::note((metres, source), width, height));
    for (kind, count) in passed_over {
        let message = msg!("import-passed-over", kind = kind, count = count);
        proposal.notes.push(Note::new(Certainty::LeftOut, message));
    }
    let (symbols, of_door) = symbols(&drawing, &roles, stop)?;
    let lines = walls(&drawing, &roles, &of_door);
    if lines.is_empty() {
        return Err(PlanError::NoLines);
    }
    let hints: Vec<Segment> = symbols.iter().map(|symbol| symbol.opening).collect();
    let found = rooms(&lines, &hints, options.gap, stop)?;
    stop.check()?;
    let windows: Vec<Segment> = lines
        .iter()
        .filter(|line| line.barrier == Barrier::Window)
        .map(|line| line.segment)
        .collect();
    let mut notes = Vec::new();
    let storey = storey(&drawing, &roles, &symbols, found, &windows, &mut notes);
    proposal.notes.extend(notes.into_iter().map(|note| Note { storey: Some(0), ..note }));
    proposal.storeys.push(storey);
    Ok(proposal)
}

fn layers(drawing: &Drawing, roles: &[Role]) -> Vec<LayerUse> {
    let mut parts = vec![0; drawing.layers.len()];
    let strokes = drawing.strokes.iter().map(|s| s.layer);
    let arcs = drawing.arcs.iter().map(|a| a.layer);
    let texts = drawing.texts.iter().map(|t| t.layer);
    for layer in strokes.chain(arcs).chain(texts) {
        if let Some(count) = parts.get_mut(layer as usize) {
            *count += 1;
        }
    }
    let layers = drawing.layers.iter().zip(roles).zip(parts);
    layers
        .map(|((name, role), parts)| LayerUse { name: name.clone(), role: *role, parts })
        .filter(|layer| layer.parts > 0)
        .collect()
}

fn shown(drawing: &Drawing) -> Vec<Segment> {
    let arcs = drawing.arcs.iter().flat_map(|arc| arc.strokes().collect::<Vec<_>>());
    drawing.strokes.iter().copied().chain(arcs).map(|stroke| stroke.line).collect()
}

/// The lines that bound rooms.
fn walls(drawing: &Drawing, roles: &[Role], of_door: &[bool]) -> Vec<Line> {
    let role = |layer: u32| roles.get(layer as usize).copied().unwrap_or(Role::Nothing);
    let barrier = |layer: u32| match role(layer) {
        Role::Walls | Role::Everything => Some(Barrier::Wall),
        Role::Windows => Some(Barrier::Window),
        _ => None,
    };
    let strokes = drawing.strokes.iter().zip(of_door).filter(|(_, of_door)| !**of_door);
    let straight = strokes.map(|(stroke, _)| (stroke.layer, stroke.line));
    let bent = drawing.arcs.iter().filter(|arc| !is_door(arc, role(arc.layer)));
    let bent = bent.flat_map(|arc| arc.strokes().map(|s| (s.layer, s.line)).collect::<Vec<_>>());
    // A line that is drawn again and again counts once; thousands in one place would take minutes.
    let mut seen = HashSet::new();
    let ends = |line: Segment| {
        let bits = |p: Point| (p.x.to_bits(), p.y.to_bits());
        (bits(line.a), bits(line.b))
    };
    straight
        .chain(bent)
        .filter_map(|(layer, segment)| Some(Line { segment, barrier: barrier(layer)? }))
        .filter(|line| seen.insert((ends(line.segment), line.barrier)))
        .collect()
}

/// An opening before it is known what it joins.
struct Opening {
    line: Segment,
    symbol: Option<usize>,
    /// Whether people walk through without noticing it.
    cut: bool,
}

#[allow(clippy::too_many_lines, reason = "one pass over what was found")]
fn storey(
    drawing: &Drawing,
    roles: &[Role],
    symbols: &[Symbol],
    found: Rooms,
    windows: &[Segment],
    notes: &mut Vec<Note>,
) -> FoundStorey {
    let role = |layer: u32| roles.get(layer as usize).copied().unwrap_or(Role::Nothing);
    let places = Places::of(found.rooms.iter().map(|room| &room.outline));
    let shafts = Places::of(found.shafts.iter());
    let panes = Index::of(windows.iter().copied());
    let mut openings: Vec<Opening> = symbols
        .iter()
        .enumerate()
        .map(|(number, symbol)| Opening { line: symbol.opening, symbol: Some(number), cut: false })
        .collect();
    let gaps = found.closings.iter().filter(|closing| closing.hint.is_none());
    openings.extend(gaps.map(|closing| Opening { line: closing.line, symbol: None, cut: false }));
    openings.extend(found.cuts.iter().map(|cut| Opening { line: *cut, symbol: None, cut: true }));

    let mut doors: Vec<(FoundDoor, [Option<usize>; 2])> = Vec::new();
    for opening in openings {
        let line = opening.line;
        let middle = line.middle();
        let symbol = opening.symbol.map(|number| &symbols[number]);
        let sides = sides(&places, line);
        if sides[0].is_none() && sides[1].is_none() {
            if let Some(symbol) = symbol {
                let name = symbol.mark.as_ref().map_or("", |mark| mark.name.as_str());
                let message = msg!("import-door-nowhere", name = name);
                notes.push(Note::new(Certainty::LeftOut, message).at(middle));
            }
            continue;
        }
        if sides[0] == sides[1] {
            if symbol.is_some() {
                let message = msg!("import-door-one-space");
                notes.push(Note::new(Certainty::LeftOut, message).at(middle));
            }
            continue;
        }
        let outside = sides.contains(&None);
        let glazed = panes.near(Segment::new(middle, middle), 0.5).any(|number| {
            agree(windows[number].direction(), line.direction()).abs() > 0.95
                && windows[number].distance(middle) < 0.5
        });
        let shaft = BESIDE.iter().any(|beside| {
            let (x, y) = line.left();
            let at = |sign: f64| middle.moved(x * sign * beside, y * sign * beside);
            shafts.at(at(1.0)).is_some() || shafts.at(at(-1.0)).is_some()
        });
        if symbol.is_none() && ((outside && (glazed || shaft)) || line.length() < 0.5) {
            continue;
        }
        let twice = doors.iter().any(|(door, joins)| {
            let reversed = [sides[1], sides[0]];
            (*joins == sides || *joins == reversed)
                && door.line.middle().distance(middle) < 0.95_f64.max(line.length() * 0.4)
                && agree(door.line.direction(), line.direction()).abs() > 0.9
        });
        if twice {
            continue;
        }
        let outlines = sides.map(|side| side.map(|number| &found.rooms[number].outline));
        let seated = if opening.cut { line } else { seat(line, outlines) };
        let mark = symbol.and_then(|symbol| symbol.mark.as_ref());
        let swing = match symbol.map(|symbol| symbol.swing) {
            Some(Some(into)) if agree(seated.left(), into) >= 0.0 => Swing::Left,
            Some(Some(_)) => Swing::Right,
            Some(None) => Swing::Left,
            None => Swing::Open,
        };
        let kind = mark.and_then(|mark| mark.fire).map_or(DoorKind::Ordinary, fire_door);
        let leaves = match symbol {
            Some(symbol) if symbol.swing.is_none() && line.length() > 1.35 => 2,
            Some(symbol) => symbol.leaves,
            None => 1,
        };
        let door = FoundDoor {
            name: mark.map_or_else(String::new, |mark| mark.name.clone()),
            line: seated,
            clear_width: None,
            leaves,
            swing,
            kind,
            exit: outside,
            self_closer: None,
            guessed: symbol.is_none_or(|symbol| symbol.swing.is_none()),
        };
        if symbol.is_none() {
            let width = format!("{:.2}", line.length());
            let message = if opening.cut {
                msg!("import-room-cut")
            } else {
                msg!("import-door-from-gap", width = width)
            };
            notes.push(Note::new(Certainty::Guessed, message).at(middle));
        }
        doors.push((door, sides));
    }

    let names = names(drawing, &role, &places);
    let treads = treads(drawing, &role, &places);
    let has_door: Vec<bool> = (0..found.rooms.len())
        .map(|number| doors.iter().any(|(_, joins)| joins.contains(&Some(number))))
        .collect();
    let mut spaces = Vec::new();
    for (number, room) in found.rooms.iter().enumerate() {
        let text = names.get(&number);
        let middle = room.outline.label_point();
        if !has_door[number] && text.is_none() && room.outline.area() < CLOSED {
            let area = format!("{:.1}", room.outline.area());
            let message = msg!("import-closed-area", area = area);
            notes.push(Note::new(Certainty::LeftOut, message).at(middle));
            continue;
        }
        let name = text.map_or_else(String::new, |text| text.words.trim().to_owned());
        let stair =
            (treads.get(&number).copied().unwrap_or(0) >= TREADS).then_some(SpaceUse::Stair);
        let usage = label::usage(&name).or(stair);
        if name.is_empty() {
            notes.push(Note::new(Certainty::Guessed, msg!("import-space-unnamed")).at(middle));
        } else if usage.is_none() {
            let message = msg!("import-space-use-unknown", name = name.as_str());
            notes.push(Note::new(Certainty::Guessed, message).at(middle));
        }
        spaces.push(FoundSpace { name, usage, outline: room.outline.clone(), load: None });
    }
    let doors: Vec<FoundDoor> = doors.into_iter().map(|(door, _)| door).collect();
    summary(&spaces, &doors, &found, notes);
    FoundStorey {
        spaces,
        doors,
        walls: found.columns,
        lines: shown(drawing),
        ..FoundStorey::default()
    }
}

/// A normally closed fire door of a class.
pub(super) const fn fire_door(class: FireClass) -> DoorKind {
    DoorKind::Fire { class, closing: DoorClosing::NormallyClosed }
}

/// The text that names each room: the largest, then the one nearest to the room's middle.
fn names<'d>(
    drawing: &'d Drawing,
    role: &impl Fn(u32) -> Role,
    places: &Places<'_>,
) -> BTreeMap<usize, &'d Text> {
    let mut names: BTreeMap<usize, &Text> = BTreeMap::new();
    for text in &drawing.texts {
        if role(text.layer) == Role::Nothing || !label::is_name(&text.words) {
            continue;
        }
        let Some(room) = places.at(text.at) else { continue };
        let better = names.get(&room).is_none_or(|known| {
            let uses = |text: &Text| label::usage(&text.words).is_some();
            (text.height > known.height * 1.05, uses(text)) > (false, uses(known))
        });
        if better {
            names.insert(room, text);
        }
    }
    names
}

/// How many lines of stairs are in each room.
fn treads(
    drawing: &Drawing,
    role: &impl Fn(u32) -> Role,
    places: &Places<'_>,
) -> BTreeMap<usize, usize> {
    let mut treads = BTreeMap::new();
    let strokes = drawing.strokes.iter().filter(|stroke| role(stroke.layer) == Role::Stairs);
    for room in strokes.filter_map(|stroke| places.at(stroke.line.middle())) {
        *treads.entry(room).or_insert(0) += 1;
    }
    treads
}

fn summary(spaces: &[FoundSpace], doors: &[FoundDoor], found: &Rooms, notes: &mut Vec<Note>) {
    let area: f64 = spaces.iter().map(|space| space.outline.area()).sum();
    let named = spaces.iter().filter(|space| !space.name.is_empty()).count();
    let message = msg!(
        "import-spaces-found",
        count = spaces.len(),
        named = named,
        area = format!("{area:.0}")
    );
    notes.insert(0, Note::new(Certainty::Understood, message));
    let drawn = doors.iter().filter(|door| !door.guessed).count();
    let message = msg!("import-doors-found", count = doors.len(), drawn = drawn);
    notes.insert(1, Note::new(Certainty::Understood, message));
    if !doors.iter().any(|door| door.exit) && !spaces.is_empty() {
        notes.push(Note::new(Certainty::Guessed, msg!("import-no-exit")));
    }
    if !found.columns.is_empty() {
        let message = msg!("import-columns", count = found.columns.len());
        notes.push(Note::new(Certainty::Understood, message));
    }
    for gap in &found.mended {
        let width = format!("{:.2}", gap.length());
        let message = msg!("import-gap-mended", width = width);
        notes.push(Note::new(Certainty::Guessed, message).at(gap.middle()));
    }
    for ground in &found.grounds {
        let message = msg!("import-ground", area = format!("{:.0}", ground.area()));
        notes.push(Note::new(Certainty::LeftOut, message));
    }
    if !found.shafts.is_empty() {
        let message = msg!("import-shafts", count = found.shafts.len());
        let at = found.shafts[0].label_point();
        notes.push(Note::new(Certainty::LeftOut, message).at(at));
    }
    let idle: Vec<&Segment> = found.idle.iter().filter(|line| line.length() > 0.5).collect();
    if let Some(first) = idle.first() {
        let message = msg!("import-idle-lines", count = idle.len());
        notes.push(Note::new(Certainty::LeftOut, message).at(first.middle()));
    }
}

/// The middle of a text whose lower left corner is known: letters are about 0.6 of their height
/// wide, ideographs as wide as high.
#[must_use]
pub fn text_middle(corner: Point, height: f64, degrees: f64, words: &str) -> Point {
    let width: f64 = words.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (dx, dy) = (width * height / 2.0, height / 2.0);
    corner.moved(dx * cos - dy * sin, dx * sin + dy * cos)
}
