//! The look of the window in one place: spaces, sizes and colours by what they mean.

mod look;

use eframe::egui::{Context, FontFamily, FontId, Margin, TextStyle, Theme, vec2};

pub use self::look::{Colors, Look, colors_of, contrast};
use super::fonts::STRONG;

/// The gap inside a group of controls, in points.
pub const GAP: f32 = 6.0;
/// The gap between groups of controls, in points.
pub const GROUP_GAP: f32 = 14.0;
/// The margin of a panel, in points.
pub const PANEL_MARGIN: i8 = 10;
/// Between the edge of a dialog and what is in it.
pub const DIALOG_MARGIN: i8 = 16;
/// The height of the bar with the places, in points.
pub const BAR_HEIGHT: f32 = 40.0;
/// The side of a square tool button, in points.
pub const TOOL_SIZE: f32 = 30.0;

/// How strongly the ground of a notice has the colour of its text.
pub const WASH: f32 = 0.08;

/// A heading inside a panel.
#[must_use]
pub fn heading() -> FontId {
    FontId::new(16.0, FontFamily::Name(STRONG.into()))
}

/// Text that stands out without being larger.
#[must_use]
pub fn strong() -> FontId {
    FontId::new(14.0, FontFamily::Name(STRONG.into()))
}

/// A number that is read from across the room, in points.
#[must_use]
pub fn figure(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Sets sizes and colours for light and dark, in high contrast or not.
pub(super) fn install(ctx: &Context, contrast: bool) {
    for theme in [Theme::Light, Theme::Dark] {
        let look = Look::new(theme == Theme::Dark, contrast);
        ctx.style_mut_of(theme, |style| {
            style.text_styles = [
                (TextStyle::Heading, heading()),
                (TextStyle::Body, FontId::proportional(14.0)),
                (TextStyle::Button, FontId::proportional(14.0)),
                (TextStyle::Monospace, FontId::monospace(13.0)),
                (TextStyle::Small, FontId::proportional(12.0)),
            ]
            .into();
            style.spacing.item_spacing = vec2(GAP, GAP);
            style.spacing.button_padding = vec2(8.0, 4.0);
            style.spacing.interact_size.y = 26.0;
            style.spacing.menu_margin = Margin::same(6);
            look.apply(&mut style.visuals);
        });
    }
}
