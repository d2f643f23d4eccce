//! The frame around the places: what is open, which place is in front, shortcuts and dialogs.

mod bar;
mod leaving;
mod opening;

use std::sync::Arc;

use eframe::egui::{self, Context, Frame, Ui, ViewportCommand};

use self::leaving::Leaving;
use self::opening::free_folder;
use super::ask::{Ask, Wanted};
use super::building::BuildingPlace;
use super::command::Command;
use super::desk::{Desk, Place};
use super::drill::DrillPlace;
use super::guide::{Act, Guide};
use super::import::{Accepted, ImportPreview};
use super::palette::Palette;
use super::peer_import::PeerImport;
use super::predict::PredictPlace;
use super::review::ReviewPlace;
use super::scenario::ScenarioPlace;
use super::screens::{self, Screen};
use super::session::Session;
use super::settings::Settings;
use super::start::{Picked, StartScreen};
use super::toast::Toasts;
use super::{Start, copy, fonts, theme};
use crate::drill::{Clock, SystemClock};
use crate::language::{Choice, Language, Message, msg};
use crate::samples;

/// The window.
pub struct Muster {
    session: Option<Session>,
    settings: Settings,
    lang: Language,
    place: Place,
    places: Places,
    palette: Palette,
    toasts: Toasts,
    ask: Option<Ask>,
    peer: Option<PeerImport>,
    /// A plan that is looked at before there is a book for it.
    import: Option<ImportPreview>,
    /// What the user has agreed to, while the folder of its book is asked for.
    accepted: Option<Accepted>,
    start: StartScreen,
    /// The start screen is shown over the open book.
    at_start: bool,
    guide: Guide,
    /// The files that can't be read are listed while this is set.
    show_broken: bool,
    screens: Vec<Screen>,
    clock: Arc<dyn Clock>,
    leaving: Leaving,
}

/// Each place keeps what it shows while another one is in front.
#[derive(Default)]
struct Places {
    building: BuildingPlace,
    scenario: ScenarioPlace,
    predict: PredictPlace,
    drill: DrillPlace,
    review: ReviewPlace,
}

impl Muster {
    /// The window with the book to start with.
    #[must_use]
    pub fn new(ctx: &Context, start: Start) -> Self {
        fonts::install(ctx);
        let settings = Settings::load(start.home);
        theme::install(ctx, settings.contrast);
        let lang = start.language.or(settings.language).unwrap_or_else(Language::of_system);
        if let Some(dark) = settings.dark {
            ctx.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
        }
        if let Some(zoom) = settings.zoom {
            ctx.set_zoom_factor(zoom.clamp(0.75, 2.0));
        }
        let mut muster = Self {
            session: None,
            settings,
            lang,
            place: Place::Building,
            places: Places::default(),
            palette: Palette::default(),
            toasts: Toasts::default(),
            ask: None,
            peer: None,
            import: None,
            accepted: None,
            start: StartScreen::default(),
            at_start: false,
            guide: Guide::default(),
            show_broken: false,
            screens: Vec::new(),
            clock: Arc::new(SystemClock),
            leaving: Leaving::default(),
        };
        match start.book.or_else(|| muster.settings.recent.first().cloned()) {
            Some(book) => muster.open(&book),
            None => {
                // A newcomer: nothing was ever open here.
                muster.open_sample(samples::NAMES[0]);
                muster.begin_guide();
            }
        }
        muster
    }

    /// Takes up which screens there are.
    pub fn know_screens(&mut self, screens: Vec<Screen>) {
        self.screens = screens;
    }

    /// Goes by another clock than the computer's.
    pub fn go_by(&mut self, clock: Arc<dyn Clock>) {
        self.clock = clock;
    }

    /// Shows the window's content.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if let Some(saved) = self.session.as_mut().and_then(|session| session.tick(&ctx)) {
            for file in saved.kept_aside {
                let file = file.display().to_string();
                self.warn(&msg!("save-kept-aside", file = file));
            }
        }
        self.shortcuts(&ctx);
        self.bar(ui);
        self.notices(ui);
        self.drill_bar(ui);
        if self.session.is_some() && !self.at_start {
            self.show_place(ui);
        } else {
            self.show_start(ui);
        }
        self.show_guide(&ctx);
        if let Some(command) = self.palette.show(&ctx, self.lang) {
            self.run(command, &ctx);
        }
        self.hear_answer(&ctx);
        if let Some(copied) = copy::done(&ctx) {
            self.toasts.success(self.lang.say(&copied));
        }
        self.import_peer(&ctx);
        self.begin_with_plan(&ctx);
        self.ask_before_closing(&ctx);
        self.toasts.show(&ctx, self.lang);
    }

    fn show_place(&mut self, ui: &mut Ui) {
        let (mut go, mut finding) = (None, None);
        let (place, places) = (self.place, &mut self.places);
        self.toasts.leave_free(0.0);
        let Some(session) = self.session.as_mut() else { return };
        let (settings, toasts) = (&mut self.settings, &mut self.toasts);
        let (clock, screens) = (&self.clock, &self.screens);
        let (lang, go, finding) = (self.lang, &mut go, &mut finding);
        let mut desk = Desk { session, lang, settings, toasts, clock, screens, go, finding };
        match place {
            Place::Building => places.building.show(ui, &mut desk),
            Place::Scenario => places.scenario.show(ui, &mut desk),
            Place::Predict => places.predict.show(ui, &mut desk),
            Place::Drill => places.drill.show(ui, &mut desk),
            Place::Review => places.review.show(ui, &mut desk),
        }
        if let Some(finding) = finding.take() {
            places.review.show_finding(finding);
            *go = Some(Place::Review);
        }
        if let Some(place) = *go {
            self.place = place;
        }
    }

    fn show_start(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let open = self.session.as_ref().map(|session| session.contents().manifest.name.clone());
        let picked = egui::CentralPanel::default()
            .show(ui, |ui| self.start.show(ui, self.lang, &self.settings.recent, open.as_deref()))
            .inner;
        match picked {
            Some(Picked::Command(command)) => self.run(command, &ctx),
            Some(Picked::Recent(book)) => self.open(&book),
            Some(Picked::Sample(sample)) => self.open_sample(sample),
            Some(Picked::Back) => self.at_start = false,
            None => {}
        }
    }

    fn begin_guide(&mut self) {
        let records = self.session.as_ref().map_or(0, |session| session.book.records.len());
        self.guide.begin(records);
    }

    fn show_guide(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        if self.at_start {
            return;
        }
        let records = session.book.records.len();
        let running = self.places.drill.is_running();
        let free = self.toasts.left_free();
        match self.guide.show(ctx, self.lang, self.place, running, records, free) {
            Some(Act::Rehearse) => {
                self.place = Place::Drill;
                self.places.drill.rehearse_soon();
            }
            Some(Act::Look) => self.place = Place::Review,
            Some(Act::Make) => self.run(Command::NewBook, ctx),
            Some(Act::Leave) | None => {}
        }
    }

    fn shortcuts(&mut self, ctx: &Context) {
        // Longer chords first: Ctrl+Z would also answer to Ctrl+Shift+Z.
        let mut commands: Vec<Command> = Command::ALL.to_vec();
        commands.retain(|command| !command.plays());
        commands.sort_by_key(|command| {
            std::cmp::Reverse(command.shortcut().map(|keys| keys.modifiers.shift))
        });
        let pressed = commands.into_iter().find(|command| {
            command.shortcut().is_some_and(|keys| ctx.input_mut(|i| i.consume_shortcut(&keys)))
        });
        if let Some(command) = pressed {
            self.run(command, ctx);
        }
    }

    fn run(&mut self, command: Command, ctx: &Context) {
        if self.must_wait(command) {
            return;
        }
        match command {
            Command::NewBook => {
                let folder = free_folder(&self.settings.documents(), &self.lang.t("new-book-name"));
                self.ask = Some(Ask::new(Wanted::NewBook, &folder));
            }
            Command::OpenBook => {
                self.ask = Some(Ask::new(Wanted::Book, &self.settings.documents()));
            }
            Command::NewFromPlan => {
                self.at_start = true;
                self.ask = Some(Ask::new(Wanted::Plan, &self.settings.documents()));
            }
            Command::OpenSample => self.open_sample(samples::NAMES[0]),
            Command::GoStart => self.at_start = true,
            Command::Guide => {
                // The tour walks through the sample, whatever is open.
                self.open_sample(samples::NAMES[0]);
                self.begin_guide();
            }
            Command::ImportPlan => {
                if let Some(session) = &self.session {
                    self.place = Place::Building;
                    self.places.building.ask_for_plan(&session.book.root());
                }
            }
            Command::ImportPeer => {
                if let Some(session) = &self.session {
                    self.at_start = false;
                    self.peer = Some(PeerImport::new(&session.book.root()));
                }
            }
            Command::Undo => self.step(Session::undo, "undone"),
            Command::Redo => self.step(Session::redo, "redone"),
            Command::GoBuilding => self.go(Place::Building),
            Command::GoScenario => self.go(Place::Scenario),
            Command::GoPredict => self.go(Place::Predict),
            Command::GoDrill => self.go(Place::Drill),
            Command::GoReview => self.go(Place::Review),
            Command::Play
            | Command::PlayForward
            | Command::PlayBack
            | Command::PlayFarForward
            | Command::PlayFarBack
            | Command::PlayStart
            | Command::PlayEnd
            | Command::PlayFaster
            | Command::PlaySlower => {
                self.go(Place::Predict);
                self.places.predict.play_later(command);
            }
            Command::Palette => self.palette.open(),
            Command::SwitchLanguage => {
                self.lang = self.lang.other();
                self.settings.language = Some(self.lang);
                self.settings.save();
            }
            Command::SwitchTheme => {
                let dark = ctx.theme() != egui::Theme::Dark;
                ctx.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
                self.settings.dark = Some(dark);
                self.settings.save();
            }
            Command::SwitchContrast => {
                self.settings.contrast = !self.settings.contrast;
                self.settings.save();
                theme::install(ctx, self.settings.contrast);
            }
            Command::ZoomIn => self.zoom(ctx, ctx.zoom_factor() + 0.1),
            Command::ZoomOut => self.zoom(ctx, ctx.zoom_factor() - 0.1),
            Command::ZoomReset => self.zoom(ctx, 1.0),
            Command::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn go(&mut self, place: Place) {
        self.place = place;
        self.at_start = false;
    }

    fn zoom(&mut self, ctx: &Context, factor: f32) {
        let factor = factor.clamp(0.75, 2.0);
        ctx.set_zoom_factor(factor);
        self.settings.zoom = Some(factor);
        self.settings.save();
    }

    fn step(&mut self, step: fn(&mut Session) -> Option<Message>, key: &'static str) {
        let Some(label) = self.session.as_mut().and_then(step) else { return };
        let text = if key == "undone" {
            msg!("step-undone", what = label)
        } else {
            msg!("step-redone", what = label)
        };
        self.toasts.info(self.lang.say(&text));
    }

    fn warn(&mut self, message: &Message) {
        self.toasts.error(self.lang.say(message));
    }
}

impl eframe::App for Muster {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.know_screens(screens::of(frame));
        // Where a list goes on, it fades into the ground that nobody paints.
        let ground = Frame::NONE.fill(theme::colors_of(ui.visuals()).ground);
        let on_ground = egui::UiStackInfo::new(egui::UiKind::GenericArea).with_frame(ground);
        let whole = egui::UiBuilder::new().ui_stack_info(on_ground);
        ui.scope_builder(whole, |ui| self.show(ui));
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::colors_of(visuals).ground.to_normalized_gamma_f32()
    }
}
