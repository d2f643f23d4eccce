//! The right column: people over time, exits, bottlenecks, the sweep, the method.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::canvas::{LINK, name, sign};
use super::export::Product;
use super::tables::{self, Table};
use super::work::{Answer, Sweep, SweepSettings, Task};
use super::{Page, PredictPlace, chart, crowd};
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::building::{ElementId, SpaceId};
use crate::egress::flow::{Curve, Flow, explain};
use crate::exchange::figure::Chart;
use crate::language::{Choice, Language, choice, msg};
use crate::units::Seconds;

/// The gap between the columns of a table, in points.
const COLUMN_GAP: f32 = 11.0;

/// Nobody is asked to wait for more runs of each loss than this.
const MOST_SWEEP_RUNS: u32 = 50;

choice! {
    /// By what the people who remain are told apart.
    pub enum By {
        /// By the storey that they are on.
        Storey => "predict-by-storey",
        /// By the exit that they will take.
        Exit => "predict-by-exit",
    }
}

impl PredictPlace {
    pub(super) fn side(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.horizontal_wrapped(|ui| {
            // Seven pages in one row of a laptop's screen, where the words are short.
            ui.spacing_mut().button_padding.x = 6.0;
            ui.spacing_mut().item_spacing.x = 2.0;
            for page in Page::ALL {
                ui.selectable_value(&mut self.page, *page, lang.t(page.key()));
            }
        });
        ui.separator();
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| match self.page {
            Page::People => self.people(ui, desk, answer),
            Page::Crowd => self.crowd(ui, desk, answer),
            Page::Bottlenecks => self.doors(ui, desk, answer),
            Page::Sweep => self.losses(ui, desk, answer),
            Page::Smoke => self.smoke(ui, desk, answer),
            Page::PastDrills => self.past_drills(ui, desk, answer),
            Page::Method => self.method(ui, lang, answer),
        });
    }

    fn people(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        let enabled = !desk.session.is_read_only() && !answer.prediction.times.is_empty();
        let text = format!("{}  {}", icons::TARGET, lang.t("predict-set-targets"));
        let hint = lang.t("predict-set-targets-hint");
        let button = ui.add_enabled(enabled, egui::Button::new(text)).on_hover_text(hint);
        if button.clicked() {
            Self::set_targets(desk, answer);
        }
        ui.add_space(theme::GAP);
        self.designate(ui, desk, answer);
        self.ask_for_model(ui, lang);
        ui.horizontal(|ui| {
            for by in By::ALL {
                ui.selectable_value(&mut self.by, *by, lang.t(by.key()));
            }
        });
        let flow = self.shown(answer);
        let remaining = match self.by {
            By::Storey => remaining_by_storey(lang, answer, flow),
            By::Exit => remaining_by_exit(lang, answer, flow),
        };
        let (storeys, exits) =
            (tables::storeys(lang, answer, flow), tables::exits(lang, answer, flow));
        self.chart(ui, desk, &remaining, 210.0);
        ui.add_space(theme::GROUP_GAP);
        self.table(ui, desk, answer, &storeys);
        ui.add_space(theme::GROUP_GAP);
        self.table(ui, desk, answer, &exits);
    }

    fn losses(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.label(lang.t("predict-sweep-hint"));
        ui.add_space(theme::GAP);
        let asked = &mut self.sweep_asked;
        ui.horizontal(|ui| {
            ui.selectable_value(&mut asked.by_crowd, false, lang.t("predict-sweep-flow"));
            ui.selectable_value(&mut asked.by_crowd, true, lang.t("predict-sweep-crowd"));
            if asked.by_crowd {
                let label = ui.label(lang.t("predict-crowd-runs")).id;
                let runs = egui::DragValue::new(&mut asked.runs).range(1..=MOST_SWEEP_RUNS);
                ui.add(runs).labelled_by(label);
            }
        });
        if answer.smoke.is_some() {
            widgets::tick(ui, &mut asked.in_smoke, lang.t("predict-sweep-smoke"));
        }
        ui.add_space(theme::GAP);
        let in_smoke = asked.in_smoke && answer.smoke.is_some();
        let asked = SweepSettings { in_smoke, ..*asked };
        let mut start = false;
        let mut table = None;
        let walks = !asked.by_crowd || crowd::fits(ui, lang, answer);
        match &self.sweep {
            Some(sweep) if sweep.task.running => progress(ui, lang, &sweep.task),
            Some(sweep @ Sweep { task: Task { found: Some(swept), .. }, .. }) => {
                warn_if_old(ui, lang, &sweep.task, answer);
                start = walks && ui.button(lang.t("predict-sweep-again")).clicked();
                if swept.stranded > 0 {
                    let bad = theme::colors_of(ui.visuals()).bad;
                    let text = lang.say(&msg!("predict-sweep-base", people = swept.stranded));
                    ui.label(RichText::new(format!("{}  {text}", icons::WARNING)).color(bad));
                }
                table = Some(tables::losses(lang, sweep, &swept.losses));
            }
            _ => start = walks && ui.button(lang.t("predict-sweep-start")).clicked(),
        }
        if start {
            self.sweep = Some(Sweep::start(ui.ctx(), answer, asked));
        }
        if let Some(table) = table {
            ui.add_space(theme::GAP);
            self.table(ui, desk, answer, &table);
        }
    }

    /// A table with a heading, a button that writes it to a file, and rows that jump to their
    /// element.
    pub(super) fn table(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        answer: &Arc<Answer>,
        table: &Table,
    ) {
        let lang = desk.lang;
        ui.horizontal(|ui| {
            ui.label(RichText::new(&table.title).font(theme::strong()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = lang.say(&msg!("predict-export", table = table.title.as_str()));
                if widgets::tool(ui, icons::DOWNLOAD, &button, false).clicked() {
                    let product = Product { svg: None, csv: table.to_csv() };
                    product.export(&mut self.export, desk, &table.title);
                }
            });
        });
        let mut jump = None;
        let weak = theme::colors_of(ui.visuals()).weak;
        let grid = egui::Grid::new(("predict-table", &table.title))
            .num_columns(table.heading.len())
            .striped(true)
            .spacing([COLUMN_GAP, theme::GAP]);
        // A wide table is moved sideways: it would push the plan away.
        let wide = egui::ScrollArea::horizontal().id_salt(("predict-wide", &table.title));
        wide.show(ui, |ui| {
            grid.show(ui, |ui| {
                for heading in &table.heading {
                    ui.label(RichText::new(heading).small().color(weak));
                }
                ui.end_row();
                for row in &table.rows {
                    for (column, cell) in row.cells.iter().enumerate() {
                        match (&row.element, column) {
                            (Some(element), 0) => {
                                let selected = self.selection.contains(element);
                                let text = format!("{}  {cell}", sign(answer, element));
                                let link = ui.selectable_label(selected, text);
                                if link.on_hover_cursor(LINK).clicked() {
                                    jump = Some(element.clone());
                                }
                            }
                            _ => {
                                ui.label(cell);
                            }
                        }
                    }
                    ui.end_row();
                }
            })
        });
        if let Some(element) = jump {
            self.jump(desk, answer, &element);
        }
    }

    fn method(&self, ui: &mut Ui, lang: Language, answer: &Answer) {
        ui.label(RichText::new(lang.t("predict-method")).font(theme::strong()));
        ui.label(lang.t("predict-method-text"));
        ui.add_space(theme::GAP);
        let settings = answer.subject.scenario.flow_settings();
        let start = settings.pre_movement;
        let (first, last) = (start.first.get().round(), start.last.get().round());
        ui.label(lang.say(&match &answer.subject.scenario.calibration {
            None => msg!("predict-method-start", first = first, last = last),
            Some(fit) => msg!(
                "predict-method-fitted",
                first = first,
                last = last,
                pace = format!("{:.0} %", settings.pace * 100.0),
                drills = fit.drills
            ),
        }));
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("predict-limits")).font(theme::strong()));
        ui.label(lang.t("predict-limits-text"));
        ui.add_space(theme::GROUP_GAP);
        self.explained(ui, lang, answer);
        self.routes(ui, lang, answer);
    }

    /// The figures behind the selected element.
    pub(super) fn explained(&self, ui: &mut Ui, lang: Language, answer: &Answer) {
        let Some(element) = self.selection.iter().next() else {
            let weak = theme::colors_of(ui.visuals()).weak;
            ui.label(RichText::new(lang.t("predict-explain-none")).color(weak));
            return;
        };
        let terms = explain(&answer.staged, element);
        if terms.is_empty() {
            return;
        }
        let title = lang.say(&msg!("predict-explain", element = name(answer, element)));
        ui.label(RichText::new(title).font(theme::strong()));
        egui::Grid::new("predict-explain").num_columns(3).striped(true).show(ui, |ui| {
            for term in terms {
                ui.label(term.symbol);
                ui.label(format!("{:.3} {}", term.value, term.unit));
                ui.label(RichText::new(term.source).small());
                ui.end_row();
            }
        });
    }

    /// The ways out of the selected space, and designated routes that can't be followed.
    fn routes(&self, ui: &mut Ui, lang: Language, answer: &Answer) {
        let space: Option<&SpaceId> = self.selection.iter().find_map(|element| match element {
            ElementId::Space(id) => Some(id),
            _ => None,
        });
        if let Some(routes) = space.and_then(|id| answer.routes.of(id)) {
            ui.add_space(theme::GAP);
            let ways = [
                (msg!("predict-way-best"), &routes.best),
                (msg!("predict-way-second"), &routes.second),
                (msg!("predict-way-farthest"), &routes.farthest),
            ];
            for (title, way) in ways {
                let text = match way {
                    Some(way) => lang.say(&msg!(
                        "predict-way",
                        what = title,
                        exit = name(answer, &ElementId::from(&way.exit)),
                        length = format!("{:.1}", way.length)
                    )),
                    None => lang.say(&msg!("predict-way-none", what = title)),
                };
                ui.label(text);
            }
        }
        let bad = theme::colors_of(ui.visuals()).bad;
        for designated in answer.routes.designated() {
            if let Err(problem) = &designated.way {
                let space = name(answer, &ElementId::from(&designated.space));
                let text = msg!("predict-route-bad", space = space, reason = problem.message());
                let text = format!("{}  {}", icons::WARNING, lang.say(&text));
                ui.label(RichText::new(text).color(bad));
            }
        }
    }
}

/// How far long work is, and the way to end it.
pub(super) fn progress<T>(ui: &mut Ui, lang: Language, task: &Task<T>) {
    let (done, all) = task.so_far();
    let share = done as f32 / all.max(1) as f32;
    ui.add(egui::ProgressBar::new(share).text(format!("{done} / {all}")));
    if ui.button(lang.t("predict-cancel")).clicked() {
        task.cancel();
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// Says so where the plan or the scenario is no longer the one that long work was about.
pub(super) fn warn_if_old<T>(ui: &mut Ui, lang: Language, task: &Task<T>, answer: &Arc<Answer>) {
    if !Arc::ptr_eq(&task.answer, answer) {
        let warn = theme::colors_of(ui.visuals()).warn;
        ui.label(RichText::new(lang.t("predict-old")).color(warn));
    }
}

/// The people on each storey and on the stairs over time.
fn remaining_by_storey(lang: Language, answer: &Answer, flow: &Flow) -> Chart {
    let storeys = answer.staged.storeys.iter().rev().filter_map(|storey| {
        let curve = &flow.storeys.get(&storey.id)?.remaining;
        Some(chart::line(storey.name.clone(), curve))
    });
    let curve = &flow.stairs.remaining;
    let stairs = (!curve.is_empty()).then(|| chart::line(lang.t("predict-stairs"), curve));
    Chart { lines: storeys.chain(stairs).collect(), ..chart::people(lang, lang.t("predict-curve")) }
}

/// The people who are still on their way to each exit over time.
fn remaining_by_exit(lang: Language, answer: &Answer, flow: &Flow) -> Chart {
    let used = flow.exits.iter().filter(|(_, exit)| exit.people > 0);
    let lines = used.map(|(id, exit)| {
        let left = exit.passed.iter().map(|(at, out)| (*at, exit.people.saturating_sub(*out)));
        let curve: Curve = std::iter::once((Seconds::ZERO, exit.people)).chain(left).collect();
        chart::line(name(answer, &ElementId::from(id)), &curve)
    });
    Chart { lines: lines.collect(), ..chart::people(lang, lang.t("predict-curve-exits")) }
}
