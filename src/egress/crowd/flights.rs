//! Stairs as flights that are rolled out beside the storeys.

use std::collections::HashMap;

use super::plan::{
    APART, Area, AreaKind, Crossing, Draft, Gate, JAMB_GAP, LARGEST, Passage, Plan, Stairs, plane,
};
use super::vector::{Line, Vector};
use super::walls::{Side, Walls};
use crate::building::network::LEVEL_K;
use crate::building::{Building, ElementId, Space, StairState, Storey};
use crate::egress::flow::hydraulics;

/// The speed up a stair as a share of that down it: 0.610 to 0.694 m/s (Weidmann 1993).
const CLIMB: f32 = 0.88;

impl Plan {
    /// Rolls out the flights; says how high the plane is then.
    pub(super) fn place_stairs(
        &mut self,
        building: &Building,
        drafts: &mut Vec<Draft>,
        stairs: Stairs,
        from: f64,
    ) -> f64 {
        let spaces: HashMap<&str, (usize, &Storey, &Space)> = building
            .spaces()
            .enumerate()
            .map(|(at, (storey, space))| (space.id.as_str(), (at, storey, space)))
            .collect();
        // The areas behind exits have no walls.
        drafts.resize_with(self.areas.len(), || Draft { sides: Vec::new(), inner: Vec::new() });
        let mut y = from;
        for stair in &building.stairs {
            let passage = self.passages.len() as u32;
            let usable = stair.state == StairState::Usable;
            self.passages.push(Passage {
                element: ElementId::from(&stair.id),
                capacity: hydraulics::stair_capacity(stair) as f32,
                leaf: false,
                closed: !usable,
            });
            let pace = stairs.pace.unwrap_or((stair.speed_constant() / LEVEL_K) as f32);
            let climb = if stairs.pace.is_some() { pace } else { CLIMB * pace };
            let levels = stair.levels.iter().filter_map(|id| spaces.get(id.as_str()));
            let mut below: Option<(usize, f64, Option<usize>)> = None;
            for (at, storey, space) in levels {
                if self.areas[*at].outline.len() < 3 {
                    continue;
                }
                let width = stair.clear_width.clamp(0.0, 20.0);
                let mut flight = None;
                if let Some((lower, elevation, last)) = below
                    && width > 0.0
                {
                    let length = stair.travel_length((storey.elevation - elevation).abs());
                    if length.is_finite() && (0.0..LARGEST).contains(&length) {
                        let size = (length.max(0.8), width);
                        let corner = Vector::new(APART as f32, y as f32);
                        let kind = AreaKind::Flight { lower: lower as u32, upper: *at as u32 };
                        flight = Some(self.flight(drafts, kind, corner, size, (pace, climb)));
                        y += width + APART;
                        if let (Some(last), Some(flight)) = (last, flight) {
                            self.join_flights(last, flight, passage);
                        }
                    }
                }
                let middle = plane(space.outline.label_point(), self.areas[*at].origin);
                let reach = (width as f32 / 2.0).clamp(0.3, 1.0);
                if let Some(flight) = flight {
                    self.join_landing(*at, flight, middle, reach, passage, true);
                    if let Some((lower, _, _)) = below {
                        let space = building.spaces().nth(lower).map(|(_, space)| space);
                        if let Some(space) = space {
                            let point = space.outline.label_point();
                            let middle = plane(point, self.areas[lower].origin);
                            self.join_landing(lower, flight, middle, reach, passage, false);
                        }
                    }
                }
                below = Some((*at, storey.elevation, flight));
            }
        }
        y
    }

    /// A flight lies from its foot, at the left, to its head.
    pub(super) fn flight(
        &mut self,
        drafts: &mut Vec<Draft>,
        kind: AreaKind,
        low: Vector,
        (length, width): (f64, f64),
        (pace, climb): (f32, f32),
    ) -> usize {
        let high = low + Vector::new(length as f32, width as f32);
        let outline = vec![low, Vector::new(high.x, low.y), high, Vector::new(low.x, high.y)];
        // The boundary layer at the sides of a stair is that of a door (SFPE Handbook: 0.15 m).
        let gap = JAMB_GAP.min(0.4 * width as f32);
        let wall = |a, b| Side { line: Line::new(a, b), gap, gate: None };
        let storey = match kind {
            AreaKind::Flight { upper, .. } => self.areas[upper as usize].storey,
            _ => 0,
        };
        drafts.push(Draft {
            sides: vec![wall(outline[0], outline[1]), wall(outline[2], outline[3])],
            inner: Vec::new(),
        });
        self.areas.push(Area {
            kind,
            storey,
            pace,
            climb,
            origin: Vector::default(),
            outline,
            walls: Walls::default(),
            gates: Vec::new(),
            raster: None,
            enclosure: true,
        });
        self.areas.len() - 1
    }

    /// The line across the foot or the head of a flight, and the direction out of it.
    pub(super) fn end(&self, flight: usize, head: bool) -> (Vector, Vector, Vector) {
        let outline = &self.areas[flight].outline;
        if head {
            (outline[1], outline[2], Vector::new(1.0, 0.0))
        } else {
            (outline[0], outline[3], Vector::new(-1.0, 0.0))
        }
    }

    /// Places a little inside the foot or the head of a flight.
    pub(super) fn inside(&self, flight: usize, head: bool) -> (Vector, Vector) {
        let (a, b, out) = self.end(flight, head);
        (a - out * 0.05, b - out * 0.05)
    }

    pub(super) fn join_flights(&mut self, lower: usize, upper: usize, passage: u32) {
        let (a, b) = self.inside(upper, false);
        self.gate_at_end(
            lower,
            true,
            upper,
            Crossing::Mouth { reach: 0.0, a, b, onto_flight: true },
            passage,
        );
        let (a, b) = self.inside(lower, true);
        self.gate_at_end(
            upper,
            false,
            lower,
            Crossing::Mouth { reach: 0.0, a, b, onto_flight: true },
            passage,
        );
    }

    pub(super) fn join_landing(
        &mut self,
        landing: usize,
        flight: usize,
        middle: Vector,
        reach: f32,
        passage: u32,
        head: bool,
    ) {
        let (a, b) = self.inside(flight, head);
        let gate = self.gates.len() as u32;
        self.areas[landing].gates.push(gate);
        self.gates.push(Gate {
            from: landing as u32,
            to: flight as u32,
            a: middle,
            b: middle,
            out: Vector::default(),
            clear: Gate::clear(middle, middle),
            crossing: Crossing::Mouth { reach, a, b, onto_flight: true },
            passage,
            field: None,
            back: None,
        });
        let half = Vector::new(reach * 0.7, 0.0);
        let crossing =
            Crossing::Mouth { reach: 0.0, a: middle - half, b: middle + half, onto_flight: false };
        self.gate_at_end(flight, head, landing, crossing, passage);
    }

    pub(super) fn gate_at_end(
        &mut self,
        flight: usize,
        head: bool,
        to: usize,
        crossing: Crossing,
        passage: u32,
    ) {
        let (a, b, out) = self.end(flight, head);
        let gate = self.gates.len() as u32;
        self.areas[flight].gates.push(gate);
        let (from, to) = (flight as u32, to as u32);
        let clear = Gate::clear(a, b);
        self.gates.push(Gate {
            from,
            to,
            a,
            b,
            out,
            clear,
            crossing,
            passage,
            field: None,
            back: None,
        });
    }
}
