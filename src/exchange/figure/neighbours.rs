//! Colours for the spaces of a building such that no two beside each other have the same.

use std::collections::BTreeMap;

use super::color::COLORS;
use crate::building::{Bounds, Building, SpaceId, Storey};

/// Spaces that are no farther apart lie on two sides of a wall, m.
const WALL: f64 = 0.6;

/// The number of a colour (for [`of_number`](super::of_number)) for each space.
#[must_use]
pub fn colors_of_spaces(building: &Building) -> BTreeMap<&SpaceId, usize> {
    let mut used = [0_usize; COLORS];
    let mut colors = BTreeMap::new();
    for storey in &building.storeys {
        let beside = neighbours(storey);
        let mut given: Vec<Option<usize>> = vec![None; beside.len()];
        // Who has fewest neighbours comes last (Matula & Beck 1983): six colours do for any plan
        // on which each neighbour is met along a wall.
        for at in smallest_last(&beside) {
            let near =
                |color: usize| beside[at].iter().filter(|o| given[**o] == Some(color)).count();
            let color = (0..COLORS).min_by_key(|color| (near(*color), used[*color])).unwrap_or(0);
            given[at] = Some(color);
            used[color] += 1;
        }
        let pairs = storey.spaces.iter().zip(given);
        colors.extend(pairs.filter_map(|(space, color)| Some((&space.id, color?))));
    }
    colors
}

/// Which spaces of a storey lie beside which, by their places in it.
fn neighbours(storey: &Storey) -> Vec<Vec<usize>> {
    let mut beside = vec![Vec::new(); storey.spaces.len()];
    let mut all: Vec<(usize, Bounds)> = storey
        .spaces
        .iter()
        .enumerate()
        .filter_map(|(at, space)| Some((at, space.outline.bounds()?)))
        .collect();
    all.sort_by(|a, b| a.1.min.x.total_cmp(&b.1.min.x));
    for (place, (at, bounds)) in all.iter().enumerate() {
        let near = all[place + 1..].iter().take_while(|o| o.1.min.x <= bounds.max.x + WALL);
        for (other, its) in near {
            if its.min.y <= bounds.max.y + WALL && bounds.min.y <= its.max.y + WALL {
                beside[*at].push(*other);
                beside[*other].push(*at);
            }
        }
    }
    beside
}

/// The order in which each has few neighbours among those before it.
fn smallest_last(beside: &[Vec<usize>]) -> Vec<usize> {
    let mut degree: Vec<usize> = beside.iter().map(Vec::len).collect();
    let mut left: Vec<usize> = (0..beside.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    while let Some(place) = (0..left.len()).min_by_key(|place| degree[left[*place]]) {
        let at = left.remove(place);
        for other in &beside[at] {
            degree[*other] = degree[*other].saturating_sub(1);
        }
        order.push(at);
    }
    order.reverse();
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::building::{BuildingId, Point, Polygon, Space, SpaceUse};

    proptest! {
        /// Rows of rooms of any width, each row beginning somewhere else, along one corridor.
        #[test]
        fn spaces_beside_each_other_differ(
            rows in proptest::collection::vec(proptest::collection::vec(2_u8..12, 1..12), 1..8),
        ) {
            let mut building = Building::new(BuildingId::new("b"), "b", "1F");
            let storey = &mut building.storeys[0];
            let mut add = |x: f64, y: f64, width: f64| {
                let outline = Polygon::rectangle(Point::new(x, y), Point::new(x + width, y + 4.0));
                let id = format!("s{}", storey.spaces.len());
                storey.spaces.push(Space::new(SpaceId::new(&id), &id, SpaceUse::Office, outline));
            };
            for (row, widths) in rows.iter().enumerate() {
                let mut x = 0.0;
                for width in widths {
                    add(x, row as f64 * 4.2, f64::from(*width) - 0.2);
                    x += f64::from(*width);
                }
            }
            add(0.0, rows.len() as f64 * 4.2, 150.0);
            let colors = colors_of_spaces(&building);
            let storey = &building.storeys[0];
            prop_assert_eq!(colors.len(), storey.spaces.len());
            for (at, others) in neighbours(storey).iter().enumerate() {
                for other in others {
                    let of = |place: usize| colors[&storey.spaces[place].id];
                    prop_assert_ne!(of(at), of(*other));
                }
            }
        }
    }
}
