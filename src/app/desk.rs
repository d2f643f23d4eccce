//! What a place works with while it is shown.

use std::sync::Arc;

use eframe::egui::Ui;

use super::screens::Screen;
use super::session::Session;
use super::settings::Settings;
use super::toast::Toasts;
use super::widgets;
use crate::drill::{Clock, FindingId, RecordId};
use crate::language::{Choice, Language, Message, choice};

choice! {
    /// The places of the window, in the order of the work.
    pub enum Place {
        /// The building and its routes.
        Building => "place-building",
        /// Who does what, what happens, and what is timed.
        Scenario => "place-scenario",
        /// How it should empty.
        Predict => "place-predict",
        /// The drill against the clock.
        Drill => "place-drill",
        /// What drills came to, over the years.
        Review => "place-review",
    }
}

impl Place {
    /// Its sign.
    pub(crate) const fn icon(self) -> &'static str {
        match self {
            Self::Building => super::icons::APARTMENT,
            Self::Scenario => super::icons::ASSIGNMENT,
            Self::Predict => super::icons::ROUTE,
            Self::Drill => super::icons::TIMER,
            Self::Review => super::icons::COMPARE,
        }
    }

    /// Its name in a language.
    pub(crate) fn name(self, lang: Language) -> String {
        lang.t(self.key())
    }
}

#[allow(dead_code, reason = "each place uses the part that it needs")]
/// What a place works with while it is shown.
pub(crate) struct Desk<'a> {
    /// The open book.
    pub(crate) session: &'a mut Session,
    /// The language of the window.
    pub(crate) lang: Language,
    /// What the program remembers apart from any book.
    pub(crate) settings: &'a mut Settings,
    /// Short notices in the corner.
    pub(crate) toasts: &'a mut Toasts,
    /// What time it is.
    pub(crate) clock: &'a Arc<dyn Clock>,
    /// The screens of the computer.
    pub(crate) screens: &'a [Screen],
    /// Where to go next, if a place asks for it.
    pub(crate) go: &'a mut Option<Place>,
    /// A finding to be shown in Review, if a place asks for it.
    pub(crate) finding: &'a mut Option<(RecordId, FindingId)>,
}

#[allow(dead_code, reason = "each place uses the part that it needs")]
impl Desk<'_> {
    /// Leads to another place, where what is missing here is made.
    pub(crate) fn lead(&mut self, ui: &mut Ui, place: Place) {
        let go = match place {
            Place::Building => "command-go-building",
            Place::Scenario => "command-go-scenario",
            Place::Predict => "command-go-predict",
            Place::Drill => "command-go-drill",
            Place::Review => "command-go-review",
        };
        if widgets::next_action(ui, place.icon(), &self.lang.t(go)) {
            *self.go = Some(place);
        }
    }

    /// Tells that something worked.
    pub(crate) fn tell(&mut self, message: &Message) {
        self.toasts.success(self.lang.say(message));
    }

    /// Tells that something did not work.
    pub(crate) fn warn(&mut self, message: &Message) {
        self.toasts.error(self.lang.say(message));
    }
}
