//! Time that neither a changed wall clock nor a suspended laptop can move.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::temporal::{DateTimeParser, DateTimePrinter};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// What a wall clock showed, with its offset from UTC. Written as RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WallTime {
    timestamp: Timestamp,
    offset: Offset,
}

impl WallTime {
    /// The time `timestamp` as a clock with this offset shows it.
    #[must_use]
    pub const fn new(timestamp: Timestamp, offset: Offset) -> Self {
        Self { timestamp, offset }
    }

    /// The moment in time.
    #[must_use]
    pub const fn timestamp(self) -> Timestamp {
        self.timestamp
    }

    /// The offset from UTC.
    #[must_use]
    pub const fn offset(self) -> Offset {
        self.offset
    }

    /// The date and time as the clock showed it.
    #[must_use]
    pub fn civil(self) -> jiff::civil::DateTime {
        self.offset.to_datetime(self.timestamp)
    }

    /// The day as the clock showed it.
    #[must_use]
    pub fn date(self) -> jiff::civil::Date {
        self.civil().date()
    }

    /// The time `by` later. A time beyond the calendar stays where it is.
    #[must_use]
    pub fn plus(self, by: crate::units::Seconds) -> Self {
        let span = jiff::SignedDuration::try_from_secs_f64(by.get()).unwrap_or_default();
        let timestamp = self.timestamp.checked_add(span).unwrap_or(self.timestamp);
        Self { timestamp, offset: self.offset }
    }

    /// How much later `other` is; negative when it is earlier.
    #[must_use]
    pub fn until(self, other: Self) -> crate::units::Seconds {
        let span = other.timestamp.duration_since(self.timestamp);
        crate::units::Seconds::new(span.as_secs_f64())
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let printer = DateTimePrinter::new().precision(Some(3));
        f.write_str(&printer.timestamp_with_offset_to_string(&self.timestamp, self.offset))
    }
}

impl FromStr for WallTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = || format!("an RFC 3339 time with offset, not {text:?}");
        let timestamp = text.parse::<Timestamp>().map_err(|_| expected())?;
        let pieces = DateTimeParser::new().parse_pieces(text).map_err(|_| expected())?;
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Self { timestamp, offset })
    }
}

impl From<WallTime> for String {
    fn from(wall: WallTime) -> Self {
        wall.to_string()
    }
}

impl TryFrom<String> for WallTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Which start of the computer a clock reading belongs to; readings of different starts can't be
/// compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BootId(String);

impl BootId {
    /// The start that a clock names so.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// One reading of both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since the computer was started, suspend included.
    pub since_boot: Duration,
    /// The same without suspend, where the system tells them apart.
    pub awake: Duration,
    /// What the wall clock shows.
    pub wall: WallTime,
}

/// Where a run's time comes from.
pub trait Clock {
    /// Both clocks now.
    fn now(&self) -> Moment;

    /// Which start of the computer the readings belong to.
    fn boot(&self) -> BootId;
}

/// The computer's own clocks.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        // A file keeps milliseconds; so what is in memory is what comes back.
        let now = Timestamp::now();
        let timestamp = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
        let offset = jiff::tz::TimeZone::system().to_offset(timestamp);
        let (since_boot, awake) = (platform::since_boot(), platform::awake());
        Moment { since_boot, awake, wall: WallTime { timestamp, offset } }
    }

    fn boot(&self) -> BootId {
        platform::boot_id()
    }
}

#[cfg(target_os = "linux")]
mod platform {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    use super::BootId;

    /// `CLOCK_BOOTTIME`: unlike `CLOCK_MONOTONIC` it goes on while the computer is suspended.
    pub(super) fn since_boot() -> Duration {
        read(ClockId::Boottime)
    }

    pub(super) fn awake() -> Duration {
        read(ClockId::Monotonic)
    }

    fn read(clock: ClockId) -> Duration {
        let time = clock_gettime(clock);
        Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
    }

    pub(super) fn boot_id() -> BootId {
        std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
            .map_or_else(|_| super::boot_id_from_clocks(since_boot()), |id| BootId::new(id.trim()))
    }
}

#[cfg(target_os = "macos")]
mod platform {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    use super::BootId;

    /// On macOS `CLOCK_MONOTONIC` goes on while the computer sleeps.
    pub(super) fn since_boot() -> Duration {
        let time = clock_gettime(ClockId::Monotonic);
        Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
    }

    pub(super) fn awake() -> Duration {
        since_boot()
    }

    pub(super) fn boot_id() -> BootId {
        super::boot_id_from_clocks(since_boot())
    }
}

#[cfg(windows)]
mod platform {
    use std::time::Duration;

    use windows_sys::Win32::System::SystemInformation::GetTickCount64;

    use super::BootId;

    /// Milliseconds since start, sleep and hibernation included.
    pub(super) fn since_boot() -> Duration {
        // SAFETY: the call takes nothing, touches no memory of ours, and can't fail.
        #[allow(unsafe_code)]
        let milliseconds = unsafe { GetTickCount64() };
        Duration::from_millis(milliseconds)
    }

    pub(super) fn awake() -> Duration {
        since_boot()
    }

    pub(super) fn boot_id() -> BootId {
        super::boot_id_from_clocks(since_boot())
    }
}

/// Where the system has no name for a start: the minute at which it began, by the wall clock.
#[allow(dead_code, reason = "Linux needs it only where /proc is not mounted")]
fn boot_id_from_clocks(since_boot: Duration) -> BootId {
    let started = Timestamp::now().as_second() - since_boot.as_secs().try_into().unwrap_or(0);
    BootId(format!("started-{}", started / 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_time_keeps_its_offset() {
        let wall: WallTime = "2026-06-12T14:00:05.250+08:00".parse().unwrap();
        assert_eq!(wall.to_string(), "2026-06-12T14:00:05.250+08:00");
        assert_eq!(wall.civil().hour(), 14);
        assert!("2026-06-12".parse::<WallTime>().is_err());
    }

    #[test]
    fn the_clock_goes_forward() {
        let first = SystemClock.now();
        let second = SystemClock.now();
        assert!(second.since_boot >= first.since_boot);
        assert_eq!(SystemClock.boot(), SystemClock.boot());
    }
}
