//! The building as the measures see it: its routes as designed, its safe exits, and who passes
//! which door.

use std::collections::BTreeMap;

use super::Rise;
use crate::building::{
    Building, Closures, Door, DoorId, DoorState, Enclosure, Network, Point, Routes, Segment, Site,
    Space, SpaceId, SpaceUse, Stair, StairId, StairState, Step, Storey, StoreyId, Way,
};

/// Buildings above this are high-rise, m (GB 50016-2014, 2.1.1).
const HIGH_RISE: f64 = 24.0;

/// The building as it is designed, with its routes to safety and into the open air.
pub(super) struct Designed {
    /// Ends at the nearest safe exit: the open air, or the door of a protected stairwell.
    to_safety: (Network, Routes),
    /// Ends in the open air.
    out: Routes,
}

impl Designed {
    /// Every door and stair as it was designed, and without designated routes.
    pub(super) fn of(building: &Building) -> Self {
        let mut building = building.clone();
        for door in building.storeys.iter_mut().flat_map(|storey| &mut storey.doors) {
            door.state = DoorState::AsDesigned;
        }
        for stair in &mut building.stairs {
            stair.state = StairState::Usable;
        }
        building.routes.clear();
        let out = Network::new(&building).routes(&Closures::default());
        let mut safe = building.clone();
        let stairwells: Vec<DoorId> = building
            .doors_with_sides()
            .filter(|(_, _, sides)| stairwell_behind(&building, *sides).is_some())
            .map(|(_, door, _)| door.id.clone())
            .collect();
        for door in safe.storeys.iter_mut().flat_map(|storey| &mut storey.doors) {
            door.exit |= stairwells.contains(&door.id);
        }
        let network = Network::new(&safe);
        let routes = network.routes(&Closures::default());
        Self { to_safety: (network, routes), out }
    }
}

/// The spaces on the left and on the right of a door.
pub(super) type Sides<'a> = (Option<&'a SpaceId>, Option<&'a SpaceId>);

/// The protected stair into whose stairwell a door leads from a space that is none.
fn stairwell_behind<'b>(building: &'b Building, (left, right): Sides<'_>) -> Option<&'b Stair> {
    match (protected(building, left?), protected(building, right?)) {
        (Some(stair), None) | (None, Some(stair)) => Some(stair),
        _ => None,
    }
}

/// The stair whose protected stairwell a space is.
fn protected<'b>(building: &'b Building, space: &SpaceId) -> Option<&'b Stair> {
    let own = |stair: &&Stair| stair.levels.contains(space);
    building.stairs.iter().find(own).filter(|stair| stair.enclosure != Enclosure::Open)
}

/// A way to safety on a storey.
pub(super) struct Exit<'a> {
    pub(super) storey: &'a Storey,
    /// The door, or nothing for an open stair.
    pub(super) door: Option<&'a Door>,
    /// The stair behind it.
    pub(super) stair: Option<&'a StairId>,
    /// The space from which it is taken.
    pub(super) inside: Option<&'a SpaceId>,
    /// The width that people can use, m: of the door, and of the stair behind it.
    pub(super) width: f64,
}

impl Exit<'_> {
    /// Where it is.
    pub(super) fn line(&self) -> Option<Segment> {
        self.door.map(|door| door.line)
    }
}

/// How people pass a door on their best way out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passage {
    /// How many pass it.
    pub(super) persons: u32,
    /// How much of this goes to the left of the door's line, less what goes to the right. A space
    /// without people counts a little.
    leftwards: f64,
}

impl Passage {
    /// Whether people pass to the left of the line; nothing where nobody passes.
    pub(super) fn to_left(self) -> Option<bool> {
        (self.leftwards != 0.0).then_some(self.leftwards > 0.0)
    }
}

/// What the measures look at.
pub(super) struct Survey<'a> {
    /// As it was found.
    pub(super) building: &'a Building,
    pub(super) site: &'a Site,
    designed: &'a Designed,
    sides: BTreeMap<&'a DoorId, Sides<'a>>,
    pub(super) exits: Vec<Exit<'a>>,
    passages: BTreeMap<&'a DoorId, Passage>,
    /// The spaces that the best ways of other spaces lead through, with the people on them.
    pub(super) walked: BTreeMap<&'a SpaceId, u32>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(building: &'a Building, site: &'a Site, designed: &'a Designed) -> Self {
        let mut survey = Self {
            building,
            site,
            designed,
            sides: building.doors_with_sides().map(|(_, door, sides)| (&door.id, sides)).collect(),
            exits: Vec::new(),
            passages: BTreeMap::new(),
            walked: BTreeMap::new(),
        };
        survey.find_exits();
        survey.follow_people();
        survey
    }

    fn find_exits(&mut self) {
        let building = self.building;
        for (storey, door) in building.doors() {
            let (left, right) = self.sides(door);
            if let Some(stair) = stairwell_behind(building, (left, right)) {
                let inside = [left, right].into_iter().flatten();
                let inside = inside.into_iter().find(|id| protected(building, id).is_none());
                let width = door.clear_width.min(stair.clear_width);
                let stair = Some(&stair.id);
                self.exits.push(Exit { storey, door: Some(door), stair, inside, width });
            } else if door.exit {
                let inside = left.or(right);
                // The way out of a stairwell serves the storeys above, not this one again.
                if inside.is_none_or(|id| protected(building, id).is_none()) {
                    let width = door.clear_width;
                    self.exits.push(Exit { storey, door: Some(door), stair: None, inside, width });
                }
            }
        }
        for stair in building.stairs.iter().filter(|s| s.enclosure == Enclosure::Open) {
            // Its lowest level is where one leaves it, not where one gets to it.
            for id in stair.levels.iter().skip(1) {
                if let Some((storey, space)) = building.space(id) {
                    let (inside, width) = (Some(&space.id), stair.clear_width);
                    self.exits.push(Exit {
                        storey,
                        door: None,
                        stair: Some(&stair.id),
                        inside,
                        width,
                    });
                }
            }
        }
    }

    fn follow_people(&mut self) {
        let sides = self.sides.clone();
        let spaces: BTreeMap<&SpaceId, &SpaceId> =
            self.building.spaces().map(|(_, space)| (&space.id, &space.id)).collect();
        for (space, way) in self.ways_out() {
            let persons = people_of(space);
            let weight = f64::from(persons).max(0.01);
            let mut from = Some(&space.id);
            for step in &way.steps {
                match step {
                    Step::Walk { space: through, .. } => {
                        from = spaces.get(through).copied();
                        if let Some(through) = from.filter(|id| **id != space.id) {
                            *self.walked.entry(through).or_default() += persons;
                        }
                    }
                    Step::Door(id) => {
                        let Some((id, (left, _))) = sides.get_key_value(id) else { continue };
                        let passage = self.passages.entry(id).or_default();
                        passage.persons += persons;
                        passage.leftwards += if *left == from { -weight } else { weight };
                    }
                    Step::Flight { to, .. } => from = spaces.get(to).copied(),
                }
            }
        }
    }

    /// The spaces on the left and on the right of a door.
    pub(super) fn sides(&self, door: &Door) -> Sides<'a> {
        self.sides.get(&door.id).copied().unwrap_or_default()
    }

    /// The building as designed, with its routes to the nearest safe exit.
    pub(super) const fn to_safety(&self) -> (&Network, &Routes) {
        (&self.designed.to_safety.0, &self.designed.to_safety.1)
    }

    /// The best way of each space into the open air.
    pub(super) fn ways_out(&self) -> impl Iterator<Item = (&'a Space, &'a Way)> + use<'a> {
        let routes = &self.designed.out;
        let spaces = self.building.spaces();
        spaces.filter_map(|(_, space)| Some((space, routes.of(&space.id)?.best.as_ref()?)))
    }

    /// How people pass a door.
    pub(super) fn passage(&self, door: &DoorId) -> Passage {
        self.passages.get(door).copied().unwrap_or_default()
    }

    /// The stair whose protected stairwell a space is.
    pub(super) fn stairwell(&self, space: &SpaceId) -> Option<&'a Stair> {
        protected(self.building, space)
    }

    /// The exits of a storey.
    pub(super) fn exits_of(&self, storey: &StoreyId) -> impl Iterator<Item = &Exit<'a>> {
        self.exits.iter().filter(move |exit| exit.storey.id == *storey)
    }

    /// How many storeys lie above the ground.
    pub(super) fn storeys_above_ground(&self) -> usize {
        self.building.storeys.iter().filter(|storey| !is_basement(storey)).count()
    }

    /// How high the building is above the ground, m.
    pub(super) fn height(&self) -> f64 {
        let tops = self.building.storeys.iter().map(|storey| storey.elevation + storey.height);
        tops.fold(0.0, f64::max)
    }

    /// How a storey lies in the building.
    pub(super) fn rise(&self, storey: &Storey) -> Rise {
        if is_basement(storey) {
            Rise::Basement
        } else if self.storeys_above_ground() <= 1 {
            Rise::Single
        } else if self.height() > HIGH_RISE {
            Rise::High
        } else {
            Rise::Multi
        }
    }

    /// How many people the most populated storey holds.
    pub(super) fn most_people_of_a_storey(&self) -> u32 {
        self.building.storeys.iter().map(people_on).max().unwrap_or(0)
    }

    /// The storey with the floor nearest to the ground.
    pub(super) fn ground(&self) -> Option<&'a Storey> {
        let storeys = self.building.storeys.iter();
        storeys.min_by(|a, b| a.elevation.abs().total_cmp(&b.elevation.abs()))
    }
}

fn is_basement(storey: &Storey) -> bool {
    storey.elevation < -storey.height / 3.0
}

/// The most people a space holds in any shift.
pub(super) fn people_of(space: &Space) -> u32 {
    let shifts = space.by_shift.iter().map(|load| load.people).max().unwrap_or(0);
    shifts.max(space.people(None))
}

/// The most people a storey holds.
pub(super) fn people_on(storey: &Storey) -> u32 {
    storey.spaces.iter().map(people_of).sum()
}

/// The middle of what is drawn on a storey.
pub(super) fn middle_of(storey: &Storey) -> Option<Point> {
    storey.bounds().map(|bounds| bounds.centre())
}

/// Whether a space only leads on to others.
pub(super) const fn is_circulation(usage: SpaceUse) -> bool {
    matches!(usage, SpaceUse::Corridor | SpaceUse::Stair | SpaceUse::Lobby)
}
