//! The head of the control view: the clock, the phase, what comes next, and what ends the drill. In
//! a small window it takes two rows, because neither the clock nor the controls may cover the other.

use eframe::egui::{self, Align, Layout, RichText, Ui, Vec2, vec2};

use super::{Board, Columns, Entry, KeyDialog, KeyPlan, tap};
use crate::app::desk::Desk;
use crate::app::drill::dialog::{Dialog, Pausing};
use crate::app::drill::guard::{Guard, Guarded};
use crate::app::drill::live::Live;
use crate::app::drill::sound::Speaker;
use crate::app::drill::{guarded, next, rehearse, skills};
use crate::app::{icons, theme, widgets};
use crate::drill::{Moment, Phase, What};
use crate::language::{Language, msg};

/// The widths of the controls that pause, finish and stop, and their height, in points.
struct Controls {
    pause: f32,
    finish: f32,
    stop: f32,
    height: f32,
}

const LARGE: Controls = Controls { pause: 100.0, finish: 120.0, stop: 200.0, height: 68.0 };
/// The height of what comes next, in points.
const NEXT: f32 = 92.0;
const SMALL: Controls = Controls { pause: 84.0, finish: 84.0, stop: 158.0, height: 46.0 };

impl Board {
    pub(super) fn head(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        live: &Live,
        guard: &mut Guard,
        moment: &Moment,
        (columns, plan, entries): (Columns, &KeyPlan, &mut Vec<Entry>),
    ) {
        let lang = desk.lang;
        if columns == Columns::Three {
            ui.horizontal(|ui| {
                ui.set_min_height(94.0);
                ui.vertical(|ui| {
                    // After ten minutes it has a figure more.
                    ui.set_min_width(270.0);
                    clock(ui, live, moment, 64.0);
                });
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - 470.0);
                    ui.horizontal(|ui| {
                        phase(ui, lang, live, 22.0);
                        self.rehearsal(ui, lang, live);
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            self.tools(ui, desk);
                        });
                    });
                    // An inject takes the room of what is next, lest anything moves under a hand
                    // as it falls due.
                    let room = vec2(ui.available_width(), NEXT);
                    let (_, room) = ui.allocate_space(room);
                    let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(room));
                    if !next::in_head(ui, lang, live, plan, moment, entries) {
                        comes(ui, lang, live, moment, 26.0);
                        ui.horizontal(|ui| {
                            skills::show(ui, lang, live, true);
                            ui.add_space(theme::GROUP_GAP);
                            next::countdown(ui, lang, live, moment);
                        });
                    }
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    self.controls(ui, lang, live, guard, moment, (&LARGE, entries));
                });
            });
            return;
        }
        let roomy = columns == Columns::Two;
        ui.horizontal(|ui| {
            ui.set_min_height(SMALL.height + 4.0);
            clock(ui, live, moment, if roomy { 52.0 } else { 44.0 });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.controls(ui, lang, live, guard, moment, (&SMALL, entries));
                if roomy {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add_space(theme::GAP);
                        phase(ui, lang, live, 22.0);
                    });
                }
            });
        });
        ui.horizontal(|ui| {
            ui.set_min_height(theme::TOOL_SIZE);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.tools(ui, desk);
                skills::show(ui, lang, live, roomy);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if !roomy {
                        phase(ui, lang, live, 18.0);
                    }
                    comes(ui, lang, live, moment, if roomy { 22.0 } else { 18.0 });
                });
            });
        });
        if live.header().rehearsal {
            ui.horizontal(|ui| self.rehearsal(ui, lang, live));
        }
    }

    /// That it is a rehearsal, and how fast it goes.
    fn rehearsal(&mut self, ui: &mut Ui, lang: Language, live: &Live) {
        if !live.header().rehearsal {
            return;
        }
        let warn = theme::colors_of(ui.visuals()).warn;
        let text = RichText::new(lang.t("drill-rehearsal")).font(theme::figure(18.0));
        ui.label(text.color(warn));
        let mut pace = live.pace();
        if live.run().phase() != Phase::RealEmergency && rehearse::paces(ui, &mut pace) {
            self.pace = Some(pace);
        }
    }

    /// Pause, finish and stop, from the right.
    fn controls(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        live: &Live,
        guard: &mut Guard,
        moment: &Moment,
        (sizes, entries): (&Controls, &mut Vec<Entry>),
    ) {
        let phase = live.run().phase();
        if phase == Phase::Finished {
            return;
        }
        let size = |width: f32| -> Vec2 { vec2(width, sizes.height) };
        if phase != Phase::RealEmergency
            && guarded(ui, guard, lang, Guarded::Stop, size(sizes.stop))
        {
            entries.push((What::StoppedForRealEmergency, *moment));
        }
        if guarded(ui, guard, lang, Guarded::Finish, size(sizes.finish)) {
            entries.push((What::Finished, *moment));
        }
        let size = size(sizes.pause);
        if phase == Phase::Paused {
            let text = format!("{}  {}", icons::PLAY, lang.t("drill-resume"));
            if tap(ui, egui::Button::new(text).min_size(size)) {
                entries.push((What::Resumed, *moment));
            }
        } else if phase == Phase::Running {
            let text = format!("{}  {}", icons::PAUSE, lang.t("drill-pause"));
            if tap(ui, egui::Button::new(text).min_size(size)) {
                self.dialog = Some(Dialog::Pause(Pausing::default()));
            }
        }
    }

    /// Projector, sound and keys.
    fn tools(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let lang = desk.lang;
        if widgets::tool(ui, icons::KEYBOARD, &lang.t("drill-keys"), false).clicked() {
            self.keys = Some(KeyDialog::default());
        }
        let deaf = self.speaker.as_ref().is_some_and(Speaker::is_deaf);
        let (icon, name) = match (desk.settings.sound, deaf) {
            (true, true) => (icons::VOLUME_OFF, lang.t("drill-sound-none")),
            (true, false) => (icons::VOLUME, lang.t("drill-sound-on")),
            (false, _) => (icons::VOLUME_OFF, lang.t("drill-sound-off")),
        };
        let response = widgets::tool(ui, icon, &name, desk.settings.sound && !deaf);
        if response.clicked() {
            response.surrender_focus();
            self.switch_sound(desk);
        }
        let title = RichText::new(icons::SCREEN_SHARE).size(18.0);
        let menu = ui.menu_button(title, |ui| self.projector.menu(ui, desk));
        widgets::named(&menu.response, egui::Role::Button, &lang.t("projector"));
        menu.response.on_hover_text(lang.t("projector"));
    }
}

fn clock(ui: &mut Ui, live: &Live, moment: &Moment, size: f32) {
    let phase = live.run().phase();
    let ink =
        if phase == Phase::Running { ui.visuals().text_color() } else { phase_words(ui, phase).1 };
    let text = RichText::new(live.clock(moment).clock_tenths());
    let text = text.font(egui::FontId::monospace(size)).color(ink);
    ui.add(egui::Label::new(text).extend());
}

/// What comes next; while the drill is halted, why and since when.
fn comes(ui: &mut Ui, lang: Language, live: &Live, moment: &Moment, size: f32) {
    let Some((pause, event)) = live.pause() else {
        next::checkpoint(ui, lang, live, size);
        return;
    };
    let lasts = (live.at(moment) - pause.from).clock();
    let since = event.wall.civil().strftime("%H:%M:%S").to_string();
    let since = lang.say(&msg!("drill-pause-since", since = since, lasts = lasts));
    let warn = theme::colors_of(ui.visuals()).warn;
    ui.horizontal(|ui| {
        // The reason may be long; since when is not cut off.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(since).size(size * 0.7).color(warn));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let reason = RichText::new(&pause.reason).font(theme::figure(size));
                ui.add(egui::Label::new(reason).truncate());
            });
        });
    });
}

fn phase(ui: &mut Ui, lang: Language, live: &Live, size: f32) {
    let (key, color) = phase_words(ui, live.run().phase());
    let text = RichText::new(lang.t(key)).font(theme::figure(size)).color(color);
    ui.add(egui::Label::new(text).truncate());
}

fn phase_words(ui: &Ui, phase: Phase) -> (&'static str, egui::Color32) {
    let colors = theme::colors_of(ui.visuals());
    match phase {
        Phase::Paused => ("drill-phase-paused", colors.warn),
        Phase::RealEmergency => ("drill-phase-emergency", colors.bad),
        Phase::Finished => ("drill-phase-finished", colors.weak),
        Phase::Ready | Phase::Running => ("drill-phase-running", colors.good),
    }
}
