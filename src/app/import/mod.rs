//! The preview of an import: what was understood, guessed and left out, before anything changes.

mod panel;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Context, Pos2, RichText, Stroke, Ui, vec2};

use super::plan::{Options as PlanOptions, Overlay, View, paint_storey};
use super::{icons, theme, widgets};
use crate::building::{Building, BuildingId, Point, Site, StoreyId};
use crate::exchange::plan::{Options, PlanError, Proposal};
use crate::language::{Language, msg};

/// The preview.
pub(crate) struct ImportPreview {
    path: PathBuf,
    options: Options,
    work: work::Work,
    shown: Option<Shown>,
    /// What went wrong with the newest options.
    trouble: Option<PlanError>,
    view: View,
    /// Whether the storeys go into the building that is open.
    into_current: bool,
    /// The place of the note that was pointed out.
    pointed: Option<Point>,
    /// Which of the plan's storeys is shown.
    storey: usize,
}

/// A proposal and what it would look like.
struct Shown {
    proposal: Arc<Proposal>,
    building: Building,
    storeys: Vec<StoreyId>,
}

/// What the user decides.
pub(crate) enum Decision {
    /// To take it over, into the open building or as one of its own.
    Accept {
        /// What is taken over.
        proposal: Arc<Proposal>,
        /// Whether it goes into the building that is open.
        into_current: bool,
        /// The plan's name.
        name: String,
    },
    /// To leave everything as it is.
    Cancel,
}

impl ImportPreview {
    /// The preview of a plan.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            options: Options::default(),
            work: work::Work::default(),
            shown: None,
            trouble: None,
            view: View::default(),
            into_current: true,
            pointed: None,
            storey: 0,
        }
    }

    /// Shows the preview; returns the decision, once.
    pub(crate) fn show(
        &mut self,
        ctx: &Context,
        lang: Language,
        has_building: bool,
    ) -> Option<Decision> {
        self.hear(ctx, lang);
        let mut decision = None;
        let room = ctx.content_rect().size() - vec2(48.0, 48.0);
        let modal = egui::Modal::new(egui::Id::unique("import")).show(ctx, |ui| {
            ui.set_min_size(room);
            ui.set_max_size(room);
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            let title = lang.say(&msg!("import-title", name = name.as_ref()));
            ui.label(RichText::new(title).font(theme::heading()));
            ui.add_space(theme::GAP);
            egui::Panel::right("import-panel").exact_size(400.0).resizable(false).show(ui, |ui| {
                decision = self.panel(ui, lang, has_building);
            });
            egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
                self.canvas(ui, lang);
            });
        });
        widgets::named(&modal.response, egui::Role::Dialog, &lang.t("command-import-plan"));
        if decision.is_none() && ctx.input(|i| i.key_pressed(egui::Key::Escape)) {
            decision = Some(Decision::Cancel);
        }
        decision
    }

    /// Takes what has been found, and begins again where the options have changed.
    fn hear(&mut self, ctx: &Context, lang: Language) {
        let Some(result) = self.work.answer(ctx, &self.path, &self.options) else { return };
        match result {
            Ok(proposal) => {
                let mut building = Building::new(
                    BuildingId::new("import"),
                    "",
                    &lang.say(&msg!("name-storey", number = 1_u32)),
                );
                let storeys = proposal.add_to(&mut building, lang);
                if self.shown.is_none() {
                    self.view.fit_soon();
                }
                self.storey = self.storey.min(storeys.len().saturating_sub(1));
                self.shown = Some(Shown { proposal: Arc::new(proposal), building, storeys });
                self.trouble = None;
            }
            Err(error) => {
                self.shown = None;
                self.trouble = Some(error);
            }
        }
    }

    fn canvas(&mut self, ui: &mut Ui, lang: Language) {
        let Some(shown) = &self.shown else {
            match &self.trouble {
                Some(error) => {
                    let (title, why) = (lang.t("import-failed"), lang.say(&error.message()));
                    widgets::empty_state(ui, icons::WARNING, &title, &why);
                }
                None => {
                    ui.vertical_centered(|ui| {
                        ui.add_space(120.0);
                        ui.spinner();
                        ui.label(lang.t("import-reading"));
                    });
                }
            }
            return;
        };
        let Some(storey) = shown.storeys.get(self.storey) else { return };
        let bounds = shown.building.storey(storey).and_then(crate::building::Storey::bounds);
        let response = self.view.canvas(ui, bounds);
        widgets::named(&response, egui::Role::Canvas, &lang.t("import-canvas"));
        let painter = ui.painter_at(response.rect);
        let colors = theme::colors_of(ui.visuals());
        let mut overlay = Overlay::default();
        overlay.marked.push(std::sync::Arc::new(shown.building.guessed.clone()));
        for id in &shown.building.guessed {
            if let crate::building::ElementId::Space(id) = id {
                overlay.spaces.insert(id.clone(), colors.warn.gamma_multiply(0.25));
            }
        }
        let options = PlanOptions { site: false, ..PlanOptions::new(lang) };
        let site = Site::default();
        let none = std::collections::BTreeSet::new();
        paint_storey(
            &painter,
            &self.view,
            &shown.building,
            &site,
            storey,
            &options,
            &overlay,
            &none,
        );
        if let Some(found) = shown.proposal.storeys.get(self.storey) {
            let stroke = Stroke::new(0.7, colors.weak.gamma_multiply(0.8));
            for line in &found.lines {
                let ends: [Pos2; 2] = [self.view.to_screen(line.a), self.view.to_screen(line.b)];
                painter.line_segment(ends, stroke);
            }
        }
        if let Some(at) = self.pointed {
            painter.circle_stroke(self.view.to_screen(at), 14.0, Stroke::new(3.0, colors.accent));
        }
    }
}
