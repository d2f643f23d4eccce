//! What the keys do on the plan, and what is done to a selection as a whole.

use eframe::egui::{self, Key, Modifiers};

use super::Editor;
use super::drawing;
use super::snap::{self, Snap};
use super::tool::Tool;
use super::units;
use super::wish::{Scene, Selection, Wish};
use crate::building::edit::{Clip, Edit, Element};
use crate::building::{ElementId, Segment, StoreyId, Swing};

impl Editor {
    pub(super) fn keys(
        &mut self,
        ui: &egui::Ui,
        scene: &Scene<'_>,
        snapped: Option<Snap>,
        wishes: &mut Vec<Wish>,
    ) {
        let Some(storey) = scene.storey() else { return };
        let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed(Key::Escape) {
            if self.designating.take().is_some() {
                // The selection stays: its route is still to be seen.
            } else if self.draft.is_begun() {
                self.draft.clear();
            } else if self.tool != Tool::Select || self.known.is_some() {
                self.tool = Tool::Select;
                self.known = None;
            } else {
                self.selection.clear();
            }
            self.measured = None;
        }
        self.draft.unit = units::of(ui.ctx());
        if self.draft.is_begun() {
            let typed: Vec<String> = ui.input(|i| {
                let texts = i.events.iter().filter_map(|event| match event {
                    egui::Event::Text(text) => Some(text.clone()),
                    _ => None,
                });
                texts.collect()
            });
            for text in typed {
                self.draft.type_text(&text);
            }
            if pressed(Key::Backspace) && self.draft.typed.pop().is_none() {
                self.draft.points.pop();
            }
            if pressed(Key::Enter) {
                let many = self.tool.points().is_none();
                if many && self.draft.typed.is_empty() {
                    self.finish(scene, storey, wishes);
                } else if let Some(snap) = snapped {
                    self.set_point(scene, storey, snap.point, wishes);
                }
            }
            return;
        }
        if self.is_designating() && pressed(Key::Enter) {
            self.end_designating(wishes);
        }
        for tool in Tool::BAR {
            if tool.shortcut().is_some_and(pressed) && (!scene.read_only || tool == Tool::Select) {
                self.tool = tool;
                self.measured = None;
            }
        }
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::A)) {
            let all = drawing::inside(&self.view, scene, storey, egui::Rect::EVERYTHING);
            let own = all.into_iter().filter(|id| !matches!(id, ElementId::Site(_)));
            self.select(own.collect());
        }
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy))) {
            self.copy(scene);
        }
        if scene.read_only {
            return;
        }
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Cut))) {
            self.copy(scene);
            self.delete(wishes);
        }
        if ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Paste(_)))) {
            self.paste(scene, wishes);
        }
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            self.delete(wishes);
        }
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::D)) {
            self.duplicate(scene, wishes);
        }
        if pressed(Key::R) {
            self.turn(90.0, wishes);
        }
        if pressed(Key::F) {
            self.flip(scene, wishes);
        }
        if pressed(Key::O) {
            self.show.ortho = !self.show.ortho;
        }
        let fine = ui.input(|i| i.modifiers.shift);
        let step = if fine { 0.01 } else { snap::grid(&self.view) };
        let arrow = |key: Key| {
            ui.input_mut(|i| {
                i.consume_key(Modifiers::NONE, key) || i.consume_key(Modifiers::SHIFT, key)
            })
        };
        let right = f64::from(i8::from(arrow(Key::ArrowRight)) - i8::from(arrow(Key::ArrowLeft)));
        let up = f64::from(i8::from(arrow(Key::ArrowUp)) - i8::from(arrow(Key::ArrowDown)));
        if (right != 0.0 || up != 0.0) && !self.selection.is_empty() {
            let elements = self.selection.clone();
            let edit = Edit::Move { elements, dx: right * step, dy: up * step };
            wishes.push(Wish::Typed("nudge".to_owned(), edit));
        }
    }

    pub(super) fn copy(&mut self, scene: &Scene<'_>) {
        let clip = Clip::of(scene.building, scene.storey, &self.selection);
        if !clip.is_empty() {
            self.clip = Some((clip, scene.storey.clone()));
        }
    }

    pub(super) fn paste(&self, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let Some((clip, from)) = &self.clip else { return };
        // On another storey a copy belongs at the same place, on its own beside the original.
        let aside = if from == scene.storey { 1.0 } else { 0.0 };
        let clip = Box::new(clip.clone());
        let storey = scene.storey.clone();
        wishes.push(Wish::Edit(Edit::Paste { clip, storey, dx: aside, dy: -aside }));
    }

    pub(super) fn duplicate(&self, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let clip = Clip::of(scene.building, scene.storey, &self.selection);
        if !clip.is_empty() {
            let storey = scene.storey.clone();
            let clip = Box::new(clip);
            wishes.push(Wish::Edit(Edit::Paste { clip, storey, dx: 1.0, dy: -1.0 }));
        }
    }

    /// Copies the selection to the same place of other storeys.
    pub(super) fn copy_to(&self, scene: &Scene<'_>, to: Vec<StoreyId>, wishes: &mut Vec<Wish>) {
        let clip = Clip::of(scene.building, scene.storey, &self.selection);
        if !clip.is_empty() {
            wishes.push(Wish::Edit(Edit::CopyToStoreys { clip: Box::new(clip), storeys: to }));
        }
    }

    pub(super) fn delete(&self, wishes: &mut Vec<Wish>) {
        if !self.selection.is_empty() {
            wishes.push(Wish::Edit(Edit::Delete(self.selection.clone())));
        }
    }

    pub(super) fn turn(&self, degrees: f64, wishes: &mut Vec<Wish>) {
        if !self.selection.is_empty() {
            let elements: Selection = self.selection.clone();
            wishes.push(Wish::Edit(Edit::Turn { elements, degrees }));
        }
    }

    pub(super) fn flip(&self, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let doors = scene
            .building
            .doors()
            .filter(|(_, door)| self.selection.contains(&ElementId::from(&door.id)));
        let flipped: Vec<Element> = doors
            .map(|(_, door)| {
                let mut door = door.clone();
                // Left, right, and then both again from the other hinge.
                match door.swing {
                    Swing::Left => door.swing = Swing::Right,
                    Swing::Right => {
                        door.swing = Swing::Left;
                        door.line = Segment::new(door.line.b, door.line.a);
                    }
                    _ => door.line = Segment::new(door.line.b, door.line.a),
                }
                Element::Door(door)
            })
            .collect();
        if !flipped.is_empty() {
            wishes.push(Wish::Edit(Edit::Set(flipped)));
        }
    }
}
