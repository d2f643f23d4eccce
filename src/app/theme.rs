//! The look of the window in one place: spaces, sizes and colours by what they mean.

use eframe::egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Visuals,
    vec2,
};

use super::fonts::STRONG;

/// The gap inside a group of controls, in points.
pub const GAP: f32 = 6.0;
/// The gap between groups of controls, in points.
pub const GROUP_GAP: f32 = 14.0;
/// The margin of a panel, in points.
pub const PANEL_MARGIN: i8 = 10;
/// The height of the bar with the places, in points.
pub const BAR_HEIGHT: f32 = 40.0;
/// The side of a square tool button, in points.
pub const TOOL_SIZE: f32 = 30.0;

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

/// Colours by what they mean. Every meaning has a sign or a word beside it as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// As it should be, faster than aimed at.
    pub good: Color32,
    /// Needs a look.
    pub warn: Color32,
    /// Wrong, slower than aimed at.
    pub bad: Color32,
    /// What is chosen or leads on.
    pub accent: Color32,
    /// Text that steps back.
    pub weak: Color32,
    /// The ground of a card.
    pub card: Color32,
    /// Fine lines between areas.
    pub line: Color32,
    /// The primary route.
    pub route_primary: Color32,
    /// The alternative route.
    pub route_alternative: Color32,
    /// Text on `accent`, `good` and `bad` grounds.
    pub on_strong: Color32,
    /// What everything lies on.
    pub ground: Color32,
}

/// The colours for light or dark.
#[must_use]
pub const fn colors(dark: bool) -> Colors {
    if dark {
        Colors {
            good: Color32::from_rgb(0x4c, 0xc3, 0x8a),
            warn: Color32::from_rgb(0xf0, 0xb4, 0x29),
            bad: Color32::from_rgb(0xff, 0x7a, 0x6b),
            accent: Color32::from_rgb(0x5a, 0xa9, 0xf0),
            weak: Color32::from_rgb(0x9a, 0xa5, 0xb1),
            card: Color32::from_rgb(0x23, 0x29, 0x30),
            line: Color32::from_rgb(0x38, 0x41, 0x4a),
            route_primary: Color32::from_rgb(0x3d, 0xc9, 0x7d),
            route_alternative: Color32::from_rgb(0x5a, 0xa9, 0xf0),
            on_strong: Color32::from_rgb(0x10, 0x14, 0x18),
            ground: Color32::from_rgb(0x1a, 0x1f, 0x25),
        }
    } else {
        Colors {
            good: Color32::from_rgb(0x0b, 0x7a, 0x4b),
            warn: Color32::from_rgb(0x9a, 0x62, 0x00),
            bad: Color32::from_rgb(0xc4, 0x2b, 0x1c),
            accent: Color32::from_rgb(0x0f, 0x5f, 0xb5),
            weak: Color32::from_rgb(0x5b, 0x67, 0x73),
            card: Color32::from_rgb(0xff, 0xff, 0xff),
            line: Color32::from_rgb(0xd5, 0xdb, 0xe1),
            route_primary: Color32::from_rgb(0x0b, 0x8f, 0x52),
            route_alternative: Color32::from_rgb(0x0f, 0x5f, 0xb5),
            on_strong: Color32::WHITE,
            ground: Color32::from_rgb(0xf4, 0xf6, 0xf8),
        }
    }
}

/// The colours that go with the look of `visuals`.
#[must_use]
pub const fn colors_of(visuals: &Visuals) -> Colors {
    colors(visuals.dark_mode)
}

/// Sets sizes and colours for both looks.
pub(super) fn install(ctx: &Context) {
    for theme in [Theme::Light, Theme::Dark] {
        let dark = theme == Theme::Dark;
        ctx.style_mut_of(theme, |style| {
            let colors = colors(dark);
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
            let visuals = &mut style.visuals;
            // The window is cleared with the ground: without a graphics card, to paint it once more
            // under every panel is half of the work.
            visuals.panel_fill = Color32::TRANSPARENT;
            visuals.window_fill = colors.card;
            visuals.window_stroke = Stroke::new(1.0, colors.line);
            visuals.hyperlink_color = colors.accent;
            visuals.warn_fg_color = colors.warn;
            visuals.error_fg_color = colors.bad;
            visuals.selection.bg_fill =
                colors.accent.gamma_multiply(if dark { 0.45 } else { 0.22 });
            visuals.selection.stroke = Stroke::new(
                1.0,
                if dark { Color32::WHITE } else { Color32::from_rgb(0x0a, 0x3d, 0x75) },
            );
            visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, colors.line);
            let text = if dark {
                Color32::from_rgb(0xdd, 0xe3, 0xe9)
            } else {
                Color32::from_rgb(0x1d, 0x25, 0x2c)
            };
            visuals.widgets.noninteractive.fg_stroke.color = text;
            visuals.widgets.inactive.fg_stroke.color = text;
            let radius = CornerRadius::same(5);
            let widgets = &mut visuals.widgets;
            for widget in [
                &mut widgets.noninteractive,
                &mut widgets.inactive,
                &mut widgets.hovered,
                &mut widgets.active,
                &mut widgets.open,
            ] {
                widget.corner_radius = radius;
            }
        });
    }
}
