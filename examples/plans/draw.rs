//! Draws plans whose rooms and doors are known, so that what an import finds can be measured.
#![allow(dead_code, missing_docs, reason = "each program that draws uses a part of it")]

use std::fmt::Write as _;

pub type Place = (f64, f64);

/// A room by its clear inside: left, low, right, high, m.
#[derive(Clone, Debug)]
pub struct Room {
    pub name: &'static str,
    pub inside: [f64; 4],
}

/// A door: the middle of its opening and its width, m.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    pub at: Place,
    pub width: f64,
    /// Whether its wall runs to the right rather than up.
    pub level: bool,
    pub leaves: u8,
    pub mark: &'static str,
}

/// How a plan is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The thickness of walls, m; 0 for single lines.
    pub wall: f64,
    /// Whether doors have arcs.
    pub arcs: bool,
    /// Whether doors are blocks.
    pub blocks: bool,
    /// By how much ends miss, m.
    pub mess: f64,
    /// The turn of the whole, degrees, and where it lies, m.
    pub turn: f64,
    pub shift: Place,
    /// Metres of the drawing's unit, and the number of `$INSUNITS`.
    pub unit: f64,
    pub insunits: u8,
    /// The names of the layers for walls, doors and names.
    pub layers: [&'static str; 3],
    pub r12: bool,
}

pub const PLAIN: Style = Style {
    wall: 0.2,
    arcs: true,
    blocks: false,
    mess: 0.0,
    turn: 0.0,
    shift: (0.0, 0.0),
    unit: 0.001,
    insunits: 4,
    layers: ["WALL", "DOOR", "TEXT"],
    r12: false,
};

/// A plan with known rooms and doors.
#[derive(Clone, Debug)]
pub struct Plan {
    pub title: &'static str,
    pub rooms: Vec<Room>,
    pub doors: Vec<Door>,
    pub columns: Vec<[f64; 4]>,
    pub style: Style,
}

/// A line of the drawing, m.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub layer: usize,
    pub a: Place,
    pub b: Place,
}

/// What is drawn, m.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub lines: Vec<Line>,
    /// Layer, middle, radius, begin and end in degrees.
    pub arcs: Vec<(usize, Place, f64, f64, f64)>,
    /// Place, height, words.
    pub texts: Vec<(usize, Place, f64, String)>,
    /// Doors as blocks: hinge, width, turn in degrees, whether mirrored.
    pub blocks: Vec<(Place, f64, f64, bool)>,
}

impl Plan {
    /// The clear area of a room, m².
    pub fn area(room: &Room) -> f64 {
        let [left, low, right, high] = room.inside;
        (right - left) * (high - low)
    }

    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        let half = self.style.wall / 2.0;
        for room in &self.rooms {
            outline(&mut sheet, room.inside, half);
        }
        if half > 0.0 {
            self.outer(&mut sheet);
        } else {
            merge(&mut sheet.lines);
        }
        for door in &self.doors {
            self.open(&mut sheet, door);
        }
        if self.style.mess > 0.0 {
            mess(&mut sheet.lines, self.style.mess);
        }
        for door in &self.doors {
            self.door(&mut sheet, door);
        }
        for column in &self.columns {
            let corners = corners(*column);
            for at in 0..4 {
                sheet.lines.push(Line { layer: 0, a: corners[at], b: corners[(at + 1) % 4] });
            }
        }
        for room in &self.rooms {
            let [left, low, right, high] = room.inside;
            let width = room.name.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 });
            let width: f64 = width.sum::<f64>() * 0.35;
            let at = ((left + right - width) / 2.0, (low + high - 0.35) / 2.0);
            sheet.texts.push((2, at, 0.35, room.name.to_owned()));
        }
        for door in self.doors.iter().filter(|door| !door.mark.is_empty()) {
            let at = (door.at.0 - 0.2, door.at.1 + 0.3);
            sheet.texts.push((2, at, 0.2, door.mark.to_owned()));
        }
        sheet
    }

    /// The outside of the walls: a rectangle around all rooms.
    fn outer(&self, sheet: &mut Sheet) {
        let wall = self.style.wall;
        let edge = |at: usize, pick: fn(f64, f64) -> f64, start: f64| {
            self.rooms.iter().map(|room| room.inside[at]).fold(start, pick)
        };
        let (left, low) = (edge(0, f64::min, 1e9) - wall, edge(1, f64::min, 1e9) - wall);
        let (right, high) = (edge(2, f64::max, -1e9) + wall, edge(3, f64::max, -1e9) + wall);
        let corners = corners([left, low, right, high]);
        for at in 0..4 {
            sheet.lines.push(Line { layer: 0, a: corners[at], b: corners[(at + 1) % 4] });
        }
    }

    /// Takes the lines of the walls out of an opening and closes the walls' ends.
    fn open(&self, sheet: &mut Sheet, door: &Door) {
        let (along, across) = (door.width / 2.0, self.style.wall / 2.0 + 0.05);
        // Turned so that the wall runs to the right.
        let to = |(x, y): Place| {
            let (x, y) = (x - door.at.0, y - door.at.1);
            if door.level { (x, y) } else { (y, x) }
        };
        let from = |(x, y): Place| {
            let (x, y) = if door.level { (x, y) } else { (y, x) };
            (x + door.at.0, y + door.at.1)
        };
        let mut kept = Vec::new();
        for line in &sheet.lines {
            let (a, b) = (to(line.a), to(line.b));
            let through = (a.1 - b.1).abs() < 1e-9 && a.1.abs() < across;
            let (low, high) = (a.0.min(b.0), a.0.max(b.0));
            if !through || high <= -along || low >= along {
                kept.push(*line);
                continue;
            }
            for (start, end) in [(low, -along), (along, high)] {
                if end - start > 1e-6 {
                    let (a, b) = (from((start, a.1)), from((end, a.1)));
                    kept.push(Line { layer: line.layer, a, b });
                }
            }
        }
        sheet.lines = kept;
        if self.style.wall > 0.0 {
            let half = self.style.wall / 2.0;
            for x in [-along, along] {
                let (a, b) = (from((x, -half)), from((x, half)));
                sheet.lines.push(Line { layer: 0, a, b });
            }
        }
    }

    fn door(&self, sheet: &mut Sheet, door: &Door) {
        if !self.style.arcs {
            return;
        }
        let leaf = door.width / f64::from(door.leaves);
        let hinges: &[(f64, bool)] =
            if door.leaves == 2 { &[(-1.0, false), (1.0, true)] } else { &[(-1.0, false)] };
        for (side, back) in hinges {
            let shift = side * door.width / 2.0;
            let hinge = if door.level {
                (door.at.0 + shift, door.at.1)
            } else {
                (door.at.0, door.at.1 + shift)
            };
            // The closed leaf points along the wall; it opens upwards or to the left.
            let closed: f64 = match (door.level, back) {
                (true, false) => 0.0,
                (true, true) => 180.0,
                (false, false) => 90.0,
                (false, true) => 270.0,
            };
            let open = if *back { closed - 90.0 } else { closed + 90.0 };
            if self.style.blocks {
                sheet.blocks.push((hinge, leaf, closed, *back));
                continue;
            }
            let tip = (
                hinge.0 + leaf * open.to_radians().cos(),
                hinge.1 + leaf * open.to_radians().sin(),
            );
            sheet.lines.push(Line { layer: 1, a: hinge, b: tip });
            sheet.arcs.push((1, hinge, leaf, closed.min(open), closed.max(open)));
        }
    }

    pub fn place(&self, (x, y): Place) -> Place {
        let (sin, cos) = self.style.turn.to_radians().sin_cos();
        let (x, y) =
            (x * cos - y * sin + self.style.shift.0, x * sin + y * cos + self.style.shift.1);
        (x / self.style.unit, y / self.style.unit)
    }

    pub fn dxf(&self) -> String {
        let sheet = self.sheet();
        let mut text = String::new();
        let version = if self.style.r12 { "AC1009" } else { "AC1027" };
        let _ = write!(text, "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n{version}\n");
        if self.style.insunits > 0 {
            let _ = write!(text, "9\n$INSUNITS\n70\n{}\n", self.style.insunits);
        }
        text.push_str("0\nENDSEC\n");
        if self.style.blocks {
            // A leaf of one unit, inside a block of its own.
            text.push_str("0\nSECTION\n2\nBLOCKS\n");
            text.push_str("0\nBLOCK\n8\n0\n2\nLEAF\n70\n0\n10\n0\n20\n0\n30\n0\n3\nLEAF\n");
            text.push_str("0\nLINE\n8\n0\n10\n0\n20\n0\n11\n0\n21\n1\n");
            text.push_str("0\nARC\n8\n0\n10\n0\n20\n0\n40\n1\n50\n0\n51\n90\n0\nENDBLK\n8\n0\n");
            text.push_str("0\nBLOCK\n8\n0\n2\nDOOR-1\n70\n0\n10\n0\n20\n0\n30\n0\n3\nDOOR-1\n");
            text.push_str("0\nINSERT\n8\n0\n2\nLEAF\n10\n0\n20\n0\n0\nENDBLK\n8\n0\n0\nENDSEC\n");
        }
        text.push_str("0\nSECTION\n2\nENTITIES\n");
        for line in &sheet.lines {
            let (a, b) = (self.place(line.a), self.place(line.b));
            let layer = self.style.layers[line.layer];
            let _ = write!(
                text,
                "0\nLINE\n8\n{layer}\n10\n{}\n20\n{}\n30\n0.0\n11\n{}\n21\n{}\n31\n0.0\n",
                a.0, a.1, b.0, b.1
            );
        }
        for (layer, middle, radius, begin, end) in &sheet.arcs {
            let at = self.place(*middle);
            let layer = self.style.layers[*layer];
            let _ = write!(
                text,
                "0\nARC\n8\n{layer}\n10\n{}\n20\n{}\n30\n0.0\n40\n{}\n50\n{}\n51\n{}\n",
                at.0,
                at.1,
                radius / self.style.unit,
                begin + self.style.turn,
                end + self.style.turn
            );
        }
        for (hinge, width, turn, mirrored) in &sheet.blocks {
            let at = self.place(*hinge);
            let scale = width / self.style.unit;
            let up = if *mirrored { -scale } else { scale };
            let _ = write!(
                text,
                "0\nINSERT\n8\n{}\n2\nDOOR-1\n10\n{}\n20\n{}\n41\n{scale}\n42\n{up}\n50\n{}\n",
                self.style.layers[1],
                at.0,
                at.1,
                turn + self.style.turn
            );
        }
        for (layer, at, height, words) in &sheet.texts {
            let at = self.place(*at);
            let layer = self.style.layers[*layer];
            let _ = write!(
                text,
                "0\nTEXT\n8\n{layer}\n10\n{}\n20\n{}\n30\n0.0\n40\n{}\n1\n{words}\n50\n{}\n",
                at.0,
                at.1,
                height / self.style.unit,
                self.style.turn
            );
        }
        text.push_str("0\nENDSEC\n0\nEOF\n");
        text
    }
}

impl Plan {
    /// The plan as SVG: layers as groups, in a group that is turned and scaled, y down.
    pub fn svg(&self) -> String {
        let sheet = self.sheet();
        let mut text = String::from(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 900' width='450mm' \
             height='450mm'><g transform='translate(450 450) rotate(90) scale(18)'>",
        );
        for (number, name) in self.style.layers.into_iter().enumerate() {
            let _ = write!(text, "<g id='{name}' fill='none' stroke='black' stroke-width='0.02'>");
            for line in sheet.lines.iter().filter(|line| line.layer == number) {
                let (a, b) = (line.a, line.b);
                let _ = write!(text, "<path d='M{} {} L{} {}'/>", a.0, -a.1, b.0, -b.1);
            }
            for (_, middle, radius, begin, end) in
                sheet.arcs.iter().filter(|(layer, ..)| *layer == number)
            {
                let at = |degrees: f64| {
                    let (sin, cos) = degrees.to_radians().sin_cos();
                    (middle.0 + radius * cos, -middle.1 - radius * sin)
                };
                let (a, b) = (at(*begin), at(*end));
                let _ = write!(
                    text,
                    "<path d='M{} {} A{radius} {radius} 0 0 0 {} {}'/>",
                    a.0, a.1, b.0, b.1
                );
            }
            for (_, at, height, words) in sheet.texts.iter().filter(|(layer, ..)| *layer == number)
            {
                let _ = write!(
                    text,
                    "<text x='{}' y='{}' font-size='{height}' fill='black'>{words}</text>",
                    at.0, -at.1
                );
            }
            text.push_str("</g>");
        }
        text.push_str("</g></svg>");
        text
    }

    /// The plan as a page of a PDF at 1:100, which it says where `written`; texts are in a font that is
    /// not in the file.
    pub fn pdf(&self, written: bool) -> Vec<u8> {
        let sheet = self.sheet();
        let metre = 72.0 / 2.54;
        let place = |(x, y): Place| (60.0 + x * metre, 260.0 + y * metre);
        let mut page = String::from("1 0 0 1 0 0 cm 0 G\n");
        for line in &sheet.lines {
            let width = if line.layer == 0 { 1.0 } else { 0.5 };
            let (a, b) = (place(line.a), place(line.b));
            let _ = writeln!(page, "{width} w {} {} m {} {} l S", a.0, a.1, b.0, b.1);
        }
        for (_, middle, radius, begin, end) in &sheet.arcs {
            let sweep = (end - begin).rem_euclid(360.0);
            let handle = radius * 4.0 / 3.0 * (sweep / 4.0).to_radians().tan();
            let at = |degrees: f64, along: f64| {
                let (sin, cos) = degrees.to_radians().sin_cos();
                let (x, y) = (radius * cos - along * sin, radius * sin + along * cos);
                place((middle.0 + x, middle.1 + y))
            };
            let points = [
                at(*begin, 0.0),
                at(*begin, handle),
                at(begin + sweep, -handle),
                at(begin + sweep, 0.0),
            ];
            let [a, b, c, d] = points.map(|(x, y)| format!("{x} {y}"));
            let _ = writeln!(page, "0.5 w {a} m {b} {c} {d} c S");
        }
        for (_, at, height, words) in &sheet.texts {
            let (x, y) = place(*at);
            let size = height * metre;
            let _ = writeln!(page, "BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET");
        }
        if written {
            page.push_str("BT /F1 12 Tf 1 0 0 1 20 20 Tm (Scale 1:100) Tj ET\n");
        }
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1190 842]/Contents 4 0 R\
             /Resources<</Font<</F1 5 0 R>>>>>>"
                .to_owned(),
            format!("<</Length {}>>stream\n{page}\nendstream", page.len() + 1),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        ];
        let mut file = String::from("%PDF-1.4\n");
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
        }
        let start = file.len();
        let _ = write!(file, "xref\n0 6\n0000000000 65535 f \n");
        for place in places {
            let _ = writeln!(file, "{place:010} 00000 n ");
        }
        let _ = write!(file, "trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        file.into_bytes()
    }
}

fn corners([left, low, right, high]: [f64; 4]) -> [Place; 4] {
    [(left, low), (right, low), (right, high), (left, high)]
}

/// The outline of a room: its inside, or the middle of its walls where these are single lines.
fn outline(sheet: &mut Sheet, inside: [f64; 4], _half: f64) {
    let corners = corners(inside);
    for at in 0..4 {
        sheet.lines.push(Line { layer: 0, a: corners[at], b: corners[(at + 1) % 4] });
    }
}

/// Draws lines that lie on one another once.
fn merge(lines: &mut Vec<Line>) {
    let key = |line: &Line| {
        let round = |v: f64| (v * 1e4).round() as i64;
        let (a, b) = ((round(line.a.0), round(line.a.1)), (round(line.b.0), round(line.b.1)));
        (a.min(b), a.max(b))
    };
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(key(line)));
}

/// Lets ends miss by up to `by` metres: too long, too short, beside. The same every time.
fn mess(lines: &mut [Line], by: f64) {
    let mut state = 12_345_u64;
    let mut random = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(u32::MAX >> 1) * 2.0 - 1.0
    };
    for line in lines {
        let (dx, dy) = (line.b.0 - line.a.0, line.b.1 - line.a.1);
        let length = dx.hypot(dy);
        if length < 0.5 {
            continue;
        }
        let (ux, uy) = (dx / length, dy / length);
        let (first, second) = (random() * by, random() * by);
        line.a = (line.a.0 - ux * first, line.a.1 - uy * first);
        line.b = (line.b.0 + ux * second, line.b.1 + uy * second);
        let beside = random() * by * 0.1;
        line.a = (line.a.0 - uy * beside, line.a.1 + ux * beside);
        line.b = (line.b.0 - uy * beside, line.b.1 + ux * beside);
    }
}

fn door(at: Place, width: f64, level: bool) -> Door {
    Door { at, width, level, leaves: if width > 1.4 { 2 } else { 1 }, mark: "" }
}

/// Offices on both sides of a corridor, `wall` thick walls.
pub fn offices(title: &'static str, style: Style) -> Plan {
    let w = style.wall;
    let names =
        ["Office 1", "Office 2", "Meeting", "Archive", "Office 3", "Training", "WC", "Electrical"];
    let mut rooms = Vec::new();
    let mut doors = Vec::new();
    let (wide, deep, hall) = (4.0, 5.0, 2.4);
    let length = 4.0 * wide + 3.0 * w;
    rooms.push(Room { name: "Corridor", inside: [0.0, 0.0, length, hall] });
    for (n, name) in names.into_iter().enumerate() {
        let column = (n % 4) as f64;
        let left = column * (wide + w);
        let upper = n < 4;
        let (low, high) = if upper { (hall + w, hall + w + deep) } else { (-w - deep, -w) };
        rooms.push(Room { name, inside: [left, low, left + wide, high] });
        let y = if upper { hall + w / 2.0 } else { -w / 2.0 };
        doors.push(door((left + 1.2, y), 0.9, true));
    }
    doors.push(door((-w / 2.0, hall / 2.0), 1.5, false));
    doors.push(door((length + w / 2.0, hall / 2.0), 1.5, false));
    Plan { title, rooms, doors, columns: Vec::new(), style }
}

/// A workshop with columns, a store, an office and a stair.
pub fn workshop(title: &'static str, style: Style, chinese: bool) -> Plan {
    let w = style.wall;
    let name = |en: &'static str, zh: &'static str| if chinese { zh } else { en };
    let side = 24.0 + w;
    let room = |name, inside| Room { name, inside };
    let rooms = vec![
        room(name("Assembly workshop", "装配车间"), [0.0, 0.0, 24.0, 16.0]),
        room(name("Store", "成品库"), [side, 0.0, side + 8.0, 7.0]),
        room(name("Office", "办公室"), [side, 7.0 + w, side + 8.0, 11.0]),
        room(name("Stair 1", "楼梯间"), [side, 11.0 + w, side + 8.0, 16.0]),
    ];
    let mark = |door: Door, mark| Door { mark: if chinese { mark } else { "" }, ..door };
    let between = 24.0 + w / 2.0;
    let doors = vec![
        mark(door((between, 3.0), 1.8, false), "FM甲1821"),
        mark(door((between, 9.0), 0.9, false), "M0921"),
        mark(door((between, 13.5), 1.2, false), "FM乙1221"),
        door((6.0, -w / 2.0), 3.0, true),
        door((-w / 2.0, 8.0), 1.5, false),
        door((side + 8.0 + w / 2.0, 14.0), 1.2, false),
    ];
    let columns = [6.0, 12.0, 18.0]
        .into_iter()
        .flat_map(|x| [5.0, 11.0].map(|y| [x - 0.25, y - 0.25, x + 0.25, y + 0.25]))
        .collect();
    Plan { title, rooms, doors, columns, style }
}

/// The drawn plans with known rooms.
pub fn all() -> Vec<Plan> {
    let single = Style { wall: 0.0, ..PLAIN };
    vec![
        offices("offices", PLAIN),
        workshop("workshop", Style { wall: 0.3, ..PLAIN }, false),
        offices("single-lines-r12", Style { r12: true, unit: 1.0, insunits: 0, ..single }),
        offices("messy", Style { mess: 0.08, ..PLAIN }),
        workshop(
            "turned",
            Style { turn: 30.0, shift: (500_000.0, 3_400_000.0), unit: 1.0, insunits: 6, ..PLAIN },
            false,
        ),
        offices("blocks", Style { blocks: true, insunits: 0, ..PLAIN }),
        workshop("chinese", Style { layers: ["墙", "门", "房间名称"], wall: 0.24, ..PLAIN }, true),
        offices("gaps-only", Style { arcs: false, unit: 0.0254, insunits: 1, ..PLAIN }),
        offices("one-layer", Style { layers: ["0", "0", "0"], ..PLAIN }),
        workshop("thick-walls", Style { wall: 0.5, mess: 0.03, ..PLAIN }, false),
    ]
}
