//! Doors as they are drawn: the arc of a leaf, two arcs that meet, a block with a door's name.

use std::collections::HashSet;

use super::Stop;
use super::drawing::{Arc, Drawing, Stroke};
use super::label::{DoorMark, door_mark};
use super::linework::{Index, MOST_CUTS, Trouble, agree, way};
use super::role::Role;
use crate::building::{Point, Segment};

/// A door that was recognised by its symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol {
    /// From jamb to jamb, m.
    pub opening: Segment,
    /// The number of its leaves.
    pub leaves: u8,
    /// The direction into which it opens, if it is drawn.
    pub swing: Option<(f64, f64)>,
    /// Its mark, from the block's name or a text beside it.
    pub mark: Option<DoorMark>,
}

/// The radius of a door's arc, m: on a layer for doors, and on others.
const ON_DOORS: (f64, f64) = (0.4, 2.6);
const ELSEWHERE: (f64, f64) = (0.5, 1.65);
/// By how much a leaf is drawn open, degrees.
const OPEN: (f64, f64) = (40.0, 125.0);
/// How near an end must be to belong to a symbol, m.
const NEAR: f64 = 0.12;
/// Leaves are set beside one another no more often than this: 7 700 doors, more than any sheet has.
const MOST_PAIRS: usize = 30_000_000;
/// How far a mark stands from its door, m.
const MARK: f64 = 1.3;

/// The doors of a drawing in metres, and for each stroke whether it is a part of one.
///
/// # Errors
/// If there are more lines near doors, or doors near one another, than in any plan, or it was stopped.
pub fn symbols(
    drawing: &Drawing,
    roles: &[Role],
    stop: &Stop,
) -> Result<(Vec<Symbol>, Vec<bool>), Trouble> {
    let role = |layer: u32| roles.get(layer as usize).copied().unwrap_or(Role::Nothing);
    let index = Index::of(drawing.strokes.iter().map(|stroke| stroke.line));
    let mut of_door: Vec<bool> = vec![false; drawing.strokes.len()];
    let mut found: Vec<Symbol> = Vec::new();
    let mut seen = HashSet::new();
    let mut looks = 0;
    for arc in drawing.arcs.iter().filter(|arc| is_door(arc, role(arc.layer))) {
        // An arc that is drawn again and again counts once, as a line does.
        let ends = [arc.centre, arc.from].map(|point| [point.x.to_bits(), point.y.to_bits()]);
        if !seen.insert((arc.layer, ends, arc.sweep.to_bits())) {
            continue;
        }
        if looks > MOST_CUTS {
            return Err(Trouble::Tangled);
        }
        stop.check().map_err(|_| Trouble::Stopped)?;
        let (symbol, leaf) = of_arc(arc, &drawing.strokes, &index, &role);
        for number in index.near(leaf, NEAR) {
            looks += 1;
            let line = drawing.strokes[number].line;
            let on_leaf = |p: Point| leaf.distance(p) <= 0.09;
            let along = agree(line.direction(), leaf.direction()).abs() > 0.9;
            if on_leaf(line.a) && on_leaf(line.b) && (along || line.length() < NEAR) {
                of_door[number] = true;
            }
        }
        found.push(symbol);
    }
    let mut symbols = pairs(found, stop)?;
    for insert in &drawing.inserts {
        let mark = door_mark(&insert.name);
        let lower = insert.name.to_lowercase();
        let named = mark.is_some() || lower.contains("door") || lower.contains('门');
        if !named || role(insert.layer) == Role::Nothing {
            continue;
        }
        looks += symbols.len();
        if looks > MOST_PAIRS {
            return Err(Trouble::Tangled);
        }
        if insert.has_arc {
            let near = |symbol: &&mut Symbol| {
                insert.line.distance(symbol.opening.middle()) < MARK && symbol.mark.is_none()
            };
            if let Some(symbol) = symbols.iter_mut().find(near) {
                symbol.mark = mark;
            }
        } else if (0.5..=8.0).contains(&insert.line.length()) {
            symbols.push(Symbol { opening: insert.line, leaves: 1, swing: None, mark });
        }
    }
    for text in &drawing.texts {
        let Some(mark) = door_mark(&text.words) else { continue };
        if role(text.layer) == Role::Nothing {
            continue;
        }
        looks += symbols.len();
        if looks > MOST_PAIRS {
            return Err(Trouble::Tangled);
        }
        let nearest = symbols
            .iter_mut()
            .map(|symbol| (symbol.opening.distance(text.at), symbol))
            .filter(|(distance, symbol)| *distance < MARK && symbol.mark.is_none())
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, symbol)) = nearest {
            symbol.mark = Some(mark);
        }
    }
    Ok((symbols, of_door))
}

/// Whether an arc is the swing of a leaf, not a bent wall.
#[must_use]
pub fn is_door(arc: &Arc, role: Role) -> bool {
    let radii = match role {
        Role::Doors => ON_DOORS,
        Role::Walls | Role::Everything => ELSEWHERE,
        _ => return false,
    };
    (radii.0..=radii.1).contains(&arc.radius()) && (OPEN.0..=OPEN.1).contains(&arc.sweep.abs())
}

/// The door of an arc, and the line of its open leaf.
fn of_arc(
    arc: &Arc,
    strokes: &[Stroke],
    index: &Index,
    role: &impl Fn(u32) -> Role,
) -> (Symbol, Segment) {
    let hinge = arc.centre;
    let ends = [arc.from, arc.to()];
    let evidence = ends.map(|end| {
        let leaf = Segment::new(hinge, end);
        let lies_along = |line: Segment| {
            let (a, b) = (leaf.nearest_share(line.a), leaf.nearest_share(line.b));
            leaf.distance(line.a) < NEAR && leaf.distance(line.b) < NEAR && (a - b).abs() > 0.7
        };
        let (mut drawn, mut wall) = (false, f64::INFINITY);
        for number in index.near(leaf, NEAR) {
            let stroke = strokes[number];
            if lies_along(stroke.line) {
                drawn = true;
            } else if matches!(role(stroke.layer), Role::Walls | Role::Everything) {
                wall = wall.min(stroke.line.distance(end));
            }
        }
        (drawn, wall)
    });
    let open = match evidence {
        [(true, _), (false, _)] => 0,
        [(false, _), (true, _)] => 1,
        [(_, first), (_, second)] => usize::from(first < second),
    };
    let (leaf_end, strike) = (ends[open], ends[1 - open]);
    let opening = Segment::new(hinge, strike);
    let left = opening.left();
    let side = if agree(left, way(hinge, leaf_end)) >= 0.0 { left } else { (-left.0, -left.1) };
    let symbol = Symbol { opening, leaves: 1, swing: Some(side), mark: None };
    (symbol, Segment::new(hinge, leaf_end))
}

/// Joins two leaves that meet to one door with two.
fn pairs(found: Vec<Symbol>, stop: &Stop) -> Result<Vec<Symbol>, Trouble> {
    let mut joined: Vec<Symbol> = Vec::with_capacity(found.len());
    let mut looks = 0;
    for symbol in found {
        looks += joined.len();
        if looks > MOST_PAIRS {
            return Err(Trouble::Tangled);
        }
        stop.check().map_err(|_| Trouble::Stopped)?;
        let meets = |other: &&mut Symbol| {
            other.leaves == 1
                && other.opening.b.distance(symbol.opening.b) < 0.15
                && agree(other.opening.direction(), symbol.opening.direction()) < -0.95
        };
        if let Some(other) = joined.iter_mut().find(meets) {
            other.opening = Segment::new(other.opening.a, symbol.opening.a);
            other.leaves = 2;
        } else if !joined.iter().any(|other| {
            // A leaf that swings both ways is drawn twice.
            other.opening.middle().distance(symbol.opening.middle()) < 0.1
        }) {
            joined.push(symbol);
        }
    }
    Ok(joined)
}
