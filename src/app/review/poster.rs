//! The escape plan of a storey before it is written: where it hangs, how it is turned, its paper.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{self, ColorImage, Context, RichText, TextureHandle, Ui, vec2};

use super::export::today;
use crate::app::beside::beside;
use crate::app::desk::Desk;
use crate::app::{field, icons, theme, widgets};
use crate::building::{Building, Site};
use crate::exchange::escape_plan::{EscapePlan, Turn};
use crate::exchange::figure::to_png;
use crate::language::{Language, Message};

/// The width of the picture, points.
const WIDTH: f32 = 760.0;

/// The dialog; nothing while it is closed.
#[derive(Default)]
pub(super) struct Poster {
    open: Option<Open>,
}

struct Open {
    building: Arc<Building>,
    plan: EscapePlan,
    /// What the picture shows, and in which language.
    shown: Option<(EscapePlan, Language)>,
    picture: Option<TextureHandle>,
    coming: Option<Receiver<Result<ColorImage, Message>>>,
}

impl Poster {
    /// Opens the dialog with the storey that the window looks at.
    pub(super) fn open(&mut self, desk: &Desk<'_>) {
        let session = &desk.session;
        let building = session.building().or_else(|| session.contents().buildings.values().next());
        let Some(building) = building.cloned() else { return };
        let current = session.current.storey.as_ref().and_then(|id| building.storey(id));
        let Some(storey) = current.or_else(|| building.storeys.first()) else { return };
        let Some(plan) = EscapePlan::of(&building, &storey.id, today()) else { return };
        self.open = Some(Open { building, plan, shown: None, picture: None, coming: None });
    }

    /// Shows the dialog; returns the plan when it is to be saved.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        desk: &Desk<'_>,
    ) -> Option<(EscapePlan, Arc<Building>)> {
        let open = self.open.as_mut()?;
        let lang = desk.lang;
        open.draw(ctx, &desk.session.contents().manifest.site, lang);
        let (mut save, mut close) = (false, false);
        let title = lang.t("escape-plan-title");
        let modal = egui::Modal::new(egui::Id::unique("escape-plan")).show(ctx, |ui| {
            ui.set_width(WIDTH);
            ui.horizontal(|ui| {
                ui.label(RichText::new(&title).font(theme::heading()));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    close = field::icon(ui, icons::CLOSE, &lang.t("finding-close"));
                });
            });
            open.settings(ui, lang);
            open.picture(ui, lang);
            ui.horizontal(|ui| {
                let words = format!("{}  {}", icons::SAVE, lang.t("poster-save"));
                save = ui.button(RichText::new(words).font(theme::strong())).clicked();
                ui.label(RichText::new(lang.t("poster-here-hint")).small());
            });
        });
        widgets::named(&modal.response, egui::Role::Dialog, &title);
        let plan = save.then(|| (open.plan.clone(), Arc::clone(&open.building)));
        if save || close || modal.should_close() {
            self.open = None;
        }
        plan
    }
}

impl Open {
    fn settings(&mut self, ui: &mut Ui, lang: Language) {
        ui.horizontal(|ui| {
            for storey in &self.building.storeys {
                let chosen = self.plan.storey == storey.id;
                if ui.selectable_label(chosen, &storey.name).clicked()
                    && let Some(fresh) = EscapePlan::of(&self.building, &storey.id, self.plan.date)
                {
                    self.plan =
                        EscapePlan { storey: fresh.storey, here: fresh.here, ..self.plan.clone() };
                }
            }
            ui.separator();
            let turns: Vec<(Turn, String)> =
                Turn::ALL.iter().map(|turn| (*turn, format!("{:.0}°", turn.degrees()))).collect();
            let name = lang.t("poster-turn");
            ui.label(&name);
            if let Some(turn) = field::pick(ui, &name, Some(&self.plan.turn), &turns, (64.0, "")) {
                self.plan.turn = turn;
            }
            let name = lang.t("poster-north");
            ui.label(&name);
            let north = egui::DragValue::new(&mut self.plan.north).range(0.0..=359.0).suffix("°");
            ui.add(north).accessible_name(&name);
            let name = lang.t("poster-paper");
            ui.label(&name);
            ui.scope(|ui| {
                ui.set_max_width(70.0);
                widgets::choice(ui, lang, &name, &mut self.plan.paper);
            });
            let name = lang.t("escape-plan-author");
            ui.label(&name);
            if let Some(author) = field::text(ui, &name, &self.plan.author, 90.0, "") {
                self.plan.author = author;
            }
        });
    }

    /// The picture; a click says where the reader stands.
    fn picture(&mut self, ui: &mut Ui, lang: Language) {
        let size = vec2(WIDTH, WIDTH * 297.0 / 420.0);
        let Some(picture) = &self.picture else {
            ui.allocate_ui(size, |ui| {
                ui.centered_and_justified(|ui| ui.label(lang.t("poster-drawing")));
            });
            return;
        };
        let image = egui::Image::new((picture.id(), size)).sense(egui::Sense::click());
        let response = ui.add(image).on_hover_cursor(egui::CursorIcon::Crosshair);
        widgets::named(&response, egui::Role::Image, &lang.t("poster-here-hint"));
        if response.clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            let share = (at - response.rect.min) / response.rect.size();
            let share = (f64::from(share.x), f64::from(share.y));
            if let Some(here) = self.plan.point_at(&self.building, share) {
                self.plan.here = here;
            }
        }
    }

    /// Has the picture drawn beside the window whenever something changed.
    fn draw(&mut self, ctx: &Context, site: &Site, lang: Language) {
        if let Some(coming) = &self.coming
            && let Ok(image) = coming.try_recv()
        {
            self.coming = None;
            if let Ok(image) = image {
                let options = egui::TextureOptions::LINEAR;
                self.picture = Some(ctx.load_texture("escape-plan", image, options));
            }
        }
        let wanted = (self.plan.clone(), lang);
        if self.coming.is_some() || self.shown.as_ref() == Some(&wanted) {
            return;
        }
        let (plan, building, site) = (self.plan.clone(), Arc::clone(&self.building), site.clone());
        let coming = beside(ctx, move || {
            let svg = plan.svg(&building, &site, lang).unwrap_or_default();
            to_png(&svg).map(|png| picture(&png))
        });
        self.shown = Some(wanted);
        self.coming = Some(coming);
    }
}

/// A PNG as the window shows it.
fn picture(png: &[u8]) -> ColorImage {
    let image = image::load_from_memory(png).map(|image| image.thumbnail(2_000, 2_000).to_rgba8());
    let image = image.unwrap_or_default();
    let size = [image.width() as usize, image.height() as usize];
    ColorImage::from_rgba_unmultiplied(size, &image)
}
