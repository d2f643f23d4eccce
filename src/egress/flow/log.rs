//! A count as it changes over time.

use super::Curve;
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
