//! The plan with routes as arrows, what happens on it in colours, and queues beside their doors.

use eframe::egui::{self, Color32, Rect, RichText, Stroke, StrokeKind, Ui, pos2, vec2};

use super::work::Answer;
use super::{PredictPlace, export};
use crate::app::desk::Desk;
use crate::app::plan::{Arrow, Options, Overlay, color32, hit, paint_storey};
use crate::app::theme;
use crate::building::network::Way;
use crate::building::{ElementId, Rank, StoreyId};
use crate::egress::flow::at;
use crate::exchange::figure::{
    Color, HeatMap, LARGER, Layer, Legend, Mark, Paint, Scene, Walked, of_number, people, plan,
    ramp, to_csv,
};
use crate::language::{Choice, Language, msg};
use crate::units::Seconds;

/// A shorter queue is over in a moment and gets no note in the picture of the whole, persons.
const WORTH_A_NOTE: u32 = 3;

/// How much a map covers on a dark plan, of what it covers on a light one.
const ON_DARK: f32 = 0.6;

/// A person's radius on the plan, m, and the least that can be seen, points.
const BODY: (f64, f32) = (0.2, 2.0);

/// What is on the plan: worked out once for the window and the legends.
pub(super) struct Shown {
    layer: Layer,
    people_legend: Legend,
}

impl PredictPlace {
    pub(super) fn canvas(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        answer: &Answer,
        shown: Shown,
    ) {
        let Some(storey) = desk.session.current.storey.clone() else { return };
        let building = &answer.staged;
        let bounds = building.storey(&storey).and_then(crate::building::Storey::bounds);
        let response = self.view.canvas(ui, bounds);
        if response.clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            self.selection = hit(&self.view, building, &storey, pos).into_iter().collect();
        }
        let mut options = Options::new(desk.lang);
        options.equipment = false;
        options.hazards = false;
        let people = shown.layer.people.clone();
        let overlay = self.overlay(ui, desk.lang, answer, &storey, shown.layer);
        let painter = ui.painter_at(response.rect);
        let site = &answer.subject.site;
        let selection = &self.selection;
        paint_storey(&painter, &self.view, building, site, &storey, &options, &overlay, selection);
        let radius = self.view.length(BODY.0).max(BODY.1);
        for dot in people {
            let (at, color) = (self.view.to_screen(dot.at), color32(dot.color));
            marked(&painter, at, radius, dot.mark, color, dot.walking);
        }
    }

    /// What the maps are drawn from.
    fn scene<'a>(&'a self, lang: Language, answer: &'a Answer) -> Scene<'a> {
        let walked = self.walked(answer).filter(|walk| !walk.spread.median.frames.is_empty());
        Scene {
            building: &answer.staged,
            flow: self.shown(answer),
            walked: walked.map(|walk| Walked {
                run: &walk.spread.median,
                heat: &walk.heat,
                over: self.over(walk).filter(|_| self.map.is_of_whole_run()),
            }),
            smoke: answer.smoke.as_ref().map(|in_smoke| &*in_smoke.smoke),
            lang,
        }
    }

    /// What is on a storey at the moment of the slider.
    pub(super) fn on_plan(&self, desk: &Desk<'_>, answer: &Answer) -> Shown {
        let storeys = &answer.staged.storeys;
        let here = desk.session.current.storey.as_ref();
        let number = storeys.iter().position(|s| Some(&s.id) == here).unwrap_or(0);
        let (scene, moment) = (self.scene(desk.lang, answer), Seconds::new(self.play.moment));
        let mut layer = scene.map(self.map, number, moment);
        let mut people_legend = Legend::default();
        if self.shows_people(answer) {
            (layer.people, people_legend) = people(&scene, number, moment, self.paint);
        }
        Shown { layer, people_legend }
    }

    /// Whether people are drawn: they would hide a map of the whole run.
    fn shows_people(&self, answer: &Answer) -> bool {
        self.walked(answer).is_some() && (self.map.moves() || self.map == HeatMap::Plain)
    }

    fn overlay(
        &self,
        ui: &Ui,
        lang: Language,
        answer: &Answer,
        storey: &StoreyId,
        layer: Layer,
    ) -> Overlay {
        let colors = theme::colors_of(ui.visuals());
        let moment = Seconds::new(self.play.moment);
        let flow = self.shown(answer);
        let mut strips = layer.strips;
        if ui.visuals().dark_mode {
            for strip in &mut strips {
                strip.color = strip.color.faded(f64::from(ON_DARK));
            }
        }
        let tint = |(id, color)| (id, shade(ui, color32(color)));
        let mut overlay = Overlay {
            spaces: layer.spaces.into_iter().map(tint).collect(),
            notes: layer.notes,
            strips,
            ..Overlay::default()
        };
        for found in &flow.bottlenecks {
            let ElementId::Door(door) = &found.element else { continue };
            let (waiting, note) = if self.map.moves() {
                let waiting = at(&found.waiting, moment);
                (waiting, msg!("predict-note-queue", people = waiting))
            } else {
                let peak = found.peak_queue;
                (peak, msg!("predict-note-peak", people = peak))
            };
            let least = if self.map.moves() { 1 } else { WORTH_A_NOTE };
            if waiting >= least && self.map != HeatMap::Plain {
                overlay.doors.insert(door.clone(), colors.warn);
                overlay.door_notes.insert(door.clone(), lang.say(&note));
            }
        }
        if self.shows_people(answer) && self.paint == Paint::Exit {
            // The exit has the colour of its people, so that the two are seen to belong together.
            for (number, (_, door)) in answer.staged.exits().enumerate() {
                if flow.exits.get(&door.id).is_some_and(|exit| exit.people > 0) {
                    overlay.doors.insert(door.id.clone(), color32(of_number(number)));
                }
            }
        }
        self.arrows(answer, storey, &mut overlay, colors);
        overlay
    }

    /// Asks where the plan as it is shown is to be written.
    pub(super) fn export_plan(&mut self, desk: &Desk<'_>, answer: &Answer) {
        let lang = desk.lang;
        let building = &answer.staged;
        let Some(storey) = desk.session.current.storey.clone() else { return };
        let Some(level) = building.storey(&storey) else { return };
        let Shown { mut layer, people_legend } = self.on_plan(desk, answer);
        let names = [
            building.name.clone(),
            level.name.clone(),
            answer.subject.scenario.name.clone(),
            lang.t(self.map.key()),
        ];
        let mut title = names.join(" · ");
        if self.map.moves() || !layer.people.is_empty() {
            title = format!("{title} · {}", Seconds::new(self.play.moment).clock());
        }
        if self.map == HeatMap::Plain {
            layer.legend = people_legend;
        }
        let svg = plan(building, &storey, &title, &layer);
        let heading = [lang.t("predict-space"), layer.legend.title.clone()];
        let rows = level
            .spaces
            .iter()
            .filter_map(|space| Some([space.name.clone(), layer.notes.get(&space.id)?.clone()]));
        let csv = to_csv(heading, rows).ok().filter(|_| !layer.notes.is_empty());
        let product = export::Product { svg: Some(svg), csv };
        product.export(&mut self.export, desk, &title);
    }

    /// The routes that pass this storey: of the selected space, or of every space with people.
    fn arrows(
        &self,
        answer: &Answer,
        storey: &StoreyId,
        overlay: &mut Overlay,
        colors: theme::Colors,
    ) {
        let chosen = self.selection.iter().find_map(|element| match element {
            ElementId::Space(id) => Some(id),
            _ => None,
        });
        // People on the plan show where they go, and arrows would hide a map of the floor.
        let hidden = self.walked(answer).is_some()
            || matches!(self.map, HeatMap::Density | HeatMap::PeakDensity | HeatMap::Usage);
        let mut draw = |way: &Way, dashed: bool| {
            let color = if dashed { colors.route_alternative } else { colors.route_primary };
            for leg in answer.network.legs(way) {
                if leg.storey == *storey && leg.points.len() > 1 {
                    overlay.arrows.push(Arrow { path: leg.points, color, dashed });
                }
            }
        };
        for (space, routes) in answer.routes.spaces() {
            let people = answer.flow.spaces.get(space).map_or(0, |flow| flow.people);
            let wanted = chosen.map_or(people > 0 && !hidden, |id| id == space);
            if !wanted {
                continue;
            }
            let designated = |rank: Rank| {
                let mut all = answer.routes.designated().iter();
                let found = all.find(|d| d.space == *space && d.rank == rank);
                found.and_then(|d| d.way.as_ref().ok())
            };
            if self.alternatives || chosen.is_some() {
                let second = designated(Rank::Alternative).or(routes.second.as_ref());
                if let Some(way) = second {
                    draw(way, true);
                }
            }
            if let Some(way) = designated(Rank::Primary).or(routes.best.as_ref()) {
                draw(way, false);
            }
        }
    }
}

/// What the colours mean, those of the floor and those of the people.
pub(super) fn legends(ui: &mut Ui, lang: Language, shown: &Shown) {
    let weak = theme::colors_of(ui.visuals()).weak;
    let legends = [(&shown.layer.legend, false), (&shown.people_legend, true)];
    if legends.iter().all(|(legend, _)| legend.title.is_empty()) {
        // The controls above stay where they are.
        ui.label(RichText::new(" ").small());
    }
    // Both in one row as long as there is room: the controls above don't move with the map.
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (legend, of_people) in legends.into_iter().filter(|(one, _)| !one.title.is_empty()) {
            break_before(ui, legend_width(ui, legend));
            let title = RichText::new(&legend.title).small().color(weak);
            ui.label(title).on_hover_text(&legend.source);
            if let Some((low, high)) = &legend.ramp {
                ui.label(RichText::new(low).small());
                bar(ui);
                ui.label(RichText::new(high).small());
            }
            if of_people {
                let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), egui::Sense::hover());
                let edge = Stroke::new(1.0, color32(Color::WAITING));
                ui.painter().circle_stroke(rect.center(), 4.5, edge);
                ui.label(RichText::new(lang.t("predict-crowd-waits")).small());
            }
            for key in &legend.keys {
                // Word and colour stay together where the row is broken.
                break_before(ui, key_width(ui, &key.word));
                ui.horizontal(|ui| {
                    match key.mark {
                        Some(mark) => {
                            let (rect, _) =
                                ui.allocate_exact_size(vec2(14.0, 12.0), egui::Sense::hover());
                            let color = color32(key.color);
                            marked(ui.painter(), rect.center(), 4.0, mark, color, true);
                        }
                        None => swatch(ui, shade(ui, color32(key.color))),
                    }
                    ui.label(RichText::new(&key.word).small()).on_hover_text(&key.more);
                });
            }
            ui.add_space(theme::GROUP_GAP);
        }
    });
}

/// Begins a new row where something `width` points wide would run out of this one, unless it is
/// wider than a whole row.
fn break_before(ui: &mut Ui, width: f32) {
    if width > ui.available_size_before_wrap().x && width <= ui.max_rect().width() {
        ui.end_row();
    }
}

/// How wide a word of a legend is with its colour, points.
fn key_width(ui: &Ui, word: &str) -> f32 {
    let font = egui::TextStyle::Small.resolve(ui.style());
    let word = ui.painter().layout_no_wrap(word.to_owned(), font, Color32::BLACK);
    word.size().x + 14.0 + 2.0 * ui.spacing().item_spacing.x
}

/// About how wide a legend is in one row, points.
fn legend_width(ui: &Ui, legend: &Legend) -> f32 {
    let words = legend.keys.iter().map(|key| key_width(ui, &key.word)).sum::<f32>();
    words + key_width(ui, &legend.title) + if legend.ramp.is_some() { RAMP } else { 0.0 }
}

/// Somebody: a circle or the shape of their kind; only its edge before they walk.
fn marked(
    painter: &egui::Painter,
    at: egui::Pos2,
    radius: f32,
    mark: Mark,
    color: Color32,
    walking: bool,
) {
    let (fill, edge) = if walking {
        (color, Stroke::NONE)
    } else {
        (Color32::TRANSPARENT, Stroke::new(1.0, color))
    };
    if mark.is_empty() {
        painter.circle(at, radius, fill, edge);
    }
    let radius = radius * LARGER as f32;
    for ring in mark {
        let corner = |(x, y): &(f64, f64)| at + vec2(*x as f32, -*y as f32) * radius;
        let ring = ring.iter().map(corner).collect();
        painter.add(egui::Shape::convex_polygon(ring, fill, edge));
    }
}

/// A colour of a map as it is on a light or on a dark plan: names in white must stay readable.
fn shade(ui: &Ui, color: Color32) -> Color32 {
    if ui.visuals().dark_mode { color.gamma_multiply(ON_DARK) } else { color }
}

fn swatch(ui: &mut Ui, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 12.0), egui::Sense::hover());
    let edge = Stroke::new(1.0, theme::colors_of(ui.visuals()).line);
    ui.painter().rect(rect, 2.0, color, edge, StrokeKind::Inside);
}

/// How wide the ramp of a legend is, points.
const RAMP: f32 = 140.0;

/// The ramp from its low to its high end.
fn bar(ui: &mut Ui) {
    let (bar, _) = ui.allocate_exact_size(vec2(RAMP, 12.0), egui::Sense::hover());
    let steps = 35;
    for step in 0..steps {
        let share = f64::from(step) / f64::from(steps);
        let x = bar.left() + bar.width() * share as f32;
        let piece = Rect::from_min_max(
            pos2(x, bar.top()),
            pos2(x + bar.width() / steps as f32, bar.bottom()),
        );
        ui.painter().rect_filled(piece, 0.0, shade(ui, color32(ramp(share))));
    }
}

/// The name of a door, a stair or a space, or its id where it has none.
pub(super) fn name(answer: &Answer, element: &ElementId) -> String {
    let building = &answer.staged;
    let name = match element {
        ElementId::Door(id) => building.door(id).map(|(_, door)| door.name.as_str()),
        ElementId::Stair(id) => building.stair(id).map(|stair| stair.name.as_str()),
        ElementId::Space(id) => building.space(id).map(|(_, space)| space.name.as_str()),
        _ => None,
    };
    name.filter(|name| !name.is_empty()).unwrap_or(element.as_str()).to_owned()
}

/// The sign of a door, an exit or a stair.
pub(super) fn sign(answer: &Answer, element: &ElementId) -> &'static str {
    match element {
        ElementId::Stair(_) => crate::app::icons::STAIRS,
        ElementId::Door(id) if answer.staged.door(id).is_some_and(|(_, door)| door.exit) => {
            crate::app::icons::EXIT
        }
        _ => crate::app::icons::DOOR,
    }
}

/// The cursor that says a row can be clicked.
pub(super) const LINK: egui::CursorIcon = egui::CursorIcon::PointingHand;
