//! The looks of the window, light and dark, each in high contrast as well: for sunlight and for
//! the night.

use eframe::egui::{Color32, CornerRadius, Rgba, Stroke, Visuals};

/// The widths of the lines around windows and controls, in points; by the former a look in high
/// contrast is known again.
const FINE: f32 = 1.0;
const BOLD: f32 = 1.5;

/// How the window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white, to be read in sunlight.
    LightContrast,
    /// White on black, to be read from afar at night.
    DarkContrast,
}

/// Colours by what they mean. Every meaning has a sign or a word beside it as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// What is read.
    pub text: Color32,
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
    /// Text on `accent`, `good`, `warn` and `bad` grounds.
    pub on_strong: Color32,
    /// What everything lies on.
    pub ground: Color32,
    /// The ground of a button.
    pub button: Color32,
    /// The ground of a button that is pointed at.
    pub hovered: Color32,
    /// The ground of what is selected.
    pub selected: Color32,
    /// The ground of a field that is typed into.
    pub field: Color32,
    /// The rail of a slider, and the line around a box to tick (in high contrast `line` is).
    pub tick: Color32,
}

/// How much two colours differ in lightness, 1 to 21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |color: Color32| {
        let [red, green, blue, _] = Rgba::from(color).to_array();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours that go with the look of `visuals`.
#[must_use]
pub const fn colors_of(visuals: &Visuals) -> Colors {
    Look::of(visuals).colors()
}

impl Look {
    /// The look that was asked for.
    #[must_use]
    pub const fn new(dark: bool, contrast: bool) -> Self {
        match (dark, contrast) {
            (false, false) => Self::Light,
            (true, false) => Self::Dark,
            (false, true) => Self::LightContrast,
            (true, true) => Self::DarkContrast,
        }
    }

    /// The look that these visuals have.
    #[must_use]
    pub const fn of(visuals: &Visuals) -> Self {
        Self::new(visuals.dark_mode, visuals.window_stroke.width > FINE)
    }

    const fn is_contrast(self) -> bool {
        matches!(self, Self::LightContrast | Self::DarkContrast)
    }

    /// The contrast that text needs: 7 in high contrast, 4.5 else (WCAG 2.2, 1.4.6 and 1.4.3).
    #[must_use]
    pub const fn text_contrast(self) -> f32 {
        if self.is_contrast() { 7.0 } else { 4.5 }
    }

    /// Its colours.
    #[must_use]
    pub const fn colors(self) -> Colors {
        match self {
            Self::Light => Colors {
                text: Color32::from_rgb(0x1d, 0x25, 0x2c),
                good: Color32::from_rgb(0x06, 0x6b, 0x40),
                warn: Color32::from_rgb(0x85, 0x54, 0x00),
                bad: Color32::from_rgb(0xb3, 0x21, 0x14),
                accent: Color32::from_rgb(0x0f, 0x5f, 0xb5),
                weak: Color32::from_rgb(0x53, 0x5e, 0x69),
                card: Color32::from_rgb(0xff, 0xff, 0xff),
                line: Color32::from_rgb(0xd5, 0xdb, 0xe1),
                route_primary: Color32::from_rgb(0x0b, 0x8f, 0x52),
                route_alternative: Color32::from_rgb(0x0f, 0x5f, 0xb5),
                on_strong: Color32::WHITE,
                ground: Color32::from_rgb(0xf4, 0xf6, 0xf8),
                button: Color32::from_rgb(0xe8, 0xec, 0xf0),
                hovered: Color32::from_rgb(0xdd, 0xe3, 0xe9),
                selected: Color32::from_rgb(0xcf, 0xe2, 0xf7),
                field: Color32::WHITE,
                tick: Color32::from_rgb(0x84, 0x8e, 0x98),
            },
            Self::Dark => Colors {
                text: Color32::from_rgb(0xdd, 0xe3, 0xe9),
                good: Color32::from_rgb(0x4c, 0xc3, 0x8a),
                warn: Color32::from_rgb(0xf0, 0xb4, 0x29),
                bad: Color32::from_rgb(0xff, 0x91, 0x84),
                accent: Color32::from_rgb(0x6c, 0xb4, 0xf5),
                weak: Color32::from_rgb(0xa4, 0xae, 0xb9),
                card: Color32::from_rgb(0x23, 0x29, 0x30),
                line: Color32::from_rgb(0x38, 0x41, 0x4a),
                route_primary: Color32::from_rgb(0x3d, 0xc9, 0x7d),
                route_alternative: Color32::from_rgb(0x5a, 0xa9, 0xf0),
                on_strong: Color32::from_rgb(0x10, 0x14, 0x18),
                ground: Color32::from_rgb(0x1a, 0x1f, 0x25),
                button: Color32::from_rgb(0x30, 0x37, 0x3f),
                hovered: Color32::from_rgb(0x38, 0x40, 0x49),
                selected: Color32::from_rgb(0x1b, 0x42, 0x68),
                field: Color32::from_rgb(0x0e, 0x12, 0x16),
                tick: Color32::from_rgb(0x6a, 0x76, 0x82),
            },
            Self::LightContrast => Colors {
                text: Color32::BLACK,
                good: Color32::from_rgb(0x00, 0x50, 0x1f),
                warn: Color32::from_rgb(0x5c, 0x3a, 0x00),
                bad: Color32::from_rgb(0x8c, 0x00, 0x07),
                accent: Color32::from_rgb(0x00, 0x3a, 0x86),
                weak: Color32::from_rgb(0x33, 0x3a, 0x40),
                card: Color32::WHITE,
                line: Color32::from_rgb(0x50, 0x58, 0x60),
                route_primary: Color32::from_rgb(0x00, 0x50, 0x1f),
                route_alternative: Color32::from_rgb(0x00, 0x3a, 0x86),
                on_strong: Color32::WHITE,
                ground: Color32::WHITE,
                button: Color32::from_rgb(0xf2, 0xf2, 0xf2),
                hovered: Color32::from_rgb(0xe4, 0xe4, 0xe4),
                selected: Color32::from_rgb(0xff, 0xe0, 0x7a),
                field: Color32::WHITE,
                tick: Color32::WHITE,
            },
            Self::DarkContrast => Colors {
                text: Color32::WHITE,
                good: Color32::from_rgb(0x6b, 0xf2, 0xae),
                warn: Color32::from_rgb(0xff, 0xd7, 0x5e),
                bad: Color32::from_rgb(0xff, 0xc0, 0xb8),
                accent: Color32::from_rgb(0xa3, 0xd3, 0xff),
                weak: Color32::from_rgb(0xd3, 0xda, 0xe0),
                card: Color32::from_rgb(0x0b, 0x0d, 0x10),
                line: Color32::from_rgb(0x98, 0xa2, 0xac),
                route_primary: Color32::from_rgb(0x6b, 0xf2, 0xae),
                route_alternative: Color32::from_rgb(0xa3, 0xd3, 0xff),
                on_strong: Color32::BLACK,
                ground: Color32::BLACK,
                button: Color32::from_rgb(0x1c, 0x20, 0x26),
                hovered: Color32::from_rgb(0x2c, 0x32, 0x3a),
                selected: Color32::from_rgb(0x00, 0x3a, 0x75),
                field: Color32::BLACK,
                tick: Color32::BLACK,
            },
        }
    }

    /// A colour as it lies on a space of the plan of which it says something.
    #[must_use]
    pub fn tint(self, color: Color32) -> Color32 {
        // Pale colours on black take the contrast from white letters sooner.
        color.gamma_multiply(if self == Self::DarkContrast { 0.2 } else { 0.4 })
    }

    /// Gives the window this look.
    pub(super) fn apply(self, visuals: &mut Visuals) {
        let colors = self.colors();
        let (outline, rest) = if self.is_contrast() { (BOLD, FINE) } else { (FINE, 0.0) };
        // The window is cleared with the ground: without a graphics card, to paint it once more
        // under every panel is half of the work.
        visuals.panel_fill = Color32::TRANSPARENT;
        // White fields would not be seen on a white dialog.
        visuals.window_fill = if self == Self::Light { colors.ground } else { colors.card };
        visuals.window_stroke = Stroke::new(outline, colors.line);
        visuals.weak_text_color = Some(colors.weak);
        visuals.hyperlink_color = colors.accent;
        visuals.warn_fg_color = colors.warn;
        visuals.error_fg_color = colors.bad;
        visuals.selection.bg_fill = colors.selected;
        visuals.selection.stroke = Stroke::new(FINE, colors.text);
        visuals.extreme_bg_color = colors.field;
        visuals.disabled_alpha = if self.is_contrast() { 0.75 } else { 0.5 };
        let widgets = &mut visuals.widgets;
        widgets.noninteractive.bg_stroke = Stroke::new(FINE, colors.line);
        widgets.noninteractive.fg_stroke.color = colors.text;
        widgets.inactive.bg_stroke = Stroke::new(rest, colors.line);
        for widget in [&mut widgets.inactive, &mut widgets.open] {
            (widget.bg_fill, widget.weak_bg_fill) = (colors.tick, colors.button);
            widget.fg_stroke.color = colors.text;
        }
        for widget in [&mut widgets.hovered, &mut widgets.active] {
            (widget.bg_fill, widget.weak_bg_fill) = (colors.hovered, colors.hovered);
            widget.bg_stroke = Stroke::new(outline, colors.text);
            widget.fg_stroke.color = colors.text;
        }
        for widget in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            widget.corner_radius = CornerRadius::same(5);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plan::{self, Palette, color32};
    use crate::building::SpaceUse;
    use crate::egress::LevelOfService;
    use crate::exchange::figure::{Color, level, of_number, ramp};
    use crate::language::Choice;

    const ALL: [Look; 4] = [Look::Light, Look::Dark, Look::LightContrast, Look::DarkContrast];

    fn visuals(look: Look) -> Visuals {
        let dark = matches!(look, Look::Dark | Look::DarkContrast);
        let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
        look.apply(&mut visuals);
        visuals
    }

    #[track_caller]
    fn all_at_least(limit: f32, look: Look, pairs: &[(&str, Color32, &str, Color32)]) {
        let weak: Vec<String> = pairs
            .iter()
            .filter(|(_, ink, _, ground)| contrast(*ink, *ground) < limit)
            .map(|(ink, a, ground, b)| format!("{ink} on {ground}: {:.2}", contrast(*a, *b)))
            .collect();
        assert!(weak.is_empty(), "{look:?}, below {limit}: {weak:#?}");
    }

    #[test]
    fn contrast_is_that_of_the_definition() {
        // Worked examples that every tool agrees on.
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-3);
        let gray = Color32::from_gray(0x76);
        assert!((contrast(gray, Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn a_look_is_known_by_its_visuals() {
        for look in ALL {
            assert_eq!(Look::of(&visuals(look)), look);
        }
    }

    #[test]
    fn every_text_of_the_window_can_be_read() {
        for look in ALL {
            let (colors, visuals) = (look.colors(), visuals(look));
            let inks = [
                ("text", colors.text),
                ("weak", colors.weak),
                ("good", colors.good),
                ("warn", colors.warn),
                ("bad", colors.bad),
                ("accent", colors.accent),
            ];
            let faint = colors.ground.blend(visuals.faint_bg_color);
            let grounds = [
                ("ground", colors.ground),
                ("card", colors.card),
                ("button", colors.button),
                ("hovered", colors.hovered),
                ("selected", colors.selected),
                ("field", colors.field),
                ("stripe", faint),
            ];
            let mut pairs = Vec::new();
            for (ground, color) in grounds {
                pairs.extend(inks.map(|(name, ink)| (name, ink, ground, color)));
            }
            for (name, strong) in &inks[2..] {
                pairs.push(("on_strong", colors.on_strong, name, *strong));
            }
            let notice = colors.ground.blend(colors.warn.gamma_multiply(crate::app::theme::WASH));
            pairs.push(("warn", colors.warn, "notice", notice));
            pairs.push(("text", colors.text, "notice", notice));
            all_at_least(look.text_contrast(), look, &pairs);
            // In high contrast a box to tick is seen by the line around it.
            let edge = if look.is_contrast() { colors.line } else { colors.tick };
            let marks = [
                ("box", edge, "ground", colors.ground),
                ("box", edge, "card", colors.card),
                ("tick", colors.text, "box", colors.field),
            ];
            all_at_least(3.0, look, &marks);
        }
    }

    #[test]
    fn every_name_can_be_read_over_a_map() {
        for look in ALL {
            let palette = Palette::of(&visuals(look));
            let shares = (0..=20).map(|step| ramp(f64::from(step) / 20.0));
            let levels = LevelOfService::ALL.iter().map(|which| level(*which));
            let smoke = [Color::SMOKE, Color::STRANDED, Color::WAITING];
            let numbers = (0..8).map(of_number);
            let mut names = Vec::new();
            for color in shares.chain(levels).chain(smoke).chain(numbers) {
                for fill in SpaceUse::ALL.iter().map(|usage| palette.fill(*usage)) {
                    // From a trace of the colour to all of it.
                    for strength in [0.0, 0.25, 0.5, 0.75, 1.0] {
                        let map = fill.blend(color32(color).gamma_multiply(strength));
                        let ground = map.blend(palette.paper.gamma_multiply(plan::LABEL_GROUND));
                        names.push(("text", palette.text, "map", ground));
                    }
                }
            }
            all_at_least(look.text_contrast(), look, &names);
        }
    }

    #[test]
    fn every_name_and_mark_of_the_plan_can_be_read() {
        for look in ALL {
            let palette = Palette::of(&visuals(look));
            let mut grounds = vec![("paper", palette.paper)];
            grounds.extend(SpaceUse::ALL.iter().map(|usage| (usage.key(), palette.fill(*usage))));
            let mut names = vec![
                ("on_sign", palette.on_sign, "exit", palette.exit),
                ("on_sign", palette.on_sign, "fire", palette.fire),
                ("on_sign", palette.on_sign, "fault", palette.fault),
                ("on_hazard", palette.on_hazard, "hazard", palette.hazard),
            ];
            let mut marks = Vec::new();
            for (ground, color) in grounds {
                names.push(("text", palette.text, ground, color));
                names.push(("text_weak", palette.text_weak, ground, color));
                for (name, mark) in [
                    ("wall", palette.wall),
                    ("fine", palette.fine),
                    ("exit", palette.exit),
                    ("fire", palette.fire),
                    ("fault", palette.fault),
                    ("selection", palette.selection),
                    ("lane", palette.lane),
                ] {
                    marks.push((name, mark, ground, color));
                }
            }
            all_at_least(look.text_contrast(), look, &names);
            all_at_least(3.0, look, &marks);
            let colors = look.colors();
            let mut tinted = Vec::new();
            for usage in SpaceUse::ALL {
                for (name, tint) in [("good", colors.good), ("bad", colors.bad)] {
                    let ground = palette.fill(*usage).blend(look.tint(tint));
                    tinted.push(("text", palette.text, name, ground));
                }
            }
            all_at_least(look.text_contrast(), look, &tinted);
        }
    }
}
