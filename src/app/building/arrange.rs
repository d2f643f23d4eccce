//! What is done to a selection as a whole: moving, turning, aligning, mirroring, copying.

use eframe::egui::{self, Ui};

use super::wish::{Scene, Wish};
use super::{Editor, field};
use crate::building::edit::{Alignment, Edit};
use crate::building::{ElementId, Storey};
use crate::language::Choice;

impl Editor {
    /// Moving and turning by number, and what else is done to a selection as a whole.
    pub(super) fn arrange(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        field::group(ui, &scene.t("inspector-arrange"));
        if let Some(dx) = field::number(ui, &scene.t("field-move-x"), self.by.0, -1e4..=1e4, " m") {
            self.by.0 = dx;
        }
        if let Some(dy) = field::number(ui, &scene.t("field-move-y"), self.by.1, -1e4..=1e4, " m") {
            self.by.1 = dy;
        }
        let angle = field::number(ui, &scene.t("field-turn"), self.by.2, -360.0..=360.0, "°");
        self.by.2 = angle.unwrap_or(self.by.2);
        buttons(ui, |ui| {
            if ui.button(scene.t("action-move")).clicked() {
                let elements = self.selection.clone();
                let (dx, dy, _) = self.by;
                wishes.push(Wish::Edit(Edit::Move { elements, dx, dy }));
            }
            if ui.button(scene.t("action-turn")).clicked() {
                self.turn(self.by.2, wishes);
            }
            if ui.button(scene.t("action-duplicate")).clicked() {
                self.duplicate(scene, wishes);
            }
            if ui.button(scene.t("action-delete")).clicked() {
                self.delete(wishes);
            }
        });
        buttons(ui, |ui| {
            self.align_menu(ui, scene, wishes);
            self.storeys_menu(ui, scene, wishes);
        });
        buttons(ui, |ui| {
            for (sideways, key) in [(true, "action-mirror-sideways"), (false, "action-mirror-up")] {
                if ui.button(scene.t(key)).clicked() {
                    let elements = self.selection.clone();
                    wishes.push(Wish::Edit(Edit::Mirror { elements, sideways }));
                }
            }
        });
        self.joining(ui, scene, wishes);
        self.beside_wall(ui, scene, wishes);
    }

    fn align_menu(&self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        ui.add_enabled_ui(self.selection.len() > 1, |ui| {
            ui.menu_button(scene.t("action-align"), |ui| {
                for to in Alignment::ALL {
                    let spreads = matches!(to, Alignment::SpreadSideways | Alignment::SpreadUp);
                    let enough = !spreads || self.selection.len() > 2;
                    let button = egui::Button::new(scene.t(to.key()));
                    if ui.add_enabled(enough, button).clicked() {
                        let elements = self.selection.clone();
                        wishes.push(Wish::Edit(Edit::Align { elements, to: *to }));
                    }
                }
            });
        });
    }

    /// Copies the selection to another storey, or to all of them.
    fn storeys_menu(&self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let others = scene.building.storeys.iter().filter(|storey| storey.id != *scene.storey);
        let others: Vec<&Storey> = others.rev().collect();
        ui.add_enabled_ui(!others.is_empty(), |ui| {
            ui.menu_button(scene.t("action-copy-to"), |ui| {
                for storey in &others {
                    if ui.button(&storey.name).clicked() {
                        self.copy_to(scene, vec![storey.id.clone()], wishes);
                    }
                }
                if others.len() > 1 && ui.button(scene.t("action-all-storeys")).clicked() {
                    let all = others.iter().map(|storey| storey.id.clone()).collect();
                    self.copy_to(scene, all, wishes);
                }
            });
        });
    }

    /// Spaces of several storeys become a stair, of one storey one space.
    fn joining(&self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let spaces: Vec<_> = scene
            .building
            .spaces()
            .filter(|(_, space)| self.selection.contains(&ElementId::from(&space.id)))
            .collect();
        if spaces.len() < 2 {
            return;
        }
        let ids = spaces.iter().map(|(_, space)| space.id.clone());
        buttons(ui, |ui| {
            if ui.button(scene.t("action-merge")).clicked() {
                wishes.push(Wish::Edit(Edit::Merge(ids.clone().collect())));
            }
            if ui.button(scene.t("action-join-stair")).clicked() {
                let name = format!("S{}", scene.building.stairs.len() + 1);
                wishes.push(Wish::Edit(Edit::JoinStair { name, spaces: ids.clone().collect() }));
            }
        });
    }

    /// A wall at a distance beside the selected one.
    fn beside_wall(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let (1, Some(ElementId::Wall(wall))) = (self.selection.len(), self.selection.first())
        else {
            return;
        };
        let wall = wall.clone();
        let label = scene.t("field-offset");
        if let Some(distance) = field::number(ui, &label, self.offset, -100.0..=100.0, " m") {
            self.offset = distance;
        }
        if ui.button(scene.t("action-offset")).clicked() {
            let distance = self.offset;
            wishes.push(Wish::Edit(Edit::OffsetWall { wall, distance }));
        }
    }
}

/// Buttons side by side: one that no longer fits goes into the next line instead of breaking its words.
fn buttons(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        add(ui);
    });
}
