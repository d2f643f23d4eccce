//! Which exit somebody makes for who knows some exits better than others, or follows those around.
//!
//! A multinomial logit: the chance of an exit falls with the time to it, and rises with how well
//! it is known and with how many of those in the same space make for it. That people follow one
//! another is measured (Lovreglio, Fonzone & dell'Olio 2016); how strongly is the user's to say.

use std::collections::BTreeMap;

use super::plan::AreaKind;
use super::population::Dice;
use super::routing::Way;
use super::simulation::{NOBODY, Simulation};

/// An exit that takes so much longer is chosen e times less often, s. An assumption.
const INDIFFERENCE: f64 = 5.0;

/// How many of the people who set out in an area make for an exit.
pub(super) type Bound = BTreeMap<(u32, u32), u32>;

impl Simulation {
    /// Whether exits are drawn at all.
    pub(super) fn draws_exits(&self) -> bool {
        self.settings.following > 0.0 || !self.settings.familiar.is_empty()
    }

    /// The exit that somebody makes for whatever happens.
    pub(super) fn bound_for(&self, at: usize) -> Option<u32> {
        let (route, _) = self.people.route[at];
        let last = self.routes.get(route as usize).and_then(|gates| gates.last());
        let along = last.and_then(|gate| {
            let to = self.plan.gates[*gate as usize].to;
            match self.plan.areas[to as usize].kind {
                AreaKind::Beyond { exit } => Some(exit),
                _ => None,
            }
        });
        self.people.exit[at].or(along)
    }

    /// Draws an exit for somebody who sets out without one.
    pub(super) fn decide(&mut self, at: usize) {
        let waited = self.people.fetched[at] != NOBODY || self.people.fetches[at] != NOBODY;
        if !self.draws_exits() || waited || self.people.wheels[at] {
            return;
        }
        let area = self.people.area[at];
        if self.people.route[at].0 == NOBODY && self.people.exit[at].is_none() {
            let weights = self.weights(at);
            let mut dice = Dice::new(self.settings.seed, at as u64, 4);
            let mut left = dice.share() * weights.iter().sum::<f64>();
            let drawn = (0..).zip(&weights).find(|(_, weight)| {
                left -= **weight;
                **weight > 0.0 && left < 0.0
            });
            if let Some((exit, _)) = drawn {
                self.people.exit[at] = Some(exit);
                if let Some(gate) = self.choose(at, None) {
                    self.people.gate[at] = gate;
                }
            }
        }
        if let Some(exit) = self.bound_for(at) {
            *self.bound.entry((area, exit)).or_default() += 1;
        }
    }

    fn weights(&self, at: usize) -> Vec<f64> {
        let (area, point) = (self.people.area[at], self.people.at[at]);
        let gates = &self.plan.areas[area as usize].gates;
        let time = |exit: u32| {
            let times = gates
                .iter()
                .map(|gate| self.routing.time(&self.plan, area, *gate, point, Way::To(exit)));
            f64::from(times.fold(f32::INFINITY, f32::min))
        };
        let times: Vec<f64> = (0..self.exits.len() as u32).map(time).collect();
        let least = times.iter().copied().fold(f64::INFINITY, f64::min);
        let weight = |(exit, time): (u32, &f64)| {
            if !time.is_finite() {
                return 0.0;
            }
            let familiar = &self.settings.familiar;
            let known = familiar.get(&self.exits[exit as usize]).copied();
            let known = if familiar.is_empty() { 1.0 } else { known.unwrap_or(0.0) };
            let known = if known.is_finite() { known.max(0.0) } else { 0.0 };
            let others = f64::from(self.bound.get(&(area, exit)).copied().unwrap_or_default());
            known
                * ((least - time) / INDIFFERENCE).exp()
                * (1.0 + self.settings.following.max(0.0) * others)
        };
        (0..).zip(&times).map(weight).collect()
    }
}
