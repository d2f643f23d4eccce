//! Takes the measures of a building and holds them against the limits of a pack.

use std::collections::HashMap;

use super::fact::{Unchecked, missing};
use super::measure::{Measure, Reading};
use super::survey::{Designed, Survey};
use super::{Bound, Finding, Limit, Pack, Rule};
use crate::building::{Building, ElementId, Site};

/// Lengths that differ by less are the same, m: what rounding of coordinates leaves.
const ROUNDING: f64 = 1e-6;

/// What the rules of a pack say of a building.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examination {
    /// What does not keep a limit: errors first, then in the order of the pack and of the storeys.
    /// Waived findings are among them, with their waiver.
    pub findings: Vec<Finding>,
    /// The rules that apply and could not be checked, in the order of the pack.
    pub unchecked: Vec<Unchecked>,
}

/// What of a building does not keep the limits of a pack, as [`examine`] finds it.
#[must_use]
pub fn check(building: &Building, site: &Site, pack: &Pack) -> Vec<Finding> {
    examine(building, site, pack).findings
}

/// Holds a building against the rules of a pack.
///
/// Routes are those of the building as it is designed: doors that are locked or blocked today
/// lengthen no way, and are findings of their own.
#[must_use]
pub fn examine(building: &Building, site: &Site, pack: &Pack) -> Examination {
    let designed = Designed::of(building);
    let survey = Survey::of(building, site, &designed);
    let mut taken: HashMap<Measure, Vec<Reading>> = HashMap::new();
    let (mut findings, mut unchecked) = (Vec::new(), Vec::new());
    for rule in &pack.rules {
        if let Some(missing) = missing(rule.measure, &survey) {
            if rule.when.holds_for(&survey) {
                unchecked.push(Unchecked::of(rule, missing));
            }
            continue;
        }
        let readings = taken.entry(rule.measure).or_insert_with(|| rule.measure.take(&survey));
        findings.extend(readings.iter().filter_map(|reading| judge(&survey, rule, reading)));
    }
    findings.sort_by_key(|finding: &Finding| (finding.waived.is_some(), finding.severity));
    Examination { findings, unchecked }
}

fn judge(survey: &Survey<'_>, rule: &Rule, reading: &Reading) -> Option<Finding> {
    let facts = &reading.facts;
    if !rule.when.holds(survey, facts) {
        return None;
    }
    let case = rule.cases.iter().find(|case| case.when.holds(survey, facts))?;
    let factor = rule.unit.factor();
    let (bound, limit) = match case.limit {
        Limit::AtMost(limit) => (Bound::AtMost, limit * factor),
        Limit::AtLeast(limit) => (Bound::AtLeast, limit * factor),
        Limit::AtLeastPerPerson(each) => (Bound::AtLeast, each * factor * f64::from(facts.persons)),
        Limit::Must => (Bound::Must, 1.0),
        Limit::Nothing => return None,
    };
    let kept = match bound {
        Bound::AtMost => reading.value <= limit + ROUNDING,
        Bound::AtLeast | Bound::Must => reading.value >= limit - ROUNDING,
    };
    if kept {
        return None;
    }
    let waived = survey.building.waivers.iter();
    let waived = waived.clone().find(|w| w.rule == rule.id && w.element == reading.element);
    Some(Finding {
        rule: rule.id.clone(),
        clause: rule.clause.clone(),
        edition: rule.edition.clone(),
        element: reading.element.clone(),
        name: name_of(survey, &reading.element),
        storey: reading.storey.clone(),
        at: reading.at,
        measured: reading.value,
        limit,
        bound,
        unit: rule.unit.base(),
        severity: rule.severity,
        confidence: rule.confidence,
        text: rule.text.clone(),
        fix: rule.measure.fix(survey, reading, limit),
        waived: waived.cloned(),
    })
}

/// The name of an element, or its id if it has none.
fn name_of(survey: &Survey<'_>, element: &ElementId) -> String {
    let (building, site) = (survey.building, survey.site);
    let name = match element {
        ElementId::Storey(id) => building.storey(id).map(|e| e.name.as_str()),
        ElementId::Space(id) => building.space(id).map(|(_, e)| e.name.as_str()),
        ElementId::Door(id) => building.door(id).map(|(_, e)| e.name.as_str()),
        ElementId::Stair(id) => building.stair(id).map(|e| e.name.as_str()),
        ElementId::Equipment(id) => building.equipment(id).map(|(_, e)| e.name.as_str()),
        ElementId::Wall(_) => None,
        ElementId::Site(id) => site.name_of(id),
    };
    let name = name.filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| element.as_str()).to_owned()
}
