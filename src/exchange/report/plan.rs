//! The plan of a storey in a drill's report: when spaces were clear, how doors were found, who came
//! out where.

use super::super::drawing::{Anchor, Drawing, Paint, Type};
use super::super::lettering::width_of;
use super::super::storey_drawing::{Frame, Turn, names, spaces, walls};
use crate::building::{Space, SpaceUse, Storey};
use crate::drill::{CheckpointKind, DoorCheck};
use crate::history::Drill;
use crate::language::{Choice, Language};
use crate::units::Seconds;

const GOOD: &str = "#0b7a4b";
const BAD: &str = "#c42b1c";
const EXIT: &str = "#0f5fb5";

/// The room for a plan, mm.
const ROOM: (f64, f64) = (174.0, 92.0);

/// A storey with what happened on it; nothing for one without spaces.
pub(super) fn storey_plan(drill: &Drill, storey: &Storey, lang: Language) -> Option<String> {
    let bounds = storey.bounds()?;
    let margin = (10.0, 6.5);
    let inner = (ROOM.0 - 2.0 * margin.0, ROOM.1 - 2.0 * margin.1);
    let turn = if bounds.height() > bounds.width() * 1.3 { Turn::Quarter } else { Turn::None };
    let frame = Frame::fitting(bounds, turn, margin, inner);
    let (low, high) = (frame.at(bounds.min), frame.at(bounds.max));
    let height = (low.1 - high.1).abs() + 2.0 * margin.1;
    let shift = (low.1.min(high.1) - margin.1).max(0.0);
    let frame = frame.raised(shift);
    let mut drawing = Drawing::new(ROOM.0, height.min(ROOM.1));
    let cleared = |space: &Space| cleared_at(drill, storey, space);
    let fire = drill.record.scenario.fire.as_ref().map(|fire| &fire.space);
    spaces(&mut drawing, &frame, storey, |space| {
        if fire == Some(&space.id) {
            "#fbdcd6"
        } else if cleared(space).is_some() {
            "#dff0e6"
        } else if space.usage == SpaceUse::Stair {
            "#e6ebf0"
        } else {
            "#f7f8f9"
        }
    });
    let check = |door: &crate::building::Door| -> Option<&DoorCheck> {
        drill.outcome.door_checks.iter().rev().find(|check| check.door == door.id)
    };
    walls(&mut drawing, &frame, storey, |door| match check(door) {
        Some(check) if check.found.is_good() => GOOD,
        Some(_) => BAD,
        None if door.exit => EXIT,
        None => "#56626d",
    });
    let place = (&*drill.record.building, storey);
    names(&mut drawing, &frame, place, 2.5, None, |space| {
        let storey_wide = space_clears_with_storey(drill, storey);
        let own = drill
            .record
            .scenario
            .checkpoints
            .iter()
            .any(|c| matches!(&c.kind, CheckpointKind::SpaceCleared(id) if *id == space.id));
        // The time of a whole storey stands once, in its title.
        cleared(space).filter(|_| own || !storey_wide).map(Seconds::clock)
    });
    for door in &storey.doors {
        let at = frame.at(door.line.middle());
        if let Some(check) = check(door) {
            let (color, sign) = if check.found.is_good() { (GOOD, "") } else { (BAD, "! ") };
            drawing.circle(at, 1.1, Paint::fill(color).edged("#ffffff", 0.3));
            if !check.found.is_good() {
                let words = format!("{sign}{} {}", door.name, lang.t(check.found.key()));
                tag(&mut drawing, (at.0, at.1 - 4.2), &words, color);
            }
        }
        if let Some(count) = drill.outcome.exits.get(&door.id) {
            let (x, y) = door.line.left();
            let middle = door.line.middle();
            let inside = storey.space_at(middle.moved(x * 0.4, y * 0.4)).is_some();
            let away = 5.0 * frame.scale / 1e3 * if inside { -1.0 } else { 1.0 };
            let at = frame.at(middle.moved(x * away, y * away));
            let at = (at.0.clamp(9.0, ROOM.0 - 9.0), at.1.clamp(2.4, height - 2.4));
            tag(&mut drawing, at, &format!("{} {}", door.name, count.total()), EXIT);
        }
    }
    Some(drawing.finish())
}

/// Words on a coloured ground.
fn tag(drawing: &mut Drawing, (x, y): (f64, f64), words: &str, color: &str) {
    let width = width_of(words, 2.5) + 2.4;
    drawing.rect((x - width / 2.0, y - 2.0), (width, 4.0), 0.8, Paint::fill(color));
    drawing.text((x, y), words, Type::new(2.5, "#ffffff").strong().at(Anchor::Middle));
}

fn space_clears_with_storey(drill: &Drill, storey: &Storey) -> bool {
    let kind = CheckpointKind::StoreyCleared(storey.id.clone());
    drill.record.scenario.checkpoint_of(&kind).is_some()
}

/// When a space was clear: by its own checkpoint, or with its storey.
fn cleared_at(drill: &Drill, storey: &Storey, space: &Space) -> Option<Seconds> {
    let time =
        |kind: CheckpointKind| drill.outcome.time(&drill.record.scenario.checkpoint_of(&kind)?.id);
    time(CheckpointKind::SpaceCleared(space.id.clone()))
        .or_else(|| time(CheckpointKind::StoreyCleared(storey.id.clone())))
}

/// When the whole storey was clear.
pub(super) fn storey_cleared(drill: &Drill, storey: &Storey) -> Option<Seconds> {
    let kind = CheckpointKind::StoreyCleared(storey.id.clone());
    drill.outcome.time(&drill.record.scenario.checkpoint_of(&kind)?.id)
}
