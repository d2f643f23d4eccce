//! A record without the names of people, to show it to others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Event, Record, What};

impl Record {
    /// The record with a made-up name in the place of every person that it knows by name: in the
    /// roster, in roles and duties, in signatures, and wherever such a name stands in a text. The
    /// same person has the same made-up name throughout.
    #[must_use]
    pub fn pseudonymised(&self) -> Self {
        let names = Names::of(self);
        let mut record = self.clone();
        names.hide(&mut record.conductor);
        names.hide(&mut record.comments);
        if let Some(debrief) = &mut record.debrief {
            debrief.texts_mut().for_each(|text| names.hide(text));
        }
        for person in &mut record.roster {
            names.hide(&mut person.name);
        }
        for moment in &mut record.moments {
            names.hide(&mut moment.who);
            names.hide(&mut moment.text);
        }
        if let Some(marking) = &mut record.marking {
            names.hide(&mut marking.evaluator);
            names.hide(&mut marking.remarks);
            for mark in &mut marking.marks {
                names.hide(&mut mark.remark);
            }
        }
        for sign in &mut record.signed {
            names.hide(&mut sign.name);
            // It is not what was signed any more.
            sign.seal.clear();
        }
        for finding in &mut record.findings {
            names.hide(&mut finding.text);
            if let Some(action) = &mut finding.action {
                names.hide(&mut action.text);
                names.hide(&mut action.owner);
                names.hide(&mut action.verified_by);
                action.rounds.iter_mut().for_each(|round| names.hide(&mut round.verified_by));
            }
        }
        let scenario = Arc::make_mut(&mut record.scenario);
        names.hide(&mut scenario.description);
        for role in &mut scenario.roles {
            names.hide(&mut role.person);
        }
        for check in &mut scenario.pre_start {
            names.hide(&mut check.person);
            names.hide(&mut check.text);
        }
        for inject in &mut scenario.injects {
            names.hide(&mut inject.message);
            names.hide(&mut inject.expected);
        }
        for point in &mut Arc::make_mut(&mut record.site).assembly_points {
            names.hide(&mut point.responsible);
        }
        let building = Arc::make_mut(&mut record.building);
        for storey in &mut building.storeys {
            for space in &mut storey.spaces {
                names.hide(&mut space.responsible);
            }
            for door in &mut storey.doors {
                names.hide(&mut door.responsible);
            }
            for equipment in &mut storey.equipment {
                names.hide(&mut equipment.responsible);
            }
        }
        for stair in &mut building.stairs {
            names.hide(&mut stair.responsible);
        }
        for Event { who, what, .. } in &mut record.events {
            names.hide(who);
            names.hide_in(what);
        }
        record
    }
}

/// The made-up name of each person.
struct Names {
    all: BTreeMap<String, String>,
    /// Those that are looked for inside of texts: a single character stands in too many words.
    /// Longer ones first, because 王丽 is also the beginning of 王丽华.
    in_texts: Vec<(String, String)>,
}

impl Names {
    fn of(record: &Record) -> Self {
        let roster = record.roster.iter().map(|person| person.name.as_str());
        let roles = record.scenario.roles.iter().map(|role| role.person.as_str());
        let checks = record.scenario.pre_start.iter().map(|check| check.person.as_str());
        let events = record.events.iter().map(|event| event.who.as_str());
        let signed = record.signed.iter().map(|sign| sign.name.as_str());
        let points = record.site.assembly_points.iter().map(|point| point.responsible.as_str());
        let spaces = record.building.spaces().map(|(_, space)| space.responsible.as_str());
        let doors = record.building.doors().map(|(_, door)| door.responsible.as_str());
        let actions = record.findings.iter().filter_map(|finding| finding.action.as_ref());
        let owners = actions.flat_map(|action| {
            let rounds = action.rounds.iter().map(|round| round.verified_by.as_str());
            [action.owner.as_str(), action.verified_by.as_str()].into_iter().chain(rounds)
        });
        let stairs = record.building.stairs.iter().map(|stair| stair.responsible.as_str());
        let equipment = record.building.storeys.iter().flat_map(|storey| &storey.equipment);
        let equipment = equipment.map(|one| one.responsible.as_str());
        let said = record.moments.iter().map(|moment| moment.who.as_str());
        let marked = record.marking.iter().map(|marking| marking.evaluator.as_str());
        let changed = record.debrief.iter().flat_map(|debrief| debrief.earlier());
        let said = said.chain(changed.map(|earlier| earlier.by.as_str()));
        let conductor = std::iter::once(record.conductor.as_str()).chain(said).chain(marked);
        let people = conductor.chain(roster).chain(roles).chain(checks).chain(events).chain(signed);
        let duties = points.chain(spaces).chain(doors).chain(stairs).chain(equipment).chain(owners);
        let known: BTreeSet<&str> = people.chain(duties).map(str::trim).collect();
        let named = known.into_iter().filter(|name| !name.is_empty()).enumerate();
        let all: BTreeMap<String, String> =
            named.map(|(index, name)| (name.to_owned(), format!("P{:03}", index + 1))).collect();
        let mut in_texts: Vec<(String, String)> = all
            .iter()
            .filter(|(name, _)| name.chars().count() > 1)
            .map(|(name, made_up)| (name.clone(), made_up.clone()))
            .collect();
        in_texts.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        Self { all, in_texts }
    }

    fn hide(&self, text: &mut String) {
        if let Some(made_up) = self.all.get(text.trim()) {
            text.clone_from(made_up);
            return;
        }
        for (name, made_up) in &self.in_texts {
            if text.contains(name.as_str()) {
                *text = text.replace(name.as_str(), made_up);
            }
        }
    }

    fn hide_in(&self, what: &mut What) {
        match what {
            What::Noted { text } | What::Paused { reason: text } => self.hide(text),
            What::Corrected { reason, what, .. } => {
                self.hide(reason);
                if let Some(what) = what {
                    self.hide_in(what);
                }
            }
            What::EnteredLate { what, source, .. } => {
                self.hide(source);
                self.hide_in(what);
            }
            _ => {}
        }
    }
}
