//! Reading IFC models (IFC2x3 and IFC4 as STEP files): storeys, spaces, doors and stairs.
//!
//! A model says what a drawing only shows, so nothing is searched for: spaces come with their
//! outlines, doors with their widths and ratings. Only where a storey has walls and no spaces are
//! rooms found between its walls, as in a drawing.

mod curve;
mod door;
mod model;
mod placing;
mod solid;
mod space;
mod stair;

use std::collections::{BTreeMap, HashSet};

use self::model::Model;
use self::solid::Reader;
use super::proposal::{FoundStair, FoundStorey, Proposal};
use super::report::{Certainty, Note};
use super::scale::{self, ScaleSource};
use super::similarity::Similarity;
use super::step::{Id, Instance, Step};
use super::{Options, PlanError, Stop};
use crate::building::{Point, Polygon, Segment};
use crate::language::msg;

/// What is read; other things in the model are counted and named.
const READ: [&str; 18] = [
    "IFCPROJECT",
    "IFCSITE",
    "IFCBUILDING",
    "IFCBUILDINGSTOREY",
    "IFCSPACE",
    "IFCDOOR",
    "IFCDOORSTANDARDCASE",
    "IFCSTAIR",
    "IFCSTAIRFLIGHT",
    "IFCWALL",
    "IFCWALLSTANDARDCASE",
    "IFCWALLELEMENTEDCASE",
    "IFCCOLUMN",
    "IFCCOLUMNSTANDARDCASE",
    "IFCCURTAINWALL",
    "IFCOPENINGELEMENT",
    "IFCOPENINGSTANDARDCASE",
    "IFCANNOTATION",
];
/// What rooms lie between.
const WALLS: [&str; 6] = [
    "IFCWALL",
    "IFCWALLSTANDARDCASE",
    "IFCWALLELEMENTEDCASE",
    "IFCCURTAINWALL",
    "IFCCOLUMN",
    "IFCCOLUMNSTANDARDCASE",
];
/// Different kinds of things that are named in the report.
const MOST_KINDS: usize = 12;

/// A storey of the model while it is read; lengths in metres.
struct Level {
    id: Id,
    name: String,
    /// The level of its floor above the building's ground.
    elevation: f64,
    /// The level of its floor in the model's coordinates.
    floor: f64,
    /// The outlines of its walls and columns.
    walls: Vec<Polygon>,
}

/// What is known while a model is read.
struct Reading<'s, 'a> {
    model: Model<'s, 'a>,
    reader: Reader<'s, 'a>,
    metres: f64,
    levels: Vec<Level>,
    notes: Vec<Note>,
    /// How many more corners of outlines may be kept.
    room: usize,
}

/// What a model proposes.
///
/// # Errors
/// If it is no IFC model, holds no storey with a space or a wall, or it was stopped.
pub fn propose(bytes: &[u8], options: &Options, stop: &Stop) -> Result<Proposal, PlanError> {
    let step = Step::of(bytes)?;
    let model = Model::of(&step, stop)?;
    let (metres, source) = match (options.scale, model.metres) {
        (Some(given), _) => (given, ScaleSource::Given),
        (None, Some(metres)) => (metres, ScaleSource::File),
        (None, None) => (1.0, ScaleSource::Extent),
    };
    if !(metres.is_finite() && metres > 0.0) {
        return Err(PlanError::Scale(metres));
    }
    let reader = Reader { step: &step, radians: model.radians };
    let room = bytes.len() / 4 + 10_000;
    let mut reading =
        Reading { model, reader, metres, levels: Vec::new(), notes: Vec::new(), room };
    reading.levels();
    if reading.levels.is_empty() {
        return Err(PlanError::NoStoreys);
    }
    let mut storeys = reading.spaces(stop)?;
    reading.walls(stop)?;
    reading.rooms_between_walls(&mut storeys, options, stop)?;
    let stairs = reading.stairs(&mut storeys, stop)?;
    let doors = reading.doors(&mut storeys, stop)?;
    if step.is_exhausted() || reading.room == 0 {
        return Err(PlanError::TooMuch);
    }
    let mut proposal = reading.finish(storeys, stairs, (metres, source), doors)?;
    if !step.complete {
        proposal.notes.push(Note::new(Certainty::LeftOut, msg!("import-cut-off")));
    }
    Ok(proposal)
}

impl<'a> Reading<'_, 'a> {
    /// The storeys, from the lowest to the highest.
    fn levels(&mut self) {
        let step = self.model.step;
        for id in step.of_kind("IFCBUILDINGSTOREY") {
            let Some(storey) = step.get(id) else { continue };
            let floor = self.model.frame(&storey).origin[2] * self.metres;
            let elevation = storey.get(9).number().map_or(floor, |level| level * self.metres);
            let name = storey.get(2).text().or_else(|| storey.get(7).text()).unwrap_or_default();
            self.levels.push(Level { id, name, elevation, floor, walls: Vec::new() });
        }
        self.levels.sort_by(|a, b| a.elevation.total_cmp(&b.elevation));
        // Levels above the sea: the ground is where the building begins.
        let ground =
            self.levels.iter().map(|level| level.elevation.abs()).fold(f64::INFINITY, f64::min);
        if ground > 10.0 && ground.is_finite() {
            let lowest = self.levels[0].elevation;
            for level in &mut self.levels {
                level.elevation -= lowest;
            }
            let message = msg!("import-ifc-levels", level = format!("{lowest:.2}"));
            self.notes.push(Note::new(Certainty::Guessed, message));
        }
    }

    /// The storey that a thing is in, by its number in the list.
    fn level_of(&self, thing: Id) -> Option<usize> {
        let ids: Vec<Id> = self.levels.iter().map(|level| level.id).collect();
        self.model.within(thing, &ids)
    }

    /// A point of the model on the plan, m.
    fn on_plan(&self, x: f64, y: f64) -> Point {
        Point::new(x * self.metres, y * self.metres)
    }

    fn polygon(&self, outline: &Polygon) -> Polygon {
        let corners = outline.corners().iter().map(|at| self.on_plan(at.x, at.y)).collect();
        super::rooms::straightened(&Polygon(corners))
    }

    /// The outlines of a product on the plan, m, with what is cut out of each.
    fn ground(&mut self, product: &Instance<'a>) -> Vec<(Polygon, Vec<Polygon>)> {
        let frame = self.model.frame(product);
        let shape = self.reader.shape(product, &frame, &["Body", "FootPrint", "Box"]);
        self.outlines(&shape)
    }

    fn outlines(&mut self, shape: &solid::Shape) -> Vec<(Polygon, Vec<Polygon>)> {
        let Some(ground) = shape.ground() else { return Vec::new() };
        let corners: usize = ground.outlines.iter().map(|(o, _)| o.corners().len()).sum();
        self.room = self.room.saturating_sub(corners);
        let outlines = ground.outlines.iter().take(if self.room == 0 { 0 } else { usize::MAX });
        outlines
            .map(|(outline, holes)| {
                (self.polygon(outline), holes.iter().map(|hole| self.polygon(hole)).collect())
            })
            .collect()
    }

    /// The outlines of walls and columns on their storeys.
    fn walls(&mut self, stop: &Stop) -> Result<(), PlanError> {
        let step = self.model.step;
        for kind in WALLS {
            for id in step.of_kind(kind) {
                stop.check()?;
                let Some(level) = self.level_of(id) else { continue };
                let Some(wall) = step.get(id) else { continue };
                let grounds = self.ground(&wall);
                self.levels[level].walls.extend(grounds.into_iter().map(|(outline, _)| outline));
            }
        }
        Ok(())
    }

    /// Puts everything together, with the lower left corner as the origin.
    fn finish(
        mut self,
        mut storeys: Vec<FoundStorey>,
        stairs: Vec<FoundStair>,
        scale: (f64, ScaleSource),
        doors: (usize, usize),
    ) -> Result<Proposal, PlanError> {
        for (storey, level) in storeys.iter_mut().zip(&self.levels) {
            storey.lines = level.walls.iter().flat_map(Polygon::edges).collect::<Vec<Segment>>();
        }
        let corners = storeys.iter().flat_map(|storey| {
            let spaces = storey.spaces.iter().flat_map(|space| space.outline.corners());
            spaces.copied().chain(storey.lines.iter().flat_map(|line| [line.a, line.b]))
        });
        let bounds = crate::building::Bounds::of(corners).ok_or(PlanError::NoStoreys)?;
        self.summary(&storeys, scale, bounds, doors);
        self.left_out(&mut storeys);
        let mut proposal = Proposal {
            scale: Some(scale),
            origin: Point::new(bounds.min.x / scale.0, bounds.min.y / scale.0),
            storeys,
            stairs,
            notes: self.notes,
            ..Proposal::default()
        };
        let to = Point::new(-bounds.min.x, -bounds.min.y);
        proposal.place(Similarity { to, ..Similarity::NONE });
        let used: Vec<bool> = proposal.storeys.iter().map(|storey| !storey.is_empty()).collect();
        proposal.keep_storeys(|number| used[number]);
        Ok(proposal)
    }

    fn summary(
        &mut self,
        storeys: &[FoundStorey],
        scale: (f64, ScaleSource),
        bounds: crate::building::Bounds,
        (doors, rated): (usize, usize),
    ) {
        let spaces: Vec<_> = storeys.iter().flat_map(|storey| &storey.spaces).collect();
        let area: f64 = spaces.iter().map(|space| space.outline.area()).sum();
        let used = storeys.iter().filter(|storey| !storey.is_empty()).count();
        let named = spaces.iter().filter(|space| !space.name.is_empty()).count();
        let head = [
            Note::new(Certainty::Understood, msg!("import-ifc-storeys", count = used)),
            Note::new(
                Certainty::Understood,
                msg!(
                    "import-spaces-found",
                    count = spaces.len(),
                    named = named,
                    area = format!("{area:.0}")
                ),
            ),
            Note::new(
                Certainty::Understood,
                msg!("import-ifc-doors", count = doors, rated = rated),
            ),
            scale::note(scale, bounds.width(), bounds.height()),
        ];
        self.notes.splice(0..0, head);
        let exits = storeys.iter().flat_map(|storey| &storey.doors).any(|door| door.exit);
        if !exits && !spaces.is_empty() {
            self.notes.push(Note::new(Certainty::Guessed, msg!("import-ifc-no-exit")));
        }
    }

    /// Names what is in the model and not in the building.
    fn left_out(&mut self, storeys: &mut [FoundStorey]) {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen: HashSet<Id> = HashSet::new();
        for (part, _) in self.model.placed() {
            let Some(thing) = self.model.step.get(part).filter(|_| seen.insert(part)) else {
                continue;
            };
            let kind = thing.kind();
            if !READ.contains(&kind.as_str()) {
                *kinds.entry(kind).or_insert(0) += 1;
            }
        }
        let mut kinds: Vec<(String, usize)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (kind, count) in kinds.into_iter().take(MOST_KINDS) {
            let message = msg!("import-passed-over", kind = kind, count = count);
            self.notes.push(Note::new(Certainty::LeftOut, message));
        }
        for storey in storeys.iter().filter(|storey| storey.is_empty()) {
            let message = msg!("import-ifc-empty-storey", name = &storey.name);
            self.notes.push(Note::new(Certainty::LeftOut, message));
        }
    }
}
