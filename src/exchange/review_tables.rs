//! The tables behind what Review shows of several drills: what its buttons copy, cell by cell.

use super::record_tables::row_name;
use super::{Cell, Table};
use crate::building::{DoorId, ElementId};
use crate::drill::{MarkingSheet, Record, element_name};
use crate::history::statistics::Spread;
use crate::history::{
    Against, Agreement, Baseline, Comparability, Comparison, Drill, FireDoors, MarkRow, Part,
    Parts, Passed, Row, best_parts, flow_curve,
};
use crate::language::{Choice, Language, Message, msg};
use crate::rules::{Bound, Finding};
use crate::units::Seconds;

fn words<const N: usize>(lang: Language, keys: [&'static str; N]) -> Vec<String> {
    keys.into_iter().map(|key| lang.t(key)).collect()
}

/// When a drill began, as the heading of its column.
fn began(drill: &Drill) -> String {
    drill.record.started.civil().strftime("%Y-%m-%d %H:%M").to_string()
}

/// Messages as one line.
fn told(messages: &[Message], lang: Language) -> String {
    messages.iter().map(|message| lang.say(message)).collect::<Vec<_>>().join(" ")
}

/// What a row of marks is called.
#[must_use]
pub fn mark_name(row: &MarkRow, lang: Language) -> String {
    let of = row
        .section
        .as_ref()
        .map_or_else(|| lang.t("report-overall"), |(_, name)| name.of(lang).to_owned());
    lang.say(&msg!("comparison-mark", of = of))
}

/// Checkpoints and marks against drills, each with its difference; the last row says why a drill
/// does not compare.
#[must_use]
pub fn comparison_table(
    comparison: &Comparison,
    comparability: &Comparability,
    against: Against,
    lang: Language,
) -> Table {
    let mut head = vec![lang.t("comparison-checkpoint")];
    for drill in &comparison.drills {
        let difference = lang.say(&msg!("report-delta-s", baseline = against.name()));
        head.extend([began(drill), format!("{difference} {}", began(drill))]);
    }
    let mut table = Table::new("comparison", lang.t("review-comparison"), head);
    for row in &comparison.rows {
        let mut cells = vec![Cell::text(row_name(row, comparison, lang))];
        for (index, time) in row.times.iter().enumerate() {
            cells.push(Cell::time(*time));
            let from = comparison.against(row, index, against);
            cells.push(Cell::time(time.zip(from).map(|(time, from)| time - from)));
        }
        table.rows.push(cells);
    }
    for row in &comparison.marks {
        let mut cells = vec![Cell::text(mark_name(row, lang))];
        let number = |score: Option<f64>| score.map_or(Cell::Empty, Cell::Number);
        for (index, score) in row.scores.iter().enumerate() {
            let from = comparison.mark_against(row, index, against);
            let delta = score.zip(from).map(|(score, from)| score - from);
            cells.extend([number(*score), number(delta)]);
        }
        table.rows.push(cells);
    }
    let mut cells = vec![Cell::text(lang.t("compares-obstacles"))];
    for index in 0..comparison.drills.len() {
        let obstacles = told(comparability.obstacles(index), lang);
        cells.extend([Cell::text(obstacles), Cell::Empty]);
    }
    table.rows.push(cells);
    table
}

/// A row over the years.
#[must_use]
pub fn trend_table(
    comparison: &Comparison,
    comparability: &Comparability,
    row: &Row,
    lang: Language,
) -> Table {
    let keys = [
        "report-started",
        "report-time-s",
        "report-target-s",
        "compares-counts",
        "compares-obstacles",
    ];
    let mut table = Table::new("trend", row_name(row, comparison, lang), words(lang, keys));
    for (index, drill) in comparison.drills.iter().enumerate() {
        table.rows.push(vec![
            Cell::DateTime(drill.record.started.civil()),
            Cell::time(row.times.get(index).copied().flatten()),
            Cell::time(comparison.baseline(row, index, Baseline::Target)),
            Cell::Bool(drill.counts()),
            Cell::text(told(comparability.obstacles(index), lang)),
        ]);
    }
    table
}

/// How the times of each checkpoint are spread over the drills that count.
#[must_use]
pub fn spread_table(comparison: &Comparison, lang: Language) -> Table {
    let keys = [
        "comparison-checkpoint",
        "spread-count",
        "spread-least",
        "spread-lower",
        "spread-median",
        "spread-upper",
        "spread-most",
    ];
    let mut table = Table::new("spread", lang.t("review-spread"), words(lang, keys));
    for row in &comparison.rows {
        let times = counted_times(comparison, row);
        let Some(spread) = Spread::of(&times) else { continue };
        let Spread { least, lower, middle, upper, most } = spread;
        let five = [least, lower, middle, upper, most].map(|at| Cell::Seconds(Seconds::new(at)));
        let mut cells =
            vec![Cell::text(row_name(row, comparison, lang)), Cell::count(times.len() as i64)];
        cells.extend(five);
        table.rows.push(cells);
    }
    table
}

/// The times of a row in the drills that count, s.
#[must_use]
pub fn counted_times(comparison: &Comparison, row: &Row) -> Vec<f64> {
    let times = comparison.drills.iter().zip(&row.times).filter(|(drill, _)| drill.counts());
    times.filter_map(|(_, time)| Some((*time)?.get())).collect()
}

/// Where the time of a drill went, with the targets and the drill before it.
#[must_use]
pub fn parts_table(drill: &Drill, before: Option<&Drill>, lang: Language) -> Table {
    let keys = ["part", "report-time-s", "report-target-s", "report-previous-s"];
    let mut table = Table::new("parts", lang.t("replay-where"), words(lang, keys));
    let (took, aimed) = (Parts::of(drill), Parts::aimed_at(&drill.record.scenario));
    let last = before.map(Parts::of).unwrap_or_default();
    for (index, part) in Part::ALL.iter().enumerate() {
        let times = [took.0[index], aimed.0[index], last.0[index]].map(Cell::time);
        table.rows.push([vec![Cell::text(lang.t(part.key()))], times.to_vec()].concat());
    }
    table
}

/// The shortest time of each part beside the newest drill that counts.
#[must_use]
pub fn best_parts_table(comparison: &Comparison, lang: Language) -> Table {
    let keys = ["part", "spread-best", "spread-newest"];
    let mut table = Table::new("best-parts", lang.t("spread-best-parts"), words(lang, keys));
    let mut counted = comparison.drills.iter().filter(|drill| drill.counts());
    let best = best_parts(counted.clone().map(AsRef::as_ref)).unwrap_or_default();
    let newest = counted.next_back().map(|drill| Parts::of(drill)).unwrap_or_default();
    for ((part, best), newest) in Part::ALL.iter().zip(best.0).zip(newest.0) {
        let name = Cell::text(lang.t(part.key()));
        table.rows.push(vec![name, Cell::time(best), Cell::time(newest)]);
    }
    let sums = [best.sum(), newest.sum()].map(Cell::time);
    table.rows.push([vec![Cell::text(lang.t("spread-sum"))], sums.to_vec()].concat());
    table
}

/// How many fire doors were looked at, and how many of them were as they should be.
#[must_use]
pub fn fire_doors_table(comparison: &Comparison, lang: Language) -> Table {
    let keys =
        ["report-started", "spread-doors-checked", "spread-doors-good", "spread-doors-share"];
    let mut table = Table::new("fire-doors", lang.t("spread-doors"), words(lang, keys));
    for drill in comparison.drills.iter().filter(|drill| !drill.record.rehearsal) {
        let doors = FireDoors::of(drill);
        let Some(share) = doors.share() else { continue };
        table.rows.push(vec![
            Cell::DateTime(drill.record.started.civil()),
            Cell::count(doors.checked),
            Cell::count(doors.good),
            Cell::Number(share),
        ]);
    }
    table
}

/// The checkpoints of two drills with the difference between them.
#[must_use]
pub fn pair_table(comparison: &Comparison, [older, newer]: [usize; 2], lang: Language) -> Table {
    let mut head = vec![lang.t("comparison-checkpoint")];
    head.extend(
        [older, newer].into_iter().filter_map(|at| Some(began(comparison.drills.get(at)?))),
    );
    head.push(lang.t("pair-difference"));
    let mut table = Table::new("pair", lang.t("review-pair"), head);
    for row in &comparison.rows {
        let [before, after] = [older, newer].map(|at| row.times.get(at).copied().flatten());
        if before.is_none() && after.is_none() {
            continue;
        }
        let difference = before.zip(after).map(|(before, after)| after - before);
        let name = Cell::text(row_name(row, comparison, lang));
        table.rows.push(vec![name, Cell::time(before), Cell::time(after), Cell::time(difference)]);
    }
    table
}

/// How many were out of an exit by when, in each of some drills.
#[must_use]
pub fn curves_table(drills: &[&Drill], exit: &DoorId, lang: Language) -> Table {
    let keys = ["report-started", "report-time-s", "report-people"];
    let mut table = Table::new("curves", lang.t("pair-exit"), words(lang, keys));
    for drill in drills {
        let curve = drill.outcome.exits.get(exit).map(flow_curve).unwrap_or_default();
        for (at, out) in curve {
            table.rows.push(vec![
                Cell::DateTime(drill.record.started.civil()),
                Cell::Seconds(at),
                Cell::count(out),
            ]);
        }
    }
    table
}

/// A drill beside its prediction: checkpoints, exits, doors.
#[must_use]
pub fn agreement_tables(record: &Record, agreement: &Agreement, lang: Language) -> [Table; 3] {
    let name = |element: &ElementId| element_name(element, &record.building, &record.site);
    let difference = |predicted: Option<Seconds>, measured: Option<Seconds>| {
        Cell::time(predicted.zip(measured).map(|(predicted, measured)| measured - predicted))
    };
    let keys =
        ["report-id", "comparison-checkpoint", "agreement-predicted-s", "agreement-measured-s"];
    let mut head = words(lang, keys);
    head.push(lang.t("agreement-difference-s"));
    let title = lang.t("agreement-sheet-checkpoints");
    let mut checkpoints = Table::new("agreement-checkpoints", title, head);
    for row in &agreement.checkpoints {
        checkpoints.rows.push(vec![
            Cell::text(row.checkpoint.as_str()),
            Cell::text(checkpoint_name(record, &row.checkpoint, lang)),
            Cell::Seconds(row.predicted),
            Cell::time(row.measured),
            difference(Some(row.predicted), row.measured),
        ]);
    }
    let keys = [
        "report-id",
        "review-exit",
        "agreement-people-predicted",
        "agreement-people-counted",
        "agreement-first-predicted-s",
        "agreement-first-counted-s",
        "agreement-last-predicted-s",
        "agreement-last-counted-s",
        "agreement-difference-s",
    ];
    let title = lang.t("agreement-sheet-exits");
    let mut exits = Table::new("agreement-exits", title, words(lang, keys));
    for row in &agreement.exits {
        let Passed { people, first, last, .. } = &row.predicted;
        exits.rows.push(vec![
            Cell::text(row.exit.as_str()),
            Cell::text(name(&ElementId::from(&row.exit))),
            Cell::count(*people),
            Cell::count(row.measured.people),
            Cell::time(*first),
            Cell::time(row.measured.first),
            Cell::time(*last),
            Cell::time(row.measured.last),
            difference(*last, row.measured.last),
        ]);
    }
    let keys = [
        "report-id",
        "report-door",
        "predict-agreement-assumed",
        "report-found",
        "predict-agreement-passable",
    ];
    let title = lang.t("agreement-sheet-doors");
    let mut doors = Table::new("agreement-doors", title, words(lang, keys));
    for row in &agreement.doors {
        doors.rows.push(vec![
            Cell::text(row.door.as_str()),
            Cell::text(name(&ElementId::from(&row.door))),
            Cell::text(lang.t(row.assumed.key())),
            Cell::text(lang.t(row.found.key())),
            Cell::Bool(row.as_assumed),
        ]);
    }
    [checkpoints, exits, doors]
}

/// The title of a checkpoint of a record; its id where the scenario no longer has it.
#[must_use]
pub fn checkpoint_name(record: &Record, id: &crate::drill::CheckpointId, lang: Language) -> String {
    record.scenario.checkpoint(id).map_or_else(
        || id.to_string(),
        |checkpoint| lang.say(&checkpoint.title(&record.building, &record.site)),
    )
}

/// The scores of the sections of `sheet` in the drills that were marked, and overall.
#[must_use]
pub fn scores_table(drills: &[&Drill], sheet: &MarkingSheet, lang: Language) -> Table {
    let marked: Vec<_> = drills
        .iter()
        .filter_map(|drill| Some((*drill, drill.record.marking.as_ref()?)))
        .filter(|(_, marking)| marking.score().is_some())
        .collect();
    let mut head = vec![lang.t("marking-section")];
    head.extend(marked.iter().map(|(drill, _)| drill.record.started.date().to_string()));
    let mut table = Table::new("scores", lang.t("marking-over-time"), head);
    let score = |score: Option<f64>| score.map_or(Cell::Empty, Cell::Number);
    for section in &sheet.sections {
        let mut cells = vec![Cell::text(section.name.of(lang))];
        for (_, marking) in &marked {
            // The section as that day's sheet had it: its weights may have changed since.
            let own = marking.sheet.sections.iter().find(|own| own.id == section.id);
            cells.push(score(own.and_then(|own| marking.section_score(own))));
        }
        table.rows.push(cells);
    }
    let mut cells = vec![Cell::text(lang.t("report-overall"))];
    cells.extend(marked.iter().map(|(_, marking)| score(marking.score())));
    table.rows.push(cells);
    table
}

/// What of a building does not keep the rules, with the waivers.
#[must_use]
pub fn rules_table(findings: &[Finding], lang: Language) -> Table {
    let keys = [
        "report-id",
        "report-element",
        "report-demanded",
        "report-measured",
        "report-limit",
        "report-unit",
        "report-clause",
        "finding-severity",
        "report-waived-reason",
        "report-waived-by",
        "report-waived-since",
    ];
    let mut table = Table::new("rules", lang.t("report-rules"), words(lang, keys));
    for finding in findings {
        let waiver = finding.waived.as_ref();
        let number = |value| match finding.bound {
            Bound::Must => Cell::Empty,
            _ => Cell::Number(value),
        };
        table.rows.push(vec![
            Cell::text(&finding.rule),
            Cell::text(&finding.name),
            Cell::text(finding.text.in_language(lang)),
            number(finding.measured),
            number(finding.limit),
            Cell::text(finding.unit.name()),
            Cell::text(format!("{} {}", finding.edition, finding.clause)),
            Cell::text(lang.t(finding.severity.key())),
            Cell::text(waiver.map_or("", |waiver| waiver.reason.as_str())),
            Cell::text(waiver.map_or("", |waiver| waiver.by.as_str())),
            Cell::day(waiver.map(|waiver| waiver.since)),
        ]);
    }
    table
}
