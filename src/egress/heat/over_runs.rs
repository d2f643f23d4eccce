//! What many runs left on the floor, cell by cell: the value that a share of the runs does not exceed.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::{Heat, StoreyHeat};
use crate::building::SpaceId;
use crate::egress::flow::Flow;
use crate::language::choice;
use crate::units::Seconds;

/// The floors of so many runs are kept at most: two values of four bytes a cell and run, and a count.
const MOST: usize = 100;

choice! {
    /// Which of many runs a map of the whole run is about.
    pub enum Over {
        /// The run in the middle by its total, as it is played.
        Run => "predict-over-run",
        /// The median over the runs, each cell by itself.
        Median => "predict-over-median",
        /// What 95 % of the runs do not exceed, each cell by itself.
        High => "predict-over-high",
    }
}

impl Over {
    /// The share of the runs, 0 to 1; nothing for one run alone.
    #[must_use]
    pub const fn share(self) -> Option<f64> {
        match self {
            Self::Run => None,
            Self::Median => Some(0.5),
            Self::High => Some(0.95),
        }
    }
}

/// What a share of the runs does not exceed, each cell and each space by itself.
#[derive(Clone, Debug, Default)]
pub struct HeatQuantile {
    /// The share, 0 to 1.
    pub share: f64,
    /// Of so many runs.
    pub runs: usize,
    /// Each storey, in the building's order.
    pub storeys: Vec<StoreyHeat>,
    /// When the last person leaves each space; a space is left out where that share of the runs does
    /// not clear it.
    pub clear: BTreeMap<SpaceId, Seconds>,
    /// When everybody is out.
    pub total: Seconds,
}

/// The floors of many runs, collected while they are worked out.
#[derive(Debug, Default)]
pub struct OverRuns(Mutex<Vec<Left>>);

#[derive(Debug)]
struct Left {
    storeys: Vec<StoreyHeat>,
    clear: BTreeMap<SpaceId, Seconds>,
    total: Seconds,
}

impl OverRuns {
    /// Takes what one run left; those beyond the hundredth are not taken.
    pub fn add(&self, heat: Heat, flow: &Flow) {
        let cleared = flow.spaces.iter().filter_map(|(id, space)| {
            let clear = if space.people > 0 && space.stranded > 0 { None } else { space.clear };
            Some((id.clone(), clear?))
        });
        let left = Left { storeys: heat.storeys, clear: cleared.collect(), total: flow.total };
        if let Ok(mut runs) = self.0.lock()
            && runs.len() < MOST
        {
            runs.push(left);
        }
    }

    /// What this share of the runs, 0 to 1, does not exceed; nothing where no run was taken.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<HeatQuantile> {
        let runs = self.0.lock().ok()?;
        let mut quantile = HeatQuantile {
            share,
            runs: runs.len(),
            storeys: runs.first()?.storeys.clone(),
            ..HeatQuantile::default()
        };
        let mut values = Vec::with_capacity(runs.len());
        for (number, storey) in quantile.storeys.iter_mut().enumerate() {
            for cell in 0..storey.floor.len() {
                let of = || runs.iter().filter_map(|run| run.storeys.get(number));
                storey.peak[cell] = not_exceeded(&mut values, share, of().map(|s| s.peak[cell]));
                storey.last[cell] = not_exceeded(&mut values, share, of().map(|s| s.last[cell]));
                let usage = of().map(|s| s.usage[cell] as f32);
                storey.usage[cell] = not_exceeded(&mut values, share, usage) as u32;
            }
        }
        let spaces = runs.iter().flat_map(|run| run.clear.keys());
        for space in spaces.collect::<std::collections::BTreeSet<_>>() {
            // A run that does not clear it takes longer than any.
            let clear = |run: &Left| run.clear.get(space).map_or(f32::INFINITY, |s| s.get() as f32);
            let clear = not_exceeded(&mut values, share, runs.iter().map(clear));
            if clear.is_finite() {
                quantile.clear.insert(space.clone(), Seconds::new(clear.into()));
            }
        }
        let totals = runs.iter().map(|run| run.total.get() as f32);
        quantile.total = Seconds::new(not_exceeded(&mut values, share, totals).into());
        Some(quantile)
    }
}

/// The least of the values that a share of them, 0 to 1, does not exceed.
fn not_exceeded(room: &mut Vec<f32>, share: f64, values: impl Iterator<Item = f32>) -> f32 {
    room.clear();
    room.extend(values);
    room.sort_unstable_by(f32::total_cmp);
    let at = (share.clamp(0.0, 1.0) * room.len() as f64).ceil() as usize;
    room.get(at.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::egress::flow::SpaceFlow;

    /// A run that left this peak on the one cell of a floor, and cleared the room then if it did.
    fn left(runs: &OverRuns, peak: f32, clear: Option<f64>) {
        let mut building =
            crate::building::Building::new(crate::building::BuildingId::new("b"), "B", "1F");
        let outline = crate::building::Polygon::rectangle(
            crate::building::Point::new(0.0, 0.0),
            crate::building::Point::new(0.4, 0.4),
        );
        let usage = crate::building::SpaceUse::Production;
        let room = crate::building::Space::new(SpaceId::new("r"), "R", usage, outline);
        building.storeys[0].spaces = vec![room].into();
        let mut storey = StoreyHeat::new(&building.storeys[0]);
        storey.peak.fill(peak);
        storey.usage.fill(peak as u32);
        let space = SpaceFlow { people: 1, clear: clear.map(Seconds::new), ..SpaceFlow::default() };
        let mut flow = Flow { total: Seconds::new(clear.unwrap_or(99.0)), ..Flow::default() };
        flow.spaces.insert(SpaceId::new("r"), space);
        runs.add(Heat { storeys: vec![storey], ..Heat::default() }, &flow);
    }

    #[test]
    fn each_cell_has_the_value_that_the_share_does_not_exceed() {
        let runs = OverRuns::default();
        assert!(runs.quantile(0.5).is_none());
        // 1 to 20 in some order: the median by rank is 10, the 95 % quantile 19.
        for n in 0_u16..20 {
            let value = n * 7 % 20 + 1;
            left(&runs, value.into(), Some(f64::from(value) * 10.0));
        }
        let (median, high) = (runs.quantile(0.5).unwrap(), runs.quantile(0.95).unwrap());
        let of = |q: &HeatQuantile| (q.storeys[0].peak[0], q.storeys[0].usage[0]);
        assert_eq!((of(&median), of(&high)), ((10.0, 10), (19.0, 19)));
        assert_eq!(median.clear[&SpaceId::new("r")], Seconds::new(100.0));
        assert_eq!((high.total, high.runs), (Seconds::new(190.0), 20));
    }

    #[test]
    fn a_room_that_some_runs_do_not_clear_has_no_high_quantile() {
        let runs = OverRuns::default();
        for n in 0_u16..10 {
            left(&runs, 1.0, (n > 1).then_some(30.0));
        }
        assert_eq!(runs.quantile(0.5).unwrap().clear.len(), 1);
        assert!(runs.quantile(0.95).unwrap().clear.is_empty());
    }

    #[test]
    fn no_more_than_a_hundred_floors_are_kept() {
        let runs = OverRuns::default();
        for _ in 0..MOST + 5 {
            left(&runs, 1.0, Some(1.0));
        }
        assert_eq!(runs.quantile(0.5).unwrap().runs, MOST);
    }
}
