//! The sheet for the debrief of five minutes: what the log knows already, and room to write.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::{Fact, FindingLine, Setting, Sources, clock, fact};
use crate::drill::{Ending, Outcome, Pauses, Record, Restore, Role, RollCall, What};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// How many lines of what was seen fit on the page beside the room to write.
const SEEN: usize = 14;

/// What the sheet is made from.
#[derive(Clone, Copy)]
pub struct DebriefSheet<'a> {
    /// The book's folder, for its templates.
    pub root: &'a Path,
    /// The site's name.
    pub site: &'a str,
    /// The drill.
    pub record: &'a Record,
    /// The day on which the sheet is made.
    pub today: Date,
    /// Its language.
    pub lang: Language,
}

#[derive(Serialize)]
struct Data {
    #[serde(flatten)]
    setting: Setting,
    building: String,
    scenario: String,
    started: String,
    conductor: String,
    rehearsal: Option<String>,
    headline: Vec<Fact>,
    seen: Vec<Seen>,
    /// How much more was seen than the sheet has lines for; empty if nothing.
    more: String,
    restored: Vec<Restored>,
    went_well: String,
    to_improve: String,
    findings: Vec<FindingLine>,
    signatures: Vec<String>,
}

/// Something that was seen in the drill, at `at` by its clock.
#[derive(Serialize)]
struct Seen {
    at: String,
    text: String,
    /// `late` where it went wrong, or nothing.
    kind: &'static str,
}

#[derive(Serialize)]
struct Restored {
    name: String,
    done: bool,
}

impl DebriefSheet<'_> {
    /// The template with the drill's data.
    #[must_use]
    pub fn sources(&self) -> Sources {
        Sources::new("debrief.typ", self.root, &self.data(), (self.today, self.lang))
    }

    fn data(&self) -> Data {
        let (lang, record) = (self.lang, self.record);
        let outcome = Outcome::of(&record.scenario, &record.events);
        let debrief = record.debrief.as_ref().map(|debrief| debrief.said().clone());
        let debrief = debrief.unwrap_or_default();
        let mut seen = self.seen(&outcome);
        let more = seen.len().saturating_sub(SEEN);
        seen.truncate(SEEN);
        let restored = Restore::ALL
            .iter()
            .map(|one| Restored { name: lang.t(one.key()), done: debrief.restored.contains(one) });
        let findings = record.findings.iter();
        Data {
            setting: Setting::new(lang, self.site, self.today),
            building: record.building.name.clone(),
            scenario: record.scenario.name.clone(),
            started: record.started.civil().strftime("%Y-%m-%d %H:%M").to_string(),
            conductor: record.conductor.clone(),
            rehearsal: record.rehearsal.then(|| lang.t("report-is-rehearsal")),
            headline: self.headline(&outcome),
            seen: seen.into_iter().map(|(_, seen)| seen).collect(),
            more: if more == 0 {
                String::new()
            } else {
                lang.say(&msg!("report-seen-more", count = more))
            },
            restored: restored.collect(),
            went_well: debrief.went_well,
            to_improve: debrief.to_improve,
            findings: findings.map(|one| FindingLine::of(one, record, None, lang)).collect(),
            signatures: vec![
                lang.t(Role::Commander.key()),
                lang.t(Role::Evaluator.key()),
                lang.t("report-safety-officer"),
            ],
        }
    }

    fn headline(&self, outcome: &Outcome) -> Vec<Fact> {
        let (lang, record) = (self.lang, self.record);
        let call = RollCall::of(&record.roster, &record.site, outcome).all;
        let counted = || outcome.head_counts.values().map(|count| count.missing()).sum();
        let missing: u32 = if call.safe > 0 { call.unaccounted() } else { counted() };
        let out = format!("{} / {}", outcome.people_out(), record.expected_people);
        vec![
            fact(lang.t("report-total"), clock(outcome.total)),
            fact(lang.t("report-accounted"), clock(outcome.accounted_for)),
            fact(lang.t("report-people"), out),
            fact(lang.t("report-missing"), missing.to_string()),
        ]
    }

    /// What the log says of what went wrong, of the answers to injects, and the notes; in the order
    /// of the times.
    fn seen(&self, outcome: &Outcome) -> Vec<(Seconds, Seen)> {
        let (lang, record) = (self.lang, self.record);
        let pauses = Pauses::of(&record.events);
        let line = |at: Seconds, text: String, wrong: bool| {
            (at, Seen { at: at.clock(), text, kind: if wrong { "late" } else { "" } })
        };
        // A real emergency is not measured by what a drill aims at.
        let real = outcome.ending == Some(Ending::RealEmergency);
        let late = record.scenario.checkpoints.iter().filter(|_| !real).filter_map(|checkpoint| {
            let (target, at) = (checkpoint.target?, outcome.time(&checkpoint.id)?);
            let title = lang.say(&checkpoint.title(&record.building, &record.site));
            let by = (at - target).signed();
            (at > target).then(|| line(at, format!("{title} {by} s"), true))
        });
        let doors = outcome.door_checks.iter().filter(|check| !check.found.is_good());
        let doors = doors.map(|check| {
            let what = What::DoorChecked { door: check.door.clone(), found: check.found };
            line(check.at, lang.say(&record.describe(&what, &pauses)), true)
        });
        let injects = record.scenario.injects.iter().filter_map(|inject| {
            let times = outcome.injects.get(&inject.id)?;
            let given = times.fired?;
            let answer = times.acknowledged.map_or_else(
                || lang.t("report-no-answer"),
                |seen| lang.say(&msg!("report-answered", after = (seen - given).clock())),
            );
            let role = lang.t(inject.to.key());
            let told = lang.say(&msg!("labelled", label = role, text = &inject.message));
            let text = format!("{told} – {answer}");
            Some(line(given, text, times.acknowledged.is_none()))
        });
        let notes = outcome.notes.iter().map(|note| line(note.at, note.text.clone(), false));
        let mut seen: Vec<_> = late.chain(doors).chain(injects).chain(notes).collect();
        seen.sort_by_key(|(at, _)| *at);
        seen
    }
}
