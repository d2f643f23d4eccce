//! Quantities that carry their unit, so that a duration is never a bare number at a layer's edge.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// A signed span of time in seconds; always finite. Written to files as a plain number.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Seconds(f64);

impl Seconds {
    /// No time at all.
    pub const ZERO: Self = Self(0.0);

    /// A span of `seconds`. A value that is not finite becomes zero, because no clock shows it.
    #[must_use]
    pub const fn new(seconds: f64) -> Self {
        if seconds.is_finite() { Self(seconds) } else { Self::ZERO }
    }

    /// The span as a number of seconds.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The span without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The span as an unsigned duration; a negative span becomes zero.
    #[must_use]
    pub fn to_duration(self) -> std::time::Duration {
        std::time::Duration::try_from_secs_f64(self.0.max(0.0)).unwrap_or_default()
    }

    /// Minutes and seconds, `3:56`, rounded down as a race clock does.
    #[must_use]
    pub fn clock(self) -> String {
        let whole = self.0.abs().floor() as u64;
        format!("{}{}:{:02}", self.sign(), whole / 60, whole % 60)
    }

    /// Minutes, seconds and tenths, `3:56.4`, rounded down as a race clock does.
    #[must_use]
    pub fn clock_tenths(self) -> String {
        // The small addition keeps 0.3 from showing as 0.2: 0.3 * 10 is just under 3 in binary.
        let tenths = (self.0.abs() * 10.0 + 1e-6).floor() as u64;
        format!("{}{}:{:02}.{}", self.sign(), tenths / 600, tenths / 10 % 60, tenths % 10)
    }

    /// A difference with its sign and one decimal: `+12.0`, `−3.4`, `±0.0`.
    #[must_use]
    pub fn signed(self) -> String {
        let tenths = (self.0 * 10.0).round() / 10.0;
        match tenths.partial_cmp(&0.0) {
            Some(Ordering::Greater) => format!("+{tenths:.1}"),
            Some(Ordering::Less) => format!("−{:.1}", -tenths),
            _ => "±0.0".to_owned(),
        }
    }

    /// A difference as it is read at a glance: [`Self::signed`] below a minute, and from there on
    /// [`Self::signed_clock`].
    #[must_use]
    pub fn difference(self) -> String {
        if self.0.abs() < 59.95 { self.signed() } else { self.signed_clock() }
    }

    /// A difference with its sign as a clock shows it, `+60:00.0`, `−0:03.4`.
    #[must_use]
    pub fn signed_clock(self) -> String {
        let rounded = Self::new((self.0 * 10.0).round() / 10.0);
        let plus = if rounded.0 > 0.0 { "+" } else { "" };
        format!("{plus}{}", rounded.clock_tenths())
    }

    fn sign(self) -> &'static str {
        if self.0 < 0.0 { "−" } else { "" }
    }
}

impl From<std::time::Duration> for Seconds {
    fn from(duration: std::time::Duration) -> Self {
        Self::new(duration.as_secs_f64())
    }
}

impl From<Seconds> for f64 {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

impl TryFrom<f64> for Seconds {
    type Error = &'static str;

    fn try_from(value: f64) -> Result<Self, Self::Error> {
        if value.is_finite() { Ok(Self(value)) } else { Err("a finite number of seconds") }
    }
}

impl PartialEq for Seconds {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Seconds {}

impl PartialOrd for Seconds {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Seconds {
    fn cmp(&self, other: &Self) -> Ordering {
        // Adding zero folds −0 into 0, which `total_cmp` would tell apart.
        (self.0 + 0.0).total_cmp(&(other.0 + 0.0))
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.0)
    }
}

impl Add for Seconds {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.0 + other.0)
    }
}

impl AddAssign for Seconds {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Seconds {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.0 - other.0)
    }
}

impl SubAssign for Seconds {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Seconds {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<f64> for Seconds {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.0 * factor)
    }
}

impl Sum for Seconds {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_round_down_and_keep_the_sign() {
        assert_eq!(Seconds::new(236.49).clock(), "3:56");
        assert_eq!(Seconds::new(0.3).clock_tenths(), "0:00.3");
        assert_eq!(Seconds::new(-75.25).clock_tenths(), "−1:15.2");
    }

    #[test]
    fn differences_show_their_sign() {
        assert_eq!(Seconds::new(12.0).signed(), "+12.0");
        assert_eq!(Seconds::new(-3.44).signed(), "−3.4");
        assert_eq!(Seconds::new(-0.01).signed(), "±0.0");
        assert_eq!(Seconds::new(-59.9).difference(), "−59.9");
        assert_eq!(Seconds::new(59.97).difference(), "+1:00.0");
        assert_eq!(Seconds::new(709.8).difference(), "+11:49.8");
        assert_eq!(Seconds::new(3599.999).signed_clock(), "+60:00.0");
        assert_eq!(Seconds::new(-3.44).signed_clock(), "−0:03.4");
    }

    #[test]
    fn nothing_that_is_not_finite_gets_in() {
        assert_eq!(Seconds::new(f64::NAN), Seconds::ZERO);
        assert!(Seconds::try_from(f64::INFINITY).is_err());
    }
}
