//! Where a time goes over the years: a robust line and how sure it is.

use super::slopes::Slopes;
use super::statistics::median;

/// How many drills a trend needs at least. With four, even times that fall every year do so by
/// chance once in twelve (2 of 4! orders); with five it is once in sixty, below the usual 5 %.
pub const SMALLEST: usize = 5;

/// The 97.5 % point of the normal distribution: 95 % lie between it and its negative.
const Z_95: f64 = 1.959_963_984_540_054;

/// A straight line through points, `value = at_zero + slope * x`, and how steep it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// The change of the value for one step of x.
    pub slope: f64,
    /// The value where x is 0.
    pub at_zero: f64,
    /// The lowest and highest slope of the 95 % confidence interval.
    pub slopes: (f64, f64),
    /// The middle x, about which the line turns between the two slopes.
    pub middle: f64,
}

impl Trend {
    /// The Theil–Sen line: the median of the slopes between all pairs, through the median of the
    /// remainders. One drill that went wrong does not turn it. The interval of its slope is that
    /// of Sen (1968), from the variance of Kendall's S with ties. Nothing for fewer than
    /// [`SMALLEST`] points, and where all have the same x.
    #[must_use]
    pub fn of(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() < SMALLEST {
            return None;
        }
        let slopes = Slopes::between(points);
        let last = slopes.count().checked_sub(1)?;
        let (below, above) = (slopes.at(last / 2), slopes.at(last.div_ceil(2)));
        let slope = below + (above - below) * 0.5;
        let remainders: Vec<f64> = points.iter().map(|(x, y)| y - slope * x).collect();
        let xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
        let ys: Vec<f64> = points.iter().map(|(_, y)| *y).collect();
        let spread = |count: f64| count * (count - 1.0) * (2.0 * count + 5.0);
        let tied = |values: &[f64]| ties(values).into_iter().map(spread).sum::<f64>();
        let variance = (spread(points.len() as f64) - tied(&xs) - tied(&ys)) / 18.0;
        let reach = Z_95 * variance.max(0.0).sqrt();
        let count = slopes.count() as f64;
        let high = (f64::midpoint(count, reach).round_ties_even() as usize).min(last);
        let low = (((count - reach) / 2.0).round_ties_even() - 1.0).max(0.0) as usize;
        let slopes = (slopes.at(low.min(last)), slopes.at(high));
        Some(Self { slope, at_zero: median(&remainders)?, slopes, middle: median(&xs)? })
    }

    /// The value of the line at `x`.
    #[must_use]
    pub fn at(&self, x: f64) -> f64 {
        self.at_zero + self.slope * x
    }

    /// Between which values the line may lie at `x`, if it turns about its middle.
    #[must_use]
    pub fn band(&self, x: f64) -> (f64, f64) {
        let turned = |slope: f64| self.at(self.middle) + slope * (x - self.middle);
        let (one, other) = (turned(self.slopes.0), turned(self.slopes.1));
        (one.min(other), one.max(other))
    }

    /// Whether the interval leaves no doubt about whether the value rises or falls.
    #[must_use]
    pub const fn is_clear(&self) -> bool {
        self.slopes.0 > 0.0 || self.slopes.1 < 0.0
    }
}

/// How many of `values` are the same, for each value that there is more than once.
fn ties(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let groups = sorted.chunk_by(|a, b| a == b);
    groups.filter(|group| group.len() > 1).map(|group| group.len() as f64).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
    }

    // The slopes of the ten pairs by hand: -56, -2, -1.5 twice, -4/3, -1, 50/3, 26, 53.
    #[test]
    fn one_outlier_does_not_turn_the_trend() {
        let points = [(0.0, 10.0), (1.0, 8.0), (2.0, 7.0), (3.0, 60.0), (4.0, 4.0)];
        let trend = Trend::of(&points).unwrap();
        near(trend.slope, (-1.5 - 4.0 / 3.0) / 2.0);
        assert!(!trend.is_clear());
    }

    // scipy 1.17.1: stats.theilslopes(y, x, 0.95).
    #[test]
    fn slope_and_interval_agree_with_scipy() {
        let totals = [341.0, 322.0, 298.0, 298.0, 262.0, 251.0, 236.0];
        let years = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0];
        let points: Vec<_> = years.into_iter().zip(totals).collect();
        let trend = Trend::of(&points).unwrap();
        near(trend.slope, -35.5);
        assert_eq!(trend.slopes, (-43.0, -26.0));
        assert!(trend.is_clear());
        let wandering = [3.0, -1.0, 4.0, -1.0, 5.0, 9.0, -2.0, 6.0, 5.0, 3.0];
        let days = [0.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 6.0, 7.0];
        let points: Vec<_> = days.into_iter().zip(wandering).collect();
        let trend = Trend::of(&points).unwrap();
        near(trend.slope, 1.0 / 3.0);
        assert_eq!(trend.slopes, (-1.5, 1.5));
        assert!(!trend.is_clear());
    }

    #[test]
    fn four_drills_are_no_trend_and_neither_are_five_on_one_day() {
        assert_eq!(Trend::of(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0), (3.0, 4.0)]), None);
        assert_eq!(Trend::of(&[(1.0, 1.0); 5]), None);
    }

    proptest! {
        #[test]
        fn the_line_lies_in_its_band_and_follows_a_shift(
            ys in prop::collection::vec(0.0..900.0_f64, 5..20),
            shift in -300.0..300.0_f64,
        ) {
            let points = |by: f64| -> Vec<(f64, f64)> {
                ys.iter().enumerate().map(|(x, y)| (x as f64, y + by)).collect()
            };
            let trend = Trend::of(&points(0.0)).unwrap();
            prop_assert!(trend.slopes.0 <= trend.slope && trend.slope <= trend.slopes.1);
            for x in [0.0, 2.5, 30.0] {
                let (low, high) = trend.band(x);
                prop_assert!(low <= trend.at(x) + 1e-9 && trend.at(x) <= high + 1e-9);
            }
            let moved = Trend::of(&points(shift)).unwrap();
            prop_assert!((moved.at(1.0) - trend.at(1.0) - shift).abs() < 1e-6);
            prop_assert!((moved.slope - trend.slope).abs() < 1e-9);
        }
    }
}
