//! The tables of the place.

use super::canvas::name;
use super::work::{Answer, InSmoke, Sweep};
use crate::building::{ElementId, Space};
use crate::egress::crowd::{CrowdRun, Spread};
use crate::egress::flow::{Curve, Flow, StoreyFlow, at, capacity, peak_rate};
use crate::egress::sweep::{Change, Loss};
use crate::exchange::figure::to_csv;
use crate::language::{Language, msg};
use crate::units::Seconds;

/// A table as it is shown and written.
pub(super) struct Table {
    pub(super) title: String,
    pub(super) heading: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row, and the element that it is about.
pub(super) struct Row {
    pub(super) element: Option<ElementId>,
    pub(super) cells: Vec<String>,
}

pub(super) fn clock(time: Option<Seconds>) -> String {
    time.map_or_else(|| "–".to_owned(), Seconds::clock)
}

/// When each storey is clear, the highest on top.
pub(super) fn storeys(lang: Language, answer: &Answer, flow: &Flow) -> Table {
    let rows = answer.staged.storeys.iter().rev().filter_map(|storey| {
        let flow = flow.storeys.get(&storey.id)?;
        let cells = vec![storey.name.clone(), clock(flow.clear)];
        Some(Row { element: None, cells })
    });
    let stairs = (!flow.stairs.remaining.is_empty()).then(|| {
        let cells = vec![lang.t("predict-stairs"), clock(flow.stairs.clear)];
        Row { element: None, cells }
    });
    Table {
        title: lang.t("predict-storeys"),
        heading: vec![lang.t("predict-storey"), lang.t("predict-clear")],
        rows: rows.chain(stairs).collect(),
    }
}

/// What passes each exit.
pub(super) fn exits(lang: Language, answer: &Answer, flow: &Flow) -> Table {
    let rows = flow.exits.iter().map(|(id, exit)| {
        let element = ElementId::from(id);
        let cells = vec![
            name(answer, &element),
            exit.people.to_string(),
            clock(exit.first),
            clock(exit.last),
        ];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-exits"),
        heading: vec![
            lang.t("predict-exit"),
            lang.t("predict-people"),
            lang.t("predict-first"),
            lang.t("predict-last"),
        ],
        rows: rows.collect(),
    }
}

/// Where people queue.
pub(super) fn queues(lang: Language, answer: &Answer, flow: &Flow) -> Table {
    let title = lang.t("predict-bottlenecks");
    let rows = flow.bottlenecks.iter().map(|found| {
        let cells = vec![
            name(answer, &found.element),
            found.queue.clock(),
            found.peak_queue.to_string(),
            found.people.to_string(),
        ];
        Row { element: Some(found.element.clone()), cells }
    });
    Table {
        title,
        heading: vec![
            lang.t("predict-element"),
            lang.t("predict-queue"),
            lang.t("predict-peak"),
            lang.t("predict-people"),
        ],
        rows: rows.collect(),
    }
}

/// When each storey is clear in the crowd's run in the middle, beside the hydraulic model's answer.
pub(super) fn walked_storeys(lang: Language, answer: &Answer, spread: &Spread) -> Table {
    let (flow, walked) = (&answer.flow, &spread.median.flow);
    let row = |name: String, crowd: &StoreyFlow, flow: &StoreyFlow| Row {
        element: None,
        cells: vec![name, clock(crowd.clear), clock(flow.clear)],
    };
    let storeys = answer.staged.storeys.iter().rev().filter_map(|storey| {
        let (crowd, flow) = (walked.storeys.get(&storey.id)?, flow.storeys.get(&storey.id)?);
        Some(row(storey.name.clone(), crowd, flow))
    });
    let stairs = (!walked.stairs.remaining.is_empty())
        .then(|| row(lang.t("predict-stairs"), &walked.stairs, &flow.stairs));
    let rows = storeys.chain(stairs);
    Table {
        title: lang.t("predict-crowd-storeys"),
        heading: vec![
            lang.t("predict-storey"),
            lang.t("predict-crowd-cleared"),
            lang.t("predict-crowd-hydraulic"),
        ],
        rows: rows.collect(),
    }
}

/// How those were fetched who had helpers.
pub(super) fn fetched(lang: Language, answer: &Answer, run: &CrowdRun) -> Table {
    let rows = run.fetched.iter().map(|one| {
        let element = ElementId::from(&one.space);
        let cells = vec![name(answer, &element), clock(one.met), clock(one.out)];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-crowd-fetched"),
        heading: vec![
            lang.t("predict-space"),
            lang.t("predict-crowd-met"),
            lang.t("predict-crowd-together-out"),
        ],
        rows: rows.collect(),
    }
}

/// What passes each exit in the crowd's run in the middle, beside the hydraulic model's answer.
pub(super) fn walked_exits(lang: Language, answer: &Answer, spread: &Spread) -> Table {
    let walked = &spread.median.flow.exits;
    let rows = answer.flow.exits.iter().filter_map(|(id, flow)| {
        let (element, crowd) = (ElementId::from(id), walked.get(id)?);
        let people = [crowd, flow].map(|exit| exit.people.to_string());
        let last = [crowd, flow].map(|exit| clock(exit.last));
        let cells = [vec![name(answer, &element)], people.to_vec(), last.to_vec()].concat();
        Some(Row { element: Some(element), cells })
    });
    Table {
        title: lang.t("predict-crowd-exits"),
        heading: vec![
            lang.t("predict-exit"),
            lang.t("predict-people"),
            lang.t("predict-crowd-hydraulic"),
            lang.t("predict-last"),
            lang.t("predict-crowd-hydraulic"),
        ],
        rows: rows.collect(),
    }
}

/// A door or a stair with how many had passed it over time.
type Passing<'a> = (ElementId, &'a Curve);

/// The doors and stairs that people pass.
fn passing<'a>(
    answer: &Answer,
    passed: impl Fn(&ElementId) -> Option<&'a Curve>,
) -> Vec<Passing<'a>> {
    let doors = answer.staged.doors().map(|(_, door)| ElementId::from(&door.id));
    let stairs = answer.staged.stairs.iter().map(|stair| ElementId::from(&stair.id));
    let found = doors.chain(stairs).filter_map(|element| {
        let curve = passed(&element)?;
        (!curve.is_empty()).then_some((element, curve))
    });
    found.collect()
}

/// The share of its capacity that an element carries at its busiest.
fn load(answer: &Answer, element: &ElementId, curve: &Curve) -> f64 {
    let most = capacity(&answer.staged, element).filter(|most| *most > 0.0);
    most.map_or(0.0, |most| peak_rate(curve) / most)
}

/// The element that comes nearest to its capacity.
pub(super) fn busiest<'a>(
    answer: &Answer,
    passed: impl Fn(&ElementId) -> Option<&'a Curve>,
) -> Option<ElementId> {
    let loads = passing(answer, passed).into_iter().map(|(element, curve)| {
        let load = load(answer, &element, curve);
        (load, element)
    });
    loads.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, element)| element)
}

/// What passes each door and stair against what it can let through, the busiest first.
pub(super) fn flows<'a>(
    lang: Language,
    answer: &Answer,
    passed: impl Fn(&ElementId) -> Option<&'a Curve>,
) -> Table {
    let mut found: Vec<(f64, Passing<'_>)> = passing(answer, passed)
        .into_iter()
        .map(|(element, curve)| (load(answer, &element, curve), (element, curve)))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.0.cmp(&b.1.0)));
    let rows = found.into_iter().map(|(load, (element, curve))| {
        let people = curve.last().map_or(0, |(_, people)| *people);
        let most = capacity(&answer.staged, &element);
        let cells = vec![
            name(answer, &element),
            people.to_string(),
            format!("{:.2}", peak_rate(curve)),
            most.map_or_else(|| "–".to_owned(), |most| format!("{most:.2}")),
            format!("{:.0} %", load * 100.0),
        ];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-flows"),
        heading: vec![
            lang.t("predict-element"),
            lang.t("predict-people"),
            lang.t("predict-flow-peak"),
            lang.t("predict-flow-capacity"),
            lang.t("predict-flow-load"),
        ],
        rows: rows.collect(),
    }
}

/// What the loss of each element costs, and in smoke each fire door that is propped open.
pub(super) fn losses(lang: Language, sweep: &Sweep, losses: &[Loss]) -> Table {
    let rows = losses.iter().map(|loss| {
        let element = loss.change.element();
        let mut title = name(&sweep.task.answer, &element);
        if let Change::Propped(_) = loss.change {
            title = lang.say(&msg!("predict-propped", door = title));
        }
        let mut cells =
            vec![title, loss.total.clock(), loss.delta.signed(), loss.stranded.to_string()];
        if sweep.asked.in_smoke {
            cells.extend([format!("{:+}", loss.exposed), clock(loss.smoky)]);
        }
        Row { element: Some(element), cells }
    });
    let mut heading = vec![
        lang.t("predict-lost"),
        lang.t("predict-total"),
        lang.t("predict-delta"),
        lang.t("predict-without-way"),
    ];
    if sweep.asked.in_smoke {
        heading.extend([lang.t("predict-exposed-more"), lang.t("predict-smoky")]);
    }
    let title = if sweep.asked.by_crowd { "predict-losses-crowd" } else { "predict-losses" };
    Table { title: lang.t(title), heading, rows: rows.collect() }
}

/// The spaces that fill with smoke, the first on top.
pub(super) fn smoky(lang: Language, answer: &Answer, in_smoke: &InSmoke) -> Table {
    let spaces = answer.staged.spaces();
    let mut found: Vec<(Seconds, &Space)> = spaces
        .filter_map(|(_, space)| Some((in_smoke.smoke.smoky_from(&space.id)?, space)))
        .collect();
    found.sort_by_key(|(from, _)| *from);
    let rows = found.into_iter().map(|(from, space)| {
        let element = ElementId::from(&space.id);
        let flow = in_smoke.flow.spaces.get(&space.id);
        let still = flow.map_or(0, |flow| at(&flow.remaining, from));
        let cells = vec![name(answer, &element), from.clock(), still.to_string()];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-smoke-spaces"),
        heading: vec![
            lang.t("predict-space"),
            lang.t("predict-smoke-from"),
            lang.t("predict-smoke-still"),
        ],
        rows: rows.collect(),
    }
}

impl Table {
    /// The table as CSV.
    pub(super) fn to_csv(&self) -> Option<Vec<u8>> {
        to_csv(&self.heading, self.rows.iter().map(|row| &row.cells)).ok()
    }
}
