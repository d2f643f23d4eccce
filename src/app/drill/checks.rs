//! What is made sure of before the alarm, and by whom; or why it does not apply on the day.

use std::collections::BTreeMap;

use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

use crate::app::{icons, theme, widgets};
use crate::drill::{PreStartCheck, PreStartKind, Scenario};
use crate::language::{Choice, Language, msg};

/// The height of a check: the same whether it is made or open, so that nothing moves under the hand.
const ROW: f32 = 26.0;
/// The room for who made a check, or for why it does not apply, in points.
const ANSWER: f32 = 180.0;

/// What became of a check.
enum Answer {
    /// It was made by somebody.
    Made(String),
    /// It does not apply, and why.
    Waived(String),
}

/// The checks that are not open any more, by their place in the scenario.
#[derive(Default)]
pub(super) struct Checks(BTreeMap<usize, Answer>);

impl Checks {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn show(&mut self, ui: &mut Ui, lang: Language, scenario: &Scenario) {
        if scenario.pre_start.is_empty() {
            return;
        }
        let colors = theme::colors_of(ui.visuals());
        let (done, all) = (self.0.len(), scenario.pre_start.len());
        ui.horizontal(|ui| {
            let title = format!("{}  {}", icons::CHECKLIST, lang.t("drill-checks"));
            ui.label(RichText::new(title).font(theme::heading()));
            let color = if done == all { colors.good } else { colors.warn };
            ui.label(RichText::new(format!("{done} / {all}")).color(color).font(theme::strong()));
            if done < all {
                let text = lang.say(&msg!("drill-checks-open", count = all - done));
                ui.label(RichText::new(text).color(colors.weak));
            }
        });
        for (index, check) in scenario.pre_start.iter().enumerate() {
            // From the right, so that what is answered stands in a column.
            let size = vec2(ui.available_width(), ROW);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                self.row(ui, lang, index, check);
            });
        }
    }

    fn row(&mut self, ui: &mut Ui, lang: Language, index: usize, check: &PreStartCheck) {
        let weak = theme::colors_of(ui.visuals()).weak;
        let name = name(lang, check);
        let waived = matches!(self.0.get(&index), Some(Answer::Waived(_)));
        let waive = RichText::new(lang.t("drill-check-waive"));
        let waive =
            egui::Button::selectable(waived, if waived { waive } else { waive.color(weak) });
        let said = lang.say(&msg!("drill-check-waive-this", check = &name));
        if ui.add(waive).accessible_name(said).clicked() {
            if waived {
                self.0.remove(&index);
            } else {
                self.0.insert(index, Answer::Waived(String::new()));
            }
        }
        let (label, hint, text) = match self.0.get_mut(&index) {
            Some(Answer::Made(person)) => {
                let label = msg!("drill-checked-by", check = &name);
                (label, "drill-checked-by-hint", Some(person))
            }
            Some(Answer::Waived(reason)) => {
                (msg!("drill-check-waived", check = &name), "drill-check-waived-hint", Some(reason))
            }
            None => (msg!("drill-checked-by", check = &name), "drill-checked-by-hint", None),
        };
        match text {
            Some(text) => {
                let edit = egui::TextEdit::singleline(text).hint_text(lang.t(hint));
                let response = ui.add(edit.desired_width(ANSWER));
                widgets::named(&response, egui::Role::TextInput, &lang.say(&label));
            }
            None => {
                // Where the name stands once it is ticked.
                ui.allocate_ui_with_layout(
                    vec2(ANSWER, ROW),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_min_width(ANSWER);
                        ui.add_space(8.0);
                        let person = RichText::new(&check.person).color(weak);
                        ui.add(egui::Label::new(person).truncate());
                    },
                );
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let mut ticked = matches!(self.0.get(&index), Some(Answer::Made(_)));
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            let text = if waived { RichText::new(&name).color(weak) } else { RichText::new(&name) };
            if widgets::tick(ui, &mut ticked, text).on_hover_text(&name).changed() {
                if ticked {
                    self.0.insert(index, Answer::Made(check.person.clone()));
                } else {
                    self.0.remove(&index);
                }
            }
        });
    }

    /// What became of each check, in words.
    pub(super) fn words(&self, lang: Language, scenario: &Scenario) -> String {
        let checks = scenario.pre_start.iter().enumerate().map(|(index, check)| {
            let check = name(lang, check);
            let message = match self.0.get(&index) {
                Some(Answer::Made(person)) => match person.trim() {
                    "" => msg!("drill-check-made", check = check),
                    person => msg!("drill-check-made-by", check = check, person = person),
                },
                Some(Answer::Waived(reason)) => match reason.trim() {
                    "" => msg!("drill-check-passed", check = check),
                    reason => msg!("drill-check-passed-why", check = check, reason = reason),
                },
                None => msg!("drill-check-open", check = check),
            };
            lang.say(&message)
        });
        checks.collect::<Vec<_>>().join("  ")
    }
}

fn name(lang: Language, check: &PreStartCheck) -> String {
    let kind = lang.t(check.kind.key());
    match check.text.trim() {
        "" => kind,
        text if check.kind == PreStartKind::Custom => text.to_owned(),
        text => lang.say(&msg!("labelled", label = kind, text = text)),
    }
}
