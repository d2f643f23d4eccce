//! The escape plan of a storey before it is written: where it hangs, how it is turned, its paper.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui::{self, ColorImage, Context, RichText, TextureHandle, Ui, vec2};

use super::beside::beside;
use super::desk::Desk;
use super::export::Export;
use super::{field, icons, theme, widgets};
use crate::building::{Building, Equipment, EquipmentId, EquipmentKind, Site, StoreyId};
use crate::drill::{Clock, SystemClock};
use crate::exchange::escape_plan::{EscapePlan, Turn};
use crate::exchange::figure::to_png;
use crate::exchange::report::{Written, write};
use crate::language::{Language, Message, msg};

/// The width of the picture, points.
const WIDTH: f32 = 760.0;

/// The dialog; nothing while it is closed.
#[derive(Default)]
pub(super) struct Poster {
    open: Option<Open>,
    file: Export,
}

struct Open {
    building: Arc<Building>,
    plan: EscapePlan,
    /// The place in the building that the plan is for; nothing where none is drawn yet.
    place: Option<EquipmentId>,
    /// What it should have and has not.
    lacks: Vec<Message>,
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
        let Some(plan) = EscapePlan::of(&building, &storey.id, SystemClock.now().wall.date())
        else {
            return;
        };
        let place = first_place(&building, &storey.id);
        let lacks = Vec::new();
        let open = Open { building, plan, place, lacks, shown: None, picture: None, coming: None };
        self.open = Some(open);
    }

    /// Shows the dialog, and writes the plan to the file that the user names.
    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk<'_>) {
        if let Some((plan, building)) = self.dialog(ctx, desk) {
            self.save(desk, plan, building);
        }
        self.file.hear(desk);
        self.file.show(ctx, desk.lang);
    }

    fn save(&mut self, desk: &Desk<'_>, plan: EscapePlan, building: Arc<Building>) {
        let lang = desk.lang;
        let site = desk.session.contents().manifest.site.clone();
        let storey = building.storey(&plan.storey).map_or("", |storey| storey.name.as_str());
        let name = format!("{} {storey}", lang.t("escape-plan-title"));
        self.file.ask(desk, &name, &["pdf", "svg"], move |path| {
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let (bytes, unset) = match ending.as_str() {
                "svg" => {
                    let svg = plan.svg(&building, &site, lang);
                    (svg.unwrap_or_default().into_bytes(), BTreeSet::new())
                }
                "pdf" => {
                    let pdf = plan.pdf(&building, &site, lang).map_err(|error| error.message())?;
                    pdf.map(|pdf| (pdf.bytes, pdf.unset)).unwrap_or_default()
                }
                _ => return Err(msg!("escape-plan-ending", file = path.display().to_string())),
            };
            Ok(Written { files: vec![write(path, &bytes)?], unset }.message())
        });
    }

    /// Shows the dialog; returns the plan when it is to be saved.
    fn dialog(
        &mut self,
        ctx: &Context,
        desk: &mut Desk<'_>,
    ) -> Option<(EscapePlan, Arc<Building>)> {
        let open = self.open.as_mut()?;
        let lang = desk.lang;
        open.draw(ctx, &desk.session.contents().manifest.site, lang);
        let (mut save, mut close, mut keep) = (false, false, false);
        let writable = !desk.session.is_read_only();
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
            for lacking in &open.lacks {
                let color = theme::colors_of(ui.visuals()).warn;
                let text = format!("{}  {}", icons::WARNING, lang.say(lacking));
                ui.label(RichText::new(text).small().color(color));
            }
            ui.horizontal(|ui| {
                ui.add_enabled_ui(writable && open.differs(), |ui| {
                    keep = field::button(ui, icons::PIN, &lang.t("poster-keep"));
                });
                let words = format!("{}  {}", icons::SAVE, lang.t("poster-save"));
                save = ui.button(RichText::new(words).font(theme::strong())).clicked();
                ui.label(RichText::new(lang.t("poster-here-hint")).small());
            });
        });
        widgets::named(&modal.response, egui::Role::Dialog, &title);
        if keep {
            open.keep(desk);
        }
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
                    self.place = first_place(&self.building, &storey.id);
                    let (paper, author) = (self.plan.paper, self.plan.author.clone());
                    self.plan = EscapePlan { paper, author, ..fresh };
                }
            }
            self.places(ui, lang);
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

    /// The places of the storey where a plan hangs, where there are several.
    fn places(&mut self, ui: &mut Ui, lang: Language) {
        let storey = self.building.storey(&self.plan.storey);
        let hanging = storey.into_iter().flat_map(|storey| &storey.equipment);
        let hanging = hanging.filter(|e| e.kind == EquipmentKind::EscapePlan);
        let all: Vec<(EquipmentId, String)> = hanging
            .map(|e| (e.id.clone(), field::called(&e.name, e.id.as_str()).to_owned()))
            .collect();
        if all.len() < 2 {
            return;
        }
        let name = lang.t("poster-place");
        let picked = field::pick(ui, &name, self.place.as_ref(), &all, (90.0, ""));
        let Some((_, equipment)) = picked.as_ref().and_then(|id| self.building.equipment(id))
        else {
            return;
        };
        (self.plan.here, self.plan.turn) = (equipment.at, equipment.facing.into());
        self.place = picked;
    }

    /// Whether something is asked for that the building does not say yet.
    fn differs(&self) -> bool {
        let place = self.place.as_ref().and_then(|id| self.building.equipment(id));
        let same = place.is_some_and(|(_, place)| {
            place.at == self.plan.here && Turn::from(place.facing) == self.plan.turn
        });
        !same || self.building.north != self.plan.north
    }

    /// Keeps north and the place with the building; one step of undo.
    fn keep(&mut self, desk: &mut Desk<'_>) {
        let (id, plan) = (self.building.id.clone(), self.plan.clone());
        let mut place = self.place.clone();
        desk.session.edit(msg!("poster-kept"), |contents| {
            let Some(building) = contents.building_mut(&id) else { return };
            building.north = plan.north;
            let known = place.as_ref().and_then(|place| building.equipment_mut(place));
            if let Some(known) = known {
                (known.at, known.facing) = (plan.here, plan.turn.into());
                return;
            }
            let new = EquipmentId::numbered(building.next_number());
            let mut hung = Equipment::new(new.clone(), EquipmentKind::EscapePlan, plan.here);
            hung.facing = plan.turn.into();
            if let Some(storey) = building.storey_mut(&plan.storey) {
                storey.equipment.push(hung);
                place = Some(new);
            }
        });
        self.place = place;
        if let Some(building) = desk.session.contents().buildings.get(&id) {
            self.building = Arc::clone(building);
            self.lacks = self.plan.lacks(building, &desk.session.contents().manifest.site);
        }
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
        let around = site.clone();
        let coming = beside(ctx, move || {
            let svg = plan.svg(&building, &around, lang).unwrap_or_default();
            to_png(&svg).map(|png| picture(&png))
        });
        self.lacks = self.plan.lacks(&self.building, &site);
        self.shown = Some(wanted);
        self.coming = Some(coming);
    }
}

/// Where the first plan of a storey hangs.
fn first_place(building: &Building, storey: &StoreyId) -> Option<EquipmentId> {
    let all = &building.storey(storey)?.equipment;
    let hung = all.iter().find(|equipment| equipment.kind == EquipmentKind::EscapePlan);
    hung.map(|equipment| equipment.id.clone())
}

/// A PNG as the window shows it.
fn picture(png: &[u8]) -> ColorImage {
    let image = image::load_from_memory(png).map(|image| image.thumbnail(2_000, 2_000).to_rgba8());
    let image = image.unwrap_or_default();
    let size = [image.width() as usize, image.height() as usize];
    ColorImage::from_rgba_unmultiplied(size, &image)
}
