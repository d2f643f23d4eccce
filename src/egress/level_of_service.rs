//! Levels of service: what a density means to those who walk in it, from A, free, to F, a jam.
//!
//! J. J. Fruin, Pedestrian Planning and Design (1971): the area of a person on walkways (35, 25, 15,
//! 10 and 5 square feet) and on stairs (20, 15, 10, 7 and 4) at which one level ends.

use crate::language::choice;

/// Square metres of a square foot.
const SQUARE_FOOT: f64 = 0.092_903_04;

/// The areas of a person at which levels A to E end, square feet.
const WALKWAY: [f64; 5] = [35.0, 25.0, 15.0, 10.0, 5.0];
const STAIR: [f64; 5] = [20.0, 15.0, 10.0, 7.0, 4.0];

choice! {
    /// A level of service.
    pub enum LevelOfService {
        /// Everybody walks as they like.
        A => "level-of-service-a",
        /// Others are noticed.
        B => "level-of-service-b",
        /// Speed is a little restricted.
        C => "level-of-service-c",
        /// Most are restricted.
        D => "level-of-service-d",
        /// All are restricted; the flow nears what a way can carry.
        E => "level-of-service-e",
        /// Shuffling and contact.
        F => "level-of-service-f",
    }
}

/// On what people walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// On the level.
    Walkway,
    /// On a stair.
    Stair,
}

impl Ground {
    /// The densities at which levels A to E end, persons/m².
    #[must_use]
    pub fn limits(self) -> [f64; 5] {
        let areas = match self {
            Self::Walkway => WALKWAY,
            Self::Stair => STAIR,
        };
        areas.map(|area| 1.0 / (area * SQUARE_FOOT))
    }
}

impl LevelOfService {
    /// The level of a density, persons/m².
    #[must_use]
    pub fn of(density: f64, ground: Ground) -> Self {
        let passed = ground.limits().iter().filter(|limit| density >= **limit).count();
        [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F][passed]
    }

    /// Its letter.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Fruin's table in metric units, as handbooks print it: 3.24, 2.32, 1.39, 0.93, 0.46 m².
    #[test]
    fn walkways_end_where_the_table_says() {
        for (area, level) in [
            (3.3, LevelOfService::A),
            (3.2, LevelOfService::B),
            (2.3, LevelOfService::C),
            (1.38, LevelOfService::D),
            (0.92, LevelOfService::E),
            (0.46, LevelOfService::F),
        ] {
            assert_eq!(LevelOfService::of(1.0 / area, Ground::Walkway), level, "{area} m²");
        }
    }

    #[test]
    fn a_stair_bears_more_people_than_a_walkway() {
        assert_eq!(LevelOfService::of(1.2, Ground::Walkway), LevelOfService::E);
        assert_eq!(LevelOfService::of(1.2, Ground::Stair), LevelOfService::D);
        assert_eq!(LevelOfService::of(f64::NAN, Ground::Stair), LevelOfService::A);
    }
}
