//! The page of past drills: what had been predicted beside what was measured, and the model fitted
//! to the building's own drills.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};
use egui_plot::{Line, MarkerShape, Plot, PlotPoints, Points};

use super::PredictPlace;
use super::canvas::name;
use super::panel::{progress, warn_if_old};
use super::tables::{Row, Table, clock};
use super::work::{Answer, Fitting};
use crate::app::desk::Desk;
use crate::app::{icons, theme, widgets};
use crate::building::ElementId;
use crate::drill::{Calibration, RecordId, ScenarioId};
use crate::history::{Agreement, Drill, Estimate, Fit, NoFit};
use crate::language::{Choice, Language, msg};
use crate::store::Contents;
use crate::units::Seconds;

/// What the page keeps.
#[derive(Default)]
pub(super) struct PastDrills {
    fitting: Option<Fitting>,
    /// The drill that is set beside its prediction.
    chosen: Option<RecordId>,
    agreement: Option<(RecordId, Arc<Agreement>)>,
}

impl PastDrills {
    pub(super) fn hear(&mut self) {
        if let Some(fitting) = &mut self.fitting {
            fitting.hear();
        }
    }
}

impl PredictPlace {
    pub(super) fn past_drills(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        self.applied(ui, desk, answer);
        ui.add_space(theme::GAP);
        self.fitting(ui, desk, answer);
        ui.add_space(theme::GROUP_GAP);
        ui.separator();
        ui.add_space(theme::GAP);
        ui.label(RichText::new(lang.t("predict-agreement")).font(theme::strong()));
        self.agreement(ui, desk, answer);
    }

    /// Which values the scenario is predicted with, and the way back to those of the literature.
    fn applied(&self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Answer) {
        let lang = desk.lang;
        let scenario = &answer.subject.scenario;
        let Some(fit) = scenario.calibration else {
            ui.label(lang.t("predict-fit-none"));
            return;
        };
        let text = msg!(
            "predict-fit-applied",
            first = fit.first.get().round(),
            last = fit.last.get().round(),
            pace = percent(fit.pace),
            drills = fit.drills
        );
        let good = theme::colors_of(ui.visuals()).good;
        ui.label(RichText::new(format!("{}  {}", icons::CHECK, lang.say(&text))).color(good));
        let enabled = !desk.session.is_read_only();
        let button = egui::Button::new(lang.t("predict-fit-remove"));
        if ui.add_enabled(enabled, button).clicked() {
            set(desk, &scenario.id, None);
        }
    }

    fn fitting(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        ui.label(lang.t("predict-fit-hint"));
        ui.add_space(theme::GAP);
        let mut start = false;
        let mut apply = None;
        let mut points = None;
        match &self.past.fitting {
            Some(fitting) if fitting.running => progress(ui, lang, fitting),
            Some(Fitting { found: Some(Ok(fit)), .. }) => {
                if let Some(fitting) = &self.past.fitting {
                    warn_if_old(ui, lang, fitting, answer);
                }
                figures(ui, lang, fit);
                ui.add_space(theme::GAP);
                let given = answer.subject.scenario.calibration != Some(fit.calibration);
                let enabled = given && !desk.session.is_read_only();
                ui.horizontal(|ui| {
                    let text = RichText::new(lang.t("predict-fit-apply")).font(theme::strong());
                    if ui.add_enabled(enabled, egui::Button::new(text)).clicked() {
                        apply = Some(fit.calibration);
                    }
                    start = ui.button(lang.t("predict-fit-again")).clicked();
                });
                ui.add_space(theme::GAP);
                scatter(ui, lang, fit);
                points = Some(point_table(lang, answer, fit));
            }
            Some(Fitting { found: Some(Err(why)), .. }) => {
                let warn = theme::colors_of(ui.visuals()).warn;
                let key = match why {
                    NoFit::NoDrills => "predict-fit-no-drills",
                    NoFit::NoCounts => "predict-fit-no-counts",
                    NoFit::Cancelled => "predict-fit-cancelled",
                };
                ui.label(RichText::new(lang.t(key)).color(warn));
                start = ui.button(lang.t("predict-fit-again")).clicked();
            }
            _ => start = ui.button(lang.t("predict-fit-start")).clicked(),
        }
        if start {
            let records = desk.session.book.records.values().cloned().collect();
            self.past.fitting = Some(Fitting::fit(ui.ctx(), answer, records));
        }
        if let Some(calibration) = apply {
            set(desk, &answer.subject.scenario.id, Some(calibration));
        }
        if let Some(points) = points {
            egui::CollapsingHeader::new(lang.t("predict-fit-points"))
                .show(ui, |ui| self.table(ui, desk, answer, &points));
        }
    }

    /// A past drill beside its prediction.
    fn agreement(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        let building = &answer.subject.building.id;
        let records = desk.session.book.records.values();
        let mut own: Vec<_> =
            records.filter(|r| r.building.id == *building && !r.rehearsal).cloned().collect();
        own.sort_by_key(|record| std::cmp::Reverse(record.started));
        let Some(newest) = own.first() else {
            ui.label(lang.t("predict-fit-no-drills"));
            return;
        };
        let chosen = self.past.chosen.clone();
        let record = own.iter().find(|r| Some(&r.id) == chosen.as_ref()).unwrap_or(newest).clone();
        let title = |record: &crate::drill::Record| {
            let day = record.started.civil().strftime("%Y-%m-%d %H:%M").to_string();
            format!("{day}  {}", record.scenario.name)
        };
        let label = lang.t("predict-agreement-drill");
        let picked = egui::ComboBox::from_id_salt("predict-agreement")
            .selected_text(title(&record))
            .width(ui.available_width() - 12.0)
            .truncate()
            .show_ui(ui, |ui| {
                for other in &own {
                    let here = other.id == record.id;
                    if ui.selectable_label(here, title(other)).clicked() {
                        self.past.chosen = Some(other.id.clone());
                    }
                }
            });
        widgets::named(&picked.response, egui::Role::ComboBox, &label);
        if self.past.agreement.as_ref().is_none_or(|(id, _)| *id != record.id) {
            let agreement = Arc::new(Agreement::of(&Drill::of(&record)));
            self.past.agreement = Some((record.id.clone(), agreement));
        }
        let Some((_, agreement)) = &self.past.agreement else { return };
        let tables = [
            checkpoint_table(lang, &record, agreement),
            exit_table(lang, answer, agreement),
            door_table(lang, answer, agreement),
        ];
        if record.prediction.is_none() {
            let weak = theme::colors_of(ui.visuals()).weak;
            ui.label(RichText::new(lang.t("predict-agreement-none")).color(weak));
        }
        for table in tables.iter().filter(|table| !table.rows.is_empty()) {
            ui.add_space(theme::GROUP_GAP);
            self.table(ui, desk, answer, table);
        }
    }
}

/// Applies values to a scenario or takes them away; one step of undo.
fn set(desk: &mut Desk<'_>, scenario: &ScenarioId, calibration: Option<Calibration>) {
    let label = match calibration {
        Some(_) => msg!("predict-edit-fit"),
        None => msg!("predict-edit-fit-removed"),
    };
    let id = scenario.clone();
    desk.session.edit(label, |contents: &mut Contents| {
        if let Some(scenario) = contents.scenarios.get_mut(&id) {
            Arc::make_mut(scenario).calibration = calibration;
        }
    });
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A value with twice its standard error to both sides.
fn ranged(estimate: &Estimate, text: impl Fn(f64) -> String) -> String {
    let value = text(estimate.value);
    match estimate.error {
        None => value,
        Some(error) => {
            let (low, high) = (estimate.value - 2.0 * error, estimate.value + 2.0 * error);
            format!("{value}  ({} – {})", text(low.max(0.0)), text(high))
        }
    }
}

fn figures(ui: &mut Ui, lang: Language, fit: &Fit) {
    let seconds = |s: f64| format!("{s:.0} s");
    let percentiles = [fit.calibration.first, fit.calibration.last];
    let percentiles = percentiles.map(|at| seconds(at.get())).join(" – ");
    let pace =
        if fit.pace_told { ranged(&fit.pace, percent) } else { lang.t("predict-fit-pace-untold") };
    let figures = [
        ("predict-fit-drills", fit.drills.len().to_string()),
        ("predict-fit-middle", ranged(&fit.middle, seconds)),
        ("predict-fit-percentiles", percentiles),
        ("predict-fit-spread", ranged(&fit.spread, |s| format!("{s:.2}"))),
        ("predict-fit-pace", pace),
        ("predict-fit-before", format!("{:.1} s", fit.before.get())),
        ("predict-fit-after", format!("{:.1} s", fit.after.get())),
    ];
    egui::Grid::new("predict-fit").num_columns(2).striped(true).show(ui, |ui| {
        for (key, value) in figures {
            ui.label(lang.t(key));
            ui.label(RichText::new(value).font(theme::strong()));
            ui.end_row();
        }
    });
    let weak = theme::colors_of(ui.visuals()).weak;
    let sure = if fit.middle.error.is_some() {
        lang.t("predict-fit-error")
    } else {
        lang.t("predict-fit-no-error")
    };
    ui.label(RichText::new(sure).small().color(weak));
}

/// The model against the counts: on the diagonal both agree.
fn scatter(ui: &mut Ui, lang: Language, fit: &Fit) {
    let places = |after: bool| {
        let place = |point: &crate::history::Point| {
            let model = if after { point.after } else { point.before };
            [point.measured.get(), model.get()]
        };
        PlotPoints::from(fit.points.iter().map(place).collect::<Vec<_>>())
    };
    let times = fit.points.iter().flat_map(|p| [p.measured.get(), p.before.get(), p.after.get()]);
    let most = times.fold(60.0, f64::max);
    let colors = theme::colors_of(ui.visuals());
    let clock = |value: f64| Seconds::new(value).clock();
    Plot::new("predict-fit-scatter")
        .height(200.0)
        .legend(egui_plot::Legend::default().position(egui_plot::Corner::LeftTop))
        .x_axis_label(lang.t("predict-fit-measured"))
        .y_axis_label(lang.t("predict-fit-model"))
        .x_axis_formatter(move |mark, _| clock(mark.value))
        .y_axis_formatter(move |mark, _| clock(mark.value))
        .x_grid_spacer(egui_plot::uniform_grid_spacer(|_| super::chart::GRID))
        .y_grid_spacer(egui_plot::uniform_grid_spacer(|_| super::chart::GRID))
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .show(ui, |plot| {
            let diagonal = PlotPoints::from(vec![[0.0, 0.0], [most, most]]);
            plot.line(Line::new("", diagonal).color(colors.weak).width(1.0));
            let before = Points::new(lang.t("predict-fit-model-before"), places(false));
            let before = before.shape(MarkerShape::Cross).radius(3.5).color(colors.weak);
            plot.points(before.id("before"));
            let after = Points::new(lang.t("predict-fit-model-after"), places(true));
            plot.points(
                after.shape(MarkerShape::Circle).radius(3.0).color(colors.accent).id("after"),
            );
        });
}

fn point_table(lang: Language, answer: &Answer, fit: &Fit) -> Table {
    let rows = fit.points.iter().map(|point| {
        let element = ElementId::from(&point.exit);
        let cells = vec![
            name(answer, &element),
            point.drill.as_str().chars().take(10).collect(),
            percent(point.share),
            point.measured.clock(),
            point.before.clock(),
            point.after.clock(),
        ];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-fit-points"),
        heading: vec![
            lang.t("predict-exit"),
            lang.t("predict-agreement-drill"),
            lang.t("predict-fit-share"),
            lang.t("predict-fit-measured"),
            lang.t("predict-fit-model-before"),
            lang.t("predict-fit-model-after"),
        ],
        rows: rows.collect(),
    }
}

fn difference(predicted: Option<Seconds>, measured: Option<Seconds>) -> String {
    let both = predicted.zip(measured);
    both.map_or_else(|| "–".to_owned(), |(predicted, measured)| (measured - predicted).signed())
}

fn checkpoint_table(lang: Language, record: &crate::drill::Record, agreement: &Agreement) -> Table {
    let rows = agreement.checkpoints.iter().map(|row| {
        let checkpoint = record.scenario.checkpoint(&row.checkpoint);
        let title = checkpoint.map_or_else(
            || row.checkpoint.to_string(),
            |checkpoint| lang.say(&checkpoint.title(&record.building, &record.site)),
        );
        let cells = vec![
            title,
            row.predicted.clock(),
            clock(row.measured),
            difference(Some(row.predicted), row.measured),
        ];
        Row { element: None, cells }
    });
    Table {
        title: lang.t("predict-agreement-checkpoints"),
        heading: vec![
            lang.t("predict-agreement-checkpoint"),
            lang.t("predict-agreement-predicted"),
            lang.t("predict-fit-measured"),
            lang.t("predict-agreement-difference"),
        ],
        rows: rows.collect(),
    }
}

fn exit_table(lang: Language, answer: &Answer, agreement: &Agreement) -> Table {
    let rows = agreement.exits.iter().map(|row| {
        let element = ElementId::from(&row.exit);
        let cells = vec![
            name(answer, &element),
            row.predicted.people.to_string(),
            row.measured.people.to_string(),
            clock(row.predicted.last),
            clock(row.measured.last),
            difference(row.predicted.last, row.measured.last),
        ];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-agreement-exits"),
        heading: vec![
            lang.t("predict-exit"),
            lang.t("predict-people"),
            lang.t("predict-agreement-counted"),
            lang.t("predict-last"),
            lang.t("predict-fit-measured"),
            lang.t("predict-agreement-difference"),
        ],
        rows: rows.collect(),
    }
}

fn door_table(lang: Language, answer: &Answer, agreement: &Agreement) -> Table {
    let rows = agreement.doors.iter().map(|row| {
        let element = ElementId::from(&row.door);
        let fits = if row.as_assumed { "predict-agreement-yes" } else { "predict-agreement-no" };
        let cells = vec![
            name(answer, &element),
            lang.t(row.assumed.key()),
            lang.t(row.found.key()),
            lang.t(fits),
        ];
        Row { element: Some(element), cells }
    });
    Table {
        title: lang.t("predict-agreement-doors"),
        heading: vec![
            lang.t("predict-agreement-door"),
            lang.t("predict-agreement-assumed"),
            lang.t("predict-agreement-found"),
            lang.t("predict-agreement-passable"),
        ],
        rows: rows.collect(),
    }
}
