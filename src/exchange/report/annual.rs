//! The annual summary of a site: its drills, how they went, what was found, what is due.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::super::record_tables::findings_table;
use super::chart::totals;
use super::{Fact, FindingLine, Setting, Sources, clock, day, fact};
use crate::drill::{Marking, Record, ScenarioId};
use crate::exchange::{Cell, Table};
use crate::history::{
    Comparison, Coverage, Drill, Due, FireDoors, SMALLEST, Trend, days_to_fix, follow_ups,
};
use crate::language::{Choice, Language, Message, msg};
use crate::units::Seconds;

/// What the annual summary is made from.
#[derive(Clone, Copy)]
pub struct Annual<'a> {
    /// The book's folder, for its templates.
    pub root: &'a Path,
    /// The site's name.
    pub site: &'a str,
    /// The year.
    pub year: i16,
    /// All records of the book, of every year.
    pub records: &'a [Arc<Record>],
    /// What drills are due.
    pub due: &'a [Due],
    /// Who took part when.
    pub coverage: &'a [Coverage],
    /// The day on which the summary is made.
    pub today: Date,
    /// Its language.
    pub lang: Language,
}

#[derive(Serialize)]
struct Data {
    #[serde(flatten)]
    setting: Setting,
    year: i16,
    headline: Vec<Fact>,
    drills: Vec<DrillLine>,
    scenarios: Vec<ScenarioData>,
    findings: Vec<FindingLine>,
    findings_said: Vec<String>,
    due: Vec<DueLine>,
    coverage_said: String,
    missing: Vec<Fact>,
    signatures: Vec<String>,
}

#[derive(Serialize)]
struct DrillLine {
    date: String,
    building: String,
    scenario: String,
    shift: String,
    told: String,
    people: String,
    total: String,
    accounted: String,
    /// Nothing for a real emergency, which is not measured by what a drill aims at.
    late: Option<usize>,
    doors: String,
    grade: String,
    note: String,
}

#[derive(Serialize)]
struct ScenarioData {
    name: String,
    building: String,
    trend: String,
    chart: String,
}

#[derive(Serialize)]
struct DueLine {
    building: String,
    shift: String,
    rule: String,
    source: String,
    last: String,
    due: String,
    late: bool,
    proposed: String,
}

impl Annual<'_> {
    fn of_year(&self) -> Vec<&Arc<Record>> {
        let of_year = |record: &&Arc<Record>| record.started.date().year() == self.year;
        let mut records: Vec<_> = self.records.iter().filter(of_year).collect();
        records.sort_by_key(|record| record.started);
        records
    }

    /// The template with the year's data.
    #[must_use]
    pub fn sources(&self) -> Sources {
        let lang = self.lang;
        let drills: Vec<Drill> = self.of_year().into_iter().map(Drill::of).collect();
        let mut charts = Vec::new();
        let mut scenarios = Vec::new();
        for comparison in self.comparisons() {
            let Some(newest) = comparison.drills.last() else { continue };
            let Some(svg) = totals(&comparison) else { continue };
            let chart = format!("charts/{}.svg", charts.len() + 1);
            charts.push((chart.clone(), svg.into_bytes()));
            scenarios.push(ScenarioData {
                name: newest.record.scenario.name.clone(),
                building: newest.record.building.name.clone(),
                trend: lang.say(&trend_said(&comparison)),
                chart,
            });
        }
        let year_records: Vec<Arc<Record>> = self.of_year().into_iter().map(Arc::clone).collect();
        let ups = follow_ups(&year_records, self.today);
        let lines = ups
            .iter()
            .filter_map(|up| Some(FindingLine::of(up.finding()?, &up.record, None, lang)));
        let people: u32 =
            drills.iter().filter(|d| d.counts()).map(|d| d.outcome.people_out()).sum();
        let counted = drills.iter().filter(|drill| drill.counts()).count();
        let open = ups.iter().filter(|up| !up.is_closed()).count();
        let overdue = ups.iter().filter(|up| up.overdue_days.is_some()).count();
        let late_due = self.due.iter().filter(|due| due.is_overdue()).count();
        let headline = vec![
            fact(lang.t("report-drills-held"), counted.to_string()),
            fact(lang.t("report-people-out"), people.to_string()),
            fact(lang.t("report-findings"), ups.len().to_string()),
            fact(lang.t("report-still-open"), format!("{open}")),
            fact(lang.t("report-overdue"), format!("{}", overdue + late_due)),
        ];
        let mut findings_said = Vec::new();
        if let Some((days, count)) = days_to_fix(&ups) {
            let days = format!("{days:.0}");
            findings_said.push(lang.say(&msg!("spread-days-to-fix", days = days, count = count)));
        }
        let gone: Vec<&Coverage> = self.coverage.iter().filter(|one| one.missing).collect();
        let data = Data {
            setting: Setting::new(lang, self.site, self.today),
            year: self.year,
            headline,
            drills: drills.iter().map(|drill| drill_line(drill, lang)).collect(),
            scenarios,
            findings: lines.collect(),
            findings_said,
            due: self.due.iter().map(|due| self.due_line(due)).collect(),
            coverage_said: lang.say(&msg!(
                "calendar-coverage",
                people = self.coverage.len(),
                missing = gone.len()
            )),
            missing: gone
                .iter()
                .take(60)
                .map(|one| fact(one.person.name.clone(), one.person.department.clone()))
                .collect(),
            signatures: vec![lang.t("report-safety-officer"), lang.t("report-site-manager")],
        };
        let mut sources = Sources::new("annual.typ", self.root, &data, (self.today, self.lang));
        for (name, content) in charts {
            sources.add(name, content);
        }
        sources
    }

    /// The drills of each scenario that was drilled in the year, up to its end.
    fn comparisons(&self) -> Vec<Comparison> {
        let mut by_scenario: BTreeMap<&ScenarioId, Vec<&Arc<Record>>> = BTreeMap::new();
        for record in self.records.iter().filter(|r| r.started.date().year() <= self.year) {
            by_scenario.entry(&record.scenario.id).or_default().push(record);
        }
        let drilled = |records: &Vec<&Arc<Record>>| {
            records.iter().any(|record| record.started.date().year() == self.year)
        };
        by_scenario.into_values().filter(drilled).map(Comparison::of).collect()
    }

    fn building_name(&self, due: &Due) -> String {
        let named = self.records.iter().rev().find(|record| record.building.id == due.building);
        named.map_or_else(|| due.building.to_string(), |record| record.building.name.clone())
    }

    fn due_line(&self, due: &Due) -> DueLine {
        DueLine {
            building: self.building_name(due),
            shift: due.shift.clone().unwrap_or_default(),
            rule: due.rule.name.of(self.lang).to_owned(),
            source: due.rule.source.of(self.lang).to_owned(),
            last: day(due.last),
            due: due.due.to_string(),
            late: due.is_overdue(),
            proposed: due.proposed.to_string(),
        }
    }
}

/// Where the total of a comparison goes, in words: a trend, or that there are too few drills.
fn trend_said(comparison: &Comparison) -> Message {
    const YEAR: f64 = 365.25 * 86_400.0;
    let points: Vec<(f64, f64)> = comparison
        .drills
        .iter()
        .filter(|drill| drill.counts())
        .filter_map(|drill| {
            let year = drill.record.started.timestamp().as_second() as f64 / YEAR;
            Some((year, drill.outcome.total?.get()))
        })
        .collect();
    let count = points.len();
    let Some(trend) = Trend::of(&points) else {
        return msg!("trend-too-few", count = count, smallest = SMALLEST);
    };
    let signed = |slope: f64| Seconds::new(slope).signed();
    let (low, high) = (signed(trend.slopes.0), signed(trend.slopes.1));
    let change = signed(trend.slope);
    match (trend.is_clear(), trend.slope < 0.0) {
        (true, true) => msg!("trend-falls", count = count, change = change, low = low, high = high),
        (true, false) => {
            msg!("trend-rises", count = count, change = change, low = low, high = high)
        }
        _ => msg!("trend-unclear", count = count, change = change, low = low, high = high),
    }
}

/// How many checkpoints were reached later than aimed at; nothing for a real emergency.
fn late(drill: &Drill) -> Option<usize> {
    if drill.is_emergency() {
        return None;
    }
    let checkpoints = drill.record.scenario.checkpoints.iter();
    let late = checkpoints.filter(|checkpoint| {
        let at = drill.outcome.time(&checkpoint.id);
        matches!((at, checkpoint.target), (Some(at), Some(target)) if at > target)
    });
    Some(late.count())
}

fn grade(drill: &Drill, lang: Language) -> Option<String> {
    let marking = drill.record.marking.as_ref()?;
    let score = marking.score()?;
    let grade = marking.sheet.grade(score).map_or("", |grade| grade.name.of(lang));
    Some(format!("{grade} {score:.0}"))
}

fn drill_line(drill: &Drill, lang: Language) -> DrillLine {
    let (record, outcome) = (&drill.record, &drill.outcome);
    let doors = FireDoors::of(drill);
    let told = if record.scenario.announced {
        lang.t("filter-announced-yes")
    } else {
        lang.t("filter-announced-no")
    };
    DrillLine {
        date: record.started.date().to_string(),
        building: record.building.name.clone(),
        scenario: record.scenario.name.clone(),
        shift: record.scenario.shift.clone(),
        told,
        people: format!("{} / {}", outcome.people_out(), record.expected_people),
        total: clock(outcome.total),
        accounted: clock(outcome.accounted_for),
        late: late(drill),
        doors: if doors.checked > 0 {
            format!("{} / {}", doors.good, doors.checked)
        } else {
            "–".to_owned()
        },
        grade: grade(drill, lang).unwrap_or_else(|| "–".to_owned()),
        note: if drill.counts() {
            String::new()
        } else if record.rehearsal {
            lang.t("review-rehearsal")
        } else {
            lang.t(record.ending.key())
        },
    }
}

/// The tables of the annual summary: drills, findings, what is due, who took part.
#[must_use]
pub fn annual_tables(annual: &Annual<'_>) -> Vec<Table> {
    let lang = annual.lang;
    let words = |keys: &[&'static str]| keys.iter().map(|key| lang.t(key)).collect::<Vec<_>>();
    let head = words(&[
        "report-record-id",
        "report-started",
        "filter-building",
        "filter-scenario",
        "filter-shift",
        "report-people-out",
        "report-expected",
        "report-total",
        "report-accounted",
        "report-late",
        "report-score",
    ]);
    let mut drills = Table::new("drills", lang.t("report-drills"), head);
    for record in annual.of_year() {
        let drill = Drill::of(record);
        let score = record.marking.as_ref().and_then(Marking::score);
        drills.rows.push(vec![
            Cell::text(record.id.as_str()),
            Cell::DateTime(record.started.civil()),
            Cell::text(&record.building.name),
            Cell::text(&record.scenario.name),
            Cell::text(&record.scenario.shift),
            Cell::count(drill.outcome.people_out()),
            Cell::count(record.expected_people),
            Cell::time(drill.outcome.total),
            Cell::time(drill.outcome.accounted_for),
            late(&drill).map_or(Cell::Empty, |late| Cell::count(late as i64)),
            score.map_or(Cell::Empty, Cell::Number),
        ]);
    }
    let found = findings_table(annual.of_year().into_iter().map(AsRef::as_ref), lang);
    let due = due_table(annual.due, |due| annual.building_name(due), lang);
    let people = coverage_table(annual.coverage, lang);
    vec![drills, found, due, people]
}

/// Which drills are due by which rule.
#[must_use]
pub fn due_table(due: &[Due], building: impl Fn(&Due) -> String, lang: Language) -> Table {
    let head = [
        "filter-building",
        "filter-shift",
        "calendar-rule",
        "calendar-source",
        "report-last-done",
        "report-due",
        "report-days-late",
        "report-proposed",
    ];
    let head = head.into_iter().map(|key| lang.t(key)).collect();
    let mut table = Table::new("due", lang.t("report-drills-due"), head);
    for one in due {
        table.rows.push(vec![
            Cell::text(building(one)),
            Cell::text(one.shift.clone().unwrap_or_default()),
            Cell::text(one.rule.name.of(lang)),
            Cell::text(one.rule.source.of(lang)),
            Cell::day(one.last),
            Cell::Date(one.due),
            Cell::count(one.late_days),
            Cell::Date(one.proposed),
        ]);
    }
    table
}

/// Who took part when.
#[must_use]
pub fn coverage_table(coverage: &[Coverage], lang: Language) -> Table {
    let head = ["report-name", "calendar-department", "filter-shift", "calendar-last-part"];
    let head = head.into_iter().map(|key| lang.t(key)).collect();
    let mut table = Table::new("coverage", lang.t("report-coverage"), head);
    for one in coverage {
        table.rows.push(vec![
            Cell::text(&one.person.name),
            Cell::text(&one.person.department),
            Cell::text(&one.person.shift),
            Cell::day(one.last),
        ]);
    }
    table
}
