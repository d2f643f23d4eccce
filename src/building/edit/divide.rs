//! Dividing a space, and making one of several.

use std::collections::BTreeSet;

use geo::Area as _;

use super::{EditError, place, remove, unknown};
use crate::building::{
    Area, Building, ElementId, OccupantLoad, Point, Polygon, Segment, Space, SpaceId, StoreyId,
    area,
};

/// Pieces smaller than this come from rounding, m².
const SLIVER: f64 = 0.05;

type Made = Result<BTreeSet<ElementId>, EditError>;

pub(super) fn split(building: &mut Building, id: &SpaceId, line: Segment) -> Made {
    let (storey, space) = building.space(id).ok_or_else(|| unknown(id))?;
    let (storey, space) = (storey.id.clone(), space.clone());
    let bounds = space.outline.bounds().ok_or(EditError::Outline)?;
    if line.length() < 1e-6 {
        return Err(EditError::Line);
    }
    // A square on each side of the line that is larger than the space wherever it lies.
    let reach = bounds.width() + bounds.height() + line.a.distance(bounds.centre());
    let ((dx, dy), (lx, ly)) = (line.direction(), line.left());
    let (back, front) =
        (line.a.moved(-dx * reach, -dy * reach), line.a.moved(dx * reach, dy * reach));
    let half = |sign: f64| {
        let aside = |p: Point| p.moved(lx * reach * sign, ly * reach * sign);
        Polygon(vec![back, front, aside(front), aside(back)])
    };
    let whole = Area::from(&space.outline);
    let mut pieces = Vec::new();
    for sign in [1.0, -1.0] {
        let piece = area::intersection(&whole, &Area::from(&half(sign)))?;
        pieces.push(piece.into_iter().filter_map(|p| outline(&p)).collect::<Vec<_>>());
    }
    if pieces.iter().any(Vec::is_empty) {
        return Err(EditError::NotDivided);
    }
    let mut pieces: Vec<Polygon> = pieces.into_iter().flatten().collect();
    // The largest piece stays what the space was.
    pieces.sort_by(|a, b| b.area().total_cmp(&a.area()));
    let size = space.outline.area();
    let mut left = counted(space.load);
    let mut made = BTreeSet::new();
    for (at, outline) in pieces.iter().enumerate().rev() {
        let share = (f64::from(counted(space.load)) * outline.area() / size).round() as u32;
        let people = if at == 0 { left } else { share.min(left) };
        left -= people;
        let load = match space.load {
            OccupantLoad::Count(_) => OccupantLoad::Count(people),
            other => other,
        };
        let new = Space { outline: outline.clone(), load, ..space.clone() };
        if at == 0 {
            if let Some(old) = building.space_mut(id) {
                *old = new;
            }
            made.insert(id.into());
        } else {
            let id = SpaceId::numbered(building.next_number());
            let name = format!("{} {}", space.name, at + 1);
            // People of a shift stay with the larger part until somebody says otherwise.
            let new = Space { id: id.clone(), name, by_shift: Vec::new(), ..new };
            place::storey_mut(building, &storey)?.spaces.push(new);
            made.insert(id.into());
        }
    }
    Ok(made)
}

pub(super) fn merge(building: &mut Building, ids: &BTreeSet<SpaceId>) -> Made {
    let found: Vec<(StoreyId, Space)> = building
        .spaces()
        .filter(|(_, space)| ids.contains(&space.id))
        .map(|(storey, space)| (storey.id.clone(), space.clone()))
        .collect();
    let Some((storey, first)) = found.first() else { return Err(EditError::NotTouching) };
    if found.len() < 2 || found.iter().any(|(other, _)| other != storey) {
        return Err(EditError::NotTouching);
    }
    let outlines: Vec<Area> = found.iter().map(|(_, space)| Area::from(&space.outline)).collect();
    let mut parts =
        area::union(&outlines)?.into_iter().filter(|part| part.unsigned_area() > SLIVER);
    let (Some(part), None) = (parts.next(), parts.next()) else {
        return Err(EditError::NotTouching);
    };
    // A yard inside would be lost with its wall.
    if part
        .interiors()
        .iter()
        .any(|hole| geo::Polygon::new(hole.clone(), Vec::new()).unsigned_area() > SLIVER)
    {
        return Err(EditError::NotTouching);
    }
    let outline = outline(&part).ok_or(EditError::NotTouching)?;
    let people: u32 = found.iter().map(|(_, space)| space.people(None)).sum();
    let same = found.iter().all(|(_, space)| space.load == first.load);
    let mut new = Space { outline, ..first.clone() };
    if !(same && matches!(first.load, OccupantLoad::AreaPerPerson(_) | OccupantLoad::Empty)) {
        new.load = OccupantLoad::Count(people);
    }
    for (_, space) in &found[1..] {
        for hazard in &space.hazards {
            if !new.hazards.contains(hazard) {
                new.hazards.push(*hazard);
            }
        }
        for load in &space.by_shift {
            match new.by_shift.iter_mut().find(|own| own.shift == load.shift) {
                Some(own) => own.people += load.people,
                None => new.by_shift.push(load.clone()),
            }
        }
    }
    new.hazards.sort();
    let id = first.id.clone();
    if let Some(old) = building.space_mut(&id) {
        *old = new;
    }
    let gone = found[1..].iter().map(|(_, space)| ElementId::from(&space.id)).collect();
    remove::delete(building, &mut crate::building::Site::default(), &gone)?;
    // A door between two of them stands in the middle of one now.
    if let Some(storey) = building.storey_mut(storey) {
        let inside: BTreeSet<_> = storey
            .doors
            .iter()
            .filter(|door| storey.sides(door) == (Some(&id), Some(&id)))
            .map(|door| door.id.clone())
            .collect();
        storey.doors.retain(|door| !inside.contains(&door.id));
    }
    Ok([id.into()].into())
}

const fn counted(load: OccupantLoad) -> u32 {
    match load {
        OccupantLoad::Count(people) => people,
        OccupantLoad::Empty | OccupantLoad::AreaPerPerson(_) => 0,
    }
}

/// The outline of a piece without corners in a straight wall; nothing for a sliver.
fn outline(piece: &geo::Polygon) -> Option<Polygon> {
    if piece.unsigned_area() <= SLIVER {
        return None;
    }
    let mut corners: Vec<Point> = piece.exterior().coords().map(|c| Point::new(c.x, c.y)).collect();
    corners.dedup_by(|a, b| a.distance(*b) < 1e-6);
    if corners.first() == corners.last() {
        corners.pop();
    }
    let count = corners.len();
    let bends = |i: usize| {
        let (a, b, c) = (corners[(i + count - 1) % count], corners[i], corners[(i + 1) % count]);
        Segment::new(a, c).distance(b) > 1e-6
    };
    let kept: Vec<Point> = (0..count).filter(|i| bends(*i)).map(|i| corners[i]).collect();
    (kept.len() >= 3).then_some(Polygon(kept))
}
