//! What one sees a person to be, on a plan.

use super::{Kind, Person};
use crate::language::choice;

choice! {
    /// What one sees a person to be: how they move, and whom they care for.
    #[derive(Default)]
    pub enum Look {
        /// Walks without aid.
        #[default]
        Unaided => "look-unaided",
        /// Walks without aid, but impaired.
        Impaired => "look-impaired",
        /// With a walking stick or crutches.
        Stick => "kind-walking-stick",
        /// With a walking frame.
        Frame => "kind-walking-frame",
        /// In a wheelchair.
        Wheelchair => "kind-wheelchair",
        /// Fetches somebody.
        Helper => "look-helper",
        /// Leads the others of a space.
        Guide => "look-guide",
    }
}

impl Look {
    /// Of one of the people.
    pub(super) const fn of(person: &Person) -> Self {
        match person.kind {
            Some(Kind::Wheelchair) => Self::Wheelchair,
            Some(Kind::WalkingFrame) => Self::Frame,
            Some(Kind::WalkingStick) => Self::Stick,
            _ if person.helps.is_some() => Self::Helper,
            _ if person.guide => Self::Guide,
            Some(
                Kind::WomanImpaired
                | Kind::WomanMoreImpaired
                | Kind::ManImpaired
                | Kind::ManMoreImpaired,
            ) => Self::Impaired,
            _ => Self::Unaided,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::SpaceId;

    #[test]
    fn an_aid_is_seen_before_an_errand_and_an_errand_before_an_age() {
        let person = Person::new(SpaceId::new("r"), 1.0);
        let kind = |kind| Person { kind: Some(kind), ..person.clone() };
        let helper = |person: Person| Person { helps: Some(0), ..person };
        assert_eq!(Look::of(&person), Look::Unaided);
        assert_eq!(Look::of(&kind(Kind::ManOver50)), Look::Unaided);
        assert_eq!(Look::of(&kind(Kind::ManImpaired)), Look::Impaired);
        assert_eq!(Look::of(&helper(kind(Kind::ManImpaired))), Look::Helper);
        assert_eq!(Look::of(&helper(kind(Kind::WalkingStick))), Look::Stick);
        assert_eq!(Look::of(&Person { guide: true, ..person.clone() }), Look::Guide);
    }

    #[test]
    fn a_recorded_run_says_what_each_is() {
        use super::super::{Assisted, Settings, run};
        use crate::building::{Building, BuildingId, Door, DoorId, Point, Polygon, Segment, Space};
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(8.0, 6.0));
        let usage = crate::building::SpaceUse::Production;
        building.storeys[0].spaces =
            vec![Space::new(SpaceId::new("r"), "R", usage, outline)].into();
        let line = Segment::new(Point::new(8.0, 2.0), Point::new(8.0, 4.0));
        building.storeys[0].doors =
            vec![Door { exit: true, ..Door::new(DoorId::new("d"), "D", line) }].into();
        let chair = Assisted {
            space: SpaceId::new("r"),
            kind: Kind::Wheelchair,
            people: 1,
            helpers: 2,
            from: None,
        };
        let settings = Settings { record: true, assisted: vec![chair], ..Settings::default() };
        let looks = run(&building, &[(SpaceId::new("r"), 6)].into(), &settings).looks;
        let of = |which| looks.iter().filter(|look| **look == which).count();
        assert_eq!((of(Look::Wheelchair), of(Look::Helper), of(Look::Unaided)), (1, 2, 3));
    }
}
