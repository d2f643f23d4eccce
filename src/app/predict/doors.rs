//! The page of doors and stairs: where people wait, and what passes against what could.

use std::sync::Arc;

use eframe::egui::{RichText, Ui};

use super::work::Answer;
use super::{PredictPlace, chart, tables};
use crate::app::desk::Desk;
use crate::app::theme;
use crate::building::ElementId;
use crate::egress::flow::{Curve, capacity, rates};
use crate::exchange::figure::{Chart, Line};
use crate::language::{Language, msg};

impl PredictPlace {
    pub(super) fn doors(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        self.ask_for_model(ui, lang);
        let chosen = self
            .selection
            .iter()
            .next()
            .filter(|element| matches!(element, ElementId::Door(_) | ElementId::Stair(_)));
        let busiest = || tables::busiest(answer, |element| self.passed(answer, element));
        match chosen.cloned().or_else(busiest) {
            Some(element) => {
                let passed = self.passed(answer, &element).cloned().unwrap_or_default();
                let rate = rate_chart(lang, answer, &element, &passed);
                self.chart(ui, desk, &rate, 160.0);
            }
            None => {
                let weak = theme::colors_of(ui.visuals()).weak;
                ui.label(RichText::new(lang.t("predict-doors-none")).color(weak));
            }
        }
        ui.add_space(theme::GROUP_GAP);
        let waits = tables::queues(lang, answer, self.shown(answer));
        if waits.rows.is_empty() {
            ui.label(lang.t("predict-no-queue"));
        } else {
            ui.label(lang.t("predict-bottlenecks-hint"));
            ui.add_space(theme::GAP);
            self.table(ui, desk, answer, &waits);
        }
        ui.add_space(theme::GROUP_GAP);
        let flows = tables::flows(lang, answer, |element| self.passed(answer, element));
        self.table(ui, desk, answer, &flows);
        ui.add_space(theme::GROUP_GAP);
        self.explained(ui, lang, answer);
    }

    /// How many had passed a door or a stair over time, by the model that the page shows.
    fn passed<'a>(&'a self, answer: &'a Answer, element: &ElementId) -> Option<&'a Curve> {
        let walked = self.walked(answer);
        let flow = self.shown(answer);
        if let ElementId::Door(id) = element
            && let Some(exit) = flow.exits.get(id).filter(|exit| exit.people > 0)
        {
            return Some(&exit.passed);
        }
        match walked {
            Some(walk) => walk.heat.passed.get(element),
            None => flow.passed.get(element),
        }
    }
}

/// Persons a second through a door or a stair, and what it can let through.
fn rate_chart(lang: Language, answer: &Answer, element: &ElementId, passed: &Curve) -> Chart {
    let name = super::canvas::name(answer, element);
    let title = lang.say(&msg!("predict-rate", element = name.as_str()));
    let limit = capacity(&answer.staged, element).map(|most| (lang.t("predict-capacity"), most));
    let lines = vec![Line { name, points: rates(passed), stairs: false }];
    Chart { lines, limit, value: lang.t("predict-rate-unit"), ..chart::people(lang, title) }
}
