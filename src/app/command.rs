//! Every action of the window is one entry of this list; menu, shortcuts and the command palette
//! all come from it.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::icons;
use crate::language::{Choice, choice};

choice! {
    /// An action of the window.
    pub enum Command {
        /// Makes a new book.
        NewBook => "command-new-book",
        /// Makes a new book from a plan.
        NewFromPlan => "command-new-from-plan",
        /// Opens a book.
        OpenBook => "command-open-book",
        /// Opens a copy of a sample.
        OpenSample => "command-open-sample",
        /// Shows the start screen.
        GoStart => "command-go-start",
        /// Imports a plan.
        ImportPlan => "command-import-plan",
        /// Imports a file of another evacuation program.
        ImportPeer => "command-import-peer",
        /// Takes the last edit back.
        Undo => "command-undo",
        /// Brings the last undone edit back.
        Redo => "command-redo",
        /// Shows the place Building.
        GoBuilding => "command-go-building",
        /// Shows the place Scenario.
        GoScenario => "command-go-scenario",
        /// Shows the place Predict.
        GoPredict => "command-go-predict",
        /// Shows the place Drill.
        GoDrill => "command-go-drill",
        /// Shows the place Review.
        GoReview => "command-go-review",
        /// Plays the prediction, or stops.
        Play => "command-play",
        /// The prediction a second on.
        PlayForward => "command-play-forward",
        /// The prediction a second back.
        PlayBack => "command-play-back",
        /// The prediction ten seconds on.
        PlayFarForward => "command-play-far-forward",
        /// The prediction ten seconds back.
        PlayFarBack => "command-play-far-back",
        /// The prediction at the alarm.
        PlayStart => "command-play-start",
        /// The prediction when all are out.
        PlayEnd => "command-play-end",
        /// The prediction faster.
        PlayFaster => "command-play-faster",
        /// The prediction slower.
        PlaySlower => "command-play-slower",
        /// Begins the guided tour.
        Guide => "command-guide",
        /// Opens the list of commands.
        Palette => "command-palette",
        /// Switches the language.
        SwitchLanguage => "command-switch-language",
        /// Switches between light and dark.
        SwitchTheme => "command-switch-theme",
        /// Switches high contrast on or off.
        SwitchContrast => "command-switch-contrast",
        /// Makes everything larger.
        ZoomIn => "command-zoom-in",
        /// Makes everything smaller.
        ZoomOut => "command-zoom-out",
        /// Brings the size back to 100 %.
        ZoomReset => "command-zoom-reset",
        /// Fills the screen, or stops filling it.
        FullScreen => "command-full-screen",
        /// Closes the window.
        Quit => "command-quit",
    }
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Command {
    /// The keys that run it.
    #[must_use]
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        let (modifiers, key) = match self {
            Self::NewBook => (CTRL_SHIFT, Key::N),
            Self::OpenBook => (Modifiers::COMMAND, Key::O),
            Self::ImportPlan => (Modifiers::COMMAND, Key::I),
            Self::Undo => (Modifiers::COMMAND, Key::Z),
            Self::Redo => (Modifiers::COMMAND, Key::Y),
            Self::GoBuilding => (Modifiers::COMMAND, Key::Num1),
            Self::GoScenario => (Modifiers::COMMAND, Key::Num2),
            Self::GoPredict => (Modifiers::COMMAND, Key::Num3),
            Self::GoDrill => (Modifiers::COMMAND, Key::Num4),
            Self::GoReview => (Modifiers::COMMAND, Key::Num5),
            Self::Play => (Modifiers::NONE, Key::Space),
            Self::PlayForward => (Modifiers::NONE, Key::ArrowRight),
            Self::PlayBack => (Modifiers::NONE, Key::ArrowLeft),
            Self::PlayFarForward => (Modifiers::SHIFT, Key::ArrowRight),
            Self::PlayFarBack => (Modifiers::SHIFT, Key::ArrowLeft),
            Self::PlayStart => (Modifiers::NONE, Key::Home),
            Self::PlayEnd => (Modifiers::NONE, Key::End),
            Self::PlayFaster => (Modifiers::NONE, Key::Period),
            Self::PlaySlower => (Modifiers::NONE, Key::Comma),
            Self::Palette => (CTRL_SHIFT, Key::P),
            Self::SwitchContrast => (CTRL_SHIFT, Key::H),
            Self::ZoomIn => (Modifiers::COMMAND, Key::Plus),
            Self::ZoomOut => (Modifiers::COMMAND, Key::Minus),
            Self::ZoomReset => (Modifiers::COMMAND, Key::Num0),
            Self::FullScreen => (Modifiers::NONE, Key::F11),
            Self::Quit => (Modifiers::COMMAND, Key::Q),
            Self::NewFromPlan
            | Self::OpenSample
            | Self::GoStart
            | Self::Guide
            | Self::ImportPeer
            | Self::SwitchLanguage
            | Self::SwitchTheme => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Whether it plays the prediction: its keys are ordinary ones, which the place Predict takes
    /// while nobody types, and it stands in the list of commands but not in the menu.
    #[must_use]
    pub const fn plays(self) -> bool {
        matches!(
            self,
            Self::Play
                | Self::PlayForward
                | Self::PlayBack
                | Self::PlayFarForward
                | Self::PlayFarBack
                | Self::PlayStart
                | Self::PlayEnd
                | Self::PlayFaster
                | Self::PlaySlower
        )
    }

    /// Whether it shows a place: the tabs do that, so it is left out of the menu beside them.
    const fn shows_place(self) -> bool {
        matches!(
            self,
            Self::GoBuilding | Self::GoScenario | Self::GoPredict | Self::GoDrill | Self::GoReview
        )
    }

    /// The commands of the menu, in the groups that stand together there.
    pub(super) fn menu() -> impl Iterator<Item = Vec<Self>> {
        let begins = |command: &Self| {
            matches!(
                command,
                Self::ImportPlan | Self::Undo | Self::Guide | Self::SwitchLanguage | Self::Quit
            )
        };
        let mut groups = vec![Vec::new()];
        for command in Self::ALL.iter().filter(|one| !one.plays() && !one.shows_place()) {
            if begins(command) {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(*command);
            }
        }
        groups.into_iter()
    }

    /// Its sign in menus and toolbars.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::NewBook => icons::ADD,
            Self::NewFromPlan => icons::IMPORT,
            Self::OpenBook => icons::FOLDER_OPEN,
            Self::OpenSample => icons::BOOK,
            Self::GoStart => icons::HOME,
            Self::Guide => icons::SIGNPOST,
            Self::ImportPlan | Self::ImportPeer => icons::IMPORT,
            Self::Undo => icons::UNDO,
            Self::Redo => icons::REDO,
            Self::GoBuilding => icons::APARTMENT,
            Self::GoScenario => icons::ASSIGNMENT,
            Self::GoPredict => icons::ROUTE,
            Self::GoDrill => icons::TIMER,
            Self::GoReview => icons::COMPARE,
            Self::Play => icons::PLAY,
            Self::PlayForward | Self::PlayFarForward | Self::PlayEnd => icons::CHEVRON_RIGHT,
            Self::PlayBack | Self::PlayFarBack | Self::PlayStart => icons::CHEVRON_LEFT,
            Self::PlayFaster | Self::PlaySlower => icons::SPEED,
            Self::Palette => icons::SEARCH,
            Self::SwitchLanguage => icons::LANGUAGE,
            Self::SwitchTheme => icons::DARK_MODE,
            Self::SwitchContrast => icons::CONTRAST,
            Self::ZoomIn => icons::ZOOM_IN,
            Self::ZoomOut => icons::ZOOM_OUT,
            Self::ZoomReset => icons::FIT,
            Self::FullScreen => icons::FULLSCREEN,
            Self::Quit => icons::CLOSE,
        }
    }
}
