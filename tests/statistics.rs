//! Statistics against values computed by others: numpy 2.4.6 (`np.mean`, `np.quantile`) and scipy
//! 1.17.1 (`stats.theilslopes(y, x, 0.95)`), on the four data sets of F. J. Anscombe, "Graphs in
//! Statistical Analysis", The American Statistician 27 (1973), and on lists with ties, one value,
//! negative values and large ones.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use jiff::civil::date;
use muster::drill::{
    CheckpointId, CorrectiveAction, Criterion, CriterionId, FULL_MARK, Finding, FindingId, Marking,
    MarkingPhase, MarkingSheet, PredictedTime, Record, RecordId, Role, ScenarioId, Section,
    SectionId, Severity, WallTime, What,
};
use muster::history::statistics::{Spread, mean};
use muster::history::{
    Against, Agreement, Baseline, Comparison, Drill, Trend, YearOfFindings, by_year, days_to_fix,
    flow_curve, follow_ups,
};
use muster::language::{Choice, Wording};
use muster::samples;
use muster::store::Book;
use muster::units::Seconds;

const X: [f64; 11] = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
const X4: [f64; 11] = [8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 19.0, 8.0, 8.0, 8.0];
const Y: [[f64; 11]; 4] = [
    [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
    [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
    [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
    [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89],
];

#[track_caller]
fn near(found: f64, expected: f64) {
    let room = 1e-12 * expected.abs().max(1.0) * 1e3;
    assert!((found - expected).abs() < room, "{found} instead of {expected}");
}

#[track_caller]
fn spread_is(values: &[f64], expected: [f64; 5]) {
    let spread = Spread::of(values).unwrap();
    let found = [spread.least, spread.lower, spread.middle, spread.upper, spread.most];
    for (found, expected) in found.into_iter().zip(expected) {
        near(found, expected);
    }
}

#[test]
fn means_and_quartiles_of_anscombes_data_agree_with_numpy() {
    let means = [7.500_909_090_909_093, 7.500_909_090_909_09, 7.5, 7.500_909_090_909_091];
    let spreads = [
        [4.26, 6.315, 7.58, 8.57, 10.84],
        [3.10, 6.695, 8.14, 8.95, 9.26],
        [5.39, 6.25, 7.11, 7.98, 12.74],
        [5.25, 6.17, 7.04, 8.19, 12.5],
    ];
    for (values, (expected_mean, expected)) in Y.iter().zip(means.into_iter().zip(spreads)) {
        near(mean(values).unwrap(), expected_mean);
        spread_is(values, expected);
    }
}

#[test]
fn theil_sen_lines_of_anscombes_data_agree_with_scipy() {
    let expected = [
        (0.501_666_666_666_666_8, 2.936_666_666_666_665_6, 0.218, 0.8225),
        (0.5, 3.13, 0.12, 0.88),
        (0.345_555_555_555_555_5, 4.004_444_444_444_445, 0.345, 0.3475),
        (
            0.503_181_818_181_818_2,
            2.939_545_454_545_454_5,
            0.332_727_272_727_272_76,
            0.659_090_909_090_909_1,
        ),
    ];
    let xs = [X, X, X, X4];
    for ((x, y), (slope, at_zero, low, high)) in xs.iter().zip(&Y).zip(expected) {
        let points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
        let trend = Trend::of(&points).unwrap();
        near(trend.slope, slope);
        near(trend.at_zero, at_zero);
        near(trend.slopes.0, low);
        near(trend.slopes.1, high);
    }
}

#[test]
fn ties_one_value_negative_and_large_values_agree_with_numpy() {
    spread_is(&[7.5], [7.5; 5]);
    spread_is(&[3.0; 4], [3.0; 5]);
    spread_is(&[-2.0, -2.0, 0.0, 1.0, 1.0, 1.0], [-2.0, -1.5, 0.5, 1.0, 1.0]);
    spread_is(&[-40.5, 12.0, 12.0, -3.25], [-40.5, -12.5625, 4.375, 12.0, 12.0]);
    spread_is(&[1e9, 1e9 + 1.0], [1e9, 1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75, 1e9 + 1.0]);
    near(mean(&[-40.5, 12.0, 12.0, -3.25]).unwrap(), -4.9375);
    near(mean(&[-2.0, -2.0, 0.0, 1.0, 1.0, 1.0]).unwrap(), -0.166_666_666_666_666_66);
}

#[test]
fn a_trend_over_tied_days_and_one_that_falls_agree_with_scipy() {
    let line = |x: &[f64], y: &[f64]| {
        Trend::of(&x.iter().copied().zip(y.iter().copied()).collect::<Vec<_>>()).unwrap()
    };
    let tied = line(&[0.0, 0.0, 1.0, 1.0, 2.0, 2.0], &[5.0, 5.0, 4.0, 4.0, 3.0, 3.0]);
    assert_eq!((tied.slope, tied.slopes), (-1.0, (-1.0, -1.0)));
    let days = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
    let falling = line(&days, &[-3.0, -1.0, -4.0, -1.0, -5.0, -9.0]);
    near(falling.slope, -1.2);
    assert_eq!(falling.slopes, (-4.0, 2.0));
    assert!(!falling.is_clear(), "six drills that wander are no trend");
}

#[test]
fn three_drills_are_no_trend_however_straight_they_fall() {
    assert_eq!(Trend::of(&[(0.0, 300.0), (1.0, 200.0), (2.0, 100.0)]), None);
}

// numpy 2.4.6 over all 243 951 slopes: np.median(slopes), np.median(y - slope * x), and the slopes at
// the ranks of Sen (1968). Days and values have ties by the hundred.
#[test]
fn a_line_through_hundreds_of_drills_agrees_with_numpy() {
    let mut seed = 12_345_u64;
    let mut points = Vec::new();
    for index in 0..700 {
        seed = (seed * 1_103_515_245 + 12_345) % (1 << 31);
        let day = f64::from(index / 3);
        points.push((day, ((seed >> 16) % 200) as f64 - 0.25 * day - 40.0));
    }
    let trend = Trend::of(&points).unwrap();
    near(trend.slope, -0.3);
    near(trend.at_zero, 63.625);
    near(trend.slopes.0, -0.366_883_116_883_116_87);
    near(trend.slopes.1, -0.236_842_105_263_157_88);
    assert!(trend.is_clear());
}

/// The records of the sample plant's day shift, oldest first.
fn day_shift() -> Vec<Arc<Record>> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    samples::write("valve-plant", &root).unwrap();
    let (book, _) = Book::open(&root).unwrap();
    let records = book.records.values().filter(|r| r.scenario.id.as_str() == "day-shift-fire");
    records.cloned().collect()
}

// Gaps: a drill in which the checkpoint was not reached, and one whose scenario had none, count for
// nothing; numpy's np.mean and np.median of the two that are left.
#[test]
fn baselines_pass_over_gaps_and_over_drills_without_the_checkpoint() {
    let id = CheckpointId::new("first-attack");
    let mut records = day_shift();
    let reached = |record: &mut Record| {
        record.events.retain(|event| event.what != What::Reached { checkpoint: id.clone() });
    };
    reached(Arc::make_mut(&mut records[1]));
    let without = Arc::make_mut(&mut records[2]);
    reached(without);
    Arc::make_mut(&mut without.scenario).checkpoints.retain(|checkpoint| checkpoint.id != id);
    let comparison = Comparison::of(&records);
    let row = comparison.rows.iter().find(|row| row.id == id).unwrap();
    let times: Vec<Option<f64>> = row.times.iter().map(|time| time.map(Seconds::get)).collect();
    assert_eq!(times, [Some(67.0), None, None, Some(51.0), Some(46.0)]);
    let at = |baseline| comparison.baseline(row, 4, baseline).unwrap().get();
    assert_eq!(at(Baseline::Previous), 51.0);
    assert_eq!(at(Baseline::Best), 51.0);
    assert_eq!(at(Baseline::Average), 59.0);
    assert_eq!(at(Baseline::Median), 59.0);
    assert_eq!(comparison.sample(row, 4), 2);
    assert_eq!(comparison.delta(row, 4, Baseline::Average).unwrap().get(), -13.0);
    assert_eq!(comparison.delta(row, 2, Baseline::Previous), None, "no time, no difference");
    assert_eq!(comparison.baseline(row, 2, Baseline::Previous).unwrap().get(), 67.0);
}

// numpy 2.4.6: np.median([-12, 5, 8, -3, 40, 8]) is 6.5, np.median(np.abs(…)) is 8.
#[test]
fn how_much_later_than_predicted_is_a_median_over_signs_ties_and_what_was_reached() {
    let mut record = Record::clone(&day_shift()[0]);
    let drill = Drill::of(&Arc::new(record.clone()));
    let later = [-12.0, 5.0, 8.0, -3.0, 40.0, 8.0];
    let reached = record.scenario.checkpoints.iter().skip(1).filter_map(|checkpoint| {
        Some((checkpoint.id.clone(), drill.outcome.time(&checkpoint.id)?))
    });
    let mut times: Vec<PredictedTime> = reached
        .zip(later)
        .map(|((checkpoint, at), by)| PredictedTime { checkpoint, at: at - Seconds::new(by) })
        .collect();
    assert_eq!(times.len(), later.len());
    // One that the scenario has no more, and one that was never reached.
    let at = Seconds::new(1.0);
    times.push(PredictedTime { checkpoint: CheckpointId::new("gone"), at });
    let missed = times[0].checkpoint.clone();
    let prediction = record.prediction.as_mut().unwrap();
    prediction.times.clone_from(&times);
    let found = Agreement::of(&Drill::of(&Arc::new(record.clone()))).later().unwrap();
    assert_eq!((found.typical.get(), found.size.get(), found.checkpoints), (6.5, 8.0, 6));
    record.events.retain(|event| event.what != What::Reached { checkpoint: missed.clone() });
    // np.median([5, 8, -3, 40, 8]) and of the sizes: 8 and 8.
    let found = Agreement::of(&Drill::of(&Arc::new(record))).later().unwrap();
    assert_eq!((found.typical.get(), found.size.get(), found.checkpoints), (8.0, 8.0, 5));
}

// numpy 2.4.6: np.median([3, 3, 10, 40]) is 6.5, np.median([7]) is 7.
#[test]
fn days_to_fix_are_a_median_over_what_was_verified_alone() {
    let mut record = Record::clone(&day_shift()[0]);
    let found = date(2026, 1, 1);
    let finding = |days: Option<i64>| {
        let mut action = CorrectiveAction::open();
        if let Some(days) = days {
            let day = found.saturating_add(jiff::Span::new().days(days));
            action.mark_done(found);
            assert!(action.verify("Li Na", day));
        }
        let id = FindingId::new(&format!("finding-{days:?}"));
        let (severity, text) = (Severity::Minor, String::new());
        Finding {
            id,
            text,
            severity,
            element: None,
            event: None,
            found,
            taken_up: None,
            action: Some(action),
        }
    };
    let median =
        |record: &Record| days_to_fix(&follow_ups([&Arc::new(record.clone())], date(2026, 12, 31)));
    record.findings = [Some(3), None, Some(40), Some(3), Some(10), None].map(finding).to_vec();
    assert_eq!(median(&record), Some((6.5, 4)));
    let years = by_year(&follow_ups([&Arc::new(record.clone())], date(2026, 12, 31)));
    let of = |y: &YearOfFindings| (y.year, y.found, y.open, y.days_to_fix);
    assert_eq!(years.iter().map(of).collect::<Vec<_>>(), [(2026, 6, 2, Some(6.5))]);
    record.findings = [Some(7), None].map(finding).to_vec();
    assert_eq!(median(&record), Some((7.0, 1)));
    record.findings = [None].map(finding).to_vec();
    assert_eq!(median(&record), None);
}

// numpy 2.4.6: np.mean([40, 60, 60]) is 53.33…, np.median([40, 60, 60]) is 60, np.max is 60. One of
// the drills before was not marked, one was a rehearsal; the newest falls behind.
#[test]
fn marks_are_set_against_marked_drills_alone_and_more_is_better() {
    let mut records = day_shift();
    records
        .push(Arc::new(Record { started: later(&records[4], 30), ..renamed(&records[4], "next") }));
    let points = [Some(2), Some(3), None, Some(3), Some(5), Some(1)];
    for (record, points) in records.iter_mut().zip(points) {
        let record = Arc::make_mut(record);
        record.marking = points.map(|points| {
            let mut marking = Marking::new(sheet());
            marking.mark_mut(&CriterionId::new("only")).points = Some(points);
            marking
        });
    }
    Arc::make_mut(&mut records[4]).rehearsal = true;
    let comparison = Comparison::of(&records);
    let [whole, section] = comparison.marks.as_slice() else { panic!("{:?}", comparison.marks) };
    let full = f64::from(FULL_MARK);
    let scores = points.map(|points| points.map(|points| f64::from(points) / full * 100.0));
    assert_eq!((&whole.scores[..], &section.scores[..]), (&scores[..], &scores[..]));
    let at = |baseline| comparison.mark_baseline(whole, 5, baseline);
    near(at(Baseline::Average).unwrap(), (2.0 + 3.0 + 3.0) / 3.0 / full * 100.0);
    near(at(Baseline::Median).unwrap(), 3.0 / full * 100.0);
    near(at(Baseline::Best).unwrap(), 3.0 / full * 100.0);
    near(at(Baseline::Previous).unwrap(), 3.0 / full * 100.0);
    assert_eq!((at(Baseline::Target), at(Baseline::Prediction)), (None, None));
    assert_eq!(whole.sample(5), 3);
    assert_eq!(comparison.mark_baseline(whole, 0, Baseline::Best), None, "none before the first");
    let against = comparison.mark_against(whole, 5, Against::Drill(4)).unwrap();
    near(scores[5].unwrap() - against, -4.0 / full * 100.0);
    assert_eq!(comparison.mark_against(whole, 5, Against::Drill(2)), None, "it was not marked");
}

/// A sheet with one section of one criterion.
fn sheet() -> MarkingSheet {
    let criterion = Criterion {
        id: CriterionId::new("only"),
        text: Wording::default(),
        role: Role::Commander,
        phase: MarkingPhase::ALL[0],
        weight: 1.0,
    };
    let section = Section {
        id: SectionId::new("s"),
        name: Wording::default(),
        weight: 1.0,
        criteria: vec![criterion],
    };
    let (title, source) = (Wording::default(), Wording::default());
    MarkingSheet { title, source, sections: vec![section], grades: Vec::new() }
}

fn renamed(record: &Record, id: &str) -> Record {
    Record { id: RecordId::new(id), ..record.clone() }
}

fn later(record: &Record, days: i32) -> WallTime {
    record.started.plus(Seconds::new(f64::from(days) * 86_400.0))
}

// By hand: the plant's newest day-shift drill took 236 s, the first 341 s.
#[test]
fn a_drill_is_set_against_a_chosen_one_of_its_kind() {
    let mut records = day_shift();
    let comparison = Comparison::of(&records);
    let (total, last) = (&comparison.rows[0], records.len() - 1);
    let times: Vec<f64> = total.times.iter().map(|time| time.unwrap().get()).collect();
    let against = |index, other| comparison.against(total, index, Against::Drill(other));
    for index in 1..=last {
        assert_eq!(against(index, 0).unwrap().get(), times[0], "each is set against the first");
    }
    // Also an older drill against a newer one: it was slower, so the difference is above nothing.
    assert!(times[0] - against(0, last).unwrap().get() > 0.0);
    assert_eq!(against(0, 0), None, "not against itself");
    assert_eq!(against(0, 99), None);
    let other = Arc::make_mut(&mut records[0]);
    Arc::make_mut(&mut other.scenario).id = ScenarioId::new("other");
    let comparison = Comparison::of(&records);
    let total = &comparison.rows[0];
    assert_eq!(comparison.against(total, last, Against::Drill(0)), None, "of another scenario");
}

// By hand: 3 out, 2 more, 4 of whom were none, 5 more.
#[test]
fn a_flow_curve_takes_back_what_was_counted_too_much() {
    let mut record = Record::clone(&day_shift()[0]);
    let exit = record.building.exits().next().unwrap().1.id.clone();
    let mut counted =
        record.events.iter().find(|e| matches!(e.what, What::Counted { .. })).cloned();
    record.events.retain(|event| !matches!(event.what, What::Counted { .. }));
    let last = record.events.pop().unwrap();
    for (at, people) in [(30.0, 3), (40.0, 2), (50.0, -4), (60.0, 5)] {
        let mut event = counted.take().unwrap();
        event.number = record.events.last().unwrap().number.next();
        event.at = Seconds::new(at);
        event.what = What::Counted { exit: exit.clone(), people };
        record.events.push(event.clone());
        counted = Some(event);
    }
    record.events.push(last);
    let drill = Drill::of(&Arc::new(record));
    let curve = flow_curve(&drill.outcome.exits[&exit]);
    assert_eq!(curve.last().unwrap().1, 6);
    assert!(curve.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1));
    assert_eq!(drill.outcome.people_out(), 6);
}
