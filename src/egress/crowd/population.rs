//! Who walks: free speeds, and chance that depends on nothing but the seed and the person.

use std::f64::consts::TAU;

/// How fast people walk on the level when nobody is in the way, m/s.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speeds {
    /// Everybody alike.
    Fixed(f64),
    /// Evenly spread.
    Uniform {
        /// The slowest.
        from: f64,
        /// The fastest.
        to: f64,
    },
    /// Normally distributed, cut at three standard deviations and at 0.3 m/s.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
    },
}

impl Speeds {
    /// Pedestrians of all ages (Weidmann 1993): N(1.34, 0.26).
    pub const WEIDMANN: Self = Self::Normal { mean: 1.34, deviation: 0.26 };
    /// Men of 30 to 50 years (IMO MSC.1/Circ.1533, table 3.4).
    pub const IMO_MEN_30_50: Self = Self::Uniform { from: 0.97, to: 1.62 };
    /// Women of 30 to 50 years (IMO MSC.1/Circ.1533, table 3.4).
    pub const IMO_WOMEN_30_50: Self = Self::Uniform { from: 0.71, to: 1.19 };
    /// People over 50 whose mobility is reduced (IMO MSC.1/Circ.1533, table 3.4: men, impaired 2).
    pub const REDUCED: Self = Self::Uniform { from: 0.55, to: 0.91 };

    /// The speed of one person, m/s.
    pub(super) fn draw(self, dice: &mut Dice) -> f64 {
        let speed = match self {
            Self::Fixed(speed) => speed,
            Self::Uniform { from, to } => from + (to - from) * dice.share(),
            Self::Normal { mean, deviation } => {
                (mean + deviation * dice.normal().clamp(-3.0, 3.0)).max(0.3)
            }
        };
        if speed.is_finite() { speed.clamp(0.0, 5.0) } else { 0.0 }
    }
}

/// A people of several groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// The groups with their weight.
    pub groups: Vec<(f64, Speeds)>,
}

impl Default for Population {
    fn default() -> Self {
        Self { groups: vec![(1.0, Speeds::WEIDMANN)] }
    }
}

impl Population {
    /// A people of one group.
    #[must_use]
    pub fn of(speeds: Speeds) -> Self {
        Self { groups: vec![(1.0, speeds)] }
    }

    /// The free speed of one person, m/s.
    pub(super) fn draw(&self, dice: &mut Dice) -> f64 {
        let all: f64 = self.groups.iter().map(|(weight, _)| weight.max(0.0)).sum();
        let mut left = dice.share() * all;
        for (weight, speeds) in &self.groups {
            left -= weight.max(0.0);
            if left < 0.0 {
                return speeds.draw(dice);
            }
        }
        Speeds::WEIDMANN.draw(dice)
    }
}

/// A row of random numbers (SplitMix64, Steele et al. 2014) that belongs to one person and one
/// question, so that no order of asking changes an answer.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64, person: u64, question: u64) -> Self {
        let mut dice = Self(seed ^ person.wrapping_mul(0xD134_2543_DE82_EF95));
        dice.0 = dice.next() ^ question.wrapping_mul(0x2545_F491_4F6C_DD1D);
        dice.next();
        dice
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, without 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From the standard normal distribution (Box & Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        radius * (TAU * self.share()).cos()
    }
}
