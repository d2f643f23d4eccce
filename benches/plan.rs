//! How long line work takes to become rooms: `cargo bench --bench plan`.
#![allow(missing_docs)]

use std::time::Instant;

use muster::building::{Point, Segment};
use muster::exchange::plan::Stop;
use muster::exchange::plan::linework::Line;
use muster::exchange::plan::rooms::rooms;

/// Rooms in rows, each with its own four sides and an opening: double walls of 0.2 m.
fn lines(count: usize) -> Vec<Line> {
    let across = (count as f64 / 8.0).sqrt().ceil() as usize;
    let mut lines = Vec::with_capacity(count + 8);
    let mut line = |a: (f64, f64), b: (f64, f64)| {
        lines.push(Line::wall(Segment::new(Point::new(a.0, a.1), Point::new(b.0, b.1))));
    };
    for room in 0..across * across {
        let (x, y) = ((room % across) as f64 * 5.0, (room / across) as f64 * 4.0);
        let (right, high) = (x + 4.8, y + 3.8);
        // The lower and the upper side are open for a door of 0.9 m.
        for (level, jamb) in [(y, y - 0.2), (high, high + 0.2)] {
            line((x, level), (x + 1.0, level));
            line((x + 1.9, level), (right, level));
            if level == y {
                line((x + 1.0, level), (x + 1.0, jamb));
                line((x + 1.9, level), (x + 1.9, jamb));
            }
        }
        line((x, y), (x, high));
        line((right, y), (right, high));
    }
    lines
}

fn main() {
    for count in [5_000, 50_000, 200_000] {
        let lines = lines(count);
        let start = Instant::now();
        let found = rooms(&lines, &[], 1.2, &Stop::default());
        let seconds = start.elapsed().as_secs_f64();
        let (found, closings) =
            found.map_or((0, 0), |found| (found.rooms.len(), found.closings.len()));
        println!("{} segments: {found} rooms, {closings} openings in {seconds:.3} s", lines.len());
    }
}
