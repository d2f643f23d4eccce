//! Travel distance.

use super::Reading;
use crate::building::SpaceUse;
use crate::rules::survey::Survey;

/// Of each space but stairwells and shafts, from its farthest point. A space with a corner that no way leads
/// out of has none: that is a problem of the plan.
pub(super) fn distance(survey: &Survey<'_>) -> Vec<Reading> {
    let (network, routes) = survey.to_safety();
    let spaces = survey
        .building
        .spaces()
        .filter(|(_, space)| !matches!(space.usage, SpaceUse::Stair | SpaceUse::Shaft));
    spaces
        .filter_map(|(storey, space)| {
            let way = network.farthest_way(routes, &space.id)?;
            Some(Reading::of_space(survey, (storey, space), way.from, way.length))
        })
        .collect()
}
