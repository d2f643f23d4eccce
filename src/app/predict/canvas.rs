//! The plan with routes as arrows, spaces tinted, and queues beside their doors.

use eframe::egui::{self, Color32, Rect, RichText, Ui, pos2, vec2};

use super::work::Answer;
use super::{PredictPlace, Tint};
use crate::app::desk::Desk;
use crate::app::plan::{Arrow, Options, Overlay, hit, paint_storey};
use crate::app::theme;
use crate::building::network::Way;
use crate::building::{ElementId, Rank, StoreyId};
use crate::egress::flow::at;
use crate::language::{Language, msg};
use crate::units::Seconds;

/// From the first to the last: blue, yellow and red also differ in lightness.
const RAMP: [Color32; 3] = [
    Color32::from_rgb(0x3b, 0x7d, 0xd8),
    Color32::from_rgb(0xf2, 0xc1, 0x4e),
    Color32::from_rgb(0xc8, 0x3a, 0x2e),
];

/// A shorter queue is over in a moment and gets no note in the picture of the whole, persons.
const WORTH_A_NOTE: u32 = 3;

/// How strongly a tint covers the plan.
const TINT_ALPHA: f32 = 0.5;

/// What smoke looks like on the plan, dark in both themes.
const SMOKE: Color32 = Color32::from_rgb(0x55, 0x50, 0x4c);

/// How strongly black smoke covers the plan.
const SMOKE_ALPHA: f32 = 0.85;

/// Who sees so far is hindered by nothing, m.
const SEES_ALL: f64 = 30.0;

impl PredictPlace {
    pub(super) fn canvas(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, answer: &Answer) {
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
        let overlay = self.overlay(ui, desk.lang, answer, &storey);
        let painter = ui.painter_at(response.rect);
        let site = &answer.subject.site;
        let selection = &self.selection;
        paint_storey(&painter, &self.view, building, site, &storey, &options, &overlay, selection);
        self.people_on_plan(&painter, answer, &storey);
    }

    fn overlay(&self, ui: &Ui, lang: Language, answer: &Answer, storey: &StoreyId) -> Overlay {
        let mut overlay = Overlay::default();
        let Some(plan) = answer.staged.storey(storey) else { return overlay };
        let colors = theme::colors_of(ui.visuals());
        let moment = Seconds::new(self.moment);
        let flow = self.shown(answer);
        // People on the plan would be lost in a tint.
        let tinted = self.walked(answer).is_none();
        let total = flow.total.get().max(1.0);
        for space in &plan.spaces {
            let Some(here) = flow.spaces.get(&space.id) else { continue };
            if here.stranded > 0 {
                overlay.spaces.insert(space.id.clone(), colors.bad.gamma_multiply(TINT_ALPHA));
                let note = lang.say(&msg!("predict-note-stranded", people = here.stranded));
                overlay.notes.insert(space.id.clone(), note);
                continue;
            }
            match self.tint {
                Tint::Clear => {
                    let Some(clear) = here.clear else { continue };
                    let color = ramp(clear.get() / total).gamma_multiply(TINT_ALPHA);
                    if tinted {
                        overlay.spaces.insert(space.id.clone(), color);
                    }
                    overlay.notes.insert(space.id.clone(), clear.clock());
                }
                Tint::Remaining => {
                    let most = here.remaining.iter().map(|(_, n)| *n).max().unwrap_or(0);
                    let people = at(&here.remaining, moment);
                    if tinted && people > 0 {
                        let share = f64::from(people) / f64::from(most.max(1));
                        let color = ramp(share).gamma_multiply(TINT_ALPHA);
                        overlay.spaces.insert(space.id.clone(), color);
                    }
                    let note = lang.say(&msg!("predict-note-people", people = people));
                    overlay.notes.insert(space.id.clone(), note);
                }
                Tint::Smoke => {
                    let layer =
                        answer.smoke.as_ref().and_then(|s| s.smoke.layer(&space.id, moment));
                    let Some(layer) = layer.filter(|layer| layer.visibility() < SEES_ALL) else {
                        continue;
                    };
                    let visibility = layer.visibility();
                    let strength = (1.0 - visibility / SEES_ALL) as f32;
                    let color = SMOKE.gamma_multiply(SMOKE_ALPHA * strength);
                    overlay.spaces.insert(space.id.clone(), color);
                    let metres = format!("{visibility:.0}");
                    let note = lang.say(&msg!("predict-note-visibility", metres = metres));
                    overlay.notes.insert(space.id.clone(), note);
                }
            }
        }
        for found in &flow.bottlenecks {
            let ElementId::Door(door) = &found.element else { continue };
            let (waiting, note) = match self.tint {
                Tint::Clear => {
                    let peak = found.peak_queue;
                    (peak, msg!("predict-note-peak", people = peak))
                }
                Tint::Remaining | Tint::Smoke => {
                    let waiting = at(&found.waiting, moment);
                    (waiting, msg!("predict-note-queue", people = waiting))
                }
            };
            let least = if self.tint == Tint::Clear { WORTH_A_NOTE } else { 1 };
            if waiting >= least {
                overlay.doors.insert(door.clone(), colors.warn);
                overlay.door_notes.insert(door.clone(), lang.say(&note));
            }
        }
        self.arrows(answer, storey, &mut overlay, colors);
        overlay
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
        // People on the plan show where they go.
        let walked = self.walked(answer).is_some();
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
            let wanted = chosen.map_or(people > 0 && !walked, |id| id == space);
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

/// What the colours mean: a ramp with its ends.
pub(super) fn legend(ui: &mut Ui, lang: Language, tint: Tint, total: Seconds) {
    let (title, low, high) = match tint {
        Tint::Clear => (lang.t("predict-legend-clear"), "0:00".to_owned(), total.clock()),
        Tint::Remaining => {
            (lang.t("predict-legend-remaining"), "0 %".to_owned(), "100 %".to_owned())
        }
        Tint::Smoke => {
            (lang.t("predict-legend-smoke"), format!("{SEES_ALL:.0} m"), "0 m".to_owned())
        }
    };
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(RichText::new(title).color(weak));
    ui.label(low);
    let (bar, _) = ui.allocate_exact_size(vec2(140.0, 12.0), egui::Sense::hover());
    let steps = 35;
    for step in 0..steps {
        let share = f64::from(step) / f64::from(steps);
        let x = bar.left() + bar.width() * share as f32;
        let piece = Rect::from_min_max(
            pos2(x, bar.top()),
            pos2(x + bar.width() / steps as f32 + 0.5, bar.bottom()),
        );
        let color = match tint {
            Tint::Smoke => SMOKE.gamma_multiply(SMOKE_ALPHA * share as f32),
            Tint::Clear | Tint::Remaining => ramp(share),
        };
        ui.painter().rect_filled(piece, 0.0, color);
    }
    ui.label(high);
}

/// The colour of a share from 0 to 1.
pub(super) fn ramp(share: f64) -> Color32 {
    let share = (share.clamp(0.0, 1.0) * 2.0) as f32;
    let (from, to, t) =
        if share < 1.0 { (RAMP[0], RAMP[1], share) } else { (RAMP[1], RAMP[2], share - 1.0) };
    from.lerp_to_gamma(to, t)
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
