//! Several plans become one building: each a storey or several, laid over one another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::proposal::Proposal;
use super::report::{Certainty, Note};
use super::scale::ScaleSource;
use super::similarity::Similarity;
use crate::building::{Point, Segment};
use crate::language::msg;

/// Plans whose common origin would put them farther apart than this were not drawn over one another, m.
const APART: f64 = 500.0;
/// Lengths that differ by more than this share are told of.
const DIFFERENT: f64 = 0.01;

/// What is said of one storey of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoreyChoice {
    /// Its name; nothing to take the plan's.
    pub name: Option<String>,
    /// The level of its floor, m; nothing to take the plan's, or the next above what is there.
    pub elevation: Option<f64>,
    /// Whether it is not taken over.
    pub left_out: bool,
}

/// A plan among others.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What was found on it.
    pub proposal: Arc<Proposal>,
    /// How far it is turned, counter-clockwise, degrees.
    pub turn: f64,
    /// Two points of it, m, that lie over the same two points of the first plan.
    pub points: Option<Segment>,
    /// What is said of its storeys, by their number.
    pub storeys: BTreeMap<usize, StoreyChoice>,
}

impl Sheet {
    /// A point given in the plan's own unit and axes, in metres as the proposal has it.
    #[must_use]
    pub fn point(&self, at: Point) -> Point {
        let metres = self.proposal.scale.map_or(1.0, |(metres, _)| metres);
        let origin = self.proposal.origin;
        Point::new((at.x - origin.x) * metres, (at.y - origin.y) * metres)
    }
}

/// How each plan is laid on the first one.
#[must_use]
pub fn places(sheets: &[Sheet]) -> Vec<Similarity> {
    laid(sheets).into_iter().map(|(place, _)| place).collect()
}

/// How each plan is laid on the first one, and what there is to say about it.
fn laid(sheets: &[Sheet]) -> Vec<(Similarity, Option<Note>)> {
    let Some(first) = sheets.first() else { return Vec::new() };
    let base = Similarity { turn: first.turn, ..Similarity::NONE };
    let place = |sheet: &Sheet| {
        let own = Similarity { turn: sheet.turn, ..Similarity::NONE };
        if let (Some(from), Some(onto)) = (sheet.points, first.points) {
            let onto = base.segment(onto);
            let sure = |sheet: &Sheet| {
                matches!(sheet.proposal.scale, Some((_, ScaleSource::Given | ScaleSource::File)))
            };
            let ratio = onto.length() / from.length();
            let scaled = !sure(sheet);
            if let Some(map) = Similarity::between(from, onto, scaled) {
                let percent = format!("{:.1}", (ratio - 1.0) * 100.0);
                let note = (ratio - 1.0).abs() > DIFFERENT;
                let message = if scaled {
                    msg!("import-aligned-scaled", percent = percent)
                } else {
                    msg!("import-aligned-different", percent = percent)
                };
                return (map, note.then(|| Note::new(Certainty::Guessed, message)));
            }
        }
        // Drawn over one another, plans share their origin.
        let metres = |sheet: &Sheet| {
            let scale = sheet.proposal.scale.map_or(1.0, |(metres, _)| metres);
            let origin = sheet.proposal.origin;
            Point::new(origin.x * scale, origin.y * scale)
        };
        let (a, b) = (metres(first), metres(sheet));
        let shift = Point::new(b.x - a.x, b.y - a.y);
        if shift.distance(Point::default()) > APART {
            let message = msg!("import-not-aligned");
            return (own, Some(Note::new(Certainty::Guessed, message)));
        }
        // What the first plan is turned by turns the common origin too.
        let moved = Similarity { to: base.point(shift), ..own };
        (moved, None)
    };
    std::iter::once((base, None)).chain(sheets.iter().skip(1).map(place)).collect()
}

/// The plans in their places, each with the storeys that are kept.
#[must_use]
pub fn placed(sheets: &[Sheet]) -> Vec<Proposal> {
    let place = |(sheet, (place, note)): (&Sheet, (Similarity, Option<Note>))| {
        let mut proposal = (*sheet.proposal).clone();
        proposal.place(place);
        for (number, choice) in &sheet.storeys {
            let Some(storey) = proposal.storeys.get_mut(*number) else { continue };
            if let Some(name) = choice.name.as_ref().filter(|name| !name.is_empty()) {
                storey.name.clone_from(name);
            }
            storey.elevation = choice.elevation.or(storey.elevation);
        }
        let kept = |n: usize| !sheet.storeys.get(&n).is_some_and(|choice| choice.left_out);
        proposal.keep_storeys(kept);
        proposal.notes.extend(note.map(|note| note.on(0)));
        proposal
    };
    sheets.iter().zip(laid(sheets)).map(place).collect()
}

/// Plans in their places as one, the lowest storey first.
#[must_use]
pub fn merged(plans: &[Proposal]) -> Proposal {
    let mut whole = Proposal::default();
    for plan in plans {
        let above = whole.storeys.len();
        whole.storeys.extend(plan.storeys.iter().cloned());
        whole.notes.extend(plan.notes.iter().cloned().map(|note| {
            let storey = note.storey.map(|number| number + above);
            Note { storey, ..note }
        }));
        whole.stairs.extend(plan.stairs.iter().cloned().map(|mut stair| {
            stair.joined.iter_mut().for_each(|(storey, _)| *storey += above);
            stair
        }));
    }
    whole
}

/// Lays plans over one another.
#[must_use]
pub fn combine(sheets: &[Sheet]) -> Proposal {
    merged(&placed(sheets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::Polygon;
    use crate::exchange::plan::proposal::{FoundSpace, FoundStorey};

    fn sheet(corner: Point, unit: f64, origin: Point) -> Sheet {
        let outline = Polygon::rectangle(corner, corner.moved(4.0, 3.0));
        let storey =
            FoundStorey { spaces: vec![FoundSpace::unnamed(outline)], ..FoundStorey::default() };
        let proposal = Proposal {
            storeys: vec![storey],
            scale: Some((unit, ScaleSource::File)),
            origin,
            ..Proposal::default()
        };
        Sheet { proposal: Arc::new(proposal), ..Sheet::default() }
    }

    fn middle(proposal: &Proposal, storey: usize) -> Point {
        proposal.storeys[storey].spaces[0].outline.centroid()
    }

    #[test]
    fn plans_that_share_an_origin_lie_as_they_were_drawn() {
        // In millimetres, the second one begins 2 m further right.
        let one = sheet(Point::default(), 0.001, Point::new(1_000.0, 0.0));
        let two = sheet(Point::default(), 0.001, Point::new(3_000.0, 0.0));
        let whole = combine(&[one.clone(), two]);
        assert!((middle(&whole, 1).x - middle(&whole, 0).x - 2.0).abs() < 1e-9);
        let far = sheet(Point::default(), 0.001, Point::new(1e9, 0.0));
        let whole = combine(&[one, far]);
        assert!(middle(&whole, 1).distance(middle(&whole, 0)) < 1e-9);
        assert_eq!(whole.notes.len(), 1);
    }

    #[test]
    fn two_points_lay_a_turned_plan_on_the_first() {
        let mut one = sheet(Point::default(), 1.0, Point::default());
        one.points = Some(Segment::new(Point::new(0.0, 0.0), Point::new(4.0, 0.0)));
        let mut two = sheet(Point::new(50.0, 50.0), 1.0, Point::default());
        // The same edge of the room, which stands upright in the other drawing.
        two.points = Some(Segment::new(Point::new(54.0, 50.0), Point::new(54.0, 54.0)));
        let whole = combine(&[one, two]);
        assert!(middle(&whole, 1).distance(Point::new(1.5, 2.0)) < 1e-9, "{:?}", middle(&whole, 1));
        assert!(whole.notes.is_empty());
    }

    #[test]
    fn a_storey_is_named_raised_or_left_out() {
        let mut one = sheet(Point::default(), 1.0, Point::default());
        let choice =
            StoreyChoice { name: Some("2F".into()), elevation: Some(4.0), left_out: false };
        one.storeys.insert(0, choice);
        let mut two = one.clone();
        two.storeys.insert(0, StoreyChoice { left_out: true, ..StoreyChoice::default() });
        let whole = combine(&[one, two]);
        assert_eq!(whole.storeys.len(), 1);
        assert_eq!((whole.storeys[0].name.as_str(), whole.storeys[0].elevation), ("2F", Some(4.0)));
    }
}
