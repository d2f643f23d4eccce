//! Mean, deviation and the Kolmogorov–Smirnov test.

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

pub(super) fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (values.len().max(2) - 1) as f64).sqrt()
}

/// The p-value of values against a distribution (Kolmogorov–Smirnov; series of Stephens 1970).
pub(super) fn fits(values: &[f64], distribution: impl Fn(f64) -> f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let count = values.len() as f64;
    let gap = values.iter().enumerate().fold(0.0_f64, |gap, (at, value)| {
        let expected = distribution(*value);
        let (below, above) = (at as f64 / count, (at + 1) as f64 / count);
        gap.max((expected - below).abs()).max((above - expected).abs())
    });
    let scaled = (count.sqrt() + 0.12 + 0.11 / count.sqrt()) * gap;
    let terms = (1..=100).map(|k| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * (-2.0 * f64::from(k * k) * scaled * scaled).exp()
    });
    terms.sum::<f64>().clamp(0.0, 1.0)
}

/// The standard normal distribution, to 1e-7 (Abramowitz & Stegun, 26.2.17).
pub(super) fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let coefficients =
        [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530];
    let sum = coefficients.iter().fold(0.0, |sum, c| (sum + c) * t);
    let tail = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt() * sum;
    if z < 0.0 { tail } else { 1.0 - tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_fits_its_own_distribution_and_no_other() {
        let even: Vec<f64> = (0..200).map(|n| (f64::from(n) + 0.5) / 200.0).collect();
        assert!(fits(&even, |x| x) > 0.99);
        assert!(fits(&even, |x| x * x) < 1e-6);
        assert!((normal(1.96) - 0.975).abs() < 1e-4);
        assert!((normal(-1.0) - 0.158_655).abs() < 1e-5);
    }
}
