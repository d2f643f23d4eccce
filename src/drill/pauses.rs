//! When a drill was halted, and the drill's own clock, which stands still meanwhile.

use super::{Event, What};
use crate::units::Seconds;

/// A time during which the drill was halted.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    /// When it began, since the alarm.
    pub from: Seconds,
    /// When it ended, since the alarm; nothing while it lasts.
    pub until: Option<Seconds>,
    /// Why.
    pub reason: String,
}

/// The pauses of a drill, in the order in which they were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pauses(Vec<Pause>);

impl Pauses {
    /// The pauses that a log tells of.
    #[must_use]
    pub fn of(events: &[Event]) -> Self {
        let mut pauses = Self::default();
        events.iter().for_each(|event| pauses.apply(event));
        pauses
    }

    pub(super) fn apply(&mut self, event: &Event) {
        match &event.what {
            What::Paused { reason } => {
                self.0.push(Pause { from: event.at, until: None, reason: reason.clone() });
            }
            What::Resumed | What::Finished | What::StoppedForRealEmergency => {
                if let Some(open) = self.0.last_mut().filter(|pause| pause.until.is_none()) {
                    open.until = Some(event.at.max(open.from));
                }
            }
            _ => {}
        }
    }

    /// Each pause.
    pub fn iter(&self) -> impl Iterator<Item = &Pause> {
        self.0.iter()
    }

    /// What the drill's clock showed at a time since the alarm.
    #[must_use]
    pub fn clock_at(&self, at: Seconds) -> Seconds {
        let halted = self.0.iter().filter(|pause| pause.from < at).map(|pause| {
            let until = pause.until.map_or(at, |until| until.min(at));
            until - pause.from
        });
        at - halted.sum()
    }

    /// The time since the alarm at which the drill's clock showed `clock`: the first such moment
    /// where the clock stood still.
    #[must_use]
    pub fn time_of(&self, clock: Seconds) -> Seconds {
        let mut at = clock;
        for pause in &self.0 {
            let Some(until) = pause.until.filter(|_| pause.from < at) else {
                break;
            };
            at += until - pause.from;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pauses(spans: &[(f64, f64)]) -> Pauses {
        let pause = |(from, until): &(f64, f64)| Pause {
            from: Seconds::new(*from),
            until: Some(Seconds::new(*until)),
            reason: "a truck".to_owned(),
        };
        Pauses(spans.iter().map(pause).collect())
    }

    #[test]
    fn the_clock_stands_still_in_a_pause() {
        let pauses = pauses(&[(10.0, 40.0), (60.0, 61.0)]);
        let at = |seconds| pauses.clock_at(Seconds::new(seconds)).get();
        assert_eq!([at(9.0), at(10.0), at(25.0), at(40.0)], [9.0, 10.0, 10.0, 10.0]);
        assert_eq!([at(50.0), at(60.5), at(71.0)], [20.0, 30.0, 40.0]);
    }

    #[test]
    fn a_pause_that_lasts_holds_the_clock() {
        let mut pauses = pauses(&[(10.0, 40.0)]);
        pauses.0[0].until = None;
        assert_eq!(pauses.clock_at(Seconds::new(500.0)), Seconds::new(10.0));
    }

    proptest! {
        #[test]
        fn a_clock_reading_finds_its_time(
            lengths in prop::collection::vec((0.1..100.0_f64, 0.1..100.0_f64), 0..5),
            clock in 0.0..600.0_f64,
        ) {
            let mut spans = Vec::new();
            let mut end = 0.0;
            for (running, halted) in lengths {
                spans.push((end + running, end + running + halted));
                end += running + halted;
            }
            let pauses = pauses(&spans);
            let at = pauses.time_of(Seconds::new(clock));
            prop_assert!((pauses.clock_at(at).get() - clock).abs() < 1e-9);
        }
    }
}
