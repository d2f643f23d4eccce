//! What is timed: the checkpoints in the order in which they are expected, with their targets.

use eframe::egui::{self, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::sheet::Sheet;
use crate::app::field;
use crate::app::{icons, theme};
use crate::drill::{
    Checkpoint, CheckpointId, CheckpointKind, Prediction, Scenario, TARGET_MARGIN,
    propose_checkpoints, propose_targets,
};
use crate::language::{Message, msg};

const ROW: f32 = 28.0;

pub(super) fn show(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let lang = sheet.lang;
    let Some(building) = sheet.building else { return };
    let site = &sheet.contents.manifest.site;
    let scenario = sheet.scenario;
    if scenario.checkpoints.is_empty() {
        let title = lang.t("scenario-no-checkpoints");
        let hint = lang.t("scenario-no-checkpoints-hint");
        if field::invite(ui, icons::TIMER, &title, &hint, &lang.t("scenario-propose")) {
            take_up(sheet, propose_checkpoints(building, site));
        }
        return;
    }
    let missing: Vec<Checkpoint> = propose_checkpoints(building, site)
        .into_iter()
        .filter(|checkpoint| scenario.checkpoint(&checkpoint.id).is_none())
        .collect();
    ui.horizontal(|ui| {
        let add = format!("{}  {}", icons::ADD, lang.t("scenario-add-checkpoint"));
        ui.menu_button(add, |ui| {
            if ui.button(lang.t("scenario-own-checkpoint")).clicked() {
                add_own(sheet);
            }
            if !missing.is_empty() {
                ui.separator();
            }
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for checkpoint in &missing {
                    if ui.button(lang.say(&checkpoint.title(building, site))).clicked() {
                        take_up(sheet, vec![checkpoint.clone()]);
                    }
                }
            });
        });
        if !missing.is_empty() {
            let words = lang.say(&msg!("scenario-add-missing", count = missing.len()));
            if field::button(ui, icons::CHECKLIST, &words) {
                take_up(sheet, missing.clone());
            }
        }
        let from_prediction = lang.t("scenario-targets-from-prediction");
        if field::button(ui, icons::TARGET, &from_prediction) {
            targets_from_prediction(sheet);
        }
        let without = scenario.checkpoints.iter().filter(|c| c.target.is_none()).count();
        let text = lang.say(&msg!(
            "scenario-checkpoint-summary",
            count = scenario.checkpoints.len(),
            without = without
        ));
        ui.label(RichText::new(text).color(theme::colors_of(ui.visuals()).weak));
    });
    carried(ui, sheet);
    ui.add_space(theme::GAP);
    let last = scenario.checkpoints.len() - 1;
    TableBuilder::new(ui)
        .striped(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::exact(36.0))
        .column(Column::remainder().at_least(240.0).clip(true))
        .column(Column::exact(130.0))
        .column(Column::exact(90.0))
        .column(Column::exact(96.0))
        .header(22.0, |mut row| {
            let heads = [
                String::new(),
                lang.t("scenario-column-checkpoint"),
                lang.t("scenario-column-duty"),
                lang.t("scenario-column-target"),
                String::new(),
            ];
            for head in heads {
                row.col(|ui| field::head(ui, &head));
            }
        })
        .body(|body| {
            body.rows(ROW, scenario.checkpoints.len(), |mut row| {
                let index = row.index();
                let checkpoint = &scenario.checkpoints[index];
                let title = lang.say(&checkpoint.title(building, site));
                row.col(|ui| field::head(ui, &(index + 1).to_string()));
                row.col(|ui| name(ui, sheet, checkpoint, &title));
                row.col(|ui| {
                    let weak = theme::colors_of(ui.visuals()).weak;
                    let (icon, duty) = duty(&checkpoint.kind);
                    let duty = lang.say(&duty);
                    ui.label(RichText::new(format!("{icon}  {duty}")).color(weak));
                });
                row.col(|ui| target(ui, sheet, checkpoint, &title));
                row.col(|ui| actions(ui, sheet, (index, last), checkpoint, &title));
            });
        });
}

/// Offers to look again at what earlier drills left open.
fn carried(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let Some(building) = sheet.building.filter(|_| !sheet.carried.is_empty()) else { return };
    let lang = sheet.lang;
    let colors = theme::colors_of(ui.visuals());
    let mut add = false;
    egui::Frame::group(ui.style()).fill(colors.card).show(ui, |ui| {
        ui.horizontal(|ui| {
            let said = lang.say(&msg!("scenario-carried", count = sheet.carried.len()));
            let text = RichText::new(format!("{}  {said}", icons::WARNING)).color(colors.warn);
            ui.label(text);
            add = field::button(ui, icons::ADD, &lang.t("scenario-carried-add"));
        });
        let site = &sheet.contents.manifest.site;
        let names = sheet.carried.iter().map(|one| lang.say(&one.title(building, site)));
        let names = names.collect::<Vec<_>>().join("  ·  ");
        ui.add(egui::Label::new(RichText::new(names).small().color(colors.weak)).truncate());
    });
    if add {
        let carried = sheet.carried.clone();
        sheet.edit(msg!("scenario-step-carried"), move |scenario| {
            scenario.checkpoints.extend(carried);
        });
    }
}

fn name(ui: &mut Ui, sheet: &mut Sheet<'_>, checkpoint: &Checkpoint, title: &str) {
    if checkpoint.kind != CheckpointKind::Custom {
        ui.add(egui::Label::new(title).truncate()).on_hover_text(title);
        return;
    }
    let name = sheet.lang.say(&msg!("scenario-checkpoint-name", title = title));
    let hint = sheet.lang.t("scenario-own-checkpoint-hint");
    let width = ui.available_width() - theme::GAP;
    if let Some(text) = field::text(ui, &name, &checkpoint.name, width, &hint) {
        let id = checkpoint.id.clone();
        let field = format!("checkpoint-{id}");
        sheet.typing(&field, msg!("scenario-step-checkpoints"), move |scenario| {
            if let Some(checkpoint) = of(scenario, &id) {
                checkpoint.name = text;
            }
        });
    }
}

fn target(ui: &mut Ui, sheet: &mut Sheet<'_>, checkpoint: &Checkpoint, title: &str) {
    let name = sheet.lang.say(&msg!("scenario-target-of", title = title));
    if let Some(target) = field::time(ui, &name, checkpoint.target, "–:––") {
        let id = checkpoint.id.clone();
        sheet.edit(msg!("scenario-step-target", title = title), move |scenario| {
            if let Some(checkpoint) = of(scenario, &id) {
                checkpoint.target = target;
            }
        });
    }
}

fn actions(
    ui: &mut Ui,
    sheet: &mut Sheet<'_>,
    (index, last): (usize, usize),
    checkpoint: &Checkpoint,
    title: &str,
) {
    let lang = sheet.lang;
    let mut swap = |ui: &mut Ui, icon, name: &str, enabled: bool, other: usize| {
        let pressed = ui.add_enabled_ui(enabled, |ui| field::icon(ui, icon, name)).inner;
        if pressed {
            sheet.edit(msg!("scenario-step-order"), move |scenario| {
                scenario.checkpoints.swap(index, other);
            });
        }
    };
    let up = lang.say(&msg!("scenario-move-up", title = title));
    swap(ui, icons::ARROW_UP, &up, index > 0, index.saturating_sub(1));
    let down = lang.say(&msg!("scenario-move-down", title = title));
    swap(ui, icons::ARROW_DOWN, &down, index < last, (index + 1).min(last));
    let remove = lang.say(&msg!("scenario-remove-checkpoint", title = title));
    if field::icon(ui, icons::DELETE, &remove) {
        let id = checkpoint.id.clone();
        sheet.edit(remove_label(title), move |scenario| scenario.remove_checkpoint(&id));
    }
}

fn remove_label(title: &str) -> Message {
    msg!("scenario-remove-checkpoint", title = title)
}

fn of<'a>(scenario: &'a mut Scenario, id: &CheckpointId) -> Option<&'a mut Checkpoint> {
    scenario.checkpoints.iter_mut().find(|checkpoint| checkpoint.id == *id)
}

fn take_up(sheet: &mut Sheet<'_>, proposed: Vec<Checkpoint>) {
    let Some(building) = sheet.building else { return };
    let order = propose_checkpoints(building, &sheet.contents.manifest.site);
    sheet.edit(msg!("scenario-step-propose-checkpoints"), move |scenario| {
        scenario.take_up(proposed, &order);
    });
}

/// Sets the targets that the hydraulic prediction of this scenario gives, with its margin.
fn targets_from_prediction(sheet: &mut Sheet<'_>) {
    let Some(building) = sheet.building else { return };
    let flow = sheet.scenario.predict_flow(building);
    let site = &sheet.contents.manifest.site;
    let prediction = Prediction::from_flow(sheet.scenario, building, site, &flow);
    sheet.edit(msg!("scenario-step-targets"), move |scenario| {
        propose_targets(scenario, &prediction, TARGET_MARGIN);
    });
}

fn add_own(sheet: &mut Sheet<'_>) {
    sheet.edit(msg!("scenario-step-checkpoints"), |scenario| {
        let id = scenario.free_checkpoint_id();
        let checkpoint =
            Checkpoint { id, name: String::new(), kind: CheckpointKind::Custom, target: None };
        scenario.checkpoints.push(checkpoint);
    });
}

/// Which of a worker's duties a checkpoint times.
fn duty(kind: &CheckpointKind) -> (&'static str, Message) {
    use CheckpointKind as K;
    match kind {
        K::Alarm | K::AlarmConfirmed => (icons::ALARM, msg!("scenario-duty-alarm")),
        K::EvacuationOrder => (icons::CAMPAIGN, msg!("scenario-duty-command")),
        K::FireReported => (icons::CALL, msg!("scenario-duty-report")),
        K::FirstAttack => (icons::EXTINGUISHER, msg!("scenario-duty-attack")),
        K::SpaceCleared(_) | K::StoreyCleared(_) => (icons::RUN, msg!("scenario-duty-escape")),
        K::ExitFirst(_) | K::ExitLast(_) => (icons::EXIT, msg!("scenario-duty-escape")),
        K::DoorChecked(_) => (icons::SENSOR_DOOR, msg!("scenario-duty-fire-door")),
        K::HeadCount(_) | K::AllAccountedFor => {
            (icons::ASSEMBLY_POINT, msg!("scenario-duty-head-count"))
        }
        K::AllClear => (icons::FINISH, msg!("scenario-duty-command")),
        K::Custom => (icons::EDIT_NOTE, msg!("scenario-duty-own")),
    }
}
