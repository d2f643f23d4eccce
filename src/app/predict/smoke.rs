//! The page that shows what the smoke of the assumed fire does, and what it does not claim.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::PredictPlace;
use super::canvas::name;
use super::tables;
use super::work::Answer;
use crate::app::desk::Desk;
use crate::app::theme;
use crate::building::ElementId;
use crate::language::{Choice, msg};
use crate::units::Seconds;

impl PredictPlace {
    pub(super) fn smoke(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Arc<Answer>) {
        let lang = desk.lang;
        let scenario = &answer.subject.scenario;
        let (Some(in_smoke), Some(fire)) = (&answer.smoke, &scenario.fire) else {
            ui.label(RichText::new(lang.t("predict-smoke-none")).font(theme::strong()));
            ui.label(lang.t("predict-smoke-none-hint"));
            return;
        };
        let title = lang.say(&msg!(
            "predict-smoke-fire",
            space = name(answer, &ElementId::from(&fire.space)),
            growth = lang.t(fire.growth.key())
        ));
        ui.label(RichText::new(title).font(theme::strong()));
        ui.add_space(theme::GAP);
        let smoky = in_smoke.smoke.reaches(in_smoke.flow.used());
        let smoky = smoky.map_or_else(|| lang.t("predict-smoke-never"), Seconds::clock);
        let figures = [
            ("predict-smoke-without", answer.flow.total.clock()),
            ("predict-smoke-with", in_smoke.flow.total.clock()),
            ("predict-smoke-exposed", in_smoke.flow.exposed.to_string()),
            ("predict-smoke-reaches", smoky),
        ];
        egui::Grid::new("predict-smoke").num_columns(2).striped(true).show(ui, |ui| {
            for (key, value) in figures {
                ui.label(lang.t(key));
                ui.label(RichText::new(value).font(theme::strong()));
                ui.end_row();
            }
        });
        ui.add_space(theme::GROUP_GAP);
        let table = tables::smoky(lang, answer, in_smoke);
        if table.rows.is_empty() {
            ui.label(lang.t("predict-smoke-clear"));
        } else {
            self.table(ui, desk, answer, &table);
        }
        ui.add_space(theme::GROUP_GAP);
        ui.label(RichText::new(lang.t("predict-limits")).font(theme::strong()));
        ui.label(lang.t("predict-smoke-limits"));
    }
}
