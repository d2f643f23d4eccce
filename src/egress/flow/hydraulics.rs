//! The relations of the hydraulic model: SFPE Handbook of Fire Protection Engineering, 5th ed.,
//! ch. 59 (Gwynne & Rosenbaum), "Employing the hydraulic model in assessing emergency movement".

use crate::building::network::LEVEL_K;
use crate::building::{Door, Stair};

/// a in S = k − a k D, m² a person.
pub const A: f64 = 0.266;

/// Below this density nobody hinders anybody, persons/m².
pub const FREE_DENSITY: f64 = 0.54;

/// The largest specific flow of level ways and doors, persons/(s m) of effective width.
pub const LEVEL_MAX_FLOW: f64 = 1.3;

/// Boundary layer at each side of a door, m.
pub const DOOR_BOUNDARY: f64 = 0.15;

/// Boundary layer at each side of a corridor, m.
pub const CORRIDOR_BOUNDARY: f64 = 0.20;

/// Boundary layer at each wall or side of a stair, m.
pub const STAIR_BOUNDARY: f64 = 0.15;

/// The slowest walk in a crowd, m/s: what IMO MSC.1/Circ.1533 gives for 3.5 persons/m² and more.
pub const CREEP: f64 = 0.1;

/// k of a stair in m/s and its largest specific flow in persons/(s m), as tabulated.
const STAIR_MAX_FLOW: [(f64, f64); 4] = [(1.00, 0.94), (1.08, 1.01), (1.16, 1.09), (1.23, 1.16)];

/// Speed at a density of `density` persons/m², m/s: 0.85 k where people are free, else k (1 − a D).
#[must_use]
pub fn speed(k: f64, density: f64) -> f64 {
    if density <= FREE_DENSITY { 0.85 * k } else { (k * (1.0 - A * density)).max(0.0) }
}

/// Specific flow at a density, persons/(s m): Fs = S D.
#[must_use]
pub fn specific_flow(k: f64, density: f64) -> f64 {
    speed(k, density) * density
}

/// The density at which people still move freely and carry a specific flow: the smaller root of
/// Fs = k D (1 − a D); at most that of the largest flow.
#[must_use]
pub fn density_for_flow(k: f64, flow: f64) -> f64 {
    let flow = flow.clamp(0.0, k / (4.0 * A));
    (1.0 - (1.0 - 4.0 * A * flow / k).max(0.0).sqrt()) / (2.0 * A)
}

/// Speed at which a specific flow moves, m/s.
#[must_use]
pub fn speed_for_flow(k: f64, flow: f64) -> f64 {
    speed(k, density_for_flow(k, flow))
}

/// The largest specific flow of a stair with this k, persons/(s m), interpolated in the table.
#[must_use]
pub fn stair_max_flow(k: f64) -> f64 {
    let (first, last) = (STAIR_MAX_FLOW[0], STAIR_MAX_FLOW[3]);
    if k <= first.0 {
        return first.1;
    }
    STAIR_MAX_FLOW.windows(2).find(|pair| k <= pair[1].0).map_or(last.1, |pair| {
        let share = (k - pair[0].0) / (pair[1].0 - pair[0].0);
        pair[0].1 + share * (pair[1].1 - pair[0].1)
    })
}

/// A door's effective width, m.
#[must_use]
pub fn door_effective_width(door: &Door) -> f64 {
    (door.clear_width - 2.0 * DOOR_BOUNDARY).max(MIN_EFFECTIVE_WIDTH)
}

/// A stair's effective width, m.
#[must_use]
pub fn stair_effective_width(stair: &Stair) -> f64 {
    (stair.clear_width - 2.0 * STAIR_BOUNDARY).max(MIN_EFFECTIVE_WIDTH)
}

/// What an opening keeps that is narrower than its boundary layers: one person squeezes through at
/// a time, so that a narrow door delays and does not strand, m.
pub const MIN_EFFECTIVE_WIDTH: f64 = 0.1;

/// What a door lets through, persons/s: Fc = Fs,max We.
#[must_use]
pub fn door_capacity(door: &Door) -> f64 {
    LEVEL_MAX_FLOW * door_effective_width(door)
}

/// What a stair lets through, persons/s.
#[must_use]
pub fn stair_capacity(stair: &Stair) -> f64 {
    stair_max_flow(stair.speed_constant()) * stair_effective_width(stair)
}

/// The width of a rectangle of the same area and outline, m: what a corridor counts as.
#[must_use]
pub fn mean_width(area: f64, perimeter: f64) -> f64 {
    let half = perimeter / 2.0;
    (half - (half * half - 4.0 * area).max(0.0).sqrt()) / 2.0
}

/// Speed on the level without a crowd, m/s.
#[must_use]
pub fn free_speed() -> f64 {
    speed(LEVEL_K, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{DoorId, Point, Segment, StairId};

    #[track_caller]
    fn golden(found: f64, expected: f64) {
        assert!((found / expected - 1.0).abs() < 0.005, "found {found}, expected {expected}");
    }

    fn door(width: f64) -> Door {
        let line = Segment::new(Point::new(0.0, 0.0), Point::new(width, 0.0));
        Door { clear_width: width, ..Door::new(DoorId::new("d"), "D", line) }
    }

    fn stair(width: f64) -> Stair {
        let stair = Stair::new(StairId::new("s"), "S", Vec::new());
        Stair { clear_width: width, riser: 0.178, tread: 0.279, ..stair }
    }

    #[test]
    fn golden_room_with_one_door() {
        golden(speed(LEVEL_K, 1.0), 1.0276);
        golden(door_effective_width(&door(1.2)), 0.90);
        golden(door_capacity(&door(1.2)), 1.170);
        golden(300.0 / door_capacity(&door(1.2)), 256.41);
        golden(20.0 / free_speed(), 16.81);
    }

    #[test]
    fn golden_office_block() {
        let density = 80.0 / (30.0 * 2.0);
        golden(speed(LEVEL_K, density), 0.9035);
        golden(specific_flow(LEVEL_K, density), 1.2046);
        golden(specific_flow(LEVEL_K, density) * (2.0 - 2.0 * CORRIDOR_BOUNDARY), 1.9274);
        let door = door_capacity(&door(1.0));
        golden(door, 0.910);
        golden(80.0 / door, 87.91);
        let stair = stair(1.4);
        let flow = door / stair_effective_width(&stair);
        golden(flow, 0.8273);
        let k = stair.speed_constant();
        golden(density_for_flow(k, flow), 1.0712);
        golden(speed_for_flow(k, flow), 0.7723);
        golden(Stair { landing_length: 4.0, ..stair.clone() }.travel_length(3.6), 10.693);
        golden(10.693 / speed_for_flow(k, flow), 13.85);
        golden(stair_capacity(&stair), 1.111);
    }

    #[test]
    fn golden_nine_storey_office() {
        golden(door_capacity(&door(0.91)) * 60.0, 47.58);
        golden(stair_capacity(&stair(1.12)) * 60.0, 49.69);
        golden(1200.0 / door_capacity(&door(0.91)) / 60.0, 25.22);
    }

    #[test]
    fn a_corridor_is_as_wide_as_its_rectangle() {
        golden(mean_width(60.0, 64.0), 2.0);
        golden(mean_width(9.0, 12.0), 3.0);
    }
}
