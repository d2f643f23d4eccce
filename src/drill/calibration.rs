//! What the drills of the past say about how people start and walk, applied to a prediction.

use serde::{Deserialize, Serialize};

use super::Scenario;
use crate::egress::flow::{FlowSettings, PreMovement};
use crate::units::Seconds;

/// Pre-movement and walking speed that were fitted to past drills.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// When the first 1 % begin to walk.
    pub first: Seconds,
    /// When 99 % have begun.
    pub last: Seconds,
    /// Walking speed as a share of the model's own.
    pub pace: f64,
    /// How many drills it was fitted to.
    pub drills: u32,
}

impl Calibration {
    /// The pre-movement.
    #[must_use]
    pub const fn pre_movement(&self) -> PreMovement {
        PreMovement { first: self.first, last: self.last }
    }
}

impl Scenario {
    /// What the hydraulic model assumes in this scenario.
    #[must_use]
    pub fn flow_settings(&self) -> FlowSettings {
        let settings = FlowSettings::default();
        match &self.calibration {
            None => settings,
            Some(fit) => {
                FlowSettings { pre_movement: fit.pre_movement(), pace: fit.pace, ..settings }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::BuildingId;
    use crate::drill::ScenarioId;
    use crate::egress::crowd::{self, Population};

    #[test]
    fn a_fit_changes_both_models_and_none_changes_nothing() {
        let mut scenario = Scenario::new(ScenarioId::new("s"), "S", BuildingId::new("b"));
        assert_eq!(scenario.flow_settings(), FlowSettings::default());
        assert_eq!(scenario.crowd_settings(), crowd::Settings::default());
        let (first, last) = (Seconds::new(12.0), Seconds::new(80.0));
        scenario.calibration = Some(Calibration { first, last, pace: 0.5, drills: 3 });
        assert_eq!(scenario.flow_settings().pre_movement, PreMovement { first, last });
        assert!((scenario.flow_settings().pace - 0.5).abs() < 1e-12);
        assert_ne!(scenario.crowd_settings().population, Population::default());
    }
}
