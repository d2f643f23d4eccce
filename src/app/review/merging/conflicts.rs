//! Where the two logs contradict each other: both sides, and which one stands.

use eframe::egui::{self, Align, Button, Layout, RichText, Ui, vec2};

use super::group::Group;
use crate::app::{icons, theme, widgets};
use crate::drill::merge::Choice;
use crate::language::{Language, msg};

/// The contradictions with what was chosen of each.
#[derive(Default)]
pub(super) struct Conflicts {
    pub(super) groups: Vec<Group>,
    /// As long as `groups`.
    pub(super) chosen: Vec<Option<Choice>>,
}

impl Conflicts {
    /// Takes up contradictions that were found anew; what was chosen stays for those that were there
    /// before.
    pub(super) fn renew(&mut self, groups: Vec<Group>) {
        let before = |group: &Group| {
            let known = self.groups.iter().position(|old| old.theirs == group.theirs)?;
            self.chosen.get(known).copied().flatten()
        };
        self.chosen = groups.iter().map(before).collect();
        self.groups = groups;
    }

    /// How many still have to be chosen.
    pub(super) fn open(&self) -> usize {
        self.chosen.iter().filter(|choice| choice.is_none()).count()
    }

    /// What was chosen for a proposal.
    pub(super) fn of(&self, proposal: usize) -> Choice {
        let group = self.groups.iter().position(|group| group.members.contains(&proposal));
        group.and_then(|group| self.chosen.get(group).copied().flatten()).unwrap_or(Choice::Ours)
    }

    /// Shows them side by side; returns whether something was chosen.
    pub(super) fn show(&mut self, ui: &mut Ui, lang: Language) -> bool {
        let mut changed = false;
        ui.horizontal(|ui| {
            let count = lang.say(&msg!("merging-conflicts", count = self.groups.len()));
            ui.label(RichText::new(count).font(theme::strong()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for (key, choice) in
                    [("merging-all-theirs", Choice::Theirs), ("merging-all-ours", Choice::Ours)]
                {
                    if ui.button(lang.t(key)).clicked() {
                        self.chosen.fill(Some(choice));
                        changed = true;
                    }
                }
            });
        });
        ui.add_space(theme::GAP);
        let width = (ui.available_width() - 2.0 * theme::GAP) / 2.0;
        for (number, (group, chosen)) in self.groups.iter().zip(&mut self.chosen).enumerate() {
            ui.horizontal_top(|ui| {
                let (at, said) = group.ours.clone().unwrap_or_default();
                let theirs = (group.at.as_str(), group.theirs.as_str());
                let counts = group.members.len() > 1;
                for (choice, (at, said)) in
                    [(Choice::Ours, (at.as_str(), said.as_str())), (Choice::Theirs, theirs)]
                {
                    let whose = match choice {
                        Choice::Ours => lang.t("merging-ours"),
                        // What two people counted at one door is added up.
                        Choice::Theirs if counts => lang.t("merging-theirs-too"),
                        Choice::Theirs => lang.t("merging-theirs"),
                    };
                    let name = format!("{whose} {}: {at} {said}", number + 1);
                    let is = *chosen == Some(choice);
                    if side(ui, width, is, &whose, at, said, &name) {
                        *chosen = Some(choice);
                        changed = true;
                    }
                }
            });
        }
        changed
    }
}

/// One side of a contradiction, as large as it is easy to hit.
fn side(
    ui: &mut Ui,
    width: f32,
    chosen: bool,
    whose: &str,
    at: &str,
    said: &str,
    name: &str,
) -> bool {
    let mark = if chosen { icons::CHECK_CIRCLE } else { "○" };
    let text = RichText::new(format!("{mark}  {whose}   {at}\n{said}"));
    let button = Button::new(text).selected(chosen).wrap().min_size(vec2(width, 46.0));
    // Text that begins at the left.
    let button = button.right_text("");
    let layout = Layout::left_to_right(Align::Center);
    let response = ui
        .allocate_ui_with_layout(vec2(width, 46.0), layout, |ui| {
            ui.set_width(width);
            ui.add(button)
        })
        .inner;
    widgets::named(&response, egui::Role::RadioButton, name);
    response.clicked()
}
