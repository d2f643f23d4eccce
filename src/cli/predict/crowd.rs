//! The crowd's answer: the run in the middle, and how far the others lie from it.

use std::sync::Arc;

use serde::Serialize;

use super::assumed::warn_of_missing_helpers;
use super::{Answer, Found, Predict, few_enough, print};
use crate::building::Building;
use crate::cli::output;
use crate::cli::progress::shown;
use crate::cli::{Done, End};
use crate::drill::Scenario;
use crate::egress::crowd::{CrowdRun, Fetched, Settings, Spread, Stranding, runs, runs_seen};
use crate::egress::heat::{Heat, MOST_FOLLOWED, OverRuns};
use crate::egress::smoke::Smoke;
use crate::egress::sweep::Progress;
use crate::exchange::figure::Walked;
use crate::language::{Language, Message, msg};
use crate::units::Seconds;

/// The most runs of one call.
const MOST_RUNS: u32 = 10_000;

#[derive(Serialize)]
pub(super) struct StrandedAnswer<'a> {
    space: &'a str,
    people: u32,
    reason: &'static str,
}

impl Predict {
    pub(super) fn crowd(
        &self,
        building: &Building,
        scenario: &Arc<Scenario>,
        smoke: Option<Arc<Smoke>>,
        lang: Language,
    ) -> Done {
        let occupancy = scenario.occupancy(building);
        let people = few_enough(&occupancy)?;
        let short = warn_of_missing_helpers(scenario, building, lang);
        let wanted = self.export.output.is_some() || smoke.is_some();
        let settings = Settings {
            seed: self.seed,
            record: wanted && people <= MOST_FOLLOWED,
            smoke: smoke.clone(),
            ..scenario.crowd_settings()
        };
        let count = self.runs.clamp(1, MOST_RUNS);
        let floors = OverRuns::default();
        let see = |run: &CrowdRun| {
            if let Some(heat) = Heat::of(building, run, &Progress::default()) {
                floors.add(heat, &run.flow);
            }
        };
        let share = self.export.share();
        let spread = shown(lang, |progress| match share {
            Some(_) => runs_seen(building, &occupancy, &settings, count, progress, &see),
            None => runs(building, &occupancy, &settings, count, progress),
        });
        let over = share.and_then(|share| floors.quantile(share));
        let mut spread = spread.unwrap_or_default();
        let heat = Heat::of(building, &spread.median, &Progress::default()).unwrap_or_default();
        let smoke = smoke.as_deref();
        if let Some(smoke) = smoke {
            spread.median.flow.exposed = heat.exposed(building, &spread.median, smoke);
        }
        let run = &spread.median;
        if self.subject.json {
            let answer = Answer {
                model: "crowd",
                runs: count,
                mean_total_s: spread.mean().get(),
                p95_total_s: spread.quantile(0.95).get(),
                p5_total_s: Some(spread.quantile(0.05).get()),
                stranded_why: why(run),
                agent_steps: spread.agent_steps,
                fetched: fetched(run),
                turned_back: smoke.map(|_| run.turned_back),
                through_smoke: smoke.map(|_| run.through_smoke),
                ..self.answer(scenario, &run.flow, smoke, spread.wall.get())
            };
            output::json(&answer)?;
        } else {
            print(&run.flow, &headline(&spread, building, lang), building, scenario, lang);
            if smoke.is_some() {
                println!("{}", lang.say(&msg!("cli-predict-exposed", people = run.flow.exposed)));
                let (back, through) = (run.turned_back, run.through_smoke);
                println!("{}", lang.say(&msg!("cli-turned-back", back = back, through = through)));
            }
        }
        let walked = Some(Walked { run, heat: &heat, over: over.as_ref() });
        let found = Found { building, scenario, flow: &run.flow, walked, smoke };
        self.export.write(&found, lang)?;
        Ok(if run.flow.stranded > 0 || short { End::Findings } else { End::Clean })
    }
}

#[derive(Serialize)]
pub(super) struct FetchedAnswer<'a> {
    space: &'a str,
    met_s: Option<f64>,
    out_s: Option<f64>,
}

fn fetched(run: &CrowdRun) -> Vec<FetchedAnswer<'_>> {
    fn answer(one: &Fetched) -> FetchedAnswer<'_> {
        let Fetched { space, met, out } = one;
        let (met_s, out_s) = (met.map(Seconds::get), out.map(Seconds::get));
        FetchedAnswer { space: space.as_str(), met_s, out_s }
    }
    run.fetched.iter().map(answer).collect()
}

fn why(run: &CrowdRun) -> Vec<StrandedAnswer<'_>> {
    let found = run.stranded.iter();
    found
        .map(|((space, reason), people)| StrandedAnswer {
            space: space.as_str(),
            people: *people,
            reason: match reason {
                Stranding::NoWayOut => "no_way_out",
                Stranding::ExitClosed => "exit_closed",
                Stranding::Held => "held",
                Stranding::NeedsHelp => "needs_help",
                Stranding::NoRoom => "no_room",
            },
        })
        .collect()
}

fn headline(spread: &Spread, building: &Building, lang: Language) -> Vec<Message> {
    let run = &spread.median;
    let (people, total) = (run.flow.people, run.flow.total.clock());
    let seed = run.seed.to_string();
    let mut lines = vec![msg!("cli-crowd-total", people = people, total = total, seed = seed)];
    if spread.totals.len() > 1 {
        let (low, high) = (spread.quantile(0.05).clock(), spread.quantile(0.95).clock());
        let (count, mean) = (spread.totals.len(), spread.mean().clock());
        lines.push(msg!("cli-crowd-runs", runs = count, mean = mean, low = low, high = high));
    }
    for ((space, reason), people) in &run.stranded {
        let reason = lang.t(match reason {
            Stranding::NoWayOut => "cli-crowd-no-way-out",
            Stranding::ExitClosed => "cli-crowd-exit-closed",
            Stranding::Held => "cli-crowd-held",
            Stranding::NeedsHelp => "cli-crowd-needs-help",
            Stranding::NoRoom => "cli-crowd-no-room",
        });
        let name = building.space(space).map_or(space.as_str(), |(_, space)| &space.name);
        lines.push(msg!("cli-crowd-stranded", space = name, people = *people, reason = reason));
    }
    for one in &run.fetched {
        let name = building.space(&one.space).map_or(one.space.as_str(), |(_, space)| &space.name);
        let clock = |time: Option<Seconds>| time.map_or_else(|| "–".to_owned(), Seconds::clock);
        let (met, out) = (clock(one.met), clock(one.out));
        lines.push(msg!("cli-crowd-fetched", space = name, met = met, out = out));
    }
    lines
}
