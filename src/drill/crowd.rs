//! What the crowd of a scenario is made of, and how it behaves.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Scenario;
use crate::building::{DoorId, SpaceId};
use crate::egress::crowd::{self, Assisted, ExitChoice, Kind, Population, TURN_BACK};
use crate::language::{Choice, Message, msg};

/// The strongest following that is taken: an exit becomes so many times likelier with each person.
const MOST_FOLLOWING: f64 = 100.0;

/// What is assumed of the people beyond how many they are. All of it concerns the crowd alone: the
/// hydraulic model knows one kind of people who walk by themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Crowd {
    /// How many parts there are of each kind; pedestrians of all ages (Weidmann) if empty.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Kind, f64>,
    /// Who moves otherwise, and who fetches them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assisted: Vec<Assisted>,
    /// How people choose their way.
    pub exit_choice: ExitChoice,
    /// How many of a space keep together; 0 and 1 if everybody walks alone.
    pub group_size: u32,
    /// How much more likely an exit becomes with everybody in the space who makes for it.
    pub following: f64,
    /// How well people know the exits; all alike if empty.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub familiar: BTreeMap<DoorId, f64>,
    /// The spaces that a guide leads out.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub guided: BTreeSet<SpaceId>,
    /// Who sees less far than this in smoke turns back, m; nobody does if nothing.
    pub turn_back: Option<f64>,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            kinds: BTreeMap::new(),
            assisted: Vec::new(),
            exit_choice: ExitChoice::default(),
            group_size: 0,
            following: 0.0,
            familiar: BTreeMap::new(),
            guided: BTreeSet::new(),
            turn_back: Some(TURN_BACK),
        }
    }
}

impl Crowd {
    /// Whether nothing differs from what is assumed anyway.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What is otherwise than the crowd assumes anyway, in a few words each; nothing if nothing is.
    #[must_use]
    pub fn summary(&self) -> Vec<Message> {
        let mut said = Vec::new();
        if !self.kinds.is_empty() {
            said.push(msg!("crowd-summary-kinds", count = self.kinds.len()));
        }
        if !self.assisted.is_empty() {
            let people: u32 =
                self.assisted.iter().map(|one| one.people).fold(0, u32::saturating_add);
            said.push(msg!("crowd-summary-assisted", people = people));
        }
        if self.exit_choice != Crowd::default().exit_choice {
            said.push(Message::new(self.exit_choice.key()));
        }
        if self.group_size > 1 {
            said.push(msg!("crowd-summary-groups", size = self.group_size));
        }
        if self.following > 0.0 {
            said.push(msg!("crowd-summary-following"));
        }
        if !self.familiar.is_empty() {
            said.push(msg!("crowd-summary-familiar", count = self.familiar.len()));
        }
        if !self.guided.is_empty() {
            said.push(msg!("crowd-summary-guides", count = self.guided.len()));
        }
        said
    }
}

impl Scenario {
    /// What the crowd assumes in this scenario.
    #[must_use]
    pub fn crowd_settings(&self) -> crowd::Settings {
        let of = &self.crowd;
        let mut population = Population::of_kinds(of.kinds.iter().map(|(k, share)| (*k, *share)));
        let mut settings = crowd::Settings::default();
        if let Some(fit) = &self.calibration {
            population.pace = if fit.pace.is_finite() { fit.pace.clamp(0.2, 3.0) } else { 1.0 };
            settings.pre_movement = fit.pre_movement();
        }
        let following = of.following.clamp(0.0, MOST_FOLLOWING);
        crowd::Settings {
            population,
            exit_choice: of.exit_choice,
            group_size: of.group_size,
            following: if following.is_nan() { 0.0 } else { following },
            familiar: of.familiar.clone(),
            guided: of.guided.clone(),
            assisted: of.assisted.clone(),
            turn_back: of.turn_back,
            ..settings
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::BuildingId;
    use crate::drill::ScenarioId;

    #[test]
    fn an_untouched_scenario_assumes_what_the_crowd_does() {
        let scenario = Scenario::new(ScenarioId::new("s"), "S", BuildingId::new("b"));
        assert_eq!(scenario.crowd_settings(), crowd::Settings::default());
        assert!(scenario.crowd.is_default());
    }

    #[test]
    fn what_is_set_reaches_the_crowd() {
        let mut scenario = Scenario::new(ScenarioId::new("s"), "S", BuildingId::new("b"));
        let assisted = Assisted {
            space: SpaceId::new("office"),
            kind: Kind::Wheelchair,
            people: 1,
            helpers: 2,
            from: None,
        };
        scenario.crowd = Crowd {
            kinds: [(Kind::Man30To50, 60.0), (Kind::WalkingStick, 2.0)].into(),
            assisted: vec![assisted.clone()],
            exit_choice: ExitChoice::Quickest,
            group_size: 4,
            following: f64::INFINITY,
            familiar: [(DoorId::new("e"), 0.8)].into(),
            guided: [SpaceId::new("canteen")].into(),
            turn_back: None,
        };
        let settings = scenario.crowd_settings();
        assert_eq!(settings.population.groups.len(), 2);
        assert_eq!(settings.assisted, vec![assisted]);
        assert_eq!(settings.exit_choice, ExitChoice::Quickest);
        assert_eq!(settings.group_size, 4);
        assert_eq!(settings.following.to_bits(), MOST_FOLLOWING.to_bits());
        assert_eq!(settings.guided.len() + settings.familiar.len(), 2);
        assert_eq!(settings.turn_back, None);
    }

    #[test]
    fn a_summary_says_what_differs_and_nothing_else() {
        assert!(Crowd::default().summary().is_empty());
        let crowd = Crowd {
            group_size: 4,
            guided: [SpaceId::new("a"), SpaceId::new("b")].into(),
            kinds: crate::egress::crowd::WORKERS.into_iter().collect(),
            ..Crowd::default()
        };
        assert_eq!(crowd.summary().len(), 3);
    }
}
