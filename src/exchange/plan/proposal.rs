//! What an import proposes: storeys to agree to, and how they become part of a building.

use std::sync::Arc;

use super::report::Note;
use super::role::Role;
use super::scale::ScaleSource;
use super::similarity::Similarity;
use crate::building::{
    Building, BuildingId, Door, DoorId, DoorKind, ElementId, OccupantLoad, Point, Polygon, Segment,
    Space, SpaceId, SpaceUse, Stair, StairId, Storey, StoreyId, Swing, Underlay, Wall, WallId,
};
use crate::language::{Language, msg};

/// A space that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSpace {
    /// Its name; empty if the plan has none.
    pub name: String,
    /// What it is used for; nothing if neither its name nor its content tells.
    pub usage: Option<SpaceUse>,
    /// Its outline, m.
    pub outline: Polygon,
    /// How many people it holds; nothing if the plan does not say.
    pub load: Option<OccupantLoad>,
}

impl FoundSpace {
    /// A space of which only the outline is known.
    #[must_use]
    pub const fn unnamed(outline: Polygon) -> Self {
        Self { name: String::new(), usage: None, outline, load: None }
    }
}

/// A door that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundDoor {
    /// Its mark; empty if the plan has none.
    pub name: String,
    /// Where it is, m.
    pub line: Segment,
    /// The width that people can use, m; nothing for the opening less its frame.
    pub clear_width: Option<f64>,
    /// The number of its leaves.
    pub leaves: u8,
    /// How it opens.
    pub swing: Swing,
    /// Whether it resists fire.
    pub kind: DoorKind,
    /// Whether it leads into the open air.
    pub exit: bool,
    /// Whether it closes itself; nothing if the plan does not say.
    pub self_closer: Option<bool>,
    /// Whether the plan shows less than a door.
    pub guessed: bool,
}

/// A storey that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundStorey {
    /// Its name; empty if the plan has none.
    pub name: String,
    /// The level of its floor, m; nothing if the plan does not say.
    pub elevation: Option<f64>,
    /// From floor to floor, m; nothing if the plan does not say.
    pub height: Option<f64>,
    /// Its spaces.
    pub spaces: Vec<FoundSpace>,
    /// Its doors.
    pub doors: Vec<FoundDoor>,
    /// Columns and free-standing walls: a line and a thickness, m.
    pub walls: Vec<(Segment, f64)>,
    /// The plan's lines, to be shown under the proposal, m.
    pub lines: Vec<Segment>,
    /// The plan as a picture, to draw over.
    pub underlay: Option<FoundUnderlay>,
}

/// A picture that goes under a storey.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundUnderlay {
    /// The content of its file.
    pub picture: Arc<[u8]>,
    /// The ending of its file's name.
    pub ending: String,
    /// Its width and height in picture elements.
    pub pixels: [u32; 2],
    /// Where its lower left corner lies, m.
    pub origin: Point,
    /// The size of one picture element, m.
    pub metres_per_pixel: f64,
    /// Counter-clockwise turn about the origin, degrees.
    pub angle: f64,
}

impl FoundUnderlay {
    /// The underlay of a storey, once the picture is in a file of the book with this name.
    #[must_use]
    pub fn filed(&self, file: String) -> Underlay {
        Underlay {
            file,
            origin: self.origin,
            metres_per_pixel: self.metres_per_pixel,
            angle: self.angle,
            opacity: 0.5,
        }
    }

    /// Its corners, m: the lower left one, then counter-clockwise.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let [wide, high] = self.pixels.map(|side| f64::from(side) * self.metres_per_pixel);
        [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
            .map(|(x, y)| self.origin.moved(x, y).turned(self.angle, self.origin))
    }
}

impl FoundStorey {
    /// Whether nothing was found on it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spaces.is_empty() && self.doors.is_empty() && self.underlay.is_none()
    }
}

/// A stair that a model says.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundStair {
    /// Its name; empty if it has none.
    pub name: String,
    /// The storeys that it joins, by their number, and the number of its space on each.
    pub joined: Vec<(usize, usize)>,
    /// The width of a flight, m.
    pub clear_width: Option<f64>,
    /// The height of a riser, m.
    pub riser: Option<f64>,
    /// The depth of a tread, m.
    pub tread: Option<f64>,
    /// How many flights it has.
    pub flights: u8,
}

impl FoundStair {
    /// Whether its steps are known.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.riser.is_some() && self.tread.is_some() && self.clear_width.is_some()
    }
}

/// A layer of the plan, for the preview.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerUse {
    /// Its name.
    pub name: String,
    /// What it is taken for.
    pub role: Role,
    /// How many lines, arcs and texts are on it.
    pub parts: usize,
}

/// What is proposed to the user.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The storeys, from the lowest to the highest.
    pub storeys: Vec<FoundStorey>,
    /// The stairs that it says.
    pub stairs: Vec<FoundStair>,
    /// What was understood, guessed and left out.
    pub notes: Vec<Note>,
    /// The plan's layers; none for a kind of file without any.
    pub layers: Vec<LayerUse>,
    /// How long the plan's unit is, m, and how that is known.
    pub scale: Option<(f64, ScaleSource)>,
    /// How many pages its file has; 0 for a kind without any.
    pub pages: usize,
    /// Where the plan's origin went, in the plan's unit: large coordinates are moved to zero.
    pub origin: Point,
}

/// Below this level a door to the outside is an exit, m.
const GROUND: f64 = 2.0;

impl Proposal {
    /// How many spaces and doors there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let spaces = self.storeys.iter().map(|storey| storey.spaces.len()).sum();
        (spaces, self.storeys.iter().map(|storey| storey.doors.len()).sum())
    }

    /// A building of its own.
    #[must_use]
    pub fn building(&self, id: BuildingId, name: &str, language: Language) -> Building {
        let storey = language.say(&msg!("name-storey", number = 1_u32));
        let mut building = Building::new(id, name, &storey);
        self.add_to(&mut building, language);
        building
    }

    /// Adds the storeys to a building. One without spaces and with the same name, or the only
    /// storey of an empty building, is filled; others come on top. Spaces of stairs that lie on
    /// one another are joined. Returns the storeys.
    pub fn add_to(&self, building: &mut Building, language: Language) -> Vec<StoreyId> {
        let (mut made, mut spaces) = (Vec::new(), Vec::new());
        for found in &self.storeys {
            let (storey, own) = add_storey(building, found, language);
            made.push(storey);
            spaces.push(own);
        }
        let order = |storey: &Storey| storey.elevation;
        building.storeys.sort_by(|a, b| order(a).total_cmp(&order(b)));
        for stair in &self.stairs {
            add_stair(building, stair, &made, &spaces, language);
        }
        join_stairs(building, &made, language);
        made
    }

    /// Turns, scales and moves everything.
    pub fn place(&mut self, by: Similarity) {
        for storey in &mut self.storeys {
            for space in &mut storey.spaces {
                space.outline = by.polygon(&space.outline);
            }
            for door in &mut storey.doors {
                door.clear_width = door.clear_width.map(|width| width * by.scale);
            }
            let walls = storey.walls.iter_mut().map(|(line, _)| line);
            let doors = storey.doors.iter_mut().map(|door| &mut door.line);
            for line in walls.chain(doors).chain(&mut storey.lines) {
                *line = by.segment(*line);
            }
            if let Some(underlay) = &mut storey.underlay {
                underlay.origin = by.point(underlay.origin);
                underlay.angle += by.turn;
                underlay.metres_per_pixel *= by.scale;
            }
        }
        for note in &mut self.notes {
            note.at = note.at.map(|at| by.point(at));
        }
    }

    /// Forgets the storeys that are not to be kept, by their number.
    pub fn keep_storeys(&mut self, keep: impl Fn(usize) -> bool) {
        let mut kept = 0;
        let numbers: Vec<Option<usize>> = (0..self.storeys.len())
            .map(|number| {
                kept += usize::from(keep(number));
                keep(number).then(|| kept - 1)
            })
            .collect();
        let number = |old: usize| numbers.get(old).copied().flatten();
        let mut at = 0..;
        self.storeys.retain(|_| at.next().is_some_and(&keep));
        self.notes.retain(|note| note.storey.is_none_or(|old| number(old).is_some()));
        for note in &mut self.notes {
            note.storey = note.storey.and_then(number);
        }
        for stair in &mut self.stairs {
            let joined = std::mem::take(&mut stair.joined);
            stair.joined =
                joined.into_iter().filter_map(|(old, space)| Some((number(old)?, space))).collect();
        }
    }
}

/// Adds a storey; its id and those of its spaces, in their order.
fn add_storey(
    building: &mut Building,
    found: &FoundStorey,
    language: Language,
) -> (StoreyId, Vec<SpaceId>) {
    let blank = |storey: &Storey| storey.spaces.is_empty() && storey.doors.is_empty();
    let all_blank = building.storeys.iter().all(blank);
    let empty = building
        .storeys
        .iter()
        .position(|storey| blank(storey) && (storey.name == found.name || all_blank));
    let at = empty.unwrap_or_else(|| {
        let top = building.storeys.iter().map(|s| s.elevation + s.height).fold(0.0, f64::max);
        let number = building.storeys.len() + 1;
        let name = language.say(&msg!("name-storey", number = number));
        let id = StoreyId::numbered(building.next_number());
        building.storeys.push(Storey::new(id, &name, top));
        building.storeys.len() - 1
    });
    let first_space = count_spaces(building);
    // Later numbers follow this one, which is above all that are in use.
    building.next_number();
    let mut storey = building.storeys[at].clone();
    if !found.name.is_empty() {
        storey.name.clone_from(&found.name);
    }
    storey.elevation = found.elevation.unwrap_or(storey.elevation);
    storey.height = found.height.filter(|height| *height > 1.0).unwrap_or(storey.height);
    let mut spaces = Vec::new();
    for (number, space) in (first_space + 1..).zip(&found.spaces) {
        let id = SpaceId::numbered(running(building));
        let name = if space.name.is_empty() {
            language.say(&msg!("name-space", number = number))
        } else {
            space.name.clone()
        };
        let usage = space.usage.unwrap_or(SpaceUse::Other);
        if space.name.is_empty() || space.usage.is_none() {
            building.guessed.insert(ElementId::from(&id));
        }
        let mut made = Space::new(id, &name, usage, space.outline.clone());
        made.load = space.load.unwrap_or(OccupantLoad::usual(usage));
        if space.load.is_none() && made.load != OccupantLoad::Empty {
            building.guessed_people.insert(made.id.clone());
        }
        spaces.push(made.id.clone());
        storey.spaces.push(made);
    }
    let (mut doors, mut exits) = (0_u32, 0_u32);
    for door in &found.doors {
        let id = DoorId::numbered(running(building));
        let exit = door.exit && storey.elevation <= GROUND;
        let name = if door.name.is_empty() {
            let count = if exit { &mut exits } else { &mut doors };
            *count += 1;
            format!("{}{count}", if exit { "E" } else { "D" })
        } else {
            door.name.clone()
        };
        if door.guessed || (door.exit && !exit) {
            building.guessed.insert(ElementId::from(&id));
        }
        let mut made = Door::new(id, &name, door.line);
        made.clear_width = match (door.clear_width, door.swing) {
            (Some(width), _) => width.min(door.line.length()),
            (None, Swing::Open) => door.line.length(),
            (None, _) => made.clear_width,
        };
        made.leaves = door.leaves;
        made.swing = door.swing;
        made.kind = door.kind;
        made.exit = exit;
        made.hardware.self_closer = door.self_closer.unwrap_or(door.kind.is_normally_closed());
        storey.doors.push(made);
    }
    for (line, thickness) in &found.walls {
        let id = WallId::numbered(running(building));
        storey.walls.push(Wall { id, line: *line, thickness: *thickness });
    }
    let id = storey.id.clone();
    building.storeys[at] = storey;
    (id, spaces)
}

/// Adds a stair that joins at least two storeys.
fn add_stair(
    building: &mut Building,
    found: &FoundStair,
    storeys: &[StoreyId],
    spaces: &[Vec<SpaceId>],
    language: Language,
) {
    let mut levels: Vec<SpaceId> = found
        .joined
        .iter()
        .filter_map(|(storey, space)| spaces.get(*storey)?.get(*space).cloned())
        .collect();
    let taken = |id: &SpaceId| building.stairs.iter().position(|s| s.levels.contains(id));
    // A flight that begins where another one ends goes on with the same stair.
    if let Some(known) = levels.iter().find_map(taken) {
        let stair = &mut building.stairs[known];
        levels.retain(|id| !stair.levels.contains(id));
        stair.levels.extend(levels);
        let order = |id: &SpaceId| {
            building.storeys.iter().position(|s| s.spaces.iter().any(|space| space.id == *id))
        };
        stair.levels.sort_by_key(order);
        return;
    }
    if levels.len() < 2 || storeys.len() < 2 {
        return;
    }
    let number = building.stairs.len() + 1;
    let name = if found.name.is_empty() {
        language.say(&msg!("name-stair", number = number))
    } else {
        found.name.clone()
    };
    let id = StairId::numbered(building.next_number());
    if !found.is_known() {
        building.guessed.insert(ElementId::from(&id));
    }
    let mut stair = Stair::new(id, &name, levels);
    stair.clear_width = found.clear_width.unwrap_or(stair.clear_width);
    stair.riser = found.riser.unwrap_or(stair.riser);
    stair.tread = found.tread.unwrap_or(stair.tread);
    stair.flights = found.flights;
    building.stairs.push(stair);
}

/// The next running number.
fn running(building: &mut Building) -> u32 {
    building.last_number += 1;
    building.last_number
}

fn count_spaces(building: &Building) -> usize {
    building.spaces().count()
}

/// Joins the stair spaces of neighbouring storeys that lie on one another.
fn join_stairs(building: &mut Building, made: &[StoreyId], language: Language) {
    let mut shafts: Vec<Vec<SpaceId>> = Vec::new();
    let mut open: Vec<(SpaceId, Polygon, usize)> = Vec::new();
    for storey in &building.storeys {
        let mut now = Vec::new();
        for space in storey.spaces.iter().filter(|space| space.usage == SpaceUse::Stair) {
            let middle = space.outline.label_point();
            let below = open.iter().find(|(_, outline, _)| {
                outline.contains(middle) || space.outline.contains(outline.label_point())
            });
            let shaft = below.map_or(shafts.len(), |(.., shaft)| *shaft);
            if shaft == shafts.len() {
                shafts.push(Vec::new());
            }
            shafts[shaft].push(space.id.clone());
            now.push((space.id.clone(), space.outline.clone(), shaft));
        }
        open = now;
    }
    let is_new =
        |id: &SpaceId| building.space(id).is_some_and(|(storey, _)| made.contains(&storey.id));
    let joined: Vec<Vec<SpaceId>> =
        shafts.into_iter().filter(|levels| levels.len() > 1 && levels.iter().any(is_new)).collect();
    for levels in joined {
        let known = building
            .stairs
            .iter_mut()
            .find(|stair| stair.levels.iter().any(|level| levels.contains(level)));
        if let Some(stair) = known {
            stair.levels = levels;
            continue;
        }
        let number = building.stairs.len() + 1;
        let name = language.say(&msg!("name-stair", number = number));
        let id = StairId::numbered(building.next_number());
        building.guessed.insert(ElementId::from(&id));
        building.stairs.push(Stair::new(id, &name, levels));
    }
}
