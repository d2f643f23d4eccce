//! How the drill was marked, and how those before it.

use std::sync::Arc;

use serde::Serialize;

use crate::drill::MarkingSheet;
use crate::exchange::Cell;
use crate::exchange::review_tables::scores_table;
use crate::history::Drill;
use crate::language::{Choice, Language, msg};

/// How many drills the marks are compared over.
const SCORES: usize = 5;

#[derive(Serialize)]
pub(super) struct MarkingData {
    source: String,
    evaluator: String,
    score: String,
    grade: String,
    marked: String,
    remarks: String,
    sections: Vec<SectionData>,
    over_time: Option<ScoresData>,
}

/// The scores of the drills that were marked, this one last.
#[derive(Serialize)]
struct ScoresData {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct SectionData {
    name: String,
    weight: String,
    score: String,
    criteria: Vec<CriterionData>,
}

#[derive(Serialize)]
struct CriterionData {
    text: String,
    role: String,
    points: String,
    remark: String,
    evidence: String,
}

/// The marks of the last of these drills; nothing where it was not marked.
pub(super) fn marking(until: &[Arc<Drill>], lang: Language) -> Option<MarkingData> {
    let drill = until.last()?;
    let marking = drill.record.marking.as_ref()?;
    let scored =
        |drill: &&Drill| drill.record.marking.as_ref().is_some_and(|m| m.score().is_some());
    let mut marked_until: Vec<&Drill> = until.iter().map(AsRef::as_ref).filter(scored).collect();
    marked_until.drain(..marked_until.len().saturating_sub(SCORES));
    let score = marking.score();
    let grade = score.and_then(|score| marking.sheet.grade(score));
    let (marked, all) = marking.marked();
    let sections = marking.sheet.sections.iter().map(|section| SectionData {
        name: section.name.of(lang).to_owned(),
        weight: section.weight.to_string(),
        score: marking.section_score(section).map_or("–".to_owned(), |s| format!("{s:.0}")),
        criteria: section
            .criteria
            .iter()
            .map(|criterion| {
                let mark = marking.mark(&criterion.id);
                let evidence = mark.map_or(&[][..], |mark| &mark.evidence);
                let evidence: Vec<_> =
                    evidence.iter().map(|event| format!("#{}", event.get())).collect();
                CriterionData {
                    text: criterion.text.of(lang).to_owned(),
                    role: lang.t(criterion.role.key()),
                    points: mark
                        .and_then(|mark| mark.points)
                        .map_or("–".to_owned(), |points| points.to_string()),
                    remark: mark.map(|mark| mark.remark.clone()).unwrap_or_default(),
                    evidence: evidence.join(" "),
                }
            })
            .collect(),
    });
    Some(MarkingData {
        source: marking.sheet.source.of(lang).to_owned(),
        evaluator: marking.evaluator.clone(),
        score: score.map_or("–".to_owned(), |score| format!("{score:.0}")),
        grade: grade.map_or("–", |grade| grade.name.of(lang)).to_owned(),
        marked: lang.say(&msg!("marking-so-far", marked = marked, all = all)),
        remarks: marking.remarks.clone(),
        sections: sections.collect(),
        over_time: scores(&marked_until, &marking.sheet, lang),
    })
}

/// The scores of this drill and of up to four that were marked before it; nothing where it is the
/// first.
fn scores(drills: &[&Drill], sheet: &MarkingSheet, lang: Language) -> Option<ScoresData> {
    let table = scores_table(drills, sheet, lang);
    if table.columns.len() < 3 {
        return None;
    }
    let rows = table.rows.iter().map(|row| {
        let text = |cell: &Cell| match cell {
            Cell::Number(score) => format!("{score:.0}"),
            Cell::Text(text) => text.clone(),
            _ => "–".to_owned(),
        };
        row.iter().map(text).collect()
    });
    Some(ScoresData { rows: rows.collect(), heads: table.columns })
}
