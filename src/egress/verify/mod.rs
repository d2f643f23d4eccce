//! The verification tests of RiMEA 4.1.1, IMO MSC.1/Circ.1533, NIST TN 1822 and ISO 20414, worked
//! numbers of the hydraulic model, and tests of Muster's own.
//!
//! Each row says what is expected and what was found. A test that does not apply is listed with the
//! reason; one that fails stays as it is, because a criterion is never bent to the model. Where a
//! guideline gives no figure, the bar is Muster's own and the row says so in its expectation: `†`.
//!
//! All rows share one set of parameters: the [`Model`] is what they ask, and a test may ask a
//! broken one.

mod choice;
mod components;
mod counterflow;
mod flows;
mod golden;
mod own;
mod scene;
mod stairs;
mod statistics;

use std::ops::RangeInclusive;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::building::Building;
use crate::egress::crowd::{Person, Settings, Simulation};
use crate::egress::flow::{Flow, FlowSettings, Occupancy, predict};
use crate::language::{Message, msg};

/// What is verified.
pub trait Model: Sync {
    /// A crowd before its first step.
    fn crowd(&self, building: &Building, people: &[Person], settings: &Settings) -> Simulation {
        Simulation::new(building, people, settings)
    }

    /// The hydraulic model's answer.
    fn flow(&self, building: &Building, occupancy: &Occupancy, settings: &FlowSettings) -> Flow {
        predict(building, occupancy, settings)
    }
}

/// The models as Muster ships them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Muster;

impl Model for Muster {}

/// What a group of rows looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// One person, or people without a crowd: speeds, starts, corners.
    Components,
    /// Doors, corridors and the fundamental diagram.
    Flows,
    /// Stairs.
    Stairs,
    /// Two crowds that meet.
    Counterflow,
    /// Exits and routes.
    Choice,
    /// The hydraulic model against figures worked out by hand.
    Golden,
    /// What no standard asks.
    Own,
}

/// What a test found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is expected, in the unit; `†` marks a bar of Muster's own.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// The unit of both.
    pub unit: &'static str,
    /// Whether it passes; nothing for a test that does not apply.
    pub pass: Option<bool>,
    /// Why a test does not apply, or what to know about its result.
    pub reason: Option<Message>,
}

impl Finding {
    fn new(
        expected: impl Into<String>,
        found: impl Into<String>,
        unit: &'static str,
        pass: bool,
    ) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Self { expected, found, unit, pass: Some(pass), reason: None }
    }

    /// A figure between two others; `own` for a bar that no guideline sets.
    fn within(found: f64, range: RangeInclusive<f64>, unit: &'static str, own: bool) -> Self {
        let mark = if own { " †" } else { "" };
        let expected = format!("{}–{}{mark}", range.start(), range.end());
        Self::new(expected, format!("{found:.2}"), unit, range.contains(&found))
    }

    fn at_most(found: f64, most: f64, unit: &'static str) -> Self {
        Self::new(format!("≤ {most}"), format!("{found:.3}"), unit, found <= most)
    }

    fn not_applicable(reason: Message) -> Self {
        let none = String::new;
        Self { expected: none(), found: none(), unit: "", pass: None, reason: Some(reason) }
    }

    fn because(self, reason: Message) -> Self {
        Self { reason: Some(reason), ..self }
    }
}

/// A row before it was run.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id, such as `rimea-1`.
    pub id: &'static str,
    /// Where it is from.
    pub source: &'static str,
    /// What it is about.
    pub title: Message,
    /// Its group.
    pub group: Group,
    test: fn(&dyn Model) -> Finding,
}

impl Row {
    /// Runs it.
    #[must_use]
    pub fn run(&self, model: &dyn Model) -> Finding {
        (self.test)(model)
    }
}

/// All rows, in the order in which they are shown.
#[must_use]
pub fn rows() -> Vec<Row> {
    [
        components::rows(),
        flows::rows(),
        stairs::rows(),
        counterflow::rows(),
        choice::rows(),
        golden::rows(),
        own::rows(),
    ]
    .concat()
}

/// Runs rows on all cores; the findings are in the order of the rows.
#[must_use]
pub fn run(rows: &[Row], model: &dyn Model) -> Vec<Finding> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::with_capacity(rows.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(rows.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(row) = rows.get(at) else { break };
                    let finding = row.run(model);
                    if let Ok(mut found) = found.lock() {
                        found.push((at, finding));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Rows that ask for what a fire drill, or Muster, does not have.
fn no_lifts(_: &dyn Model) -> Finding {
    Finding::not_applicable(msg!("verify-why-no-lifts"))
}
