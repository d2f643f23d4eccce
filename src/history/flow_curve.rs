//! How many people had come out of an exit by when.

use crate::drill::ExitCount;
use crate::units::Seconds;

/// The running count of an exit: after each time, so many were out. It begins with nobody at the
/// alarm; counts that were taken back are left out.
#[must_use]
pub fn flow_curve(count: &ExitCount) -> Vec<(Seconds, u32)> {
    let mut curve = vec![(Seconds::ZERO, 0)];
    let mut out = 0_u32;
    for (at, people) in count.corrected() {
        out = out.saturating_add(people);
        curve.push((at, out));
    }
    curve
}
