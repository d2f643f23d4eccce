//! Labelled inputs of the inspector: each shows a value and returns what the user made of it.

use std::ops::RangeInclusive;

use eframe::egui::{self, Ui, vec2};

use super::units::{self, LengthUnit};
use crate::app::{help, widgets};
use crate::language::{Choice, Language, Message};

/// The width of the labels, so that the inputs stand in one column.
const LABEL: f32 = 122.0;

fn row<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui, egui::Id) -> R) -> R {
    ui.horizontal(|ui| {
        let size = vec2(LABEL, ui.spacing().interact_size.y);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let id = ui
            .allocate_ui_with_layout(size, layout, |ui| {
                ui.set_min_width(LABEL);
                help::hover(ui.add(egui::Label::new(label).truncate()), label).id
            })
            .inner;
        add(ui, id)
    })
    .inner
}

/// A line of text.
pub(super) fn text(ui: &mut Ui, label: &str, value: &str) -> Option<String> {
    row(ui, label, |ui, id| {
        let mut text = value.to_owned();
        let edit = egui::TextEdit::singleline(&mut text).desired_width(f32::INFINITY);
        ui.add(edit).labelled_by(id).changed().then_some(text)
    })
}

/// A number with its unit.
pub(super) fn number(
    ui: &mut Ui,
    label: &str,
    value: f64,
    range: RangeInclusive<f64>,
    unit: &str,
) -> Option<f64> {
    row(ui, label, |ui, id| {
        // Lengths follow the unit that was chosen; every other number has its own.
        let length = unit == LengthUnit::Metres.suffix();
        let chosen = if length { units::of(ui.ctx()) } else { LengthUnit::Metres };
        let per = chosen.of_a_metre();
        let mut number = value * per;
        let drag = egui::DragValue::new(&mut number)
            .range(range.start() * per..=range.end() * per)
            .clamp_existing_to_range(false)
            .speed(0.01 * per)
            .max_decimals(if per > 1.0 { 0 } else { 3 })
            .suffix(if length { chosen.suffix() } else { unit });
        ui.add(drag).labelled_by(id).changed().then(|| number / per)
    })
}

/// A whole number.
pub(super) fn count(ui: &mut Ui, label: &str, value: u32, most: u32) -> Option<u32> {
    row(ui, label, |ui, id| {
        let mut number = value;
        let drag = egui::DragValue::new(&mut number).range(0..=most).speed(0.1);
        ui.add(drag).labelled_by(id).changed().then_some(number)
    })
}

/// One of the alternatives of a [`Choice`].
pub(super) fn choice<C: Choice>(
    ui: &mut Ui,
    language: Language,
    label: &str,
    value: C,
) -> Option<C> {
    let name = |choice: C| language.say(&Message::new(choice.key()));
    let names: Vec<(C, String)> = C::ALL.iter().map(|choice| (*choice, name(*choice))).collect();
    pick(ui, label, &value, &name(value), &names)
}

/// One of a list.
pub(super) fn pick<T: Clone + PartialEq>(
    ui: &mut Ui,
    label: &str,
    value: &T,
    shown: &str,
    all: &[(T, String)],
) -> Option<T> {
    row(ui, label, |ui, id| {
        let mut chosen = value.clone();
        let combo = egui::ComboBox::from_id_salt((label, "pick"))
            .selected_text(shown)
            .width(ui.available_width() - 8.0)
            .truncate();
        let response = combo.show_ui(ui, |ui| {
            for (item, name) in all {
                ui.selectable_value(&mut chosen, item.clone(), name);
            }
        });
        response.response.labelled_by(id);
        (chosen != *value).then_some(chosen)
    })
}

/// Yes or no.
pub(super) fn flag(ui: &mut Ui, label: &str, value: bool) -> Option<bool> {
    let mut flag = value;
    help::hover(widgets::tick(ui, &mut flag, label), label).changed().then_some(flag)
}

/// A line of facts.
pub(super) fn fact(ui: &mut Ui, label: &str, value: &str) {
    row(ui, label, |ui, _| {
        ui.add(egui::Label::new(egui::RichText::new(value).strong()).wrap());
    });
}

/// The heading of a group.
pub(super) fn group(ui: &mut Ui, title: &str) {
    ui.add_space(8.0);
    help::hover(ui.label(egui::RichText::new(title).small().strong()), title);
    ui.separator();
}
