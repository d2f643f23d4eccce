//! What is assumed of the crowd on the command line, instead of what the scenario says.

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::Args;

use super::Model;
use crate::building::{Building, DoorId, SpaceId};
use crate::drill::{Crowd, Scenario};
use crate::egress::crowd::{
    Assisted, ExitChoice, IMO_CREW, IMO_PASSENGERS, Kind, RIMEA, WORKERS, short_of_help,
};
use crate::language::{Choice, Message, msg};

/// How people choose their way.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Exits {
    /// By the designated routes
    Designated,
    /// The nearest exit
    Nearest,
    /// The exit that is reached first with the queues as they are
    Quickest,
}

#[derive(Args)]
#[command(next_help_heading = "People, for the crowd model; instead of what the scenario says")]
pub(in crate::cli) struct Assumed {
    /// Who walks: workers, rimea, imo-crew, imo-passengers, or parts of kinds such as
    /// man-30-50=50,woman-30-50=45,walking-stick=5
    #[arg(long, value_name = "MIX")]
    people: Option<String>,
    /// People who move otherwise, and their helpers: SPACE:KIND:PEOPLE:HELPERS or
    /// SPACE:KIND:PEOPLE:HELPERS:SPACE that the helpers come from; may be repeated
    #[arg(long, value_name = "WHO")]
    assist: Vec<String>,
    /// How people choose their way
    #[arg(long, value_enum, value_name = "HOW")]
    exits: Option<Exits>,
    /// How many of a space keep together
    #[arg(long, value_name = "SIZE")]
    groups: Option<u32>,
    /// How much likelier an exit becomes with everybody who makes for it
    #[arg(long, value_name = "SHARE")]
    following: Option<f64>,
    /// How well people know the exits: DOOR=WEIGHT, with commas between
    #[arg(long, value_name = "EXITS")]
    familiar: Option<String>,
    /// Spaces that a guide leads out, with commas between
    #[arg(long, value_name = "SPACES")]
    guides: Option<String>,
    /// Who sees less far than this in smoke turns back, m; 0 if nobody does
    #[arg(long, value_name = "M")]
    turn_back: Option<f64>,
}

impl Assumed {
    fn is_empty(&self) -> bool {
        self.people.is_none()
            && self.assist.is_empty()
            && self.exits.is_none()
            && self.groups.is_none()
            && self.following.is_none()
            && self.familiar.is_none()
            && self.guides.is_none()
            && self.turn_back.is_none()
    }

    /// Puts what is assumed into a scenario. Says what can't be understood, and refuses to assume
    /// anything of people for the hydraulic model, which knows one kind of them.
    pub(in crate::cli) fn assume(
        &self,
        scenario: &mut Arc<Scenario>,
        building: &Building,
        model: Model,
    ) -> Result<(), Message> {
        if self.is_empty() {
            return Ok(());
        }
        if model == Model::Flow {
            return Err(msg!("cli-assume-flow"));
        }
        let mut crowd = scenario.crowd.clone();
        self.change(&mut crowd, building)?;
        Arc::make_mut(scenario).crowd = crowd;
        Ok(())
    }

    fn change(&self, crowd: &mut Crowd, building: &Building) -> Result<(), Message> {
        if let Some(mix) = &self.people {
            crowd.kinds = kinds(mix)?;
        }
        if !self.assist.is_empty() {
            let all = self.assist.iter().map(|text| assisted(text, building));
            crowd.assisted = all.collect::<Result<_, _>>()?;
        }
        if let Some(exits) = self.exits {
            crowd.exit_choice = match exits {
                Exits::Designated => ExitChoice::Designated,
                Exits::Nearest => ExitChoice::Nearest,
                Exits::Quickest => ExitChoice::Quickest,
            };
        }
        crowd.group_size = self.groups.unwrap_or(crowd.group_size);
        if let Some(following) = self.following {
            crowd.following = positive(following, "--following")?;
        }
        if let Some(exits) = &self.familiar {
            let known = parts(exits).map(|part| {
                let (id, weight) = pair(part)?;
                let id = DoorId::new(id);
                let is_exit = building.door(&id).is_some_and(|(_, door)| door.exit);
                let known: Vec<&str> = building.exits().map(|(_, door)| door.id.as_str()).collect();
                let no_exit =
                    || msg!("cli-assume-no-exit", id = id.as_str(), known = known.join(", "));
                if is_exit { Ok((id, weight)) } else { Err(no_exit()) }
            });
            crowd.familiar = known.collect::<Result<_, _>>()?;
        }
        if let Some(spaces) = &self.guides {
            crowd.guided = parts(spaces).map(|id| space(id, building)).collect::<Result<_, _>>()?;
        }
        if let Some(limit) = self.turn_back {
            let limit = positive(limit, "--turn-back")?;
            crowd.turn_back = (limit > 0.0).then_some(limit);
        }
        Ok(())
    }
}

/// Says on standard error for which of the assisted there are too few people or helpers.
pub(in crate::cli) fn warn_of_missing_helpers(
    scenario: &Scenario,
    building: &Building,
    lang: crate::language::Language,
) -> bool {
    let occupancy = scenario.occupancy(building);
    let short = short_of_help(&scenario.crowd.assisted, &occupancy);
    for (one, missing) in &short {
        let name = building.space(&one.space).map_or(one.space.as_str(), |(_, s)| &s.name);
        let text = msg!("cli-assisted-short", space = name, people = *missing);
        eprintln!("{}", lang.say(&text));
    }
    !short.is_empty()
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn pair(part: &str) -> Result<(&str, f64), Message> {
    let read = || {
        let (name, number) = part.split_once('=')?;
        Some((name.trim(), number.trim().parse::<f64>().ok()?))
    };
    let (name, number) = read().ok_or_else(|| msg!("cli-assume-pair", text = part))?;
    Ok((name, positive(number, part)?))
}

fn positive(number: f64, text: &str) -> Result<f64, Message> {
    let good = number.is_finite() && number >= 0.0;
    if good { Ok(number) } else { Err(msg!("cli-assume-number", text = text)) }
}

fn space(id: &str, building: &Building) -> Result<SpaceId, Message> {
    let space = SpaceId::new(id);
    let known = building.space(&space).is_some();
    if known { Ok(space) } else { Err(msg!("cli-assume-no-space", id = id)) }
}

fn kind(word: &str) -> Result<Kind, Message> {
    let found = Kind::ALL.iter().find(|kind| kind.word() == word).copied();
    let known = || Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| msg!("cli-assume-no-kind", word = word, known = known()))
}

fn kinds(mix: &str) -> Result<BTreeMap<Kind, f64>, Message> {
    let ready: &[(Kind, f64)] = match mix {
        "rimea" => &RIMEA,
        "imo-passengers" => &IMO_PASSENGERS,
        "imo-crew" => &IMO_CREW,
        "workers" => &WORKERS,
        _ => {
            let kinds = parts(mix).map(|part| {
                let (word, share) = pair(part)?;
                Ok((kind(word)?, share))
            });
            return kinds.collect();
        }
    };
    Ok(ready.iter().copied().collect())
}

fn assisted(text: &str, building: &Building) -> Result<Assisted, Message> {
    let form = || msg!("cli-assume-assist", text = text);
    let fields: Vec<&str> = text.split(':').map(str::trim).collect();
    let (of, from) = match fields.as_slice() {
        [of @ .., from] if fields.len() == 5 => (of, Some(space(from, building)?)),
        of => (of, None),
    };
    let [id, word, people, helpers] = of else { return Err(form()) };
    Ok(Assisted {
        space: space(id, building)?,
        kind: kind(word)?,
        people: people.parse().map_err(|_| form())?,
        helpers: helpers.parse().map_err(|_| form())?,
        from,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::building::{BuildingId, Point, Polygon, Space, SpaceUse};

    fn building() -> Building {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        for id in ["a", "b"] {
            let outline = Polygon::rectangle(Point::new(0.0, 0.0), Point::new(5.0, 5.0));
            let space = Space::new(SpaceId::new(id), id, SpaceUse::Office, outline);
            building.storeys[0].spaces.push(space);
        }
        building
    }

    #[test]
    fn a_mix_is_read() {
        let mix = kinds("man-30-50=50, woman-under-30=45,wheelchair=5").unwrap();
        assert_eq!(mix.len(), 3);
        assert!((mix[&Kind::Wheelchair] - 5.0).abs() < 1e-9);
        assert_eq!(kinds("imo-passengers").unwrap().len(), 10);
        for wrong in ["man-30-50", "man=5", "man-30-50=x", "man-30-50=-1", "wheelchair=inf"] {
            assert!(kinds(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_assisted_are_read() {
        let building = building();
        let found = assisted("a:wheelchair:1:2:b", &building).unwrap();
        let from = Some(SpaceId::new("b"));
        let space = SpaceId::new("a");
        let expected = Assisted { space, kind: Kind::Wheelchair, people: 1, helpers: 2, from };
        assert_eq!(found, expected);
        assert_eq!(assisted("a:walking-stick:3:0", &building).unwrap().from, None);
        for wrong in [
            "",
            "a",
            "a:wheelchair:1",
            "c:wheelchair:1:1",
            "a:dog:1:1",
            "a:wheelchair:x:1",
            "a:wheelchair:1:1:z",
            "a:wheelchair:1:1:b:b",
        ] {
            assert!(assisted(wrong, &building).is_err(), "{wrong}");
        }
    }
}
