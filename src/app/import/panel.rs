//! What can be said about a plan, and what was found in it.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::{Decision, ImportPreview};
use crate::app::{icons, theme, widgets};
use crate::exchange::plan::{Certainty, Note, Role};
use crate::language::{Choice, Language, msg};

impl ImportPreview {
    pub(super) fn panel(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        has_building: bool,
    ) -> Option<Decision> {
        let mut decision = None;
        egui::Panel::bottom("import-decision").resizable(false).show(ui, |ui| {
            ui.add_space(theme::GAP);
            decision = self.decide(ui, lang, has_building);
        });
        egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.add_space(theme::GAP);
                self.settings(ui, lang);
                self.layers(ui, lang);
                self.report(ui, lang);
            });
        });
        decision
    }

    fn settings(&mut self, ui: &mut Ui, lang: Language) {
        egui::Grid::new("import-settings").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
            widgets::field(ui, &lang.t("import-storey"), |ui| {
                let edit = egui::TextEdit::singleline(&mut self.options.storey)
                    .hint_text(lang.t("import-storey-hint"))
                    .desired_width(180.0);
                ui.add(edit)
            });
            let found = self.shown.as_ref().and_then(|shown| shown.proposal.scale);
            let mut scale = self.options.scale.or(found.map(|(metres, _)| metres)).unwrap_or(1.0);
            let response = widgets::field(ui, &lang.t("import-scale"), |ui| {
                let speed = scale * 0.01;
                let value = egui::DragValue::new(&mut scale)
                    .range(1e-6..=1000.0)
                    .speed(speed)
                    .max_decimals(6)
                    .suffix(" m");
                ui.add(value)
            });
            if response.changed() {
                self.options.scale = Some(scale);
                self.view.fit_soon();
            }
            widgets::field(ui, &lang.t("import-gap"), |ui| {
                let slider =
                    egui::Slider::new(&mut self.options.gap, 0.0..=4.0).step_by(0.1).suffix(" m");
                ui.add(slider).on_hover_text(lang.t("import-gap-hint"))
            });
        });
        if let Some(shown) = &self.shown
            && shown.storeys.len() > 1
        {
            ui.horizontal_wrapped(|ui| {
                for (number, id) in shown.storeys.iter().enumerate() {
                    let name = shown.building.storey(id).map_or("", |storey| &storey.name);
                    ui.selectable_value(&mut self.storey, number, name);
                }
            });
        }
    }

    fn layers(&mut self, ui: &mut Ui, lang: Language) {
        let Some(shown) = &self.shown else { return };
        if shown.proposal.layers.is_empty() {
            return;
        }
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("import-layers")).font(theme::strong()));
        egui::Grid::new("import-layers").num_columns(3).spacing([10.0, 4.0]).show(ui, |ui| {
            for layer in &shown.proposal.layers {
                let room = egui::vec2(130.0, 20.0);
                let left = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(room, left, |ui| {
                    ui.set_min_width(room.x);
                    ui.add(egui::Label::new(&layer.name).truncate());
                });
                let mut role: Role = layer.role;
                if widgets::choice(ui, lang, &layer.name, &mut role) {
                    self.options.roles.insert(layer.name.clone(), role);
                }
                ui.label(RichText::new(layer.parts.to_string()).weak());
                ui.end_row();
            }
        });
    }

    fn report(&mut self, ui: &mut Ui, lang: Language) {
        let Some(shown) = &self.shown else { return };
        let proposal = Arc::clone(&shown.proposal);
        let colors = theme::colors_of(ui.visuals());
        for certainty in Certainty::ALL {
            let (icon, color) = match certainty {
                Certainty::Understood => (icons::CHECK_CIRCLE, colors.good),
                Certainty::Guessed => (icons::HELP, colors.warn),
                Certainty::LeftOut => (icons::INFO, colors.weak),
            };
            let notes: Vec<&Note> =
                proposal.notes.iter().filter(|note| note.certainty == *certainty).collect();
            if notes.is_empty() {
                continue;
            }
            ui.add_space(theme::GROUP_GAP);
            let head = format!("{icon}  {} ({})", lang.t(certainty.key()), notes.len());
            ui.label(RichText::new(head).font(theme::strong()).color(color));
            for note in notes {
                let text = lang.say(&note.message);
                match note.at {
                    Some(at) => {
                        let button = egui::Button::new(text).frame_when_inactive(false).wrap();
                        if ui.add(button).clicked() {
                            self.pointed = Some(at);
                            self.view.centre_on(at);
                        }
                    }
                    None => {
                        ui.add(egui::Label::new(text).wrap());
                    }
                }
            }
        }
    }

    fn decide(&mut self, ui: &mut Ui, lang: Language, has_building: bool) -> Option<Decision> {
        let mut decision = None;
        if has_building {
            ui.radio_value(&mut self.into_current, true, lang.t("import-into-current"));
            ui.radio_value(&mut self.into_current, false, lang.t("import-as-new"));
        }
        ui.horizontal(|ui| {
            let usable = self.shown.as_ref().filter(|_| !self.work.is_busy());
            let text = RichText::new(lang.t("import-accept")).font(theme::strong());
            let accept = egui::Button::new(text).fill(ui.visuals().selection.bg_fill);
            if ui.add_enabled(usable.is_some(), accept).clicked()
                && let Some(shown) = usable
            {
                let name = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                decision = Some(Decision::Accept {
                    proposal: Arc::clone(&shown.proposal),
                    into_current: self.into_current && has_building,
                    name,
                });
            }
            if ui.button(lang.t("ask-cancel")).clicked() {
                decision = Some(Decision::Cancel);
            }
            if self.work.is_busy() {
                ui.spinner();
            } else if let Some(shown) = &self.shown {
                let (spaces, doors) = shown.proposal.counts();
                let text = lang.say(&msg!("import-counts", spaces = spaces, doors = doors));
                ui.label(RichText::new(text).weak());
            }
        });
        ui.label(RichText::new(lang.t("import-undo-hint")).small().weak());
        decision
    }
}
