//! People and the roles they take in a drill.

use serde::{Deserialize, Serialize};

use crate::building::SiteElementId;
use crate::language::choice;

crate::building::ids! {
    /// A person of the site.
    PersonId, "person";
}

choice! {
    /// In what relation a person stands to the site.
    pub enum PersonKind {
        /// 员工.
        Employee => "person-kind-employee",
        /// 访客.
        Visitor => "person-kind-visitor",
        /// 外来施工人员.
        Contractor => "person-kind-contractor",
    }
}

/// A person of the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person's id.
    pub id: PersonId,
    /// The person's name.
    pub name: String,
    /// The department or company.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// The shift, as the book lists it; empty if none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shift: String,
    /// Employee, visitor or contractor.
    pub kind: PersonKind,
    /// Whether the person needs help on the way out.
    #[serde(default)]
    pub reduced_mobility: bool,
    /// Where the person gathers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assembly_point: Option<SiteElementId>,
}

/// Who should answer at a roll call on this shift: those of the shift and those who belong to none.
/// Without a shift, everybody.
#[must_use]
pub fn roster(people: &[Person], shift: &str) -> Vec<Person> {
    let on_shift =
        |person: &&Person| shift.is_empty() || person.shift.is_empty() || person.shift == shift;
    people.iter().filter(on_shift).cloned().collect()
}

choice! {
    /// A role in a drill (GB/T 38315-2019, AQ/T 9007-2019).
    pub enum Role {
        /// 总指挥.
        Commander => "role-commander",
        /// 疏散引导.
        EvacuationGuide => "role-evacuation-guide",
        /// 灭火行动.
        FireFighting => "role-fire-fighting",
        /// 通讯联络.
        Communications => "role-communications",
        /// 警戒.
        Security => "role-security",
        /// 安全防护救护.
        FirstAid => "role-first-aid",
        /// 观察.
        Observer => "role-observer",
        /// 评估.
        Evaluator => "role-evaluator",
        /// Everybody who takes part.
        Everyone => "role-everyone",
    }
}
