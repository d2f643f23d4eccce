//! The fields of a debrief: filled in right after the drill, and corrected in Review.

use eframe::egui::{RichText, Ui};

use super::{field, theme, widgets};
use crate::drill::{Restore, Said};
use crate::language::{Choice, Language};

/// Shows the fields of what is put back and said.
pub(super) fn fields(ui: &mut Ui, lang: Language, said: &mut Said, width: f32) {
    ui.label(RichText::new(lang.t("debrief-restored")).font(theme::strong()));
    for one in Restore::ALL {
        let mut done = said.restored.contains(one);
        if widgets::tick(ui, &mut done, lang.t(one.key())).changed() {
            if done {
                said.restored.insert(*one);
            } else {
                said.restored.remove(one);
            }
        }
    }
    for (name, text) in [
        (lang.t("debrief-went-well"), &mut said.went_well),
        (lang.t("debrief-to-improve"), &mut said.to_improve),
    ] {
        ui.add_space(theme::GAP);
        ui.label(RichText::new(&name).font(theme::strong()));
        if let Some(changed) = field::lines(ui, &name, text, width, "") {
            *text = changed;
        }
    }
}
