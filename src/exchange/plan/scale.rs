//! How long the unit of a drawing is.

use super::drawing::Drawing;
use super::report::{Certainty, Note};
use super::role::Role;
use crate::building::{Bounds, Point};
use crate::language::msg;

/// How the length of the unit is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleSource {
    /// The user says so.
    Given,
    /// The file says so.
    File,
    /// A text on the sheet says so.
    Written,
    /// Doors would have the width of doors.
    Doors,
    /// The building would have the size of one.
    Extent,
}

/// Units that plans are drawn in, m: millimetre, centimetre, metre, inch, foot.
const UNITS: [f64; 5] = [0.001, 0.01, 1.0, 0.0254, 0.3048];
/// The width of a door's leaf, m.
const LEAF: (f64, f64) = (0.6, 1.3);
/// The extent of a building, m.
const EXTENT: (f64, f64) = (2.0, 3_000.0);
/// The extent of a building whose drawing says nothing about its scale, m.
const UNKNOWN_EXTENT: f64 = 40.0;

/// What is said about the length of the unit, m, and the size of the plan that follows from it, m.
#[must_use]
pub fn note((metres, source): (f64, ScaleSource), width: f64, height: f64) -> Note {
    let size = format!("{width:.1} × {height:.1} m");
    let unit = in_four_digits(metres);
    let message = match source {
        ScaleSource::Given => msg!("import-scale-given", unit = unit, size = size),
        ScaleSource::File => msg!("import-scale-file", unit = unit, size = size),
        ScaleSource::Written => msg!("import-scale-written", unit = unit, size = size),
        ScaleSource::Doors => msg!("import-scale-doors", unit = unit, size = size),
        ScaleSource::Extent => msg!("import-scale-extent", unit = unit, size = size),
    };
    let sure = matches!(source, ScaleSource::Given | ScaleSource::File);
    Note::new(if sure { Certainty::Understood } else { Certainty::Guessed }, message)
}

/// A length as far as anybody reads it.
fn in_four_digits(metres: f64) -> String {
    let before = metres.abs().max(1e-12).log10().floor();
    let digits = (3.0 - before).clamp(0.0, 12.0) as usize;
    let text = format!("{metres:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// How many metres the drawing's unit has, and how that is known.
#[must_use]
pub fn scale(drawing: &Drawing, roles: &[Role], given: Option<f64>) -> (f64, ScaleSource) {
    if let Some(metres) = given {
        return (metres, ScaleSource::Given);
    }
    let extent = extent(drawing, roles).map_or(0.0, |b| b.width().max(b.height()));
    let leaf = leaf(drawing, roles);
    let plausible = |metres: f64| (EXTENT.0..=EXTENT.1).contains(&(extent * metres));
    if let Some(metres) = drawing.unit
        && (plausible(metres) || extent == 0.0)
    {
        let source = if drawing.on_paper { ScaleSource::Written } else { ScaleSource::File };
        return (metres, source);
    }
    if let Some(leaf) = leaf {
        let fits =
            |metres: &f64| (LEAF.0..=LEAF.1).contains(&(leaf * metres)) && plausible(*metres);
        let usual = UNITS.into_iter().find(fits).filter(|_| !drawing.on_paper);
        let metres = usual.unwrap_or(0.9 / leaf);
        return (metres, ScaleSource::Doors);
    }
    let metres = match extent {
        extent if extent > EXTENT.1 => 0.001,
        extent if extent > 300.0 => UNKNOWN_EXTENT / extent,
        extent if extent >= EXTENT.0 => 1.0,
        extent if extent > 0.0 => UNKNOWN_EXTENT / extent,
        _ => 1.0,
    };
    (metres, ScaleSource::Extent)
}

/// The rectangle around what can be walls, in the drawing's unit.
#[must_use]
pub fn extent(drawing: &Drawing, roles: &[Role]) -> Option<Bounds> {
    let wall = |layer: u32| {
        matches!(roles.get(layer as usize), Some(Role::Walls | Role::Windows | Role::Everything))
    };
    let ends = drawing.strokes.iter().filter(|stroke| wall(stroke.layer));
    let finite = |p: &Point| p.x.is_finite() && p.y.is_finite();
    Bounds::of(ends.flat_map(|stroke| [stroke.line.a, stroke.line.b]).filter(finite))
}

/// The middle one of the radii of arcs that look like the swing of a door.
fn leaf(drawing: &Drawing, roles: &[Role]) -> Option<f64> {
    let door = |layer: u32| {
        matches!(roles.get(layer as usize), Some(Role::Doors | Role::Walls | Role::Everything))
    };
    let mut radii: Vec<f64> = drawing
        .arcs
        .iter()
        .filter(|arc| door(arc.layer) && (75.0..=100.0).contains(&arc.sweep.abs()))
        .map(super::drawing::Arc::radius)
        .filter(|radius| radius.is_finite() && *radius > 0.0)
        .collect();
    let middle = radii.len() / 2;
    radii.sort_by(f64::total_cmp);
    radii.get(middle).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_told_in_four_digits() {
        let told = [0.001, 0.0254, 0.3048, 1.0, 0.029_398_164_930_517_296, 12.5, 1234.6];
        let told = told.map(in_four_digits);
        assert_eq!(told, ["0.001", "0.0254", "0.3048", "1", "0.0294", "12.5", "1235"]);
    }
}
