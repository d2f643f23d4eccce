//! Copies a plot or a table: as cells for a spreadsheet, or as a picture of what is seen.

use eframe::egui::{self, Align, ColorImage, Context, Id, Layout, Rect, RichText, Ui};

use super::{icons, theme, widgets};
use crate::exchange::Table;
use crate::language::{Language, Message, msg};

/// What a button asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Table,
    Picture,
}

/// Shows `add` under its title, with the two buttons that copy it.
pub(super) fn titled<R>(
    ui: &mut Ui,
    lang: Language,
    title: &str,
    table: impl FnOnce() -> Table,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let head = |ui: &mut Ui| {
        let title = RichText::new(title).font(theme::strong());
        ui.add(egui::Label::new(title).truncate());
    };
    headed(ui, lang, title, head, table, add)
}

/// Shows `add` under a line with `head`, with the two buttons that copy it. `name` tells screen
/// readers what they copy; `table` is asked for once a button wants it.
pub(super) fn headed<R>(
    ui: &mut Ui,
    lang: Language,
    name: &str,
    head: impl FnOnce(&mut Ui),
    table: impl FnOnce() -> Table,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let line = ui.horizontal(|ui| {
        let buttons = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let buttons = ui.scope(|ui| {
                let picture = lang.say(&msg!("copy-picture", name = name));
                let cells = lang.say(&msg!("copy-table", name = name));
                let picture = button(ui, icons::IMAGE, &picture).then_some(Wanted::Picture);
                let cells = button(ui, icons::COPY, &cells).then_some(Wanted::Table);
                picture.or(cells)
            });
            ui.with_layout(Layout::left_to_right(Align::Center), head);
            buttons
        });
        buttons.inner
    });
    let shown = ui.scope(add);
    match line.inner.inner {
        Some(Wanted::Table) => {
            ui.ctx().copy_text(table().tabbed());
            tell(ui.ctx(), msg!("copy-table-done", name = name));
        }
        Some(Wanted::Picture) => {
            let whole = line.response.rect.union(shown.response.rect).intersect(ui.clip_rect());
            picture(ui.ctx(), whole, line.inner.response.rect, name.to_owned());
        }
        None => {}
    }
    shown.inner
}

/// A small button with an icon alone.
fn button(ui: &mut Ui, icon: &str, name: &str) -> bool {
    let weak = theme::colors_of(ui.visuals()).weak;
    let response = ui.add(egui::Button::new(RichText::new(icon).color(weak)).frame(false));
    widgets::named(&response, egui::Role::Button, name);
    response.on_hover_text(name).clicked()
}

/// Copies a part of the window as it was just painted, without the buttons.
fn picture(ctx: &Context, whole: Rect, buttons: Rect, name: String) {
    let ctx_of_callback = ctx.clone();
    ctx.request_screenshot(move |image| {
        let ctx = ctx_of_callback;
        ctx.copy_image(part(&image, whole, buttons, ctx.pixels_per_point()));
        tell(&ctx, msg!("copy-picture-done", name = name));
        ctx.request_repaint();
    });
}

/// A part of a picture, with `hidden` painted over by what is beside it.
fn part(image: &ColorImage, whole: Rect, hidden: Rect, pixels_per_point: f32) -> ColorImage {
    let width = image.width();
    let pixels = |points: f32, most: usize| ((points * pixels_per_point) as usize).min(most);
    let mut image = image.clone();
    let (left, right) = (pixels(hidden.left(), width), pixels(hidden.right() + 1.0, width));
    for y in pixels(hidden.top(), image.height())..pixels(hidden.bottom() + 1.0, image.height()) {
        let beside = image.pixels.get(y * width + left.saturating_sub(2)).copied();
        let row = image.pixels.get_mut(y * width + left..y * width + right);
        if let (Some(row), Some(beside)) = (row, beside) {
            row.fill(beside);
        }
    }
    let x = pixels(whole.left(), width)..pixels(whole.right(), width);
    let y = pixels(whole.top(), image.height())..pixels(whole.bottom(), image.height());
    image.region_by_pixels([x.start, y.start], [x.len(), y.len()])
}

/// Where what was copied is kept until it is told.
fn place() -> Id {
    Id::unique("copied")
}

fn tell(ctx: &Context, message: Message) {
    ctx.data_mut(|data| data.insert_temp(place(), Some(message)));
}

/// What has just been copied, for the user; told once.
pub(super) fn done(ctx: &Context) -> Option<Message> {
    ctx.data_mut(|data| data.remove_temp::<Option<Message>>(place())).flatten()
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Color32, pos2};

    use super::*;

    #[test]
    fn a_picture_is_the_part_that_is_meant_without_its_buttons() {
        let (ground, ink) = (Color32::WHITE, Color32::RED);
        let mut image = ColorImage::filled([40, 20], ground);
        image.pixels[4 * 40 + 30] = ink;
        image.pixels[10 * 40 + 12] = ink;
        let whole = Rect::from_min_max(pos2(5.0, 1.0), pos2(20.0, 9.0));
        let hidden = Rect::from_min_max(pos2(14.0, 1.0), pos2(17.0, 4.0));
        let copied = part(&image, whole, hidden, 2.0);
        assert_eq!(copied.size, [30, 16], "two pixels a point");
        let inked: Vec<usize> =
            (0..copied.pixels.len()).filter(|at| copied.pixels[*at] == ink).collect();
        assert_eq!(inked, [8 * 30 + 2], "the button is gone, the rest is there");
        let beyond = Rect::from_min_max(pos2(10.0, 5.0), pos2(900.0, 900.0));
        assert_eq!(part(&image, beyond, hidden, 2.0).size, [20, 10], "no further than the window");
    }
}
