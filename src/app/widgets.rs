//! Small controls that several places share.

use eframe::egui::{self, Align2, Button, IntoAtoms, Response, RichText, Stroke, Ui, vec2};

use super::theme;
use crate::language::{Choice, Language};

/// A list to pick one alternative of a [`Choice`] from. `label` names it for screen readers and
/// must differ between the lists of one form. Returns whether another one was picked.
pub fn choice<T: Choice>(ui: &mut Ui, lang: Language, label: &str, value: &mut T) -> bool {
    let before = *value;
    let shown = lang.t(before.key());
    let response = egui::ComboBox::from_id_salt(label)
        .selected_text(shown)
        .width(ui.available_width().min(180.0))
        .show_ui(ui, |ui| {
            for alternative in T::ALL {
                ui.selectable_value(value, *alternative, lang.t(alternative.key()));
            }
        })
        .response;
    named(&response, egui::Role::ComboBox, label);
    *value != before
}

/// Gives a control the name that screen readers speak.
pub fn named(response: &Response, kind: egui::Role, label: &str) {
    let label = label.to_owned();
    let enabled = response.enabled();
    response.widget_info(move || egui::WidgetInfo::labeled(kind, enabled, &label));
}

/// A square button with an icon and a name; the name is its tooltip and what screen readers say.
pub fn tool(ui: &mut Ui, icon: &str, name: &str, selected: bool) -> Response {
    let size = vec2(theme::TOOL_SIZE, theme::TOOL_SIZE);
    let button = Button::new(RichText::new(icon).size(18.0)).selected(selected).min_size(size);
    let response = ui.add(button);
    let enabled = response.enabled();
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, selected, name));
    response.on_hover_text(name)
}

/// A dialog over the whole window, `width` points wide, with its title. What lies under it can't be
/// touched until it is closed.
pub fn dialog<R>(
    ctx: &egui::Context,
    id: &'static str,
    title: &str,
    width: f32,
    add: impl FnOnce(&mut Ui) -> R,
) -> egui::ModalResponse<R> {
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(theme::DIALOG_MARGIN);
    let modal = egui::Modal::new(egui::Id::unique(id)).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        ui.label(RichText::new(title).font(theme::heading()));
        ui.add_space(theme::GAP);
        add(ui)
    });
    named(&modal.response, egui::Role::Dialog, title);
    modal
}

/// The button of a dialog that does what the dialog is for.
pub fn confirm(ui: &mut Ui, enabled: bool, text: &str) -> Response {
    let text = RichText::new(text).font(theme::strong());
    // Filled only where it does something: in high contrast a pale fill looks like a full one.
    let button = Button::new(text);
    let fill = ui.visuals().selection.bg_fill;
    ui.add_enabled(enabled, if enabled { button.fill(fill) } else { button })
}

/// A box to tick.
pub fn tick<'a>(ui: &mut Ui, value: &'a mut bool, text: impl IntoAtoms<'a>) -> Response {
    boxed(ui, |ui| ui.checkbox(value, text))
}

/// Adds boxes to tick, or circles to choose by: empty with a line around them, lest what is not
/// ticked looks filled.
pub fn boxed<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let kept = ui.visuals().widgets.inactive;
    let colors = theme::colors_of(ui.visuals());
    let inactive = &mut ui.visuals_mut().widgets.inactive;
    inactive.bg_fill = colors.field;
    if inactive.bg_stroke.width == 0.0 {
        inactive.bg_stroke = Stroke::new(1.0, colors.tick);
    }
    let added = add(ui);
    ui.visuals_mut().widgets.inactive = kept;
    added
}

/// A row with a label and its control, for use inside a two-column [`egui::Grid`].
pub fn field(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    let label = ui.label(label);
    let response = control(ui).labelled_by(label.id);
    ui.end_row();
    response
}

/// What an empty area shows: a sign, what is missing, and what to do about it.
pub fn empty_state(ui: &mut Ui, icon: &str, title: &str, hint: &str) {
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).clamp(12.0, 160.0));
        ui.label(RichText::new(icon).size(40.0).color(weak));
        ui.label(RichText::new(title).font(theme::heading()));
        ui.label(RichText::new(hint).color(weak));
    });
}

/// The one thing to do next, in the middle under what says why; returns whether it was chosen.
pub fn next_action(ui: &mut Ui, icon: &str, action: &str) -> bool {
    ui.add_space(theme::GAP);
    let shown = ui.vertical_centered(|ui| {
        let response = confirm(ui, true, &format!("{icon}  {action}"));
        named(&response, egui::Role::Button, action);
        response.clicked()
    });
    shown.inner
}

/// A small round count, such as the number of problems.
pub fn badge(ui: &mut Ui, count: usize, color: egui::Color32) -> Response {
    let text = count.to_string();
    let (rect, response) = ui.allocate_exact_size(vec2(22.0, 18.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 9.0, color);
    let ink = theme::colors_of(ui.visuals()).on_strong;
    let font = egui::FontId::proportional(12.0);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, &text, font, ink);
    named(&response, egui::Role::Label, &text);
    response
}
