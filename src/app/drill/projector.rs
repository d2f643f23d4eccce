//! The second screen: what everybody in the room may see of the drill that runs. Nothing on it
//! tells what is still to come, and no names.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eframe::egui::{
    self, Align2, Context, Rect, RichText, Ui, ViewportBuilder, ViewportCommand, ViewportId, pos2,
    vec2,
};

use super::live::Live;
use crate::app::desk::Desk;
use crate::app::plan::{self, Options, Overlay, View};
use crate::app::screens::{self, Screen};
use crate::app::theme::Look;
use crate::app::{icons, theme};
use crate::building::{Building, Site, SpaceId, StoreyId};
use crate::drill::{CheckpointKind, Clock, Moment, Phase};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// So long a window may take to reach its screen, s.
const SETTLES: f64 = 1.0;

/// A storey of the drill.
#[derive(Clone, PartialEq)]
struct Tile {
    storey: StoreyId,
    name: String,
    /// Since when it is clear.
    clear: Option<Seconds>,
    /// How many of its rooms that are checked are clear, of how many.
    rooms: (usize, usize),
}

/// What is shown, as far as it changes with the events alone.
#[derive(Clone)]
struct Scene {
    lang: Language,
    /// The clock by which the controls go.
    by: Arc<dyn Clock>,
    title: String,
    phase: Phase,
    rehearsal: bool,
    /// What the drill's clock showed at a reading of the clock that nobody can set.
    clock: (Duration, Seconds),
    pace: u32,
    tiles: Vec<Tile>,
    people: (u32, u32),
    /// Nothing while nobody has counted or called.
    missing: Option<u32>,
    building: Arc<Building>,
    site: Arc<Site>,
    cleared: BTreeSet<SpaceId>,
    exits: Vec<(crate::building::DoorId, u32)>,
}

impl Scene {
    fn of(live: &Live, desk: &Desk<'_>, moment: &Moment) -> Self {
        let (header, outcome) = (live.header(), live.outcome());
        let building = &header.building;
        let time = |kind: &CheckpointKind| {
            let checkpoint = live.run().scenario().checkpoint_of(kind)?;
            Some(outcome.time(&checkpoint.id))
        };
        let mut cleared = BTreeSet::new();
        let mut tiles = Vec::new();
        for storey in building.storeys.iter().rev() {
            let rooms: Vec<(&SpaceId, Option<Seconds>)> = storey
                .spaces
                .iter()
                .filter_map(|s| Some((&s.id, time(&CheckpointKind::SpaceCleared(s.id.clone()))?)))
                .collect();
            let done = rooms.iter().filter(|(_, at)| at.is_some()).count();
            let own = time(&CheckpointKind::StoreyCleared(storey.id.clone()));
            let last_room =
                || rooms.iter().try_fold(Seconds::ZERO, |l, (_, at)| Some(l.max((*at)?)));
            let clear = own.unwrap_or_else(|| last_room().filter(|_| !rooms.is_empty()));
            cleared
                .extend(rooms.iter().filter(|(_, at)| at.is_some()).map(|(id, _)| (*id).clone()));
            if clear.is_some() {
                cleared.extend(storey.spaces.iter().map(|space| space.id.clone()));
            }
            if own.is_some() || !rooms.is_empty() {
                let (storey, name) = (storey.id.clone(), storey.name.clone());
                // Where somebody reports the storey as a whole, its rooms are beside the point.
                let rooms = if own.is_some() { (0, 0) } else { (done, rooms.len()) };
                tiles.push(Tile { storey, name, clear, rooms });
            }
        }
        let call = live.roll_call();
        let missing = if outcome.called.is_empty() {
            (!outcome.head_counts.is_empty()).then(|| outcome.missing())
        } else {
            Some(call.all.unaccounted())
        };
        Self {
            lang: desk.lang,
            by: Arc::clone(desk.clock),
            title: header.scenario.name.clone(),
            phase: live.run().phase(),
            rehearsal: header.rehearsal,
            clock: (moment.since_boot, live.clock(moment)),
            pace: live.pace(),
            tiles,
            people: (outcome.people_out(), header.expected_people),
            missing,
            building: Arc::clone(building),
            site: Arc::clone(&header.site),
            cleared,
            exits: outcome.exits.iter().map(|(id, count)| (id.clone(), count.total())).collect(),
        }
    }

    fn clock_at(&self, moment: &Moment) -> Seconds {
        let (read, clock) = self.clock;
        if !self.phase.clock_runs() {
            return clock;
        }
        let passed = Seconds::from(moment.since_boot) - Seconds::from(read);
        clock + passed * f64::from(self.pace)
    }
}

/// What the second window is shown with.
#[derive(Default)]
struct Shown {
    scene: Option<Scene>,
    view: View,
    storey: Option<StoreyId>,
    closed: bool,
    /// Keys that were pressed while it was in front of the controls.
    typed: Vec<egui::Event>,
    /// Its screen is not there any more.
    thrown: bool,
    /// It fills, or is sent to, a screen on which the window with the controls is not.
    beside: bool,
    /// Since when it covers the controls all the same, by the clock of its window, s.
    covers_since: Option<f64>,
}

impl Shown {
    /// Whether its screen was unplugged, so that the system put it in front of the controls.
    fn is_thrown_over_the_controls(&mut self, ctx: &Context) -> bool {
        let place = |viewport: &egui::ViewportInfo| viewport.outer_rect;
        let controls = ctx.input_for(ViewportId::ROOT, |input| place(input.viewport()));
        let (own, full, now) = ctx.input(|input| {
            let viewport = input.viewport();
            (place(viewport), viewport.fullscreen == Some(true), input.time)
        });
        let (Some(own), Some(controls)) = (own, controls) else { return false };
        let covers = full && own.contains(controls.center());
        self.beside |= full && !covers;
        if !covers || !self.beside {
            self.covers_since = None;
            return false;
        }
        let since = *self.covers_since.get_or_insert(now);
        ctx.request_repaint_after(Duration::from_secs_f64(SETTLES));
        now - since >= SETTLES
    }
}

/// The second screen.
#[derive(Default)]
pub(super) struct Projector {
    shown: Arc<Mutex<Shown>>,
    /// Nothing while it is closed; which screen it fills, if any.
    open: Option<Option<usize>>,
    /// What the scene was made of: events, language, pace.
    made_of: Option<(usize, Language, u32)>,
}

impl Projector {
    fn id() -> ViewportId {
        ViewportId::from_hash_of("projector")
    }

    pub(super) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Opens it in a window of its own, or filling one of the screens.
    fn open(&mut self, screen: Option<usize>, screens: &[Screen]) {
        self.open = Some(screen);
        self.made_of = None;
        let mut shown = lock(&self.shown);
        let beside = screen.and_then(|screen| screens.get(screen)).is_some_and(|one| !one.here);
        (shown.closed, shown.thrown, shown.beside) = (false, false, beside);
        shown.covers_since = None;
    }

    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Opens or closes it; on the screen that was chosen the last time, if it is there.
    pub(super) fn toggle(&mut self, desk: &Desk<'_>) {
        if self.is_open() {
            return self.close();
        }
        let wanted = desk.settings.projector;
        let screen = wanted.and_then(|wanted| screens::beside(desk.screens, wanted));
        self.open(screen, desk.screens);
    }

    /// What can be chosen: a window of its own, and every screen that is there.
    pub(super) fn menu(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let lang = desk.lang;
        let mut chosen = None;
        let window = format!("{}  {}", icons::MONITOR, lang.t("projector-window"));
        if ui.selectable_label(self.open == Some(None), window).clicked() {
            chosen = Some(None);
        }
        for (index, screen) in desk.screens.iter().enumerate() {
            let (name, [width, height]) = (&screen.name, screen.size.map(|side| side.to_string()));
            let text = msg!(
                "projector-screen",
                number = index + 1,
                name = name,
                width = width,
                height = height
            );
            let here = if screen.here { lang.t("projector-here") } else { String::new() };
            let text = format!("{}  {}{here}", icons::FULLSCREEN, lang.say(&text));
            if ui.selectable_label(self.open == Some(Some(index)), text).clicked() {
                chosen = Some(Some(index));
            }
        }
        let close = format!("{}  {}", icons::CLOSE, lang.t("projector-close"));
        if ui.add_enabled(self.is_open(), egui::Button::new(close)).clicked() {
            self.close();
            ui.close();
        }
        if let Some(screen) = chosen {
            self.open(screen, desk.screens);
            desk.settings.projector = screen;
            desk.settings.save();
            ui.close();
        }
    }

    /// Hands what was typed into it over to the controls: their keys work whichever window is in
    /// front.
    pub(super) fn hand_over_keys(&self, ctx: &Context) {
        let typed = std::mem::take(&mut lock(&self.shown).typed);
        if !typed.is_empty() {
            ctx.input_mut(|input| input.events.extend(typed));
        }
    }

    /// Keeps it open, with what has happened since.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        desk: &mut Desk<'_>,
        live: &Live,
        moment: &Moment,
    ) {
        let Some(screen) = self.open else { return };
        let lang = desk.lang;
        let made_of = (live.run().events().len(), lang, live.pace());
        let mut shown = lock(&self.shown);
        if shown.closed {
            if std::mem::take(&mut shown.thrown) {
                desk.warn(&msg!("projector-screen-gone"));
            }
            drop(shown);
            return self.close();
        }
        if self.made_of != Some(made_of) {
            self.made_of = Some(made_of);
            shown.scene = Some(Scene::of(live, desk, moment));
            ctx.request_repaint_of(Self::id());
        }
        drop(shown);
        let mut builder = ViewportBuilder::default()
            .with_title(format!("Muster · {}", lang.t("projector")))
            .with_app_id("muster")
            .with_inner_size([1024.0, 640.0]);
        if let Some(screen) = screen {
            builder = builder.with_monitor(screen);
        }
        let shared = Arc::clone(&self.shown);
        ctx.show_viewport_deferred(Self::id(), builder, move |ui, _| paint(ui, &shared));
    }
}

fn lock(shown: &Mutex<Shown>) -> MutexGuard<'_, Shown> {
    // A panic elsewhere leaves nothing half-done: each field is set in one step.
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

fn paint(ui: &mut Ui, shared: &Mutex<Shown>) {
    let ctx = ui.ctx().clone();
    let mut shown = lock(shared);
    let escape = ctx.input(|i| i.viewport().close_requested() || i.key_pressed(egui::Key::Escape));
    shown.thrown |= shown.is_thrown_over_the_controls(&ctx);
    if escape || shown.thrown {
        shown.closed = true;
        ctx.request_repaint_of(ViewportId::ROOT);
    }
    let typed = ctx.input(|i| {
        // The keys that are about this window stay in it.
        let own = [egui::Key::Escape, egui::Key::F11];
        let key = |event: &&egui::Event| {
            matches!(event, egui::Event::Key { key, pressed: true, .. } if !own.contains(key))
        };
        i.events.iter().filter(key).cloned().collect::<Vec<_>>()
    });
    // Where there is but one window, the controls have them already.
    if !typed.is_empty() && ctx.viewport_id() != ViewportId::ROOT {
        shown.typed.extend(typed);
        ctx.request_repaint_of(ViewportId::ROOT);
    }
    if ctx.input(|i| i.key_pressed(egui::Key::F11)) {
        let full = ctx.input(|i| i.viewport().fullscreen.unwrap_or(false));
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
    }
    let Shown { scene, view, storey, .. } = &mut *shown;
    let Some(scene) = scene else { return };
    let clock = scene.clock_at(&scene.by.now());
    if scene.phase.clock_runs() {
        // Whole seconds are enough here, and cost a tenth.
        let rest = 1.0 - clock.get().rem_euclid(1.0);
        let rest = rest / f64::from(scene.pace.max(1));
        ctx.request_repaint_after(Duration::from_secs_f64(rest.max(0.05)));
    }
    let frame = egui::Frame::new().inner_margin(20.0);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        head(ui, scene, clock);
        ui.add_space(theme::GROUP_GAP);
        let whole = ui.available_rect_before_wrap();
        let tiles = Rect::from_min_size(whole.min, vec2(whole.width() * 0.36, whole.height()));
        let plan =
            Rect::from_min_max(pos2(tiles.right() + theme::GROUP_GAP, whole.top()), whole.max);
        paint_tiles(ui, scene, tiles);
        // The storey that is still occupied and nearest to the ground is where the eyes are.
        let open = scene.tiles.iter().rev().find(|tile| tile.clear.is_none());
        let wanted = open.or_else(|| scene.tiles.last()).map(|tile| tile.storey.clone());
        let wanted = wanted.or_else(|| scene.building.storeys.first().map(|s| s.id.clone()));
        if *storey != wanted {
            *storey = wanted;
            view.fit_soon();
        }
        if let Some(storey) = storey {
            paint_plan(ui, scene, storey, view, plan);
        }
    });
}

fn head(ui: &mut Ui, scene: &Scene, clock: Seconds) {
    let lang = scene.lang;
    let colors = theme::colors_of(ui.visuals());
    let (words, color) = match scene.phase {
        Phase::RealEmergency => (lang.t("projector-real"), colors.bad),
        Phase::Paused => (lang.t("projector-paused"), colors.warn),
        Phase::Finished => (lang.t("projector-finished"), colors.weak),
        Phase::Ready | Phase::Running if scene.rehearsal => {
            (lang.t("drill-rehearsal"), colors.warn)
        }
        Phase::Ready | Phase::Running => (lang.t("projector-drill"), colors.accent),
    };
    let room = ui.available_width();
    ui.horizontal(|ui| {
        let size = (room * 0.11).clamp(72.0, 220.0);
        ui.label(RichText::new(clock.clock()).font(egui::FontId::monospace(size)));
        ui.add_space(theme::GROUP_GAP);
        ui.vertical(|ui| {
            ui.label(RichText::new(words).font(theme::figure(30.0)).color(color));
            let title = RichText::new(&scene.title).size(20.0).color(colors.weak);
            ui.add(egui::Label::new(title).truncate());
            let (out, expected) = scene.people;
            let text =
                msg!("projector-out", out = out.to_string(), expected = expected.to_string());
            ui.label(RichText::new(lang.say(&text)).font(theme::figure(30.0)));
            if let Some(missing) = scene.missing {
                let (icon, color, text) = if missing == 0 {
                    (icons::ACCOUNTED_FOR, colors.good, lang.t("projector-all-safe"))
                } else {
                    let text = msg!("projector-missing", missing = missing.to_string());
                    (icons::MISSING, colors.bad, lang.say(&text))
                };
                let text = format!("{icon}  {text}");
                ui.label(RichText::new(text).font(theme::figure(30.0)).color(color));
            }
        });
    });
}

fn paint_tiles(ui: &Ui, scene: &Scene, area: Rect) {
    let colors = theme::colors_of(ui.visuals());
    let painter = ui.painter();
    let count = scene.tiles.len().max(1) as f32;
    let height = ((area.height() - theme::GAP * (count - 1.0)) / count).min(130.0);
    for (index, tile) in scene.tiles.iter().enumerate() {
        let top = area.top() + index as f32 * (height + theme::GAP);
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), height));
        let (fill, ink, icon, words) = match tile.clear {
            Some(at) => {
                let text = msg!("projector-clear", at = at.clock());
                (colors.good, colors.on_strong, icons::CHECK, scene.lang.say(&text))
            }
            None => {
                let (done, all) = tile.rooms;
                let words = if all > 0 {
                    let text =
                        msg!("projector-rooms", done = done.to_string(), all = all.to_string());
                    scene.lang.say(&text)
                } else {
                    scene.lang.t("projector-occupied")
                };
                (colors.card, ui.visuals().text_color(), icons::RUN, words)
            }
        };
        painter.rect_filled(rect, 10.0, fill);
        painter.rect_stroke(
            rect,
            10.0,
            egui::Stroke::new(1.0, colors.line),
            egui::StrokeKind::Inside,
        );
        let name = theme::figure((height * 0.4).clamp(18.0, 44.0));
        let small = egui::FontId::proportional((height * 0.22).clamp(14.0, 24.0));
        let left = rect.left() + 18.0;
        let middle = rect.center().y;
        painter.text(pos2(left, middle), Align2::LEFT_CENTER, &tile.name, name.clone(), ink);
        let right = rect.right() - 18.0;
        let words = format!("{words}  {icon}");
        painter.text(pos2(right, middle), Align2::RIGHT_CENTER, words, small, ink);
    }
}

fn paint_plan(ui: &mut Ui, scene: &Scene, storey: &StoreyId, view: &mut View, area: Rect) {
    let colors = theme::colors_of(ui.visuals());
    let mut overlay = Overlay::default();
    let clear = Look::of(ui.visuals()).tint(colors.good);
    overlay.spaces.extend(scene.cleared.iter().map(|space| (space.clone(), clear)));
    let counts = scene.exits.iter().map(|(exit, people)| (exit.clone(), people.to_string()));
    overlay.door_notes.extend(counts);
    let bounds = scene.building.storey(storey).and_then(crate::building::Storey::bounds);
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
        view.follow(ui.available_size());
        view.canvas(ui, bounds);
        // Hazards and blocked doors may be what the drill wants people to find.
        let options =
            Options { equipment: false, hazards: false, site: false, ..Options::new(scene.lang) };
        let none = BTreeSet::new();
        let painter = ui.painter();
        plan::paint_storey(
            painter,
            view,
            &scene.building,
            &scene.site,
            storey,
            &options,
            &overlay,
            &none,
        );
        if let Some(storey) = scene.building.storey(storey) {
            let corner = area.left_top() + vec2(14.0, 10.0);
            let ink = ui.visuals().text_color();
            ui.painter().text(corner, Align2::LEFT_TOP, &storey.name, theme::figure(28.0), ink);
        }
    });
}
