//! A count as it changes over time.

use super::{Curve, StoreyFlow};
use crate::units::Seconds;

/// A curve has room for so many values from its first on: most buildings are empty by then.
const LOG: usize = 512;

/// A count over time, kept to one value a second.
#[derive(Clone, Debug, Default)]
pub(in crate::egress) struct Log(Curve);

impl Log {
    pub(in crate::egress) fn curve(&self) -> &Curve {
        &self.0
    }

    pub(super) fn into_curve(self) -> Curve {
        self.0
    }

    pub(in crate::egress) fn note(&mut self, time: f64, count: u32) {
        // The first value stays: it is what was there at the beginning.
        let begun = self.0.len() > 1;
        match self.0.last_mut() {
            Some(last) if last.0.get() == time || begun && last.0.get().floor() == time.floor() => {
                *last = (Seconds::new(time), count);
            }
            _ => {
                if self.0.is_empty() {
                    self.0.reserve(LOG);
                }
                self.0.push((Seconds::new(time), count));
            }
        }
    }
}

/// The people in a part of the building, as they come and leave.
#[derive(Clone, Debug, Default)]
pub(in crate::egress) struct Count {
    inside: u32,
    log: Log,
    left: Option<Seconds>,
}

impl Count {
    pub(in crate::egress) fn come(&mut self, people: u32, time: f64) {
        self.inside = self.inside.saturating_add(people);
        self.log.note(time, self.inside);
    }

    pub(in crate::egress) fn leave(&mut self, people: u32, time: f64) {
        self.inside = self.inside.saturating_sub(people);
        self.left = Some(Seconds::new(time));
        self.log.note(time, self.inside);
    }

    pub(in crate::egress) const fn inside(&self) -> u32 {
        self.inside
    }

    /// The people over time.
    pub(in crate::egress) fn curve(&self) -> &Curve {
        self.log.curve()
    }

    /// When the last one left; nothing if nobody did, or somebody is there still.
    pub(in crate::egress) fn clear(&self) -> Option<Seconds> {
        self.left.filter(|_| self.inside == 0)
    }

    /// What became of a storey or the stairs of which this is the count.
    pub(in crate::egress) fn flow(&self) -> StoreyFlow {
        StoreyFlow { clear: self.clear(), remaining: self.curve().clone() }
    }
}
