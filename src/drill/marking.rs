//! The marking sheet: what trainers mark after a drill, by role and phase, and what it adds up to.

use serde::{Deserialize, Serialize};

use super::{EventNumber, Role};
use crate::language::{Wording, choice};

crate::building::ids! {
    /// A section of a marking sheet.
    SectionId, "section";
    /// A criterion of a marking sheet; the same over the years, so that marks can be compared.
    CriterionId, "criterion";
}

choice! {
    /// When in a drill a criterion is looked at.
    pub enum MarkingPhase {
        /// 演练准备.
        Before => "marking-phase-before",
        /// 发现与报警.
        Alarm => "marking-phase-alarm",
        /// 疏散与处置.
        Evacuation => "marking-phase-evacuation",
        /// 清点.
        HeadCount => "marking-phase-head-count",
        /// 恢复与讲评.
        After => "marking-phase-after",
    }
}

/// The highest mark of a criterion; the lowest is 0.
pub const FULL_MARK: u8 = 5;

/// Something that is marked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// What is expected.
    pub text: Wording,
    /// Of whom it is expected.
    pub role: Role,
    /// When it is looked at.
    pub phase: MarkingPhase,
    /// How much it weighs within its section.
    #[serde(default = "one")]
    pub weight: f64,
}

const fn one() -> f64 {
    1.0
}

/// Criteria that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// Its name.
    pub name: Wording,
    /// How much it weighs among the sections.
    pub weight: f64,
    /// What is marked.
    pub criteria: Vec<Criterion>,
}

/// A step of the overall grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The score from which on it is given, 0 to 100.
    pub from: f64,
    /// Its name.
    pub name: Wording,
}

/// A marking sheet, as a data file holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkingSheet {
    /// Its title.
    pub title: Wording,
    /// Where its criteria come from.
    pub source: Wording,
    /// What is marked.
    pub sections: Vec<Section>,
    /// The steps of the overall grade, in any order.
    pub grades: Vec<Grade>,
}

impl MarkingSheet {
    /// Every criterion with its section.
    pub fn criteria(&self) -> impl Iterator<Item = (&Section, &Criterion)> {
        self.sections.iter().flat_map(|section| section.criteria.iter().map(move |c| (section, c)))
    }

    /// The grade of a score: the highest step that it reaches.
    #[must_use]
    pub fn grade(&self, score: f64) -> Option<&Grade> {
        let reached = self.grades.iter().filter(|grade| score >= grade.from);
        reached.max_by(|one, other| one.from.total_cmp(&other.from))
    }
}

/// The mark of a criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// What is marked.
    pub criterion: CriterionId,
    /// 0 to [`FULL_MARK`]; nothing where the criterion did not apply or nobody could see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u8>,
    /// What there is to say about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The events that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EventNumber>,
}

/// A marked sheet, kept with the sheet as it was on that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    /// The sheet.
    pub sheet: MarkingSheet,
    /// The marks, one a criterion at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Who marked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evaluator: String,
    /// What there is to say about the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
}

impl Marking {
    /// An empty sheet.
    #[must_use]
    pub const fn new(sheet: MarkingSheet) -> Self {
        Self { sheet, marks: Vec::new(), evaluator: String::new(), remarks: String::new() }
    }

    /// The mark of a criterion.
    #[must_use]
    pub fn mark(&self, criterion: &CriterionId) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.criterion == *criterion)
    }

    /// The mark of a criterion, to change it; an empty one is made where there is none.
    pub fn mark_mut(&mut self, criterion: &CriterionId) -> &mut Mark {
        let place = self.marks.iter().position(|mark| mark.criterion == *criterion);
        let place = place.unwrap_or_else(|| {
            let criterion = criterion.clone();
            self.marks.push(Mark {
                criterion,
                points: None,
                remark: String::new(),
                evidence: Vec::new(),
            });
            self.marks.len() - 1
        });
        &mut self.marks[place]
    }

    /// The score of a section, 0 to 100: the weighted mean of its marks. Criteria that were not
    /// marked count for nothing; nothing where none of them was.
    #[must_use]
    pub fn section_score(&self, section: &Section) -> Option<f64> {
        let marked = section.criteria.iter().filter_map(|criterion| {
            let points = self.mark(&criterion.id)?.points?.min(FULL_MARK);
            Some((criterion.weight, f64::from(points) / f64::from(FULL_MARK) * 100.0))
        });
        weighted_mean(marked)
    }

    /// The overall score, 0 to 100: the weighted mean of the sections that were marked.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let sections = self.sheet.sections.iter();
        weighted_mean(sections.filter_map(|s| Some((s.weight, self.section_score(s)?))))
    }

    /// How many of the criteria were marked, and how many there are.
    #[must_use]
    pub fn marked(&self) -> (usize, usize) {
        let of = |id: &CriterionId| self.mark(id).is_some_and(|mark| mark.points.is_some());
        let marked = self.sheet.criteria().filter(|(_, criterion)| of(&criterion.id)).count();
        (marked, self.sheet.criteria().count())
    }
}

/// The mean of values, each with its weight; nothing without weight. Weights below nothing count
/// as none.
fn weighted_mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (mut weights, mut sum) = (0.0, 0.0);
    for (weight, value) in values {
        let weight = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
        weights += weight;
        sum += weight * value;
    }
    (weights > 0.0).then(|| sum / weights)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet(weights: &[(f64, &[f64])]) -> MarkingSheet {
        let sections = weights.iter().enumerate().map(|(s, (weight, criteria))| Section {
            id: SectionId::numbered(s as u32),
            name: Wording::default(),
            weight: *weight,
            criteria: criteria
                .iter()
                .enumerate()
                .map(|(c, weight)| Criterion {
                    id: CriterionId::new(&format!("{s}-{c}")),
                    text: Wording::default(),
                    role: Role::Everyone,
                    phase: MarkingPhase::Alarm,
                    weight: *weight,
                })
                .collect(),
        });
        let grade =
            |from, en: &str| Grade { from, name: Wording { en: en.to_owned(), zh: String::new() } };
        MarkingSheet {
            title: Wording::default(),
            source: Wording::default(),
            sections: sections.collect(),
            grades: vec![grade(60.0, "fair"), grade(90.0, "excellent"), grade(0.0, "poor")],
        }
    }

    // By hand: (5·1 + 2·3) / 5 / 4 = 0.55 of the first section, 4 / 5 of the second,
    // (0.55·30 + 0.8·10) / 40 = 61.25 %.
    #[test]
    fn marks_are_weighted_within_their_section_and_sections_among_each_other() {
        let mut marking =
            Marking::new(sheet(&[(30.0, &[1.0, 3.0]), (10.0, &[1.0]), (60.0, &[1.0])]));
        assert_eq!(marking.score(), None);
        for (id, points) in [("0-0", 5), ("0-1", 2), ("1-0", 4)] {
            marking.mark_mut(&CriterionId::new(id)).points = Some(points);
        }
        assert!((marking.section_score(&marking.sheet.sections[0]).unwrap() - 55.0).abs() < 1e-9);
        assert_eq!(marking.section_score(&marking.sheet.sections[2]), None);
        assert!((marking.score().unwrap() - 61.25).abs() < 1e-9);
        assert_eq!(marking.marked(), (3, 4));
        assert_eq!(marking.sheet.grade(61.25).unwrap().name.en, "fair");
        assert_eq!(marking.sheet.grade(90.0).unwrap().name.en, "excellent");
        marking.mark_mut(&CriterionId::new("0-0")).points = None;
        assert_eq!(marking.marks.len(), 3, "a mark is changed in its place");
    }

    proptest! {
        #[test]
        fn a_score_lies_between_nothing_and_all_whatever_the_weights(
            weights in prop::collection::vec(-1.0..50.0_f64, 1..6),
            points in prop::collection::vec(prop::option::of(0_u8..=9), 6),
        ) {
            let criteria: Vec<(f64, &[f64])> =
                weights.iter().map(|weight| (*weight, [1.0].as_slice())).collect();
            let mut marking = Marking::new(sheet(&criteria));
            for (index, points) in points.iter().enumerate().take(weights.len()) {
                marking.mark_mut(&CriterionId::new(&format!("{index}-0"))).points = *points;
            }
            if let Some(score) = marking.score() {
                prop_assert!((-1e-9..=100.0 + 1e-9).contains(&score));
            }
        }
    }
}
