//! A second observer's log, merged into a record: what both saw stands once, what only the other
//! saw is entered late with its source, and where they contradict each other somebody chooses.

use super::observation::{Observation, observations};
use super::{Event, EventNumber, Record, Refusal, Run, WallTime, What};
use crate::units::Seconds;

/// Two hands that saw the same thing are this close to each other.
pub const SAME: Seconds = Seconds::new(1.0);
/// Two looks at the same door that are further apart are two looks.
pub const SAME_LOOK: Seconds = Seconds::new(30.0);

/// How the other observer's times become those of the record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sync {
    /// Both started at the same alarm.
    SharedStart,
    /// Both wall clocks were right.
    WallClock,
    /// Both entered the same moment, such as a clap of the hands: its event here and there.
    Tap(EventNumber, EventNumber),
    /// The other one's alarm was so long after the record's.
    Offset(Seconds),
}

/// How an observation of the other one fits to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nobody else saw it.
    New,
    /// The record has it already.
    Same(EventNumber),
    /// The record says otherwise.
    Conflict(EventNumber),
}

/// An observation of the other one.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its event there.
    pub event: EventNumber,
    /// When it happened, since the record's alarm.
    pub at: Seconds,
    /// Who entered it there.
    pub who: String,
    /// What was observed.
    pub what: What,
    /// How it fits.
    pub fit: Fit,
}

/// How long after the record's alarm the other one's was; nothing where the events of a tap are not
/// there.
#[must_use]
pub fn offset(record: &Record, started: WallTime, events: &[Event], sync: Sync) -> Option<Seconds> {
    match sync {
        Sync::SharedStart => Some(Seconds::ZERO),
        Sync::WallClock => Some(record.started.until(started)),
        Sync::Offset(by) => Some(by),
        Sync::Tap(here, there) => {
            let at = |events: &[Event], number| {
                let seen = observations(events);
                seen.iter().find(|seen| seen.event == number).map(|seen| seen.at)
            };
            Some(at(&record.events, here)? - at(events, there)?)
        }
    }
}

/// The moments that both entered in the same words: the event here and there. Notes come first: a
/// clap of the hands that both noted is meant for this. Counts say nothing, since they repeat.
#[must_use]
pub fn twins(record: &Record, other: &[Event]) -> Vec<(EventNumber, EventNumber)> {
    let theirs = observations(other);
    let twin = |own: Observation<'_>| {
        if matches!(own.what, What::Counted { .. }) {
            return None;
        }
        let theirs = theirs.iter().find(|seen| seen.what == own.what)?;
        Some((own.event, theirs.event))
    };
    let mut own = observations(&record.events);
    own.sort_by_key(|seen| !matches!(seen.what, What::Noted { .. }));
    own.into_iter().filter_map(twin).collect()
}

/// How far apart the checkpoints are that both entered, once the other times are those of the
/// record: how many there are, and the median of the differences, positive where the other one is
/// later. Nothing where there are none.
#[must_use]
pub fn apart(record: &Record, other: &[Event], offset: Seconds) -> Option<(usize, Seconds)> {
    let theirs = observations(other);
    let apart = |own: &Observation<'_>| {
        let reached = matches!(own.what, What::Reached { .. });
        let theirs = theirs.iter().find(|seen| reached && seen.what == own.what)?;
        Some(theirs.at + offset - own.at)
    };
    let mut apart: Vec<Seconds> = observations(&record.events).iter().filter_map(apart).collect();
    apart.sort();
    Some((apart.len(), *apart.get(apart.len() / 2)?))
}

/// What the other observer's events add to a record. Those before its alarm are left out.
#[must_use]
pub fn propose(record: &Record, other: &[Event], offset: Seconds) -> Vec<Proposal> {
    let own = observations(&record.events);
    let proposals = observations(other).into_iter().filter_map(|seen| {
        let at = seen.at + offset;
        let fit = fit(&own, seen.what, at);
        let (who, what) = (seen.who.to_owned(), seen.what.clone());
        (at >= Seconds::ZERO).then_some(Proposal { event: seen.event, at, who, what, fit })
    });
    proposals.collect()
}

fn fit(own: &[Observation<'_>], what: &What, at: Seconds) -> Fit {
    let find = |wanted: &dyn Fn(&Observation<'_>) -> bool| {
        own.iter().rev().find(|seen| wanted(seen)).map(|seen| (seen.event, seen.at, seen.what))
    };
    let (event, same) = match what {
        What::Reached { .. } => match find(&|seen| seen.what == what) {
            Some((event, own_at, _)) => (event, (own_at - at).abs() <= SAME),
            None => return Fit::New,
        },
        // Who counted what can't be told apart: two counts at one exit are one too many.
        What::Counted { exit, .. } => {
            let counts = |seen: &Observation<'_>| matches!(seen.what, What::Counted { exit: own, .. } if own == exit);
            match find(&counts) {
                Some((event, ..)) => (event, false),
                None => return Fit::New,
            }
        }
        What::DoorChecked { door, .. } => {
            let look = |seen: &Observation<'_>| {
                let checks =
                    matches!(seen.what, What::DoorChecked { door: own, .. } if own == door);
                checks && (seen.at - at).abs() <= SAME_LOOK
            };
            match find(&look) {
                Some((event, _, own)) => (event, own == what),
                None => return Fit::New,
            }
        }
        What::HeadCounted { point, .. } => {
            let counts = |seen: &Observation<'_>| matches!(seen.what, What::HeadCounted { point: own, .. } if own == point);
            match find(&counts) {
                Some((event, _, own)) => (event, own == what),
                None => return Fit::New,
            }
        }
        What::RollCalled { person, presence, .. } => {
            let calls = |seen: &Observation<'_>| matches!(seen.what, What::RollCalled { person: own, .. } if own == person);
            match find(&calls) {
                Some((event, _, What::RollCalled { presence: own, .. })) => {
                    (event, own == presence)
                }
                _ => return Fit::New,
            }
        }
        What::InjectFired { .. } | What::InjectAcknowledged { .. } | What::Noted { .. } => {
            let near = |seen: &Observation<'_>| {
                let note = matches!(what, What::Noted { .. });
                seen.what == what && (!note || (seen.at - at).abs() <= SAME)
            };
            match find(&near) {
                Some((event, ..)) => (event, true),
                None => return Fit::New,
            }
        }
        _ => return Fit::New,
    };
    if same { Fit::Same(event) } else { Fit::Conflict(event) }
}

/// What of the proposals is taken, besides what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The record's own stands.
    Ours,
    /// The other one's stands.
    Theirs,
}

/// The record with what is new of the proposals, and with what was chosen where they contradict
/// it. What is replaced stays in the log as taken back. `source` says whose log it is.
///
/// # Errors
/// When an entry is refused; the record is then left as it is.
pub fn merge(
    record: &Record,
    proposals: &[Proposal],
    choose: impl Fn(&Proposal) -> Choice,
    source: &str,
    now: WallTime,
) -> Result<Record, (EventNumber, Refusal)> {
    let mut run = Run::ready(record.scenario.clone());
    record.events.iter().for_each(|event| run.apply(event.clone()));
    let last = record.events.last().map_or(Seconds::ZERO, |event| event.at);
    let latest = proposals.iter().map(|proposal| proposal.at).max().unwrap_or_default();
    let at = record.started.until(now).max(last).max(latest);
    for proposal in proposals {
        let from = if proposal.who.is_empty() {
            source.to_owned()
        } else {
            format!("{source} ({})", proposal.who)
        };
        for what in entries(proposal, &choose, from) {
            let event =
                run.decide(what, at, now, "").map_err(|refusal| (proposal.event, refusal))?;
            run.apply(event);
        }
    }
    Ok(Record { events: run.events().to_vec(), ..record.clone() })
}

fn entries(proposal: &Proposal, choose: impl Fn(&Proposal) -> Choice, source: String) -> Vec<What> {
    let (happened_at, what) = (proposal.at, Box::new(proposal.what.clone()));
    let late = |source| What::EnteredLate { happened_at, what, source };
    match proposal.fit {
        Fit::Same(_) => Vec::new(),
        // The number of the event that it shows belongs to the other log.
        Fit::New if matches!(proposal.what, What::Pictured { .. }) => Vec::new(),
        Fit::New => vec![late(source)],
        Fit::Conflict(_) if choose(proposal) == Choice::Ours => Vec::new(),
        Fit::Conflict(event) => match proposal.what {
            What::Reached { .. } => {
                vec![What::Corrected { event, happened_at, what: None, reason: source }]
            }
            What::Counted { .. } => vec![late(source)],
            _ => vec![What::Undone { event }, late(source)],
        },
    }
}
