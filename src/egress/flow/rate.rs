//! How many people pass a second, and how many could.

use super::{Curve, hydraulics};
use crate::building::{Building, ElementId};
use crate::units::Seconds;

/// The time over which people who pass are counted for one value.
pub const RATE_WINDOW: Seconds = Seconds::new(10.0);

/// Between two values, s.
const STEP: f64 = 2.0;
/// Nothing longer than this is worked out, s.
const LONGEST: f64 = 21_600.0;

/// What a door or a stair can let through by the hydraulic model, persons/s; nothing for other
/// elements.
#[must_use]
pub fn capacity(building: &Building, element: &ElementId) -> Option<f64> {
    match element {
        ElementId::Door(id) => building.door(id).map(|(_, door)| hydraulics::door_capacity(door)),
        ElementId::Stair(id) => building.stair(id).map(hydraulics::stair_capacity),
        _ => None,
    }
}

/// Persons a second over time, from how many had passed: at each moment the mean of the ten seconds
/// around it, or of what of them follows the first step over the threshold.
#[must_use]
pub fn rates(passed: &Curve) -> Vec<(Seconds, f64)> {
    let (Some(first), Some(last)) = (passed.first(), passed.last()) else { return Vec::new() };
    let half = RATE_WINDOW.get() / 2.0;
    let from = ((first.0.get() - half) / STEP).floor() * STEP;
    let to = (last.0.get() + half).min(from + LONGEST);
    let steps = ((to - from) / STEP).ceil() as usize;
    let by = |moment: f64| f64::from(super::at(passed, Seconds::new(moment)));
    (0..=steps)
        .map(|step| {
            let middle = from + step as f64 * STEP;
            let people = by(middle + half) - by(middle - half);
            (Seconds::new(middle.max(0.0)), people / RATE_WINDOW.get())
        })
        .collect()
}

/// The highest of the [`rates`], persons/s.
#[must_use]
pub fn peak_rate(passed: &Curve) -> f64 {
    rates(passed).into_iter().map(|(_, rate)| rate).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_flow_has_its_own_rate() {
        // One person every two seconds for five minutes.
        let passed: Curve = (1..=150).map(|n| (Seconds::new(f64::from(n) * 2.0), n)).collect();
        let middle: Vec<f64> = rates(&passed)
            .into_iter()
            .filter(|(at, _)| (20.0..280.0).contains(&at.get()))
            .map(|(_, rate)| rate)
            .collect();
        assert!(middle.len() > 100 && middle.iter().all(|rate| (rate - 0.5).abs() < 1e-9));
        assert!((peak_rate(&passed) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn everybody_is_counted_once_in_every_window_that_holds_them() {
        let passed: Curve = vec![(Seconds::new(31.0), 3), (Seconds::new(90.0), 4)];
        let sum: f64 = rates(&passed).into_iter().map(|(_, rate)| rate * STEP).sum();
        assert!((sum - 4.0).abs() < 1e-9, "{sum}");
        assert!(rates(&Vec::new()).is_empty());
    }
}
