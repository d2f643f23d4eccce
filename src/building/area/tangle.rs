//! Outlines that meet so often, or run side by side so closely, that what comes of them would fill the memory.

use std::cmp::Ordering;

use i_overlay::i_shape::int::shape::IntContour;
use rstar::primitives::{GeomWithData, Line};
use rstar::{RTree, RTreeObject};

/// How often edges may meet elsewhere than at a corner of both: so often, and once an edge more.
const MEETINGS: usize = 1_000;
/// How many pairs of edges are compared at most: so many, and two hundred an edge more.
const PAIRS: usize = 1_000_000;
/// Edges that meet at a smaller angle than this, rad, run side by side for long.
const SLIM: f64 = 1e-3;
/// Where an edge meets so many others like that, and they do, each is a bundle with the others: the library rounds
/// one to and fro between the others and splits all of them again and again.
const BUNDLE: usize = 3;
/// For how many steps in all edges may lie within a step of others of their bundle: so many, and this many an edge
/// more. Found by trying: of 3 000 files of spikes, found by fuzzing or made at random, those within this took
/// 22 ms at most on a busy machine, those with 10 million steps 0.9 s, the worst one 4.6 s.
const TOGETHER: f64 = 300_000.0;
const TOGETHER_AN_EDGE: f64 = 200.0;

/// Whether the outlines are too much for the library.
pub(super) fn is_tangled<'a>(contours: impl Iterator<Item = &'a IntContour>) -> bool {
    let edges: Vec<Edge> = contours
        .flat_map(|contour| {
            let next = contour.iter().cycle().skip(1);
            contour.iter().zip(next).filter(|(from, to)| from != to)
        })
        .map(|(from, to)| {
            let [from, to] = [from, to].map(|at| [f64::from(at.x), f64::from(at.y)]);
            Line::new(from, to)
        })
        .enumerate()
        .map(|(number, edge)| Edge::new(edge, number))
        .collect();
    let count = edges.len();
    let tree = RTree::bulk_load(edges);
    let (mut meetings, mut pairs) = (0, 0);
    let mut slim: Vec<(usize, usize, f64)> = Vec::new();
    for edge in &tree {
        for near in tree.locate_in_envelope_intersecting(&edge.envelope()) {
            pairs += 1;
            // Each pair is seen from both sides.
            if edge.data < near.data
                && let Some(meeting) = meeting(edge.geom(), near.geom())
            {
                meetings += usize::from(!meeting.at_corner);
                if let Some(together) = meeting.together {
                    slim.push((edge.data, near.data, together));
                }
            }
            if meetings.max(slim.len()) > MEETINGS + count || pairs > PAIRS + 200 * count {
                return true;
            }
        }
    }
    let mut often = vec![0; count];
    for (one, other, _) in &slim {
        often[*one] += 1;
        often[*other] += 1;
    }
    let bundled = slim.iter().filter(|(one, other, _)| often[*one].min(often[*other]) >= BUNDLE);
    let together: f64 = bundled.map(|(.., together)| together).sum();
    together > TOGETHER + TOGETHER_AN_EDGE * count as f64
}

/// An edge with its number, in steps.
type Edge = GeomWithData<Line<[f64; 2]>, usize>;

struct Meeting {
    /// Whether it is at a corner of both, where nothing is split.
    at_corner: bool,
    /// For how many steps they lie within a step of each other, if they run side by side for long.
    together: Option<f64>,
}

/// How two edges meet; nothing if they don't, or are the same.
fn meeting(one: &Line<[f64; 2]>, other: &Line<[f64; 2]>) -> Option<Meeting> {
    let way = |line: &Line<[f64; 2]>| [line.to[0] - line.from[0], line.to[1] - line.from[1]];
    let side = |line: &Line<[f64; 2]>, at: [f64; 2]| {
        let [x, y] = way(line);
        let side = x * (at[1] - line.from[1]) - y * (at[0] - line.from[0]);
        side.partial_cmp(&0.0)
    };
    let ends = [one.from, one.to];
    let shared = [other.from, other.to].iter().filter(|end| ends.contains(end)).count();
    let (from, to) = (side(one, other.from), side(one, other.to));
    let in_line = from == to && from == Some(Ordering::Equal);
    if shared == 2 {
        return None;
    }
    if in_line {
        return Some(Meeting { at_corner: false, together: None });
    }
    if from == to || side(other, one.from) == side(other, one.to) {
        return None;
    }
    let (a, b) = (way(one), way(other));
    let (long, wide) = (a[0].hypot(a[1]), b[0].hypot(b[1]));
    let angle = ((a[0] * b[1] - a[1] * b[0]) / (long * wide)).abs();
    // An edge along the lattice changes its row or column seldom, and is split there only.
    let changes = |way: [f64; 2]| way[0].abs().min(way[1].abs()) + 1.0;
    let most = long.min(wide).min(changes(a)).min(changes(b));
    let together = (angle < SLIM).then(|| angle.recip().min(most));
    Some(Meeting { at_corner: shared == 1, together })
}
