//! Tells a drill: who passed which exit when, which door was found how, who was missing.

use std::sync::Arc;

use jiff::civil::Date;
use muster::building::{Building, DoorId, Site, SiteElementId};
use muster::drill::{
    ActionState, CheckpointId, CorrectiveAction, DoorFinding, Ending, EventNumber, Finding,
    FindingId, Prediction, Record, RecordId, Run, Scenario, Severity, SignOff, WallTime, What,
};
use muster::units::Seconds;

/// The people of an exit: how many, and when the first, a quarter, half, three quarters and all of
/// them are out, in seconds.
pub type Way = (u32, [f64; 5]);

/// The shares of its people whose times a [`Way`] holds.
const SHARES: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// How much of it the first, a quarter, … are later when the last is later, as the hydraulic model
/// has it for later pre-movement.
const LATER: [f64; 5] = [0.35, 0.5, 0.55, 0.6, 1.0];

/// A drill as it is told: times in seconds after the alarm.
pub struct Story<'a> {
    pub scenario: &'a Scenario,
    pub building: &'a Building,
    pub site: &'a Site,
    /// When the alarm was given, RFC 3339.
    pub started: &'a str,
    pub conductor: &'a str,
    pub weather: &'a str,
    entries: Vec<Entry>,
    findings: Vec<Finding>,
    pub comments: &'a str,
    seed: u64,
}

enum Entry {
    Happened(f64, What),
    /// Something entered by mistake, taken back some seconds later.
    Mistaken(f64, What, f64),
}

impl Entry {
    const fn at(&self) -> f64 {
        match self {
            Self::Happened(at, _) | Self::Mistaken(at, ..) => *at,
        }
    }
}

impl<'a> Story<'a> {
    pub fn new(
        scenario: &'a Scenario,
        building: &'a Building,
        site: &'a Site,
        started: &'a str,
    ) -> Self {
        let seed = started.bytes().fold(7, |seed, byte| seed * 31 % 65_521 + u64::from(byte));
        Self {
            scenario,
            building,
            site,
            started,
            conductor: "",
            weather: "",
            entries: vec![Entry::Happened(0.0, What::Started)],
            findings: Vec::new(),
            comments: "",
            seed,
        }
    }

    /// A number from 0 to 1, always the same for the same story.
    fn chance(&mut self) -> f64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ((self.seed >> 40) as f64) / f64::from(1_u32 << 24)
    }

    pub fn happened(&mut self, at: f64, what: What) {
        self.entries.push(Entry::Happened(at, what));
    }

    pub fn reached(&mut self, at: f64, checkpoint: &str) {
        let checkpoint = CheckpointId::new(checkpoint);
        let known = self.scenario.checkpoint(&checkpoint).is_some();
        assert!(known, "{}: no checkpoint {checkpoint}", self.scenario.id);
        self.happened(at, What::Reached { checkpoint });
    }

    pub fn noted(&mut self, at: f64, text: &str) {
        self.happened(at, What::Noted { text: text.to_owned() });
    }

    pub fn checked(&mut self, at: f64, door: &DoorId, found: DoorFinding) {
        self.happened(at, What::DoorChecked { door: door.clone(), found });
    }

    pub fn head_count(&mut self, at: f64, point: &SiteElementId, expected: u32, present: u32) {
        self.happened(at, What::HeadCounted { point: point.clone(), expected, present });
    }

    /// The ways of a good drill as they are in this one, whose last is out at `last`: people begin
    /// to walk later, those who are last most of all. No two drills are alike, so a few people take
    /// another exit, and each time is up to 3 % off.
    pub fn vary<const N: usize>(&mut self, mut ways: [Way; N], last: f64) -> [Way; N] {
        let good = ways.iter().filter(|(people, _)| *people > 0).map(|(_, out)| out[4]);
        let later = last - good.fold(0.0, f64::max);
        for (_, out) in &mut ways {
            for (at, part) in out.iter_mut().zip(LATER) {
                *at += later * part;
            }
            let told = if out[4] < last { 5 } else { 4 };
            for at in &mut out[..told] {
                *at = tenths(*at * (0.97 + 0.06 * self.chance())).min(last);
            }
        }
        for to in 1..N {
            let from = to - 1;
            if ways[from].0.min(ways[to].0) >= 16 {
                let others = (self.chance() * 4.0) as u32;
                ways[from].0 -= others;
                ways[to].0 += others;
            }
        }
        ways
    }

    /// The people of an exit, counted in small groups whose gaps vary as in a real crowd.
    pub fn leave(&mut self, exit: &DoorId, (people, out): Way) {
        let mut left = people;
        let mut groups = Vec::new();
        while left > 0 {
            let group = (1 + (self.chance() * 6.0) as u32).min(left);
            groups.push(group);
            left -= group;
        }
        let [first, .., last] = out;
        let mut before = first;
        let mut gone = 0;
        for (number, group) in groups.iter().enumerate() {
            gone += group;
            let sway = self.chance() - 0.5;
            let at = match number {
                0 => first,
                _ if gone == people => last,
                _ => when(out, (f64::from(gone) + sway) / f64::from(people)),
            };
            let at = tenths(at).clamp(before, last);
            before = at;
            self.happened(at, What::Counted { exit: exit.clone(), people: *group as i32 });
        }
        let id = format!("last-out-{exit}");
        if self.scenario.checkpoint(&CheckpointId::new(&id)).is_some() {
            self.reached(last, &id);
        }
    }

    /// A tap on the wrong exit, undone three seconds later.
    pub fn mistaken(&mut self, at: f64, exit: &DoorId, people: i32) {
        let what = What::Counted { exit: exit.clone(), people };
        self.entries.push(Entry::Mistaken(at, what, at + 3.0));
    }

    /// Something entered from an observer's sheet.
    pub fn late(&mut self, entered: f64, happened_at: f64, what: What) {
        let source = "观察员记录表 observer's sheet".to_owned();
        let happened_at = Seconds::new(happened_at);
        let what = What::EnteredLate { happened_at, what: Box::new(what), source };
        self.happened(entered, what);
    }

    pub fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The record, with the end of the drill at `end` seconds.
    pub fn end(mut self, end: f64) -> Record {
        let started: WallTime = self.started.parse().expect("a start in RFC 3339");
        self.entries.sort_by(|a, b| a.at().total_cmp(&b.at()));
        let mut events: Vec<(f64, Result<What, usize>)> = Vec::new();
        let mut undo: Vec<(f64, usize)> = Vec::new();
        for entry in self.entries {
            let at = entry.at();
            while let Some(position) = undo.iter().position(|(time, _)| *time <= at) {
                let (time, event) = undo.remove(position);
                events.push((time, Err(event)));
            }
            match entry {
                Entry::Happened(_, what) => events.push((at, Ok(what))),
                Entry::Mistaken(_, what, undone) => {
                    events.push((at, Ok(what)));
                    undo.push((undone, events.len()));
                }
            }
        }
        events.push((end, Ok(What::Finished)));
        let mut run = Run::ready(Arc::new(self.scenario.clone()));
        for (at, what) in events {
            let what = what.unwrap_or_else(|event| What::Undone {
                event: EventNumber::new(event as u32).expect("numbers start at 1"),
            });
            let at = Seconds::new(at);
            let event = run.decide(what, at, started.plus(at), self.conductor);
            run.apply(event.expect("the run takes what is told"));
        }
        let mut prediction = Prediction::from_flow(
            self.scenario,
            self.building,
            self.site,
            &self.scenario.predict_flow(self.building),
        );
        prediction.total = Seconds::new(tenths(prediction.total.get()));
        for time in &mut prediction.times {
            time.at = Seconds::new(tenths(time.at.get()));
        }
        let stamp = self.started.replace(':', "-").replace("+08-00", "+0800");
        let date = started.date();
        Record {
            id: RecordId::new(&format!("{stamp}_{}", self.scenario.id)),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rehearsal: false,
            ending: Ending::Finished,
            started,
            conductor: self.conductor.to_owned(),
            weather: self.weather.to_owned(),
            expected_people: self.scenario.people(self.building),
            scenario: Scenario { planned: Some(date), ..self.scenario.clone() }.into(),
            building: self.building.clone().into(),
            site: self.site.clone().into(),
            prediction: Some(prediction),
            roster: Vec::new(),
            events: run.events().to_vec(),
            findings: self.findings,
            comments: self.comments.to_owned(),
            moments: Vec::new(),
            marking: None,
            debrief: None,
            signed: vec![SignOff {
                name: self.conductor.to_owned(),
                role: "安全主管 Safety manager".to_owned(),
                at: started.plus(Seconds::new(5_400.0)),
                seal: String::new(),
            }],
        }
    }
}

/// When a share of an exit's people is out.
fn when(out: [f64; 5], share: f64) -> f64 {
    let after = SHARES.partition_point(|known| *known < share).clamp(1, 4);
    let (low, high) = (SHARES[after - 1], SHARES[after]);
    out[after - 1] + (out[after] - out[after - 1]) * (share - low) / (high - low)
}

/// Rounded to a tenth of a second, as a thumb on a watch is.
fn tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}

/// A date written as `2024-06-14`.
pub fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A finding whose action was done and verified.
pub fn closed(
    number: u32,
    (text, severity): (&str, Severity),
    action: &str,
    owner: &str,
    [found, due, done, verified]: [&str; 4],
    verified_by: &str,
) -> Finding {
    let action = CorrectiveAction {
        text: action.to_owned(),
        owner: owner.to_owned(),
        due: Some(day(due)),
        state: ActionState::VerifiedClosed,
        done: Some(day(done)),
        verified: Some(day(verified)),
        verified_by: verified_by.to_owned(),
        photo: String::new(),
        reopened: None,
        rounds: Vec::new(),
    };
    finding(number, text, severity, found, action)
}

/// A finding whose action is still open.
pub fn open(
    number: u32,
    (text, severity): (&str, Severity),
    action: &str,
    owner: &str,
    [found, due]: [&str; 2],
) -> Finding {
    let action = CorrectiveAction {
        text: action.to_owned(),
        owner: owner.to_owned(),
        due: Some(day(due)),
        ..CorrectiveAction::open()
    };
    finding(number, text, severity, found, action)
}

fn finding(
    number: u32,
    text: &str,
    severity: Severity,
    found: &str,
    action: CorrectiveAction,
) -> Finding {
    Finding {
        id: FindingId::numbered(number),
        text: text.to_owned(),
        severity,
        element: None,
        event: None,
        found: day(found),
        taken_up: None,
        action: Some(action),
    }
}
