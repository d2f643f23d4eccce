//! The frame around the places: the bar on top, notices, shortcuts and dialogs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, Context, Frame, Margin, RichText, Ui, ViewportCommand};

use super::ask::{Answer, Ask, Wanted};
use super::building::{BuildingPlace, new_building};
use super::command::Command;
use super::desk::{Desk, Place};
use super::drill::DrillPlace;
use super::guide::{Act, Guide};
use super::import::{Accepted, Decision, ImportPreview};
use super::palette::Palette;
use super::peer_import::{self, PeerImport};
use super::predict::PredictPlace;
use super::review::ReviewPlace;
use super::scenario::ScenarioPlace;
use super::session::{SaveState, Session};
use super::settings::Settings;
use super::start::{Picked, StartScreen};
use super::toast::Toasts;
use super::{Start, copy, fonts, icons, theme, widgets};
use crate::exchange::plan::PlanKind;
use crate::language::{Choice, Language, Message, msg};
use crate::samples;
use crate::store::journal::journals;
use crate::store::{Access, Contents, OpenError};

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
        self.toasts.show(&ctx, self.lang);
    }

    /// While a drill runs and another place is in front, its clock stays in view.
    fn drill_bar(&mut self, ui: &mut Ui) {
        let clock = self.places.drill.running_clock(ui.ctx());
        let Some(clock) = clock.filter(|_| self.place != Place::Drill) else { return };
        let lang = self.lang;
        let colors = theme::colors_of(ui.visuals());
        let frame = Frame::new()
            .fill(colors.accent)
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("drill-bar").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = format!("{}  {}  {clock}", icons::TIMER, lang.t("drill-bar"));
                ui.label(RichText::new(text).font(theme::strong()).color(colors.on_strong));
                if ui.button(lang.t("drill-bar-go")).clicked() {
                    self.place = Place::Drill;
                }
            });
        });
    }

    fn show_place(&mut self, ui: &mut Ui) {
        let mut go = None;
        let (place, places) = (self.place, &mut self.places);
        self.toasts.leave_free(0.0);
        let Some(session) = self.session.as_mut() else { return };
        let (settings, toasts) = (&mut self.settings, &mut self.toasts);
        let mut desk = Desk { session, lang: self.lang, settings, toasts, go: &mut go };
        match place {
            Place::Building => places.building.show(ui, &mut desk),
            Place::Scenario => places.scenario.show(ui, &mut desk),
            Place::Predict => places.predict.show(ui, &mut desk),
            Place::Drill => places.drill.show(ui, &mut desk),
            Place::Review => places.review.show(ui, &mut desk),
        }
        if let Some(place) = go {
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
        let running = self.places.drill.running_clock(ctx).is_some();
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

    fn bar(&mut self, ui: &mut Ui) {
        let frame = Frame::new()
            .fill(theme::colors_of(ui.visuals()).card)
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("bar").exact_size(theme::BAR_HEIGHT).frame(frame).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                self.menu(ui);
                if self.session.is_some() && !self.at_start {
                    ui.separator();
                    for place in Place::ALL {
                        self.place_tab(ui, *place);
                    }
                }
                let layout = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(layout, |ui| self.bar_right(ui));
            });
        });
    }

    fn place_tab(&mut self, ui: &mut Ui, place: Place) {
        let text = format!("{}  {}", place.icon(), place.name(self.lang));
        let chosen = self.place == place;
        let text = RichText::new(text).font(theme::strong());
        if ui.add(egui::Button::selectable(chosen, text)).clicked() {
            self.place = place;
        }
    }

    fn bar_right(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let lang = self.lang;
        if ui.button(lang.other().own_name()).clicked() {
            self.run(Command::SwitchLanguage, &ctx);
        }
        for command in [Command::SwitchContrast, Command::SwitchTheme, Command::Palette] {
            if widgets::tool(ui, command.icon(), &lang.t(command.key()), false).clicked() {
                self.run(command, &ctx);
            }
        }
        let Some(session) = &self.session else { return };
        ui.separator();
        let steps = [
            (Command::Redo, session.redo_label().cloned()),
            (Command::Undo, session.undo_label().cloned()),
        ];
        let state = session.save_state().clone();
        let read_only = session.is_read_only();
        let reading = session.book.reading().map(|(done, all)| {
            let (done, all) = (done.to_string(), all.to_string());
            lang.say(&msg!("bar-reading", done = done, all = all))
        });
        for (command, label) in steps {
            let name = label.as_ref().map_or_else(
                || lang.t(command.key()),
                |label| format!("{} – {}", lang.t(command.key()), lang.say(label)),
            );
            let enabled = label.is_some();
            let button = ui
                .add_enabled_ui(enabled, |ui| widgets::tool(ui, command.icon(), &name, false))
                .inner;
            if button.clicked() {
                self.run(command, &ctx);
            }
        }
        let colors = theme::colors_of(ui.visuals());
        let (text, color) = match state {
            _ if reading.is_some() => (reading.unwrap_or_default(), colors.weak),
            _ if read_only => (lang.t("bar-read-only"), colors.warn),
            SaveState::Saved => (lang.t("bar-saved"), colors.weak),
            SaveState::Pending => (lang.t("bar-saving"), colors.weak),
            SaveState::Failed(_) => (lang.t("bar-not-saved"), colors.bad),
        };
        ui.label(RichText::new(text).small().color(color));
    }

    fn menu(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let lang = self.lang;
        let name = self.session.as_ref().map_or_else(
            || "Muster".to_owned(),
            |session| session.contents().manifest.name.clone(),
        );
        let mut picked = None;
        let title = RichText::new(format!("{}  {name}", icons::MENU)).font(theme::strong());
        ui.menu_button(title, |ui| {
            for command in Command::ALL.iter().filter(|command| !command.plays()) {
                let text = format!("{}  {}", command.icon(), lang.t(command.key()));
                let keys = command.shortcut().map(|keys| ctx.format_shortcut(&keys));
                let button = egui::Button::new(text).shortcut_text(keys.unwrap_or_default());
                if ui.add(button).clicked() {
                    picked = Some(*command);
                    ui.close();
                }
            }
        });
        if let Some(command) = picked {
            self.run(command, &ctx);
        }
    }

    /// Lines under the bar for what the user must know: read-only, unsaved, unreadable files.
    fn notices(&mut self, ui: &mut Ui) {
        let Some(session) = &self.session else { return };
        let lang = self.lang;
        let mut lines = Vec::new();
        if let Access::ReadOnly(reason) = session.book.access() {
            lines.push((icons::LOCK, lang.say(&reason.message())));
        }
        if let SaveState::Failed(message) = session.save_state() {
            lines.push((icons::ERROR, lang.say(message)));
        }
        let broken: Vec<String> =
            session.book.broken.iter().map(|file| lang.say(&file.error.message())).collect();
        if lines.is_empty() && broken.is_empty() {
            return;
        }
        let colors = theme::colors_of(ui.visuals());
        let frame = Frame::new()
            .fill(colors.warn.gamma_multiply(theme::WASH))
            .inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 4));
        egui::Panel::top("notices").frame(frame).show(ui, |ui| {
            for (icon, text) in lines {
                ui.label(RichText::new(format!("{icon}  {text}")).color(colors.warn));
            }
            if !broken.is_empty() {
                ui.horizontal(|ui| {
                    let count = lang.say(&msg!("broken-count", count = broken.len()));
                    let text = format!("{}  {count}", icons::WARNING);
                    ui.label(RichText::new(text).color(colors.warn));
                    ui.toggle_value(&mut self.show_broken, lang.t("broken-show"));
                });
                if self.show_broken {
                    for text in broken {
                        ui.label(text);
                    }
                }
            }
        });
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

    /// Shows the import of another program's file, and the building that came of it.
    fn import_peer(&mut self, ctx: &Context) {
        let (Some(peer), Some(session)) = (&mut self.peer, &mut self.session) else { return };
        let Some(decision) = peer.show(ctx, self.lang, session) else { return };
        self.peer = None;
        if let peer_import::Decision::Taken(building) = decision {
            self.place = Place::Building;
            let name = session.contents().buildings.get(&building).map(|b| b.name.clone());
            let text = msg!("import-peer-taken", name = name.unwrap_or_default());
            self.toasts.success(self.lang.say(&text));
        }
    }

    /// Asks for the folder of a book, and goes there.
    fn hear_answer(&mut self, ctx: &Context) {
        let Some(ask) = &mut self.ask else { return };
        let Some(answer) = ask.show(ctx, self.lang) else { return };
        let (wanted, others) = (ask.wanted(), ask.others());
        self.ask = None;
        let Answer::Path(folder) = answer else {
            self.accepted = None;
            return;
        };
        match wanted {
            Wanted::NewBook => {}
            Wanted::Plan if PlanKind::of(&folder).is_none() => {
                let ending = folder.extension().unwrap_or_default().to_string_lossy();
                return self.warn(&msg!("plan-unknown-kind", ending = ending.as_ref()));
            }
            Wanted::Plan => {
                let plans = std::iter::once(folder).chain(others).collect();
                return ImportPreview::take(&mut self.import, plans);
            }
            _ => return self.open(&folder),
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A newcomer wants to draw at once, not to look for how to begin.
        let mut contents = Contents::new(&name);
        let accepted = self.accepted.take();
        if accepted.is_none() {
            let building = new_building(&contents, self.lang);
            contents.buildings.insert(building.id.clone(), Arc::new(building));
        }
        let made = Session::create(&folder, contents);
        if made.is_ok() {
            self.place = Place::Building;
            self.guide.end();
        }
        self.take(&folder, made);
        if let (Some(accepted), Some(session)) = (accepted, self.session.as_mut()) {
            let (settings, toasts) = (&mut self.settings, &mut self.toasts);
            let go = &mut None;
            let mut desk = Desk { session, lang: self.lang, settings, toasts, go };
            self.places.building.take_over(accepted, &mut desk);
        }
    }

    /// A plan on the start screen: its preview, and then the folder of a new book for it.
    fn begin_with_plan(&mut self, ctx: &Context) {
        let at_start = self.at_start || self.session.is_none();
        if at_start && self.ask.is_none() {
            let dropped = ctx.input(|i| i.raw.dropped_files.clone());
            let paths = dropped.iter().map(|file| file.path().to_owned()).collect();
            ImportPreview::take(&mut self.import, paths);
        }
        if self.ask.is_some() {
            return;
        }
        let Some(preview) = &mut self.import else { return };
        match preview.show(ctx, self.lang, false) {
            Some(Decision::Accept(accepted)) => {
                self.import = None;
                let folder = free_folder(&self.settings.documents(), &accepted.name);
                self.ask = Some(Ask::new(Wanted::NewBook, &folder));
                self.accepted = Some(accepted);
            }
            Some(Decision::Add) => {
                self.ask = Some(Ask::new(Wanted::Plan, &self.settings.documents()));
            }
            Some(Decision::Cancel) => self.import = None,
            None => {}
        }
    }

    fn open(&mut self, root: &Path) {
        self.session = None;
        self.take(root, Session::open(root));
    }

    /// Opens a copy of a sample, which is made the first time.
    fn open_sample(&mut self, sample: &str) {
        let name = self.lang.t("sample-folder");
        let folder = self.settings.documents().join(name).join(sample);
        if !folder.exists()
            && let Err(error) = samples::write(sample, &folder)
        {
            let path = folder.display().to_string();
            self.warn(&msg!("book-io", path = path, reason = error.to_string()));
            return;
        }
        self.open(&folder);
    }

    fn take(&mut self, root: &Path, session: Result<Session, OpenError>) {
        match session {
            Ok(session) => {
                self.places = Places::default();
                self.at_start = false;
                // A drill that was cut off comes first: people may still be on their way.
                if !session.is_read_only() && !journals(&session.book.running_folder()).is_empty() {
                    self.place = Place::Drill;
                }
                self.session = Some(session);
                self.settings.remember(root.to_owned());
                self.settings.save();
            }
            Err(error) => self.warn(&error.message()),
        }
    }

    fn warn(&mut self, message: &Message) {
        self.toasts.error(self.lang.say(message));
    }
}

/// A folder that is not there yet, by its name or with a number after it.
fn free_folder(parent: &Path, name: &str) -> PathBuf {
    let names = (1_u32..).map(|number| match number {
        1 => name.to_owned(),
        number => format!("{name} {number}"),
    });
    names.map(|name| parent.join(name)).find(|folder| !folder.exists()).unwrap_or_default()
}

impl eframe::App for Muster {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
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
