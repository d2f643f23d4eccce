//! A drill again on the plan: what had happened by each moment, and where the time went.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Color32, Rect, RichText, Ui, vec2};

use super::lanes as bars;
use crate::app::plan::{Options, Overlay, View, paint_storey};
use crate::app::{copy, field, icons, theme};
use crate::building::{Bounds, DoorId, Stair, StairId, Storey, StoreyId};
use crate::drill::{
    CheckpointKind, Event, MomentComment, Passages, Pauses, Record, RecordId, observations,
};
use crate::egress::flow::at;
use crate::exchange::parts_table;
use crate::history::{Comparison, Drill, Lane, Part, Parts, StairClear, lanes, stair_clear};
use crate::language::{Choice, Language};
use crate::units::Seconds;

/// How strongly a tint covers the plan.
const TINT: f32 = 0.35;

/// How many seconds of the drill pass in one while it plays.
const SPEED: f64 = 10.0;

/// Where the replay stands.
#[derive(Default)]
pub(super) struct Replay {
    record: Option<RecordId>,
    storey: Option<StoreyId>,
    moment: f64,
    playing: bool,
    view: View,
    known: Option<Known>,
    /// What is being said about the moment.
    draft: String,
}

/// What is told of a drill, worked out once.
struct Known {
    drill: Arc<Drill>,
    pauses: Pauses,
    lanes: Vec<Lane>,
    /// What was predicted to pass exits and stairs.
    passages: Passages,
    /// The events with their own times: what was entered late or corrected stands at its own.
    events: Vec<Seconds>,
    /// When each stair was clear.
    stairs: BTreeMap<StairId, StairClear>,
}

impl Known {
    fn of(drill: &Arc<Drill>) -> Self {
        let record = &drill.record;
        let pauses = Pauses::of(&record.events);
        let passages = Passages::of(record);
        let own: BTreeMap<_, _> =
            observations(&record.events).iter().map(|seen| (seen.event, seen.at)).collect();
        let at =
            |event: &Event| pauses.clock_at(own.get(&event.number).copied().unwrap_or(event.at));
        let stair = |stair: &Stair| Some((stair.id.clone(), stair_clear(drill, stair, &passages)?));
        Self {
            lanes: lanes(drill, &passages),
            events: record.events.iter().map(at).collect(),
            stairs: record.building.stairs.iter().filter_map(stair).collect(),
            drill: Arc::clone(drill),
            passages,
            pauses,
        }
    }
}

impl Replay {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Comparison,
        chosen: Option<&RecordId>,
    ) -> Option<(RecordId, MomentComment)> {
        let drills = &comparison.drills;
        let index = comparison.place_of(chosen);
        let drill = drills.get(index)?;
        let record = &drill.record;
        let known = self.known.take().filter(|known| Arc::ptr_eq(&known.drill, drill));
        let known = known.unwrap_or_else(|| Known::of(drill));
        let last = record.events.last();
        let end = last.map_or(0.0, |event| known.pauses.clock_at(event.at).get());
        if self.record.as_ref() != Some(&record.id) {
            let storey = record.building.storeys.first().map(|storey| storey.id.clone());
            *self = Self { record: Some(record.id.clone()), storey, ..Self::default() };
            self.moment = end;
        }
        let before = index.checked_sub(1).and_then(|before| drills.get(before));
        self.bar(ui, lang, record, end);
        let mut said = None;
        egui::Panel::right("review-replay").default_size(390.0).show(ui, |ui| {
            let before = before.map(AsRef::as_ref);
            let (title, table) = (lang.t("replay-where"), || parts_table(drill, before, lang));
            copy::titled(ui, lang, &title, table, |ui| waterfall(ui, lang, drill, before));
            ui.separator();
            let (comment, jump) = bars::comments(ui, lang, drill, self.moment, &mut self.draft);
            said = comment;
            self.jump(jump);
            ui.separator();
            self.events(ui, lang, &known);
        });
        egui::Panel::bottom("review-lanes").default_size(250.0).size_range(80.0..=420.0).show(
            ui,
            |ui| {
                egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    let jump = bars::show(ui, lang, drill, &known.lanes, self.moment);
                    self.jump(jump);
                });
            },
        );
        self.plan(ui, lang, &known);
        self.known = Some(known);
        said.map(|comment| (record.id.clone(), comment))
    }

    /// Goes to a moment that was clicked, s.
    const fn jump(&mut self, moment: Option<f64>) {
        if let Some(moment) = moment {
            self.moment = moment;
            self.playing = false;
        }
    }

    /// Play, the moment, and the storey.
    fn bar(&mut self, ui: &mut Ui, lang: Language, record: &Record, end: f64) {
        if self.playing {
            let step = ui.input(|input| f64::from(input.stable_dt.min(0.1)));
            self.moment = (self.moment + step * SPEED).min(end);
            self.playing = self.moment < end;
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(40));
        }
        ui.horizontal(|ui| {
            let (icon, words) = if self.playing {
                (icons::PAUSE, lang.t("replay-pause"))
            } else {
                (icons::PLAY, lang.t("replay-play"))
            };
            if field::button(ui, icon, &words) {
                self.playing = !self.playing;
                if self.moment >= end {
                    self.moment = 0.0;
                }
            }
            let clock = Seconds::new(self.moment).clock();
            ui.label(RichText::new(clock).font(theme::figure(20.0)));
            for storey in &record.building.storeys {
                let chosen = self.storey.as_ref() == Some(&storey.id);
                if ui.selectable_label(chosen, &storey.name).clicked() {
                    self.storey = Some(storey.id.clone());
                }
            }
            ui.spacing_mut().slider_width = (ui.available_width() - 16.0).max(120.0);
            let slider = egui::Slider::new(&mut self.moment, 0.0..=end.max(1.0)).show_value(false);
            let slider = ui.add(slider).accessible_name(lang.t("replay-moment"));
            if slider.changed() {
                self.playing = false;
            }
        });
    }

    /// Everything that happened; a click goes to its moment. A drill may have 100 000 events: those
    /// in view are painted.
    fn events(&mut self, ui: &mut Ui, lang: Language, known: &Known) {
        let record = &known.drill.record;
        let height = ui.spacing().interact_size.y;
        let area = egui::ScrollArea::vertical().auto_shrink(false);
        area.show_rows(ui, height, record.events.len(), |ui, seen| {
            let events = record.events.iter().zip(&known.events);
            for (event, at) in events.skip(seen.start).take(seen.len()) {
                let said = lang.say(&record.describe(&event.what, &known.pauses));
                let text = format!("{}   {said}", at.clock());
                let past = at.get() <= self.moment;
                let text = if past { RichText::new(text) } else { RichText::new(text).weak() };
                let line = egui::Button::selectable(false, text).truncate();
                if ui.add(line).clicked() {
                    self.jump(Some(at.get()));
                }
            }
        });
    }

    fn plan(&mut self, ui: &mut Ui, lang: Language, known: &Known) {
        let Some(storey) = self.storey.clone() else { return };
        let record = &known.drill.record;
        let bounds = record.building.storey(&storey).and_then(crate::building::Storey::bounds);
        // Beside the exits stands how many came out.
        let around = |bounds: Bounds| {
            let room = bounds.width().max(bounds.height()) * 0.06;
            let outer = bounds.with(bounds.min.moved(-room, -room));
            outer.with(bounds.max.moved(room, room))
        };
        let response = self.view.canvas(ui, bounds.map(around));
        let mut options = Options::new(lang);
        options.equipment = false;
        options.hazards = false;
        let overlay = overlay(ui, lang, known, &storey, Seconds::new(self.moment));
        let painter = ui.painter_at(response.rect);
        let (building, site) = (&record.building, &record.site);
        let none = std::collections::BTreeSet::new();
        paint_storey(&painter, &self.view, building, site, &storey, &options, &overlay, &none);
    }
}

/// What the plan shows at a moment: what is clear, who is out, how doors were found.
fn overlay(ui: &Ui, lang: Language, known: &Known, storey: &StoreyId, moment: Seconds) -> Overlay {
    let colors = theme::colors_of(ui.visuals());
    let drill = &known.drill;
    let mut overlay = Overlay::default();
    let (record, outcome) = (&drill.record, &drill.outcome);
    let Some(plan) = record.building.storey(storey) else { return overlay };
    for checkpoint in &record.scenario.checkpoints {
        let Some(at) = outcome.time(&checkpoint.id).filter(|at| *at <= moment) else { continue };
        let clear = format!("{} {}", icons::CHECK, at.clock());
        let mut mark = |space: &crate::building::SpaceId| {
            overlay.spaces.insert(space.clone(), colors.good.gamma_multiply(TINT));
            overlay.notes.insert(space.clone(), clear.clone());
        };
        match &checkpoint.kind {
            CheckpointKind::SpaceCleared(space) => mark(space),
            CheckpointKind::StoreyCleared(id) if id == storey => {
                plan.spaces.iter().for_each(|space| mark(&space.id));
            }
            _ => {}
        }
    }
    stairs(&mut overlay, known, plan, moment, colors.good);
    let mut notes: BTreeMap<DoorId, String> = BTreeMap::new();
    for (exit, count) in &outcome.exits {
        let counts = count.corrected().into_iter().filter(|(at, _)| *at <= moment);
        let out: u32 = counts.map(|(_, people)| people).sum();
        overlay.doors.insert(exit.clone(), colors.accent);
        let predicted = known.passages.exits.iter().find(|predicted| predicted.exit == *exit);
        let predicted = predicted.map(|predicted| at(&predicted.passed, moment));
        // The rhombus stands for what was predicted, as in the lanes below.
        let beside = predicted.map(|predicted| format!("   ◇{predicted}")).unwrap_or_default();
        notes.insert(exit.clone(), format!("{out}{beside}"));
    }
    for check in outcome.door_checks.iter().filter(|check| check.at <= moment) {
        let color: Color32 = if check.found.is_good() { colors.good } else { colors.bad };
        overlay.doors.insert(check.door.clone(), color);
        notes.insert(check.door.clone(), lang.t(check.found.key()));
    }
    overlay.door_notes = notes;
    overlay
}

/// How many of the storeys above each stair have sent their last person into it, and when the last
/// had left it.
fn stairs(overlay: &mut Overlay, known: &Known, plan: &Storey, moment: Seconds, good: Color32) {
    let (record, outcome) = (&known.drill.record, &known.drill.outcome);
    for stair in &record.building.stairs {
        let Some(space) = plan.spaces.iter().find(|space| stair.levels.contains(&space.id)) else {
            continue;
        };
        let clear = |storey: &&StoreyId| {
            let kind = CheckpointKind::StoreyCleared(StoreyId::clone(storey));
            let checkpoint = record.scenario.checkpoint_of(&kind);
            let at = checkpoint.and_then(|checkpoint| outcome.time(&checkpoint.id));
            at.is_some_and(|at| at <= moment)
        };
        let above: Vec<&StoreyId> = stair.storeys_above(&record.building).collect();
        if above.is_empty() {
            continue;
        }
        let cleared = above.iter().copied().filter(clear).count();
        let clear = known.stairs.get(&stair.id).filter(|clear| clear.at <= moment);
        let note = match clear {
            Some(StairClear { at, seen }) => {
                let about = if *seen { "" } else { "≈ " };
                format!("{} {about}{}", icons::CHECK, at.clock())
            }
            None => format!("{} {cleared}/{}", icons::ARROW_UP, above.len()),
        };
        overlay.notes.insert(space.id.clone(), note);
        if clear.is_some() {
            overlay.spaces.insert(space.id.clone(), good.gamma_multiply(TINT));
        }
    }
}

/// Where the time went: each part from the end of the one before it, with its target and how long
/// it took last time.
fn waterfall(ui: &mut Ui, lang: Language, drill: &Drill, before: Option<&Drill>) {
    let colors = theme::colors_of(ui.visuals());
    let parts = Parts::of(drill);
    let target = Parts::aimed_at(&drill.record.scenario);
    let last = before.map(Parts::of).unwrap_or_default();
    let spans = parts.spans();
    let end = spans.iter().flatten().map(|(_, until)| until.get()).fold(1.0, f64::max);
    let clock = |time: Option<Seconds>| time.map_or("–".to_owned(), Seconds::clock);
    egui::Grid::new("waterfall").num_columns(5).spacing([8.0, 4.0]).show(ui, |ui| {
        let heads = [
            String::new(),
            String::new(),
            lang.t("replay-took"),
            lang.t("baseline-target"),
            lang.t("baseline-previous"),
        ];
        for head in heads {
            field::head(ui, &head);
        }
        ui.end_row();
        for (index, part) in Part::ALL.iter().enumerate() {
            let name = lang.t(part.key());
            let short = name.split([',', '：']).next().unwrap_or(&name).to_owned();
            ui.label(short).on_hover_text(&name);
            let (rect, _) = ui.allocate_exact_size(vec2(110.0, 14.0), egui::Sense::hover());
            let (took, aimed) = (parts.0[index], target.0[index]);
            let late = matches!((took, aimed), (Some(took), Some(aimed)) if took > aimed);
            let color = if late { colors.bad } else { colors.accent };
            if let Some((from, until)) = spans[index] {
                let x = |at: Seconds| rect.left() + rect.width() * (at.get() / end) as f32;
                let bar =
                    Rect::from_x_y_ranges(x(from)..=x(until).max(x(from) + 2.0), rect.y_range());
                ui.painter().rect_filled(bar, 2.0, color);
            }
            let icon = if late { icons::WARNING } else { "" };
            let text = RichText::new(format!("{} {icon}", clock(took)));
            ui.label(if late { text.color(color) } else { text });
            ui.label(clock(aimed));
            ui.label(clock(last.0[index]));
            ui.end_row();
        }
    });
}
