//! WKT polygons with holes, as JuPedSim takes its walkable area (Open Geospatial Consortium,
//! Simple Features, 06-103r4, 7.2): `POLYGON`, `MULTIPOLYGON` and collections of these, in metres.

use geo::{Coord, LineString, Polygon};

use super::{FARTHEST, MOST_CORNERS, Peer, building, floor, too_many_corners};
use crate::building::{Area, area};
use crate::language::{Message, msg};

/// No collection holds collections deeper than this.
const DEEPEST: u32 = 32;

/// Reads WKT as a building of one storey.
///
/// # Errors
/// When the text is no WKT of polygons, or has no area.
pub fn read(name: &str, text: &str) -> Result<Peer, Message> {
    let mut reader = Reader { text, at: 0, corners: 0, polygons: Vec::new() };
    reader.geometry(0)?;
    reader.skip_space();
    if reader.at < text.len() {
        return Err(reader.expected("peer-wkt-end"));
    }
    let areas: Vec<Area> = reader.polygons.into_iter().map(|p| Area::new(vec![p])).collect();
    let area = area::union(&areas).map_err(|_| msg!("peer-tangled"))?;
    let mut building = building(name);
    let (spaces, holes) = floor::add_area(&mut building, &area, name);
    if spaces == 0 {
        return Err(msg!("peer-no-area"));
    }
    let understood =
        vec![msg!("peer-found-spaces", spaces = spaces), msg!("peer-found-holes", holes = holes)];
    let left_out = vec![msg!("peer-wkt-no-exits"), msg!("peer-wkt-no-people")];
    Ok(Peer { building, scenario: None, understood, left_out })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    corners: usize,
    polygons: Vec<Polygon>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// An error at the place that was reached.
    fn expected(&self, what: &'static str) -> Message {
        let before = self.text.get(..self.at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        msg!("peer-wkt", line = line, column = column, expected = Message::new(what))
    }

    fn word(&mut self) -> String {
        self.skip_space();
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let word = rest[..length].to_ascii_uppercase();
        self.at += length;
        word
    }

    fn takes(&mut self, sign: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn open(&mut self) -> Result<(), Message> {
        if self.takes('(') { Ok(()) } else { Err(self.expected("peer-wkt-open")) }
    }

    /// Whether another part follows; else the closing bracket has been taken.
    fn goes_on(&mut self) -> Result<bool, Message> {
        if self.takes(',') {
            Ok(true)
        } else if self.takes(')') {
            Ok(false)
        } else {
            Err(self.expected("peer-wkt-close"))
        }
    }

    fn geometry(&mut self, depth: u32) -> Result<(), Message> {
        let begun = self.at;
        let kind = self.word();
        let empty = {
            let at = self.at;
            let empty = self.word() == "EMPTY";
            if !empty {
                self.at = at;
            }
            empty
        };
        let known = ["POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION"].contains(&kind.as_str());
        if !known {
            self.at = begun;
            return Err(self.expected("peer-wkt-kind"));
        }
        if empty {
            return Ok(());
        }
        match kind.as_str() {
            "POLYGON" => self.polygon(),
            "MULTIPOLYGON" => {
                self.open()?;
                loop {
                    self.polygon()?;
                    if !self.goes_on()? {
                        return Ok(());
                    }
                }
            }
            _ if depth >= DEEPEST => Err(self.expected("peer-wkt-deep")),
            _ => {
                self.open()?;
                loop {
                    self.geometry(depth + 1)?;
                    if !self.goes_on()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    fn polygon(&mut self) -> Result<(), Message> {
        self.open()?;
        let mut rings = Vec::new();
        loop {
            rings.push(self.ring()?);
            if !self.goes_on()? {
                break;
            }
        }
        let mut rings = rings.into_iter();
        if let Some(outline) = rings.next() {
            self.polygons.push(Polygon::new(outline, rings.collect()));
        }
        Ok(())
    }

    fn ring(&mut self) -> Result<LineString, Message> {
        self.open()?;
        let mut points = Vec::new();
        loop {
            let (x, y) = (self.number()?, self.number()?);
            points.push(Coord { x, y });
            self.corners += 1;
            if self.corners > MOST_CORNERS {
                return Err(too_many_corners());
            }
            // A height after the two is passed over: Muster's plans are flat.
            self.skip_space();
            while self.rest().starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
                self.number()?;
                self.skip_space();
            }
            if !self.goes_on()? {
                return Ok(LineString(points));
            }
        }
    }

    fn number(&mut self) -> Result<f64, Message> {
        self.skip_space();
        let rest = self.rest();
        let length =
            rest.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(rest.len());
        match rest[..length].parse::<f64>() {
            Ok(number) if number.is_finite() && number.abs() <= FARTHEST => {
                self.at += length;
                Ok(number)
            }
            _ => Err(self.expected("peer-wkt-number")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::Point;

    const HALL: &str = "POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0), (10 5, 12 5, 12 9, 10 9, 10 5))";

    #[test]
    fn a_hall_with_a_column_is_a_space_with_a_wall() {
        let peer = read("hall", HALL).unwrap();
        let storey = &peer.building.storeys[0];
        assert_eq!(storey.spaces.len(), 1);
        assert!((storey.spaces[0].outline.area() - 600.0).abs() < 1e-6);
        let [wall] = &storey.walls[..] else { panic!("{:?}", storey.walls) };
        assert!((wall.thickness - 2.0).abs() < 1e-9 && (wall.line.length() - 4.0).abs() < 1e-9);
        assert!(wall.line.middle().distance(Point::new(11.0, 7.0)) < 1e-9);
        assert_eq!(peer.left_out.len(), 2);
    }

    #[test]
    fn collections_and_areas_that_touch_become_one() {
        let text = "GEOMETRYCOLLECTION(POLYGON((0 0,5 0,5 5,0 5,0 0)),\n\
                    MULTIPOLYGON(((4 0,9 0,9 5,4 5,4 0)),((20 0,21 0,21 1,20 1,20 0))), POLYGON EMPTY)";
        let peer = read("two", text).unwrap();
        let spaces = &peer.building.storeys[0].spaces;
        let mut areas: Vec<f64> = spaces.iter().map(|s| s.outline.area()).collect();
        areas.sort_by(f64::total_cmp);
        assert_eq!(areas.len(), 2);
        assert!((areas[0] - 1.0).abs() < 1e-6 && (areas[1] - 45.0).abs() < 1e-6);
    }

    #[test]
    fn every_cut_of_a_file_is_refused_and_none_panics() {
        for end in 0..HALL.len() {
            assert!(read("cut", &HALL[..end]).is_err(), "{}", &HALL[..end]);
        }
        assert!(read("whole", HALL).is_ok());
    }

    #[test]
    fn what_is_no_area_is_refused() {
        let deep = "GEOMETRYCOLLECTION(".repeat(100_000);
        let far = "POLYGON((0 0, 1e9 0, 1 1, 0 0))";
        for text in [
            "",
            "POINT (1 2)",
            "POLYGON EMPTY",
            "POLYGON ((0 0, 1 1, 2 2, 0 0))",
            "POLYGON ((0 0, NaN 1, 2 2, 0 0))",
            "POLYGON ((0 0, inf 1, 2 2, 0 0))",
            far,
            &deep,
            "POLYGON ((0 0, 1 0, 1 1)) tail",
        ] {
            assert!(read("bad", text).is_err(), "{}", &text[..text.len().min(40)]);
        }
    }
}
