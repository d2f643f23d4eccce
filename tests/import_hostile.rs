//! Hostile plans: whatever a file holds, it is read or refused. No panic, no hang, and no more memory
//! than 50 times the file beside what even a small one may unfold to.
//!
//! The long version, so many mutations of each kind:
//! `MUSTER_FUZZ=100000 cargo test --release --test import_hostile -- --ignored --nocapture`
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../examples/plans/draw.rs"]
mod draw;
mod memory;

use std::fmt::Write as _;

use memory::most_held;
use muster::building::BuildingId;
use muster::exchange::peers::PeerKind;
use muster::exchange::plan::{Options, PlanError, PlanKind, Stop, propose};
use muster::language::Language;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The most bytes that a byte of a file may become.
const BYTES_A_BYTE: usize = 50;
/// What libraries need for any file, bytes.
const LITTLE: usize = 1 << 20;
/// What blocks of a small drawing may unfold to, bytes.
const UNFOLDED: usize = 32 << 20;
/// The picture of a page while it is drawn, and before it is packed, bytes: 2 400 picture elements by as
/// many, of four bytes and of three.
const PICTURE: usize = 48 << 20;

/// A kind of file: a good one, and what reads it.
struct Kind {
    name: &'static str,
    good: Vec<u8>,
    read: fn(&[u8]) -> bool,
    /// What it may take beside 50 times its length.
    more: usize,
}

fn plan(kind: PlanKind, bytes: &[u8]) -> bool {
    let read = propose(kind, bytes, &Options::default(), &Stop::default());
    let made = read.map(|proposal| proposal.building(BuildingId::new("b"), "B", Language::English));
    if let Ok(building) = &made {
        for (storey, space) in building.spaces() {
            let all = space.outline.corners().iter().all(|c| c.x.is_finite() && c.y.is_finite());
            assert!(all && storey.elevation.is_finite(), "{:?}", space.name);
        }
    }
    made.is_ok()
}

fn peer(file: &str, bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    PeerKind::of(file, &text).is_some_and(|kind| kind.read("x", &text).is_ok())
}

fn kinds() -> Vec<Kind> {
    let small = draw::offices("hostile", draw::PLAIN);
    let blocks = draw::all().into_iter().find(|plan| plan.title == "blocks").unwrap();
    let old = draw::offices("old", draw::Style { r12: true, ..draw::PLAIN });
    let wkt = "POLYGON ((0 0, 10 0, 10 8, 0 8, 0 0), (2 2, 3 2, 3 3, 2 3, 2 2))";
    let vadere = r#"{"name":"x","scenario":{"topography":{"attributes":{"bounds":{"x":0.0,"y":0.0,
        "width":10.0,"height":8.0},"boundingBoxWidth":0.5},"obstacles":[{"id":1,"shape":{"x":4.0,"y":0.0,
        "width":0.5,"height":6.0,"type":"RECTANGLE"}}],"targets":[{"id":2,"absorbing":true,"shape":
        {"x":9.0,"y":3.0,"width":0.5,"height":2.0,"type":"RECTANGLE"}}],"sources":[]}}}"#;
    let kind = |name, good: Vec<u8>, read, more| Kind { name, good, read, more };
    vec![
        kind("dxf", small.dxf().into_bytes(), |b| plan(PlanKind::Dxf, b), UNFOLDED),
        kind("dxf r12", old.dxf().into_bytes(), |b| plan(PlanKind::Dxf, b), UNFOLDED),
        kind("dxf blocks", blocks.dxf().into_bytes(), |b| plan(PlanKind::Dxf, b), UNFOLDED),
        kind("svg", small.svg().into_bytes(), |b| plan(PlanKind::Svg, b), LITTLE),
        kind("ifc4", include_bytes!("ifc/plant.ifc").to_vec(), |b| plan(PlanKind::Ifc, b), LITTLE),
        kind(
            "ifc2x3",
            include_bytes!("ifc/works.ifc").to_vec(),
            |b| plan(PlanKind::Ifc, b),
            LITTLE,
        ),
        kind("pdf", small.pdf(true), |b| plan(PlanKind::Pdf, b), PICTURE),
        kind("wkt", wkt.as_bytes().to_vec(), |b| peer("x.wkt", b), LITTLE),
        kind("vadere", vadere.as_bytes().to_vec(), |b| peer("x.scenario", b), LITTLE),
    ]
}

/// Numbers that programs stumble over.
const NUMBERS: [&str; 10] =
    ["1e308", "-1e308", "NaN", "inf", "0", "-0", "1e-300", "99999999999999999999", "-1", "65536"];

/// A file with a few places changed.
fn mutated(good: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..random.random_range(1..6) {
        if bytes.is_empty() {
            break;
        }
        let at = random.random_range(0..bytes.len());
        let length = random.random_range(1..200).min(bytes.len() - at);
        match random.random_range(0..8) {
            0 => bytes[at] = random.random(),
            1 => bytes[at] ^= 1 << random.random_range(0..8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..at + length)),
            4 => {
                let part = bytes[at..at + length].to_vec();
                bytes.splice(at..at, part);
            }
            5 => {
                let to = random.random_range(0..bytes.len());
                let part = bytes[at..at + length].to_vec();
                bytes.splice(to..to, part);
            }
            6 => {
                let part = bytes[at..at + length].repeat(random.random_range(2..60));
                bytes.splice(at..at, part);
            }
            _ => {
                // A number becomes another one.
                let digit = bytes[at..].iter().position(u8::is_ascii_digit).map(|n| n + at);
                let Some(from) = digit else { continue };
                let end = bytes[from..].iter().position(|b| !(b.is_ascii_digit() || *b == b'.'));
                let end = end.map_or(bytes.len(), |n| n + from);
                let other = NUMBERS[random.random_range(0..NUMBERS.len())];
                bytes.splice(from..end, other.bytes());
            }
        }
    }
    bytes
}

fn mutate(kind: &Kind, count: usize, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (mut read, mut worst, mut beside) = (0, 0.0_f64, 0);
    for _ in 0..count {
        let bytes = mutated(&kind.good, &mut random);
        let (most, ok) = most_held(|| (kind.read)(&bytes));
        assert!(
            most <= BYTES_A_BYTE * bytes.len() + kind.more,
            "{}: {most} bytes for {} (seed {seed})",
            kind.name,
            bytes.len()
        );
        read += usize::from(ok);
        worst = worst.max(most as f64 / bytes.len().max(1) as f64);
        beside = beside.max(most.saturating_sub(BYTES_A_BYTE * bytes.len()));
    }
    let (name, beside) = (kind.name, beside >> 10);
    println!(
        "{name:12} {count} mutations, {read} read, worst {worst:.0} bytes a byte, {beside} KiB beside"
    );
}

#[test]
fn good_files_are_read() {
    for kind in kinds() {
        assert!((kind.read)(&kind.good), "{}", kind.name);
    }
}

#[test]
fn mutated_plans_are_read_or_refused() {
    for (seed, kind) in (1..).zip(kinds()) {
        // Drawing a page takes a hundred times as long as reading a drawing.
        let count = if kind.name == "pdf" { 12 } else { 60 };
        mutate(&kind, count, seed);
    }
}

#[test]
#[ignore = "long: MUSTER_FUZZ says how many"]
fn many_mutated_plans_are_read_or_refused() {
    let count = std::env::var("MUSTER_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
    let all: Vec<_> = (1000..).zip(kinds()).collect();
    for (seed, kind) in all {
        let count = if kind.name == "pdf" { count / 20 } else { count };
        mutate(&kind, count, seed);
    }
}

/// A long file of one kind of thing, each as short as it can be.
fn dense(count: usize) -> Vec<(&'static str, PlanKind, Vec<u8>)> {
    let dxf = |entity: &str| {
        let all = entity.repeat(count);
        format!("0\nSECTION\n2\nENTITIES\n{all}0\nENDSEC\n0\nEOF\n").into_bytes()
    };
    let mut strokes = String::new();
    let mut walls = String::from("ISO-10303-21;HEADER;ENDSEC;DATA;\n");
    for n in 0..count {
        let _ = write!(strokes, "<path d='M{n} 0V9'/>");
        let _ = writeln!(walls, "#{n}=A(());");
    }
    let svg = |body: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{body}</svg>")
            .into_bytes()
    };
    vec![
        ("empty lines", PlanKind::Dxf, dxf("0\nLINE\n")),
        ("empty texts", PlanKind::Dxf, dxf("0\nTEXT\n")),
        ("empty inserts", PlanKind::Dxf, dxf("0\nINSERT\n")),
        ("strokes", PlanKind::Svg, svg(&strokes)),
        ("one path", PlanKind::Svg, svg(&format!("<path d='{}'/>", "M0 0L9 9".repeat(count)))),
        ("small paths", PlanKind::Svg, svg(&"<path d='M0 0h1v1'/>".repeat(count))),
        ("empty groups", PlanKind::Svg, svg(&"<g/>".repeat(count))),
        ("spaced groups", PlanKind::Svg, svg(&"<g/>      \n".repeat(count))),
        ("named groups", PlanKind::Svg, svg(&"<g id='a'/>".repeat(count))),
        ("rectangles", PlanKind::Svg, svg(&"<rect width='1' height='1'/>".repeat(count))),
        ("attributes", PlanKind::Svg, {
            let all = (0..count).fold(String::new(), |all, n| all + &format!(" a{n}=''"));
            svg(&format!("<g{all}/>"))
        }),
        ("signs", PlanKind::Svg, vec![b'<'; 10 * count]),
        ("equal signs", PlanKind::Svg, svg(&"=".repeat(10 * count))),
        (
            "spans",
            PlanKind::Svg,
            svg(&format!("<text>{}</text>", "<tspan>a</tspan>".repeat(count))),
        ),
        ("styles", PlanKind::Svg, svg(&format!("<style>{}</style><g/>", "a{b:c}".repeat(count)))),
        ("texts", PlanKind::Svg, svg(&"<text>a</text>".repeat(count))),
        ("instances", PlanKind::Ifc, {
            walls.push_str("ENDSEC;END-ISO-10303-21;");
            walls.into_bytes()
        }),
        ("one list", PlanKind::Ifc, {
            let list = "$,".repeat(count);
            format!(
                "ISO-10303-21;HEADER;ENDSEC;DATA;#1=IFCBUILDINGSTOREY('',$,$,$,$,$,$,$,$,0.,({list}$));\
                 ENDSEC;END-ISO-10303-21;"
            )
            .into_bytes()
        }),
    ]
}

#[test]
fn dense_files_need_no_more_than_fifty_times_their_length() {
    let mut failed = Vec::new();
    for (name, kind, bytes) in dense(30_000) {
        let read = || propose(kind, &bytes, &Options::default(), &Stop::default()).err();
        let (most, error) = most_held(read);
        let share = most as f64 / bytes.len() as f64;
        println!("{name:18} {:8} bytes, {share:6.1} bytes a byte, {error:?}", bytes.len());
        if most > BYTES_A_BYTE * bytes.len() + (1 << 20) {
            failed.push((name, share));
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn small_files_that_unfold_without_end_are_refused() {
    // Each block holds the one before ten times.
    let mut dxf = String::from("0\nSECTION\n2\nBLOCKS\n");
    for n in 0..12 {
        let _ = write!(dxf, "0\nBLOCK\n8\n0\n2\nB{n}\n10\n0\n20\n0\n");
        match n {
            0 => dxf.push_str("0\nLINE\n8\n0\n10\n0\n20\n0\n11\n1\n21\n0\n"),
            n => {
                for x in 0..10 {
                    let _ = write!(dxf, "0\nINSERT\n8\n0\n2\nB{}\n10\n{x}\n20\n{n}\n", n - 1);
                }
            }
        }
        dxf.push_str("0\nENDBLK\n8\n0\n");
    }
    dxf.push_str("0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nINSERT\n8\n0\n2\nB11\n10\n0\n20\n0\n0\nENDSEC\n0\nEOF\n");
    let read =
        || propose(PlanKind::Dxf, dxf.as_bytes(), &Options::default(), &Stop::default()).err();
    let (most, error) = most_held(read);
    assert_eq!(error, Some(PlanError::TooMuch));
    assert!(most < UNFOLDED, "{most}");
    // A mapped item that holds itself ten times, in a space on a storey.
    let ten = "#20,".repeat(9) + "#20";
    let ifc = format!(
        "ISO-10303-21;HEADER;ENDSEC;DATA;#1=IFCBUILDINGSTOREY('',$,'A',$,$,$,$,$,$,0.);\
         #2=IFCSPACE('',$,'S',$,$,$,#3,$,$,$);#3=IFCPRODUCTDEFINITIONSHAPE($,$,(#4));\
         #4=IFCSHAPEREPRESENTATION($,'Body','x',({ten}));#5=IFCRELAGGREGATES('',$,$,$,#1,(#2));\
         #20=IFCMAPPEDITEM(#21,$);#21=IFCREPRESENTATIONMAP($,#4);ENDSEC;END-ISO-10303-21;"
    );
    let read =
        || propose(PlanKind::Ifc, ifc.as_bytes(), &Options::default(), &Stop::default()).err();
    let (most, error) = most_held(read);
    assert!(error.is_some());
    assert!(most < 4 << 20, "{most}");
}

/// A block with the leaf of a door and its arc, put down so many times in both directions.
fn leaves(across: u32, up: u32, apart: f64) -> String {
    format!(
        "0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n6\n0\nENDSEC\n0\nSECTION\n2\nBLOCKS\n\
         0\nBLOCK\n8\n0\n2\nA\n10\n0\n20\n0\n\
         0\nLINE\n8\n0\n10\n0\n20\n0\n11\n0.9\n21\n0\n\
         0\nARC\n8\n0\n10\n0\n20\n0\n40\n0.9\n50\n0\n51\n90\n0\nENDBLK\n8\n0\n0\nENDSEC\n\
         0\nSECTION\n2\nENTITIES\n0\nINSERT\n8\n0\n2\nA\n10\n0\n20\n0\n\
         70\n{across}\n71\n{up}\n44\n{apart}\n45\n{apart}\n0\nENDSEC\n0\nEOF\n"
    )
}

#[test]
fn more_doors_than_any_plan_has_are_refused_and_not_compared_for_minutes() {
    let read = |dxf: String| {
        let read = || propose(PlanKind::Dxf, dxf.as_bytes(), &Options::default(), &Stop::default());
        let (most, read) = most_held(read);
        println!("{} MiB", most >> 20);
        assert!(most < UNFOLDED, "{most}");
        read.err()
    };
    // All within reach of each other, and each where no other is.
    assert_eq!(read(leaves(180, 180, 0.0001)), Some(PlanError::Tangled));
    assert_eq!(read(leaves(180, 180, 3.0)), Some(PlanError::Tangled));
    // Again and again in one place it is one door, and there is nothing beside it.
    assert_eq!(read(leaves(180, 180, 0.0)), Some(PlanError::NoLines));
}

#[test]
fn a_comment_in_chinese_behind_the_code_page_is_no_fault() {
    let good = draw::offices("gbk", draw::PLAIN).dxf();
    for blanks in 0..3 {
        // "机加工" in GBK, so often that a letter lies where the page's name must end.
        let comment = [b" ".repeat(blanks), b"\xbb\xfa\xbc\xd3\xb9\xa4".repeat(8)].concat();
        let head = b"0\nSECTION\n2\nHEADER\n9\n$DWGCODEPAGE\n3\nANSI_936\n999\n".to_vec();
        let bytes = [head, comment, b"\n0\nENDSEC\n".to_vec(), good.clone().into_bytes()].concat();
        assert!(plan(PlanKind::Dxf, &bytes), "{blanks}");
    }
}

#[test]
fn the_strips_of_many_holes_are_numbered_at_once() {
    // Each hole is a triangle that is filled with 400 strips. To look for a free number through all
    // walls before each one would take minutes.
    let holes = (0..150).map(|n| {
        let x = f64::from(n) * 4.0 + 1.0;
        format!(", ({x} 1, {} 1, {x} 161, {x} 1)", x + 3.0)
    });
    let holes: String = holes.collect();
    let wkt = format!("POLYGON((0 0, 700 0, 700 162, 0 162, 0 0){holes})");
    let read = PeerKind::Wkt.read("x", &wkt).unwrap();
    let walls = &read.building.storeys[0].walls;
    assert!(walls.len() > 50_000, "{}", walls.len());
    let numbers: std::collections::BTreeSet<_> =
        walls.iter().map(|wall| wall.id.as_str()).collect();
    assert_eq!(numbers.len(), walls.len());
}

#[test]
fn spikes_side_by_side_take_no_more_than_other_outlines() {
    // Found by fuzzing: the geometry library split the first 200 000 times, which took seconds and 45 MB,
    // and gave up on the second.
    for end in ["519", "038"] {
        let wkt = format!(
            "MULTIPOLYGON(((0 51.51, 2920 0,4 7, 28 -99999.5),(0 .1, 28 -99999.55, 0 0, 28 -99999.{end}),\
             (0 11, 28 -99999.51,0 0, 28 -99999.5),(20 0)))"
        );
        let (most, _) = most_held(|| PeerKind::Wkt.read("x", &wkt));
        assert!(most < BYTES_A_BYTE * wkt.len() + LITTLE, "{most}");
    }
    let wkt = include_str!("../fuzz/corpus/jupedsim/spikes.wkt");
    let (most, _) = most_held(|| PeerKind::Wkt.read("x", wkt));
    assert!(most < BYTES_A_BYTE * wkt.len() + LITTLE, "{most}");
}

#[test]
fn outlines_that_cross_without_end_are_refused() {
    // Strips across strips: as many holes as the square of their number.
    let strips = |count: u32| {
        let strip = |n: u32| {
            let (low, high) = (2 * n, 2 * n + 1);
            format!(
                "((0 {low},9999 {low},9999 {high},0 {high})),(({low} 0,{high} 0,{high} 9999,{low} 9999)),"
            )
        };
        let all: String = (0..count).map(strip).collect();
        format!("MULTIPOLYGON({})", all.trim_end_matches(','))
    };
    for (count, is_read) in [(12, true), (300, false)] {
        let wkt = strips(count);
        let (most, read) = most_held(|| PeerKind::Wkt.read("x", &wkt));
        assert_eq!(read.is_ok(), is_read, "{count}");
        assert!(most < BYTES_A_BYTE * wkt.len() + LITTLE, "{most} for {}", wkt.len());
    }
    let many = "0 0,9 0,9 9,".repeat(40_000);
    let wkt = format!("POLYGON(({many}0 0))");
    assert!(PeerKind::Wkt.read("x", &wkt).is_err());
    // A target beside each of thousands of obstacles.
    let boxes = |x: u32, count: u32| {
        let one = |n: u32| {
            let y = f64::from(n) * 0.2;
            format!(
                r#"{{"id":{n},"shape":{{"x":{x},"y":{y},"width":0.1,"height":0.1,"type":"RECTANGLE"}}}}"#
            )
        };
        (0..count).map(one).collect::<Vec<_>>().join(",")
    };
    let vadere = |targets: u32| {
        format!(
            r#"{{"name":"x","scenario":{{"topography":{{"attributes":{{"bounds":{{"x":0.0,"y":0.0,
            "width":90.0,"height":3000.0}}}},"obstacles":[{}],"targets":[{}],"sources":[]}}}}}}"#,
            boxes(8, 4_000),
            boxes(20, targets)
        )
    };
    assert!(PeerKind::Vadere.read("x", &vadere(3)).is_ok());
    assert!(PeerKind::Vadere.read("x", &vadere(4_000)).is_err());
}

#[test]
fn a_square_page_is_drawn_in_no_more_memory_than_its_picture() {
    let page = draw::offices("square", draw::PLAIN).pdf(true);
    let page = String::from_utf8_lossy(&page).replace("842]", "1190]").into_bytes();
    let read = || propose(PlanKind::Pdf, &page, &Options::default(), &Stop::default());
    let (most, read) = most_held(read);
    let read = read.unwrap();
    assert_eq!(read.storeys[0].underlay.as_ref().unwrap().pixels, [2400, 2400]);
    println!("{} MiB", most >> 20);
    assert!(most < PICTURE, "{most}");
}

#[test]
fn long_words_and_paths_that_are_repeated_take_no_more_than_others() {
    let words = "word ".repeat(2_000);
    let text = format!("0\nTEXT\n8\n0\n10\n0\n20\n0\n40\n1\n1\n{words}\n0\nENDBLK");
    let dxf = leaves(180, 180, 3.0).replace("0\nENDBLK", &text);
    let named = leaves(180, 180, 3.0).replace("\n2\nA\n", &format!("\n2\n{}\n", "A".repeat(9_000)));
    // Thirty copies of thirty copies of thirty copies of a long path.
    let path = "M0 0L9 9".repeat(2_000);
    let copies = |of: &str| format!("<use xlink:href='#{of}'/>").repeat(30);
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>\
         <defs><path id='a' stroke='black' d='{path}'/><g id='b'>{}</g><g id='c'>{}</g></defs>{}</svg>",
        copies("a"),
        copies("b"),
        copies("c")
    );
    for (kind, file) in [(PlanKind::Dxf, dxf), (PlanKind::Dxf, named), (PlanKind::Svg, svg)] {
        let read = || propose(kind, file.as_bytes(), &Options::default(), &Stop::default());
        let (most, read) = most_held(read);
        println!("{kind:?} {} MiB", most >> 20);
        assert_eq!(read.err(), Some(PlanError::TooMuch), "{kind:?}");
        assert!(most < UNFOLDED, "{kind:?} {most}");
    }
}

#[test]
fn forms_of_a_page_that_draw_one_another_come_to_an_end() {
    let mut page = draw::offices("forms", draw::PLAIN).pdf(true);
    let ten = "/X Do ".repeat(10);
    // Its cross-references are wrong now: the library looks for the objects itself.
    let mut more = String::new();
    for n in 10..30 {
        let next = n + 1;
        let _ = write!(
            more,
            "{n} 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>\
             /Length {}>>stream\n{ten}\nendstream\nendobj\n",
            ten.len()
        );
    }
    let text = String::from_utf8_lossy(&page).into_owned();
    let from = text.find("xref\n").unwrap();
    let text = text.replace("/Resources<<", "/Resources<</XObject<</X 10 0 R>>");
    let from = from + "/XObject<</X 10 0 R>>".len();
    let text = text.replacen(" cm", " cm /X Do", 1);
    let from = from + " /X Do".len();
    page = [&text.as_bytes()[..from], more.as_bytes(), b"trailer<</Root 1 0 R>>"].concat();
    let read = propose(PlanKind::Pdf, &page, &Options::default(), &Stop::default());
    assert_eq!(read.err(), Some(PlanError::TooMuch));
}

/// A page of a plan that draws this as well, with more objects of the file.
fn page_with(content: &str, resources: &str, objects: &[String]) -> Vec<u8> {
    let page = draw::offices("page", draw::PLAIN).pdf(true);
    let text = String::from_utf8_lossy(&page).into_owned();
    let text = &text[..text.find("xref\n").unwrap()];
    let text = text.replace("/Resources<<", &format!("/Resources<<{resources}"));
    let text = text.replacen("0 G", &format!("{content} 0 G"), 1);
    // Its cross-references would be wrong: the library looks for the objects itself.
    let mut text = text;
    for (number, object) in (10..).zip(objects) {
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    text.push_str("trailer<</Root 1 0 R>>");
    text.into_bytes()
}

fn stream(dict: &str, content: &str) -> String {
    format!("<<{dict}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// Whether a page is read with its picture, or without; it needs little memory for either.
fn has_picture(page: &[u8]) -> bool {
    let options = Options { pixels: 600, ..Options::default() };
    let (most, read) = most_held(|| propose(PlanKind::Pdf, page, &options, &Stop::default()));
    assert!(most < BYTES_A_BYTE * page.len() + PICTURE, "{most}");
    let read = read.unwrap();
    assert!(!read.storeys[0].spaces.is_empty());
    let heavy =
        read.notes.iter().any(|note| format!("{note:?}").contains("import-picture-too-heavy"));
    let picture = read.storeys[0].underlay.is_some();
    assert_ne!(heavy, picture);
    picture
}

#[test]
fn a_page_that_is_too_much_to_draw_is_read_without_its_picture() {
    let tile = |next: usize, content: &str, step: u32| {
        stream(
            &format!(
                "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep {step}\
                 /YStep {step}/Resources<</Pattern<</P {next} 0 R>>>>"
            ),
            content,
        )
    };
    let fill = "/Pattern cs /P scn 0 0 9 9 re f ";
    let paint = format!("q {fill} Q");
    let patterns = |objects: &[String]| page_with(&paint, "/Pattern<</P 10 0 R>>", objects);
    assert!(has_picture(&patterns(&[tile(11, "0 0 5 5 re f", 9)])));
    // Each tile is filled with the next ten times.
    let nested: Vec<String> = (11..40).map(|next| tile(next, &fill.repeat(10), 9)).collect();
    assert!(!has_picture(&patterns(&nested)));
    // One tile that would take gigabytes.
    assert!(!has_picture(&patterns(&[tile(11, "0 0 5 5 re f", 60_000)])));
    // Masks that are made with masks.
    let masks: Vec<String> = (0..20)
        .flat_map(|n| {
            let state = format!("<</SMask<</S/Luminosity/G {} 0 R>>>>", 11 + 2 * n);
            let form = stream(
                &format!(
                    "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Group<</S/Transparency/CS/DeviceGray>>\
                     /Resources<</ExtGState<</M {} 0 R>>>>",
                    12 + 2 * n
                ),
                &"1 0 0 1 1 0 cm /M gs 0 0 9 9 re f ".repeat(10),
            );
            [state, form]
        })
        .collect();
    let masked = page_with("q /M gs 0 0 9 9 re f Q", "/ExtGState<</M 10 0 R>>", &masks);
    assert!(!has_picture(&masked));
    // Letters that are drawn with letters.
    let letters: Vec<String> = (0..20)
        .flat_map(|n| {
            let font = format!(
                "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97\
                 /Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a {} 0 R>>/Resources<</Font<</L {} 0 R>>>>>>",
                11 + 2 * n,
                12 + 2 * n
            );
            let letter = stream("", "9 0 d0 0 0 5 5 re f BT /L 1 Tf (aaaaaaaaaa) Tj ET");
            [font, letter]
        })
        .collect();
    let lettered = page_with("BT /L 1 Tf (a) Tj ET", "", &letters);
    let lettered = String::from_utf8_lossy(&lettered).replacen("/Font<<", "/Font<</L 10 0 R", 1);
    assert!(!has_picture(lettered.as_bytes()));
}

#[test]
fn a_dashed_line_out_of_the_page_is_not_drawn() {
    let far = "1".repeat(30);
    for (line, is_drawn) in [
        ("[3 2] 0 d 0 0 m 900 9 l S [] 0 d", true),
        ("[0] 0 d 0 0 m 90 9 l S [] 0 d", true),
        ("[.0001] 0 d 0 0 m 900 9 l S [] 0 d", false),
        (&format!("[3 2] 0 d 0 0 m {far} 9 l S [] 0 d"), false),
        // Found by fuzzing: the renderer never came to the end of it.
        (&format!("[{far} 2] 0 d 0 0 m 900 9 l S [] 0 d"), false),
        ("[-3 2] 0 d 0 0 m 900 9 l S [] 0 d", false),
    ] {
        let page = page_with(line, "", &[]);
        assert_eq!(has_picture(&page), is_drawn, "{line}");
    }
}
