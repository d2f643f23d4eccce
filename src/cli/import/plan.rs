//! Plans: each a storey of the building, or several.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::{Import, write};
use crate::building::problem::problems;
use crate::building::{Building, BuildingId, Point, Segment, Site, StoreyId};
use crate::cli::output;
use crate::cli::{Done, End};
use crate::exchange::plan::{
    Certainty, Options, Proposal, Role, Sheet, Stop, StoreyChoice, import, merged, placed,
};
use crate::language::{Choice, Language, Message, msg};
use crate::store::replace;

/// What was read from the plans.
#[derive(Serialize)]
struct Report {
    building: String,
    plans: Vec<PlanReport>,
    /// Pictures that were laid under storeys.
    pictures: usize,
    problems: usize,
}

/// What was read from one plan.
#[derive(Serialize)]
struct PlanReport {
    file: String,
    unit_m: Option<f64>,
    storeys: Vec<StoreyReport>,
    layers: Vec<LayerReport>,
    notes: Vec<NoteReport>,
}

#[derive(Serialize)]
struct StoreyReport {
    name: String,
    spaces: usize,
    doors: usize,
    exits: usize,
    area_m2: f64,
}

#[derive(Serialize)]
struct LayerReport {
    name: String,
    role: &'static str,
    parts: usize,
}

#[derive(Serialize)]
struct NoteReport {
    certainty: &'static str,
    message: String,
    x_m: Option<f64>,
    y_m: Option<f64>,
}

/// The last word of a key, as JSON and the command line have it.
fn last_word(key: &'static str) -> &'static str {
    key.rsplit('-').next().unwrap_or_default()
}

/// The stable name of a certainty in JSON.
const fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Understood => "understood",
        Certainty::Guessed => "guessed",
        Certainty::LeftOut => "left_out",
    }
}

impl Import {
    /// Imports plans and writes the building.
    pub(super) fn plans(&self, lang: Language) -> Done {
        if !(0.0..=6.0).contains(&self.gap) {
            return Err(msg!("import-gap-form"));
        }
        let roles = roles(&self.layer)?;
        let stem = self.output.file_stem().unwrap_or_default().to_string_lossy();
        let name = lang.say(&msg!("name-storey", number = 1_u32));
        let mut building = Building::new(BuildingId::new(&stem), &stem, &name);
        let mut report = Report {
            building: self.output.display().to_string(),
            plans: Vec::new(),
            pictures: 0,
            problems: 0,
        };
        let mut sheets = Vec::new();
        for (number, path) in self.plans.iter().enumerate() {
            let options = Options {
                scale: self.scale,
                page: self.page.max(1) - 1,
                gap: self.gap,
                roles: roles.clone(),
                ..Options::default()
            };
            let shown = path.display().to_string();
            let proposal = import(path, &options, &Stop::default()).map_err(|error| {
                msg!("import-unreadable", path = &shown, reason = error.message())
            })?;
            known_layers(&roles, &proposal)?;
            sheets.push(self.sheet(number, proposal)?);
        }
        let placed = placed(&sheets);
        for (path, plan) in self.plans.iter().zip(&placed) {
            report.plans.push(plan_report(path, plan, lang));
        }
        let whole = merged(&placed);
        let made = whole.add_to(&mut building, lang);
        report.pictures = self.pictures(&whole, &made, &mut building)?;
        write(&self.output, &building, self.overwrite)?;
        report.problems = problems(&building, &Site::default()).len();
        if self.json {
            output::json(&report)?;
        } else {
            report.print(lang);
        }
        let left_out =
            |plan: &PlanReport| plan.notes.iter().any(|note| note.certainty == "left_out");
        let clean = report.problems == 0 && !report.plans.iter().any(left_out);
        Ok(if clean { End::Clean } else { End::Findings })
    }
}

impl Import {
    /// A plan among the others, with what the command line says of it.
    fn sheet(&self, number: usize, proposal: Proposal) -> Result<Sheet, Message> {
        let mut sheet = Sheet { proposal: Arc::new(proposal), ..Sheet::default() };
        // With points, the turn follows from them.
        sheet.turn = self.turn;
        if let Some(text) = self.align.get(number) {
            let numbers: Vec<f64> = text.split(',').filter_map(|n| n.trim().parse().ok()).collect();
            let [x1, y1, x2, y2] = numbers.as_slice() else {
                return Err(msg!("import-align-form", text = text));
            };
            let ends = (Point::new(*x1, *y1), Point::new(*x2, *y2));
            let line = Segment::new(sheet.point(ends.0), sheet.point(ends.1));
            if !(line.length().is_finite() && line.length() > 0.0) {
                return Err(msg!("import-align-form", text = text));
            }
            sheet.points = Some(line);
        }
        let choice = StoreyChoice {
            name: self.storey.get(number).cloned(),
            elevation: self.elevation.get(number).copied(),
            left_out: false,
        };
        sheet.storeys.insert(0, choice);
        Ok(sheet)
    }

    /// Lays pictures under their storeys where the building is written into a book, whose folder `plans`
    /// holds them; returns how many were laid.
    fn pictures(
        &self,
        whole: &Proposal,
        made: &[StoreyId],
        building: &mut Building,
    ) -> Result<usize, Message> {
        let folder = self.output.parent().filter(|folder| folder.ends_with("buildings"));
        let Some(plans) = folder.and_then(Path::parent).map(|book| book.join("plans")) else {
            return Ok(0);
        };
        let stem = self.output.file_stem().unwrap_or_default().to_string_lossy();
        let mut count = 0;
        for (number, (found, id)) in whole.storeys.iter().zip(made).enumerate() {
            let Some(underlay) = &found.underlay else { continue };
            let name = format!("{stem}-{}.{}", number + 1, underlay.ending);
            let path = plans.join(&name);
            let failed = |reason: std::io::Error| {
                msg!("book-io", path = path.display().to_string(), reason = reason.to_string())
            };
            if path.exists() && !self.overwrite {
                return Err(msg!("import-exists", path = path.display().to_string()));
            }
            std::fs::create_dir_all(&plans).map_err(failed)?;
            replace(&path, &underlay.picture).map_err(|error| {
                msg!("book-io", path = path.display().to_string(), reason = error.to_string())
            })?;
            if let Some(storey) = building.storey_mut(id) {
                storey.underlay = Some(underlay.filed(name));
                count += 1;
            }
        }
        Ok(count)
    }
}

/// What layers hold: `NAME=walls`.
fn roles(given: &[String]) -> Result<BTreeMap<String, Role>, Message> {
    let role = |text: &String| {
        let (name, word) = text.rsplit_once('=')?;
        let role = Role::ALL.iter().find(|role| last_word(role.key()) == word)?;
        Some((name.to_owned(), *role))
    };
    given
        .iter()
        .map(|text| role(text).ok_or_else(|| msg!("import-layer-form", text = text)))
        .collect()
}

/// A name of a layer that is not there is a slip of the pen.
fn known_layers(roles: &BTreeMap<String, Role>, proposal: &Proposal) -> Result<(), Message> {
    let known = |name: &String| proposal.layers.iter().any(|layer| layer.name == *name);
    match roles.keys().find(|name| !known(name)) {
        Some(layer) => {
            let names: Vec<&str> = proposal.layers.iter().map(|l| l.name.as_str()).collect();
            Err(msg!("import-no-layer", layer = layer, known = names.join(", ")))
        }
        None => Ok(()),
    }
}

fn plan_report(path: &Path, proposal: &Proposal, lang: Language) -> PlanReport {
    PlanReport {
        file: path.display().to_string(),
        unit_m: proposal.scale.map(|(metres, _)| metres),
        storeys: proposal
            .storeys
            .iter()
            .map(|storey| StoreyReport {
                name: storey.name.clone(),
                spaces: storey.spaces.len(),
                doors: storey.doors.len(),
                exits: storey.doors.iter().filter(|door| door.exit).count(),
                area_m2: storey.spaces.iter().map(|space| space.outline.area()).sum(),
            })
            .collect(),
        layers: proposal
            .layers
            .iter()
            .map(|layer| LayerReport {
                name: layer.name.clone(),
                role: last_word(layer.role.key()),
                parts: layer.parts,
            })
            .collect(),
        notes: proposal
            .notes
            .iter()
            .map(|note| NoteReport {
                certainty: certainty_name(note.certainty),
                message: lang.say(&note.message),
                x_m: note.at.map(|at| at.x),
                y_m: note.at.map(|at| at.y),
            })
            .collect(),
    }
}

impl Report {
    fn print(&self, lang: Language) {
        println!("{}", lang.say(&msg!("import-done", path = &self.building)));
        for plan in &self.plans {
            println!("{}", plan.file);
            for certainty in Certainty::ALL {
                let key = certainty_name(*certainty);
                let notes: Vec<_> = plan.notes.iter().filter(|n| n.certainty == key).collect();
                if notes.is_empty() {
                    continue;
                }
                println!("  {}:", lang.t(certainty.key()));
                for note in notes {
                    match (note.x_m, note.y_m) {
                        (Some(x), Some(y)) => println!("    ({x:.2}, {y:.2}) {}", note.message),
                        _ => println!("    {}", note.message),
                    }
                }
            }
        }
        if self.problems > 0 {
            let message = msg!("import-problems", count = self.problems, path = &self.building);
            println!("{}", lang.say(&message));
        }
    }
}
