//! Findings as cards in columns: to be done, done, verified.

use eframe::egui::{self, RichText, Ui};

use super::findings::Place;
use crate::app::{icons, theme, widgets};
use crate::drill::{ActionState, Finding};
use crate::history::FollowUp;
use crate::language::{Choice, Language, msg};

/// Shows the board; returns the finding that was clicked.
pub(super) fn show(ui: &mut Ui, lang: Language, all: &[(&FollowUp, &Finding)]) -> Option<Place> {
    let mut clicked = None;
    ui.columns(ActionState::ALL.len(), |columns| {
        for (ui, state) in columns.iter_mut().zip(ActionState::ALL) {
            let of = |(_, finding): &&(&FollowUp, &Finding)| {
                let action = finding.action.as_ref();
                action.map_or(ActionState::Open, |action| action.state) == *state
            };
            let cards: Vec<_> = all.iter().filter(of).collect();
            ui.horizontal(|ui| {
                ui.label(RichText::new(lang.t(state.key())).font(theme::strong()));
                let weak = theme::colors_of(ui.visuals()).weak;
                ui.label(RichText::new(cards.len().to_string()).color(weak));
            });
            ui.separator();
            let area = egui::ScrollArea::vertical().id_salt(state.key()).auto_shrink(false);
            area.show(ui, |ui| {
                for (item, finding) in cards {
                    if card(ui, lang, item, finding) {
                        clicked = Some((item.record.id.clone(), finding.id.clone()));
                    }
                }
            });
        }
    });
    clicked
}

fn card(ui: &mut Ui, lang: Language, item: &FollowUp, finding: &Finding) -> bool {
    let colors = theme::colors_of(ui.visuals());
    let frame = egui::Frame::group(ui.style()).fill(colors.card);
    let response = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(&finding.text).wrap().selectable(false));
        let action = finding.action.as_ref();
        let owner = action.map(|action| action.owner.as_str()).filter(|owner| !owner.is_empty());
        let owner = owner.map_or_else(|| lang.t("board-no-owner"), str::to_owned);
        let building = &item.record.building.name;
        let more = format!("{}  {owner}  ·  {building}", icons::PERSON);
        let more = RichText::new(more).small().color(colors.weak);
        ui.add(egui::Label::new(more).wrap().selectable(false));
        let due = action.and_then(|action| action.due);
        let (text, color) = match (item.overdue_days, due) {
            (Some(days), _) => {
                let said = msg!("finding-overdue", days = days.unsigned_abs());
                (format!("{}  {}", icons::ERROR, lang.say(&said)), colors.bad)
            }
            (None, Some(due)) if !item.is_closed() => {
                (format!("{}  {due}", icons::CALENDAR), colors.weak)
            }
            _ => {
                let said = msg!("finding-age", days = item.age_days.unsigned_abs());
                (lang.say(&said), colors.weak)
            }
        };
        ui.label(RichText::new(text).small().color(color));
    });
    let response = response.response.interact(egui::Sense::click());
    widgets::named(&response, egui::Role::Button, &finding.text);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
