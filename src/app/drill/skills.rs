//! The three things that everybody must master, as the drill goes through them: report the fire,
//! fight it while it is small, escape.

use eframe::egui::{self, RichText, Ui};

use super::live::Live;
use crate::app::{icons, theme, widgets};
use crate::drill::CheckpointKind;
use crate::language::Language;
use crate::units::Seconds;

/// One of the three, and when it was done.
struct Skill {
    key: &'static str,
    icon: &'static str,
    /// Whether the scenario asks for it.
    asked: bool,
    done: Option<Seconds>,
}

fn skills(live: &Live) -> [Skill; 3] {
    let scenario = live.run().scenario();
    let outcome = live.outcome();
    let of = |kind: &CheckpointKind| {
        let checkpoint = scenario.checkpoint_of(kind);
        (checkpoint.is_some(), checkpoint.and_then(|checkpoint| outcome.time(&checkpoint.id)))
    };
    let (reporting, reported) = of(&CheckpointKind::FireReported);
    let (fighting, fought) = of(&CheckpointKind::FirstAttack);
    let cleared = |kind: &CheckpointKind| {
        matches!(kind, CheckpointKind::StoreyCleared(_) | CheckpointKind::SpaceCleared(_))
    };
    let mut rooms = scenario.checkpoints.iter().filter(|one| cleared(&one.kind)).peekable();
    let escaping = rooms.peek().is_some();
    // Everybody has escaped once the last room is clear.
    let escaped =
        rooms.try_fold(Seconds::ZERO, |last, room| Some(last.max(outcome.time(&room.id)?)));
    [
        Skill { key: "skill-report", icon: icons::CALL, asked: reporting, done: reported },
        Skill { key: "skill-fight", icon: icons::EXTINGUISHER, asked: fighting, done: fought },
        Skill {
            key: "skill-escape",
            icon: icons::RUN,
            asked: escaping,
            done: escaped.filter(|_| escaping),
        },
    ]
}

/// The three with their words and times, or where there is little room their signs alone.
pub(super) fn show(ui: &mut Ui, lang: Language, live: &Live, words: bool) {
    let colors = theme::colors_of(ui.visuals());
    let mut skills = skills(live);
    if ui.layout().prefer_right_to_left() {
        skills.reverse();
    }
    for skill in skills.into_iter().filter(|skill| skill.asked) {
        let (sign, color, time) = match skill.done {
            Some(at) => (icons::CHECK_CIRCLE, colors.good, at.clock()),
            None => (skill.icon, colors.weak, String::new()),
        };
        let told = format!("{} {time}", lang.t(skill.key));
        let text = if words { format!("{sign} {told}") } else { sign.to_owned() };
        let text = RichText::new(text.trim_end()).color(color).font(theme::heading());
        let response = ui.add(egui::Label::new(text).extend());
        if !words {
            widgets::named(&response, egui::Role::Label, told.trim_end());
            response.on_hover_text(told);
        }
    }
}
