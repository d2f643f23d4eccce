//! `muster rehearse`: a simulated drill through the live run and the journal.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};

use super::predict::Model;
use super::predict::assumed::Assumed;
use super::{Done, End};
use crate::drill::{Clock, Event, Prediction, RecordId, Run, SystemClock, What, rehearsal, roster};
use crate::egress::crowd::{Settings, run};
use crate::language::{Language, Message, msg};
use crate::store::journal::{Header, Journal, journals};
use crate::store::{Access, Book};
use crate::units::Seconds;

#[derive(Args)]
pub(super) struct Rehearse {
    /// The folder of the drill book
    book: PathBuf,
    /// The scenario to rehearse
    #[arg(long, value_name = "ID")]
    scenario: String,
    /// The same seed gives the same rehearsal
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Who walks: people as expected, or every person of a crowd
    #[arg(long, value_enum, default_value_t = Model::Flow)]
    model: Model,
    #[command(flatten)]
    assumed: Assumed,
    /// Real time × X; 0 is as fast as possible
    #[arg(long, value_name = "X", default_value_t = 0.0)]
    speed: f64,
    /// Print each event as one JSON line once it is durable
    #[arg(long)]
    events: bool,
}

impl Rehearse {
    pub(super) fn run(self, lang: Language) -> Done {
        if !self.speed.is_finite() || self.speed < 0.0 {
            return Err(msg!("cli-rehearse-speed"));
        }
        let (mut book, contents) = open_for_writing(&self.book)?;
        if let Some(journal) = journals(&book.running_folder()).first() {
            let path = journal.display().to_string();
            return Err(msg!("cli-rehearse-running", path = path));
        }
        let found = contents.scenarios.values().find(|s| s.id.as_str() == self.scenario);
        let Some(mut scenario) = found.cloned() else {
            let known: Vec<&str> = contents.scenarios.keys().map(|id| id.as_str()).collect();
            let known = known.join(", ");
            return Err(msg!("cli-no-scenario", id = self.scenario, known = known));
        };
        let Some(building) = contents.buildings.get(&scenario.building).cloned() else {
            let building = scenario.building.as_str();
            return Err(msg!("cli-no-building", id = self.scenario, building = building));
        };
        self.assumed.assume(&mut scenario, &building, self.model)?;
        let site = &contents.manifest.site;
        let flow = scenario.predict_flow(&building);
        let prediction = Prediction::from_flow(&scenario, &building, site, &flow);
        let people = roster(&contents.manifest.people, &scenario.shift);
        let script = match self.model {
            Model::Flow => {
                rehearsal::script(&scenario, &building, site, &people, Some(&prediction), self.seed)
            }
            Model::Crowd => {
                let settings = Settings { seed: self.seed, ..scenario.crowd_settings() };
                let staged = scenario.staged(&building);
                let walked = run(&staged, &scenario.occupancy(&building), &settings).flow;
                rehearsal::script_of_flow(&scenario, &building, site, &people, &walked, self.seed)
            }
        };
        let now = SystemClock.now();
        let header = Header {
            id: book.free_record_id(&RecordId::of(now.wall, &scenario.id)),
            rehearsal: true,
            started: now.wall,
            since_boot: now.since_boot.into(),
            boot: SystemClock.boot(),
            conductor: String::new(),
            weather: String::new(),
            expected_people: scenario.people(&building),
            site: Arc::new(site.clone()),
            building,
            roster: Arc::new(people),
            scenario,
            prediction: Some(prediction),
        };
        let journal = Journal::create(&book.running_folder(), &header);
        let mut journal = journal.map_err(|error| error.message())?;
        let events = self.play(&header, &script, &mut journal)?;
        let record = header.record(events);
        book.save_record(&record).map_err(|error| error.message())?;
        journal.remove().map_err(|error| error.message())?;
        if !self.events {
            let id = record.id.as_str();
            println!("{}", lang.say(&msg!("cli-rehearse-done", id = id)));
        }
        Ok(End::Clean)
    }

    fn play(
        &self,
        header: &Header,
        script: &[(Seconds, What)],
        journal: &mut Journal,
    ) -> Result<Vec<Event>, Message> {
        let mut run = Run::ready(header.scenario.clone());
        let mut out = std::io::stdout().lock();
        for (due, what) in script {
            let (at, wall) = self.wait_for(header, *due);
            let event =
                run.decide(what.clone(), at, wall, "").map_err(|refusal| refusal.message())?;
            journal.append(std::slice::from_ref(&event)).map_err(|error| error.message())?;
            if self.events {
                let told = writeln!(out, "{}", json_line(&event)).and_then(|()| out.flush());
                told.map_err(|error| msg!("cli-output", reason = error.to_string()))?;
            }
            run.apply(event);
        }
        Ok(run.events().to_vec())
    }

    /// Waits until a moment of the script, and says when it is: by the script where it is played
    /// as fast as possible, by the clock otherwise.
    fn wait_for(&self, header: &Header, due: Seconds) -> (Seconds, crate::drill::WallTime) {
        if self.speed == 0.0 {
            return (due, header.started.plus(due));
        }
        loop {
            let now = SystemClock.now();
            let passed = (Seconds::from(now.since_boot) - header.since_boot) * self.speed;
            if passed >= due {
                return (passed, now.wall);
            }
            let left = (due - passed) * (1.0 / self.speed);
            std::thread::sleep(left.to_duration().min(Duration::from_secs(1)));
        }
    }
}

/// Opens a book that is going to be written.
pub(super) fn open_for_writing(
    root: &std::path::Path,
) -> Result<(Book, crate::store::Contents), Message> {
    let (book, contents) = Book::open(root).map_err(|error| error.message())?;
    match book.access() {
        Access::Write => Ok((book, contents)),
        Access::ReadOnly(reason) => Err(reason.message()),
    }
}

/// An event for other tools: `{number, at_s, wall, who, what}`, where `what` has its name as
/// `kind` and what belongs to it beside it.
fn json_line(event: &Event) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        number: u32,
        at_s: f64,
        wall: String,
        who: &'a str,
        what: Value,
    }
    let line = Line {
        number: event.number.get(),
        at_s: event.at.get(),
        wall: event.wall.to_string(),
        who: &event.who,
        what: serde_json::to_value(&event.what).map(flat).unwrap_or_default(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// `{"Counted": {"people": 5}}` as `{"kind": "counted", "people": 5}`.
fn flat(value: Value) -> Value {
    let (kind, fields) = match value {
        Value::String(kind) => (kind, Map::new()),
        Value::Object(variant) => match variant.into_iter().next() {
            Some((kind, Value::Object(fields))) => (kind, fields),
            _ => return Value::Null,
        },
        other => return other,
    };
    let mut flattened = Map::from_iter([("kind".to_owned(), Value::String(snake_case(&kind)))]);
    for (name, value) in fields {
        let value = match (name.as_str(), value) {
            ("what", inner) => flat(inner),
            ("found", Value::String(found)) => Value::String(snake_case(&found)),
            (_, value) => value,
        };
        let name = if name == "happened_at" { "happened_at_s".to_owned() } else { name };
        flattened.insert(name, value);
    }
    Value::Object(flattened)
}

fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{DoorId, SiteElementId};
    use crate::drill::{DoorFinding, EventNumber};

    #[track_caller]
    fn check(what: What, expected: &str) {
        let event = Event {
            number: EventNumber::FIRST,
            at: Seconds::new(12.5),
            wall: "2026-06-12T14:00:05+08:00".parse().unwrap(),
            who: "李".to_owned(),
            what,
        };
        let head = r#"{"number":1,"at_s":12.5,"wall":"2026-06-12T14:00:05.000+08:00","who":"李""#;
        assert_eq!(json_line(&event), format!(r#"{head},"what":{expected}}}"#));
    }

    #[test]
    fn an_event_is_one_line_for_other_tools() {
        check(What::Started, r#"{"kind":"started"}"#);
        let point = SiteElementId::new("site-1");
        check(
            What::HeadCounted { point, expected: 40, present: 38 },
            r#"{"expected":40,"kind":"head_counted","point":"site-1","present":38}"#,
        );
        let door = DoorId::new("door-1");
        let what = Box::new(What::DoorChecked { door, found: DoorFinding::ClosedOnAlarm });
        let happened_at = Seconds::new(3.0);
        check(
            What::EnteredLate { happened_at, what, source: "a\nb".to_owned() },
            concat!(
                r#"{"happened_at_s":3.0,"kind":"entered_late","source":"a\nb","what":"#,
                r#"{"door":"door-1","found":"closed_on_alarm","kind":"door_checked"}}"#
            ),
        );
    }
}
