//! From one area into the next: over the line of an opening, onto a flight and off it.

use super::plan::{AreaKind, BEYOND, Crossing, JAMB_GAP};
use super::population::Dice;
use super::simulation::{NOBODY, Simulation};
use super::vector::{Vector, crosses};
use super::{State, Stranding};

/// Free room that somebody needs to step onto a flight, and off it, between middles, m.
const STEP_ON: f32 = 0.62;
const STEP_OFF: f32 = 0.42;

/// Whose turn it is to step onto a flight: those from the landing or those along the stair; and when.
///
/// No more step on than the SFPE Handbook (5th ed., ch. 59) lets through a stair of this width and
/// tread. On a flight people keep to lanes; without this bound the flow would leap where there is
/// room for one lane more, to 1.5 times the handbook's, where measured flow grows evenly with the width.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Turn {
    pub(super) last: Option<bool>,
    pub(super) waiting: [u64; 2],
    /// When the next may step on, s.
    pub(super) next: f64,
}

impl Simulation {
    pub(super) fn apply(&mut self, dt: f32) {
        let moved = std::mem::take(&mut self.moved);
        self.placed.clear();
        let mut gone = false;
        for (who, moved) in &moved {
            let at = *who as usize;
            let before = self.people.at[at];
            self.people.heading[at] = moved.heading;
            self.people.wish[at] = moved.wish;
            self.people.speed[at] = moved.speed;
            let stood = if moved.speed < 0.05 { self.people.stood[at] + dt } else { 0.0 };
            self.people.stood[at] = stood;
            let gate = self.people.gate[at] as usize;
            let found = &self.plan.gates[gate];
            if found.from != self.people.area[at] {
                // Beyond an exit.
                self.people.at[at] = moved.at;
                let far = (moved.at - found.middle()).dot(found.out) > BEYOND;
                if far {
                    self.people.state[at] = State::Out;
                    gone = true;
                }
                continue;
            }
            match found.crossing {
                Crossing::Line => {
                    if crosses(before, moved.at, found.a, found.b) {
                        if self.take_token(found.passage as usize) {
                            self.people.at[at] = moved.at;
                            self.enter(at, gate);
                        } else {
                            self.people.speed[at] = 0.0;
                        }
                    } else {
                        self.people.at[at] = moved.at;
                    }
                }
                Crossing::Person => self.people.at[at] = moved.at,
                Crossing::Mouth { reach, a, b, onto_flight } => {
                    self.people.at[at] = moved.at;
                    let gap = if reach > 0.0 {
                        (moved.at - found.middle()).length() - reach
                    } else {
                        // Along the flight, to its end.
                        (found.middle() - moved.at).dot(found.out) - 0.1
                    };
                    if gap <= 0.0 {
                        let share = if reach > 0.0 {
                            Dice::new(self.settings.seed, at as u64, self.time as u64).share()
                                as f32
                        } else {
                            let along = found.b - found.a;
                            (moved.at - found.a).dot(along) / along.square().max(1e-9)
                        };
                        let place = self.landing(gate, (a, b), share, onto_flight);
                        if let Some(place) = place {
                            self.people.at[at] = place;
                            self.placed.push((place, self.plan.gates[gate].to));
                            self.enter(at, gate);
                        } else {
                            self.people.at[at] = before;
                            self.people.speed[at] = 0.0;
                        }
                    }
                }
            }
        }
        self.moved = moved;
        if gone {
            let state = &self.people.state;
            self.active.retain(|who| state[*who as usize] != State::Out);
        }
    }

    /// A free place at the other end of a mouth, the nearest to where somebody comes from.
    pub(super) fn landing(
        &mut self,
        gate: usize,
        (a, b): (Vector, Vector),
        share: f32,
        onto_flight: bool,
    ) -> Option<Vector> {
        let from_flight = matches!(
            self.plan.areas[self.plan.gates[gate].from as usize].kind,
            AreaKind::Flight { .. }
        );
        let to = self.plan.gates[gate].to;
        if !self.passable[gate] {
            return None;
        }
        let step = self.steps;
        if onto_flight {
            // Those from the landing and those who come along the stair take turns.
            let turn = self.steps_on.entry(to).or_default();
            turn.waiting[usize::from(from_flight)] = step;
            let other_waits = step - turn.waiting[usize::from(!from_flight)] <= 1 && step > 1;
            if turn.last == Some(from_flight) && other_waits || self.time < turn.next {
                return None;
            }
        }
        let clear = if onto_flight { STEP_ON } else { STEP_OFF };
        let length = (b - a).length();
        let inset = if onto_flight { (JAMB_GAP / length.max(1e-6)).min(0.45) } else { 0.0 };
        let lanes = ((length * (1.0 - 2.0 * inset)) / 0.1).floor().clamp(0.0, 60.0) as usize;
        let mut best: Option<(f32, Vector)> = None;
        // A flight is entered at its end; a landing is wide, so one steps off to any place of it.
        let rows: &[f32] = if onto_flight { &[0.0] } else { &[0.0, -0.25, 0.25, -0.5, 0.5] };
        for (row, lane) in rows.iter().flat_map(|row| (0..=lanes).map(move |lane| (row, lane))) {
            let at = if lanes == 0 { 0.5 } else { lane as f32 / lanes as f32 };
            let along = b - a;
            let place = a + along * (inset + at * (1.0 - 2.0 * inset)) + along.left() * *row;
            let off = (at - share).abs() + row.abs();
            if best.is_some_and(|best| best.0 <= off) {
                continue;
            }
            let near = |at: Vector| (at - place).square() < clear * clear;
            let mut seen = self.grid.near(place, clear).flatten();
            let taken = seen
                .any(|slot| self.grid.spots[slot].area == to && near(self.grid.spots[slot].at))
                || self.placed.iter().any(|(at, area)| *area == to && near(*at));
            if !taken {
                best = Some((off, place));
            }
        }
        let place = best.map(|(_, place)| place)?;
        if onto_flight && let Some(turn) = self.steps_on.get_mut(&to) {
            turn.last = Some(from_flight);
            let capacity = self.plan.passages[self.plan.gates[gate].passage as usize].capacity;
            // Who came late by less than a second makes up for it.
            turn.next = turn.next.max(self.time - 1.0) + 1.0 / f64::from(capacity.max(0.1));
        }
        Some(place)
    }

    pub(super) fn take_token(&mut self, passage: usize) -> bool {
        let leaf = &mut self.leaves[passage];
        leaf.passed_at = self.time;
        if leaf.flow.is_none() {
            return true;
        }
        if leaf.tokens < 1.0 {
            return false;
        }
        leaf.tokens -= 1.0;
        true
    }

    /// Somebody has passed a gate.
    pub(super) fn enter(&mut self, at: usize, gate: usize) {
        let to = self.plan.gates[gate].to;
        self.people.area[at] = to;
        self.note_smoke(at, gate);
        self.tally.pass(&self.plan, gate, self.time);
        self.people.nearest[at] = (f32::INFINITY, self.time);
        if self.people.route[at].0 != NOBODY {
            self.people.route[at].1 += 1;
        }
        if let AreaKind::Beyond { exit } = self.plan.areas[to as usize].kind {
            self.tally.out(self.people.home[at], exit, self.time);
            self.note_out(at);
            return;
        }
        match self.choose(at, None) {
            Some(next) => {
                self.people.gate[at] = next;
                self.people.able[at] = self.pace_of(at);
            }
            None => self.strand(at, self.why_not(at, Stranding::ExitClosed)),
        }
    }

    pub(super) fn strand(&mut self, at: usize, reason: Stranding) {
        self.people.state[at] = State::Stranded(reason);
        self.people.speed[at] = 0.0;
        self.tally.strand(self.people.home[at]);
        self.active.retain(|who| *who as usize != at);
    }
}
