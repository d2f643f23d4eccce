//! Fire compartments.

use std::collections::BTreeMap;

use super::{Facts, Reading};
use crate::building::Space;
use crate::rules::survey::{Survey, people_of};

/// Of each fire compartment of each storey, at its largest space: the area of its spaces, m².
pub(super) fn areas(survey: &Survey<'_>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for storey in &survey.building.storeys {
        let mut compartments: BTreeMap<&str, Vec<&Space>> = BTreeMap::new();
        for space in storey.spaces.iter().filter(|space| !space.compartment.is_empty()) {
            compartments.entry(&space.compartment).or_default().push(space);
        }
        for spaces in compartments.into_values() {
            let area = |space: &&Space| space.outline.area();
            let Some(largest) = spaces.iter().max_by(|a, b| area(a).total_cmp(&area(b))) else {
                continue;
            };
            let value = spaces.iter().map(area).sum();
            let facts = Facts {
                persons: spaces.iter().map(|space| people_of(space)).sum(),
                area: value,
                ..Facts::of_space(survey, storey, largest)
            };
            readings.push(Reading {
                element: (&largest.id).into(),
                storey: Some(storey.id.clone()),
                at: Some(largest.outline.label_point()),
                value,
                facts,
            });
        }
    }
    readings
}
