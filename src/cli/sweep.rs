//! `muster sweep`: each exit, stair and door lost in turn; in smoke, also each fire door propped open.

use clap::Args;
use serde::Serialize;

use super::predict::{Model, Subject, few_enough, is_sound, name, table};
use super::progress::shown;
use super::{Done, End, output};
use crate::egress::crowd::Settings;
use crate::egress::sweep::{self, Change, Loss};
use crate::language::{Language, msg};
use crate::units::Seconds;

#[derive(Args)]
pub(super) struct Sweep {
    #[command(flatten)]
    subject: Subject,
    /// How many runs of the crowd for each loss; the one in the middle counts
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    runs: u32,
    /// Where chance begins in the crowd
    #[arg(long, default_value_t = 0, value_name = "S")]
    seed: u64,
}

#[derive(Serialize)]
struct Line<'a> {
    lost: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    propped: Option<&'a str>,
    total_s: f64,
    delta_s: f64,
    stranded: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposed: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    smoky_s: Option<f64>,
}

impl Sweep {
    pub(super) fn run(self, lang: Language) -> Done {
        let (building, scenario) = self.subject.open()?;
        let sound = is_sound(&building, lang);
        let occupancy = scenario.occupancy(&building);
        let model = match self.subject.model {
            Model::Flow => sweep::Model::Flow(scenario.flow_settings()),
            Model::Crowd => {
                few_enough(&occupancy)?;
                let settings = Settings { seed: self.seed, ..scenario.crowd_settings() };
                sweep::Model::Crowd { settings: Box::new(settings), runs: self.runs }
            }
        };
        let fire = self.subject.fire(&scenario)?;
        let swept = shown(lang, |progress| {
            sweep::sweep(&building, &occupancy, &model, fire.as_ref(), progress)
        });
        let swept = swept.unwrap_or_default();
        let losses = swept.losses;
        if self.subject.json {
            let lines: Vec<Line<'_>> =
                losses.iter().map(|loss| line(loss, fire.is_some())).collect();
            output::json(&lines)?;
        } else {
            println!("{} · {}", building.name, scenario.name);
            let heading = [
                lang.t("cli-sweep-lost"),
                lang.t("cli-sweep-total"),
                lang.t("cli-sweep-delta"),
                lang.t("cli-sweep-stranded"),
            ];
            let mut heading = heading.to_vec();
            if fire.is_some() {
                heading.extend([lang.t("cli-sweep-exposed"), lang.t("cli-sweep-smoky")]);
            }
            let mut lines = table(heading);
            for loss in &losses {
                let mut name = name(&building, &loss.change.element());
                if let Change::Propped(_) = loss.change {
                    name = lang.say(&msg!("cli-sweep-propped", door = name));
                }
                let mut cells =
                    vec![name, loss.total.clock(), loss.delta.signed(), loss.stranded.to_string()];
                if fire.is_some() {
                    let smoky = loss.smoky.map_or_else(|| "–".to_owned(), Seconds::clock);
                    cells.extend([format!("{:+}", loss.exposed), smoky]);
                }
                lines.add_row(cells);
            }
            println!("{lines}");
        }
        if swept.stranded > 0 {
            eprintln!("{}", lang.say(&msg!("predict-sweep-base", people = swept.stranded)));
        }
        let stranded = swept.stranded > 0 || losses.iter().any(|loss| loss.stranded > 0);
        Ok(if stranded || !sound { End::Findings } else { End::Clean })
    }
}

fn line(loss: &Loss, in_smoke: bool) -> Line<'_> {
    let (lost, propped) = match &loss.change {
        Change::Lost(element) => (Some(element.as_str()), None),
        Change::Propped(door) => (None, Some(door.as_str())),
    };
    Line {
        lost,
        propped,
        total_s: loss.total.get(),
        delta_s: loss.delta.get(),
        stranded: loss.stranded,
        exposed: in_smoke.then_some(loss.exposed),
        smoky_s: loss.smoky.map(Seconds::get),
    }
}
