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

/// Five numbers that tell how values are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The smallest.
    pub least: f64,
    /// A quarter of them lies below.
    pub lower: f64,
    /// The middle.
    pub middle: f64,
    /// A quarter of them lies above.
    pub upper: f64,
    /// The largest.
    pub most: f64,
}

impl Spread {
    /// How values are spread; nothing without values.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let at = |share| quantile(values, share);
        Some(Self {
            least: at(0.0)?,
            lower: at(0.25)?,
            middle: at(0.5)?,
            upper: at(0.75)?,
            most: at(1.0)?,
        })
    }
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

    // numpy 2.4.6: np.quantile([341, 322, 298, 298, 262, -4], [0, .25, .5, .75, 1]).
    #[test]
    fn a_spread_agrees_with_numpy_with_ties_and_negative_values() {
        let spread = Spread::of(&[341.0, 322.0, 298.0, 298.0, 262.0, -4.0]).unwrap();
        let found = [spread.least, spread.lower, spread.middle, spread.upper, spread.most];
        assert_eq!(found, [-4.0, 271.0, 298.0, 316.0, 341.0]);
        assert_eq!(Spread::of(&[]), None);
    }
}
