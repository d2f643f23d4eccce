//! The page where every person walks: many runs, their spread, and the run in the middle on the
//! plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Color32, Painter, RichText, Stroke, Ui, vec2};
use egui_plot::{Corner, Line, VLine};

use super::canvas::ramp;
use super::panel::{over_time, progress, steps, warn_if_old};
use super::tables;
use super::work::{Answer, Task};
use super::{Page, PredictPlace};
use crate::app::desk::Desk;
use crate::app::theme;
use crate::building::{Point, StoreyId};
use crate::egress::crowd::{CrowdRun, Place, Spread, Stranding};
use crate::egress::flow::{Curve, Flow};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// Nobody is asked to wait for more runs than this.
const MOST_RUNS: u32 = 500;

/// A person's radius on the plan, m, and the least that can be seen, points.
const BODY: (f64, f32) = (0.2, 2.0);

/// Who walks so fast is hindered by nobody, m/s.
const UNHINDERED: f32 = 1.3;

impl PredictPlace {
    /// The walks that the page shows: those of this answer, while the page is open.
    pub(super) fn walked(&self, answer: &Answer) -> Option<&Spread> {
        let task = self.crowd.as_ref().filter(|_| self.page == Page::Crowd)?;
        task.found.as_ref().filter(|_| std::ptr::eq(&*task.answer, answer))
    }

    /// What the plan and the figures on top show.
    pub(super) fn shown<'a>(&'a self, answer: &'a Answer) -> &'a Flow {
        self.walked(answer).map_or(&answer.flow, |spread| &spread.median.flow)
    }

    pub(super) fn crowd(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.label(lang.t("predict-crowd-hint"));
        ui.add_space(theme::GAP);
        match &self.crowd {
            Some(task) if task.running => progress(ui, lang, task),
            Some(task) if task.found.is_some() => {
                warn_if_old(ui, lang, task, answer);
                self.ask_to_walk(ui, lang, answer, "predict-crowd-again");
            }
            _ => self.ask_to_walk(ui, lang, answer, "predict-crowd-start"),
        }
        let Some(task) = &self.crowd else { return limits(ui, lang) };
        let (Some(spread), about) = (&task.found, Arc::clone(&task.answer)) else { return };
        ui.add_space(theme::GROUP_GAP);
        figures(ui, lang, &about, spread);
        ui.add_space(theme::GROUP_GAP);
        curves(ui, lang, &about, spread, self.moment);
        ui.add_space(theme::GROUP_GAP);
        let tables = [
            tables::walked_storeys(lang, &about, spread),
            tables::walked_exits(lang, &about, spread),
            tables::walked_queues(lang, &about, spread),
        ];
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
        ui.horizontal(|ui| {
            let label = ui.label(lang.t("predict-crowd-runs")).id;
            ui.add(egui::DragValue::new(&mut self.runs).range(1..=MOST_RUNS)).labelled_by(label);
            if ui.button(lang.t(key)).clicked() {
                self.crowd = Some(Task::walk(ui.ctx(), answer, self.runs));
                self.playing = None;
                self.moment = 0.0;
            }
        });
    }

    /// Everybody who is on a storey at the moment of the slider, as the run in the middle has it.
    pub(super) fn people_on_plan(&self, painter: &Painter, answer: &Answer, storey: &StoreyId) {
        let Some(spread) = self.walked(answer) else { return };
        let Some(frame) = spread.median.frame_at(Seconds::new(self.moment)) else { return };
        let number = answer.staged.storeys.iter().position(|s| s.id == *storey);
        let weak = theme::colors_of(&painter.ctx().global_style().visuals).weak;
        let radius = self.view.length(BODY.0).max(BODY.1);
        let here = |place: &&Place| Some(usize::from(place.storey)) == number;
        for place in frame.places.iter().filter(here) {
            let at = self.view.to_screen(Point::new(place.x.into(), place.y.into()));
            person(painter, at, radius, place.walking.then_some(place.speed), weak);
        }
    }
}

/// Somebody: a ring before they walk, a disc coloured by their speed, m/s, afterwards.
fn person(painter: &Painter, at: egui::Pos2, radius: f32, speed: Option<f32>, weak: Color32) {
    match speed {
        None => painter.circle_stroke(at, radius, Stroke::new(1.0, weak)),
        Some(speed) => {
            let color = ramp(f64::from(1.0 - speed / UNHINDERED));
            painter.circle_filled(at, radius, color)
        }
    };
}

fn figures(ui: &mut Ui, lang: Language, answer: &Answer, spread: &Spread) {
    let band = format!("{} – {}", spread.quantile(0.05).clock(), spread.quantile(0.95).clock());
    let runs = spread.totals.len();
    let delta = (spread.median.flow.total - answer.flow.total).signed();
    let mut figures = vec![
        (lang.t("predict-crowd-median"), spread.median.flow.total.clock()),
        (lang.say(&msg!("predict-crowd-band", runs = runs)), band),
        (lang.t("predict-crowd-flow"), answer.flow.total.clock()),
        (lang.t("predict-crowd-delta"), delta),
    ];
    for (why, people) in stranded(&spread.median) {
        let reason = match why {
            Stranding::NoWayOut => "predict-crowd-no-way-out",
            Stranding::ExitClosed => "predict-crowd-exit-closed",
            Stranding::Held => "predict-crowd-held",
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

/// What the people's signs on the plan mean.
pub(super) fn legend(ui: &mut Ui, lang: Language) {
    let weak = theme::colors_of(ui.visuals()).weak;
    let signs = [
        (None, "predict-crowd-waits"),
        (Some(0.0), "predict-crowd-stands"),
        (Some(UNHINDERED / 2.0), "predict-crowd-slow"),
        (Some(UNHINDERED), "predict-crowd-free"),
    ];
    for (speed, key) in signs {
        let (sign, _) = ui.allocate_exact_size(vec2(12.0, 12.0), egui::Sense::hover());
        person(ui.painter(), sign.center(), 5.0, speed, weak);
        ui.label(RichText::new(lang.t(key)).color(weak));
        ui.add_space(theme::GAP);
    }
}

/// How many are out, by both models.
fn curves(ui: &mut Ui, lang: Language, answer: &Answer, spread: &Spread, moment: f64) {
    ui.label(RichText::new(lang.t("predict-crowd-out")).font(theme::strong()));
    let accent = theme::colors_of(ui.visuals()).accent;
    over_time("predict-crowd-out", 170.0, Corner::LeftTop).show(ui, |plot| {
        let flow = Line::new(lang.t("predict-crowd-line-flow"), steps(&all_out(&answer.flow)));
        let flow = flow.style(egui_plot::LineStyle::dashed_loose());
        plot.line(flow.id("flow").width(2.0));
        let walked = all_out(&spread.median.flow);
        let walked = Line::new(lang.t("predict-crowd-line-crowd"), steps(&walked));
        plot.line(walked.id("crowd").width(2.0));
        plot.vline(VLine::new("", moment).color(accent).width(1.0));
    });
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
