//! People by age, sex and impairment, as published tables tell them apart.

use super::population::{Gait, OnStairs, Population, Speeds};
use super::{RADIUS, Speeds as Of};
use crate::language::choice;

choice! {
    /// A kind of person.
    ///
    /// Women and men by age and impairment are those of IMO MSC.1/Circ.1533, annex 3, tables 3.4 and
    /// 3.6. People with a walking stick, with a walking frame and in a wheelchair are those of Boyce,
    /// Shields & Silcock (1999), measured on the level and on stairs. A wheelchair can't take a
    /// stair; on the level it counts as 0.70 m wide, a walking frame as 0.60 m. Ages are those of
    /// RiMEA 4.1.1, test 7: Weidmann's mean speed of that age.
    pub enum Kind {
        /// Women under 30.
        WomanUnder30 => "kind-woman-under-30",
        /// Women from 30 to 50.
        Woman30To50 => "kind-woman-30-50",
        /// Women over 50.
        WomanOver50 => "kind-woman-over-50",
        /// Women over 50, mobility impaired (1).
        WomanImpaired => "kind-woman-impaired",
        /// Women over 50, mobility impaired (2).
        WomanMoreImpaired => "kind-woman-more-impaired",
        /// Men under 30.
        ManUnder30 => "kind-man-under-30",
        /// Men from 30 to 50.
        Man30To50 => "kind-man-30-50",
        /// Men over 50.
        ManOver50 => "kind-man-over-50",
        /// Men over 50, mobility impaired (1).
        ManImpaired => "kind-man-impaired",
        /// Men over 50, mobility impaired (2).
        ManMoreImpaired => "kind-man-more-impaired",
        /// About 20 years old.
        Age20 => "kind-age-20",
        /// About 30.
        Age30 => "kind-age-30",
        /// About 40.
        Age40 => "kind-age-40",
        /// About 50.
        Age50 => "kind-age-50",
        /// About 60.
        Age60 => "kind-age-60",
        /// About 70.
        Age70 => "kind-age-70",
        /// People with a walking stick or crutches.
        WalkingStick => "kind-walking-stick",
        /// People with a walking frame.
        WalkingFrame => "kind-walking-frame",
        /// People in a wheelchair that they move themselves.
        Wheelchair => "kind-wheelchair",
    }
}

/// Half of the width of a walking frame and of a wheelchair with its arms, m.
const FRAME: f64 = 0.30;
const WHEELCHAIR: f64 = 0.35;

impl Kind {
    /// How people of this kind move when nobody helps them.
    #[must_use]
    pub const fn gait(self) -> Gait {
        // Slowest and fastest on the level, down and up, 0.01 m/s.
        let (level, down, up) = match self {
            Self::WomanUnder30 => ((93, 155), (56, 94), (47, 79)),
            Self::Woman30To50 => ((71, 119), (49, 81), (44, 74)),
            Self::WomanOver50 => ((56, 94), (45, 75), (37, 61)),
            Self::WomanImpaired => ((43, 71), (34, 56), (28, 46)),
            Self::WomanMoreImpaired => ((37, 61), (29, 49), (23, 39)),
            Self::ManUnder30 => ((111, 185), (76, 126), (50, 84)),
            Self::Man30To50 => ((97, 162), (64, 107), (47, 79)),
            Self::ManOver50 => ((84, 140), (50, 84), (38, 64)),
            Self::ManImpaired => ((64, 106), (38, 64), (29, 49)),
            Self::ManMoreImpaired => ((55, 91), (33, 55), (25, 41)),
            Self::Age20 => return self.of_age(1.60, 1.64),
            Self::Age30 => return self.of_age(1.52, 1.56),
            Self::Age40 => return self.of_age(1.46, 1.50),
            Self::Age50 => return self.of_age(1.39, 1.43),
            Self::Age60 => return self.of_age(1.27, 1.27),
            Self::Age70 => return self.of_age(1.07, 1.07),
            Self::WalkingStick => {
                return Gait {
                    level: observed(0.81, 0.38, 0.26, 1.60),
                    stairs: OnStairs::At {
                        down: observed(0.32, 0.12, 0.11, 0.49),
                        up: observed(0.35, 0.11, 0.18, 0.49),
                    },
                    radius: RADIUS,
                    kind: Some(self),
                };
            }
            Self::WalkingFrame => {
                // One person was measured on a stair.
                return Gait {
                    level: observed(0.57, 0.29, 0.10, 1.02),
                    stairs: OnStairs::At { down: Of::Fixed(0.16), up: Of::Fixed(0.14) },
                    radius: FRAME,
                    kind: Some(self),
                };
            }
            Self::Wheelchair => {
                return Gait {
                    level: observed(0.69, 0.35, 0.13, 1.35),
                    stairs: OnStairs::Never,
                    radius: WHEELCHAIR,
                    kind: Some(self),
                };
            }
        };
        let (down, up) = (even(down), even(up));
        let kind = Some(self);
        Gait { level: even(level), stairs: OnStairs::At { down, up }, radius: RADIUS, kind }
    }

    /// How somebody of this kind moves with helpers: a pushed wheelchair on the level and an
    /// evacuation chair on the stair, an arm for everybody else. Boyce, Shields & Silcock (1999) on
    /// the level; down a stair 0.81 m/s with an evacuation chair (Adams & Galea 2011) and 0.31 ± 0.16
    /// m/s on foot (Kuligowski et al. 2014). Up a stair a chair is carried, which nobody measured for
    /// this: half of the speed down is assumed.
    #[must_use]
    pub const fn assisted(self) -> Gait {
        match self {
            Self::Wheelchair => Gait {
                level: observed(1.30, 0.34, 0.84, 1.98),
                stairs: OnStairs::At { down: Of::Fixed(0.81), up: Of::Fixed(0.40) },
                radius: WHEELCHAIR,
                kind: Some(self),
            },
            _ => Gait {
                level: observed(0.78, 0.34, 0.21, 1.40),
                stairs: OnStairs::At {
                    down: observed(0.31, 0.16, 0.07, 0.91),
                    up: observed(0.31, 0.16, 0.07, 0.91),
                },
                radius: self.gait().radius,
                kind: Some(self),
            },
        }
    }

    /// Stairs slow people of all ages by their tread: the age curve has no stairs.
    const fn of_age(self, from: f64, to: f64) -> Gait {
        let level = Speeds::Uniform { from, to };
        Gait { level, stairs: OnStairs::ByTread, radius: RADIUS, kind: Some(self) }
    }

    /// The word by which files and commands call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        let key = crate::language::Choice::key(self);
        key.strip_prefix("kind-").unwrap_or(key)
    }
}

const fn even((from, to): (u16, u16)) -> Speeds {
    Speeds::Uniform { from: from as f64 / 100.0, to: to as f64 / 100.0 }
}

const fn observed(mean: f64, deviation: f64, from: f64, to: f64) -> Speeds {
    Speeds::Observed { mean, deviation, from, to }
}

/// The mix of passengers that IMO MSC.1/Circ.1533, annex 3, table 3.1 prescribes: shares in per cent.
pub const IMO_PASSENGERS: [(Kind, f64); 10] = [
    (Kind::WomanUnder30, 7.0),
    (Kind::Woman30To50, 7.0),
    (Kind::WomanOver50, 16.0),
    (Kind::WomanImpaired, 10.0),
    (Kind::WomanMoreImpaired, 10.0),
    (Kind::ManUnder30, 7.0),
    (Kind::Man30To50, 7.0),
    (Kind::ManOver50, 16.0),
    (Kind::ManImpaired, 10.0),
    (Kind::ManMoreImpaired, 10.0),
];

/// The crew of the same table: women and men as fast as those under 30, in equal parts.
pub const IMO_CREW: [(Kind, f64); 2] = [(Kind::WomanUnder30, 50.0), (Kind::ManUnder30, 50.0)];

/// RiMEA's people: ages normally distributed, 50 ± 20 years, as far as the age curve was read (20 to
/// 70 of 10 to 85 years).
pub const RIMEA: [(Kind, f64); 6] = [
    (Kind::Age20, 8.0),
    (Kind::Age30, 14.0),
    (Kind::Age40, 20.0),
    (Kind::Age50, 24.0),
    (Kind::Age60, 20.0),
    (Kind::Age70, 14.0),
];

/// Women and men of 30 to 50 years in equal parts: what a factory may assume that knows no better.
pub const WORKERS: [(Kind, f64); 2] = [(Kind::Woman30To50, 50.0), (Kind::Man30To50, 50.0)];

impl Population {
    /// A people of so many parts of each kind; of Weidmann's pedestrians if there is none.
    #[must_use]
    pub fn of_kinds(shares: impl IntoIterator<Item = (Kind, f64)>) -> Self {
        let some = shares.into_iter().filter(|(_, share)| share.is_finite() && *share > 0.0);
        let groups: Vec<(f64, Gait)> = some.map(|(kind, share)| (share, kind.gait())).collect();
        if groups.is_empty() { Self::default() } else { Self { groups, pace: 1.0 } }
    }
}

#[cfg(test)]
mod tests {
    use super::super::population::Dice;
    use super::*;
    use crate::language::Choice;

    fn drawn(kind: Kind) -> Vec<super::super::population::Drawn> {
        let population = Population::of_kinds([(kind, 1.0)]);
        (0..1000).map(|who| population.draw(&mut Dice::new(1, who, 1))).collect()
    }

    #[test]
    fn speeds_are_those_of_the_tables() {
        // IMO MSC.1/Circ.1533, tables 3.4 and 3.6: slowest and fastest on the level, down, up.
        let table = [
            (Kind::WomanUnder30, [0.93, 1.55, 0.56, 0.94, 0.47, 0.79]),
            (Kind::WomanOver50, [0.56, 0.94, 0.45, 0.75, 0.37, 0.61]),
            (Kind::Man30To50, [0.97, 1.62, 0.64, 1.07, 0.47, 0.79]),
            (Kind::ManMoreImpaired, [0.55, 0.91, 0.33, 0.55, 0.25, 0.41]),
        ];
        for (kind, [slow, fast, down_slow, down_fast, up_slow, up_fast]) in table {
            let people = drawn(kind);
            let of = |what: &dyn Fn(&super::super::population::Drawn) -> f64| {
                let all = people.iter().map(what);
                all.fold((f64::INFINITY, 0.0_f64), |(a, b), speed| (a.min(speed), b.max(speed)))
            };
            let near = |found: (f64, f64), low: f64, high: f64| {
                let reach = 0.01 * (high - low) + 1e-9;
                assert!(found.0 >= low - 1e-9 && found.0 <= low + reach, "{kind:?} {found:?}");
                assert!(found.1 <= high + 1e-9 && found.1 >= high - reach, "{kind:?} {found:?}");
            };
            near(of(&|one| one.speed), slow, fast);
            let stair = |one: &super::super::population::Drawn| match one.stairs {
                OnStairs::At { down, up } => (down, up),
                other => panic!("{other:?}"),
            };
            near(of(&|one| stair(one).0), down_slow, down_fast);
            near(of(&|one| stair(one).1), up_slow, up_fast);
            let all_shares = people.iter().all(|one| {
                let share = |speed: f64, low: f64, high: f64| (speed - low) / (high - low);
                let level = share(one.speed, slow, fast);
                (level - share(stair(one).0, down_slow, down_fast)).abs() < 1e-9
            });
            assert!(all_shares, "who is fast on the level is fast on the stair");
        }
    }

    #[test]
    fn a_mix_has_its_shares() {
        let all: f64 = IMO_PASSENGERS.iter().map(|(_, share)| share).sum();
        assert!((all - 100.0).abs() < 1e-9);
        let mix = Population::of_kinds([(Kind::Man30To50, 97.0), (Kind::Wheelchair, 3.0)]);
        let people = (0..10_000).map(|who| mix.draw(&mut Dice::new(7, who, 1)));
        let wheelchairs = people.filter(|one| one.stairs == OnStairs::Never).count();
        assert!((240..=360).contains(&wheelchairs), "{wheelchairs} of 10 000");
        assert_eq!(Population::of_kinds([(Kind::Man30To50, f64::NAN)]), Population::default());
    }

    #[test]
    fn whoever_is_helped_takes_stairs() {
        for kind in Kind::ALL {
            assert_ne!(kind.assisted().stairs, OnStairs::Never, "{kind:?}");
            assert!(!kind.word().starts_with("kind"));
        }
    }
}
