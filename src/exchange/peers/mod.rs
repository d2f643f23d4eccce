//! Geometry and scenarios of other evacuation programs, for setting Muster beside them: JuPedSim
//! (WKT, and the XML geometry of jpscore) and Vadere (`.scenario`).
//!
//! What such a file has and Muster has not is named in the answer; nothing is dropped in silence.

mod floor;
pub mod jpscore;
pub mod jupedsim;
pub mod vadere;

use std::path::Path;

use crate::building::{Building, BuildingId, Point, Segment};
use crate::drill::Scenario;
use crate::language::{Message, msg};

/// No file is read that is longer than this, bytes.
const LONGEST: usize = 64 << 20;
/// No coordinate is further out than this, m.
const FARTHEST: f64 = 100_000.0;
/// No file has outlines with more corners than this, all together.
const MOST_CORNERS: usize = 100_000;

/// What a file of another program came to.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The building.
    pub building: Building,
    /// The scenario, where the file has one.
    pub scenario: Option<Scenario>,
    /// What was understood.
    pub understood: Vec<Message>,
    /// What the file has and the building or the scenario has not.
    pub left_out: Vec<Message>,
}

impl Peer {
    /// Reads a file, whatever kind it is of.
    ///
    /// # Errors
    /// When it can't be read, or is of no kind that is known.
    pub fn open(file: &Path) -> Result<Self, Message> {
        let path = file.display().to_string();
        let bytes = std::fs::read(file)
            .map_err(|error| msg!("book-io", path = &path, reason = error.to_string()))?;
        let text = String::from_utf8_lossy(&bytes);
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(kind) = PeerKind::of(&name, &text) else {
            return Err(msg!("import-unknown-kind", path = path));
        };
        let read = kind.read(&stem, &text);
        read.map_err(|reason| msg!("import-unreadable", path = path, reason = reason))
    }

    /// Gives the building the id that its file's name asks for.
    pub fn name_after(&mut self, stem: &str) {
        self.building.id = BuildingId::new(stem);
        if let Some(scenario) = &mut self.scenario {
            scenario.building = self.building.id.clone();
        }
    }

    /// Makes everything `metres` times as large, for a file that is not in metres.
    pub fn scale(&mut self, metres: f64) {
        if metres == 1.0 {
            return;
        }
        let scaled = |point: Point| Point::new(point.x * metres, point.y * metres);
        for storey in &mut self.building.storeys {
            for space in &mut storey.spaces {
                for corner in &mut space.outline.0 {
                    *corner = scaled(*corner);
                }
            }
            for wall in &mut storey.walls {
                wall.line = Segment::new(scaled(wall.line.a), scaled(wall.line.b));
                wall.thickness *= metres;
            }
            for door in &mut storey.doors {
                door.line = Segment::new(scaled(door.line.a), scaled(door.line.b));
                door.clear_width *= metres;
            }
        }
    }
}

/// A kind of file that another program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerKind {
    /// A WKT polygon, as JuPedSim takes it.
    Wkt,
    /// The XML geometry of jpscore.
    Jpscore,
    /// A scenario of Vadere.
    Vadere,
}

impl PeerKind {
    /// The kind of a file by its ending and its beginning; nothing where it is none of these.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Option<Self> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let begins = |word: &str| {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        match ending.as_str() {
            "scenario" => Some(Self::Vadere),
            "wkt" => Some(Self::Wkt),
            "xml" if text.contains("<geometry") => Some(Self::Jpscore),
            _ if ["POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION"].iter().any(|w| begins(w)) => {
                Some(Self::Wkt)
            }
            _ => None,
        }
    }

    /// Reads a file; `name` is what the building is called.
    ///
    /// # Errors
    /// When the text is no such file, or has no place to walk; the message says what and where.
    pub fn read(self, name: &str, text: &str) -> Result<Peer, Message> {
        if text.len() > LONGEST {
            return Err(msg!("peer-too-long", most = LONGEST >> 20));
        }
        let text = text.trim_start_matches('\u{feff}');
        match self {
            Self::Wkt => jupedsim::read(name, text),
            Self::Jpscore => jpscore::read(name, text),
            Self::Vadere => vadere::read(name, text),
        }
    }
}

fn too_many_corners() -> Message {
    msg!("peer-too-many-corners", most = MOST_CORNERS)
}

/// An empty building for what is read.
fn building(name: &str) -> Building {
    let id: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let id = id.trim_matches('-');
    Building::new(BuildingId::new(if id.is_empty() { "building" } else { id }), name, "1F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_ending_or_beginning() {
        for (name, text, kind) in [
            ("a.scenario", "{}", Some(PeerKind::Vadere)),
            ("a.xml", "<geometry version=\"0.8\">", Some(PeerKind::Jpscore)),
            ("a.txt", "\u{feff} polygon ((0 0", Some(PeerKind::Wkt)),
            ("a.wkt", "", Some(PeerKind::Wkt)),
            ("a.xml", "<html>", None),
            ("plan.dxf", "0\nSECTION", None),
        ] {
            assert_eq!(PeerKind::of(name, text), kind, "{name}");
        }
    }

    #[test]
    fn millimetres_become_metres() {
        let text = "POLYGON((0 0, 30000 0, 30000 20000, 0 20000, 0 0))";
        let mut peer = PeerKind::Wkt.read("hall", text).unwrap();
        peer.scale(0.001);
        assert!((peer.building.storeys[0].spaces[0].outline.area() - 600.0).abs() < 1e-6);
    }
}
