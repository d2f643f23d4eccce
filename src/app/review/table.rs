//! Checkpoints as rows, drills as columns, each time with its difference.

use std::sync::Arc;

use eframe::egui::{self, Rect, Response, RichText, Sense, Ui, pos2, vec2};

use super::{row_name, sign, when};
use crate::app::{copy, field, icons, theme, widgets};
use crate::exchange::{comparison_table, mark_name};
use crate::history::{Against, Baseline, Comparability, Comparison, MarkRow, Row, SMALLEST};
use crate::language::{Choice, Language, Message, msg};
use crate::units::Seconds;

/// Differences below this are none to a stopwatch held by hand, s.
const NOTHING: f64 = 0.05;

/// So many reasons why drills do not compare are told; those that keep most apart come first.
const REASONS: usize = 12;

/// The room for the names of the rows, in points.
const NAMES: f32 = 240.0;
/// The width of the column of a drill.
const COLUMN: f32 = 118.0;
/// The height of the head.
const HEAD: f32 = 30.0;
/// The height of a row.
const LINE: f32 = 26.0;

/// The table with the part of it that is in view.
#[derive(Default)]
pub(super) struct TableView {
    scrolled: Scrolled,
    /// All are set against the drill that is chosen in the list, not each against its own past.
    chosen: bool,
}

/// Where the table is scrolled to.
#[derive(Default)]
struct Scrolled {
    /// Which drills it was of, and which was chosen, when it was scrolled there.
    shown: Option<(Arc<Comparison>, usize)>,
    /// How far it is scrolled to the right, in points.
    offset: f32,
}

/// A row.
enum Line<'a> {
    Time(&'a Row),
    Mark(&'a MarkRow),
}

impl TableView {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        lang: Language,
        comparison: &Arc<Comparison>,
        comparability: &Comparability,
        baseline: &mut Baseline,
    ) {
        let times = comparison.rows.iter().filter(|row| row.times.iter().any(Option::is_some));
        let lines: Vec<Line<'_>> =
            times.map(Line::Time).chain(comparison.marks.iter().map(Line::Mark)).collect();
        let against = if self.chosen {
            Against::Drill(comparability.reference)
        } else {
            Against::Baseline(*baseline)
        };
        let Self { scrolled, chosen: by_drill } = self;
        let head = |ui: &mut Ui| {
            ui.label(lang.t("comparison-against"));
            let drill = comparison.drills.get(comparability.reference);
            let drill = drill.map(|drill| when(&drill.record)).unwrap_or_default();
            pick(ui, lang, &drill, by_drill, baseline);
            if let Against::Baseline(baseline) = against {
                small_sample(ui, lang, comparison, baseline);
            }
        };
        let table = || comparison_table(comparison, comparability, against, lang);
        copy::headed(ui, lang, &lang.t("review-comparison"), head, table, |ui| {
            comparable(ui, lang, comparison, comparability);
            let chosen = comparability.reference;
            let grid = Grid { lang, comparison, comparability, lines: &lines, against };
            let mut area = egui::ScrollArea::both().auto_shrink(false);
            if let Some(offset) = scrolled.wanted(comparison, chosen, ui.available_width()) {
                area = area.horizontal_scroll_offset(offset);
            }
            let size = vec2(
                COLUMN.mul_add(comparison.drills.len() as f32, NAMES),
                LINE.mul_add(lines.len() as f32, HEAD),
            );
            let shown = area.show(ui, |ui| {
                let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
                grid.paint(ui, whole);
            });
            scrolled.offset = shown.state.clamped_offset().x;
        });
    }
}

/// The list of what the times are set against: the baselines, and the drill that is chosen.
fn pick(ui: &mut Ui, lang: Language, drill: &str, by_drill: &mut bool, baseline: &mut Baseline) {
    let baselines = Baseline::ALL.iter().map(|one| (Some(*one), lang.t(one.key())));
    let chosen = (None, format!("{}  {drill}", lang.t("baseline-drill")));
    let all: Vec<_> = baselines.chain([chosen]).collect();
    let now = (!*by_drill).then_some(*baseline);
    let name = lang.t("comparison-against");
    if let Some(picked) = field::pick(ui, &name, Some(&now), &all, (230.0, "")) {
        *by_drill = picked.is_none();
        *baseline = picked.unwrap_or(*baseline);
    }
}

impl Scrolled {
    /// How far to scroll once other drills are compared or another is chosen, so that it is in
    /// view.
    fn wanted(&mut self, of: &Arc<Comparison>, chosen: usize, width: f32) -> Option<f32> {
        let known = self.shown.as_ref();
        if known.is_some_and(|(known, at)| Arc::ptr_eq(known, of) && *at == chosen) {
            return None;
        }
        self.shown = Some((Arc::clone(of), chosen));
        let left = COLUMN * chosen as f32;
        let room = (width - NAMES).max(COLUMN);
        let in_view = left >= self.offset && left + COLUMN <= self.offset + room;
        (!in_view).then_some((left + COLUMN - room).max(0.0))
    }
}

/// The cells: of thousands of drills, those in view. Names and dates stay where they are.
struct Grid<'a> {
    lang: Language,
    comparison: &'a Comparison,
    comparability: &'a Comparability,
    lines: &'a [Line<'a>],
    against: Against,
}

impl Grid<'_> {
    fn paint(&self, ui: &mut Ui, whole: Rect) {
        let seen = ui.clip_rect();
        let corner = seen.min.max(whole.min);
        let cells = Rect::from_min_max(corner + vec2(NAMES, HEAD), seen.max);
        let colors = theme::colors_of(ui.visuals());
        let left = |column: usize| COLUMN.mul_add(column as f32, whole.left() + NAMES);
        let top = |line: usize| LINE.mul_add(line as f32, whole.top() + HEAD);
        let between = |from: f32, until: f32, size: f32, count: usize| {
            let first = (from / size).floor().max(0.0) as usize;
            first.min(count)..((until / size).ceil().max(0.0) as usize).min(count)
        };
        let start = left(0);
        let count = self.comparison.drills.len();
        let columns = between(cells.left() - start, cells.right() - start, COLUMN, count);
        let start = top(0);
        let lines = between(cells.top() - start, cells.bottom() - start, LINE, self.lines.len());
        let right = (whole.right()).min(seen.right());
        for line in lines.clone().filter(|line| line % 2 == 1) {
            let stripe = Rect::from_min_max(pos2(corner.x, top(line)), pos2(right, top(line + 1)));
            let ground = ui.visuals().faint_bg_color;
            ui.painter().rect_filled(stripe, 0.0, ground);
        }
        let chosen = self.comparability.reference;
        if count > 1 && columns.contains(&chosen) {
            let column = Rect::from_x_y_ranges(
                left(chosen) - 5.0..=left(chosen + 1) - 5.0,
                corner.y..=whole.bottom().min(seen.bottom()),
            );
            let tint = colors.accent.gamma_multiply(0.10);
            ui.painter().with_clip_rect(cells.with_min_y(corner.y)).rect_filled(column, 3.0, tint);
        }
        for line in lines.clone() {
            for column in columns.clone() {
                let at = Rect::from_min_size(pos2(left(column), top(line)), vec2(COLUMN, LINE));
                self.part(ui, ("cell", line, column), at, cells, |ui| self.cell(ui, line, column));
            }
            let at = Rect::from_min_size(pos2(corner.x, top(line)), vec2(NAMES, LINE));
            let names = Rect::from_min_max(pos2(corner.x, cells.top()), seen.max);
            self.part(ui, ("name", line, 0), at.shrink2(vec2(4.0, 0.0)), names, |ui| {
                self.name(ui, line);
            });
        }
        for column in columns {
            let at = Rect::from_min_size(pos2(left(column), corner.y), vec2(COLUMN, HEAD));
            let heads = Rect::from_min_max(pos2(cells.left(), corner.y), seen.max);
            self.part(ui, ("drill", 0, column), at, heads, |ui| self.head(ui, column));
        }
        let at = Rect::from_min_size(corner, vec2(NAMES, HEAD));
        self.part(ui, ("corner", 0, 0), at.shrink2(vec2(4.0, 0.0)), at, |ui| {
            ui.strong(self.lang.t("comparison-checkpoint"));
        });
    }

    /// A part of the table at its place, as far as it is in view.
    fn part(
        &self,
        ui: &mut Ui,
        id: (&str, usize, usize),
        at: Rect,
        seen: Rect,
        add: impl FnOnce(&mut Ui),
    ) {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = egui::UiBuilder::new().id_salt(id).max_rect(at).layout(layout);
        ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(seen.intersect(at));
            add(ui);
        });
    }

    fn head(&self, ui: &mut Ui, column: usize) {
        let Some(drill) = self.comparison.drills.get(column) else { return };
        let date = drill.record.started.date();
        let label = ui.strong(format!("{} {date}", sign(&drill.record)));
        let mut said = when(&drill.record);
        if drill.is_emergency() {
            said = format!("{said}\n{}", self.lang.t("comparison-emergency"));
        }
        label.on_hover_text(said);
        apart(ui, self.lang, self.comparability.obstacles(column));
    }

    fn name(&self, ui: &mut Ui, line: usize) {
        let text = match self.lines.get(line) {
            Some(Line::Time(row)) => {
                let name = row_name(row, self.comparison, self.lang);
                let whole = row.checkpoint.is_none();
                if whole { RichText::new(name).font(theme::strong()) } else { RichText::new(name) }
            }
            Some(Line::Mark(row)) => {
                let name = RichText::new(mark_name(row, self.lang));
                if row.section.is_none() { name.font(theme::strong()) } else { name }
            }
            None => return,
        };
        ui.add(egui::Label::new(text).truncate());
    }

    fn cell(&self, ui: &mut Ui, line: usize, column: usize) {
        match self.lines.get(line) {
            Some(Line::Time(row)) => self.time(ui, row, column),
            Some(Line::Mark(row)) => self.mark(ui, row, column),
            None => {}
        }
    }

    fn time(&self, ui: &mut Ui, row: &Row, column: usize) {
        let Some(Some(time)) = row.times.get(column) else {
            ui.weak("–");
            return;
        };
        ui.label(time.clock());
        let Some(against) = self.comparison.against(row, column, self.against) else { return };
        let sample = self.comparison.sample(row, column);
        delta_label(ui, *time - against)
            .on_hover_ui(|ui| self.told(ui, &against.clock_tenths(), sample));
    }

    /// A mark; more is better.
    fn mark(&self, ui: &mut Ui, row: &MarkRow, column: usize) {
        let Some(Some(score)) = row.scores.get(column) else {
            ui.weak("–");
            return;
        };
        ui.label(format!("{score:.0}"));
        let against = self.comparison.mark_against(row, column, self.against);
        let Some(against) = against else { return };
        let colors = theme::colors_of(ui.visuals());
        let delta = score - against;
        let (icon, color) = if delta >= 0.5 {
            (icons::ARROW_UP, colors.good)
        } else if delta <= -0.5 {
            (icons::ARROW_DOWN, colors.bad)
        } else {
            (icons::TRENDING_FLAT, colors.weak)
        };
        let text = format!("{}{icon}", signed_score(delta));
        let label = ui.label(RichText::new(text).small().color(color));
        label.on_hover_ui(|ui| self.told(ui, &format!("{against:.0}"), row.sample(column)));
    }

    /// What a difference is to, and over how many drills.
    fn told(&self, ui: &mut Ui, at: &str, sample: usize) {
        let name = self.lang.say(&self.against.name());
        let of = self.against.is_of_several().then(|| format!("  (n = {sample})"));
        let said = self.lang.say(&msg!("labelled", label = name, text = at));
        ui.label(format!("{said}{}", of.unwrap_or_default()));
    }
}

/// A difference between marks with its sign.
fn signed_score(delta: f64) -> String {
    if delta.abs() < 0.5 { "±0".to_owned() } else { format!("{delta:+.0}").replace('-', "−") }
}

/// Says how many of the drills do not compare with the one that is looked at, and why.
pub(super) fn comparable(
    ui: &mut Ui,
    lang: Language,
    comparison: &Comparison,
    comparability: &Comparability,
) {
    let apart = comparability.apart();
    let Some(with) = comparison.drills.get(comparability.reference).filter(|_| apart > 0) else {
        return;
    };
    let said = lang.say(&msg!(
        "compares-apart",
        count = apart,
        all = comparison.drills.len(),
        date = with.record.started.date().to_string()
    ));
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for (reason, count) in comparability.reasons.iter().take(REASONS) {
        reasons.push((lang.say(reason), *count));
    }
    let listed = reasons.iter().map(|(reason, count)| format!("{reason} ×{count}"));
    let listed = listed.collect::<Vec<_>>().join("   ");
    let color = theme::colors_of(ui.visuals()).warn;
    let text = RichText::new(format!("{}  {said}  {listed}", icons::WARNING)).color(color);
    ui.add(egui::Label::new(text).truncate()).on_hover_ui(|ui| {
        for (reason, count) in &reasons {
            ui.label(format!("{reason} ×{count}"));
        }
    });
}

/// The sign of a drill that does not compare; why, under the pointer.
fn apart(ui: &mut Ui, lang: Language, obstacles: &[Message]) {
    if obstacles.is_empty() {
        return;
    }
    let color = theme::colors_of(ui.visuals()).warn;
    let sign = ui.label(RichText::new(icons::WARNING).color(color));
    let why: Vec<String> = obstacles.iter().map(|obstacle| lang.say(obstacle)).collect();
    let why = format!("{}\n{}", lang.t("compares-obstacles"), why.join("\n"));
    widgets::named(&sign, egui::Role::Label, &why);
    sign.on_hover_text(why);
}

/// Says so when the newest drill is set against few others.
fn small_sample(ui: &mut Ui, lang: Language, comparison: &Comparison, baseline: Baseline) {
    let newest = comparison.drills.len().saturating_sub(1);
    let Some(total) = comparison.rows.first().filter(|_| baseline.is_of_several()) else { return };
    let count = comparison.sample(total, newest);
    if count < SMALLEST {
        let text = lang.say(&msg!("comparison-small-sample", count = count));
        let color = theme::colors_of(ui.visuals()).warn;
        ui.label(RichText::new(format!("{}  {text}", icons::INFO)).color(color));
    }
}

/// A difference with its sign, an arrow and a colour.
pub(super) fn delta_label(ui: &mut Ui, delta: Seconds) -> Response {
    let colors = theme::colors_of(ui.visuals());
    let (icon, color) = if delta.get() > NOTHING {
        (icons::ARROW_UP, colors.bad)
    } else if delta.get() < -NOTHING {
        (icons::ARROW_DOWN, colors.good)
    } else {
        (icons::TRENDING_FLAT, colors.weak)
    };
    ui.label(RichText::new(format!("{}{icon}", delta.difference())).small().color(color))
}

/// A difference from or to a real emergency: its sign, and neither praise nor blame.
pub(super) fn plain_delta(ui: &mut Ui, delta: Seconds) -> Response {
    let weak = theme::colors_of(ui.visuals()).weak;
    ui.label(RichText::new(delta.signed()).small().color(weak))
}
