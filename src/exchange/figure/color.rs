//! What colours mean in a figure. Each meaning has a word or a mark beside it as well.

use std::fmt;

use crate::egress::LevelOfService;

/// A colour: red, green, blue, and how much it covers, each 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 4]);

impl Color {
    /// Somebody who can't get out.
    pub const STRANDED: Self = Self::rgb(0xc4, 0x2b, 0x1c);
    /// What has not begun.
    pub const WAITING: Self = Self::rgb(0x5b, 0x67, 0x73);
    /// Smoke.
    pub const SMOKE: Self = Self::rgb(0x55, 0x50, 0x4c);

    /// A colour that covers all.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue, 0xff])
    }

    /// The same colour, covering only a share of what is under it.
    #[must_use]
    pub fn faded(self, share: f64) -> Self {
        let [red, green, blue, alpha] = self.0;
        Self([red, green, blue, (f64::from(alpha) * share.clamp(0.0, 1.0)).round() as u8])
    }

    /// How much it covers, 0 to 1.
    #[must_use]
    pub fn opacity(self) -> f64 {
        f64::from(self.0[3]) / 255.0
    }

    fn towards(self, other: Self, share: f64) -> Self {
        let mut mixed = [0; 4];
        for (at, value) in mixed.iter_mut().enumerate() {
            let (from, to) = (f64::from(self.0[at]), f64::from(other.0[at]));
            *value = (from + (to - from) * share).round() as u8;
        }
        Self(mixed)
    }
}

/// As SVG writes it, without how much it covers.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue, _] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// From the first to the last: blue, yellow and red also differ in lightness.
const RAMP: [Color; 3] =
    [Color::rgb(0x3b, 0x7d, 0xd8), Color::rgb(0xf2, 0xc1, 0x4e), Color::rgb(0xc8, 0x3a, 0x2e)];

/// The colour of a share from 0 to 1.
#[must_use]
pub fn ramp(share: f64) -> Color {
    let share = share.clamp(0.0, 1.0) * 2.0;
    if share < 1.0 {
        RAMP[0].towards(RAMP[1], share)
    } else {
        RAMP[1].towards(RAMP[2], share - 1.0)
    }
}

/// The colour of a level of service, from pale to dark.
#[must_use]
pub const fn level(level: LevelOfService) -> Color {
    match level {
        LevelOfService::A => Color::rgb(0xcf, 0xe8, 0xf3),
        LevelOfService::B => Color::rgb(0x8e, 0xc9, 0xd9),
        LevelOfService::C => Color::rgb(0xf4, 0xdf, 0x83),
        LevelOfService::D => Color::rgb(0xf0, 0xa8, 0x45),
        LevelOfService::E => Color::rgb(0xd8, 0x5a, 0x33),
        LevelOfService::F => Color::rgb(0x8a, 0x12, 0x2c),
    }
}

/// How many colours [`of_number`] has.
pub(super) const COLORS: usize = 8;

/// Colours to tell things apart that have no order (Okabe & Ito 2008, without black and yellow,
/// which are lost on a plan); they begin anew where there are more things than colours.
#[must_use]
pub const fn of_number(number: usize) -> Color {
    const SET: [Color; COLORS] = [
        Color::rgb(0x00, 0x72, 0xb2),
        Color::rgb(0xd5, 0x5e, 0x00),
        Color::rgb(0x00, 0x9e, 0x73),
        Color::rgb(0xcc, 0x79, 0xa7),
        Color::rgb(0x56, 0xb4, 0xe9),
        Color::rgb(0xe6, 0x9f, 0x00),
        Color::rgb(0x6a, 0x51, 0xa3),
        Color::rgb(0x8c, 0x56, 0x4b),
    ];
    SET[number % SET.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Choice;

    /// Lightness as the eye sees it (ITU-R BT.709, linear enough to compare).
    fn lightness(color: Color) -> f64 {
        let [r, g, b, _] = color.0.map(f64::from);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn levels_stay_apart_in_print_without_colour() {
        let all: Vec<f64> = LevelOfService::ALL.iter().map(|l| lightness(level(*l))).collect();
        // C is lighter than B; from C on each is darker, and the letter says the rest.
        assert!(all[2..].windows(2).all(|pair| pair[0] > pair[1] + 20.0), "{all:?}");
    }

    #[test]
    fn the_ramp_begins_and_ends_where_it_says() {
        assert_eq!(ramp(-1.0), RAMP[0]);
        assert_eq!(ramp(0.5), RAMP[1]);
        assert_eq!(ramp(9.0), RAMP[2]);
        assert_eq!(ramp(0.0).faded(0.5).0[3], 128);
        assert_eq!(ramp(0.0).to_string(), "#3b7dd8");
    }
}
