//! The record and evaluation report of a drill.

mod marking;
mod roll_call;
mod rules;

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use self::marking::{MarkingData, marking};
use self::roll_call::{RollCallData, roll_call};
use self::rules::{RulesData, rules};
use super::super::record_tables::{record_tables, row_name};
use super::super::review_tables::rules_table;
use super::plan::{storey_cleared, storey_plan};
use super::{Delta, Fact, FindingLine, Setting, Sources, clock, delta, fact};
use crate::drill::{Pauses, Record, Role, What, element_name, observations};
use crate::exchange::Table;
use crate::history::{Baseline, Comparison, Drill, Part, Parts, differences};
use crate::language::{Choice, Language, msg};
use crate::rules::{Pack, check};
use crate::units::Seconds;

/// What the report of a drill is made from.
#[derive(Clone, Copy)]
pub struct RecordReport<'a> {
    /// The book's folder, for its templates and photos.
    pub root: &'a Path,
    /// The site's name.
    pub site: &'a str,
    /// The drill among those it compares with.
    pub comparison: &'a Comparison,
    /// Its place among them.
    pub index: usize,
    /// The rules that the building of that day is held against.
    pub rules: &'a Pack,
    /// The day on which the report is made.
    pub today: Date,
    /// Its language.
    pub lang: Language,
}

#[derive(Serialize)]
struct Data {
    #[serde(flatten)]
    setting: Setting,
    record: String,
    building: String,
    scenario: String,
    description: String,
    started: String,
    rehearsal: Option<String>,
    facts: Vec<Fact>,
    headline: Vec<Headline>,
    late: Vec<String>,
    roles: Vec<Fact>,
    plans: Vec<Plan>,
    parts: Vec<PartLine>,
    timeline: Vec<TimelineLine>,
    previous: String,
    not_comparable: Vec<String>,
    baselines: Vec<String>,
    checkpoints: Vec<CheckpointLine>,
    exits: Vec<ExitLine>,
    doors: Vec<DoorLine>,
    roll_call: Option<RollCallData>,
    marking: Option<MarkingData>,
    rules: RulesData,
    findings: Vec<FindingLine>,
    photos: Vec<Picture>,
    comments: String,
    debrief: Vec<Fact>,
    moments: Vec<Fact>,
    signed: Vec<Signature>,
    open_signatures: Vec<String>,
}

#[derive(Serialize)]
struct Headline {
    name: String,
    value: String,
    note: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct Plan {
    storey: String,
    cleared: String,
    file: String,
}

#[derive(Serialize)]
struct PartLine {
    name: String,
    took: String,
    target: String,
    previous: String,
    /// Where it begins and how long it is, as shares of the whole.
    from: f64,
    share: f64,
    late: bool,
}

#[derive(Serialize)]
struct TimelineLine {
    at: String,
    what: String,
    who: String,
    /// The event's number, which the marking sheet refers to.
    number: u32,
}

#[derive(Serialize)]
struct CheckpointLine {
    name: String,
    time: String,
    target: String,
    deltas: Vec<Delta>,
}

#[derive(Serialize)]
struct ExitLine {
    name: String,
    people: u32,
    first: String,
    last: String,
    share: f64,
}

#[derive(Serialize)]
struct DoorLine {
    name: String,
    at: String,
    found: String,
    good: bool,
}

#[derive(Serialize)]
struct Picture {
    file: String,
    caption: String,
}

#[derive(Serialize)]
struct Signature {
    name: String,
    role: String,
    at: String,
}

impl RecordReport<'_> {
    /// The template with the drill's data; nothing where the comparison has no such drill.
    #[must_use]
    pub fn sources(&self) -> Option<Sources> {
        let drill = self.comparison.drills.get(self.index)?;
        let lang = self.lang;
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let mut plans = Vec::new();
        for storey in drill.record.building.storeys.iter().rev() {
            let Some(svg) = storey_plan(drill, storey, lang) else { continue };
            let file = format!("plans/{}.svg", plans.len() + 1);
            files.push((file.clone(), svg.into_bytes()));
            let cleared = storey_cleared(drill, storey)
                .map(|at| lang.say(&msg!("report-cleared-at", at = at.clock())));
            let cleared = cleared.unwrap_or_default();
            plans.push(Plan { storey: storey.name.clone(), cleared, file });
        }
        let data = self.data(drill, plans, &mut files);
        let mut sources = Sources::new("record.typ", self.root, &data, (self.today, self.lang));
        for (name, content) in files {
            sources.add(name, content);
        }
        Some(sources)
    }

    /// The same as tables, with the findings of the rules as the last one.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = record_tables(self.comparison, self.index, self.lang);
        if let Some(drill) = self.comparison.drills.get(self.index) {
            let found = check(&drill.record.building, &drill.record.site, self.rules);
            tables.push(rules_table(&found, self.lang));
        }
        tables
    }

    fn data(&self, drill: &Drill, plans: Vec<Plan>, files: &mut Vec<(String, Vec<u8>)>) -> Data {
        let (lang, record) = (self.lang, &drill.record);
        let before = self.index.checked_sub(1).and_then(|i| self.comparison.drills.get(i));
        let not_comparable = before.map(|before| differences(&before.record, record));
        let not_comparable = not_comparable.unwrap_or_default().into_iter();
        let photos = self.photos(drill, files);
        let mut findings = Vec::new();
        for finding in &record.findings {
            let name = finding.action.as_ref().map_or("", |action| action.photo.as_str());
            let photo = self.picture(name, files);
            findings.push(FindingLine::of(finding, record, photo, lang));
        }
        let signed = record.signed.iter().map(|sign| Signature {
            name: sign.name.clone(),
            role: sign.role.clone(),
            at: sign.at.civil().strftime("%Y-%m-%d %H:%M").to_string(),
        });
        let who = |role: Role| lang.t(role.key());
        Data {
            setting: Setting::new(lang, self.site, self.today),
            record: record.id.to_string(),
            building: record.building.name.clone(),
            scenario: record.scenario.name.clone(),
            description: record.scenario.description.clone(),
            started: record.started.civil().strftime("%Y-%m-%d %H:%M").to_string(),
            rehearsal: record.rehearsal.then(|| lang.t("report-is-rehearsal")),
            facts: self.facts(drill),
            headline: self.headline(drill),
            late: self.late(),
            roles: record
                .scenario
                .roles
                .iter()
                .filter(|role| !role.person.is_empty())
                .map(|role| {
                    let place = if role.place.is_empty() {
                        String::new()
                    } else {
                        format!(" · {}", role.place)
                    };
                    fact(format!("{}{place}", who(role.role)), role.person.clone())
                })
                .collect(),
            plans,
            parts: parts(drill, before.map(AsRef::as_ref), lang),
            timeline: timeline(drill, lang),
            previous: before
                .map_or_else(String::new, |before| before.record.started.date().to_string()),
            not_comparable: not_comparable
                .filter(|difference| difference.matters)
                .map(|difference| lang.say(&difference.message))
                .collect(),
            baselines: shown_baselines().map(|baseline| lang.t(baseline.key())).collect(),
            checkpoints: self.checkpoints(),
            exits: exits(drill),
            doors: drill
                .outcome
                .door_checks
                .iter()
                .map(|check| DoorLine {
                    name: element_name(&(&check.door).into(), &record.building, &record.site),
                    at: check.at.clock(),
                    found: lang.t(check.found.key()),
                    good: check.found.is_good(),
                })
                .collect(),
            roll_call: roll_call(drill, lang),
            marking: marking(self.comparison.drills.get(..=self.index).unwrap_or_default(), lang),
            rules: rules(record, self.rules, lang),
            findings,
            photos,
            comments: record.comments.clone(),
            debrief: debrief(record, lang),
            moments: record
                .moments
                .iter()
                .map(|moment| fact(moment.at.clock(), moment.text.clone()))
                .collect(),
            signed: signed.collect(),
            open_signatures: [Role::Commander, Role::Evaluator]
                .map(who)
                .into_iter()
                .chain([lang.t("report-safety-officer")])
                .collect(),
        }
    }

    /// The pictures that were taken in the drill, each with what it shows.
    fn photos(&self, drill: &Drill, files: &mut Vec<(String, Vec<u8>)>) -> Vec<Picture> {
        let record = &drill.record;
        let pauses = Pauses::of(&record.events);
        let pictures = drill.outcome.pictures.iter().filter_map(|(event, name)| {
            let file = self.picture(name, files)?;
            let event = record.events.iter().find(|other| other.number == *event);
            let caption = event.map(|event| {
                let said = record.describe(&event.what, &pauses);
                format!("{}  {}", pauses.clock_at(event.at).clock(), self.lang.say(&said))
            });
            Some(Picture { file, caption: caption.unwrap_or_default() })
        });
        pictures.collect()
    }

    /// A picture of the book's `photos/` folder, where it is one that can be laid out; its name
    /// among the report's files.
    fn picture(&self, name: &str, files: &mut Vec<(String, Vec<u8>)>) -> Option<String> {
        if name.is_empty() || name.contains(['/', '\\']) {
            return None;
        }
        let content = fs::read(self.root.join("photos").join(name)).ok()?;
        let format = image::guess_format(&content).ok()?;
        image::load_from_memory_with_format(&content, format).ok()?;
        let ending = format.extensions_str().first()?;
        let file = format!("photos/{}.{ending}", files.len() + 1);
        files.push((file.clone(), content));
        Some(file)
    }

    fn facts(&self, drill: &Drill) -> Vec<Fact> {
        let (lang, record) = (self.lang, &drill.record);
        let told = if record.scenario.announced {
            lang.t("filter-announced-yes")
        } else {
            lang.t("filter-announced-no")
        };
        let fire = record.scenario.fire.as_ref().map(|fire| {
            let space = element_name(&(&fire.space).into(), &record.building, &record.site);
            if fire.what.is_empty() { space } else { format!("{space} · {}", fire.what) }
        });
        let mut facts = vec![
            fact(
                lang.t("report-started"),
                record.started.civil().strftime("%Y-%m-%d %H:%M:%S").to_string(),
            ),
            fact(lang.t("report-ending"), lang.t(record.ending.key())),
            fact(lang.t("filter-building"), record.building.name.clone()),
            fact(lang.t("filter-scenario"), record.scenario.name.clone()),
            fact(lang.t("filter-announced"), told),
            fact(lang.t("filter-shift"), record.scenario.shift.clone()),
            fact(lang.t("report-conductor"), record.conductor.clone()),
            fact(lang.t("report-weather"), record.weather.clone()),
            fact(lang.t("report-fire"), fire.unwrap_or_default()),
            fact(lang.t("report-record-id"), record.id.to_string()),
        ];
        facts.retain(|fact| !fact.value.is_empty());
        facts
    }

    fn headline(&self, drill: &Drill) -> Vec<Headline> {
        let (lang, record, outcome) = (self.lang, &drill.record, &drill.outcome);
        let total = self.comparison.rows.first();
        let against =
            |baseline| total.and_then(|row| self.comparison.delta(row, self.index, baseline));
        let previous = against(Baseline::Previous)
            .map(|delta| lang.say(&msg!("report-against-previous", delta = delta.signed())));
        let late = |difference: Option<Seconds>| match difference {
            Some(difference) if difference > Seconds::ZERO => "late",
            Some(_) => "early",
            None => "",
        };
        let accounted = record
            .scenario
            .checkpoint_of(&crate::drill::CheckpointKind::AllAccountedFor)
            .and_then(|checkpoint| checkpoint.target);
        let over = accounted.zip(outcome.accounted_for).map(|(target, at)| at - target);
        let (out, expected) = (outcome.people_out(), record.expected_people);
        let mut headline = vec![
            Headline {
                name: lang.t("report-total"),
                value: clock(outcome.total),
                note: previous.unwrap_or_default(),
                kind: late(against(Baseline::Previous)),
            },
            Headline {
                name: lang.t("report-accounted"),
                value: clock(outcome.accounted_for),
                note: accounted
                    .map(|target| lang.say(&msg!("report-against-target", target = target.clock())))
                    .unwrap_or_default(),
                kind: late(over),
            },
            Headline {
                name: lang.t("report-people"),
                value: format!("{out} / {expected}"),
                note: lang.t("report-expected-out"),
                kind: "",
            },
        ];
        if let Some((score, marking)) =
            record.marking.as_ref().and_then(|marking| Some((marking.score()?, marking)))
        {
            let grade = marking.sheet.grade(score).map_or("", |grade| grade.name.of(lang));
            headline.push(Headline {
                name: lang.t("report-grade"),
                value: if grade.is_empty() { format!("{score:.0}") } else { grade.to_owned() },
                note: lang.say(&msg!("report-score-of", score = format!("{score:.0}"))),
                kind: "",
            });
        }
        headline
    }

    /// The checkpoints that were reached later than aimed at.
    fn late(&self) -> Vec<String> {
        let late = self.comparison.rows.iter().filter_map(|row| {
            let delta = self.comparison.delta(row, self.index, Baseline::Target)?;
            let name = row_name(row, self.comparison, self.lang);
            (delta.get() >= 0.05).then(|| format!("{name} {} s", delta.signed()))
        });
        late.collect()
    }

    fn checkpoints(&self) -> Vec<CheckpointLine> {
        let rows = self.comparison.rows.iter().filter_map(|row| {
            let time = row.times.get(self.index).copied().flatten();
            let target = self.comparison.baseline(row, self.index, Baseline::Target);
            let here = self.comparison.drills.get(self.index)?;
            let planned =
                row.checkpoint.is_none() || here.record.scenario.checkpoint(&row.id).is_some();
            planned.then(|| CheckpointLine {
                name: row_name(row, self.comparison, self.lang),
                time: time.map_or_else(|| "–".to_owned(), Seconds::clock_tenths),
                target: clock(target),
                deltas: shown_baselines()
                    .map(|baseline| delta(self.comparison.delta(row, self.index, baseline)))
                    .collect(),
            })
        });
        rows.collect()
    }
}

/// The baselines that have a column of differences.
fn shown_baselines() -> impl Iterator<Item = Baseline> {
    Baseline::ALL.iter().copied().filter(|baseline| *baseline != Baseline::Average)
}

/// What was said and put back in the debrief, and how it read before it was changed.
fn debrief(record: &Record, lang: Language) -> Vec<Fact> {
    let Some(debrief) = &record.debrief else { return Vec::new() };
    let said = debrief.said().parts(lang).into_iter().map(|(name, text)| fact(name, text));
    let mut facts: Vec<Fact> = said.filter(|fact| !fact.value.is_empty()).collect();
    let changes = debrief.changes(lang).into_iter();
    facts.extend(changes.map(|change| fact(change.title, change.before)));
    facts
}

fn parts(drill: &Drill, before: Option<&Drill>, lang: Language) -> Vec<PartLine> {
    let parts = Parts::of(drill);
    // A real emergency aims at nothing.
    let aimed = (!drill.is_emergency()).then(|| Parts::aimed_at(&drill.record.scenario));
    let target = aimed.unwrap_or_default();
    let last = before.map(Parts::of).unwrap_or_default();
    let spans = parts.spans();
    let end = spans.iter().flatten().map(|(_, until)| until.get()).fold(1.0, f64::max);
    let line = |(index, part): (usize, &Part)| {
        let (took, aimed) = (parts.0[index], target.0[index]);
        let (from, until) = spans[index].unwrap_or_default();
        PartLine {
            name: lang.t(part.key()),
            took: clock(took),
            target: clock(aimed),
            previous: clock(last.0[index]),
            from: from.get() / end,
            share: (until - from).get() / end,
            late: matches!((took, aimed), (Some(took), Some(aimed)) if took > aimed),
        }
    };
    Part::ALL.iter().enumerate().map(line).collect()
}

/// What happened, each at its own time. Taps of counters are summed up under the exits.
fn timeline(drill: &Drill, lang: Language) -> Vec<TimelineLine> {
    let record = &drill.record;
    let pauses = Pauses::of(&record.events);
    let seen = observations(&record.events);
    let lines = seen.iter().filter(|seen| {
        !matches!(seen.what, What::Counted { .. } | What::RollCalled { .. } | What::Pictured { .. })
    });
    lines
        .map(|seen| TimelineLine {
            at: pauses.clock_at(seen.at).clock_tenths(),
            what: lang.say(&record.describe(seen.what, &pauses)),
            who: seen.who.to_owned(),
            number: seen.event.get(),
        })
        .collect()
}

fn exits(drill: &Drill) -> Vec<ExitLine> {
    let record = &drill.record;
    let all = f64::from(drill.outcome.people_out().max(1));
    let line = |(exit, count): (&crate::building::DoorId, &crate::drill::ExitCount)| {
        let counts = count.corrected();
        ExitLine {
            name: element_name(&exit.into(), &record.building, &record.site),
            people: count.total(),
            first: clock(counts.first().map(|(at, _)| *at)),
            last: clock(counts.last().map(|(at, _)| *at)),
            share: f64::from(count.total()) / all,
        }
    };
    drill.outcome.exits.iter().map(line).collect()
}
