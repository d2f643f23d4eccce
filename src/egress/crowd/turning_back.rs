//! Smoke turns people back: a way whose smoke is too thick is left for another that leads out.
//!
//! Everybody learns it at once, as by shouts and wardens: that is an assumption in favour of those
//! who would walk up to it first. Who has no other way goes through.

use super::simulation::{NOBODY, Simulation};
use super::{State, Stranding};

/// Who sees less far than this turns back, m: the mean at which people in fires did (Wood 1972,
/// Bryan 1977, put together by Purser in the SFPE Handbook: an optical density of 0.33 /m).
pub const TURN_BACK: f64 = 3.0;

impl Simulation {
    /// Once a second, with the smoke as it is now.
    pub(super) fn avoid_smoke(&mut self) {
        let Some(limit) = self.settings.turn_back.filter(|limit| limit.is_finite()) else { return };
        let layers = &self.layers;
        let thick = |area: u32| match layers.get(area as usize) {
            Some(Some(layer)) => layer.visibility() < limit,
            _ => false,
        };
        if !self.routing.avoid(&self.plan, |gate| thick(gate.to)) {
            return;
        }
        for at in 0..self.active.len() {
            let who = self.active[at] as usize;
            let now = self.people.gate[who];
            if self.plan.gates[now as usize].from != self.people.area[who] {
                continue;
            }
            if let Some(gate) = self.choose(who, Some(now))
                && gate != now
            {
                self.people.gate[who] = gate;
                self.people.nearest[who] = (f32::INFINITY, self.time);
                let walks = self.people.state[who] == State::Walking;
                self.people.turned[who] |= walks && self.routing.is_smoky(now as usize);
            }
        }
    }

    /// Somebody passes a gate: into smoke that turns others back?
    pub(super) fn note_smoke(&mut self, at: usize, gate: usize) {
        self.people.smoked[at] |= self.routing.is_smoky(gate);
    }

    /// How many turned back before smoke, and how many walked into smoke so thick for want of
    /// another way.
    #[must_use]
    pub fn turned_back(&self) -> (u32, u32) {
        let count = |list: &[bool]| list.iter().filter(|one| **one).count() as u32;
        (count(&self.people.turned), count(&self.people.smoked))
    }

    /// Why somebody has no way out, where the reason would be this for one who takes stairs.
    pub(super) fn why_not(&self, at: usize, otherwise: Stranding) -> Stranding {
        let p = &self.people;
        let any = || {
            let gates = &self.plan.areas[p.area[at] as usize].gates;
            let time = |gate: &u32| {
                let way = super::routing::Way::Out;
                self.routing.time(&self.plan, p.area[at], *gate, p.at[at], way)
            };
            gates.iter().any(|gate| time(gate).is_finite())
        };
        if p.wheels[at] && p.fetched[at] == NOBODY && any() {
            Stranding::NeedsHelp
        } else {
            otherwise
        }
    }
}
