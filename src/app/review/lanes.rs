//! The drill as lanes over time, below the plan: measured, predicted and aimed at.

use eframe::egui::{self, Align2, FontId, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::app::{copy, icons, theme, widgets};
use crate::building::ElementId;
use crate::drill::{MomentComment, element_name};
use crate::exchange::{Cell, Table};
use crate::history::{Drill, Lane, LaneOf};
use crate::language::{Language, msg};
use crate::units::Seconds;

/// The height of a lane, points.
const LANE: f32 = 15.0;
/// The room for names, points.
const NAMES: f32 = 118.0;

/// Shows the lanes with the moment; returns the moment that was clicked, s.
pub(super) fn show(
    ui: &mut Ui,
    lang: Language,
    drill: &Drill,
    all: &[Lane],
    moment: f64,
) -> Option<f64> {
    let (title, table) = (lang.t("replay-lanes"), || table(drill, all, lang));
    copy::headed(
        ui,
        lang,
        &title,
        |ui| legend(ui, lang),
        table,
        |ui| paint(ui, lang, drill, all, moment),
    )
}

/// The lanes as a table.
fn table(drill: &Drill, all: &[Lane], lang: Language) -> Table {
    let keys = [
        "replay-lane",
        "replay-from-s",
        "replay-until-s",
        "report-target-s",
        "agreement-predicted-s",
        "report-people",
        "replay-estimated",
    ];
    let head = keys.into_iter().map(|key| lang.t(key)).collect();
    let mut table = Table::new("lanes", lang.t("replay-lanes"), head);
    for lane in all {
        table.rows.push(vec![
            Cell::text(name(drill, lane, lang)),
            Cell::time(lane.span.map(|(from, _)| from)),
            Cell::time(lane.span.map(|(_, until)| until)),
            Cell::time(lane.target),
            Cell::time(lane.predicted),
            lane.people.map_or(Cell::Empty, Cell::count),
            Cell::Bool(!lane.seen),
        ]);
    }
    table
}

fn paint(ui: &mut Ui, lang: Language, drill: &Drill, all: &[Lane], moment: f64) -> Option<f64> {
    let ends = all
        .iter()
        .flat_map(|lane| [lane.span.map(|(_, until)| until), lane.target, lane.predicted]);
    let end = ends.flatten().map(Seconds::get).fold(moment, f64::max).max(1.0) * 1.02;
    let colors = theme::colors_of(ui.visuals());
    let size = vec2(ui.available_width(), LANE * all.len() as f32 + 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    widgets::named(&response, egui::Role::Slider, &lang.t("replay-lanes"));
    let painter = ui.painter_at(rect);
    let (left, right) = (rect.left() + NAMES, rect.right() - 6.0);
    let x = |at: f64| left + (right - left) * (at / end) as f32;
    let bottom = rect.top() + LANE * all.len() as f32;
    let small = FontId::proportional(11.0);
    let step = [15.0, 30.0, 60.0, 120.0, 300.0, 600.0].into_iter().find(|s| end / s <= 9.0);
    let step = step.unwrap_or(1_800.0);
    let mut mark = 0.0;
    while mark <= end {
        painter.vline(x(mark), rect.top()..=bottom, Stroke::new(1.0, colors.line));
        let at = pos2(x(mark), bottom + 2.0);
        let words = Seconds::new(mark).clock();
        painter.text(at, Align2::CENTER_TOP, words, small.clone(), colors.weak);
        mark += step;
    }
    for (index, lane) in all.iter().enumerate() {
        let middle = rect.top() + LANE * (index as f32 + 0.5);
        let name = painter.layout_no_wrap(name(drill, lane, lang), small.clone(), colors.weak);
        let place = pos2(rect.left(), middle - name.size().y / 2.0);
        let names = Rect::from_min_max(rect.min, pos2(left - 4.0, rect.bottom()));
        painter.with_clip_rect(names).galley(place, name, colors.weak);
        let late = lane.target.zip(lane.span).is_some_and(|(target, (_, until))| until > target);
        let color = if late { colors.bad } else { colors.accent };
        if let Some((from, until)) = lane.span {
            let dot = matches!(lane.of, LaneOf::Checkpoint(_));
            if dot {
                painter.circle_filled(pos2(x(until.get()), middle), 4.0, color);
            } else if !lane.seen {
                // An outline and a sign: nobody saw its end.
                let bar = Rect::from_x_y_ranges(
                    x(from.get())..=x(until.get()).max(x(from.get()) + 2.0),
                    middle - 4.0..=middle + 4.0,
                );
                let line = Stroke::new(1.0, color.gamma_multiply(0.8));
                painter.rect_stroke(bar, 2.0, line, egui::StrokeKind::Inside);
            } else {
                let bar = Rect::from_x_y_ranges(
                    x(from.get())..=x(until.get()).max(x(from.get()) + 2.0),
                    middle - 4.5..=middle + 4.5,
                );
                painter.rect_filled(bar, 2.0, color.gamma_multiply(0.8));
            }
            let sign = if late { icons::WARNING } else { "" };
            let people = lane.people.map(|people| format!("  {people}")).unwrap_or_default();
            let about = if lane.seen { "" } else { "≈ " };
            let words = format!("{about}{}{people} {sign}", until.clock());
            // Beyond the marks that stand where the words would.
            let mut left = x(until.get()) + 7.0;
            for mark in [lane.predicted, lane.target].into_iter().flatten() {
                let at = x(mark.get());
                if at > left - 8.0 && at < left + 46.0 {
                    left = at + 8.0;
                }
            }
            let at = pos2(left, middle);
            painter.text(at, Align2::LEFT_CENTER, words, small.clone(), colors.weak);
        }
        if let Some(predicted) = lane.predicted {
            // A rhombus: its shape tells it from the target, not its colour.
            let at = pos2(x(predicted.get()), middle);
            let corners = [vec2(0.0, -5.0), vec2(4.0, 0.0), vec2(0.0, 5.0), vec2(-4.0, 0.0)];
            let shape = corners.map(|corner| at + corner).to_vec();
            let line = Stroke::new(1.5, colors.good);
            painter.add(egui::Shape::closed_line(shape, line));
        }
        if let Some(target) = lane.target {
            let reach = middle - 6.0..=middle + 6.0;
            painter.vline(x(target.get()), reach, Stroke::new(2.0, colors.warn));
        }
    }
    for comment in &drill.record.moments {
        let at = pos2(x(comment.at.get()), rect.top() + 4.0);
        painter.text(at, Align2::CENTER_CENTER, icons::NOTE, small.clone(), colors.warn);
    }
    let now = Stroke::new(1.5, ui.visuals().strong_text_color());
    painter.vline(x(moment), rect.top()..=bottom, now);
    let under = response.hover_pos().map(|at| ((at.y - rect.top()) / LANE).floor());
    let under = under.filter(|row| *row >= 0.0).and_then(|row| all.get(row as usize));
    let response = match under {
        Some(lane) => response.on_hover_text_at_pointer(told(drill, lane, lang)),
        None => response,
    };
    let pointer =
        response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged());
    pointer.map(|at| (f64::from((at.x - left) / (right - left)) * end).clamp(0.0, end))
}

/// What a lane says, in words.
fn told(drill: &Drill, lane: &Lane, lang: Language) -> String {
    let about = if lane.seen { "" } else { "≈ " };
    let measured = match lane.span {
        Some((from, until)) if from > Seconds::ZERO => {
            format!("{} – {}", from.clock_tenths(), until.clock_tenths())
        }
        Some((_, until)) => format!("{about}{}", until.clock_tenths()),
        None => "–".to_owned(),
    };
    let mut lines = vec![name(drill, lane, lang)];
    let said = |key: &'static str, text: String| {
        lang.say(&msg!("labelled", label = lang.t(key), text = text))
    };
    lines.push(said("trend-measured", measured));
    let others = [("baseline-prediction", lane.predicted), ("baseline-target", lane.target)];
    for (key, at) in others {
        lines.extend(at.map(|at| said(key, at.clock_tenths())));
    }
    lines.extend(lane.people.map(|people| said("report-people", people.to_string())));
    lines.join("\n")
}

/// What the signs mean.
fn legend(ui: &mut Ui, lang: Language) {
    let colors = theme::colors_of(ui.visuals());
    for (sign, color, words, hint) in [
        ("■", colors.accent, lang.t("trend-measured"), None),
        ("◇", colors.good, lang.t("baseline-prediction"), None),
        ("|", colors.warn, lang.t("baseline-target"), None),
        ("≈", colors.weak, lang.t("replay-estimated"), Some(lang.t("replay-estimated-hint"))),
    ] {
        ui.label(egui::RichText::new(sign).color(color).strong());
        let words = ui.label(egui::RichText::new(words).small().color(colors.weak));
        if let Some(hint) = hint {
            words.on_hover_text(hint);
        }
        ui.add_space(theme::GAP);
    }
}

fn name(drill: &Drill, lane: &Lane, lang: Language) -> String {
    let record = &drill.record;
    match &lane.of {
        LaneOf::Element(element @ ElementId::Stair(_)) => {
            let stair = element_name(element, &record.building, &record.site);
            lang.say(&msg!("replay-stair", stair = stair))
        }
        LaneOf::Element(element) => element_name(element, &record.building, &record.site),
        LaneOf::Checkpoint(id) => record
            .scenario
            .checkpoint(id)
            .map(|checkpoint| lang.say(&checkpoint.title(&record.building, &record.site)))
            .unwrap_or_default(),
    }
}

/// What was said about moments, with a field to say more; returns what to keep, and the moment that
/// was clicked.
pub(super) fn comments(
    ui: &mut Ui,
    lang: Language,
    drill: &Drill,
    moment: f64,
    draft: &mut String,
) -> (Option<MomentComment>, Option<f64>) {
    let mut jump = None;
    for comment in &drill.record.moments {
        let text = format!("{}  {}   {}", icons::NOTE, comment.at.clock(), comment.text);
        if ui.add(egui::Button::selectable(false, text).truncate()).clicked() {
            jump = Some(comment.at.get());
        }
    }
    let at = Seconds::new(moment);
    let name = lang.say(&msg!("replay-comment-at", at = at.clock()));
    let edit = egui::TextEdit::singleline(draft).hint_text(name.clone());
    let response = ui.add(edit.desired_width(f32::INFINITY)).accessible_name(&name);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let said = draft.trim().to_owned();
    let comment = (entered && !said.is_empty()).then(|| {
        draft.clear();
        MomentComment { at, text: said, who: String::new() }
    });
    (comment, jump)
}
