//! The start screen: recent books, samples to look around in, and how to begin one's own.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, RichText, Sense, Ui, vec2};

use super::command::Command;
use super::plan::{self, Options, Overlay, View};
use super::{icons, theme, widgets};
use crate::building::{Bounds, Building, Site};
use crate::language::{Choice, Language};
use crate::samples;

/// What was picked on the start screen.
pub(super) enum Picked {
    Command(Command),
    Recent(PathBuf),
    Sample(&'static str),
    /// Back to the book that is open.
    Back,
}

/// The samples with their plans, read when they are first shown.
#[derive(Default)]
pub(super) struct StartScreen {
    samples: Option<Vec<Sample>>,
}

struct Sample {
    name: &'static str,
    building: Option<Arc<Building>>,
}

/// The size of a sample's picture, points.
const PICTURE: egui::Vec2 = vec2(200.0, 104.0);
/// The width of the column of actions and recent books.
const COLUMN: f32 = 300.0;

impl StartScreen {
    /// Shows the start screen; `open` is the name of the book that is open behind it.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        recent: &[PathBuf],
        open: Option<&str>,
    ) -> Option<Picked> {
        let samples = self.samples.get_or_insert_with(|| {
            let read = |name| Sample { name, building: samples::building(name).map(Arc::new) };
            samples::NAMES.map(read).into()
        });
        let mut picked = None;
        let weak = theme::colors_of(ui.visuals()).weak;
        let width = COLUMN + 48.0 + 440.0;
        egui::ScrollArea::vertical().show(ui, |ui| {
            let side = ((ui.available_width() - width) / 2.0).max(8.0);
            ui.add_space((ui.available_height() * 0.07).max(12.0));
            ui.horizontal(|ui| {
                ui.add_space(side);
                ui.label(RichText::new("Muster").font(theme::figure(34.0)));
                ui.label(RichText::new(lang.t("start-subtitle")).color(weak));
            });
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_width(COLUMN);
                    if let Some(book) = open {
                        let text = format!("{}  {book}", icons::ARROW_LEFT);
                        let back = ui.add(egui::Button::new(text).truncate());
                        if back.on_hover_text(lang.t("start-back")).clicked() {
                            picked = Some(Picked::Back);
                        }
                        ui.add_space(theme::GAP);
                    }
                    picked = begin(ui, lang).or(picked.take());
                    ui.add_space(theme::GROUP_GAP);
                    picked = books(ui, lang, recent).or(picked.take());
                });
                ui.add_space(48.0);
                ui.vertical(|ui| {
                    ui.set_width(440.0);
                    heading(ui, &lang.t("start-samples"));
                    for sample in samples.iter() {
                        if sample.show(ui, lang) {
                            picked = Some(Picked::Sample(sample.name));
                        }
                    }
                });
            });
        });
        picked
    }
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::strong()));
    ui.add_space(2.0);
}

/// The ways to begin.
fn begin(ui: &mut Ui, lang: Language) -> Option<Picked> {
    let mut picked = None;
    heading(ui, &lang.t("start-begin"));
    let weak = theme::colors_of(ui.visuals()).weak;
    let ways = [
        (Command::Guide, "start-guide-hint"),
        (Command::NewFromPlan, "start-plan-hint"),
        (Command::NewBook, "start-new-hint"),
        (Command::OpenBook, "start-open-hint"),
    ];
    for (command, hint) in ways {
        let text = format!("{}  {}", command.icon(), lang.t(command.key()));
        let button = egui::Button::new(text).min_size(vec2(COLUMN, 34.0)).truncate();
        if ui.add(button).clicked() {
            picked = Some(Picked::Command(command));
        }
        ui.label(RichText::new(lang.t(hint)).small().color(weak));
        ui.add_space(4.0);
    }
    picked
}

fn books(ui: &mut Ui, lang: Language, recent: &[PathBuf]) -> Option<Picked> {
    let mut picked = None;
    heading(ui, &lang.t("start-recent"));
    let weak = theme::colors_of(ui.visuals()).weak;
    if recent.is_empty() {
        ui.label(RichText::new(lang.t("start-no-recent")).color(weak));
    }
    for book in recent.iter().take(6) {
        let name = book.file_name().unwrap_or(book.as_os_str()).to_string_lossy();
        let there = book.is_dir();
        let text = format!("{}  {name}", icons::BOOK);
        let button = egui::Button::new(text).frame_when_inactive(false).truncate();
        let button = ui.add_enabled(there, button.min_size(vec2(COLUMN, 24.0)));
        let path = book.display().to_string();
        let hint = if there { path } else { format!("{path}\n{}", lang.t("start-gone")) };
        if button.on_hover_text(&hint).on_disabled_hover_text(&hint).clicked() {
            picked = Some(Picked::Recent(book.clone()));
        }
    }
    picked
}

impl Sample {
    fn show(&self, ui: &mut Ui, lang: Language) -> bool {
        let (title, about) = match self.name {
            "valve-plant" => ("sample-valve-plant", "sample-valve-plant-about"),
            "polishing-workshop" => ("sample-polishing", "sample-polishing-about"),
            _ => ("sample-multi-tenant", "sample-multi-tenant-about"),
        };
        let colors = theme::colors_of(ui.visuals());
        let frame = egui::Frame::new()
            .fill(colors.card)
            .stroke(egui::Stroke::new(1.0, colors.line))
            .corner_radius(6.0)
            .inner_margin(8.0);
        let shown = frame.show(ui, |ui| {
            ui.set_width(424.0);
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(PICTURE, Sense::hover());
                self.picture(ui, rect, lang);
                ui.add_space(4.0);
                ui.vertical(|ui| {
                    ui.label(RichText::new(lang.t(title)).font(theme::strong()));
                    let about = RichText::new(lang.t(about)).color(colors.weak);
                    ui.add(egui::Label::new(about).wrap());
                });
            });
        });
        let response = shown.response.interact(Sense::click());
        widgets::named(&response, egui::Role::Button, &lang.t(title));
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.hovered() || response.has_focus() {
            let stroke = egui::Stroke::new(1.5, colors.accent);
            let kind = egui::StrokeKind::Inside;
            ui.painter().rect_stroke(response.rect, 6.0, stroke, kind);
        }
        ui.add_space(4.0);
        response.clicked()
    }

    /// The storey with the most on it.
    fn picture(&self, ui: &Ui, rect: egui::Rect, lang: Language) {
        let Some(building) = &self.building else { return };
        let most = building.storeys.iter().max_by_key(|storey| storey.spaces.len());
        let Some(storey) = most else { return };
        let mut view = View::default();
        let Some(own) = storey.bounds() else { return };
        let around = own.width().max(own.height()) * 0.05;
        let (min, max) = (own.min.moved(-around, -around), own.max.moved(around, around));
        view.show_all(rect, Bounds { min, max });
        let mut options = Options::new(lang);
        (options.labels, options.equipment, options.hazards) = (false, false, false);
        options.site = false;
        let (site, overlay) = (Site::default(), Overlay::default());
        let none = std::collections::BTreeSet::new();
        let painter = ui.painter_at(rect);
        let id = &storey.id;
        plan::paint_storey(&painter, &view, building, &site, id, &options, &overlay, &none);
    }
}
