//! `muster sweep`: each exit, stair and door lost in turn.

use clap::Args;
use serde::Serialize;

use super::predict::{Model, Subject, name, table};
use super::{Done, End};
use crate::egress::flow::FlowSettings;
use crate::egress::sweep::{Progress, sweep};
use crate::language::{Language, msg};

#[derive(Args)]
pub(super) struct Sweep {
    #[command(flatten)]
    subject: Subject,
}

#[derive(Serialize)]
struct Line<'a> {
    lost: &'a str,
    total_s: f64,
    delta_s: f64,
    stranded: u32,
}

impl Sweep {
    pub(super) fn run(self, lang: Language) -> Done {
        if self.subject.model == Model::Crowd {
            return Err(msg!("cli-sweep-no-crowd"));
        }
        let (building, scenario) = self.subject.open()?;
        let occupancy = scenario.occupancy(&building);
        let settings = FlowSettings::default();
        let losses =
            sweep(&building, &occupancy, &settings, &Progress::default()).unwrap_or_default();
        if self.subject.json {
            let lines: Vec<Line<'_>> = losses
                .iter()
                .map(|loss| Line {
                    lost: loss.lost.as_str(),
                    total_s: loss.total.get(),
                    delta_s: loss.delta.get(),
                    stranded: loss.stranded,
                })
                .collect();
            let text = serde_json::to_string_pretty(&lines)
                .map_err(|error| msg!("cli-json", reason = error.to_string()))?;
            println!("{text}");
        } else {
            println!("{} · {}", building.name, scenario.name);
            let mut lines = table([
                lang.t("cli-sweep-lost"),
                lang.t("cli-sweep-total"),
                lang.t("cli-sweep-delta"),
                lang.t("cli-sweep-stranded"),
            ]);
            for loss in &losses {
                lines.add_row([
                    name(&building, &loss.lost),
                    loss.total.clock(),
                    loss.delta.signed(),
                    loss.stranded.to_string(),
                ]);
            }
            println!("{lines}");
        }
        let stranded = losses.iter().any(|loss| loss.stranded > 0);
        Ok(if stranded { End::Findings } else { End::Clean })
    }
}
