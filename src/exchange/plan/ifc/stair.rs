//! The stairs of a model and the spaces that they join.

use super::Reading;
use super::placing::Frame;
use super::solid::Shape;
use crate::building::{Bounds, Polygon, SpaceUse};
use crate::exchange::plan::proposal::{FoundSpace, FoundStair, FoundStorey};
use crate::exchange::plan::report::{Certainty, Note};
use crate::exchange::plan::step::Id;
use crate::exchange::plan::{PlanError, Stop};
use crate::language::msg;

/// Where risers and treads lie, m.
const RISER: std::ops::RangeInclusive<f64> = 0.08..=0.3;
const TREAD: std::ops::RangeInclusive<f64> = 0.15..=0.5;
/// The widths that flights have, m.
const WIDTH: std::ops::RangeInclusive<f64> = 0.5..=10.0;
/// A stair that covers this share of a space is what the space is for.
const COVERS: f64 = 0.3;
/// How far the floor to which a stair leads may lie from its top, m.
const TOP: f64 = 1.0;

/// What is known of one stair, m.
#[derive(Debug, Default)]
struct Steps {
    bounds: Option<Bounds>,
    top: f64,
    riser: Option<f64>,
    tread: Option<f64>,
    width: Option<f64>,
    flights: u8,
}

impl Reading<'_, '_> {
    /// The stairs; spaces for them are found on the storeys or added.
    pub(super) fn stairs(
        &mut self,
        storeys: &mut [FoundStorey],
        stop: &Stop,
    ) -> Result<Vec<FoundStair>, PlanError> {
        let step = self.model.step;
        let whole: Vec<Id> = step.of_kind("IFCSTAIR").collect();
        let alone =
            step.of_kind("IFCSTAIRFLIGHT").filter(|id| self.model.within(*id, &whole).is_none());
        let all: Vec<Id> = whole.iter().copied().chain(alone).collect();
        let mut stairs = Vec::new();
        for id in all {
            stop.check()?;
            let Some(stair) = step.get(id) else { continue };
            let name = stair.get(2).text().unwrap_or_default();
            let steps = self.steps(id);
            let (Some(level), Some(bounds)) = (self.level_of(id), steps.bounds) else {
                let message = msg!("import-ifc-stair-no-place", name = name);
                self.notes.push(Note::new(Certainty::LeftOut, message));
                continue;
            };
            let Some(upper) = self.upper(level, steps.top) else {
                let message = msg!("import-ifc-stair-nowhere", name = name);
                let note = Note::new(Certainty::LeftOut, message).at(bounds.centre());
                self.notes.push(note.on(level));
                continue;
            };
            let outline = Polygon::rectangle(bounds.min, bounds.max);
            let joined = (level..=upper)
                .map(|number| {
                    (number, self.stair_space(&outline, &name, number, &mut storeys[number]))
                })
                .collect();
            let known = steps.riser.is_some() && steps.tread.is_some() && steps.width.is_some();
            if !known {
                let message = msg!("import-ifc-stair-steps", name = &name);
                self.notes
                    .push(Note::new(Certainty::Guessed, message).at(bounds.centre()).on(level));
            }
            stairs.push(FoundStair {
                name,
                joined,
                clear_width: steps.width,
                riser: steps.riser,
                tread: steps.tread,
                flights: steps.flights.max(1),
            });
        }
        Ok(stairs)
    }

    /// The storey to which a stair leads.
    fn upper(&self, level: usize, top: f64) -> Option<usize> {
        let above = (level + 1..self.levels.len())
            .filter(|n| self.levels[*n].floor > self.levels[level].floor + 0.5);
        let far = |n: &usize| (self.levels[*n].floor - top).abs();
        let nearest = above.clone().min_by(|a, b| far(a).total_cmp(&far(b)));
        nearest.filter(|n| far(n) < TOP).or_else(|| above.min())
    }

    /// The number of the space in which a stair stands, which is added where there is none.
    fn stair_space(
        &mut self,
        outline: &Polygon,
        name: &str,
        level: usize,
        storey: &mut FoundStorey,
    ) -> usize {
        let middle = outline.label_point();
        let inside = storey.spaces.iter().position(|space| space.outline.contains(middle));
        if let Some(number) = inside {
            let space = &mut storey.spaces[number];
            let covers = outline.area() >= COVERS * space.outline.area();
            if space.usage != Some(SpaceUse::Stair) && covers {
                space.usage = Some(SpaceUse::Stair);
                let message = msg!("import-ifc-stair-space", name = name);
                self.notes.push(Note::new(Certainty::Guessed, message).at(middle).on(level));
            }
            if space.usage != Some(SpaceUse::Stair) {
                let message = msg!("import-ifc-stair-open", name = name);
                self.notes.push(Note::new(Certainty::Guessed, message).at(middle).on(level));
            }
            return number;
        }
        let message = msg!("import-ifc-stair-added");
        self.notes.push(Note::new(Certainty::Guessed, message).at(middle).on(level));
        let mut space = FoundSpace::unnamed(outline.clone());
        space.usage = Some(SpaceUse::Stair);
        storey.spaces.push(space);
        storey.spaces.len() - 1
    }

    /// What the flights of a stair say and show.
    fn steps(&self, id: Id) -> Steps {
        let mut steps = Steps::default();
        let mut open = vec![id];
        let mut seen = 0;
        while let Some(id) = open.pop().filter(|_| seen < 200) {
            seen += 1;
            let Some(part) = self.model.step.get(id) else { continue };
            let kind = part.kind();
            open.extend(self.model.parts(id));
            if kind.contains("RAILING") {
                continue;
            }
            let shape =
                self.reader.shape(&part, &self.model.frame(&part), &["Body", "FootPrint", "Box"]);
            if let Some([low, high]) = shape.bounds {
                let (min, max) = (self.on_plan(low[0], low[1]), self.on_plan(high[0], high[1]));
                let own = Bounds { min, max };
                steps.bounds = Some(steps.bounds.map_or(own, |all| all.union(own)));
                steps.top = steps.top.max(high[2] * self.metres);
            }
            let properties = self.model.properties(id);
            let (mut riser, mut tread) =
                (properties.number("RiserHeight"), properties.number("TreadLength"));
            if kind == "IFCSTAIRFLIGHT" {
                steps.flights = steps.flights.saturating_add(1);
                riser = part.get(10).number().or(riser);
                tread = part.get(11).number().or(tread);
                let flat =
                    self.reader.shape(&part, &Frame::default(), &["Body", "FootPrint", "Box"]);
                let risers = part.get(8).number().or(properties.number("NumberOfRiser"));
                let run = tread.zip(risers).map(|(tread, risers)| tread * (risers - 1.0).max(1.0));
                let width = self.flight_width(&flat, run);
                steps.width = match (steps.width, width) {
                    (Some(known), Some(width)) => Some(known.min(width)),
                    (known, width) => known.or(width),
                };
            }
            let metres = |length: Option<f64>, range: &std::ops::RangeInclusive<f64>| {
                length.map(|length| length * self.metres).filter(|length| range.contains(length))
            };
            steps.riser = steps.riser.or(metres(riser, &RISER));
            steps.tread = steps.tread.or(metres(tread, &TREAD));
        }
        steps
    }

    /// The width of a flight: of the two sides of its ground the one that is not its run.
    fn flight_width(&self, shape: &Shape, run: Option<f64>) -> Option<f64> {
        let [low, high] = shape.bounds?;
        let (x, y) = (high[0] - low[0], high[1] - low[1]);
        let width = match run {
            Some(run) if (x - run).abs() < (y - run).abs() => y,
            Some(_) => x,
            None => x.min(y),
        };
        let width = width * self.metres;
        WIDTH.contains(&width).then_some(width)
    }
}
