//! The plans of a preview as the storeys of a building: their order, names and levels, and how they are
//! laid on one another.

use eframe::egui::{self, RichText, Ui};

use super::picking::Picking;
use super::{Decision, ImportPreview};
use crate::app::{icons, theme, widgets};
use crate::language::{Language, msg};

impl ImportPreview {
    /// The list of storeys, and the button that adds a plan.
    pub(super) fn storey_list(&mut self, ui: &mut Ui, lang: Language) -> Option<Decision> {
        let mut decision = None;
        ui.horizontal(|ui| {
            ui.label(RichText::new(lang.t("import-storeys")).font(theme::strong()));
            let text = format!("{}  {}", icons::ADD, lang.t("import-add-plan"));
            if ui.button(text).on_hover_text(lang.t("import-add-plan-hint")).clicked() {
                decision = Some(Decision::Add);
            }
        });
        self.broken_plans(ui, lang);
        let Some(shown) = &self.shown else { return decision };
        let rows: Vec<(usize, usize, String, f64)> = shown
            .sources
            .iter()
            .zip(&shown.storeys)
            .filter_map(|((plan, number), id)| {
                let storey = shown.building.storey(id)?;
                Some((*plan, *number, storey.name.clone(), storey.elevation))
            })
            .collect();
        let mut change = None;
        let several = self.plans.len() > 1;
        // The highest on top, as a building stands.
        for (row, (plan, number, name, elevation)) in rows.iter().enumerate().rev() {
            ui.horizontal(|ui| {
                let file = self.plans[*plan].name();
                let here = self.storey == row;
                let sign = if here { icons::VISIBILITY } else { icons::CIRCLE };
                let text = lang.say(&msg!("import-show-storey", name = name));
                if small(ui, sign, &text, here).clicked() {
                    (self.storey, self.current) = (row, *plan);
                    self.view.fit_soon();
                }
                let choice = self.plans[*plan].storeys.entry(*number).or_default();
                let mut typed = choice.name.clone().unwrap_or_else(|| name.clone());
                let label = lang.say(&msg!("import-storey-name", number = row + 1));
                let edit = egui::TextEdit::singleline(&mut typed).desired_width(120.0);
                let response = ui.add(edit).on_hover_text(&file);
                widgets::named(&response, egui::Role::TextInput, &label);
                if response.changed() {
                    choice.name = Some(typed);
                    self.stale = true;
                }
                let mut level = *elevation;
                let value =
                    egui::DragValue::new(&mut level).speed(0.1).max_decimals(2).suffix(" m");
                let response = ui.add(value);
                let label = lang.say(&msg!("import-storey-level", number = row + 1));
                widgets::named(&response, egui::Role::SpinButton, &label);
                if response.changed() {
                    choice.elevation = Some(level);
                    self.stale = true;
                }
                if several {
                    let last = self.plans.len() - 1;
                    let up = (icons::ARROW_UP, "import-storey-up", *plan < last, Change::Up(*plan));
                    let down =
                        (icons::ARROW_DOWN, "import-storey-down", *plan > 0, Change::Down(*plan));
                    for (sign, key, possible, what) in [up, down] {
                        let name = lang.t(key);
                        let button =
                            ui.add_enabled_ui(possible, |ui| small(ui, sign, &name, false));
                        if button.inner.clicked() {
                            change = Some(what);
                        }
                    }
                }
                if rows.len() > 1
                    && small(ui, icons::CLOSE, &lang.t("import-storey-off"), false).clicked()
                {
                    change = Some(Change::Off(*plan, *number));
                }
            });
        }
        if let Some(change) = change {
            self.change(change);
        }
        decision
    }

    /// Plans that can't be read, each with a button that takes it away.
    fn broken_plans(&mut self, ui: &mut Ui, lang: Language) {
        if self.plans.len() < 2 {
            return;
        }
        let colors = theme::colors_of(ui.visuals());
        let mut gone = None;
        for (number, plan) in self.plans.iter().enumerate() {
            let Some(error) = &plan.trouble else { continue };
            ui.horizontal_wrapped(|ui| {
                let text =
                    format!("{}  {}: {}", icons::WARNING, plan.name(), lang.say(&error.message()));
                ui.label(RichText::new(text).color(colors.warn));
                if small(ui, icons::CLOSE, &lang.t("import-storey-off"), false).clicked() {
                    gone = Some(number);
                }
            });
        }
        if let Some(number) = gone {
            self.plans.remove(number);
            self.current = 0;
            self.stale = true;
        }
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::Up(plan) => self.plans.swap(plan, plan + 1),
            Change::Down(plan) => self.plans.swap(plan - 1, plan),
            Change::Off(plan, number) => {
                let storeys =
                    self.plans[plan].found.as_ref().map_or(0, |found| found.storeys.len());
                self.plans[plan].storeys.entry(number).or_default().left_out = true;
                let left = (0..storeys).any(|n| {
                    !self.plans[plan].storeys.get(&n).is_some_and(|choice| choice.left_out)
                });
                if !left {
                    self.plans.remove(plan);
                }
            }
        }
        self.current = self.current.min(self.plans.len().saturating_sub(1));
        self.stale = true;
    }

    /// How several plans are laid on one another.
    pub(super) fn alignment(&mut self, ui: &mut Ui, lang: Language) {
        if self.plans.len() < 2 {
            return;
        }
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("import-alignment")).font(theme::strong()));
        let set = self.plans.iter().filter(|plan| plan.points.len() >= 2).count();
        let picking = self.picking == Some(Picking::Align);
        let text = if picking {
            let current = self.plans.get(self.current);
            let number = current.map_or(0, |plan| plan.points.len() % 2) + 1;
            let name = current.map(super::plan::Plan::name).unwrap_or_default();
            lang.say(&msg!("import-align-click", number = number, name = name))
        } else if set == 0 {
            lang.t("import-align-origin")
        } else {
            lang.say(&msg!("import-align-set", set = set, all = self.plans.len()))
        };
        ui.add(egui::Label::new(text).wrap());
        ui.horizontal(|ui| {
            let text = format!("{}  {}", icons::TARGET, lang.t("import-align"));
            if ui.add(egui::Button::new(text).selected(picking)).clicked() {
                self.picking = if picking { None } else { Some(Picking::Align) };
                if !picking {
                    if set == self.plans.len() {
                        self.plans.iter_mut().for_each(|plan| plan.points.clear());
                    }
                    self.next_to_align();
                }
            }
            if set > 0 && ui.button(lang.t("import-align-clear")).clicked() {
                self.plans.iter_mut().for_each(|plan| plan.points.clear());
                self.picking = None;
                self.stale = true;
            }
        });
    }
}

/// What becomes of a plan in the list.
enum Change {
    Up(usize),
    Down(usize),
    Off(usize, usize),
}

/// A small button with an icon.
fn small(ui: &mut Ui, icon: &str, name: &str, selected: bool) -> egui::Response {
    let button = egui::Button::new(icon).selected(selected).min_size(egui::vec2(24.0, 24.0));
    let response = ui.add(button);
    widgets::named(&response, egui::Role::Button, name);
    response.on_hover_text(name)
}
