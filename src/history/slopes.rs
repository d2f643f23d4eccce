//! The slopes between all pairs of points, by their rank.

/// Up to so many points their slopes are listed: they are quickly sorted.
const FEW: usize = 300;

/// The slopes between all pairs of points that differ in x, as if they were sorted.
pub(super) enum Slopes {
    /// All of them.
    Listed(Vec<f64>),
    /// Of 10 000 points there are 50 million: they are counted instead.
    Counted(Counted),
}

impl Slopes {
    /// The slopes between points.
    pub(super) fn between(points: &[(f64, f64)]) -> Self {
        if points.len() <= FEW {
            Self::Listed(listed(points))
        } else {
            Self::Counted(Counted::between(points))
        }
    }

    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        match self {
            Self::Listed(slopes) => slopes.len(),
            Self::Counted(counted) => counted.pairs,
        }
    }

    /// The slope that has `rank` others below it; 0 where there is none.
    pub(super) fn at(&self, rank: usize) -> f64 {
        match self {
            Self::Listed(slopes) => slopes.get(rank).copied().unwrap_or_default(),
            Self::Counted(counted) => counted.at(rank),
        }
    }
}

fn listed(points: &[(f64, f64)]) -> Vec<f64> {
    let mut slopes = Vec::new();
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in &points[index + 1..] {
            if x1 != x2 {
                slopes.push((y2 - y1) / (x2 - x1));
            }
        }
    }
    slopes.sort_by(f64::total_cmp);
    slopes
}

/// Slopes that are found by halving: how many are no steeper than a slope is told by how many
/// pairs of points change their order once the plane is sheared by it (Cole et al. 1989), which a
/// merge sort counts. Takes n log n time for each halving and n memory.
pub(super) struct Counted {
    /// The points by x, then by y; x from the middle one, so that little is lost to rounding.
    points: Vec<(f64, f64)>,
    /// How many pairs differ in x.
    pairs: usize,
    /// How many pairs are the same point twice.
    same: usize,
    /// The least and the greatest slope.
    ends: (f64, f64),
    /// How near is near enough: over all points the line then misses by no more than a millionth of
    /// a millionth of their range.
    near: f64,
}

impl Counted {
    fn between(points: &[(f64, f64)]) -> Self {
        let mut points = points.to_vec();
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let middle = points.get(points.len() / 2).map_or(0.0, |point| point.0);
        for point in &mut points {
            point.0 -= middle;
        }
        let of = |count: usize| count * count.saturating_sub(1) / 2;
        let columns: Vec<&[(f64, f64)]> = points.chunk_by(|a, b| a.0 == b.0).collect();
        let upright: usize = columns.iter().map(|column| of(column.len())).sum();
        let alike = columns.iter().flat_map(|column| column.chunk_by(|a, b| a.1 == b.1));
        let same = alike.map(|points| of(points.len())).sum();
        // Nothing is steeper than the steepest between two neighbours.
        let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
        for pair in columns.windows(2) {
            let [left, right] = pair else { continue };
            let (Some(low), Some(high)) = (left.first(), left.last()) else { continue };
            let (Some(least), Some(most)) = (right.first(), right.last()) else { continue };
            let run = least.0 - low.0;
            ends = (ends.0.min((least.1 - high.1) / run), ends.1.max((most.1 - low.1) / run));
        }
        let pairs = of(points.len()) - upright;
        let range = |of: fn(&(f64, f64)) -> f64| {
            let values = || points.iter().map(of);
            values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min)
        };
        let near = if pairs == 0 { 0.0 } else { 1e-12 * range(|p| p.1) / range(|p| p.0) };
        Self { points, pairs, same, ends, near }
    }

    fn at(&self, rank: usize) -> f64 {
        let (mut low, mut high) = self.ends;
        if self.pairs == 0 {
            return 0.0;
        }
        if self.no_steeper(low) > rank {
            return low;
        }
        while high - low > self.near {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                break;
            }
            if self.no_steeper(middle) > rank { high = middle } else { low = middle }
        }
        high
    }

    /// How many slopes are no greater than this one.
    fn no_steeper(&self, slope: f64) -> usize {
        let mut sheared: Vec<f64> = self.points.iter().map(|(x, y)| y - slope * x).collect();
        let mut room = sheared.clone();
        sort_counting(&mut sheared, &mut room).saturating_sub(self.same)
    }
}

/// Sorts values, and counts the pairs of which the later was no greater than the earlier.
fn sort_counting(values: &mut [f64], room: &mut [f64]) -> usize {
    let length = values.len();
    if length < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(length / 2);
    let (left_room, right_room) = room.split_at_mut(length / 2);
    let mut turned = sort_counting(left, left_room) + sort_counting(right, right_room);
    let (mut l, mut r) = (0, 0);
    for place in room.iter_mut() {
        let from_right = l == left.len() || (r < right.len() && right[r] <= left[l]);
        if from_right {
            *place = right[r];
            turned += left.len() - l;
            r += 1;
        } else {
            *place = left[l];
            l += 1;
        }
    }
    values.copy_from_slice(room);
    turned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_one_above_the_other_have_no_slope() {
        let counted = Counted::between(&[(2.0, 1.0), (2.0, 5.0), (2.0, 5.0)]);
        assert_eq!((counted.pairs, counted.at(0)), (0, 0.0));
    }

    proptest! {
        // Few values, so that there are ties of all kinds.
        #[test]
        fn counting_finds_what_listing_finds(
            points in prop::collection::vec((0_u8..12, -20_i8..20), 2..30),
        ) {
            let points: Vec<(f64, f64)> =
                points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let (listed, counted) = (listed(&points), Counted::between(&points));
            prop_assert_eq!(listed.len(), counted.pairs);
            for (rank, slope) in listed.iter().enumerate() {
                let found = counted.at(rank);
                prop_assert!((found - slope).abs() < 1e-9, "{} instead of {}", found, slope);
            }
        }
    }
}
