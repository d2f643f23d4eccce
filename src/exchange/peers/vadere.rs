//! Scenarios of Vadere (`.scenario`, JSON): the ground with its obstacles becomes a building of one
//! storey, sources become people, targets become exits.
//!
//! Vadere's people walk to a target anywhere; in Muster one leaves through an exit in an outline. So
//! the area of each target is cut out of the ground, and where it borders the rest there is an exit.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::{FARTHEST, MOST_CORNERS, Peer, building, floor, too_many_corners};
use crate::building::{
    Area, Building, Door, DoorId, OccupantLoad, Point, Polygon, Segment, SpaceId, Swing, area,
};
use crate::drill::{Checkpoint, CheckpointKind, Scenario, ScenarioId};
use crate::language::{Message, msg};

/// A piece of a border shorter than this is no way out, m.
const NARROW: f64 = 0.3;
/// How near an edge of the ground lies to a target that borders it, m.
const BORDERS: f64 = 1e-3;
/// What a circle is drawn with.
const CORNERS: u32 = 16;
/// Each corner is set beside each person, and twenty times beside each corner of a target. More than this
/// would take minutes.
const COMPARISONS: usize = 1_000_000_000;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    name: String,
    scenario: Inner,
}

#[derive(Deserialize)]
struct Inner {
    topography: Topography,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Topography {
    attributes: Attributes,
    #[serde(default)]
    obstacles: Vec<Element>,
    #[serde(default)]
    targets: Vec<Element>,
    #[serde(default)]
    sources: Vec<Element>,
    #[serde(default, rename = "dynamicElements")]
    people: Vec<Element>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Attributes {
    bounds: Rectangle,
    #[serde(default, rename = "boundingBoxWidth")]
    border: f64,
    #[serde(default = "yes")]
    bounded: bool,
}

const fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Deserialize)]
struct Rectangle {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

#[derive(Deserialize)]
struct Corner {
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "UPPERCASE")]
enum Shape {
    Rectangle { x: f64, y: f64, width: f64, height: f64 },
    Polygon { points: Vec<Corner> },
    Circle { center: Corner, radius: f64 },
}

/// An obstacle, a target, a source or a person: what of each is used, the rest for its name.
#[derive(Deserialize)]
struct Element {
    #[serde(default)]
    id: Option<i64>,
    #[serde(default)]
    attributes: Option<Box<Element>>,
    #[serde(default)]
    shape: Option<Shape>,
    #[serde(default)]
    position: Option<Corner>,
    #[serde(default, rename = "spawnNumber")]
    spawn_number: Option<f64>,
    #[serde(default, rename = "maxSpawnNumberTotal")]
    most: Option<f64>,
    #[serde(default, rename = "startTime")]
    start: Option<f64>,
    #[serde(default, rename = "endTime")]
    end: Option<f64>,
    #[serde(default)]
    spawner: Option<Spawner>,
    #[serde(default, rename = "targetIds")]
    targets: Vec<Value>,
    #[serde(default)]
    absorbing: Option<bool>,
    #[serde(default)]
    absorber: Option<Absorber>,
}

#[derive(Deserialize)]
struct Spawner {
    #[serde(default, rename = "eventElementCount")]
    count: Option<f64>,
    #[serde(default, rename = "constraintsElementsMax")]
    most: Option<f64>,
    #[serde(default, rename = "constraintsTimeStart")]
    start: Option<f64>,
    #[serde(default, rename = "constraintsTimeEnd")]
    end: Option<f64>,
}

#[derive(Deserialize)]
struct Absorber {
    #[serde(default = "yes")]
    enabled: bool,
}

impl Shape {
    fn outline(&self) -> Option<Polygon> {
        let outline = match self {
            Self::Rectangle { x, y, width, height } => {
                Polygon::rectangle(Point::new(*x, *y), Point::new(x + width, y + height))
            }
            Self::Polygon { points } => {
                Polygon(points.iter().map(|corner| Point::new(corner.x, corner.y)).collect())
            }
            Self::Circle { center, radius } => {
                let corner = |number: u32| {
                    let angle = f64::from(number) / f64::from(CORNERS) * std::f64::consts::TAU;
                    Point::new(center.x + radius * angle.cos(), center.y + radius * angle.sin())
                };
                Polygon((0..CORNERS).map(corner).collect())
            }
        };
        let near = |p: &Point| p.x.abs() <= FARTHEST && p.y.abs() <= FARTHEST;
        let whole = outline.corners().len() > 2 && outline.corners().iter().all(near);
        (whole && outline.area() > 1e-6).then_some(outline)
    }
}

impl Element {
    fn outline(&self) -> Option<Polygon> {
        self.shape.as_ref()?.outline()
    }

    fn name(&self) -> String {
        let inner = self.attributes.as_ref().and_then(|attributes| attributes.id);
        self.id.or(inner).map_or_else(|| "?".to_owned(), |id| id.to_string())
    }

    /// How many people a source makes, and whether it goes on making more.
    fn spawned(&self) -> (u32, bool) {
        let spawner = self.spawner.as_ref();
        let once = spawner.and_then(|s| s.count).or(self.spawn_number).unwrap_or(0.0);
        let most = spawner.and_then(|s| s.most).or(self.most).filter(|most| *most > 0.0);
        let start = spawner.and_then(|s| s.start).or(self.start).unwrap_or(0.0);
        let end = spawner.and_then(|s| s.end).or(self.end).unwrap_or(start);
        let goes_on = end > start;
        let people = if goes_on { most.unwrap_or(once) } else { once };
        (people.clamp(0.0, 1e6) as u32, goes_on)
    }

    fn absorbs(&self) -> bool {
        self.absorber.as_ref().map(|a| a.enabled).or(self.absorbing).unwrap_or(true)
    }
}

/// Reads a scenario of Vadere.
///
/// # Errors
/// When the text is no such scenario, or leaves no ground to walk on.
pub fn read(name: &str, text: &str) -> Result<Peer, Message> {
    let file: File = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        msg!("peer-json", line = line, column = column, reason = error.to_string())
    })?;
    let title = if file.name.trim().is_empty() { name.to_owned() } else { file.name.clone() };
    let topography = &file.scenario.topography;
    let ground = ground(&topography.attributes)?;
    let mut reader = Reader {
        building: building(&title),
        understood: Vec::new(),
        left_out: Vec::new(),
        people: BTreeMap::new(),
    };
    let targets = reader.targets(topography);
    let area = reader.area(topography, ground, &targets)?;
    let (spaces, holes) = floor::add_area(&mut reader.building, &area, &title);
    if spaces == 0 {
        return Err(msg!("peer-no-area"));
    }
    reader.understood.push(msg!("peer-found-spaces", spaces = spaces));
    reader.understood.push(msg!("peer-found-holes", holes = holes));
    for (id, outline) in &targets {
        reader.exits(id, outline);
    }
    let exits = reader.building.exits().count();
    reader.understood.push(msg!("peer-found-exits", exits = exits));
    reader.sources(topography);
    let people: u64 = reader.people.values().map(|people| u64::from(*people)).sum();
    reader.understood.push(msg!("peer-found-people", people = people.to_string()));
    reader.name_the_rest(&file);
    let scenario = reader.scenario(&title);
    Ok(Peer {
        building: reader.building,
        scenario: Some(scenario),
        understood: reader.understood,
        left_out: reader.left_out,
    })
}

/// The ground inside of its border.
fn ground(attributes: &Attributes) -> Result<Polygon, Message> {
    let Rectangle { x, y, width, height } = attributes.bounds;
    let border = if attributes.bounded { attributes.border.clamp(0.0, 100.0) } else { 0.0 };
    let sound = [x, y, width, height].iter().all(|n| n.is_finite() && n.abs() <= FARTHEST);
    let (width, height) = (width - 2.0 * border, height - 2.0 * border);
    if !sound || width <= 0.0 || height <= 0.0 {
        return Err(msg!("peer-no-area"));
    }
    let low = Point::new(x + border, y + border);
    Ok(Polygon::rectangle(low, low.moved(width, height)))
}

struct Reader {
    building: Building,
    understood: Vec<Message>,
    left_out: Vec<Message>,
    people: BTreeMap<SpaceId, u32>,
}

impl Reader {
    /// The targets at which people leave.
    fn targets(&mut self, topography: &Topography) -> Vec<(String, Polygon)> {
        let mut targets = Vec::new();
        for target in &topography.targets {
            let name = target.name();
            match target.outline() {
                Some(outline) if target.absorbs() => targets.push((name, outline)),
                Some(_) => self.left_out.push(msg!("peer-vadere-waypoint", target = name)),
                None => self.left_out.push(msg!("peer-no-shape", element = name)),
            }
        }
        targets
    }

    /// The ground without obstacles and targets. A target in the middle of the ground is cut free
    /// to the side, because a space has no holes but walls.
    fn area(
        &mut self,
        topography: &Topography,
        ground: Polygon,
        targets: &[(String, Polygon)],
    ) -> Result<Area, Message> {
        let mut obstacles = Vec::new();
        for obstacle in &topography.obstacles {
            match obstacle.outline() {
                Some(outline) => obstacles.push(Area::from(&outline)),
                None => {
                    let name = obstacle.name();
                    self.left_out.push(msg!("peer-no-shape", element = name));
                }
            }
        }
        let corners = |areas: &[Area]| areas.iter().map(area::corners).sum::<usize>();
        let cuts: Vec<Area> = targets.iter().map(|(_, outline)| outline.into()).collect();
        let (of_targets, all) = (corners(&cuts), corners(&cuts) + corners(&obstacles));
        if all > MOST_CORNERS {
            return Err(too_many_corners());
        }
        let people = topography.sources.len() + topography.people.len();
        if all.saturating_mul(20 * of_targets + people) > COMPARISONS {
            return Err(msg!("peer-too-much"));
        }
        let tangled = |_| msg!("peer-tangled");
        let blocked = area::union(&obstacles).map_err(tangled)?;
        let mut area = area::difference(&(&ground).into(), &blocked).map_err(tangled)?;
        for ((name, target), cut) in targets.iter().zip(&cuts) {
            let left = area::difference(&area, cut).map_err(tangled)?;
            let holes =
                |area: &Area| area.iter().map(|polygon| polygon.interiors().len()).sum::<usize>();
            area = if holes(&left) > holes(&area) {
                self.left_out.push(msg!("peer-vadere-inside", target = name));
                let aside = (&to_the_side(target, &ground)).into();
                area::difference(&left, &aside).map_err(tangled)?
            } else {
                left
            };
            if area::corners(&area) > MOST_CORNERS {
                return Err(too_many_corners());
            }
        }
        Ok(area)
    }

    /// An exit at every piece of an outline that borders a target.
    fn exits(&mut self, name: &str, target: &Polygon) {
        let storey = &self.building.storeys[0];
        let mut lines = Vec::new();
        for edge in storey.spaces.iter().flat_map(|space| space.outline.edges()) {
            let along = target.outline_distance(edge.a) < BORDERS
                && target.outline_distance(edge.b) < BORDERS
                && target.outline_distance(edge.middle()) < BORDERS;
            if along && edge.length() >= NARROW {
                lines.push(edge);
            }
        }
        if lines.is_empty() {
            self.left_out.push(msg!("peer-vadere-unreachable", target = name));
        }
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            let title = if count == 1 { name.to_owned() } else { format!("{name}.{}", number + 1) };
            self.exit(&title, line);
        }
    }

    fn exit(&mut self, name: &str, line: Segment) {
        let id = DoorId::numbered(self.building.next_number_of_own());
        let mut door = Door::new(id, name, line);
        door.clear_width = line.length();
        door.exit = true;
        door.swing = Swing::Open;
        self.building.storeys[0].doors.push(door);
    }

    /// Sources and single people, in the space that they are in.
    fn sources(&mut self, topography: &Topography) {
        let mut bound = BTreeSet::new();
        for source in &topography.sources {
            let (people, goes_on) = source.spawned();
            if goes_on {
                self.left_out.push(msg!("peer-vadere-goes-on", source = source.name()));
            }
            let at = source.outline().map(|outline| outline.label_point());
            self.add(people, at, &source.name());
            bound.extend(source.targets.iter().map(Value::to_string));
        }
        for person in &topography.people {
            let inner = person.attributes.as_deref();
            let position = person.position.as_ref().or(inner.and_then(|i| i.position.as_ref()));
            let at = position.map(|p| Point::new(p.x, p.y));
            self.add(1, at, &person.name());
        }
        if topography.targets.len() > 1 && !bound.is_empty() {
            self.left_out.push(msg!("peer-vadere-bound"));
        }
    }

    fn add(&mut self, people: u32, at: Option<Point>, name: &str) {
        if people == 0 {
            return;
        }
        let space = at.and_then(|at| self.building.storeys[0].space_at(at));
        match space.map(|space| space.id.clone()) {
            Some(id) => {
                let known = self.people.entry(id).or_default();
                *known = known.saturating_add(people);
            }
            None => self.left_out.push(msg!("peer-vadere-nowhere", source = name, people = people)),
        }
    }

    /// What Vadere has and Muster has not.
    fn name_the_rest(&mut self, file: &File) {
        let topography = &file.scenario.topography;
        let filled = |value: &Value| match value {
            Value::Array(items) => !items.is_empty(),
            Value::Object(fields) => !fields.is_empty(),
            Value::Null => false,
            _ => true,
        };
        let own = topography.rest.iter().filter(|(_, value)| filled(value));
        let mut names: Vec<&str> = own.map(|(name, _)| name.as_str()).collect();
        let models = file.scenario.rest.iter().filter(|(_, value)| filled(value));
        names.extend(models.map(|(name, _)| name.as_str()));
        if !names.is_empty() {
            names.truncate(50);
            self.left_out.push(msg!("peer-unknown", names = names.join(", ")));
        }
    }

    /// Everybody walks at the alarm, whoever they are bound for.
    fn scenario(&mut self, title: &str) -> Scenario {
        for (id, people) in &self.people {
            if let Some(space) = self.building.space_mut(id) {
                space.load = OccupantLoad::Count(*people);
            }
        }
        let id = ScenarioId::new(self.building.id.as_str());
        let mut scenario = Scenario::new(id, title, self.building.id.clone());
        scenario.checkpoints.push(Checkpoint::proposed(CheckpointKind::Alarm));
        for (_, exit) in self.building.exits() {
            let kind = CheckpointKind::ExitLast(exit.id.clone());
            scenario.checkpoints.push(Checkpoint::proposed(kind));
        }
        scenario
    }
}

/// A strip as wide as a target, from it to the nearest side of the ground.
fn to_the_side(target: &Polygon, ground: &Polygon) -> Polygon {
    let (Some(inner), Some(outer)) = (target.bounds(), ground.bounds()) else {
        return Polygon::default();
    };
    let sides = [
        (inner.min.x - outer.min.x, 0),
        (outer.max.x - inner.max.x, 1),
        (inner.min.y - outer.min.y, 2),
        (outer.max.y - inner.max.y, 3),
    ];
    let nearest = sides.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |side| side.1);
    let middle = inner.centre();
    let thin = 0.05_f64.min(inner.width().min(inner.height()) / 4.0);
    let (low, high) = match nearest {
        0 => (Point::new(outer.min.x, middle.y - thin), Point::new(middle.x, middle.y + thin)),
        1 => (Point::new(middle.x, middle.y - thin), Point::new(outer.max.x, middle.y + thin)),
        2 => (Point::new(middle.x - thin, outer.min.y), Point::new(middle.x + thin, middle.y)),
        _ => (Point::new(middle.x - thin, middle.y), Point::new(middle.x + thin, outer.max.y)),
    };
    Polygon::rectangle(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "name": "bottleneck", "description": "", "release": "2.1",
  "scenario": {
    "mainModel": "org.vadere.simulator.models.osm.OptimalStepsModel",
    "topography": {
      "attributes": {"bounds": {"x": 0.0, "y": 0.0, "width": 21.0, "height": 11.0},
        "boundingBoxWidth": 0.5, "bounded": true},
      "obstacles": [
        {"id": 1, "shape": {"type": "RECTANGLE", "x": 10.0, "y": 0.5, "width": 0.4, "height": 4.4}},
        {"id": 2, "shape": {"type": "POLYGON", "points": [{"x": 10.0, "y": 6.1},
          {"x": 10.4, "y": 6.1}, {"x": 10.4, "y": 10.5}, {"x": 10.0, "y": 10.5}]}},
        {"id": 3, "shape": {"type": "RECTANGLE", "x": 4.0, "y": 5.0, "width": 1.0, "height": 1.0}}],
      "stairs": [{"id": 9}], "measurementAreas": [],
      "targets": [{"id": 7, "absorbing": true,
        "shape": {"type": "RECTANGLE", "x": 19.5, "y": 4.0, "width": 1.0, "height": 3.0}}],
      "sources": [{"id": 8, "spawnNumber": 150, "startTime": 0.0, "endTime": 0.0, "targetIds": [7],
        "shape": {"type": "RECTANGLE", "x": 1.0, "y": 1.0, "width": 4.0, "height": 3.0}}],
      "dynamicElements": [{"type": "PEDESTRIAN", "attributes": {"id": 1},
        "position": {"x": 2.0, "y": 8.0}}]
    }
  }
}"#;

    #[test]
    fn ground_obstacles_source_and_target_are_taken_over() {
        let peer = read("file", TEXT).unwrap();
        let storey = &peer.building.storeys[0];
        assert_eq!(peer.building.name, "bottleneck");
        assert_eq!(storey.spaces.len(), 1, "the gap joins both halves");
        let area = 200.0 - 2.0 * 0.4 * 4.4 - 3.0;
        assert!((storey.spaces[0].outline.area() - area).abs() < 1e-6);
        assert_eq!(storey.walls.len(), 1, "the column");
        let out: f64 = peer.building.exits().map(|(_, door)| door.clear_width).sum();
        assert!((out - 5.0).abs() < 1e-6, "three sides of the target: {out}");
        let scenario = peer.scenario.unwrap();
        assert_eq!(scenario.people(&peer.building), 151);
        let named = format!("{:?}", peer.left_out);
        assert!(named.contains("stairs") && named.contains("mainModel"), "{named}");
    }

    #[test]
    fn the_people_of_a_source_reach_the_target() {
        let peer = read("file", TEXT).unwrap();
        let flow = peer.scenario.unwrap().predict_flow(&peer.building);
        assert_eq!((flow.people, flow.stranded), (151, 0));
    }

    #[test]
    fn a_target_in_the_middle_of_the_ground_is_left_through_an_exit() {
        let inside = TEXT.replace("\"x\": 19.5, \"y\": 4.0", "\"x\": 15.0, \"y\": 4.0");
        let peer = read("file", &inside).unwrap();
        assert!(peer.building.exits().count() > 0);
        let flow = peer.scenario.unwrap().predict_flow(&peer.building);
        assert_eq!(flow.stranded, 0);
        assert!(format!("{:?}", peer.left_out).contains("peer-vadere-inside"));
    }

    #[test]
    fn every_cut_of_a_file_is_refused_and_none_panics() {
        let whole = TEXT.trim_end();
        for end in 0..whole.len() {
            assert!(read("cut", &whole[..end]).is_err());
        }
    }

    #[test]
    fn hostile_files_are_refused_or_named() {
        let deep = "[".repeat(200_000);
        let no_ground = TEXT.replace("\"width\": 21.0", "\"width\": 0.5");
        let nan = TEXT.replace("\"width\": 21.0", "\"width\": 1e999");
        for text in ["", "{}", "null", &deep, &no_ground, &nan] {
            assert!(read("bad", text).is_err(), "{}", &text[..text.len().min(40)]);
        }
        let many = TEXT.replace("\"spawnNumber\": 150", "\"spawnNumber\": 1e300");
        assert_eq!(
            read("many", &many)
                .unwrap()
                .scenario
                .unwrap()
                .people(&read("many", &many).unwrap().building),
            1_000_001
        );
        let flat =
            TEXT.replace("\"width\": 1.0, \"height\": 3.0", "\"width\": 0.0, \"height\": 3.0");
        let peer = read("flat", &flat).unwrap();
        assert!(format!("{:?}", peer.left_out).contains("peer-no-shape"));
    }
}
