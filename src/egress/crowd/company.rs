//! Who goes with whom: groups that keep together, and guides whom others follow.
//!
//! A group sets out when its last member is ready, makes for one exit and walks as fast as its
//! slowest; somebody who was fetched and the helpers are a group from then on. Whoever is ahead slows down
//! until the others have caught up, but never stands still: two groups that wait in one corridor
//! for somebody behind the other would wait for ever.

use std::collections::BTreeMap;

use super::State;
use super::routing::{PACE, Way};
use super::simulation::{NOBODY, Simulation};

/// So far ahead of the last of the group somebody slows down, and walks slowest, m.
const AHEAD: f32 = 1.0;
const FAR_AHEAD: f32 = 3.0;
/// What is left of the group's pace there.
const LINGER: f32 = 0.2;
/// How long those whom a guide leads take to set out after the guide, s. An assumption.
const FOLLOWED: f64 = 2.0;

impl Simulation {
    /// Makes the groups known, with one start and one exit for each.
    pub(super) fn gather(&mut self) {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (at, group) in (0..).zip(&self.people.group) {
            if let Some(group) = group
                && self.people.state[at as usize] == State::Waiting
            {
                groups.entry(*group).or_default().push(at);
            }
        }
        self.groups = groups.into_values().filter(|members| members.len() > 1).collect();
        for members in &self.groups {
            let p = &mut self.people;
            let ready = |at: &u32| p.start[*at as usize];
            let start = members.iter().map(ready).fold(0.0, f64::max);
            let free =
                |at: &u32| p.exit[*at as usize].is_none() && p.route[*at as usize].0 == NOBODY;
            let undecided = members.iter().all(free);
            let first = members[0] as usize;
            let exit = self.routing.best_exit(&self.plan, p.area[first], p.at[first]);
            for at in members {
                p.start[*at as usize] = start;
                if undecided {
                    p.exit[*at as usize] = exit;
                }
            }
        }
    }

    /// Slows down whoever is ahead of the group.
    pub(super) fn keep_together(&mut self) {
        for group in 0..self.groups.len() {
            let walking = |at: &u32| {
                let at = *at as usize;
                let gate = &self.plan.gates[self.people.gate[at] as usize];
                self.people.state[at] == State::Walking
                    && gate.from == self.people.area[at]
                    && self.people.fetches[at] == NOBODY
            };
            let left = |at: u32| {
                let (p, at) = (&self.people, at as usize);
                let (area, gate) = (p.area[at], p.gate[at]);
                let way = p.exit[at].map_or(Way::Out, Way::To);
                PACE * self.routing.time(&self.plan, area, gate, p.at[at], way)
            };
            let members = self.groups[group].iter().copied().filter(walking);
            let (mut slowest, mut last) = (f32::INFINITY, 0.0_f32);
            for at in members.clone() {
                slowest = slowest.min(self.alone(at as usize));
                last = last.max(left(at));
            }
            let mut paces = std::mem::take(&mut self.paces);
            paces.clear();
            paces.extend(members.map(|at| {
                let ahead = ((last - left(at) - AHEAD) / (FAR_AHEAD - AHEAD)).clamp(0.0, 1.0);
                (at, slowest * (1.0 - (1.0 - LINGER) * ahead))
            }));
            for (at, pace) in &paces {
                self.people.together[*at as usize] = *pace;
            }
            self.paces = paces;
        }
    }

    /// Whom somebody leads who sets out as a guide: those in the same space who still wait.
    pub(super) fn lead(&mut self, guide: usize) {
        if !self.people.guide[guide] {
            return;
        }
        let area = self.people.area[guide];
        let exit = self.bound_for(guide);
        let exit = exit.or_else(|| self.routing.best_exit(&self.plan, area, self.people.at[guide]));
        for at in 0..self.active.len() {
            let at = self.active[at] as usize;
            let p = &mut self.people;
            let helps = p.fetches[at] != NOBODY || p.fetched[at] != NOBODY;
            if p.area[at] != area || p.state[at] != State::Waiting || helps {
                continue;
            }
            p.start[at] = p.start[at].min(self.time + FOLLOWED);
            if p.exit[at].is_none() && p.route[at].0 == NOBODY {
                p.exit[at] = exit;
                if let Some(gate) = self.choose(at, None) {
                    self.people.gate[at] = gate;
                }
            }
        }
    }
}
