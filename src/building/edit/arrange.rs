//! Aligning and distributing elements, and walls beside walls.

use std::collections::BTreeSet;

use super::{EditError, place, reshape};
use crate::building::{Bounds, Building, ElementId, Segment, Site, WallId};
use crate::language::choice;

choice! {
    /// How elements are brought into order.
    pub enum Alignment {
        /// Their left sides in one line.
        Left => "align-left",
        /// Their right sides in one line.
        Right => "align-right",
        /// Their upper sides in one line.
        Top => "align-top",
        /// Their lower sides in one line.
        Bottom => "align-bottom",
        /// Their middles on one upright line.
        Middle => "align-middle",
        /// Their middles on one level line.
        Centre => "align-centre",
        /// The same gap between each and the next to its right.
        SpreadSideways => "align-spread-sideways",
        /// The same gap between each and the next above.
        SpreadUp => "align-spread-up",
    }
}

type Placed = (ElementId, Bounds);

pub(super) fn align(
    building: &mut Building,
    site: &mut Site,
    elements: BTreeSet<ElementId>,
    to: Alignment,
) -> Result<BTreeSet<ElementId>, EditError> {
    let mut placed: Vec<Placed> = elements
        .iter()
        .filter_map(|id| {
            let one = BTreeSet::from([id.clone()]);
            Some((id.clone(), reshape::bounds(building, site, &one)?))
        })
        .collect();
    let Some(all) = placed.iter().map(|(_, bounds)| *bounds).reduce(Bounds::union) else {
        return Ok(elements);
    };
    let shifts = match to {
        Alignment::SpreadSideways => {
            placed.sort_by(|(_, a), (_, b)| a.min.x.total_cmp(&b.min.x));
            let spans: Vec<_> = placed.iter().map(|(_, b)| (b.min.x, b.width())).collect();
            spread(&spans).into_iter().map(|by| (by, 0.0)).collect()
        }
        Alignment::SpreadUp => {
            placed.sort_by(|(_, a), (_, b)| a.min.y.total_cmp(&b.min.y));
            let spans: Vec<_> = placed.iter().map(|(_, b)| (b.min.y, b.height())).collect();
            spread(&spans).into_iter().map(|by| (0.0, by)).collect()
        }
        side => placed.iter().map(|(_, own)| shift(*own, all, side)).collect::<Vec<_>>(),
    };
    for ((id, _), (dx, dy)) in placed.into_iter().zip(shifts) {
        if dx != 0.0 || dy != 0.0 {
            reshape::shift(building, site, BTreeSet::from([id]), dx, dy)?;
        }
    }
    Ok(elements)
}

/// How far an element moves so that it lines up with the others.
fn shift(own: Bounds, all: Bounds, side: Alignment) -> (f64, f64) {
    match side {
        Alignment::Left => (all.min.x - own.min.x, 0.0),
        Alignment::Right => (all.max.x - own.max.x, 0.0),
        Alignment::Top => (0.0, all.max.y - own.max.y),
        Alignment::Bottom => (0.0, all.min.y - own.min.y),
        Alignment::Middle => (all.centre().x - own.centre().x, 0.0),
        Alignment::Centre => (0.0, all.centre().y - own.centre().y),
        Alignment::SpreadSideways | Alignment::SpreadUp => (0.0, 0.0),
    }
}

/// How far each of these spans, given by beginning and length in order, moves so that the gaps
/// between them are equal; the first and the last stay.
fn spread(spans: &[(f64, f64)]) -> Vec<f64> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Vec::new() };
    let room = last.0 + last.1 - first.0 - spans.iter().map(|(_, length)| length).sum::<f64>();
    let gap = room / (spans.len().max(2) - 1) as f64;
    let mut at = first.0;
    spans
        .iter()
        .map(|(begin, length)| {
            let by = at - begin;
            at += length + gap;
            by
        })
        .collect()
}

pub(super) fn offset(
    building: &mut Building,
    wall: &WallId,
    distance: f64,
) -> Result<BTreeSet<ElementId>, EditError> {
    let found = building
        .storeys
        .iter()
        .find_map(|s| Some((s.id.clone(), s.walls.iter().find(|w| w.id == *wall)?.clone())));
    let (storey, wall) = found.ok_or_else(|| super::unknown(wall))?;
    let (x, y) = wall.line.left();
    let line: Segment = wall.line.moved(x * distance, y * distance);
    place::wall(building, &storey, line, wall.thickness)
}
