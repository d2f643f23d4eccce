//! The plan's colours: quiet fills, so that what matters in a fire stands out.

use eframe::egui::{Color32, Visuals};

use crate::app::theme::Look;
use crate::building::SpaceUse;

/// The colours of a plan on a light or on a dark ground.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    dark: bool,
    /// The ground.
    pub paper: Color32,
    /// The grid's lines.
    pub grid: Color32,
    /// Walls and outlines.
    pub wall: Color32,
    /// Lines inside a space: treads, partitions of a symbol.
    pub fine: Color32,
    /// A name.
    pub text: Color32,
    /// What stands under a name.
    pub text_weak: Color32,
    /// Exits, escape signs, assembly points.
    pub exit: Color32,
    /// Fire doors and fire-fighting equipment.
    pub fire: Color32,
    /// A hazard mark's ground.
    pub hazard: Color32,
    /// A door that is not as designed.
    pub fault: Color32,
    /// What is selected.
    pub selection: Color32,
    /// A fire-engine lane.
    pub lane: Color32,
    /// On `exit`, `fire` and `fault`.
    pub on_sign: Color32,
    /// On `hazard`.
    pub on_hazard: Color32,
}

impl Palette {
    /// The colours that go with the window's.
    #[must_use]
    pub const fn of(visuals: &Visuals) -> Self {
        match Look::of(visuals) {
            Look::Light => Self::light(),
            Look::Dark => Self::dark(),
            Look::LightContrast => Self::light_contrast(),
            Look::DarkContrast => Self::dark_contrast(),
        }
    }

    /// Whether it is for a dark ground.
    #[must_use]
    pub const fn is_dark(&self) -> bool {
        self.dark
    }

    const fn light() -> Self {
        Self {
            dark: false,
            paper: Color32::from_rgb(0xfb, 0xfb, 0xf9),
            grid: Color32::from_rgb(0xec, 0xec, 0xe8),
            wall: Color32::from_rgb(0x2e, 0x34, 0x3b),
            fine: Color32::from_rgb(0x7a, 0x84, 0x8d),
            text: Color32::from_rgb(0x22, 0x28, 0x2e),
            text_weak: Color32::from_rgb(0x5c, 0x66, 0x70),
            exit: Color32::from_rgb(0x0b, 0x7a, 0x43),
            fire: Color32::from_rgb(0xb8, 0x2a, 0x22),
            hazard: Color32::from_rgb(0xf4, 0xc4, 0x30),
            fault: Color32::from_rgb(0xb2, 0x3b, 0x9a),
            selection: Color32::from_rgb(0x1f, 0x6f, 0xd6),
            lane: Color32::from_rgb(0xcb, 0x60, 0x14),
            on_sign: Color32::WHITE,
            on_hazard: Color32::from_rgb(0x22, 0x22, 0x22),
        }
    }

    const fn dark() -> Self {
        Self {
            dark: true,
            paper: Color32::from_rgb(0x17, 0x1a, 0x1e),
            grid: Color32::from_rgb(0x23, 0x27, 0x2c),
            wall: Color32::from_rgb(0xc9, 0xd0, 0xd6),
            fine: Color32::from_rgb(0x7e, 0x88, 0x92),
            text: Color32::from_rgb(0xe8, 0xec, 0xef),
            text_weak: Color32::from_rgb(0xa4, 0xae, 0xb8),
            exit: Color32::from_rgb(0x3f, 0xc9, 0x82),
            fire: Color32::from_rgb(0xf2, 0x6d, 0x63),
            hazard: Color32::from_rgb(0xf4, 0xc4, 0x30),
            fault: Color32::from_rgb(0xe8, 0x7f, 0xd4),
            selection: Color32::from_rgb(0x6a, 0xad, 0xff),
            lane: Color32::from_rgb(0xf0, 0x95, 0x4e),
            on_sign: Color32::from_rgb(0x12, 0x16, 0x1a),
            on_hazard: Color32::from_rgb(0x22, 0x22, 0x22),
        }
    }

    const fn light_contrast() -> Self {
        Self {
            dark: false,
            paper: Color32::WHITE,
            grid: Color32::from_rgb(0xe4, 0xe4, 0xe4),
            wall: Color32::BLACK,
            fine: Color32::from_rgb(0x50, 0x58, 0x60),
            text: Color32::BLACK,
            text_weak: Color32::from_rgb(0x33, 0x3a, 0x40),
            exit: Color32::from_rgb(0x00, 0x50, 0x1f),
            fire: Color32::from_rgb(0x8c, 0x00, 0x07),
            hazard: Color32::from_rgb(0xf4, 0xc4, 0x30),
            fault: Color32::from_rgb(0x78, 0x0a, 0x66),
            selection: Color32::from_rgb(0x00, 0x3a, 0x86),
            lane: Color32::from_rgb(0x8a, 0x3b, 0x00),
            on_sign: Color32::WHITE,
            on_hazard: Color32::BLACK,
        }
    }

    const fn dark_contrast() -> Self {
        Self {
            dark: true,
            paper: Color32::BLACK,
            grid: Color32::from_rgb(0x22, 0x26, 0x2a),
            wall: Color32::WHITE,
            fine: Color32::from_rgb(0xa8, 0xb2, 0xbc),
            text: Color32::WHITE,
            text_weak: Color32::from_rgb(0xd3, 0xda, 0xe0),
            exit: Color32::from_rgb(0x6b, 0xf2, 0xae),
            fire: Color32::from_rgb(0xff, 0xa0, 0x96),
            hazard: Color32::from_rgb(0xff, 0xd7, 0x5e),
            fault: Color32::from_rgb(0xff, 0xa6, 0xee),
            selection: Color32::from_rgb(0xa3, 0xd3, 0xff),
            lane: Color32::from_rgb(0xff, 0xb4, 0x78),
            on_sign: Color32::BLACK,
            on_hazard: Color32::BLACK,
        }
    }

    /// The fill of a space.
    #[must_use]
    pub const fn fill(&self, usage: SpaceUse) -> Color32 {
        let (light, dark) = match usage {
            SpaceUse::Production => ([0xe6, 0xec, 0xf2], [0x27, 0x30, 0x3a]),
            SpaceUse::Storage => ([0xf0, 0xe9, 0xdd], [0x35, 0x30, 0x27]),
            SpaceUse::Office | SpaceUse::Meeting => ([0xe9, 0xea, 0xf4], [0x2c, 0x2d, 0x3d]),
            SpaceUse::Canteen => ([0xf3, 0xec, 0xe2], [0x38, 0x31, 0x29]),
            SpaceUse::Dormitory => ([0xf3, 0xe8, 0xec], [0x38, 0x2b, 0x31]),
            SpaceUse::Corridor | SpaceUse::Lobby => ([0xe8, 0xf3, 0xea], [0x25, 0x35, 0x2b]),
            SpaceUse::Stair => ([0xdd, 0xee, 0xe2], [0x23, 0x3a, 0x2e]),
            SpaceUse::Refuge => ([0xd6, 0xf0, 0xde], [0x1f, 0x40, 0x2d]),
            SpaceUse::Plant | SpaceUse::Shaft | SpaceUse::Sanitary | SpaceUse::Other => {
                ([0xee, 0xee, 0xec], [0x2c, 0x2e, 0x31])
            }
        };
        let [r, g, b] = if self.dark { dark } else { light };
        Color32::from_rgb(r, g, b)
    }
}
