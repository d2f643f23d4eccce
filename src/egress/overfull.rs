//! Spaces that are said to hold more people than can stand in them.

use crate::building::{Building, SpaceId};
use crate::egress::flow::Occupancy;
use crate::language::{Message, msg};

/// More persons/m² than this do not stand anywhere: two square feet a person are the touch zone of
/// Fruin (1971), in which nobody moves.
pub const MOST_DENSITY: f64 = 5.38;

/// A space with more people than can stand in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overfull {
    /// The space.
    pub space: SpaceId,
    /// How many people it is said to hold.
    pub people: u32,
    /// Its area, m².
    pub area: f64,
}

impl Overfull {
    /// What is wrong, for the user; `name` is what the space is called.
    #[must_use]
    pub fn message(&self, name: &str) -> Message {
        let most = (self.area * MOST_DENSITY).floor();
        msg!(
            "predict-overfull",
            space = name,
            people = self.people,
            area = format!("{:.0}", self.area),
            most = format!("{most:.0}")
        )
    }
}

/// The spaces that can't hold their people, the fullest first.
#[must_use]
pub fn overfull(building: &Building, occupancy: &Occupancy) -> Vec<Overfull> {
    let spaces = building.spaces().filter_map(|(_, space)| {
        let (people, area) = (*occupancy.get(&space.id)?, space.outline.area());
        let full = f64::from(people) > area * MOST_DENSITY;
        full.then(|| Overfull { space: space.id.clone(), people, area })
    });
    let mut found: Vec<Overfull> = spaces.collect();
    let density = |full: &Overfull| f64::from(full.people) / full.area.max(1e-9);
    found.sort_by(|a, b| density(b).total_cmp(&density(a)).then_with(|| a.space.cmp(&b.space)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, Point, Polygon, Space, SpaceUse};

    #[test]
    fn a_space_is_overfull_when_nobody_more_can_stand() {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        for (id, width) in [("a", 10.0), ("b", 0.0)] {
            let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(width, 10.0));
            let space = Space::new(SpaceId::new(id), id, SpaceUse::Office, outline);
            building.storeys[0].spaces.push(space);
        }
        let of = |a, b| {
            let occupancy = Occupancy::from([(SpaceId::new("a"), a), (SpaceId::new("b"), b)]);
            overfull(&building, &occupancy).into_iter().map(|f| f.space.to_string()).collect()
        };
        let ids = |found: Vec<String>| found.concat();
        assert_eq!(ids(of(538, 0)), "");
        assert_eq!(ids(of(539, 0)), "a");
        // A space without area holds nobody at all.
        assert_eq!(ids(of(4_000_000_000, 1)), "ba");
    }
}
