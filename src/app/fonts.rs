//! The fonts that ship, so that Chinese shows on a bare machine.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

use crate::exchange::fonts::{MEDIUM, REGULAR};

/// The family of headings and numbers that must stand out.
pub(super) const STRONG: &str = "strong";

/// Gives the context Noto Sans SC for text and the icons for every family.
pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let files: [(&str, &'static [u8]); 3] = [
        ("noto-sans-sc", REGULAR),
        ("noto-sans-sc-medium", MEDIUM),
        ("muster-icons", include_bytes!("../../assets/fonts/MusterIcons.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    proportional.insert(0, "noto-sans-sc".to_owned());
    proportional.insert(1, "muster-icons".to_owned());
    let mut strong = proportional.clone();
    strong.insert(0, "noto-sans-sc-medium".to_owned());
    fonts.families.insert(FontFamily::Name(STRONG.into()), strong);
    let monospace = fonts.families.entry(FontFamily::Monospace).or_default();
    monospace.push("noto-sans-sc".to_owned());
    monospace.push("muster-icons".to_owned());
    ctx.set_fonts(fonts);
}
