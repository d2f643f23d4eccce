//! The right column: people over time, exits, bottlenecks, the sweep, the method.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};
use egui_plot::{Corner, Legend, Line, Plot, PlotPoints, VLine, uniform_grid_spacer};

use super::canvas::{LINK, name, sign};
use super::tables::{self, Table};
use super::work::{Answer, Sweep, Task};
use super::{Page, PredictPlace};
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::building::{ElementId, SpaceId};
use crate::egress::flow::{Curve, PreMovement, explain};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// Where a time axis has lines, s.
const GRID: [f64; 3] = [600.0, 60.0, 30.0];

impl PredictPlace {
    pub(super) fn side(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.horizontal_wrapped(|ui| {
            for page in Page::ALL {
                ui.selectable_value(&mut self.page, *page, lang.t(page.key()));
            }
        });
        ui.separator();
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| match self.page {
            Page::People => self.people(ui, desk, answer),
            Page::Crowd => self.crowd(ui, desk, answer),
            Page::Bottlenecks => self.bottlenecks(ui, desk, answer),
            Page::Sweep => self.losses(ui, desk, answer),
            Page::Smoke => self.smoke(ui, desk, answer),
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
        ui.label(RichText::new(lang.t("predict-curve")).font(theme::strong()));
        let moment = self.moment;
        let accent = theme::colors_of(ui.visuals()).accent;
        over_time("predict-curve", 190.0, Corner::RightTop).show(ui, |plot| {
            for storey in answer.staged.storeys.iter().rev() {
                if let Some(flow) = answer.flow.storeys.get(&storey.id) {
                    let line = Line::new(storey.name.clone(), steps(&flow.remaining));
                    plot.line(line.id(storey.id.as_str()).width(2.0));
                }
            }
            plot.vline(VLine::new("", moment).color(accent).width(1.0));
        });
        ui.add_space(theme::GAP);

        ui.label(RichText::new(lang.t("predict-out")).font(theme::strong()));
        over_time("predict-out", 150.0, Corner::LeftTop).show(ui, |plot| {
            for (id, exit) in &answer.flow.exits {
                if exit.people > 0 {
                    let title = name(answer, &ElementId::from(id));
                    let line = Line::new(title, steps(&exit.passed)).id(id.as_str());
                    plot.line(line.width(2.0));
                }
            }
            plot.vline(VLine::new("", moment).color(accent).width(1.0));
        });
        ui.add_space(theme::GROUP_GAP);

        let (storeys, exits) = (tables::storeys(lang, answer), tables::exits(lang, answer));
        self.table(ui, desk, answer, &storeys);
        ui.add_space(theme::GROUP_GAP);
        self.table(ui, desk, answer, &exits);
    }

    fn bottlenecks(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        if answer.flow.bottlenecks.is_empty() {
            ui.label(lang.t("predict-no-queue"));
            return;
        }
        ui.label(lang.t("predict-bottlenecks-hint"));
        ui.add_space(theme::GAP);
        let table = tables::bottlenecks(lang, answer);
        self.table(ui, desk, answer, &table);
        ui.add_space(theme::GROUP_GAP);
        self.explained(ui, lang, answer);
    }

    fn losses(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.label(lang.t("predict-sweep-hint"));
        ui.add_space(theme::GAP);
        if answer.smoke.is_some() {
            ui.checkbox(&mut self.in_smoke, lang.t("predict-sweep-smoke"));
            ui.add_space(theme::GAP);
        }
        let mut start = false;
        let mut table = None;
        match &self.sweep {
            Some(sweep) if sweep.task.running => progress(ui, lang, &sweep.task),
            Some(sweep @ Sweep { task: Task { found: Some(losses), .. }, .. }) => {
                warn_if_old(ui, lang, &sweep.task, answer);
                start = ui.button(lang.t("predict-sweep-again")).clicked();
                table = Some(tables::losses(lang, sweep, losses));
            }
            _ => start = ui.button(lang.t("predict-sweep-start")).clicked(),
        }
        if start {
            self.sweep =
                Some(Sweep::start(ui.ctx(), answer, self.in_smoke && answer.smoke.is_some()));
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
                if widgets::tool(ui, icons::DOWNLOAD, &button, false).clicked()
                    && self.export.is_none()
                {
                    self.export = Some(tables::Export::ask(ui.ctx(), lang, table));
                }
            });
        });
        let mut jump = None;
        let weak = theme::colors_of(ui.visuals()).weak;
        egui::Grid::new(("predict-table", &table.title))
            .num_columns(table.heading.len())
            .striped(true)
            .spacing([theme::GROUP_GAP, theme::GAP])
            .show(ui, |ui| {
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
            });
        if let Some(element) = jump {
            self.jump(desk, answer, &element);
        }
    }

    fn method(&self, ui: &mut Ui, lang: Language, answer: &Answer) {
        ui.label(RichText::new(lang.t("predict-method")).font(theme::strong()));
        ui.label(lang.t("predict-method-text"));
        ui.add_space(theme::GAP);
        let start = PreMovement::default();
        ui.label(lang.say(&msg!(
            "predict-method-start",
            first = start.first.get(),
            last = start.last.get()
        )));
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("predict-limits")).font(theme::strong()));
        ui.label(lang.t("predict-limits-text"));
        ui.add_space(theme::GROUP_GAP);
        self.explained(ui, lang, answer);
        self.routes(ui, lang, answer);
    }

    /// The figures behind the selected element.
    fn explained(&self, ui: &mut Ui, lang: Language, answer: &Answer) {
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

/// A plot of people over time that stays as it is.
pub(super) fn over_time(id: &str, height: f32, legend: Corner) -> Plot<'_> {
    Plot::new(id)
        .height(height)
        .legend(Legend::default().position(legend))
        .include_y(0.0)
        .include_x(0.0)
        .x_axis_formatter(|mark, _| Seconds::new(mark.value).clock())
        .x_grid_spacer(uniform_grid_spacer(|_| GRID))
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
}

/// A curve as the stairs that it is.
pub(super) fn steps(curve: &Curve) -> PlotPoints<'static> {
    let mut points = Vec::with_capacity(curve.len() * 2);
    let mut before = curve.first().map_or(0.0, |(_, people)| f64::from(*people));
    for (time, people) in curve {
        points.push([time.get(), before]);
        before = f64::from(*people);
        points.push([time.get(), before]);
    }
    PlotPoints::from(points)
}
