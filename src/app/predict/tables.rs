//! The tables of the place, and how they are written to a file.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};

use eframe::egui::Context;

use super::canvas::name;
use super::work::{Answer, InSmoke, Sweep};
use crate::building::{ElementId, Space};
use crate::egress::crowd::Spread;
use crate::egress::flow::{Flow, at};
use crate::egress::sweep::{Change, Loss};
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

fn clock(time: Option<Seconds>) -> String {
    time.map_or_else(|| "–".to_owned(), Seconds::clock)
}

/// When each storey is clear, the highest on top.
pub(super) fn storeys(lang: Language, answer: &Answer) -> Table {
    let rows = answer.staged.storeys.iter().rev().filter_map(|storey| {
        let flow = answer.flow.storeys.get(&storey.id)?;
        let cells = vec![storey.name.clone(), clock(flow.clear)];
        Some(Row { element: None, cells })
    });
    Table {
        title: lang.t("predict-storeys"),
        heading: vec![lang.t("predict-storey"), lang.t("predict-clear")],
        rows: rows.collect(),
    }
}

/// What passes each exit.
pub(super) fn exits(lang: Language, answer: &Answer) -> Table {
    let rows = answer.flow.exits.iter().map(|(id, exit)| {
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
pub(super) fn bottlenecks(lang: Language, answer: &Answer) -> Table {
    queues(lang, answer, lang.t("predict-bottlenecks"), &answer.flow)
}

fn queues(lang: Language, answer: &Answer, title: String, flow: &Flow) -> Table {
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
    let walked = &spread.median.flow.storeys;
    let rows = answer.staged.storeys.iter().rev().filter_map(|storey| {
        let (flow, crowd) = (answer.flow.storeys.get(&storey.id)?, walked.get(&storey.id)?);
        let cells = vec![storey.name.clone(), clock(crowd.clear), clock(flow.clear)];
        Some(Row { element: None, cells })
    });
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

/// Where the crowd's run in the middle waits.
pub(super) fn walked_queues(lang: Language, answer: &Answer, spread: &Spread) -> Table {
    queues(lang, answer, lang.t("predict-crowd-queues"), &spread.median.flow)
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
        if sweep.in_smoke {
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
    if sweep.in_smoke {
        heading.extend([lang.t("predict-exposed-more"), lang.t("predict-smoky")]);
    }
    Table { title: lang.t("predict-losses"), heading, rows: rows.collect() }
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
    /// The table as CSV, with the mark by which spreadsheets know UTF-8.
    fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.heading)?;
        for row in &self.rows {
            writer.write_record(&row.cells)?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// What became of an export: written, not wanted, or failed.
type Exported = Result<Option<PathBuf>, (PathBuf, String)>;

/// A table that is being written where the user says.
pub(super) struct Export(Receiver<Exported>);

impl Export {
    /// Asks for a file beside the window and writes the table to it.
    pub(super) fn ask(ctx: &Context, lang: Language, table: &Table) -> Self {
        let (sender, answer) = mpsc::channel();
        let (ctx, bytes) = (ctx.clone(), table.to_csv());
        let (title, file) = (lang.t("predict-export-title"), format!("{}.csv", table.title));
        std::thread::spawn(move || {
            let dialog = rfd::FileDialog::new().set_title(title).set_file_name(file);
            let done = match dialog.add_filter("CSV", &["csv"]).save_file() {
                None => Ok(None),
                Some(path) => match bytes.map_err(|error| error.to_string()).and_then(|bytes| {
                    std::fs::write(&path, bytes).map_err(|error| error.to_string())
                }) {
                    Ok(()) => Ok(Some(path)),
                    Err(reason) => Err((path, reason)),
                },
            };
            // The window may have been closed meanwhile; then nobody waits for the answer.
            let _ = sender.send(done);
            ctx.request_repaint();
        });
        Self(answer)
    }

    /// What became of it, when it is over.
    pub(super) fn hear(&self) -> Option<Exported> {
        match self.0.try_recv() {
            Ok(done) => Some(done),
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => Some(Ok(None)),
        }
    }
}
