//! What belongs together is chosen together: nobody answers for each of two hundred counts at a door.

use crate::building::DoorId;
use crate::drill::merge::{Fit, Proposal};
use crate::drill::{Observation, Pauses, Record, What, element_name, observations};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Observations of the other log that are chosen together: one, or all counts at an exit.
pub(super) struct Group {
    /// Their places among the proposals, in order.
    pub(super) members: Vec<usize>,
    /// When the first was, by the record's clock.
    pub(super) at: String,
    /// What the other log says.
    pub(super) theirs: String,
    /// When and what the record says, where it says otherwise.
    pub(super) ours: Option<(String, String)>,
}

impl Group {
    /// Groups the proposals that fit in a way that `wanted` names.
    pub(super) fn all(
        record: &Record,
        proposals: &[Proposal],
        lang: Language,
        wanted: impl Fn(Fit) -> bool,
    ) -> Vec<Self> {
        let seen = observations(&record.events);
        let words = Words { record, seen: &seen, pauses: Pauses::of(&record.events), lang };
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (index, proposal) in proposals.iter().enumerate() {
            if !wanted(proposal.fit) {
                continue;
            }
            let exit = exit_of(&proposal.what);
            let of_exit = |group: &&mut Vec<usize>| {
                let first = group.first().map(|first| &proposals[*first].what);
                exit.is_some() && first.and_then(exit_of) == exit
            };
            match groups.iter_mut().find(of_exit) {
                Some(group) => group.push(index),
                None => groups.push(vec![index]),
            }
        }
        groups.into_iter().filter_map(|members| words.group(proposals, members)).collect()
    }
}

fn exit_of(what: &What) -> Option<&DoorId> {
    match what {
        What::Counted { exit, .. } => Some(exit),
        _ => None,
    }
}

struct Words<'a> {
    record: &'a Record,
    seen: &'a [Observation<'a>],
    pauses: Pauses,
    lang: Language,
}

impl Words<'_> {
    fn group(&self, proposals: &[Proposal], members: Vec<usize>) -> Option<Group> {
        let first = proposals.get(*members.first()?)?;
        let counted = |what: &What| match what {
            What::Counted { people, .. } => *people,
            _ => 0,
        };
        let (theirs, ours) = if let Some(exit) = exit_of(&first.what) {
            let all = members.iter().map(|member| counted(&proposals[*member].what)).sum();
            let own = self.seen.iter().filter(|seen| exit_of(seen.what) == Some(exit));
            let (at, people) = own.fold((None, 0), |(at, people), seen| {
                (at.or(Some(seen.at)), people + counted(seen.what))
            });
            let own = at.map(|at| (self.clock(at), self.counted(exit, people)));
            (self.counted(exit, all), own)
        } else {
            let own = match first.fit {
                Fit::Conflict(event) => self.seen.iter().find(|seen| seen.event == event),
                Fit::New | Fit::Same(_) => None,
            };
            (self.say(&first.what), own.map(|own| (self.clock(own.at), self.say(own.what))))
        };
        Some(Group { at: self.clock(first.at), theirs, ours, members })
    }

    fn clock(&self, at: Seconds) -> String {
        self.pauses.clock_at(at).clock_tenths()
    }

    fn say(&self, what: &What) -> String {
        self.lang.say(&self.record.describe(what, &self.pauses))
    }

    fn counted(&self, exit: &DoorId, people: i32) -> String {
        let name = element_name(&exit.into(), &self.record.building, &self.record.site);
        self.lang.say(&msg!("merging-counted", exit = name, people = people.max(0).unsigned_abs()))
    }
}
