//! What the conductor tells during the drill: the master scenario events list.

use eframe::egui::{self, Frame, Margin, RichText, Ui};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::{icons, theme, widgets};
use crate::drill::{CheckpointId, Inject, Role, Trigger};
use crate::language::msg;
use crate::units::Seconds;

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let scenario = sheet.scenario;
    if scenario.injects.is_empty() {
        let (title, hint) = (lang.t("scenario-no-injects"), lang.t("scenario-no-injects-hint"));
        if field::invite(ui, icons::BOLT, &title, &hint, &lang.t("scenario-add-inject")) {
            add(sheet);
        }
        return;
    }
    for (index, inject) in scenario.injects.iter().enumerate() {
        let colors = theme::colors_of(ui.visuals());
        let frame = Frame::group(ui.style()).fill(colors.card).inner_margin(Margin::same(10));
        frame.show(ui, |ui| {
            ui.push_id(inject.id.as_str(), |ui| {
                ui.set_width(ui.available_width().min(860.0));
                card(ui, sheet, index, inject);
            });
        });
    }
    if field::button(ui, icons::ADD, &lang.t("scenario-add-inject")) {
        add(sheet);
    }
}

fn card(ui: &mut Ui, sheet: &mut Sheet<'_>, index: usize, inject: &Inject) {
    let lang = sheet.lang;
    let number = index + 1;
    let own = |key: &'static str| {
        lang.say(&msg!("scenario-of-inject", field = lang.t(key), number = number))
    };
    ui.horizontal(|ui| {
        let title = lang.say(&msg!("scenario-inject-number", number = number));
        ui.label(RichText::new(format!("{}  {title}", icons::BOLT)).font(theme::strong()));
        trigger(
            ui,
            sheet,
            index,
            inject,
            &own("scenario-inject-when"),
            &own("scenario-inject-time"),
        );
        ui.label(lang.t("scenario-inject-to"));
        let mut to = inject.to;
        if widgets::choice(ui, lang, &own("scenario-inject-to"), &mut to) {
            change(sheet, index, "to", move |inject| inject.to = to);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = lang.say(&msg!("scenario-remove-inject", number = number));
            if field::icon(ui, icons::DELETE, &name) {
                sheet.edit(msg!("scenario-step-injects"), move |scenario| {
                    scenario.injects.remove(index);
                });
            }
        });
    });
    ui.columns(2, |columns| {
        let name = own("scenario-inject-message");
        let width = f32::INFINITY;
        field::head(&mut columns[0], &lang.t("scenario-inject-message"));
        let hint = lang.t("scenario-inject-message-hint");
        let text = field::lines(&mut columns[0], &name, &inject.message, width, &hint);
        if let Some(text) = text {
            change(sheet, index, "message", move |inject| inject.message = text);
        }
        let name = own("scenario-inject-expected");
        field::head(&mut columns[1], &lang.t("scenario-inject-expected"));
        let hint = lang.t("scenario-inject-expected-hint");
        let text = field::lines(&mut columns[1], &name, &inject.expected, width, &hint);
        if let Some(text) = text {
            change(sheet, index, "expected", move |inject| inject.expected = text);
        }
    });
}

fn trigger(
    ui: &mut Ui,
    sheet: &mut Sheet<'_>,
    index: usize,
    inject: &Inject,
    when: &str,
    time: &str,
) {
    let lang = sheet.lang;
    let (upon, delay) = match &inject.trigger {
        Trigger::At(time) => (None, *time),
        Trigger::Upon(checkpoint, delay) => (Some(checkpoint.clone()), *delay),
    };
    let mut all: Vec<(Option<CheckpointId>, String)> =
        vec![(None, lang.t("scenario-inject-alarm"))];
    if let Some(building) = sheet.building {
        let site = &sheet.contents.manifest.site;
        all.extend(sheet.scenario.checkpoints.iter().map(|checkpoint| {
            (Some(checkpoint.id.clone()), lang.say(&checkpoint.title(building, site)))
        }));
    }
    if let Some(delay) = field::time(ui, time, Some(delay), "0:00") {
        let delay = delay.unwrap_or(Seconds::ZERO);
        let upon = upon.clone();
        change(sheet, index, "time", move |inject| inject.trigger = made(upon, delay));
    }
    ui.label(lang.t("scenario-inject-after"));
    let gone = upon.as_ref().map(ToString::to_string).unwrap_or_default();
    if let Some(picked) = field::pick(ui, when, Some(&upon), &all, (220.0, &gone)) {
        change(sheet, index, "upon", move |inject| inject.trigger = made(picked, delay));
    }
}

fn made(upon: Option<CheckpointId>, delay: Seconds) -> Trigger {
    match upon {
        Some(checkpoint) => Trigger::Upon(checkpoint, delay),
        None => Trigger::At(delay),
    }
}

fn change(
    sheet: &mut Sheet<'_>,
    index: usize,
    field: &str,
    change: impl FnOnce(&mut Inject) + 'static,
) {
    let field = format!("inject-{index}-{field}");
    sheet.typing(&field, msg!("scenario-step-injects"), move |scenario| {
        if let Some(inject) = scenario.injects.get_mut(index) {
            change(inject);
        }
    });
}

fn add(sheet: &mut Sheet<'_>) {
    sheet.edit(msg!("scenario-step-injects"), |scenario| {
        let inject = Inject {
            id: scenario.free_inject_id(),
            trigger: Trigger::At(Seconds::new(60.0)),
            to: Role::EvacuationGuide,
            message: String::new(),
            expected: String::new(),
        };
        scenario.injects.push(inject);
    });
}
