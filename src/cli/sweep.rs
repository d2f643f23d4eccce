//! `muster sweep`: each exit, stair and door lost in turn; in smoke, also each fire door propped open.

use clap::Args;
use serde::Serialize;

use super::predict::{Model, Subject, name, table};
use super::{Done, End};
use crate::egress::flow::FlowSettings;
use crate::egress::sweep::{Change, Loss, Progress, sweep};
use crate::language::{Language, msg};
use crate::units::Seconds;

#[derive(Args)]
pub(super) struct Sweep {
    #[command(flatten)]
    subject: Subject,
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
        if self.subject.model == Model::Crowd {
            return Err(msg!("cli-sweep-no-crowd"));
        }
        let (building, scenario) = self.subject.open()?;
        let occupancy = scenario.occupancy(&building);
        let settings = FlowSettings::default();
        let fire = self.subject.fire(&scenario)?;
        let progress = Progress::default();
        let losses =
            sweep(&building, &occupancy, &settings, fire.as_ref(), &progress).unwrap_or_default();
        if self.subject.json {
            let lines: Vec<Line<'_>> =
                losses.iter().map(|loss| line(loss, fire.is_some())).collect();
            let text = serde_json::to_string_pretty(&lines)
                .map_err(|error| msg!("cli-json", reason = error.to_string()))?;
            println!("{text}");
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
        let stranded = losses.iter().any(|loss| loss.stranded > 0);
        Ok(if stranded { End::Findings } else { End::Clean })
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
