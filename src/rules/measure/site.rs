//! The ground around the building: assembly points and fire-engine lanes.

use super::{Facts, Measure, Reading};
use crate::building::{ElementId, FireLane, Point, Segment};
use crate::rules::survey::{Survey, middle_of, people_of};

/// Once for the building: how many people its assembly points take, for all who are in it. Nothing
/// while the capacity of one of them is not known.
pub(super) fn assembly(survey: &Survey<'_>) -> Vec<Reading> {
    let points = &survey.site.assembly_points;
    let persons: u32 = survey.building.spaces().map(|(_, space)| people_of(space)).sum();
    let Some(capacity) = points.iter().map(|point| point.capacity).sum::<Option<u32>>() else {
        return Vec::new();
    };
    let ground = survey.ground();
    let element = points.first().map(|point| ElementId::from(&point.id));
    let Some(element) = element.or_else(|| ground.map(|storey| (&storey.id).into())) else {
        return Vec::new();
    };
    let at = points.first().map(|point| on_plan(survey, point.area.centroid()));
    vec![Reading {
        element,
        storey: ground.map(|storey| storey.id.clone()),
        at: at.or_else(|| ground.and_then(middle_of)),
        value: f64::from(capacity),
        facts: Facts { persons, ..Facts::default() },
    }]
}

/// Of each fire-engine lane.
pub(super) fn lanes(measure: Measure, survey: &Survey<'_>) -> Vec<Reading> {
    let lanes = survey.site.fire_lanes.iter();
    lanes
        .filter_map(|lane| {
            let value = match measure {
                Measure::FireLaneWidth => lane.clear_width,
                Measure::FireLaneHeight => lane.clear_height,
                Measure::FireLaneClear => f64::from(u8::from(lane.kept_clear)),
                _ => to_building(survey, lane)?,
            };
            let middle = lane.path.get(lane.path.len() / 2);
            Some(Reading {
                element: (&lane.id).into(),
                storey: survey.ground().map(|storey| storey.id.clone()),
                at: middle.map(|point| on_plan(survey, *point)),
                value,
                facts: Facts::default(),
            })
        })
        .collect()
}

/// From the edge of a lane to the nearest wall of the building, m.
fn to_building(survey: &Survey<'_>, lane: &FireLane) -> Option<f64> {
    let ground = survey.ground()?;
    let walls: Vec<Segment> =
        ground.spaces.iter().flat_map(|space| space.outline.edges()).collect();
    let path: Vec<Point> = lane.path.iter().map(|point| on_plan(survey, *point)).collect();
    let ends = path.windows(2).map(|ends| Segment::new(ends[0], ends[1]));
    let gaps = ends.flat_map(|piece| walls.iter().map(move |wall| piece.gap(*wall)));
    gaps.min_by(f64::total_cmp).map(|gap| (gap - lane.clear_width / 2.0).max(0.0))
}

fn on_plan(survey: &Survey<'_>, point: Point) -> Point {
    let offset = survey.building.site_offset;
    point.moved(-offset.x, -offset.y)
}
