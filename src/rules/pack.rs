//! A rule pack: what a code demands, as data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Condition, Measure, Unit};
use crate::building::problem::Severity;
use crate::language::choice;

choice! {
    /// How sure it is that a rule says what its clause says.
    pub enum Confidence {
        /// Well known, and the same wherever the code is quoted.
        High => "rules-confidence-high",
        /// Written down from knowledge of the document: read the clause before relying on it.
        Medium => "rules-confidence-medium",
        /// Good practice, or a number that clauses leave open.
        Low => "rules-confidence-low",
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

/// What a measured value must keep to, in the rule's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Limit {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// Not less than this for each person.
    AtLeastPerPerson(f64),
    /// It must be so, for a measure that is met or not.
    Must,
    /// Nothing is demanded in this case.
    Nothing,
}

/// A limit and when it applies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// When it applies; always, if left out.
    #[serde(default)]
    pub when: Condition,
    /// What is demanded then.
    pub limit: Limit,
}

/// What a clause demands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Rule {
    /// Its id, unique in the pack.
    pub id: String,
    /// The clause it comes from.
    pub clause: String,
    /// The document and its edition.
    pub edition: String,
    /// When it applies at all.
    pub when: Condition,
    /// What is measured.
    pub measure: Measure,
    /// The unit of its limits.
    pub unit: Unit,
    /// The limits; the first case that applies counts.
    pub cases: Vec<Case>,
    /// How much a breach matters.
    pub severity: Severity,
    /// How sure its numbers are.
    pub confidence: Confidence,
    /// What is demanded, in words.
    pub text: Text,
}

/// A rule as it is written, before its parts are held against each other.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Rule")]
struct Written {
    id: String,
    clause: String,
    edition: String,
    #[serde(default)]
    when: Condition,
    measure: Measure,
    unit: Unit,
    cases: Vec<Case>,
    severity: Severity,
    confidence: Confidence,
    text: Text,
}

impl TryFrom<Written> for Rule {
    type Error = String;

    fn try_from(rule: Written) -> Result<Self, Self::Error> {
        let Written { id, clause, edition, when, measure, unit, cases, .. } = rule;
        let (severity, confidence, text) = (rule.severity, rule.confidence, rule.text);
        let wanted = measure.unit();
        if unit.base() != wanted {
            return Err(format!("rule {id}: {measure:?} is measured in {wanted:?}, not {unit:?}"));
        }
        if cases.is_empty() {
            return Err(format!("rule {id} has no case"));
        }
        for case in &cases {
            let fits = match case.limit {
                Limit::Must => wanted == Unit::YesNo,
                Limit::Nothing => true,
                Limit::AtMost(x) | Limit::AtLeast(x) | Limit::AtLeastPerPerson(x) => {
                    wanted != Unit::YesNo && x.is_finite() && x >= 0.0
                }
            };
            if !fits {
                return Err(format!("rule {id}: {:?} is no limit for {measure:?}", case.limit));
            }
        }
        let rule =
            Self { id, clause, edition, when, measure, unit, cases, severity, confidence, text };
        Ok(rule)
    }
}

impl From<Rule> for Written {
    fn from(rule: Rule) -> Self {
        let Rule { id, clause, edition, when, measure, unit, cases, .. } = rule;
        let (severity, confidence, text) = (rule.severity, rule.confidence, rule.text);
        Self { id, clause, edition, when, measure, unit, cases, severity, confidence, text }
    }
}

/// The rules of a code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WrittenPack", into = "WrittenPack")]
pub struct Pack {
    /// Its short name, such as `gb`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What to know about it.
    pub note: Text,
    /// Its rules.
    pub rules: Vec<Rule>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Pack")]
struct WrittenPack {
    id: String,
    name: Text,
    #[serde(default)]
    note: Text,
    rules: Vec<Rule>,
}

impl TryFrom<WrittenPack> for Pack {
    type Error = String;

    fn try_from(pack: WrittenPack) -> Result<Self, Self::Error> {
        let mut ids = BTreeSet::new();
        if let Some(twice) = pack.rules.iter().find(|rule| !ids.insert(rule.id.as_str())) {
            return Err(format!("rule {} is there twice", twice.id));
        }
        let WrittenPack { id, name, note, rules } = pack;
        Ok(Self { id, name, note, rules })
    }
}

impl From<Pack> for WrittenPack {
    fn from(pack: Pack) -> Self {
        let Pack { id, name, note, rules } = pack;
        Self { id, name, note, rules }
    }
}

impl Pack {
    /// A rule by its id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}
