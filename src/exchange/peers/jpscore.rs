//! The XML geometry of jpscore (JuPedSim before version 1): rooms of subrooms, crossings between
//! subrooms, transitions between rooms and to the outside, obstacles; in metres.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node, ParsingOptions};

use super::{FARTHEST, Peer, building, floor};
use crate::building::{
    Building, Door, DoorId, Point, Polygon, Segment, Space, SpaceId, SpaceUse, Swing,
};
use crate::language::{Message, msg};

/// Ends of walls that are nearer than this meet, m.
const MEET: f64 = 0.05;
/// The room that is the outside.
const OUTSIDE: &str = "-1";

/// Reads the XML geometry of jpscore as a building of one storey.
///
/// # Errors
/// When the text is no such XML, or no subroom has an outline.
pub fn read(name: &str, text: &str) -> Result<Peer, Message> {
    let options = ParsingOptions { nodes_limit: 2_000_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| msg!("peer-xml", reason = error.to_string()))?;
    let obstacles = document.descendants().filter(|node| node.has_tag_name("obstacle")).count();
    let mut reader = Reader {
        building: building(name),
        understood: Vec::new(),
        left_out: Vec::new(),
        openings: openings(&document)?,
        unknown: BTreeSet::new(),
        holes: 0,
        strips: floor::strips(obstacles),
    };
    reader.rooms(&document)?;
    if reader.building.storeys[0].spaces.is_empty() {
        return Err(msg!("peer-no-area"));
    }
    let (inner, exits) = reader.doors();
    let spaces = reader.building.storeys[0].spaces.len();
    reader.understood.push(msg!("peer-found-spaces", spaces = spaces));
    reader.understood.push(msg!("peer-found-doors", doors = inner, exits = exits));
    reader.understood.push(msg!("peer-found-holes", holes = reader.holes));
    if !reader.unknown.is_empty() {
        let names: Vec<&str> = reader.unknown.iter().map(String::as_str).collect();
        reader.left_out.push(msg!("peer-unknown", names = names.join(", ")));
    }
    reader.left_out.push(msg!("peer-jpscore-no-people"));
    Ok(Peer {
        building: reader.building,
        scenario: None,
        understood: reader.understood,
        left_out: reader.left_out,
    })
}

/// A crossing or a transition.
struct Opening {
    name: String,
    line: Segment,
    /// The room and the subroom on each side.
    sides: [(String, String); 2],
    /// Whether it is a transition, which is a door.
    door: bool,
    closed: bool,
}

struct Reader {
    building: Building,
    understood: Vec<Message>,
    left_out: Vec<Message>,
    openings: Vec<Opening>,
    /// Elements that Muster has nothing for.
    unknown: BTreeSet<String>,
    holes: usize,
    /// How many strips may fill each of them.
    strips: usize,
}

fn number(node: Node<'_, '_>, name: &str) -> Result<f64, Message> {
    let text = node.attribute(name).unwrap_or_default();
    // Documents that went through a word processor have a minus sign instead of a hyphen.
    let value = text.trim().replace('\u{2212}', "-").parse::<f64>();
    value.ok().filter(|v| v.is_finite() && v.abs() <= FARTHEST).ok_or_else(|| {
        let line = node.document().text_pos_at(node.range().start).row;
        msg!("peer-xml-number", line = line.to_string(), attribute = name, text = text)
    })
}

fn vertices(node: Node<'_, '_>) -> Result<Vec<Point>, Message> {
    let vertices = node.children().filter(|child| child.has_tag_name("vertex"));
    vertices.map(|vertex| Ok(Point::new(number(vertex, "px")?, number(vertex, "py")?))).collect()
}

fn openings(document: &Document<'_>) -> Result<Vec<Opening>, Message> {
    let mut openings = Vec::new();
    for node in document.descendants() {
        let door = node.has_tag_name("transition");
        if !door && !node.has_tag_name("crossing") {
            continue;
        }
        let ends = vertices(node)?;
        let (Some(a), Some(b)) = (ends.first(), ends.last()) else { continue };
        let text = |name: &str| node.attribute(name).unwrap_or(OUTSIDE).trim().to_owned();
        let mut rooms = node.ancestors().filter(|above| above.has_tag_name("room"));
        let room = rooms.next().and_then(|room| room.attribute("id")).unwrap_or_default();
        let sides = if door {
            [(text("room1_id"), text("subroom1_id")), (text("room2_id"), text("subroom2_id"))]
        } else {
            [text("subroom1_id"), text("subroom2_id")].map(|sub| (room.trim().to_owned(), sub))
        };
        let caption = node.attribute("caption").filter(|caption| !caption.trim().is_empty());
        let id = node.attribute("id").unwrap_or_default();
        openings.push(Opening {
            name: caption.map_or_else(|| id.to_owned(), str::to_owned),
            line: Segment::new(*a, *b),
            sides,
            door,
            closed: node.attribute("state").is_some_and(|state| state.contains("close")),
        });
    }
    Ok(openings)
}

impl Reader {
    fn rooms(&mut self, document: &Document<'_>) -> Result<(), Message> {
        let mut per_room: BTreeMap<String, usize> = BTreeMap::new();
        for room in document.descendants().filter(|node| node.has_tag_name("room")) {
            let id = room.attribute("id").unwrap_or_default().trim();
            let caption = room.attribute("caption").unwrap_or(id);
            *per_room.entry(id.to_owned()).or_default() += 1;
            for subroom in room.children().filter(|node| node.has_tag_name("subroom")) {
                self.subroom(id, caption, subroom)?;
            }
        }
        if let Some((id, _)) = per_room.iter().find(|(_, count)| **count > 1) {
            return Err(msg!("peer-jpscore-twice", id = id));
        }
        for node in document.descendants().filter(Node::is_element) {
            let known = [
                "geometry",
                "rooms",
                "room",
                "subroom",
                "polygon",
                "vertex",
                "obstacle",
                "crossings",
                "crossing",
                "transitions",
                "transition",
                "up",
                "down",
            ];
            let name = node.tag_name().name();
            if !known.contains(&name) && self.unknown.len() < 50 {
                self.unknown.insert(format!("<{name}>"));
            }
        }
        Ok(())
    }

    fn subroom(&mut self, room: &str, caption: &str, node: Node<'_, '_>) -> Result<(), Message> {
        let sub = node.attribute("id").unwrap_or_default().trim().to_owned();
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for polygon in node.children().filter(|child| child.has_tag_name("polygon")) {
            lines.push(vertices(polygon)?);
        }
        let here = (room.to_owned(), sub.clone());
        let own = self.openings.iter().filter(|opening| opening.sides.contains(&here));
        lines.extend(own.map(|opening| vec![opening.line.a, opening.line.b]));
        let title = format!("{caption} {room}/{sub}");
        let Some(outline) = joined(lines) else {
            self.left_out.push(msg!("peer-jpscore-open", subroom = title));
            return Ok(());
        };
        let class = node.attribute("class").unwrap_or("floor").to_lowercase();
        let slope = ["A_x", "B_y"].iter().any(|axis| {
            node.attribute(*axis).is_some_and(|a| a.trim().parse().is_ok_and(|a: f64| a != 0.0))
        });
        if class.contains("stair") || class.contains("escalator") || slope {
            self.left_out.push(msg!("peer-jpscore-stair", subroom = &title));
        }
        let usage = if class.contains("corridor") { SpaceUse::Corridor } else { SpaceUse::Other };
        let id = SpaceId::numbered(self.building.next_number_of_own());
        self.building.storeys[0].spaces.push(Space::new(id, &title, usage, outline));
        for obstacle in node.children().filter(|child| child.has_tag_name("obstacle")) {
            for polygon in obstacle.children().filter(|child| child.has_tag_name("polygon")) {
                let corners = vertices(polygon)?;
                if let Some(outline) = joined(vec![corners]) {
                    floor::fill(&mut self.building, &outline, self.strips);
                    self.holes += 1;
                }
            }
        }
        Ok(())
    }

    /// Crossings become openings, transitions doors, those to the outside exits. Says how many.
    fn doors(&mut self) -> (usize, usize) {
        let (mut inner, mut exits) = (0, 0);
        for opening in std::mem::take(&mut self.openings) {
            if opening.line.length() < MEET {
                self.left_out.push(msg!("peer-no-width", opening = &opening.name));
                continue;
            }
            let exit = opening.sides.iter().any(|(room, sub)| room == OUTSIDE || sub == OUTSIDE);
            let id = DoorId::numbered(self.building.next_number_of_own());
            let mut door = Door::new(id, &opening.name, opening.line);
            // jpscore's doors have no frame: all of the line can be used.
            door.clear_width = opening.line.length();
            door.exit = exit;
            if !opening.door {
                door.swing = Swing::Open;
            }
            if opening.closed {
                door.state = crate::building::DoorState::Locked;
            }
            *(if exit { &mut exits } else { &mut inner }) += 1;
            self.building.storeys[0].doors.push(door);
        }
        (inner, exits)
    }
}

/// Lines that meet at their ends as one outline; nothing where they leave a gap.
fn joined(mut lines: Vec<Vec<Point>>) -> Option<Polygon> {
    lines.retain(|line| line.len() > 1);
    let mut ring = lines.pop()?;
    while !lines.is_empty() {
        let end = *ring.last()?;
        let next = lines.iter().position(|line| {
            line.first().is_some_and(|a| a.distance(end) < MEET)
                || line.last().is_some_and(|b| b.distance(end) < MEET)
        })?;
        let mut line = lines.swap_remove(next);
        if line.first().is_none_or(|a| a.distance(end) >= MEET) {
            line.reverse();
        }
        ring.extend(line.into_iter().skip(1));
    }
    let closed = ring.first()?.distance(*ring.last()?) < MEET;
    if closed {
        ring.pop();
    }
    ring.dedup_by(|a, b| a.distance(*b) < 1e-6);
    let outline = Polygon(ring);
    (closed && outline.corners().len() > 2 && outline.area() > 1e-6).then_some(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hall with a column, a corridor behind a crossing, and an exit at its end.
    const TEXT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<geometry version="0.8" caption="corner" unit="m">
 <rooms>
  <room id="0" caption="hall">
   <subroom id="0" class="subroom" A_x="0.0" B_y="0.0" C_z="0.0">
    <polygon caption="wall"><vertex px="10.0" py="6.0"/><vertex px="10.0" py="10.0"/>
      <vertex px="0.0" py="10.0"/><vertex px="0.0" py="0.0"/><vertex px="10.0" py="0.0"/>
      <vertex px="10.0" py="4.0"/></polygon>
    <obstacle id="0" caption="column"><polygon><vertex px="4.0" py="4.0"/><vertex px="5.0" py="4.0"/>
      <vertex px="5.0" py="5.0"/><vertex px="4.0" py="5.0"/><vertex px="4.0" py="4.0"/></polygon></obstacle>
   </subroom>
   <subroom id="1" class="corridor">
    <polygon caption="wall"><vertex px="10" py="4"/><vertex px="20" py="4"/></polygon>
    <polygon caption="wall"><vertex px="10" py="6"/><vertex px="20" py="6"/></polygon>
   </subroom>
   <crossings><crossing id="0" subroom1_id="0" subroom2_id="1">
     <vertex px="10.0" py="6.0"/><vertex px="10.0" py="4.0"/></crossing></crossings>
  </room>
 </rooms>
 <transitions><transition id="1" caption="main exit" type="emergency" room1_id="0" subroom1_id="1"
   room2_id="-1" subroom2_id="-1"><vertex px="20.0" py="4.0"/><vertex px="20.0" py="6.0"/></transition>
 </transitions>
 <goals/>
</geometry>"#;

    #[test]
    fn rooms_crossings_transitions_and_obstacles_are_taken_over() {
        let peer = read("corner", TEXT).unwrap();
        let storey = &peer.building.storeys[0];
        let areas: Vec<f64> = storey.spaces.iter().map(|s| s.outline.area()).collect();
        assert!((areas[0] - 100.0).abs() < 1e-9 && (areas[1] - 20.0).abs() < 1e-9, "{areas:?}");
        assert_eq!(storey.walls.len(), 1);
        assert_eq!(storey.doors.len(), 2);
        let crossing = &storey.doors[0];
        assert_eq!(crossing.swing, Swing::Open);
        let (left, right) = storey.sides(crossing);
        assert!(left.is_some() && right.is_some());
        let exit = &storey.doors[1];
        assert!(exit.exit && exit.name == "main exit");
        assert!((exit.clear_width - 2.0).abs() < 1e-9);
        let named = format!("{:?}", peer.left_out);
        assert!(named.contains("<goals>"), "{named}");
    }

    #[test]
    fn every_cut_of_a_file_is_refused_and_none_panics() {
        for end in (0..TEXT.len()).filter(|end| TEXT.is_char_boundary(*end)) {
            let cut = &TEXT[..end];
            assert!(read("cut", cut).is_err(), "{}", &cut[cut.len().saturating_sub(60)..]);
        }
    }

    #[test]
    fn hostile_files_are_refused() {
        let deep = "<a>".repeat(20_000) + &"</a>".repeat(20_000);
        let nan = TEXT.replacen("px=\"10.0\"", "px=\"NaN\"", 1);
        let gap =
            TEXT.replace("<vertex px=\"0.0\" py=\"10.0\"/>", "<vertex px=\"0.0\" py=\"1e99\"/>");
        let entities =
            "<!DOCTYPE a [<!ENTITY x \"&y;&y;\"><!ENTITY y \"&x;\">]><geometry>&x;</geometry>";
        for text in ["", "<geometry/>", &deep, &nan, &gap, entities] {
            assert!(read("bad", text).is_err(), "{}", &text[..text.len().min(60)]);
        }
    }

    #[test]
    fn a_subroom_that_leaves_a_gap_is_named() {
        let gap = TEXT.replacen("<vertex px=\"10\" py=\"6\"/>", "<vertex px=\"12\" py=\"6\"/>", 1);
        let peer = read("gap", &gap).unwrap();
        assert_eq!(peer.building.storeys[0].spaces.len(), 1);
        assert!(format!("{:?}", peer.left_out).contains("hall 0/1"));
    }
}
