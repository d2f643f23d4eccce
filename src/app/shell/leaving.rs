//! A drill that runs is not left by a slip of the hand.

use eframe::egui::{Context, ViewportCommand};

use super::super::command::Command;
use super::super::desk::Place;
use super::super::{theme, widgets};
use super::Muster;
use crate::language::msg;

/// How far it has come with closing the window.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Nobody wants to.
    #[default]
    No,
    /// It was asked for while a drill ran.
    Asked,
    /// It was asked for, and confirmed.
    Confirmed,
}

impl Muster {
    /// Whether a command has to wait until the drill is over; says so if it has.
    pub(super) fn must_wait(&mut self, command: Command) -> bool {
        if !self.places.drill.is_at_stake() {
            return false;
        }
        match command {
            Command::Quit => {
                self.leaving = Leaving::Asked;
                true
            }
            Command::NewBook
            | Command::NewFromPlan
            | Command::OpenBook
            | Command::OpenSample
            | Command::GoStart
            | Command::Guide => {
                self.place = Place::Drill;
                self.warn(&msg!("leave-drill-first"));
                true
            }
            _ => false,
        }
    }

    /// Keeps the window open while a drill runs, until somebody says twice that it is to be closed.
    pub(super) fn ask_before_closing(&mut self, ctx: &Context) {
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.leaving != Leaving::Confirmed && self.places.drill.is_at_stake() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leaving = Leaving::Asked;
        }
        if self.leaving != Leaving::Asked {
            return;
        }
        let lang = self.lang;
        let modal = widgets::dialog(ctx, "leave", &lang.t("leave-title"), 460.0, |ui| {
            ui.label(lang.t("leave-hint"));
            ui.add_space(theme::GROUP_GAP);
            ui.horizontal(|ui| {
                let back = widgets::confirm(ui, true, &lang.t("leave-back")).clicked();
                (back, ui.button(lang.t("leave-close")).clicked())
            })
            .inner
        });
        let (back, close) = modal.inner;
        if close {
            self.leaving = Leaving::Confirmed;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else if back || modal.should_close() {
            self.leaving = Leaving::No;
        }
    }
}
