//! Findings as cards in columns: to be done, done, verified; or a column for each person.

use std::collections::BTreeMap;

use eframe::egui::{self, RichText, Ui, vec2};

use super::findings::{Place, owner};
use crate::app::{icons, theme, widgets};
use crate::drill::{ActionState, Finding};
use crate::history::FollowUp;
use crate::language::{Choice, Language, choice, msg};

choice! {
    /// How findings are shown.
    pub enum Arrangement {
        /// One below the other.
        List => "board-as-list",
        /// A column for each state.
        States => "board-as-board",
        /// A column for each person who answers for some: 责任到人.
        People => "board-as-people",
    }
}

/// The width of the column of a person, in points.
const PERSON: f32 = 250.0;

/// A finding with where it stands.
type Card<'a> = &'a (&'a FollowUp, &'a Finding);

/// Shows a column for each state; returns the finding that was clicked.
pub(super) fn states(ui: &mut Ui, lang: Language, all: &[(&FollowUp, &Finding)]) -> Option<Place> {
    let mut clicked = None;
    ui.columns(ActionState::ALL.len(), |columns| {
        for (ui, state) in columns.iter_mut().zip(ActionState::ALL) {
            let of = |card: &Card<'_>| state_of(card.1) == *state;
            let cards: Vec<_> = all.iter().filter(of).collect();
            let (sign, name) = (sign(*state, false), lang.t(state.key()));
            let head = format!("{sign}  {name}   {}", cards.len());
            clicked = column(ui, lang, &head, &cards).or(clicked.take());
        }
    });
    clicked
}

/// Shows a column for each person, who has most that is open first; what nobody answers for stands
/// before all. Returns the finding that was clicked.
pub(super) fn people(ui: &mut Ui, lang: Language, all: &[(&FollowUp, &Finding)]) -> Option<Place> {
    let mut of_person: BTreeMap<&str, Vec<Card<'_>>> = BTreeMap::new();
    for card in all {
        of_person.entry(owner(card.0)).or_default().push(card);
    }
    let mut columns: Vec<(&str, Vec<Card<'_>>)> = of_person.into_iter().collect();
    let open = |cards: &[Card<'_>]| cards.iter().filter(|card| !card.0.is_closed()).count();
    columns.sort_by_key(|(name, cards)| (!name.is_empty(), std::cmp::Reverse(open(cards))));
    let mut clicked = None;
    egui::ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            for (name, cards) in columns {
                let nobody = lang.t("board-no-owner");
                let name = if name.is_empty() { nobody.as_str() } else { name };
                let size = vec2(PERSON, ui.available_height());
                let layout = egui::Layout::top_down(egui::Align::Min);
                ui.allocate_ui_with_layout(size, layout, |ui| {
                    ui.set_width(PERSON);
                    let said =
                        lang.say(&msg!("board-open-of", open = open(&cards), all = cards.len()));
                    let head = format!("{}  {name}   {said}", icons::PERSON);
                    clicked = column(ui, lang, &head, &cards).or(clicked.take());
                });
            }
        });
    });
    clicked
}

/// A column of cards under its head.
fn column(ui: &mut Ui, lang: Language, head: &str, cards: &[Card<'_>]) -> Option<Place> {
    let mut clicked = None;
    ui.label(RichText::new(head).font(theme::strong()));
    ui.separator();
    let area = egui::ScrollArea::vertical().id_salt(head.to_owned()).auto_shrink(false);
    area.show(ui, |ui| {
        for (item, finding) in cards {
            if card(ui, lang, item, finding) {
                clicked = Some((item.record.id.clone(), finding.id.clone()));
            }
        }
    });
    clicked
}

fn state_of(finding: &Finding) -> ActionState {
    finding.action.as_ref().map_or(ActionState::Open, |action| action.state)
}

/// The sign of a state.
pub(super) const fn sign(state: ActionState, overdue: bool) -> &'static str {
    match (state, overdue) {
        (ActionState::VerifiedClosed, _) => icons::CHECK_CIRCLE,
        (ActionState::Done, _) => icons::PENDING,
        (ActionState::Open, true) => icons::ERROR,
        (ActionState::Open, false) => icons::CIRCLE,
    }
}

fn card(ui: &mut Ui, lang: Language, item: &FollowUp, finding: &Finding) -> bool {
    let colors = theme::colors_of(ui.visuals());
    let frame = egui::Frame::group(ui.style()).fill(colors.card);
    let response = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let sign = sign(state_of(finding), item.overdue_days.is_some());
        let text = format!("{sign}  {}", finding.text);
        ui.add(egui::Label::new(text).wrap().selectable(false));
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
