//! `muster escape-plan`: the plan of a storey for the wall.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::report::write;
use super::{Done, End};
use crate::building::{Building, BuildingId, Point, Storey, StoreyId};
use crate::drill::{Clock, SystemClock};
use crate::exchange::escape_plan::{EscapePlan, Paper, Turn};
use crate::exchange::report::unset_message;
use crate::language::{Language, Message, msg};
use crate::store::Book;

#[derive(Args)]
pub(super) struct EscapePlanOf {
    /// The folder of the drill book
    book: PathBuf,
    /// The building; not needed where there is only one
    #[arg(long, value_name = "ID")]
    building: Option<String>,
    /// The storey, by its id or its name; without it, one file for each
    #[arg(long, value_name = "ID")]
    storey: Option<String>,
    /// Where the reader stands, metres on the plan: 12.5,8
    #[arg(long, value_name = "X,Y", requires = "storey")]
    here: Option<String>,
    /// Turned counter-clockwise by so many degrees, so that what is ahead of the reader is on top;
    /// without it, as the place that is drawn into the building says
    #[arg(long, value_enum)]
    turn: Option<Degrees>,
    /// Where north is on the plan, degrees clockwise from straight up; without it, as the building says
    #[arg(long, value_name = "DEG")]
    north: Option<f64>,
    /// The paper
    #[arg(long, value_enum, default_value_t = Size::A3)]
    paper: Size,
    /// Who drew it up
    #[arg(long, default_value = "", value_name = "NAME")]
    author: String,
    /// The file, .pdf or .svg; with more storeys than one, the name of each is put before the ending
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Degrees {
    #[value(name = "0")]
    D0,
    #[value(name = "90")]
    D90,
    #[value(name = "180")]
    D180,
    #[value(name = "270")]
    D270,
}

#[derive(Clone, Copy, ValueEnum)]
enum Size {
    A3,
    A4,
}

impl EscapePlanOf {
    pub(super) fn run(self, lang: Language) -> Done {
        let (_, contents) = Book::open(&self.book).map_err(|error| error.message())?;
        let building = match &self.building {
            Some(id) => contents.buildings.get(&BuildingId::new(id)),
            None => contents.buildings.values().next(),
        };
        let Some(building) =
            building.filter(|_| self.building.is_some() || contents.buildings.len() == 1)
        else {
            let known: Vec<&str> = contents.buildings.keys().map(BuildingId::as_str).collect();
            return Err(msg!("escape-plan-which-building", known = known.join(", ")));
        };
        let ending = self.output.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if !["pdf", "svg"].contains(&ending.as_str()) {
            return Err(msg!("escape-plan-ending", file = self.output.display().to_string()));
        }
        let storeys = self.storeys(building)?;
        let today = SystemClock.now().wall.date();
        let mut plans: Vec<(String, EscapePlan)> = Vec::new();
        for storey in storeys {
            // A place that was asked for takes the place of those that are drawn.
            let all = match &self.here {
                None => EscapePlan::all(building, &storey.id, today),
                Some(_) => EscapePlan::of(building, &storey.id, today)
                    .map(|plan| (String::new(), plan))
                    .into_iter()
                    .collect(),
            };
            for (place, plan) in all {
                let name = if place.is_empty() { String::new() } else { format!("-{place}") };
                plans.push((format!("{}{name}", storey.id), self.settled(plan)?));
            }
        }
        let many = plans.len() > 1;
        let site = &contents.manifest.site;
        for (name, plan) in plans {
            let stem = self.output.file_stem().unwrap_or_default().to_string_lossy();
            let path = if many {
                let name = name.replace(['/', '\\', ':'], "-");
                self.output.with_file_name(format!("{stem}-{name}.{ending}"))
            } else {
                self.output.clone()
            };
            let written = if ending == "svg" {
                let svg = plan.svg(building, site, lang);
                svg.map(|svg| (svg.into_bytes(), BTreeSet::new()))
            } else {
                let pdf = plan.pdf(building, site, lang).map_err(|error| error.message())?;
                pdf.map(|pdf| (pdf.bytes, pdf.unset))
            };
            let Some((bytes, unset)) = written else { continue };
            write(&path, &bytes)?;
            for lacking in plan.lacks(building, site) {
                eprintln!("{}: {}", path.display(), lang.say(&lacking));
            }
            if !unset.is_empty() {
                eprintln!("{}", lang.say(&unset_message(&unset)));
            }
        }
        Ok(End::Clean)
    }

    fn storeys<'a>(&self, building: &'a Building) -> Result<Vec<&'a Storey>, Message> {
        let Some(wanted) = &self.storey else { return Ok(building.storeys.iter().collect()) };
        let by_id = building.storey(&StoreyId::new(wanted));
        let found = by_id.or_else(|| building.storeys.iter().find(|s| s.name == *wanted));
        let known = || {
            let known = building.storeys.iter().map(|s| format!("{} ({})", s.id, s.name));
            known.collect::<Vec<_>>().join(", ")
        };
        let missing = || msg!("escape-plan-no-storey", storey = wanted, known = known());
        found.map(|storey| vec![storey]).ok_or_else(missing)
    }

    fn settled(&self, mut plan: EscapePlan) -> Result<EscapePlan, Message> {
        if let Some(here) = &self.here {
            let read = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
            let point =
                here.split_once(',').and_then(|(x, y)| Some(Point::new(read(x)?, read(y)?)));
            plan.here = point.ok_or_else(|| msg!("escape-plan-wrong-place", place = here))?;
        }
        plan.turn = match self.turn {
            None => plan.turn,
            Some(Degrees::D0) => Turn::None,
            Some(Degrees::D90) => Turn::Quarter,
            Some(Degrees::D180) => Turn::Half,
            Some(Degrees::D270) => Turn::ThreeQuarters,
        };
        plan.paper = match self.paper {
            Size::A3 => Paper::A3,
            Size::A4 => Paper::A4,
        };
        plan.north = self.north.filter(|north| north.is_finite()).unwrap_or(plan.north);
        plan.author.clone_from(&self.author);
        Ok(plan)
    }
}
