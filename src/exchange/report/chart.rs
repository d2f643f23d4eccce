//! A small chart of a time over the drills, for the annual summary.

use super::super::drawing::{Anchor, Drawing, Paint, Type};
use crate::history::{Baseline, Comparison};
use crate::units::Seconds;

const SIZE: (f64, f64) = (174.0, 46.0);

/// The total times of a comparison's drills with their targets and predictions; nothing without a
/// time. Every drill has the same room, whatever the time between them.
pub(super) fn totals(comparison: &Comparison) -> Option<String> {
    let row = comparison.rows.first()?;
    let count = comparison.drills.len();
    let of = |index: usize, baseline| comparison.baseline(row, index, baseline);
    let all = (0..count).flat_map(|index| {
        [row.times[index], of(index, Baseline::Target), of(index, Baseline::Prediction)]
    });
    let most = all.flatten().max().filter(|most| *most > Seconds::ZERO)?.get();
    let step = [10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_200.0]
        .into_iter()
        .find(|step| most / step <= 5.0)
        .unwrap_or(3_600.0);
    let top = (most / step).ceil() * step;
    let mut drawing = Drawing::new(SIZE.0, SIZE.1);
    let (left, right, high, low) = (14.0, SIZE.0 - 2.0, 3.0, SIZE.1 - 7.0);
    let y = |time: f64| low - (low - high) * time / top;
    let mut mark = 0.0;
    while mark <= top + 0.1 {
        drawing.polyline(&[(left, y(mark)), (right, y(mark))], Paint::line("#dfe4e9", 0.2));
        let words = Seconds::new(mark).clock();
        drawing.text((left - 2.0, y(mark)), &words, Type::new(2.6, "#56626d").at(Anchor::End));
        mark += step;
    }
    let room = (right - left) / count as f64;
    let width = (room * 0.42).min(14.0);
    for (index, (drill, time)) in comparison.drills.iter().zip(&row.times).enumerate() {
        let x = left + room * (index as f64 + 0.5);
        if let Some(time) = time {
            let late = of(index, Baseline::Target).is_some_and(|target| *time > target);
            let color = match (drill.counts(), late) {
                (false, _) => "#b9c3cc",
                (true, true) => "#c42b1c",
                (true, false) => "#0f5fb5",
            };
            let bar = (width, low - y(time.get()));
            drawing.rect((x - width / 2.0, y(time.get())), bar, 0.6, Paint::fill(color));
            let inside = Type::new(2.7, "#1d252c").strong().at(Anchor::Middle).halo();
            drawing.text((x, y(time.get()) - 2.0), &time.clock(), inside);
        }
        if let Some(target) = of(index, Baseline::Target) {
            let ends = [(x - room * 0.4, y(target.get())), (x + room * 0.4, y(target.get()))];
            drawing.polyline(&ends, Paint::line("#9a6200", 0.5).dashed(1.4, 0.9));
        }
        let date = drill.record.started.date().to_string();
        drawing.text((x, low + 3.4), &date, Type::new(2.5, "#56626d").at(Anchor::Middle));
    }
    Some(drawing.finish())
}
