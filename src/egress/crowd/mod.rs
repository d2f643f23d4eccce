//! The crowd: every person walks in continuous space.
//!
//! People choose a direction and a speed as in the collision-free speed model (Tordeux, Chraibi &
//! Seyfried 2016), and make for the gates that lead out, by the distance around corners and walls.
//! Queues, the flow of doors and jams emerge; one set of parameters serves every building. A flight
//! of a stair is a strip as long as its slope, walked slower by its tread.
//!
//! What the model does not know: bodies are discs that grow thin where two crowds meet, nobody falls,
//! a wheelchair turns on the spot. Everybody learns at once that smoke has closed a way. The place where
//! flights meet a landing is the middle of the stair space, because a plan does not draw flights.
//!
//! Time is cut into steps and everybody takes each from what all did in the last, so neither the
//! order of the people nor the number of threads changes a run.

mod choosing;
mod company;
mod field;
mod flights;
mod grid;
mod help;
mod kind;
mod leaves;
mod look;
mod motion;
mod openings;
mod pace;
mod passing;
mod placing;
mod plan;
mod population;
mod report;
mod routing;
mod runs;
mod setting_out;
mod sight;
mod simulation;
mod turning_back;
mod vector;
mod walls;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use help::{Assisted, Fetched, short_of_help};
pub use kind::{IMO_CREW, IMO_PASSENGERS, Kind, RIMEA, WORKERS};
pub use look::Look;
pub use population::{Gait, OnStairs, Population, Speeds};
pub use runs::{CrowdRun, Frame, Place, Spread, run, runs, runs_seen};
pub use simulation::Simulation;
pub use turning_back::TURN_BACK;

use crate::building::{Closures, DoorId, ElementId, Point, SpaceId, StoreyId};
use crate::egress::flow::{Occupancy, PreMovement};
use crate::egress::smoke::Smoke;
use crate::language::choice;
use crate::units::Seconds;
use population::Dice;

choice! {
    /// How people choose their way.
    #[derive(Default)]
    pub enum ExitChoice {
        /// The primary designated route of their space, and the nearest exit where there is none.
        #[default]
        Designated => "exit-choice-designated",
        /// The exit that is reached first without a crowd.
        Nearest => "exit-choice-nearest",
        /// The exit that is reached first with the queues as they are, looked at anew every second;
        /// for another way that is quicker by 10 % and by 15 s.
        Quickest => "exit-choice-quickest",
    }
}

/// Why somebody does not get out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stranding {
    /// No way leads out of where they are.
    NoWayOut,
    /// The last way out was closed while they walked.
    ExitClosed,
    /// They came no nearer to their exit for two minutes.
    Held,
    /// The way out leads over a stair that they can't take without help, and nobody helps.
    NeedsHelp,
    /// They do not fit into their space, or its outline is no area.
    NoRoom,
}

/// What a run assumes beyond the building.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Where chance begins: the same seed gives the same run.
    pub seed: u64,
    /// Who walks.
    pub population: Population,
    /// How long people take before they walk.
    pub pre_movement: PreMovement,
    /// Spaces where that differs.
    pub pre_movement_of: BTreeMap<SpaceId, PreMovement>,
    /// How they choose their way.
    pub exit_choice: ExitChoice,
    /// What is lost from the beginning, on top of what the building has locked or blocked.
    pub closures: Closures,
    /// What is lost later, and when.
    pub closings: Vec<(Seconds, ElementId)>,
    /// At most so many persons/s for each metre of a door's clear width; what emerges if nothing.
    pub door_flow: Option<f64>,
    /// Speed on stairs as a share of that on the level; by the tread if nothing.
    pub stair_pace: Option<f64>,
    /// The smoke that slows people down, if it is followed.
    pub smoke: Option<Arc<Smoke>>,
    /// How much more likely an exit becomes with everybody in the same space who makes for it;
    /// nobody minds the others if 0.
    pub following: f64,
    /// How well people know the exits: the others are not taken while one of these can be. All
    /// alike if empty. Who has a designated route or an exit keeps to it.
    pub familiar: BTreeMap<DoorId, f64>,
    /// The spaces where a guide sets out first and leads the others.
    pub guided: BTreeSet<SpaceId>,
    /// How many of a space keep together on their way; everybody walks alone if 0 or 1.
    pub group_size: u32,
    /// Who moves otherwise than the population, and who fetches them.
    pub assisted: Vec<Assisted>,
    /// Who sees less far than this before a way turns back if another leads out, m; smoke turns
    /// nobody back if nothing.
    pub turn_back: Option<f64>,
    /// The length of a step.
    pub step: Seconds,
    /// Whether to keep where everybody was, every half second.
    pub record: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 0,
            population: Population::default(),
            pre_movement: PreMovement::default(),
            pre_movement_of: BTreeMap::new(),
            exit_choice: ExitChoice::default(),
            closures: Closures::default(),
            closings: Vec::new(),
            door_flow: None,
            stair_pace: None,
            smoke: None,
            following: 0.0,
            familiar: BTreeMap::new(),
            guided: BTreeSet::new(),
            group_size: 0,
            assisted: Vec::new(),
            turn_back: Some(TURN_BACK),
            step: Seconds::new(0.05),
            record: false,
        }
    }
}

/// Where somebody wants to go.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Goal {
    /// Out, by any exit.
    #[default]
    Out,
    /// Out by this exit, as long as a way leads there.
    Exit(DoorId),
}

/// Somebody before the alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// In which space.
    pub space: SpaceId,
    /// Where in it; anywhere if nothing.
    pub at: Option<Point>,
    /// Walking speed without others on the level, m/s.
    pub speed: f64,
    /// How they cope with stairs.
    pub stairs: OnStairs<f64>,
    /// When they begin to walk.
    pub start: Seconds,
    /// Where they want to go.
    pub goal: Goal,
    /// Half of the width of the shoulders, m.
    pub radius: f64,
    /// Whom they keep together with: those of the same number.
    pub group: Option<u32>,
    /// Whether the others of the space set out with them, for the same exit.
    pub guide: bool,
    /// Whom they fetch before they leave, by the number in the list of people.
    pub helps: Option<u32>,
    /// Speed on the level and on stairs once their helpers are with them; who has helpers waits
    /// for them.
    pub helped: Option<(f64, OnStairs<f64>)>,
    /// Of which kind they are, where that is known.
    pub kind: Option<Kind>,
}

impl Person {
    /// Somebody who walks at so many m/s at once, by any exit.
    #[must_use]
    pub fn new(space: SpaceId, speed: f64) -> Self {
        Self {
            space,
            at: None,
            speed,
            stairs: OnStairs::ByTread,
            start: Seconds::ZERO,
            goal: Goal::Out,
            radius: RADIUS,
            group: None,
            guide: false,
            helps: None,
            helped: None,
            kind: None,
        }
    }
}

/// Half of the width of the shoulders unless it is known, m. A width of 0.40 m is the body of RiMEA
/// 4.1.1, test 1.
pub const RADIUS: f64 = 0.20;

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Has not begun to walk.
    Waiting,
    /// Walks.
    Walking,
    /// Has passed an exit and left its surroundings.
    Out,
    /// Can't get out.
    Stranded(Stranding),
}

/// Somebody during a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// Where, on the plan of the storey.
    pub at: Point,
    /// On which storey; on a flight, the nearer one.
    pub storey: StoreyId,
    /// In which space; nothing on a flight and behind an exit.
    pub space: Option<SpaceId>,
    /// How fast, m/s.
    pub speed: f64,
    /// What they do.
    pub state: State,
    /// Where they come from.
    pub home: SpaceId,
    /// The exit that was passed.
    pub exit: Option<DoorId>,
}

/// The most people a run takes; more are cut off by the command line with a word about it.
pub const MOST_PEOPLE: u32 = 1_000_000;

/// The people of an occupancy, with their speeds and their times before they walk.
#[must_use]
pub fn people(occupancy: &Occupancy, settings: &Settings) -> Vec<Person> {
    let mut people = Vec::new();
    let mut group = 0;
    for (space, count) in occupancy {
        let pre_movement = settings.pre_movement_of.get(space).unwrap_or(&settings.pre_movement);
        for of_space in 0..*count {
            let number = people.len();
            if number >= MOST_PEOPLE as usize {
                break;
            }
            let mut speed = Dice::new(settings.seed, number as u64, 1);
            let mut start = Dice::new(settings.seed, number as u64, 2);
            let guide = of_space == 0 && settings.guided.contains(space);
            let share = if guide { 0.0 } else { start.share() };
            let drawn = settings.population.draw(&mut speed);
            group += u32::from(of_space.is_multiple_of(settings.group_size.max(1)));
            people.push(Person {
                start: pre_movement.quantile(share),
                guide,
                stairs: drawn.stairs,
                radius: drawn.radius,
                kind: drawn.kind,
                group: (settings.group_size > 1).then_some(group),
                ..Person::new(space.clone(), drawn.speed)
            });
        }
    }
    help::assign(&mut people, settings);
    people
}
