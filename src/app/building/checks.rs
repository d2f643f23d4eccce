//! The panel under the plan: problems of the drawing, findings of the rules, and what is needed
//! before the model can be used.

use std::sync::Arc;

use eframe::egui::{self, RichText, Ui};

use super::Editor;
use super::checking::Answer;
use super::wish::{Scene, Wish};
use crate::app::plan::Palette;
use crate::app::{icons, theme};
use crate::building::edit::Edit;
use crate::building::problem::Severity;
use crate::drill::Where;
use crate::language::{Choice, msg};

/// The height of a line of the lists.
pub(super) const LINE: f32 = 28.0;
/// How many lines show before they are scrolled: of the problems few, because they come and go while
/// one draws.
pub(super) const LINES: usize = 4;
const PROBLEM_LINES: usize = 2;

/// Which list is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Problems,
    Rules,
    Needs,
}

impl Editor {
    pub(super) fn checks(&mut self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let palette = Palette::of(&ui.ctx().global_style().visuals);
        let lang = scene.language;
        let (problems, needs) = (self.derived.problems.clone(), self.derived.needs.clone());
        let rules = self.findings(ui.ctx(), scene);
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let sign = if self.checks_open { icons::CHEVRON_DOWN } else { icons::CHEVRON_RIGHT };
            let fold = egui::Button::new(sign).frame(false);
            let fold = ui.add(fold).on_hover_text(scene.t("checks-fold"));
            crate::app::widgets::named(&fold, egui::Role::Button, &scene.t("checks-fold"));
            if fold.clicked() {
                self.checks_open = !self.checks_open;
            }
            let (text, color) = if problems.is_empty() {
                (format!("{} {}", icons::CHECK, scene.t("problems-none")), palette.exit)
            } else {
                (lang.say(&msg!("problems-count", count = problems.len())), palette.fire)
            };
            self.tab(ui, Tab::Problems, RichText::new(text).color(color));
            let (text, color) = match &rules {
                None => (scene.t("rules-checking"), ui.visuals().weak_text_color()),
                Some(Err(_)) => (scene.t("rules-pack-broken"), palette.fire),
                Some(Ok(found)) => {
                    let open = found.findings.iter().filter(|f| f.waived.is_none()).count();
                    let unchecked = found.unchecked.len();
                    if open == 0 && unchecked > 0 {
                        // Nothing found is no praise while something could not be looked at.
                        let text = msg!("rules-count-unchecked", count = unchecked);
                        (lang.say(&text), palette.lane)
                    } else {
                        let color = if open > 0 { palette.lane } else { palette.exit };
                        (lang.say(&msg!("rules-count", count = open)), color)
                    }
                }
            };
            self.tab(ui, Tab::Rules, RichText::new(text).color(color));
            let met = needs.iter().filter(|need| need.met).count();
            let text = lang.say(&msg!("needs-count", met = met, all = needs.len()));
            let color = if met < needs.len() { palette.lane } else { palette.exit };
            self.tab(ui, Tab::Needs, RichText::new(text).color(color));
            if self.checks_open && self.tab == Tab::Problems {
                self.confirming(ui, scene, wishes);
            }
            if self.checks_open && self.tab == Tab::Needs {
                fill_people(ui, scene, wishes);
            }
            if self.checks_open && self.tab == Tab::Rules {
                self.rules_head(ui, scene, &rules, wishes);
            }
        });
        if !self.checks_open {
            return;
        }
        match self.tab {
            Tab::Problems => self.problem_list(ui, scene, &problems, wishes),
            Tab::Rules => self.finding_list(ui, scene, rules, wishes),
            Tab::Needs => self.need_list(ui, scene, &needs, wishes),
        }
    }

    /// What the rules say of the building.
    fn findings(&mut self, ctx: &egui::Context, scene: &Scene<'_>) -> Option<Answer> {
        let moving = self.drag.is_some();
        self.checking.answer(ctx, scene, moving)
    }

    /// The elements that the open list is about.
    pub(super) fn marked(
        &mut self,
        ctx: &egui::Context,
        scene: &Scene<'_>,
    ) -> Vec<Arc<super::Selection>> {
        let mut marked = vec![self.derived.wrong.clone()];
        if self.checks_open
            && self.tab == Tab::Rules
            && let Some(Ok(found)) = self.findings(ctx, scene)
        {
            marked.push(found.open.clone());
        }
        marked
    }

    fn tab(&mut self, ui: &mut Ui, tab: Tab, text: RichText) {
        let chosen = self.checks_open && self.tab == tab;
        if ui.add(egui::Button::selectable(chosen, text.font(theme::strong()))).clicked() {
            self.checks_open = !chosen;
            self.tab = tab;
        }
    }

    /// Buttons that confirm what an import guessed: what is selected of it, or all.
    fn confirming(&self, ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
        let guessed = scene.building.unconfirmed();
        if guessed.is_empty() || scene.read_only {
            return;
        }
        let chosen: super::Selection = self.selection.intersection(&guessed).cloned().collect();
        if !chosen.is_empty() && ui.button(scene.t("import-confirm")).clicked() {
            wishes.push(Wish::Edit(Edit::Confirm(chosen)));
        }
        if ui.button(scene.t("import-confirm-all")).clicked() {
            wishes.push(Wish::Edit(Edit::Confirm(guessed)));
        }
    }

    fn problem_list(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        problems: &[crate::building::problem::Problem],
        wishes: &mut Vec<Wish>,
    ) {
        let palette = Palette::of(&ui.ctx().global_style().visuals);
        lines(ui, problems.len(), PROBLEM_LINES, |ui, row| {
            let problem = &problems[row];
            let (sign, color) = sign_of(problem.severity, &palette);
            let storey = problem.storey.as_ref().and_then(|id| scene.building.storey(id));
            let storey = storey.map_or("", |storey| storey.name.as_str());
            let text = scene.language.say(&problem.message);
            let button = egui::Button::new((RichText::new(sign).color(color), text))
                .right_text(RichText::new(storey).weak())
                .frame_when_inactive(false)
                .truncate();
            if ui.add_sized([ui.available_width(), LINE], button).clicked() {
                let (id, storey) = (problem.element.clone(), problem.storey.clone());
                self.jump(id, storey, problem.at, wishes);
            }
        });
    }

    fn need_list(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        needs: &[crate::drill::Need],
        wishes: &mut Vec<Wish>,
    ) {
        let palette = Palette::of(&ui.ctx().global_style().visuals);
        let mut sorted: Vec<&crate::drill::Need> = needs.iter().collect();
        // What is missing comes first; the order of the work is kept within.
        sorted.sort_by_key(|need| need.met);
        lines(ui, sorted.len(), LINES, |ui, row| {
            let need = sorted[row];
            let (sign, color) = if need.met {
                (icons::CHECK_BOX, palette.exit)
            } else {
                (icons::CHECK_BOX_EMPTY, palette.lane)
            };
            let text = RichText::new(scene.language.say(&need.message));
            let text = if need.met { text.weak() } else { text };
            let purpose = RichText::new(scene.t(need.purpose.key())).weak();
            let button = egui::Button::new((RichText::new(sign).color(color), text))
                .right_text(purpose)
                .frame_when_inactive(false)
                .truncate();
            if ui.add_sized([ui.available_width(), LINE], button).clicked() {
                match &need.place {
                    Where::Element(id, storey, at) => {
                        self.jump(id.clone(), storey.clone(), *at, wishes);
                    }
                    Where::Building => self.select(super::Selection::new()),
                    Where::Scenarios => wishes.push(Wish::GoScenarios),
                }
            }
        });
    }
}

/// The button that gives people to spaces without any, by their use.
fn fill_people(ui: &mut Ui, scene: &Scene<'_>, wishes: &mut Vec<Wish>) {
    let lacking = scene.building.spaces().any(|(_, space)| space.lacks_people());
    if lacking && !scene.read_only {
        let button = ui.button(scene.t("need-fill-people"));
        if button.on_hover_text(scene.t("need-fill-people-hint")).clicked() {
            wishes.push(Wish::Edit(Edit::FillPeople));
        }
    }
}

/// A list of lines that is scrolled when it grows long.
pub(super) fn lines(ui: &mut Ui, count: usize, most: usize, mut line: impl FnMut(&mut Ui, usize)) {
    if count == 0 {
        return;
    }
    let shown = count.min(most) as f32 * (LINE + 2.0);
    // The panel gives what it had in the last frame: the list claims its own.
    let area = egui::ScrollArea::vertical()
        .max_height(shown)
        .min_scrolled_height(shown)
        .auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 2.0;
    area.show_rows(ui, LINE, count, |ui, rows| {
        for row in rows {
            line(ui, row);
        }
    });
}

/// The sign of a severity and its colour.
pub(super) const fn sign_of(
    severity: Severity,
    palette: &Palette,
) -> (&'static str, egui::Color32) {
    match severity {
        Severity::Error => (icons::ERROR, palette.fire),
        Severity::Warning => (icons::WARNING, palette.lane),
    }
}
