//! The preview of an import: what was understood, guessed and left out, before anything changes.

mod order;
mod panel;
mod picking;
mod plan;
mod storeys;
mod take_over;
mod work;

use std::path::PathBuf;

use eframe::egui::{self, Context, Pos2, RichText, Stroke, Ui, vec2};

use self::picking::Picking;
use self::plan::Plan;
pub(crate) use self::take_over::Accepted;
use super::plan::{Options as PlanOptions, Overlay, Pictures, View, paint_storey};
use super::{icons, theme, widgets};
use crate::building::{Building, BuildingId, Point, Site, StoreyId};
use crate::exchange::plan::{PlanKind, Proposal, Similarity, combine, places};
use crate::language::{Language, msg};

/// Where plans go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The picture goes under the storey that is shown.
    UnderStorey,
    /// The storeys go into the building that is open.
    Building,
    /// They become a building of their own.
    New,
}

/// The preview.
pub(crate) struct ImportPreview {
    plans: Vec<Plan>,
    /// Which plan's settings are shown.
    current: usize,
    shown: Option<Shown>,
    view: View,
    target: Option<Target>,
    /// The place of the note that was pointed out.
    pointed: Option<Point>,
    /// Which storey is shown, counted over all plans.
    storey: usize,
    picking: Option<Picking>,
    pictures: Pictures,
    /// What the plans on view were last put together from has changed.
    stale: bool,
}

/// A proposal and what it would look like.
struct Shown {
    proposal: Proposal,
    building: Building,
    storeys: Vec<StoreyId>,
    /// Of which plan each storey is, and which of its storeys.
    sources: Vec<(usize, usize)>,
    /// How each plan is laid.
    places: Vec<Similarity>,
}

/// What the user decides.
pub(crate) enum Decision {
    /// To take it over.
    Accept(Accepted),
    /// To add another plan.
    Add,
    /// To leave everything as it is.
    Cancel,
}

impl ImportPreview {
    /// The preview of a plan.
    fn new(path: PathBuf) -> Self {
        Self {
            plans: vec![Plan::new(path)],
            current: 0,
            shown: None,
            view: View::default(),
            target: None,
            pointed: None,
            storey: 0,
            picking: None,
            pictures: Pictures::default(),
            stale: false,
        }
    }

    /// Begins a preview with plans, or adds them to the one that is open, each as the next storey, by
    /// the numbers in their names. Files of other kinds are passed over.
    pub(crate) fn take(open: &mut Option<Self>, mut paths: Vec<PathBuf>) {
        paths.sort_by_cached_key(|path| order::of_name(path));
        for path in paths.into_iter().filter(|path| PlanKind::of(path).is_some()) {
            match open {
                Some(preview) => preview.plans.push(Plan::new(path)),
                None => *open = Some(Self::new(path)),
            }
        }
    }

    /// Shows the preview; returns the decision, once. `has_building` says whether a building is open
    /// that the storeys can go into.
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
            let title = match self.plans.as_slice() {
                [only] => lang.say(&msg!("import-title", name = only.name())),
                all => lang.say(&msg!("import-title-several", count = all.len())),
            };
            ui.label(RichText::new(title).font(theme::heading()));
            ui.add_space(theme::GAP);
            egui::Panel::right("import-panel").exact_size(410.0).resizable(false).show(ui, |ui| {
                decision = self.panel(ui, lang, has_building);
            });
            egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
                self.canvas(ui, lang);
            });
        });
        widgets::named(&modal.response, egui::Role::Dialog, &lang.t("command-import-plan"));
        if decision.is_none() && ctx.input(|i| i.key_pressed(egui::Key::Escape)) {
            // The first press ends what is being clicked.
            if self.picking.take().is_none() {
                decision = Some(Decision::Cancel);
            }
        }
        decision
    }

    /// Takes what has been found in the plans.
    fn hear(&mut self, ctx: &Context, lang: Language) {
        for plan in &mut self.plans {
            self.stale |= plan.hear(ctx);
        }
        if std::mem::take(&mut self.stale) {
            self.put_together(lang);
        }
    }

    /// Lays the plans that are read over one another.
    fn put_together(&mut self, lang: Language) {
        let read =
            || self.plans.iter().enumerate().filter_map(|(n, plan)| Some((n, plan.sheet()?)));
        let sheets: Vec<_> = read().map(|(_, sheet)| sheet).collect();
        let sources: Vec<(usize, usize)> = read()
            .flat_map(|(plan, sheet)| {
                let kept = |n: &usize| !sheet.storeys.get(n).is_some_and(|choice| choice.left_out);
                let count = sheet.proposal.storeys.len();
                (0..count).filter(kept).map(|n| (plan, n)).collect::<Vec<_>>()
            })
            .collect();
        if sheets.is_empty() {
            self.shown = None;
            return;
        }
        let mut laid = vec![Similarity::NONE; self.plans.len()];
        for ((plan, _), place) in read().zip(places(&sheets)) {
            laid[plan] = place;
        }
        let proposal = combine(&sheets);
        let name = lang.say(&msg!("name-storey", number = 1_u32));
        let mut building = Building::new(BuildingId::new("import"), "", &name);
        let storeys = proposal.add_to(&mut building, lang);
        for (id, found) in storeys.iter().zip(&proposal.storeys) {
            if let (Some(storey), Some(underlay)) = (building.storey_mut(id), &found.underlay) {
                storey.underlay = Some(underlay.filed(String::new()));
            }
        }
        if self.shown.as_ref().is_none_or(|shown| shown.storeys.len() != storeys.len()) {
            self.view.fit_soon();
        }
        self.storey = self.storey.min(storeys.len().saturating_sub(1));
        self.shown = Some(Shown { proposal, building, storeys, sources, places: laid });
    }

    fn canvas(&mut self, ui: &mut Ui, lang: Language) {
        let Some(shown) = &self.shown else {
            match self.plans.iter().find_map(|plan| plan.trouble.as_ref()) {
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
        let (Some(storey), Some(found)) =
            (shown.storeys.get(self.storey), shown.proposal.storeys.get(self.storey))
        else {
            return;
        };
        let own = shown.building.storey(storey).and_then(crate::building::Storey::bounds);
        let paper = found.underlay.as_ref().map(|underlay| underlay.corners().to_vec());
        let bounds = own.or_else(|| crate::building::Bounds::of(paper.into_iter().flatten()));
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
        let mut options = PlanOptions { site: false, ..PlanOptions::new(lang) };
        options.underlay = found
            .underlay
            .as_ref()
            .and_then(|underlay| self.pictures.of_content(ui.ctx(), &underlay.picture).cloned());
        let site = Site::default();
        let none = std::collections::BTreeSet::new();
        let (view, building) = (&self.view, &shown.building);
        paint_storey(&painter, view, building, &site, storey, &options, &overlay, &none);
        let stroke = Stroke::new(0.7, colors.weak.gamma_multiply(0.8));
        for line in &found.lines {
            let ends: [Pos2; 2] = [view.to_screen(line.a), view.to_screen(line.b)];
            painter.line_segment(ends, stroke);
        }
        if let Some(at) = self.pointed {
            painter.circle_stroke(view.to_screen(at), 14.0, Stroke::new(3.0, colors.accent));
        }
        self.paint_points(&painter);
        if self.picking.is_some() {
            let response = response.on_hover_cursor(egui::CursorIcon::Crosshair);
            if let Some(pos) = response.interact_pointer_pos().filter(|_| response.clicked()) {
                let at = picking::snapped(&self.view, pos, found);
                self.clicked(at);
            }
        }
    }

    /// The points by which plans are laid on one another, and those of a known length.
    fn paint_points(&self, painter: &egui::Painter) {
        let Some(shown) = &self.shown else { return };
        if let Some(Picking::Length(points, _)) = &self.picking {
            picking::paint(painter, &self.view, points, true);
        } else if let Some((plan, _)) = shown.sources.get(self.storey) {
            let place = shown.places[*plan];
            let points = self.plans[*plan].points.iter().map(|point| place.point(*point));
            picking::paint(painter, &self.view, &points.collect::<Vec<_>>(), false);
        }
    }

    /// Takes a click on the plan.
    fn clicked(&mut self, at: Point) {
        match &mut self.picking {
            Some(Picking::Length(points, length)) => {
                if points.len() >= 2 {
                    points.clear();
                }
                points.push(at);
                // What it measures now is nearest to what it should be.
                if let [a, b] = points.as_slice() {
                    *length = (a.distance(*b) * 100.0).round() / 100.0;
                }
            }
            Some(Picking::Align) => {
                let Some(shown) = &self.shown else { return };
                let Some((plan, _)) = shown.sources.get(self.storey).copied() else { return };
                let own = shown.places[plan].back(at);
                let points = &mut self.plans[plan].points;
                if points.len() >= 2 {
                    points.clear();
                }
                points.push(own);
                if points.len() == 2 {
                    self.stale = true;
                    self.view.fit_soon();
                    self.next_to_align();
                }
            }
            None => {}
        }
    }

    /// Goes to the next plan whose two points are missing; ends if there is none.
    fn next_to_align(&mut self) {
        let missing = self.plans.iter().position(|plan| plan.points.len() < 2);
        let Some((plan, shown)) = missing.zip(self.shown.as_ref()) else {
            self.picking = None;
            return;
        };
        if let Some(storey) = shown.sources.iter().position(|(of, _)| *of == plan) {
            (self.storey, self.current) = (storey, plan);
            self.view.fit_soon();
        }
    }
}
