//! What the scenario is about, and where the fire is assumed.

use std::collections::BTreeSet;

use eframe::egui::{self, Ui};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::plan::{self, Options, Overlay, View};
use crate::app::{icons, theme, widgets};
use crate::building::{Building, ElementId, SpaceId, StoreyId};
use crate::drill::{FireGrowth, FireOrigin};
use crate::language::msg;

const WIDTH: f32 = 280.0;

/// The plan on which the fire's origin is picked.
#[derive(Default)]
pub(super) struct FirePlan {
    view: View,
    storey: Option<StoreyId>,
}

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>, fire_plan: &mut FirePlan) {
    egui::Panel::left("scenario-basics").resizable(false).exact_size(440.0).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| form(ui, sheet));
    });
    egui::CentralPanel::default().show(ui, |ui| {
        if let Some(building) = sheet.building {
            fire_plan.show(ui, sheet, building);
        }
    });
}

fn form(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let scenario = sheet.scenario;
    egui::Grid::new("scenario-basics-grid").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        let name = lang.t("scenario-name");
        ui.label(&name);
        if let Some(text) = field::text(ui, &name, &scenario.name, WIDTH, "") {
            sheet.typing("name", msg!("scenario-step-name"), move |s| s.name = text);
        }
        ui.end_row();

        let name = lang.t("scenario-building");
        ui.label(&name);
        let buildings: Vec<_> =
            sheet.contents.buildings.values().map(|b| (b.id.clone(), b.name.clone())).collect();
        let missing = lang.t("scenario-building-missing");
        let picked =
            field::pick(ui, &name, Some(&scenario.building), &buildings, (WIDTH, &missing));
        if let Some(building) = picked {
            sheet.edit(msg!("scenario-step-building"), move |s| s.building = building);
        }
        ui.end_row();

        let name = lang.t("scenario-description");
        ui.label(&name);
        let hint = lang.t("scenario-description-hint");
        if let Some(text) = field::lines(ui, &name, &scenario.description, WIDTH, &hint) {
            let label = msg!("scenario-step-description");
            sheet.typing("description", label, move |s| s.description = text);
        }
        ui.end_row();

        ui.label(lang.t("scenario-notice"));
        let mut announced = scenario.announced;
        if widgets::tick(ui, &mut announced, lang.t("scenario-announced")).changed() {
            sheet.edit(msg!("scenario-step-announced"), move |s| s.announced = announced);
        }
        ui.end_row();

        let name = lang.t("scenario-shift");
        ui.label(&name);
        let every = lang.t("scenario-every-shift");
        let mut shifts = vec![(String::new(), every)];
        shifts.extend(sheet.contents.manifest.shifts.iter().map(|s| (s.clone(), s.clone())));
        let picked =
            field::pick(ui, &name, Some(&scenario.shift), &shifts, (WIDTH, &scenario.shift));
        if let Some(shift) = picked {
            sheet.edit(msg!("scenario-step-shift"), move |s| s.shift = shift);
        }
        ui.end_row();

        let name = lang.t("scenario-planned");
        ui.label(&name);
        if let Some(day) = field::date(ui, lang, &name, scenario.planned) {
            sheet.edit(msg!("scenario-step-planned"), move |s| s.planned = day);
        }
        ui.end_row();
    });
    ui.add_space(theme::GROUP_GAP);
    fire(ui, sheet);
}

fn fire(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    ui.label(egui::RichText::new(lang.t("scenario-fire")).font(theme::heading()));
    let Some(building) = sheet.building else { return };
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(egui::RichText::new(lang.t("scenario-fire-hint")).color(weak));
    let fire = sheet.scenario.fire.clone();
    egui::Grid::new("scenario-fire-grid").num_columns(2).spacing([12.0, 8.0]).show(ui, |ui| {
        let name = lang.t("scenario-fire-space");
        ui.label(&name);
        let mut spaces = vec![(None, lang.t("scenario-no-fire"))];
        spaces.extend(field::spaces(building).into_iter().map(|(id, text)| (Some(id), text)));
        let value = fire.as_ref().map(|fire| fire.space.clone());
        let gone = value.as_ref().map(ToString::to_string).unwrap_or_default();
        if let Some(space) = field::pick(ui, &name, Some(&value), &spaces, (WIDTH, &gone)) {
            set_origin(sheet, space);
        }
        ui.end_row();
        let Some(fire) = &fire else { return };

        let name = lang.t("scenario-fire-growth");
        ui.label(&name);
        let mut growth = fire.growth;
        if widgets::choice(ui, lang, &name, &mut growth) {
            sheet.edit(msg!("scenario-step-fire"), move |s| {
                if let Some(fire) = &mut s.fire {
                    fire.growth = growth;
                }
            });
        }
        ui.end_row();

        let name = lang.t("scenario-fire-what");
        ui.label(&name);
        let hint = lang.t("scenario-fire-what-hint");
        if let Some(text) = field::text(ui, &name, &fire.what, WIDTH, &hint) {
            sheet.typing("fire-what", msg!("scenario-step-fire"), move |s| {
                if let Some(fire) = &mut s.fire {
                    fire.what = text;
                }
            });
        }
        ui.end_row();
    });
}

fn set_origin(sheet: &mut Sheet<'_>, space: Option<SpaceId>) {
    sheet.edit(msg!("scenario-step-fire"), move |scenario| {
        scenario.fire = space.map(|space| match scenario.fire.take() {
            Some(fire) => FireOrigin { space, at: None, ..fire },
            None => FireOrigin { space, at: None, growth: FireGrowth::Medium, what: String::new() },
        });
    });
}

impl FirePlan {
    /// Forgets the plan of another scenario.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    fn show(&mut self, ui: &mut Ui, sheet: &mut Sheet<'_>, building: &Building) {
        let origin = sheet.scenario.fire.as_ref().map(|fire| fire.space.clone());
        let on = origin.as_ref().and_then(|id| building.space(id)).map(|(s, _)| s.id.clone());
        let known = self.storey.as_ref().filter(|id| building.storey(id).is_some());
        let first = building.storeys.first().map(|s| s.id.clone());
        let Some(storey) = known.cloned().or(on).or(first) else { return };
        let mut shown = storey;
        ui.horizontal_wrapped(|ui| {
            ui.label(sheet.lang.t("scenario-fire-pick"));
            for storey in &building.storeys {
                ui.selectable_value(&mut shown, storey.id.clone(), &storey.name);
            }
        });
        self.storey = Some(shown.clone());
        let bounds = building.bounds();
        if building.spaces().next().is_none() {
            let title = sheet.lang.t("scenario-plan-empty");
            let hint = sheet.lang.t("scenario-plan-empty-hint");
            return widgets::empty_state(ui, icons::APARTMENT, &title, &hint);
        }
        let response = self.view.canvas(ui, bounds);
        let response = response.on_hover_cursor(egui::CursorIcon::Crosshair);
        widgets::named(&response, egui::Role::Image, &sheet.lang.t("scenario-fire-plan"));
        let mut overlay = Overlay::default();
        if let Some(origin) = &origin {
            let bad = theme::colors_of(ui.visuals()).bad;
            overlay.spaces.insert(origin.clone(), bad.gamma_multiply(0.35));
            overlay.marked.push(std::sync::Arc::new([origin.into()].into()));
        }
        let mut options = Options::new(sheet.lang);
        options.site = false;
        options.shift = sheet.scenario.shift().map(ToOwned::to_owned);
        let site = &sheet.contents.manifest.site;
        let selection = BTreeSet::new();
        plan::paint_storey(
            ui.painter(),
            &self.view,
            building,
            site,
            &shown,
            &options,
            &overlay,
            &selection,
        );
        if response.clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            let point = self.view.to_plan(pos);
            let hit = building.storey(&shown).and_then(|storey| storey.space_at(point));
            let hit = hit.map(|space| ElementId::from(&space.id));
            if let Some(ElementId::Space(space)) = hit
                && Some(&space) != origin.as_ref()
            {
                set_origin(sheet, Some(space));
            }
        }
    }
}
