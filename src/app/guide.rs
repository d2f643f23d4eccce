//! The guided tour: three steps on the real window. It can be left at any time.

use eframe::egui::{self, Align2, Context, RichText, vec2};

use super::desk::Place;
use super::{icons, theme, widgets};
use crate::language::Language;

/// The steps of the tour, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A crowd walks through the sample.
    Rehearse,
    /// What came of it.
    Look,
    /// The own building.
    Make,
}

impl Step {
    const ALL: [Self; 3] = [Self::Rehearse, Self::Look, Self::Make];

    const fn title(self) -> &'static str {
        match self {
            Self::Rehearse => "guide-rehearse",
            Self::Look => "guide-look",
            Self::Make => "guide-make",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Rehearse => "guide-rehearse-text",
            Self::Look => "guide-look-text",
            Self::Make => "guide-make-text",
        }
    }

    const fn action(self) -> &'static str {
        match self {
            Self::Rehearse => "guide-rehearse-do",
            Self::Look => "guide-look-do",
            Self::Make => "guide-make-do",
        }
    }
}

/// What the tour does to the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Starts a rehearsal in the place Drill.
    Rehearse,
    /// Shows the newest record.
    Look,
    /// Asks for a new book.
    Make,
    /// The tour is over.
    Leave,
}

/// The tour, while it is open.
#[derive(Default)]
pub(super) struct Guide {
    step: Option<Step>,
    /// How many records the book had when the tour began: one more means that the rehearsal is
    /// over.
    records: usize,
}

impl Guide {
    /// Begins it.
    pub(super) const fn begin(&mut self, records: usize) {
        self.step = Some(Step::Rehearse);
        self.records = records;
    }

    /// Ends it: who has made a book of their own needs the sample no longer.
    pub(super) const fn end(&mut self) {
        self.step = None;
    }

    /// Shows it over the window, `free` points above its lower edge; `records` is how many drills the
    /// book holds now.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        lang: Language,
        place: Place,
        running: bool,
        records: usize,
        free: f32,
    ) -> Option<Act> {
        let mut step = self.step?;
        if step == Step::Rehearse && records > self.records {
            step = Step::Look;
            self.step = Some(step);
        }
        let mut act = None;
        // Where the step's own controls are not.
        let corner = if place == Place::Drill { Align2::LEFT_BOTTOM } else { Align2::RIGHT_BOTTOM };
        let shift = if corner == Align2::LEFT_BOTTOM { 16.0 } else { -16.0 };
        let title = lang.t("guide-title");
        let window = egui::Window::new(&title)
            .title_bar(false)
            .resizable(false)
            .anchor(corner, vec2(shift, -16.0 - free))
            .fixed_size(vec2(340.0, 0.0));
        let shown = window.show(ctx, |ui| {
            let colors = theme::colors_of(ui.visuals());
            ui.horizontal(|ui| {
                for (at, one) in Step::ALL.iter().enumerate() {
                    let text = format!("{}  {}", at + 1, lang.t(one.title()));
                    let text = RichText::new(text).small();
                    let text = if *one == step { text.strong() } else { text.color(colors.weak) };
                    if ui.add(egui::Button::selectable(*one == step, text)).clicked() {
                        self.step = Some(*one);
                    }
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let close = ui.add(egui::Button::new(icons::CLOSE).frame(false));
                    widgets::named(&close, egui::Role::Button, &lang.t("guide-leave"));
                    if close.on_hover_text(lang.t("guide-leave")).clicked() {
                        act = Some(Act::Leave);
                    }
                });
            });
            ui.add_space(4.0);
            let waiting = step == Step::Rehearse && running;
            let text = if waiting { "guide-running" } else { step.text() };
            ui.add(egui::Label::new(lang.t(text)).wrap());
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                let words = RichText::new(lang.t(step.action())).font(theme::strong());
                let go = egui::Button::new(words).fill(ui.visuals().selection.bg_fill);
                if !waiting && ui.add(go).clicked() {
                    act = Some(match step {
                        Step::Rehearse => Act::Rehearse,
                        Step::Look => Act::Look,
                        Step::Make => Act::Make,
                    });
                }
                let next = match step {
                    Step::Rehearse => Some(Step::Look),
                    Step::Look => Some(Step::Make),
                    Step::Make => None,
                };
                let key = if next.is_some() { "guide-next" } else { "guide-leave" };
                let aside = if waiting { "guide-skip" } else { key };
                if ui.button(lang.t(aside)).clicked() {
                    match next {
                        Some(next) => self.step = Some(next),
                        None => act = Some(Act::Leave),
                    }
                }
            });
        });
        if let Some(shown) = shown {
            widgets::named(&shown.response, egui::Role::Dialog, &title);
        }
        if act == Some(Act::Leave) || act == Some(Act::Make) {
            self.step = None;
        }
        act
    }
}
