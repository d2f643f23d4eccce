//! The tables of a drill: what the spreadsheet and the text files of its record hold.

use super::{Cell, Table, agreement_tables};
use crate::drill::{Pauses, Record, element_name, observations};
use crate::history::{Agreement, Baseline, Comparison, Drill, Row};
use crate::language::{Choice, Language, msg};

/// The tables of the drill at `index` of a comparison: facts, checkpoints, exits, events, door
/// checks, findings, where it was marked the marking sheet, and the drill beside its prediction.
#[must_use]
pub fn record_tables(comparison: &Comparison, index: usize, lang: Language) -> Vec<Table> {
    let Some(drill) = comparison.drills.get(index) else { return Vec::new() };
    let record = &drill.record;
    let mut tables = vec![
        facts(comparison, index, lang),
        checkpoints(comparison, index, lang),
        exits_table(drill, lang),
        doors(comparison, index, lang),
        events_table(record, lang),
        findings_table([record.as_ref()], lang),
    ];
    tables.extend(marks(record, lang));
    tables.extend(agreement_tables(record, &Agreement::of(drill), lang));
    tables
}

fn columns<const N: usize>(lang: Language, keys: [&'static str; N]) -> Vec<String> {
    keys.into_iter().map(|key| lang.t(key)).collect()
}

fn facts(comparison: &Comparison, index: usize, lang: Language) -> Table {
    let head = columns(lang, ["report-item", "report-value"]);
    let mut table = Table::new("facts", lang.t("report-facts"), head);
    let Some(drill) = comparison.drills.get(index) else { return table };
    let (record, outcome) = (&drill.record, &drill.outcome);
    let mut add = |key: &'static str, cell| table.rows.push(vec![Cell::text(lang.t(key)), cell]);
    add("report-record-id", Cell::text(record.id.as_str()));
    add("filter-building", Cell::text(&record.building.name));
    add("filter-scenario", Cell::text(&record.scenario.name));
    add("report-started", Cell::DateTime(record.started.civil()));
    add("report-ending", Cell::text(lang.t(record.ending.key())));
    add("report-rehearsal", Cell::Bool(record.rehearsal));
    add("filter-announced", Cell::Bool(record.scenario.announced));
    add("filter-shift", Cell::text(&record.scenario.shift));
    add("report-conductor", Cell::text(&record.conductor));
    add("report-weather", Cell::text(&record.weather));
    add("report-expected", Cell::count(record.expected_people));
    add("report-people-out", Cell::count(outcome.people_out()));
    add("report-missing", Cell::count(outcome.missing()));
    add("report-total", Cell::time(outcome.total));
    add("report-accounted", Cell::time(outcome.accounted_for));
    let score = record.marking.as_ref().and_then(crate::drill::Marking::score);
    add("report-score", score.map_or(Cell::Empty, Cell::Number));
    table
}

/// Every checkpoint of the drill with each baseline and the difference to it.
fn checkpoints(comparison: &Comparison, index: usize, lang: Language) -> Table {
    let mut head = columns(lang, ["report-id", "comparison-checkpoint", "report-time-s"]);
    for baseline in Baseline::ALL {
        head.push(lang.say(&msg!("report-baseline-s", baseline = *baseline)));
        head.push(lang.say(&msg!("report-delta-s", baseline = *baseline)));
    }
    let mut table = Table::new("checkpoints", lang.t("report-checkpoints"), head);
    for row in &comparison.rows {
        let time = row.times.get(index).copied().flatten();
        let mut cells = vec![
            Cell::text(row.id.as_str()),
            Cell::text(row_name(row, comparison, lang)),
            Cell::time(time),
        ];
        for baseline in Baseline::ALL {
            cells.push(Cell::time(comparison.baseline(row, index, *baseline)));
            cells.push(Cell::time(comparison.delta(row, index, *baseline)));
        }
        table.rows.push(cells);
    }
    table
}

/// How many people passed each exit, and when.
#[must_use]
pub fn exits_table(drill: &Drill, lang: Language) -> Table {
    let keys =
        ["report-id", "review-exit", "review-exit-people", "report-first-s", "report-last-s"];
    let mut table = Table::new("exits", lang.t("review-exits"), columns(lang, keys));
    for (exit, count) in &drill.outcome.exits {
        let name = element_name(&exit.into(), &drill.record.building, &drill.record.site);
        let counts = count.corrected();
        table.rows.push(vec![
            Cell::text(exit.as_str()),
            Cell::text(name),
            Cell::count(count.total()),
            Cell::time(counts.first().map(|(at, _)| *at)),
            Cell::time(counts.last().map(|(at, _)| *at)),
        ]);
    }
    table
}

fn doors(comparison: &Comparison, index: usize, lang: Language) -> Table {
    let keys = [
        "report-id",
        "report-door",
        "report-fire-door",
        "report-time-s",
        "report-found",
        "report-good",
    ];
    let mut table = Table::new("doors", lang.t("report-door-checks"), columns(lang, keys));
    let Some(drill) = comparison.drills.get(index) else { return table };
    for check in &drill.outcome.door_checks {
        let door = drill.record.building.door(&check.door);
        let name = element_name(&(&check.door).into(), &drill.record.building, &drill.record.site);
        table.rows.push(vec![
            Cell::text(check.door.as_str()),
            Cell::text(name),
            Cell::Bool(door.is_some_and(|(_, door)| door.kind.is_fire_door())),
            Cell::Seconds(check.at),
            Cell::text(lang.t(check.found.key())),
            Cell::Bool(check.found.is_good()),
        ]);
    }
    table
}

/// Everything that happened.
#[must_use]
pub fn events_table(record: &Record, lang: Language) -> Table {
    let keys = ["report-number", "report-time-s", "report-wall", "report-who", "report-what"];
    let mut table = Table::new("events", lang.t("review-events"), columns(lang, keys));
    let pauses = Pauses::of(&record.events);
    let seen = observations(&record.events);
    for event in &record.events {
        // What was entered late or corrected stands at its own time.
        let own = seen.iter().find(|seen| seen.event == event.number).map(|seen| seen.at);
        let said = record.describe(&event.what, &pauses);
        table.rows.push(vec![
            Cell::count(event.number.get()),
            Cell::Seconds(pauses.clock_at(own.unwrap_or(event.at))),
            Cell::DateTime(event.wall.civil()),
            Cell::text(&event.who),
            Cell::text(lang.say(&said)),
        ]);
    }
    table
}

/// What was found wrong in drills and what became of it.
#[must_use]
pub fn findings_table<'a>(records: impl IntoIterator<Item = &'a Record>, lang: Language) -> Table {
    let keys = [
        "report-record-id",
        "report-id",
        "report-found-on",
        "finding-text",
        "finding-severity",
        "report-element",
        "finding-action",
        "finding-owner",
        "finding-due",
        "finding-column-state",
        "report-done-on",
        "report-verified-on",
        "finding-verifier",
        "report-reopened-on",
    ];
    let mut table = Table::new("findings", lang.t("review-findings"), columns(lang, keys));
    for record in records {
        for finding in &record.findings {
            let element = finding.element.as_ref();
            let element = element.map(|e| element_name(e, &record.building, &record.site));
            let action = finding.action.as_ref();
            let state = action.map_or(crate::drill::ActionState::Open, |action| action.state);
            let said = |text: Option<&String>| Cell::text(text.map_or("", String::as_str));
            table.rows.push(vec![
                Cell::text(record.id.as_str()),
                Cell::text(finding.id.as_str()),
                Cell::Date(finding.found),
                Cell::text(&finding.text),
                Cell::text(lang.t(finding.severity.key())),
                Cell::text(element.unwrap_or_default()),
                said(action.map(|action| &action.text)),
                said(action.map(|action| &action.owner)),
                Cell::day(action.and_then(|action| action.due)),
                Cell::text(lang.t(state.key())),
                Cell::day(action.and_then(|action| action.done)),
                Cell::day(action.and_then(|action| action.verified)),
                said(action.map(|action| &action.verified_by)),
                Cell::day(action.and_then(|action| action.reopened)),
            ]);
        }
    }
    table
}

fn marks(record: &Record, lang: Language) -> Option<Table> {
    let marking = record.marking.as_ref()?;
    let keys = [
        "report-id",
        "marking-section",
        "report-weight",
        "marking-criterion",
        "marking-role",
        "marking-phase",
        "marking-points",
        "marking-remark",
        "marking-evidence",
    ];
    let mut table = Table::new("marking", lang.t("review-marking"), columns(lang, keys));
    for (section, criterion) in marking.sheet.criteria() {
        let mark = marking.mark(&criterion.id);
        let evidence = mark.map_or(Vec::new(), |mark| mark.evidence.clone());
        let evidence: Vec<String> = evidence.iter().map(|event| event.get().to_string()).collect();
        table.rows.push(vec![
            Cell::text(criterion.id.as_str()),
            Cell::text(section.name.of(lang)),
            Cell::Number(section.weight),
            Cell::text(criterion.text.of(lang)),
            Cell::text(lang.t(criterion.role.key())),
            Cell::text(lang.t(criterion.phase.key())),
            mark.and_then(|mark| mark.points).map_or(Cell::Empty, Cell::count),
            Cell::text(mark.map_or("", |mark| mark.remark.as_str())),
            Cell::text(evidence.join(", ")),
        ]);
    }
    Some(table)
}

/// The name of a row of a comparison.
#[must_use]
pub fn row_name(row: &Row, comparison: &Comparison, lang: Language) -> String {
    let drills = comparison.drills.iter().rev();
    let mut having = drills.filter(|d| d.record.scenario.checkpoint(&row.id).is_some());
    match (&row.checkpoint, having.next()) {
        (Some(checkpoint), Some(drill)) => {
            lang.say(&checkpoint.title(&drill.record.building, &drill.record.site))
        }
        _ => lang.t("comparison-total"),
    }
}
