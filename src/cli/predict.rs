//! `muster predict`: how a building should empty in a scenario.

pub(super) mod assumed;
mod crowd;
mod export;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

use export::{Export, Found};

use super::{Done, End, output, progress};
use crate::building::problem::errors;
use crate::building::{Building, BuildingId, ElementId};
use crate::drill::{Scenario, ScenarioId};
use crate::egress::crowd::MOST_PEOPLE;
use crate::egress::flow::{Flow, FlowSettings, Occupancy, predict};
use crate::egress::overfull;
use crate::egress::smoke::{Fire, Smoke};
use crate::history::{Drill, Fit, NoFit, calibrate};
use crate::language::{Arg, Language, Message, msg};
use crate::store::Book;
use crate::units::Seconds;

/// Which model predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Model {
    /// The hydraulic model: people as a flow
    Flow,
    /// Every person as an agent
    Crowd,
}

/// What every prediction is about.
#[derive(Args)]
pub(super) struct Subject {
    /// The folder of the drill book
    book: PathBuf,
    /// The id of the scenario
    #[arg(long, value_name = "ID")]
    scenario: String,
    /// The model
    #[arg(long, value_enum, default_value_t = Model::Flow)]
    pub(super) model: Model,
    /// Let the fire of the scenario fill the building with smoke; a drill has none
    #[arg(long)]
    smoke: bool,
    #[command(flatten)]
    assumed: assumed::Assumed,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args)]
pub(super) struct Predict {
    #[command(flatten)]
    subject: Subject,
    /// How many runs of the crowd, on all cores; the hydraulic model gives the same in each
    #[arg(long, default_value_t = 1, value_name = "N")]
    runs: u32,
    /// Where chance begins; the hydraulic model leaves nothing to it
    #[arg(long, default_value_t = 0, value_name = "S")]
    seed: u64,
    /// Fit pre-movement and walking speed to the past drills of the building, and predict with these
    #[arg(long)]
    calibrated: bool,
    #[command(flatten)]
    export: Export,
}

impl Subject {
    /// The building of the scenario with its failures, and the scenario.
    pub(super) fn open(&self) -> Result<(Building, Arc<Scenario>), Message> {
        self.open_with_book().map(|(building, scenario, _)| (building, scenario))
    }

    fn open_with_book(&self) -> Result<(Building, Arc<Scenario>, Book), Message> {
        let (book, contents) = Book::open(&self.book).map_err(|error| error.message())?;
        let id = ScenarioId::new(&self.scenario);
        let Some(scenario) = contents.scenarios.get(&id) else {
            let known: Vec<&str> = contents.scenarios.keys().map(ScenarioId::as_str).collect();
            let known = known.join(", ");
            return Err(msg!("cli-no-scenario", id = &self.scenario, known = known));
        };
        let Some(building) = contents.buildings.get(&scenario.building) else {
            let building = scenario.building.as_str();
            return Err(msg!("cli-no-building", id = &self.scenario, building = building));
        };
        let staged = scenario.staged(building);
        let mut scenario = Arc::clone(scenario);
        self.assumed.assume(&mut scenario, &staged, self.model)?;
        Ok((staged, scenario, book))
    }

    /// The fire of the scenario, if its smoke is asked for.
    pub(super) fn fire(&self, scenario: &Scenario) -> Result<Option<Fire>, Message> {
        if !self.smoke {
            return Ok(None);
        }
        let none = || msg!("cli-predict-no-fire", id = scenario.id.as_str());
        scenario.design_fire().map(Some).ok_or_else(none)
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    model: &'static str,
    seed: u64,
    runs: u32,
    people: u32,
    stranded: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposed: Option<u32>,
    total_s: f64,
    mean_total_s: f64,
    p95_total_s: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    p5_total_s: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    turned_back: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through_smoke: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stranded_why: Vec<crowd::StrandedAnswer<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fetched: Vec<crowd::FetchedAnswer<'a>>,
    last_start_s: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<CalibrationAnswer>,
    storeys: Vec<StoreyAnswer<'a>>,
    /// When the last person was off the stairs; nothing if nobody took one.
    stairs_clear_s: Option<f64>,
    spaces: Vec<SpaceAnswer<'a>>,
    exits: Vec<ExitAnswer<'a>>,
    bottlenecks: Vec<BottleneckAnswer<'a>>,
    wall_s: f64,
    agent_steps: u64,
}

#[derive(Serialize)]
struct CalibrationAnswer {
    pre_movement_first_s: f64,
    pre_movement_last_s: f64,
    pace: f64,
    drills: u32,
}

#[derive(Serialize)]
struct StoreyAnswer<'a> {
    id: &'a str,
    clear_s: Option<f64>,
}

#[derive(Serialize)]
struct SpaceAnswer<'a> {
    id: &'a str,
    people: u32,
    stranded: u32,
    clear_s: Option<f64>,
    exit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    smoky_from_s: Option<f64>,
}

#[derive(Serialize)]
struct ExitAnswer<'a> {
    id: &'a str,
    people: u32,
    first_s: Option<f64>,
    last_s: Option<f64>,
}

#[derive(Serialize)]
struct BottleneckAnswer<'a> {
    id: &'a str,
    queue_s: f64,
    peak_queue: u32,
}

impl Predict {
    pub(super) fn run(self, lang: Language) -> Done {
        let (building, mut scenario, book) = self.subject.open_with_book()?;
        if self.calibrated {
            let fit = fit(&building.id, &book, lang)?;
            if !self.subject.json {
                println!("{}", lang.say(&said(&fit)));
            }
            Arc::make_mut(&mut scenario).calibration = Some(fit.calibration);
        }
        let sound = is_sound(&building, lang);
        let overfull = overfull(&building, &scenario.occupancy(&building));
        for full in &overfull {
            let name = name(&building, &ElementId::from(&full.space));
            eprintln!("{}", lang.say(&full.message(&name)));
        }
        let fire = self.subject.fire(&scenario)?;
        let begun = Instant::now();
        let smoke = fire.map(|fire| Arc::new(Smoke::of(&building, &fire)));
        if self.subject.model == Model::Crowd {
            let end = self.crowd(&building, &scenario, smoke, lang)?;
            return Ok(if sound && overfull.is_empty() { end } else { End::Findings });
        }
        let settings = FlowSettings { smoke: smoke.clone(), ..scenario.flow_settings() };
        let flow = predict(&building, &scenario.occupancy(&building), &settings);
        let wall = begun.elapsed().as_secs_f64();
        if self.subject.json {
            let answer = self.answer(&scenario, &flow, smoke.as_deref(), wall);
            output::json(&answer)?;
        } else {
            let (people, total) = (flow.people, flow.total.clock());
            let headline = [msg!("cli-predict-total", people = people, total = total)];
            print(&flow, &headline, &building, &scenario, lang);
            if smoke.is_some() {
                println!("{}", lang.say(&msg!("cli-predict-exposed", people = flow.exposed)));
            }
        }
        let (scenario, smoke) = (&scenario, smoke.as_deref());
        let found = Found { building: &building, scenario, flow: &flow, walked: None, smoke };
        self.export.write(&found, lang)?;
        let clean = sound && flow.stranded == 0 && overfull.is_empty();
        Ok(if clean { End::Clean } else { End::Findings })
    }

    fn answer<'a>(
        &self,
        scenario: &Scenario,
        flow: &'a Flow,
        smoke: Option<&Smoke>,
        wall_s: f64,
    ) -> Answer<'a> {
        let total_s = flow.total.get();
        let seconds = |time: Option<Seconds>| time.map(Seconds::get);
        Answer {
            model: "flow",
            seed: self.seed,
            runs: self.runs,
            people: flow.people,
            stranded: flow.stranded,
            exposed: smoke.map(|_| flow.exposed),
            total_s,
            mean_total_s: total_s,
            p95_total_s: total_s,
            p5_total_s: None,
            turned_back: None,
            through_smoke: None,
            stranded_why: Vec::new(),
            fetched: Vec::new(),
            last_start_s: flow.last_start.get(),
            calibration: scenario.calibration.map(|fit| CalibrationAnswer {
                pre_movement_first_s: fit.first.get(),
                pre_movement_last_s: fit.last.get(),
                pace: fit.pace,
                drills: fit.drills,
            }),
            storeys: flow
                .storeys
                .iter()
                .map(|(id, storey)| StoreyAnswer {
                    id: id.as_str(),
                    clear_s: seconds(storey.clear),
                })
                .collect(),
            stairs_clear_s: seconds(flow.stairs.clear),
            spaces: flow
                .spaces
                .iter()
                .map(|(id, space)| SpaceAnswer {
                    id: id.as_str(),
                    people: space.people,
                    stranded: space.stranded,
                    clear_s: seconds(space.clear),
                    exit: space.exit.as_ref().map(|exit| exit.as_str()),
                    smoky_from_s: smoke.and_then(|smoke| seconds(smoke.smoky_from(id))),
                })
                .collect(),
            exits: flow
                .exits
                .iter()
                .map(|(id, exit)| ExitAnswer {
                    id: id.as_str(),
                    people: exit.people,
                    first_s: seconds(exit.first),
                    last_s: seconds(exit.last),
                })
                .collect(),
            bottlenecks: flow
                .bottlenecks
                .iter()
                .map(|found| BottleneckAnswer {
                    id: found.element.as_str(),
                    queue_s: found.queue.get(),
                    peak_queue: found.peak_queue,
                })
                .collect(),
            wall_s,
            agent_steps: 0,
        }
    }
}

fn print(
    flow: &Flow,
    headline: &[Message],
    building: &Building,
    scenario: &Scenario,
    lang: Language,
) {
    println!("{} · {}", building.name, scenario.name);
    for line in headline {
        println!("{}", lang.say(line));
    }
    let start = flow.last_start.clock();
    println!("{}", lang.say(&msg!("cli-predict-parts", start = start)));
    if flow.stranded > 0 {
        println!("{}", lang.say(&msg!("cli-predict-stranded", people = flow.stranded)));
    }
    let clock = |time: Option<Seconds>| time.map_or_else(|| "–".to_owned(), Seconds::clock);
    let mut storeys = table([lang.t("cli-predict-storey"), lang.t("cli-predict-clear")]);
    for storey in building.storeys.iter().rev() {
        let clear = flow.storeys.get(&storey.id).and_then(|found| found.clear);
        storeys.add_row([storey.name.clone(), clock(clear)]);
    }
    if !flow.stairs.remaining.is_empty() {
        storeys.add_row([lang.t("predict-stairs"), clock(flow.stairs.clear)]);
    }
    println!("{storeys}");
    let mut exits = table([
        lang.t("cli-predict-exit"),
        lang.t("cli-predict-people"),
        lang.t("cli-predict-first"),
        lang.t("cli-predict-last"),
    ]);
    for (id, exit) in &flow.exits {
        let name = name(building, &ElementId::from(id));
        exits.add_row([name, exit.people.to_string(), clock(exit.first), clock(exit.last)]);
    }
    println!("{exits}");
    if flow.bottlenecks.is_empty() {
        return;
    }
    let mut bottlenecks = table([
        lang.t("cli-predict-bottleneck"),
        lang.t("cli-predict-queue"),
        lang.t("cli-predict-peak"),
    ]);
    for found in flow.bottlenecks.iter().take(10) {
        let name = name(building, &found.element);
        bottlenecks.add_row([name, found.queue.clock(), found.peak_queue.to_string()]);
    }
    println!("{bottlenecks}");
}

/// Fits the model to the past drills of a building.
fn fit(building: &BuildingId, book: &Book, lang: Language) -> Result<Fit, Message> {
    let records = book.records.values().filter(|record| record.building.id == *building);
    let drills: Vec<Arc<Drill>> = records.map(|record| Arc::new(Drill::of(record))).collect();
    let fit = progress::shown(lang, |progress| calibrate(&drills, building, progress));
    fit.map_err(|why| match why {
        NoFit::NoDrills | NoFit::Cancelled => msg!("predict-fit-no-drills"),
        NoFit::NoCounts => msg!("predict-fit-no-counts"),
    })
}

/// What was fitted, in one sentence.
fn said(fit: &Fit) -> Message {
    let pace = if fit.pace_told {
        Arg::from(format!("{:.0} %", fit.calibration.pace * 100.0))
    } else {
        Message::new("predict-fit-pace-untold").into()
    };
    msg!(
        "cli-predict-fit",
        drills = fit.calibration.drills,
        first = format!("{:.0}", fit.calibration.first.get()),
        last = format!("{:.0}", fit.calibration.last.get()),
        pace = pace,
        before = format!("{:.1}", fit.before.get()),
        after = format!("{:.1}", fit.after.get())
    )
}

/// Whether the plan is without errors; says on standard error what makes its prediction wrong.
pub(super) fn is_sound(building: &Building, lang: Language) -> bool {
    let errors = errors(building);
    for error in &errors {
        eprintln!("{}", lang.say(&msg!("cli-predict-unsound", problem = error.message.clone())));
    }
    errors.is_empty()
}

/// How many people there are; refuses more than the crowd takes.
pub(super) fn few_enough(occupancy: &Occupancy) -> Result<u32, Message> {
    let people: u64 = occupancy.values().map(|count| u64::from(*count)).sum();
    let few = u32::try_from(people).ok().filter(|people| *people <= MOST_PEOPLE);
    few.ok_or_else(|| msg!("cli-crowd-too-many", people = people.to_string(), most = MOST_PEOPLE))
}

/// A table with a heading; its figures are to the right.
pub(super) fn table(heading: impl IntoIterator<Item = String>) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_header(heading.into_iter().collect::<Vec<_>>());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The name of an element, or its id where it has none.
pub(super) fn name(building: &Building, element: &ElementId) -> String {
    let name = match element {
        ElementId::Door(id) => building.door(id).map(|(_, door)| door.name.clone()),
        ElementId::Stair(id) => building.stair(id).map(|stair| stair.name.clone()),
        ElementId::Space(id) => building.space(id).map(|(_, space)| space.name.clone()),
        _ => None,
    };
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| element.as_str().to_owned())
}
