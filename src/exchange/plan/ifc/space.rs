//! The spaces of a model, and rooms between walls where a storey has none.

use super::{Level, Reading};
use crate::building::{OccupantLoad, Point, Polygon, Segment};
use crate::exchange::plan::label;
use crate::exchange::plan::linework::Line;
use crate::exchange::plan::proposal::{FoundSpace, FoundStorey};
use crate::exchange::plan::report::{Certainty, Note};
use crate::exchange::plan::rooms::{column, rooms};
use crate::exchange::plan::step::{Id, Instance};
use crate::exchange::plan::{Options, PlanError, Stop};
use crate::language::msg;

/// What stands in a space and is no larger is a column, m.
const COLUMN: f64 = 1.5;
/// How thick the wall around something larger is taken, m.
const EDGE: f64 = 0.1;
/// Smaller areas are no spaces, m².
const SMALLEST: f64 = 0.2;

impl<'a> Reading<'_, 'a> {
    /// The storeys with their spaces.
    pub(super) fn spaces(&mut self, stop: &Stop) -> Result<Vec<FoundStorey>, PlanError> {
        let mut storeys: Vec<FoundStorey> = self.levels.iter().map(Level::storey).collect();
        for (number, height) in self.heights().into_iter().enumerate() {
            storeys[number].height = height;
        }
        let step = self.model.step;
        for id in step.of_kind("IFCSPACE") {
            stop.check()?;
            let Some(space) = step.get(id) else { continue };
            self.space(id, &space, &mut storeys);
        }
        Ok(storeys)
    }

    /// From floor to floor, m.
    fn heights(&self) -> Vec<Option<f64>> {
        let above = self.levels.iter().skip(1).map(|level| Some(level.elevation));
        let pairs = self.levels.iter().zip(above.chain([None]));
        pairs.map(|(level, above)| Some(above? - level.elevation)).collect()
    }

    fn space(&mut self, id: Id, space: &Instance<'a>, storeys: &mut [FoundStorey]) {
        let properties = self.model.properties(id);
        let name = name(space);
        let shown = if name.is_empty() { format!("#{id}") } else { name.clone() };
        let leave = |reading: &mut Self, message| {
            reading.notes.push(Note::new(Certainty::LeftOut, message));
        };
        if space.get(9).is("EXTERNAL") || properties.is("IsExternal") == Some(true) {
            return leave(self, msg!("import-ifc-space-outside", name = shown));
        }
        // A zone of spaces, or a gross area, lies over the spaces that are walked on.
        if space.get(8).is("COMPLEX") || space.get(9).is("GFA") {
            return leave(self, msg!("import-ifc-space-gross", name = shown));
        }
        let Some(level) = self.level_of(id) else {
            return leave(self, msg!("import-ifc-space-no-storey", name = shown));
        };
        let grounds = self.ground(space);
        let Some((outline, holes)) = grounds.into_iter().next() else {
            return leave(self, msg!("import-ifc-space-no-shape", name = shown));
        };
        if outline.area() < SMALLEST {
            return leave(self, msg!("import-ifc-space-no-shape", name = shown));
        }
        let at = outline.label_point();
        let said = [space.get(7).text(), space.get(2).text(), space.get(4).text()];
        let category = ["Category", "OccupancyType", "Reference"].map(|name| properties.text(name));
        let usage = said.into_iter().chain(category).flatten().find_map(|text| label::usage(&text));
        let note = if name.is_empty() {
            Some(msg!("import-space-unnamed"))
        } else if usage.is_none() {
            Some(msg!("import-space-use-unknown", name = name.as_str()))
        } else {
            None
        };
        let note = note.map(|message| Note::new(Certainty::Guessed, message).at(at).on(level));
        self.notes.extend(note);
        for hole in &holes {
            storeys[level].walls.extend(obstacle(hole));
        }
        let people = properties.number("OccupancyNumber").filter(|count| *count >= 1.0);
        let each = properties.number("AreaPerOccupant").filter(|area| *area > 0.0);
        let load = people.map(|count| OccupantLoad::Count(count as u32)).or_else(|| {
            each.map(|area| OccupantLoad::AreaPerPerson(area * self.metres * self.metres))
        });
        storeys[level].spaces.push(FoundSpace { name, usage, outline, load });
    }

    /// The rooms between the walls of storeys that have no spaces.
    pub(super) fn rooms_between_walls(
        &mut self,
        storeys: &mut [FoundStorey],
        options: &Options,
        stop: &Stop,
    ) -> Result<(), PlanError> {
        for (number, storey) in storeys.iter_mut().enumerate() {
            let level = &self.levels[number];
            if !storey.spaces.is_empty() || level.walls.is_empty() {
                continue;
            }
            let lines: Vec<Line> =
                level.walls.iter().flat_map(Polygon::edges).map(Line::wall).collect();
            let found = rooms(&lines, &[], options.gap, stop)?;
            let outlines = found.rooms.into_iter().map(|room| room.outline);
            storey.spaces = outlines.map(FoundSpace::unnamed).collect();
            storey.walls = found.columns;
            if storey.spaces.is_empty() {
                continue;
            }
            let (name, count) = (&level.name, storey.spaces.len());
            let message = msg!("import-ifc-rooms", name = name, count = count);
            self.notes.push(Note::new(Certainty::Guessed, message).on(number));
        }
        Ok(())
    }
}

impl Level {
    fn storey(&self) -> FoundStorey {
        FoundStorey {
            name: self.name.clone(),
            elevation: Some(self.elevation),
            ..FoundStorey::default()
        }
    }
}

/// The number and the long name of a space, as far as it has them.
fn name(space: &Instance<'_>) -> String {
    match (space.get(2).text(), space.get(7).text()) {
        (Some(number), Some(long)) if !long.contains(&number) => format!("{number} {long}"),
        (Some(name), None) | (_, Some(name)) => name,
        (None, None) => String::new(),
    }
}

/// What is cut out of a space: a column, or walls around what is larger.
fn obstacle(hole: &Polygon) -> Vec<(Segment, f64)> {
    let small = hole.bounds().is_some_and(|b| b.width() <= COLUMN && b.height() <= COLUMN);
    let rectangle = hole.corners().len() == 4 && {
        let corners: [Point; 4] = std::array::from_fn(|n| hole.corners()[n]);
        (corners[0].distance(corners[2]) - corners[1].distance(corners[3])).abs() < 0.01
    };
    if small || rectangle {
        return column(hole).into_iter().collect();
    }
    hole.edges().map(|edge| (edge, EDGE)).collect()
}
