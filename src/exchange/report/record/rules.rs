//! The building of that day, held against the rules.

use serde::Serialize;

use crate::building::problem::Severity;
use crate::drill::Record;
use crate::language::{Choice, Language};
use crate::rules::{Bound, Finding, Pack, check};

/// What of the building does not keep the rules.
#[derive(Serialize)]
pub(super) struct RulesData {
    pack: String,
    note: String,
    findings: Vec<RuleLine>,
}

#[derive(Serialize)]
struct RuleLine {
    severity: String,
    severity_id: &'static str,
    element: String,
    demanded: String,
    measured: String,
    limit: String,
    clause: String,
    /// Why it is accepted, by whom and since when; empty where nobody has said so.
    waived: String,
}

/// What of the building of that day does not keep the rules, waived findings last.
pub(super) fn rules(record: &Record, pack: &Pack, lang: Language) -> RulesData {
    let line = |finding: Finding| RuleLine {
        severity: lang.t(finding.severity.key()),
        severity_id: match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
        },
        element: finding.name.clone(),
        demanded: finding.text.in_language(lang).to_owned(),
        measured: if finding.bound == Bound::Must { String::new() } else { finding.measured(lang) },
        limit: match finding.bound {
            Bound::AtMost => format!("≤ {}", finding.limit(lang)),
            Bound::AtLeast => format!("≥ {}", finding.limit(lang)),
            Bound::Must => String::new(),
        },
        clause: format!("{} {}", finding.edition, finding.clause),
        waived: finding.waived.as_ref().map_or_else(String::new, |waiver| {
            format!("{} · {} · {}", waiver.reason, waiver.by, waiver.since)
        }),
    };
    let found = check(&record.building, &record.site, pack);
    RulesData {
        pack: pack.name.in_language(lang).to_owned(),
        note: lang.t("rules-assists"),
        findings: found.into_iter().map(line).collect(),
    }
}
