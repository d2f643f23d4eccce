//! Pages of PDF and pictures as plans, and several plans as the storeys of one building.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../examples/plans/draw.rs"]
mod draw;

use std::sync::Arc;

use muster::building::{Point, Segment};
use muster::exchange::plan::{
    Certainty, Options, PlanError, PlanKind, Proposal, Sheet, Stop, combine, propose,
};
use muster::language::Language;

fn read(kind: PlanKind, bytes: &[u8], options: &Options) -> Result<Proposal, PlanError> {
    propose(kind, bytes, options, &Stop::default())
}

fn rooms_are_found(plan: &draw::Plan, proposal: &Proposal) {
    let storey = &proposal.storeys[0];
    for room in &plan.rooms {
        let space = storey.spaces.iter().find(|space| space.name == room.name);
        let Some(space) = space else {
            let names: Vec<_> = storey.spaces.iter().map(|space| &space.name).collect();
            unreachable!("no {} among {names:?}", room.name)
        };
        let area = space.outline.area();
        assert!((area / draw::Plan::area(room) - 1.0).abs() < 0.01, "{}: {area}", room.name);
    }
    assert_eq!(storey.doors.len(), plan.doors.len());
}

#[test]
fn the_lines_of_a_page_are_a_plan_over_its_picture() {
    let plan = draw::offices("pdf", draw::PLAIN);
    let proposal = read(PlanKind::Pdf, &plan.pdf(true), &Options::default()).unwrap();
    rooms_are_found(&plan, &proposal);
    assert_eq!(proposal.pages, 1);
    let metres = proposal.scale.unwrap().0;
    assert!((metres / (0.0254 / 72.0 * 100.0) - 1.0).abs() < 1e-9, "by the scale on the sheet");
    let underlay = proposal.storeys[0].underlay.as_ref().unwrap();
    let picture = image::load_from_memory(&underlay.picture).unwrap();
    assert_eq!([picture.width(), picture.height()], underlay.pixels);
    // The page is 1190 points wide, at 1:100.
    let wide = f64::from(underlay.pixels[0]) * underlay.metres_per_pixel;
    assert!((wide - 1190.0 * metres).abs() < 0.05, "{wide}");
    // The lines of the picture lie under those of the plan: dark where a wall of the plan is.
    let wall = proposal.storeys[0].lines.iter().max_by(|a, b| a.length().total_cmp(&b.length()));
    let at = wall.unwrap().middle();
    let pixel = |p: Point| {
        let x = (p.x - underlay.origin.x) / underlay.metres_per_pixel;
        let y = (p.y - underlay.origin.y) / underlay.metres_per_pixel;
        (x as u32, underlay.pixels[1] - 1 - y as u32)
    };
    let (x, y) = pixel(at);
    let grey = picture.to_luma8();
    let darkest = (0..5).flat_map(|dx| (0..5).map(move |dy| (x + dx - 2, y + dy - 2)));
    let darkest = darkest.map(|(x, y)| grey.get_pixel(x, y).0[0]).min().unwrap();
    assert!(darkest < 120, "{darkest} at {x}, {y}");
}

#[test]
fn the_picture_of_a_page_is_as_fine_as_it_is_asked_for() {
    let plan = draw::offices("pdf", draw::PLAIN);
    let options = Options { pixels: 300, ..Options::default() };
    let proposal = read(PlanKind::Pdf, &plan.pdf(true), &options).unwrap();
    let underlay = proposal.storeys[0].underlay.as_ref().unwrap();
    assert_eq!(underlay.pixels.into_iter().max(), Some(300));
    let wide = f64::from(underlay.pixels[0]) * underlay.metres_per_pixel;
    assert!((wide - 1190.0 * proposal.scale.unwrap().0).abs() < 0.2, "{wide}");
    rooms_are_found(&plan, &proposal);
}

#[test]
fn without_a_written_scale_doors_tell_it_and_a_length_may() {
    let plan = draw::offices("pdf", draw::PLAIN);
    let bytes = plan.pdf(false);
    let right = 0.0254 / 72.0 * 100.0;
    let guessed = read(PlanKind::Pdf, &bytes, &Options::default()).unwrap();
    assert!((guessed.scale.unwrap().0 / right - 1.0).abs() < 0.05);
    let options = Options { scale: Some(right), ..Options::default() };
    rooms_are_found(&plan, &read(PlanKind::Pdf, &bytes, &options).unwrap());
}

#[test]
fn broken_pages_are_refused() {
    let bytes = draw::offices("pdf", draw::PLAIN).pdf(true);
    let options = Options { page: 3, ..Options::default() };
    assert_eq!(read(PlanKind::Pdf, &bytes, &options).err(), Some(PlanError::NoPage(4)));
    assert!(read(PlanKind::Pdf, b"not a pdf", &Options::default()).is_err());
    assert!(read(PlanKind::Picture, b"not a picture", &Options::default()).is_err());
    let stop = Stop::default();
    stop.stop();
    let stopped = propose(PlanKind::Pdf, &bytes, &Options::default(), &stop);
    assert_eq!(stopped.err(), Some(PlanError::Stopped));
}

#[test]
fn a_picture_lies_under_an_empty_storey() {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(400, 200, image::Rgb([255, 255, 255]));
    let format = image::ImageFormat::Png;
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), format).unwrap();
    let options = Options { scale: Some(0.05), ..Options::default() };
    let proposal = read(PlanKind::Picture, &bytes, &options).unwrap();
    assert_eq!(proposal.counts(), (0, 0));
    let underlay = proposal.storeys[0].underlay.as_ref().unwrap();
    assert_eq!((underlay.pixels, underlay.metres_per_pixel), ([400, 200], 0.05));
    assert_eq!(&*underlay.picture, bytes.as_slice(), "the file itself");
    let turned = combine(&[Sheet { proposal: Arc::new(proposal), turn: 90.0, ..Sheet::default() }]);
    let underlay = turned.storeys[0].underlay.as_ref().unwrap();
    assert!((underlay.angle - 90.0).abs() < 1e-9);
    assert!(underlay.corners()[1].distance(Point::new(0.0, 20.0)) < 1e-9);
}

#[test]
fn plans_of_two_kinds_lie_over_one_another_by_two_points() {
    // The same offices: as a DXF that is turned and far away, and as a page of a PDF.
    let style = draw::Style { turn: 30.0, shift: (5_000.0, -800.0), ..draw::PLAIN };
    let (above, ground) = (draw::offices("above", style), draw::offices("ground", draw::PLAIN));
    let dxf = read(PlanKind::Dxf, above.dxf().as_bytes(), &Options::default()).unwrap();
    let pdf = read(PlanKind::Pdf, &ground.pdf(true), &Options::default()).unwrap();
    let corners = [(0.0, 0.0), (10.0, 0.0)];
    let mut one = Sheet { proposal: Arc::new(pdf), ..Sheet::default() };
    let on_page = corners.map(|(x, y)| {
        let metre = 72.0 / 2.54;
        one.point(Point::new(60.0 + x * metre, 260.0 + y * metre))
    });
    one.points = Some(Segment::new(on_page[0], on_page[1]));
    let mut two = Sheet { proposal: Arc::new(dxf), ..Sheet::default() };
    let on_plan = corners.map(|at| {
        let (x, y) = above.place(at);
        two.point(Point::new(x, y))
    });
    two.points = Some(Segment::new(on_plan[0], on_plan[1]));
    let whole = combine(&[one, two]);
    assert_eq!(whole.storeys.len(), 2);
    for room in &ground.rooms {
        let middle = |storey: usize| {
            let spaces = &whole.storeys[storey].spaces;
            spaces.iter().find(|space| space.name == room.name).unwrap().outline.centroid()
        };
        assert!(middle(0).distance(middle(1)) < 0.05, "{}", room.name);
    }
    let told = |note: &&muster::exchange::plan::Note| {
        Language::English.say(&note.message).contains("two points")
    };
    let guessed = whole.notes.iter().filter(|note| note.certainty == Certainty::Guessed);
    assert_eq!(guessed.filter(told).count(), 0, "lengths agree");
}
