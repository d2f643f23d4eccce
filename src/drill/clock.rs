//! Time that neither a changed wall clock nor a suspended laptop can move.

mod zone;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::{DateTimeParser, DateTimePrinter};
use jiff::tz::Offset;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// What a wall clock showed, with its offset from UTC. Written as RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
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

    /// A time exactly as [`Display`](fmt::Display) writes most of them: `2026-06-12T14:00:05.000+08:00`.
    /// A large book has a million of them; whatever else RFC 3339 allows takes its time.
    fn as_written(text: &str) -> Option<Self> {
        let bytes: &[u8; 29] = text.as_bytes().try_into().ok()?;
        let marks =
            [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b':')];
        if marks.iter().any(|(at, mark)| bytes[*at] != *mark) {
            return None;
        }
        let number = |from: usize, length: usize| {
            bytes[from..from + length].iter().try_fold(0_i32, |number, digit| {
                digit.is_ascii_digit().then(|| 10 * number + i32::from(digit - b'0'))
            })
        };
        let small = |from| number(from, 2).and_then(|number| i8::try_from(number).ok());
        let date = Date::new(i16::try_from(number(0, 4)?).ok()?, small(5)?, small(8)?).ok()?;
        let millisecond = 1_000_000 * number(20, 3)?;
        let time = Time::new(small(11)?, small(14)?, small(17)?, millisecond).ok()?;
        let minutes = 60 * number(24, 2).filter(|hours| *hours < 24)?
            + number(27, 2).filter(|minutes| *minutes < 60)?;
        let offset = match bytes[23] {
            b'+' => minutes,
            b'-' if minutes > 0 => -minutes,
            _ => return None,
        };
        let offset = Offset::from_seconds(60 * offset).ok()?;
        let timestamp = offset.to_timestamp(date.to_datetime(time)).ok()?;
        Some(Self { timestamp, offset })
    }

    fn of_rfc_3339(text: &str) -> Result<Self, String> {
        let expected = || format!("an RFC 3339 time with offset, not {text:?}");
        let timestamp = text.parse::<Timestamp>().map_err(|_| expected())?;
        let pieces = DateTimeParser::new().parse_pieces(text).map_err(|_| expected())?;
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Self { timestamp, offset })
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
        Self::as_written(text).map_or_else(|| Self::of_rfc_3339(text), Ok)
    }
}

impl From<WallTime> for String {
    fn from(wall: WallTime) -> Self {
        wall.to_string()
    }
}

impl<'de> Deserialize<'de> for WallTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = WallTime;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<WallTime, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
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
pub trait Clock: Send + Sync {
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
        let offset = zone::now().to_offset(timestamp);
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

    proptest::proptest! {
        /// The quick way reads a time as the thorough way does, or leaves it to that.
        #[test]
        fn a_time_is_read_alike_both_ways(
            time in "[0-9]{3}[0-9-][01-][0-9]-[0-3][0-9][T t][0-2][0-9]:[0-6][0-9]:[0-6][0-9][.,][0-9]{3}[-+Z][0-2][0-9]:[0-6][0-9]",
            at in 0_i64..4_000_000_000_000,
            minutes in -1439..1440,
            place in 0_usize..29,
            put in "[0-9TZ:.+-]",
        ) {
            let alike = |text: &str| {
                let quick = WallTime::as_written(text);
                quick.is_none() || quick == WallTime::of_rfc_3339(text).ok()
            };
            proptest::prop_assert!(alike(&time), "{}", time);
            let timestamp = Timestamp::from_millisecond(at).unwrap();
            let written = WallTime::new(timestamp, Offset::from_seconds(60 * minutes).unwrap());
            let mut text = written.to_string();
            proptest::prop_assert_eq!(WallTime::as_written(&text), (text.len() == 29 && !text.ends_with("-00:00")).then_some(written));
            text.replace_range(place..=place.min(text.len() - 1), &put);
            proptest::prop_assert!(alike(&text), "{}", text);
        }
    }

    #[test]
    fn the_clock_goes_forward() {
        let first = SystemClock.now();
        let second = SystemClock.now();
        assert!(second.since_boot >= first.since_boot);
        assert_eq!(SystemClock.boot(), SystemClock.boot());
    }
}
