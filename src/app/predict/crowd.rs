//! The page where every person walks: many runs, their spread, and the run in the middle on the
//! plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::panel::{progress, warn_if_old};
use super::work::{Answer, Task, Walk};
use super::{Page, PredictPlace, chart, tables};
use crate::app::desk::{Desk, Place};
use crate::app::{icons, theme, widgets};
use crate::egress::crowd::{CrowdRun, MOST_PEOPLE, Spread, Stranding};
use crate::egress::flow::{Curve, Flow};
use crate::egress::heat::{HeatQuantile, MOST_FOLLOWED};
use crate::exchange::figure::{Chart, HeatMap};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Nobody is asked to wait for more runs than this.
const MOST_RUNS: u32 = 500;

impl PredictPlace {
    /// The walks that the page shows: those of this answer, while the page is about them.
    pub(super) fn walked(&self, answer: &Answer) -> Option<&Walk> {
        let about = match self.page {
            Page::Crowd => true,
            Page::People | Page::Bottlenecks => self.by_crowd,
            _ => false,
        };
        let task = self.crowd.as_ref().filter(|_| about)?;
        task.found.as_ref().filter(|_| std::ptr::eq(&*task.answer, answer))
    }

    /// What several runs left on the floor, where the maps are to be about these.
    pub(super) fn over<'a>(&self, walk: &'a Walk) -> Option<&'a HeatQuantile> {
        walk.over.iter().find(|(over, _)| *over == self.over).map(|(_, quantile)| quantile)
    }

    /// Asks by which model a page shows its figures, where the crowd has walked.
    pub(super) fn ask_for_model(&mut self, ui: &mut Ui, lang: Language) {
        if self.crowd.as_ref().is_some_and(|task| task.found.is_some()) {
            widgets::tick(ui, &mut self.by_crowd, lang.t("predict-by-crowd"));
            ui.add_space(theme::GAP);
        }
    }

    /// What the plan and the figures on top show.
    pub(super) fn shown<'a>(&'a self, answer: &'a Answer) -> &'a Flow {
        self.walked(answer).map_or(&answer.flow, |walk| &walk.spread.median.flow)
    }

    pub(super) fn crowd(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.label(lang.t("predict-crowd-hint"));
        ui.add_space(theme::GAP);
        assumed(ui, desk, answer);
        match &self.crowd {
            Some(task) if task.running => progress(ui, lang, task),
            Some(task) if task.found.is_some() => {
                warn_if_old(ui, lang, task, answer);
                self.ask_to_walk(ui, lang, answer, "predict-crowd-again");
            }
            _ => self.ask_to_walk(ui, lang, answer, "predict-crowd-start"),
        }
        let Some(task) = &self.crowd else { return limits(ui, lang) };
        let (Some(walk), about) = (&task.found, Arc::clone(&task.answer)) else { return };
        let spread = &walk.spread;
        ui.add_space(theme::GROUP_GAP);
        figures(ui, lang, &about, walk);
        ui.add_space(theme::GROUP_GAP);
        let out = out_chart(lang, &about, spread);
        let tables = [
            tables::walked_storeys(lang, &about, spread),
            tables::walked_exits(lang, &about, spread),
            tables::fetched(lang, &about, &spread.median),
        ];
        self.chart(ui, desk, &out, 170.0);
        ui.add_space(theme::GROUP_GAP);
        for table in tables.iter().filter(|table| !table.rows.is_empty()) {
            self.table(ui, desk, &about, table);
            ui.add_space(theme::GROUP_GAP);
        }
        limits(ui, lang);
    }

    fn ask_to_walk(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        answer: &Arc<Answer>,
        key: &'static str,
    ) {
        if !fits(ui, lang, answer) {
            return;
        }
        if answer.people > MOST_FOLLOWED {
            let most = MOST_FOLLOWED.to_string();
            ui.label(lang.say(&msg!("predict-crowd-many", most = most)));
        }
        if answer.smoke.is_some() {
            widgets::tick(ui, &mut self.walk_in_smoke, lang.t("predict-crowd-smoke"));
        }
        ui.horizontal(|ui| {
            let label = ui.label(lang.t("predict-crowd-runs")).id;
            ui.add(egui::DragValue::new(&mut self.runs).range(1..=MOST_RUNS)).labelled_by(label);
            if ui.button(lang.t(key)).clicked() {
                self.crowd = Some(Task::walk(ui.ctx(), answer, self.runs, self.walk_in_smoke));
                self.play.rewind();
                self.map = HeatMap::Plain;
            }
        });
    }
}

/// What is assumed of the people, and the way to change it.
fn assumed(ui: &mut Ui, desk: &mut Desk<'_>, answer: &Answer) {
    let lang = desk.lang;
    let said = answer.subject.scenario.crowd.summary();
    let text = if said.is_empty() {
        lang.t("predict-crowd-assumed-none")
    } else {
        said.iter().map(|message| lang.say(message)).collect::<Vec<_>>().join(" · ")
    };
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(RichText::new(lang.t("predict-crowd-assumed")).small().color(weak));
    ui.horizontal_wrapped(|ui| {
        ui.label(text);
        let change = format!("{}  {}", icons::EDIT, lang.t("predict-crowd-change"));
        if ui.small_button(change).clicked() {
            desk.session.current.crowd = true;
            *desk.go = Some(Place::Scenario);
        }
    });
    ui.add_space(theme::GAP);
}

/// Whether the crowd takes so many people; says so if not.
pub(super) fn fits(ui: &mut Ui, lang: Language, answer: &Answer) -> bool {
    let fits = answer.people <= MOST_PEOPLE;
    if !fits {
        let (people, most) = (answer.people.to_string(), MOST_PEOPLE.to_string());
        let text = lang.say(&msg!("predict-crowd-too-many", people = people, most = most));
        let text = format!("{}  {text}", icons::WARNING);
        ui.label(RichText::new(text).color(theme::colors_of(ui.visuals()).warn));
    }
    fits
}

fn figures(ui: &mut Ui, lang: Language, answer: &Answer, walk: &Walk) {
    let spread = &walk.spread;
    let band = format!("{} – {}", spread.quantile(0.05).clock(), spread.quantile(0.95).clock());
    let runs = spread.totals.len();
    let delta = (spread.median.flow.total - answer.flow.total).signed();
    let mut figures = vec![
        (lang.t("predict-crowd-median"), spread.median.flow.total.clock()),
        (lang.say(&msg!("predict-crowd-band", runs = runs)), band),
        (lang.t("predict-crowd-flow"), answer.flow.total.clock()),
        (lang.t("predict-crowd-delta"), delta),
    ];
    if let Some(exposed) = walk.exposed {
        figures.push((lang.t("predict-smoke-exposed"), exposed.to_string()));
        let run = &spread.median;
        figures.push((lang.t("predict-turned-back"), run.turned_back.to_string()));
        figures.push((lang.t("predict-through-smoke"), run.through_smoke.to_string()));
    }
    for (why, people) in stranded(&spread.median) {
        let reason = match why {
            Stranding::NoWayOut => "predict-crowd-no-way-out",
            Stranding::ExitClosed => "predict-crowd-exit-closed",
            Stranding::Held => "predict-crowd-held",
            Stranding::NeedsHelp => "predict-crowd-needs-help",
            Stranding::NoRoom => "predict-crowd-no-room",
        };
        figures.push((lang.t(reason), people.to_string()));
    }
    egui::Grid::new("predict-crowd").num_columns(2).striped(true).show(ui, |ui| {
        for (key, value) in figures {
            ui.label(key);
            ui.label(RichText::new(value).font(theme::strong()));
            ui.end_row();
        }
    });
}

/// How many could not get out, by the reason.
fn stranded(run: &CrowdRun) -> BTreeMap<Stranding, u32> {
    let mut reasons = BTreeMap::new();
    for ((_, why), people) in &run.stranded {
        *reasons.entry(*why).or_default() += people;
    }
    reasons
}

/// How many are out, by both models.
fn out_chart(lang: Language, answer: &Answer, spread: &Spread) -> Chart {
    let line = |key: &'static str, flow: &Flow| chart::line(lang.t(key), &all_out(flow));
    Chart {
        lines: vec![
            line("predict-crowd-line-crowd", &spread.median.flow),
            line("predict-crowd-line-flow", &answer.flow),
        ],
        ..chart::people(lang, lang.t("predict-crowd-out"))
    }
}

/// How many are out, by all exits together.
fn all_out(flow: &Flow) -> Curve {
    let mut gains: Vec<(Seconds, u32)> = Vec::new();
    for exit in flow.exits.values() {
        let mut before = 0;
        for (at, people) in &exit.passed {
            gains.push((*at, people.saturating_sub(before)));
            before = *people;
        }
    }
    gains.sort_by_key(|(at, _)| *at);
    let mut out = 0;
    let sum = |(at, people): (Seconds, u32)| {
        out += people;
        (at, out)
    };
    std::iter::once((Seconds::ZERO, 0)).chain(gains.into_iter().map(sum)).collect()
}

fn limits(ui: &mut Ui, lang: Language) {
    ui.add_space(theme::GAP);
    ui.label(RichText::new(lang.t("predict-limits")).font(theme::strong()));
    ui.label(lang.t("predict-crowd-limits"));
}
