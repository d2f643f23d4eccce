//! How fast somebody walks without others in the way: what smoke and company leave of the free
//! speed.

use super::plan::AreaKind;
use super::simulation::Simulation;
use crate::egress::smoke::Layer;
use crate::units::Seconds;

impl Simulation {
    /// The speed without others in the way, m/s, as a stair's tread slows it later: on a flight
    /// somebody with a speed of their own gets so much more before.
    pub(super) fn alone(&self, at: usize) -> f32 {
        let p = &self.people;
        let area = &self.plan.areas[p.area[at] as usize];
        match (area.kind, p.stairs[at]) {
            (AreaKind::Flight { .. }, Some([down, up])) if self.settings.stair_pace.is_none() => {
                // The head of a flight lies to the right of its foot.
                let climbs = self.plan.gates[p.gate[at] as usize].out.x > 0.0;
                if climbs { up / area.climb.max(0.05) } else { down / area.pace.max(0.05) }
            }
            _ => p.free[at],
        }
    }

    /// The same with company and in smoke.
    pub(super) fn pace_of(&self, at: usize) -> f32 {
        let free = self.alone(at).min(self.people.together[at]);
        match self.layers.get(self.people.area[at] as usize) {
            Some(Some(layer)) => layer.slowed(f64::from(free)) as f32,
            _ => free,
        }
    }

    /// Once a second: the smoke as it is now, and everybody's pace in it.
    pub(super) fn set_paces(&mut self) {
        let Some(smoke) = &self.settings.smoke else {
            if !self.groups.is_empty() {
                self.set_everybodys();
            }
            return;
        };
        let layer = |space: u32| {
            let space = self.spaces.get(space as usize)?;
            smoke.layer(space, Seconds::new(self.time))
        };
        // On a flight the worse of what lies at its ends.
        let worse = |a: Option<Layer>, b: Option<Layer>| match (a, b) {
            (Some(a), Some(b)) => Some(if a.visibility() <= b.visibility() { a } else { b }),
            (a, b) => a.or(b),
        };
        let layers = (0..).zip(&self.plan.areas).map(|(at, area)| match area.kind {
            AreaKind::Space => layer(at),
            AreaKind::Flight { lower, upper } => worse(layer(lower), layer(upper)),
            AreaKind::Beyond { .. } => None,
        });
        let mut now = std::mem::take(&mut self.layers);
        now.clear();
        now.extend(layers);
        self.layers = now;
        self.avoid_smoke();
        self.set_everybodys();
    }

    fn set_everybodys(&mut self) {
        for who in 0..self.active.len() {
            let at = self.active[who] as usize;
            self.people.able[at] = self.pace_of(at);
        }
    }
}
