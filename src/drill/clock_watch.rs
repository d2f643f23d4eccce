//! Notices when something happens to the computer's clocks. The drill's own clock goes on through
//! all of it; but whoever reads wall-clock times later should know.

use std::time::Duration;

use jiff::tz::Offset;

use super::{Moment, WallTime, What};
use crate::units::Seconds;

/// A change of the wall clock below this is its daily correction by the network.
const JUMP: Seconds = Seconds::new(2.0);
/// A shorter sleep is none.
const SLEEP: Seconds = Seconds::new(2.0);

/// Watches the clocks while a drill runs.
#[derive(Clone, Debug)]
pub struct ClockWatch {
    started: WallTime,
    /// By how much the wall clock is ahead of the clock that nobody can set.
    ahead: Seconds,
    /// How long the computer has slept since it was started.
    slept: Duration,
    offset: Offset,
}

impl ClockWatch {
    /// Begins to watch at a moment.
    #[must_use]
    pub fn new(moment: &Moment) -> Self {
        let started = moment.wall;
        let ahead = ahead(started, moment);
        Self { started, ahead, slept: slept(moment), offset: moment.wall.offset() }
    }

    /// What happened to the clocks since the last look, as it is entered in the log.
    pub fn look(&mut self, moment: &Moment) -> Vec<What> {
        let mut happened = Vec::new();
        let slept = slept(moment);
        let lasted = Seconds::from(slept.saturating_sub(self.slept));
        if lasted > SLEEP {
            self.slept = slept;
            happened.push(What::Suspended { lasted });
        }
        let ahead = ahead(self.started, moment);
        let by = ahead - self.ahead;
        if by.abs() > JUMP {
            self.ahead = ahead;
            happened.push(What::ClockJumped { by });
        }
        if moment.wall.offset() != self.offset {
            self.offset = moment.wall.offset();
            happened.push(What::ZoneChanged);
        }
        happened
    }
}

fn ahead(started: WallTime, moment: &Moment) -> Seconds {
    started.until(moment.wall) - Seconds::from(moment.since_boot)
}

const fn slept(moment: &Moment) -> Duration {
    moment.since_boot.saturating_sub(moment.awake)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A computer whose clocks a test moves.
    struct Computer {
        since_boot: f64,
        awake: f64,
        wall: WallTime,
    }

    impl Computer {
        /// After so many days without a restart.
        fn up_for(days: f64) -> Self {
            let wall = "2026-10-25T01:59:00+02:00".parse().unwrap();
            Self { since_boot: days * 86_400.0, awake: days * 86_400.0, wall }
        }

        fn moment(&self) -> Moment {
            Moment {
                since_boot: Duration::from_secs_f64(self.since_boot),
                awake: Duration::from_secs_f64(self.awake),
                wall: self.wall,
            }
        }

        fn pass(&mut self, seconds: f64) {
            self.since_boot += seconds;
            self.awake += seconds;
            self.wall = self.wall.plus(Seconds::new(seconds));
        }

        fn sleep(&mut self, seconds: f64) {
            self.since_boot += seconds;
            self.wall = self.wall.plus(Seconds::new(seconds));
        }
    }

    #[test]
    fn time_that_passes_is_nothing_to_tell() {
        for days in [0.0, 49.7, 400.0] {
            let mut computer = Computer::up_for(days);
            let mut watch = ClockWatch::new(&computer.moment());
            for _ in 0..1_000 {
                computer.pass(1.3);
                // The network sets the wall clock by a little.
                computer.wall = computer.wall.plus(Seconds::new(0.001));
                assert_eq!(watch.look(&computer.moment()), [], "up for {days} days");
            }
        }
    }

    #[test]
    fn a_wall_clock_that_is_set_is_told_once() {
        for by in [3_600.0, -3_600.0, 86_400.0 * 365.0] {
            let mut computer = Computer::up_for(3.0);
            let mut watch = ClockWatch::new(&computer.moment());
            computer.pass(10.0);
            computer.wall = computer.wall.plus(Seconds::new(by));
            let told = watch.look(&computer.moment());
            assert!(
                matches!(told[..], [What::ClockJumped { by: told }]
                if (told.get() - by).abs() < 0.01),
                "{told:?}"
            );
            computer.pass(1.0);
            assert_eq!(watch.look(&computer.moment()), []);
        }
    }

    #[test]
    fn a_laptop_that_slept_is_told_and_no_jump() {
        let mut computer = Computer::up_for(3.0);
        let mut watch = ClockWatch::new(&computer.moment());
        computer.pass(10.0);
        computer.sleep(300.0);
        let told = watch.look(&computer.moment());
        assert!(
            matches!(told[..], [What::Suspended { lasted }]
            if (lasted.get() - 300.0).abs() < 0.01),
            "{told:?}"
        );
        assert_eq!(watch.look(&computer.moment()), []);
    }

    #[test]
    fn the_end_of_summer_time_moves_nothing() {
        let mut computer = Computer::up_for(3.0);
        let mut watch = ClockWatch::new(&computer.moment());
        computer.pass(3_700.0);
        let winter = Offset::constant(1);
        computer.wall = WallTime::new(computer.wall.timestamp(), winter);
        assert_eq!(watch.look(&computer.moment()), [What::ZoneChanged]);
        assert_eq!(watch.look(&computer.moment()), []);
    }
}
