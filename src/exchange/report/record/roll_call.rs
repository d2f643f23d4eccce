//! What the roll call came to, and who was missing meanwhile.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::drill::{Pauses, PersonId, Presence, RollCall, What, observations};
use crate::history::Drill;
use crate::language::{Choice, Language, msg};

#[derive(Serialize)]
pub(super) struct RollCallData {
    sums: String,
    complete: bool,
    people: Vec<PersonLine>,
}

/// Somebody who was missing once, whatever became of them.
#[derive(Serialize)]
struct PersonLine {
    name: String,
    department: String,
    /// What was said of them, each with its time.
    states: String,
    found: bool,
}

/// The roll call of a drill; nothing where nobody was called.
pub(super) fn roll_call(drill: &Drill, lang: Language) -> Option<RollCallData> {
    let (record, outcome) = (&drill.record, &drill.outcome);
    if outcome.called.is_empty() {
        return None;
    }
    let call = RollCall::of(&record.roster, &record.site, outcome);
    let tally = msg!(
        "roll-call-tally",
        missing = call.all.missing.to_string(),
        excused = call.all.excused.to_string(),
        open = call.all.not_called().to_string()
    );
    let safe = format!("{} / {}", call.all.safe, call.all.expected);
    let sums = msg!("report-roll-call-sums", safe = safe, others = lang.say(&tally));
    let pauses = Pauses::of(&record.events);
    let seen = observations(&record.events);
    let mut missing: BTreeMap<&PersonId, Vec<String>> = BTreeMap::new();
    for one in &seen {
        let What::RollCalled { person, presence, .. } = one.what else { continue };
        let said = || format!("{} {}", lang.t(presence.key()), pauses.clock_at(one.at).clock());
        if *presence == Presence::Missing {
            missing.entry(person).or_default().push(said());
        } else if let Some(states) = missing.get_mut(person) {
            states.push(said());
        }
    }
    let people = record.roster.iter().filter_map(|person| {
        let states = missing.get(&person.id)?.join(" → ");
        let last = outcome.called.get(&person.id);
        let found = last.is_some_and(|last| last.presence != Presence::Missing);
        let (name, department) = (person.name.clone(), person.department.clone());
        Some(PersonLine { name, department, states, found })
    });
    let people = people.collect();
    Some(RollCallData { sums: lang.say(&sums), complete: call.is_complete(), people })
}
