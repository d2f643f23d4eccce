//! How fast somebody walks without others in the way: what smoke and company leave of the free
//! speed.

use super::plan::AreaKind;
use super::simulation::Simulation;
use crate::egress::smoke::Layer;
use crate::units::Seconds;

impl Simulation {
    /// The speed on the level without others in the way, m/s.
    pub(super) fn pace_of(&self, at: usize) -> f32 {
        let free = self.people.free[at].min(self.people.together[at]);
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
        let layers: Vec<Option<Layer>> = layers.collect();
        self.layers = layers;
        self.set_everybodys();
    }

    fn set_everybodys(&mut self) {
        for who in 0..self.active.len() {
            let at = self.active[who] as usize;
            self.people.able[at] = self.pace_of(at);
        }
    }
}
