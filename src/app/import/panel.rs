//! What can be said about a plan, and what was found in it.

use eframe::egui::{self, RichText, Ui};

use super::picking::Picking;
use super::{Accepted, Decision, ImportPreview, Target};
use crate::app::{icons, theme, widgets};
use crate::building::Segment;
use crate::exchange::plan::{Certainty, Note, PlanKind, Role};
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
                decision = self.storey_list(ui, lang).or(decision.take());
                self.alignment(ui, lang);
                self.settings(ui, lang);
                self.layers(ui, lang);
                self.report(ui, lang);
            });
        });
        decision
    }

    /// What is said about the plan that is shown.
    fn settings(&mut self, ui: &mut Ui, lang: Language) {
        let several = self.plans.len() > 1;
        let Some(plan) = self.plans.get_mut(self.current) else { return };
        ui.add_space(theme::GROUP_GAP);
        let title = if several { plan.name() } else { lang.t("import-settings") };
        ui.label(RichText::new(title).font(theme::strong()));
        let kind = PlanKind::of(&plan.path);
        let pages = plan.found.as_ref().map_or(0, |found| found.pages);
        let before = plan.turn;
        egui::Grid::new("import-settings").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
            if pages > 1 {
                let mut page = plan.options.page + 1;
                let response = widgets::field(ui, &lang.t("import-page"), |ui| {
                    let suffix = format!(" / {pages}");
                    ui.add(egui::DragValue::new(&mut page).range(1..=pages).suffix(suffix))
                });
                if response.changed() {
                    plan.options.page = page - 1;
                    plan.options.scale = None;
                    plan.points.clear();
                }
            }
            let found = plan.found.as_ref().and_then(|found| found.scale);
            let mut scale = plan.options.scale.or(found.map(|(metres, _)| metres)).unwrap_or(1.0);
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
                plan.options.scale = Some(scale);
                self.view.fit_soon();
            }
            widgets::field(ui, &lang.t("import-turn"), |ui| {
                let value = egui::DragValue::new(&mut plan.turn).speed(0.5).max_decimals(2);
                ui.add(value.range(-360.0..=360.0).suffix("°"))
            });
            if matches!(kind, Some(PlanKind::Picture)) {
                return;
            }
            widgets::field(ui, &lang.t("import-gap"), |ui| {
                let slider =
                    egui::Slider::new(&mut plan.options.gap, 0.0..=4.0).step_by(0.1).suffix(" m");
                ui.add(slider).on_hover_text(lang.t("import-gap-hint"))
            });
        });
        self.stale |= plan.turn.to_bits() != before.to_bits();
        self.known_length(ui, lang);
    }

    /// The scale by two clicks and the length between them.
    fn known_length(&mut self, ui: &mut Ui, lang: Language) {
        let measuring = matches!(self.picking, Some(Picking::Length(..)));
        ui.horizontal_wrapped(|ui| {
            let text = format!("{}  {}", icons::RULER, lang.t("import-measure"));
            let button = egui::Button::new(text).selected(measuring);
            if ui.add(button).on_hover_text(lang.t("import-measure-hint")).clicked() {
                self.picking =
                    if measuring { None } else { Some(Picking::Length(Vec::new(), 10.0)) };
            }
            let Some(Picking::Length(points, length)) = &mut self.picking else { return };
            let [a, b] = points.as_slice() else {
                let number = points.len() + 1;
                ui.label(lang.say(&msg!("import-measure-click", number = number)));
                return;
            };
            let measured = Segment::new(*a, *b).length();
            let label = ui.label(lang.t("import-measure-is"));
            let value = egui::DragValue::new(length).range(0.01..=10_000.0).speed(0.1).suffix(" m");
            ui.add(value.max_decimals(3)).labelled_by(label.id);
            let apply =
                ui.add_enabled(measured > 1e-6, egui::Button::new(lang.t("import-measure-apply")));
            if apply.clicked() {
                let factor = *length / measured;
                let plan = self.shown.as_ref().and_then(|shown| shown.sources.get(self.storey));
                if let Some(plan) = plan.and_then(|(plan, _)| self.plans.get_mut(*plan)) {
                    let found = plan.found.as_ref().and_then(|found| found.scale);
                    let now = plan.options.scale.or(found.map(|(metres, _)| metres)).unwrap_or(1.0);
                    plan.options.scale = Some(now * factor);
                    self.view.fit_soon();
                }
                self.picking = None;
            }
        });
    }

    fn layers(&mut self, ui: &mut Ui, lang: Language) {
        let Some(plan) = self.plans.get_mut(self.current) else { return };
        let Some(found) = plan.found.as_ref().filter(|found| !found.layers.is_empty()) else {
            return;
        };
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("import-layers")).font(theme::strong()));
        egui::Grid::new("import-layers").num_columns(3).spacing([10.0, 4.0]).show(ui, |ui| {
            for layer in &found.layers {
                let room = egui::vec2(130.0, 20.0);
                let left = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(room, left, |ui| {
                    ui.set_min_width(room.x);
                    ui.add(egui::Label::new(&layer.name).truncate());
                });
                let mut role: Role = layer.role;
                if widgets::choice(ui, lang, &layer.name, &mut role) {
                    plan.options.roles.insert(layer.name.clone(), role);
                }
                ui.label(RichText::new(layer.parts.to_string()).weak());
                ui.end_row();
            }
        });
    }

    fn report(&mut self, ui: &mut Ui, lang: Language) {
        let Some(shown) = &self.shown else { return };
        let colors = theme::colors_of(ui.visuals());
        let mut pointed = None;
        for certainty in Certainty::ALL {
            let (icon, color) = match certainty {
                Certainty::Understood => (icons::CHECK_CIRCLE, colors.good),
                Certainty::Guessed => (icons::HELP, colors.warn),
                Certainty::LeftOut => (icons::INFO, colors.weak),
            };
            let notes: Vec<&Note> =
                shown.proposal.notes.iter().filter(|note| note.certainty == *certainty).collect();
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
                            pointed = Some((at, note.storey));
                        }
                    }
                    None => {
                        ui.add(egui::Label::new(text).wrap());
                    }
                }
            }
        }
        if let Some((at, storey)) = pointed {
            self.pointed = Some(at);
            self.storey = storey.unwrap_or(self.storey).min(shown.storeys.len().saturating_sub(1));
            self.view.centre_on(at);
        }
    }

    /// Where the plans can go, the likeliest first.
    fn targets(&self, has_building: bool) -> Vec<(Target, &'static str)> {
        let picture_only = self
            .shown
            .as_ref()
            .is_some_and(|shown| shown.proposal.counts() == (0, 0) && shown.storeys.len() == 1);
        let under = (Target::UnderStorey, "import-under-storey");
        let into = (Target::Building, "import-into-current");
        let new = (Target::New, "import-as-new");
        match (has_building, picture_only) {
            (true, true) => vec![under, into, new],
            (true, false) => vec![into, new],
            (false, _) => vec![new],
        }
    }

    fn decide(&mut self, ui: &mut Ui, lang: Language, has_building: bool) -> Option<Decision> {
        let mut decision = None;
        let targets = self.targets(has_building);
        let mut target = self
            .target
            .filter(|target| targets.iter().any(|(known, _)| known == target))
            .unwrap_or(targets[0].0);
        if targets.len() > 1 {
            for (way, key) in targets {
                if widgets::boxed(ui, |ui| ui.radio_value(&mut target, way, lang.t(key))).clicked()
                {
                    self.target = Some(way);
                }
            }
        }
        let busy = self.plans.iter().any(super::plan::Plan::is_busy);
        let name = self
            .plans
            .first()
            .map(|plan| plan.path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        ui.horizontal(|ui| {
            let usable = self.shown.as_ref().filter(|_| !busy);
            let text = RichText::new(lang.t("import-accept")).font(theme::strong());
            let accept = egui::Button::new(text).fill(ui.visuals().selection.bg_fill);
            if ui.add_enabled(usable.is_some(), accept).clicked()
                && let Some(shown) = usable
            {
                let (proposal, name) = (shown.proposal.clone(), name.unwrap_or_default());
                decision = Some(Decision::Accept(Accepted { proposal, target, name }));
            }
            if ui.button(lang.t("ask-cancel")).clicked() {
                decision = Some(Decision::Cancel);
            }
            if busy {
                ui.spinner();
            } else if let Some(shown) = &self.shown {
                let (spaces, doors) = shown.proposal.counts();
                let text = lang.say(&msg!("import-counts", spaces = spaces, doors = doors));
                ui.label(RichText::new(text).weak());
            }
        });
        let hint = if has_building { "import-undo-hint" } else { "import-new-hint" };
        ui.label(RichText::new(lang.t(hint)).small().weak());
        decision
    }
}
