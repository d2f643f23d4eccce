//! Who walks: free speeds, and chance that depends on nothing but the seed and the person.

use std::f64::consts::TAU;

use super::{Kind, RADIUS};

/// How fast people walk when nobody is in the way, m/s.
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
    /// Normally distributed, cut at the slowest and the fastest who were observed.
    Observed {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
        /// The slowest.
        from: f64,
        /// The fastest.
        to: f64,
    },
}

impl Speeds {
    /// Pedestrians of all ages (Weidmann 1993): N(1.34, 0.26).
    pub const WEIDMANN: Self = Self::Normal { mean: 1.34, deviation: 0.26 };
    /// Men of 30 to 50 years (IMO MSC.1/Circ.1533, table 3.4).
    pub const IMO_MEN_30_50: Self = Self::Uniform { from: 0.97, to: 1.62 };

    /// The speed of one person, m/s.
    fn draw(self, dice: &mut Dice) -> f64 {
        let mut normal = |mean: f64, deviation: f64| mean + deviation * dice.normal();
        let speed = match self {
            Self::Fixed(speed) => speed,
            Self::Uniform { from, to } => from + (to - from) * dice.share(),
            Self::Normal { mean, deviation } => {
                let within = 3.0 * deviation.abs();
                normal(mean, deviation).max(mean - within).min(mean + within).max(0.3)
            }
            Self::Observed { mean, deviation, from, to } => {
                normal(mean, deviation).max(from).min(to)
            }
        };
        if speed.is_finite() { speed.clamp(0.0, 5.0) } else { 0.0 }
    }

    /// Half-way between the slowest and the fastest, or the mean where there is one, m/s.
    #[must_use]
    pub fn mean(self) -> f64 {
        match self {
            Self::Fixed(speed) => speed,
            Self::Uniform { from, to } => f64::midpoint(from, to),
            Self::Normal { mean, .. } | Self::Observed { mean, .. } => mean,
        }
    }
}

/// How somebody copes with a stair.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum OnStairs<Speed> {
    /// Slower by the stair's tread, as everybody.
    #[default]
    ByTread,
    /// At a speed of their own, m/s along the slope.
    At {
        /// Down.
        down: Speed,
        /// Up.
        up: Speed,
    },
    /// Not at all without help.
    Never,
}

/// How the people of a group move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gait {
    /// On the level.
    pub level: Speeds,
    /// On stairs.
    pub stairs: OnStairs<Speeds>,
    /// Half of the width that they take, m.
    pub radius: f64,
    /// The kind of person whose gait it is; nothing where only a speed is known.
    pub kind: Option<Kind>,
}

impl From<Speeds> for Gait {
    fn from(level: Speeds) -> Self {
        Self { level, stairs: OnStairs::ByTread, radius: RADIUS, kind: None }
    }
}

/// What one person of a group turned out to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) speed: f64,
    pub(super) stairs: OnStairs<f64>,
    pub(super) radius: f64,
    pub(super) kind: Option<Kind>,
}

impl Gait {
    pub(super) fn draw(self, dice: &mut Dice, pace: f64) -> Drawn {
        // Who is fast on the level is as fast among the others on a stair.
        let mut again = dice.clone();
        let (mut down_dice, mut up_dice) = (again.clone(), again.clone());
        let speed = pace * self.level.draw(&mut again);
        *dice = again;
        let stairs = match self.stairs {
            OnStairs::ByTread => OnStairs::ByTread,
            OnStairs::Never => OnStairs::Never,
            OnStairs::At { down, up } => OnStairs::At {
                down: pace * down.draw(&mut down_dice),
                up: pace * up.draw(&mut up_dice),
            },
        };
        Drawn { speed, stairs, radius: self.radius, kind: self.kind }
    }
}

/// A people of several groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// The groups with their weight.
    pub groups: Vec<(f64, Gait)>,
    /// What all speeds are multiplied by.
    pub pace: f64,
}

impl Default for Population {
    fn default() -> Self {
        Self::of(Speeds::WEIDMANN)
    }
}

impl Population {
    /// A people of one group.
    #[must_use]
    pub fn of(speeds: Speeds) -> Self {
        Self { groups: vec![(1.0, speeds.into())], pace: 1.0 }
    }

    /// How one person moves.
    pub(super) fn draw(&self, dice: &mut Dice) -> Drawn {
        let all: f64 = self.groups.iter().map(|(weight, _)| weight.max(0.0)).sum();
        let mut left = dice.share() * all;
        let pace = if self.pace.is_finite() { self.pace.clamp(0.05, 5.0) } else { 1.0 };
        for (weight, gait) in &self.groups {
            left -= weight.max(0.0);
            if left < 0.0 {
                return gait.draw(dice, pace);
            }
        }
        Gait::from(Speeds::WEIDMANN).draw(dice, pace)
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
