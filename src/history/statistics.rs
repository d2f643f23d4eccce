//! Statistics of a few times. Every function is checked against values computed independently.

/// The arithmetic mean; nothing without values.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(values.iter().sum::<f64>() / values.len() as f64) }
}

/// The median: the middle value, or the mean of the two in the middle; nothing without values.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// The quantile at `share` (0 to 1) by linear interpolation between the order statistics
/// (Hyndman & Fan 1996, type 7: the default of numpy and R); nothing without values.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share.clamp(0.0, 1.0) * (sorted.len().checked_sub(1)? as f64);
    let below = sorted.get(place.floor() as usize)?;
    let above = sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// A straight line through points: `value = at_zero + slope * x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The change of the value for one step of x.
    pub slope: f64,
    /// The value where x is 0.
    pub at_zero: f64,
}

/// The Theil–Sen line: the median of the slopes between all pairs, through the median of the
/// remainders (Sen 1968). One drill that went wrong does not turn it. Nothing for fewer than three
/// points at different x: two drills are no trend.
#[must_use]
pub fn trend(points: &[(f64, f64)]) -> Option<Line> {
    if points.len() < 3 {
        return None;
    }
    let mut slopes = Vec::new();
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in &points[index + 1..] {
            if x1 != x2 {
                slopes.push((y2 - y1) / (x2 - x1));
            }
        }
    }
    let slope = median(&slopes)?;
    let remainders: Vec<f64> = points.iter().map(|(x, y)| y - slope * x).collect();
    Some(Line { slope, at_zero: median(&remainders)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    // numpy 1.26: np.mean, np.median, np.quantile(x, .25) of the same lists.
    #[test]
    fn mean_and_quantiles_agree_with_numpy() {
        let times = [341.0, 236.0, 298.0, 298.0, 412.5];
        assert_eq!(mean(&times), Some(317.1));
        assert_eq!(median(&times), Some(298.0));
        assert_eq!(quantile(&times, 0.25), Some(298.0));
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 10.0], 0.25), Some(1.75));
        assert_eq!(median(&[-5.0, 3.0]), Some(-1.0));
    }

    #[test]
    fn one_value_is_its_own_median_and_none_has_none() {
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(mean(&[]), None);
        assert_eq!(median(&[]), None);
    }

    // The slopes of the ten pairs by hand: -56, -2, -1.5 three times, -4/3, -1, 50/3, 26, 53.
    #[test]
    fn one_outlier_does_not_turn_the_trend() {
        let points = [(0.0, 10.0), (1.0, 8.0), (2.0, 7.0), (3.0, 60.0), (4.0, 4.0)];
        let line = trend(&points).unwrap();
        assert!((line.slope - (-1.5 - 4.0 / 3.0) / 2.0).abs() < 1e-9, "{line:?}");
    }

    #[test]
    fn two_drills_are_no_trend() {
        assert_eq!(trend(&[(0.0, 1.0), (1.0, 2.0)]), None);
        assert_eq!(trend(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
    }
}
