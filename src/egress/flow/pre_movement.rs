//! How long people take before they walk.

use crate::units::Seconds;

/// A lognormal time between the alarm and the first step, by its 1st and 99th percentile
/// (PD 7974-6:2004, table C.1: Δt₁ and Δt₁ + Δt₉₉).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PreMovement {
    /// When the first 1 % have begun.
    pub first: Seconds,
    /// When 99 % have begun.
    pub last: Seconds,
}

impl Default for PreMovement {
    /// Awake and familiar people under management level M1, 0.5 min and 1.0 min: a factory that
    /// drills regularly.
    fn default() -> Self {
        Self { first: Seconds::new(30.0), last: Seconds::new(90.0) }
    }
}

impl PreMovement {
    /// Everybody walks at once.
    pub const NONE: Self = Self { first: Seconds::ZERO, last: Seconds::ZERO };

    /// When a share of the people, 0 to 1, has begun; shares beyond 1 % and 99 % count as these.
    #[must_use]
    pub fn quantile(self, share: f64) -> Seconds {
        let (first, last) = (self.first.get().max(0.0), self.last.get().max(0.0));
        if first <= 0.0 || last <= first {
            return Seconds::new(first.max(last) * share.clamp(0.0, 1.0).ceil());
        }
        let z = normal_quantile(share.clamp(0.01, 0.99));
        let sigma = (last / first).ln() / (2.0 * 2.326_348);
        let mu = f64::midpoint(first.ln(), last.ln());
        Seconds::new((mu + sigma * z).exp())
    }
}

/// The standard normal quantile between 0.01 and 0.99, to 5e-4 (Abramowitz & Stegun, 26.2.23).
fn normal_quantile(share: f64) -> f64 {
    let tail = share.min(1.0 - share);
    let t = (-2.0 * tail.ln()).sqrt();
    let over = 2.515_517 + 0.802_853 * t + 0.010_328 * t * t;
    let under = 1.0 + 1.432_788 * t + 0.189_269 * t * t + 0.001_308 * t * t * t;
    let z = t - over / under;
    if share < 0.5 { -z } else { z }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_table() {
        let factory = PreMovement::default();
        assert!((factory.quantile(0.0).get() - 30.0).abs() < 0.1);
        assert!((factory.quantile(0.5).get() - 51.96).abs() < 0.1);
        assert!((factory.quantile(1.0).get() - 90.0).abs() < 0.1);
        assert_eq!(PreMovement::NONE.quantile(0.7), Seconds::ZERO);
    }
}
