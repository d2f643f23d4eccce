//! The sheet of an escape plan: the plan, and around it what the reader has to know.

use super::super::drawing::{Anchor, Drawing, Paint, Type};
use super::super::lettering::{lines, width_of};
use super::super::storey_drawing::{Frame, names, spaces, walls};
use super::symbol::{BLUE, GREEN, RED, Symbol};
use super::{EscapePlan, Leg, WaysOut};
use crate::building::{Bounds, Building, Point, Site, SpaceUse, Storey};
use crate::language::{Choice, Language, msg};

const INK: &str = "#1d252c";
const WEAK: &str = "#56626d";
const LINE: &str = "#c3ccd4";
/// Where one walks to the exit, and the stairs.
const ROUTE_FLOOR: &str = "#dcf1e4";
const STAIR_FLOOR: &str = "#b4e0c6";
const ROOM_FLOOR: &str = "#fbfbf9";

/// What the sheet is drawn from.
pub(super) struct Subject<'a> {
    pub(super) plan: &'a EscapePlan,
    pub(super) building: &'a Building,
    pub(super) site: &'a Site,
    pub(super) storey: &'a Storey,
    pub(super) ways: &'a WaysOut,
    pub(super) lang: Language,
}

/// Where things are on the sheet; all sizes follow from its height, mm.
struct Layout {
    width: f64,
    height: f64,
    /// The unit: 1 mm on A3.
    u: f64,
    margin: f64,
    head: f64,
    foot: f64,
    column: f64,
}

impl Layout {
    fn of(plan: &EscapePlan) -> Self {
        let (width, height) = plan.paper.size();
        let u = height / 297.0;
        // ISO 23601 asks that the header take at least 7 % of the sheet's height.
        let head = height * 0.075;
        Self { width, height, u, margin: 8.0 * u, head, foot: 17.0 * u, column: 92.0 * u }
    }

    fn plan_corner(&self) -> (f64, f64) {
        (self.margin, self.margin + self.head + 4.0 * self.u)
    }

    fn plan_size(&self) -> (f64, f64) {
        let width = self.width - 2.0 * self.margin - self.column - 6.0 * self.u;
        let height = self.height - 2.0 * self.margin - self.head - self.foot - 8.0 * self.u;
        (width, height)
    }

    fn column_left(&self) -> f64 {
        self.width - self.margin - self.column
    }
}

pub(super) fn draw(drawing: &mut Drawing, subject: &Subject<'_>, bounds: Bounds) {
    let layout = Layout::of(subject.plan);
    drawing.rect((0.0, 0.0), (layout.width, layout.height), 0.0, Paint::fill("#ffffff"));
    head(drawing, subject, &layout);
    let (corner, size) = (layout.plan_corner(), layout.plan_size());
    let frame = frame(subject.plan, bounds);
    drawing.rect(corner, size, 1.5 * layout.u, Paint::fill("#ffffff").edged(LINE, 0.3));
    storey(drawing, subject, &frame, layout.u);
    compass(
        drawing,
        subject,
        (corner.0 + size.0 - 9.0 * layout.u, corner.1 + 10.0 * layout.u),
        layout.u,
    );
    scale_bar(drawing, subject, &frame, &layout);
    let mut y = corner.1;
    y = instructions(drawing, subject, &layout, y);
    y = legend(drawing, subject, &layout, y);
    overview(drawing, subject, &layout, y);
    foot(drawing, subject, &layout, &frame);
}

/// Where the storey's plan lies on the sheet.
pub(super) fn frame(plan: &EscapePlan, bounds: Bounds) -> Frame {
    let layout = Layout::of(plan);
    let (corner, size) = (layout.plan_corner(), layout.plan_size());
    // Signs beside the exits want room.
    let inset = 9.0 * layout.u;
    let corner = (corner.0 + inset, corner.1 + inset);
    Frame::fitting(bounds, plan.turn, corner, (size.0 - 2.0 * inset, size.1 - 2.0 * inset))
}

fn head(drawing: &mut Drawing, subject: &Subject<'_>, layout: &Layout) {
    let (lang, u) = (subject.lang, layout.u);
    let top = layout.margin;
    let size = (layout.width - 2.0 * layout.margin, layout.head);
    drawing.rect((layout.margin, top), size, 1.5 * u, Paint::fill(GREEN));
    let middle = top + layout.head / 2.0;
    let title = Type::new(12.0 * u, "#ffffff").strong();
    drawing.text((layout.margin + 7.0 * u, middle), &lang.t("escape-plan-title"), title);
    let place = format!("{}  ·  {}", subject.building.name, subject.storey.name);
    let words = Type::new(7.0 * u, "#ffffff").strong().at(Anchor::End);
    drawing.text((layout.width - layout.margin - 7.0 * u, middle), &place, words);
}

fn storey(drawing: &mut Drawing, subject: &Subject<'_>, frame: &Frame, u: f64) {
    spaces(drawing, frame, subject.storey, |space| match space.usage {
        SpaceUse::Stair => STAIR_FLOOR,
        SpaceUse::Corridor | SpaceUse::Lobby => ROUTE_FLOOR,
        _ => ROOM_FLOOR,
    });
    walls(drawing, frame, subject.storey, |door| if door.exit { GREEN } else { INK });
    let here = |legs: &[Leg]| -> Vec<Vec<Point>> {
        let own = legs.iter().filter(|leg| leg.storey == subject.storey.id);
        own.map(|leg| leg.points.clone()).collect()
    };
    for legs in &subject.ways.others {
        for points in here(legs) {
            drawing.polyline(
                &frame.all(&points),
                Paint::line("#5fae84", 0.5 * u).dashed(2.2 * u, 1.6 * u),
            );
        }
    }
    if let Some((_, legs)) = &subject.ways.second {
        for points in here(legs) {
            route(drawing, &frame.all(&points), u, true);
        }
    }
    if let Some((_, legs)) = &subject.ways.best {
        for points in here(legs) {
            route(drawing, &frame.all(&points), u, false);
        }
    }
    let here_at = frame.at(subject.plan.here);
    names(drawing, frame, (subject.building, subject.storey), 3.1 * u, Some(here_at), |_| None);
    let side = 6.5 * u;
    for equipment in &subject.storey.equipment {
        if let Some(symbol) = Symbol::of(equipment.kind) {
            symbol.draw(drawing, frame.at(equipment.at), side);
        }
    }
    for door in subject.storey.doors.iter().filter(|door| door.exit) {
        let middle = door.line.middle();
        let (x, y) = door.line.left();
        // The sign stands outside, where no plan is in its way.
        let inside = subject.storey.space_at(middle.moved(x * 0.4, y * 0.4)).is_some();
        let away = 4.6 * u * frame.scale / 1e3 * if inside { -1.0 } else { 1.0 };
        let at = frame.at(middle.moved(x * away, y * away));
        Symbol::Exit.draw(drawing, at, 7.5 * u);
        let name = Type::new(3.4 * u, GREEN).strong().at(Anchor::Middle).halo();
        // Beside a sign above or below the plan, below a sign at its side: never on the plan.
        let middle = frame.at(middle);
        let beside = (at.1 - middle.1).abs() > (at.0 - middle.0).abs();
        let place = if beside { (at.0 + 7.5 * u, at.1) } else { (at.0, at.1 + 6.2 * u) };
        drawing.text(place, &door.name, name);
    }
    you_are_here(drawing, subject, here_at, u);
}

/// A way with arrow heads along it; the second way is dashed.
fn route(drawing: &mut Drawing, points: &[(f64, f64)], u: f64, second: bool) {
    let width = if second { 1.1 * u } else { 1.7 * u };
    let line = Paint::line(GREEN, width);
    let line = if second { line.dashed(4.0 * u, 2.4 * u) } else { line };
    drawing.polyline(points, Paint::line("#ffffff", width + 1.0 * u));
    drawing.polyline(points, line);
    let mut since = 9.0 * u;
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length <= 0.0 {
            continue;
        }
        let mut at = 20.0 * u - since;
        while at < length {
            let share = at / length;
            arrow(
                drawing,
                (from.0 + dx * share, from.1 + dy * share),
                (dx / length, dy / length),
                u,
            );
            at += 20.0 * u;
        }
        since = (since + length) % (20.0 * u);
    }
    if let [.., from, to] = points {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length > 0.0 {
            arrow(drawing, *to, (dx / length, dy / length), u * 1.25);
        }
    }
}

fn arrow(drawing: &mut Drawing, tip: (f64, f64), ahead: (f64, f64), u: f64) {
    let (long, wide) = (5.0 * u, 2.3 * u);
    let back = (tip.0 - ahead.0 * long, tip.1 - ahead.1 * long);
    let side = |sign: f64| (back.0 - ahead.1 * wide * sign, back.1 + ahead.0 * wide * sign);
    let shape = [tip, side(1.0), side(-1.0)];
    drawing.polygon(&shape, Paint::fill(GREEN).edged("#ffffff", 0.35 * u));
}

fn you_are_here(drawing: &mut Drawing, subject: &Subject<'_>, at: (f64, f64), u: f64) {
    drawing.circle(at, 3.6 * u, Paint::fill("#ffffff").edged(BLUE, 0.9 * u));
    drawing.circle(at, 2.1 * u, Paint::fill(BLUE));
    let words = subject.lang.t("escape-plan-here");
    let size = 4.2 * u;
    let width = width_of(&words, size) + 5.0 * u;
    let corner = (at.0 - width / 2.0, at.1 - 13.5 * u);
    let tail = [
        (at.0 - 1.8 * u, at.1 - 7.0 * u),
        (at.0 + 1.8 * u, at.1 - 7.0 * u),
        (at.0, at.1 - 4.2 * u),
    ];
    drawing.polygon(&tail, Paint::fill(BLUE));
    drawing.rect(corner, (width, 6.8 * u), 1.2 * u, Paint::fill(BLUE));
    let kind = Type::new(size, "#ffffff").strong().at(Anchor::Middle);
    drawing.text((at.0, corner.1 + 3.4 * u), &words, kind);
}

/// An arrow to the north, as the plan is turned.
fn compass(drawing: &mut Drawing, subject: &Subject<'_>, at: (f64, f64), u: f64) {
    let angle = (subject.plan.north - subject.plan.turn.degrees()).to_radians();
    let (sin, cos) = angle.sin_cos();
    let point = |along: f64, aside: f64| {
        (at.0 + sin * along + cos * aside, at.1 - cos * along + sin * aside)
    };
    let tip = point(6.0 * u, 0.0);
    let (left, right) = (point(-3.6 * u, -2.8 * u), point(-3.6 * u, 2.8 * u));
    let notch = point(-1.8 * u, 0.0);
    drawing.polygon(&[tip, left, notch], Paint::fill(INK));
    drawing.polygon(&[tip, right, notch], Paint::fill("#ffffff").edged(INK, 0.25 * u));
    let letter = Type::new(3.6 * u, INK).strong().at(Anchor::Middle);
    drawing.text(point(-6.6 * u, 0.0), &subject.lang.t("escape-plan-north"), letter);
}

fn scale_bar(drawing: &mut Drawing, subject: &Subject<'_>, frame: &Frame, layout: &Layout) {
    let u = layout.u;
    let (corner, size) = (layout.plan_corner(), layout.plan_size());
    let fits = |metres: &&f64| frame.length(**metres) >= 28.0 * u;
    let metres =
        [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].iter().find(fits).copied().unwrap_or(100.0);
    let (x, y) = (corner.0 + 6.0 * u, corner.1 + size.1 - 5.0 * u);
    let quarter = frame.length(metres) / 4.0;
    for part in 0..4 {
        let fill = if part % 2 == 0 { INK } else { "#ffffff" };
        let left = x + f64::from(part) * quarter;
        drawing.rect((left, y), (quarter, 1.5 * u), 0.0, Paint::fill(fill).edged(INK, 0.25 * u));
    }
    let kind = Type::new(3.0 * u, INK).at(Anchor::Middle);
    drawing.text((x, y - 2.3 * u), "0", kind);
    drawing.text((x + 2.0 * quarter, y - 2.3 * u), &format!("{}", metres / 2.0), kind);
    drawing.text((x + 4.0 * quarter, y - 2.3 * u), &format!("{metres} m"), kind);
    let scale = format!("{} 1 : {}", subject.lang.t("escape-plan-scale"), frame.scale.round());
    drawing.text((x + 4.0 * quarter + 8.0 * u, y + 0.6 * u), &scale, Type::new(3.2 * u, WEAK));
}

/// A card of the right column; returns where its content begins.
fn card(
    drawing: &mut Drawing,
    layout: &Layout,
    y: f64,
    height: f64,
    title: &str,
    color: &str,
) -> f64 {
    let u = layout.u;
    let left = layout.column_left();
    drawing.rect(
        (left, y),
        (layout.column, height),
        1.5 * u,
        Paint::fill("#ffffff").edged(LINE, 0.3),
    );
    drawing.rect((left, y), (layout.column, 9.0 * u), 1.5 * u, Paint::fill(color));
    drawing.rect((left, y + 5.0 * u), (layout.column, 4.0 * u), 0.0, Paint::fill(color));
    let kind = Type::new(5.0 * u, "#ffffff").strong();
    drawing.text((left + 4.0 * u, y + 4.6 * u), title, kind);
    y + 9.0 * u
}

/// What to do in a fire; returns where the next card begins.
fn instructions(drawing: &mut Drawing, subject: &Subject<'_>, layout: &Layout, y: f64) -> f64 {
    let (lang, u) = (subject.lang, layout.u);
    let steps = [
        (lang.t("escape-plan-step-report"), lang.t("escape-plan-step-report-how")),
        (lang.t("escape-plan-step-attack"), lang.t("escape-plan-step-attack-how")),
        (lang.t("escape-plan-step-escape"), lang.t("escape-plan-step-escape-how")),
        (lang.t("escape-plan-step-muster"), lang.t("escape-plan-step-muster-how")),
    ];
    let room = layout.column - 17.0 * u;
    let wrapped: Vec<(String, Vec<String>)> =
        steps.into_iter().map(|(what, how)| (what, lines(&how, 3.3 * u, room))).collect();
    let height = |how: &[String]| 7.0 * u + how.len() as f64 * 4.4 * u;
    let all = 14.0 * u + wrapped.iter().map(|(_, how)| height(how)).sum::<f64>();
    let mut at = card(drawing, layout, y, all, &lang.t("escape-plan-in-fire"), RED) + 3.0 * u;
    let left = layout.column_left();
    for (index, (what, how)) in wrapped.iter().enumerate() {
        drawing.circle((left + 7.5 * u, at + 2.6 * u), 3.2 * u, Paint::fill(RED));
        let number = Type::new(4.0 * u, "#ffffff").strong().at(Anchor::Middle);
        drawing.text((left + 7.5 * u, at + 2.6 * u), &(index + 1).to_string(), number);
        drawing.text((left + 13.5 * u, at + 2.6 * u), what, Type::new(4.3 * u, INK).strong());
        for (line, text) in how.iter().enumerate() {
            let y = at + 7.6 * u + line as f64 * 4.4 * u;
            drawing.text((left + 13.5 * u, y), text, Type::new(3.3 * u, INK));
        }
        at += height(how);
    }
    y + all + 4.0 * u
}

/// The signs that are on the plan, and the ways; returns where the next card begins.
fn legend(drawing: &mut Drawing, subject: &Subject<'_>, layout: &Layout, y: f64) -> f64 {
    let (lang, u) = (subject.lang, layout.u);
    let shown = |symbol: &&Symbol| match symbol {
        Symbol::Exit => subject.storey.doors.iter().any(|door| door.exit),
        Symbol::AssemblyPoint => !subject.site.assembly_points.is_empty(),
        symbol => subject.storey.equipment.iter().any(|e| Symbol::of(e.kind) == Some(**symbol)),
    };
    let symbols: Vec<&Symbol> = Symbol::ALL.iter().filter(shown).collect();
    let rows = (symbols.len() + 4).div_ceil(2) as f64;
    let step = 8.6 * u;
    let height = 13.0 * u + rows * step;
    let top = card(drawing, layout, y, height, &lang.t("escape-plan-legend"), "#3a444d") + 3.0 * u;
    let left = layout.column_left();
    let place = |index: usize| {
        let x = left
            + 4.0 * u
            + if index.is_multiple_of(2) { 0.0 } else { layout.column / 2.0 - 1.0 * u };
        (x, top + (index / 2) as f64 * step + 3.6 * u)
    };
    let room = layout.column / 2.0 - 14.0 * u;
    let name = |drawing: &mut Drawing, (x, y): (f64, f64), words: &str| {
        let mut size = 3.1 * u;
        let wrapped = lines(words, size, room);
        if wrapped.len() > 1 {
            size = 2.7 * u;
        }
        let wrapped = lines(words, size, room);
        let first = y - (wrapped.len().min(2) as f64 - 1.0) * size * 0.6;
        for (index, line) in wrapped.iter().take(2).enumerate() {
            let y = first + index as f64 * size * 1.2;
            drawing.text((x + 10.0 * u, y), line, Type::new(size, INK));
        }
    };
    let mut index = 0;
    for symbol in symbols {
        let (x, y) = place(index);
        symbol.draw(drawing, (x + 3.6 * u, y), 6.6 * u);
        name(drawing, (x, y), &lang.t(symbol.key()));
        index += 1;
    }
    let (x, y) = place(index);
    drawing.circle((x + 3.6 * u, y), 2.9 * u, Paint::fill("#ffffff").edged(BLUE, 0.8 * u));
    drawing.circle((x + 3.6 * u, y), 1.6 * u, Paint::fill(BLUE));
    name(drawing, (x, y), &lang.t("escape-plan-here"));
    let ways = [
        (lang.t("escape-plan-way"), Paint::line(GREEN, 1.7 * u)),
        (lang.t("escape-plan-second-way"), Paint::line(GREEN, 1.1 * u).dashed(2.4 * u, 1.6 * u)),
        (
            lang.t("escape-plan-other-ways"),
            Paint::line("#5fae84", 0.5 * u).dashed(1.6 * u, 1.2 * u),
        ),
    ];
    for (words, paint) in ways {
        index += 1;
        let (x, y) = place(index);
        drawing.polyline(&[(x, y), (x + 7.2 * u, y)], paint);
        name(drawing, (x, y), &words);
    }
    y.max(top + rows * step + 4.0 * u) + 3.0 * u
}

/// The site around the building with its assembly points, in the room that is left.
fn overview(drawing: &mut Drawing, subject: &Subject<'_>, layout: &Layout, y: f64) {
    let (lang, u) = (subject.lang, layout.u);
    let (corner, size) = (layout.plan_corner(), layout.plan_size());
    let height = corner.1 + size.1 - y;
    if height < 34.0 * u || subject.site.assembly_points.is_empty() {
        return;
    }
    let top = card(drawing, layout, y, height, &lang.t("escape-plan-overview"), GREEN);
    let Some(outline) = subject.building.bounds() else { return };
    let offset = subject.building.site_offset;
    let moved = |point: Point| point.moved(offset.x, offset.y);
    let points = subject.site.assembly_points.iter().flat_map(|p| p.area.corners().iter().copied());
    let all = Bounds::of(points.chain([moved(outline.min), moved(outline.max)]));
    let Some(all) = all else { return };
    let room = (layout.column - 10.0 * u, height - 9.0 * u - 10.0 * u);
    let frame = Frame::filling(
        all,
        subject.plan.turn,
        (layout.column_left() + 5.0 * u, top + 5.0 * u),
        room,
    );
    for lane in &subject.site.fire_lanes {
        let inside: Vec<Point> = lane.path.iter().map(|p| clamped(*p, all)).collect();
        drawing.polyline(&frame.all(&inside), Paint::line("#e3e7eb", 1.6 * u));
    }
    let corners = [
        outline.min,
        Point::new(outline.max.x, outline.min.y),
        outline.max,
        Point::new(outline.min.x, outline.max.y),
    ];
    let corners: Vec<Point> = corners.into_iter().map(moved).collect();
    let ground = Paint::fill("#e9edf1").edged(INK, 0.35 * u);
    drawing.polygon(&frame.all(&corners), ground);
    let name = Type::new(2.9 * u, INK).at(Anchor::Middle);
    let middle = frame.at(moved(outline.centre()));
    for (index, line) in
        lines(&subject.building.name, 2.9 * u, frame.length(outline.width()).max(20.0 * u))
            .iter()
            .enumerate()
    {
        drawing.text((middle.0, middle.1 + 4.0 * u + index as f64 * 3.5 * u), line, name);
    }
    for point in &subject.site.assembly_points {
        let area = frame.all(point.area.corners());
        drawing.polygon(&area, Paint::fill(ROUTE_FLOOR).edged(GREEN, 0.3 * u));
        let at = frame.at(point.area.label_point());
        Symbol::AssemblyPoint.draw(drawing, (at.0, at.1 - 1.6 * u), 6.0 * u);
        let kind = Type::new(2.9 * u, GREEN).strong().at(Anchor::Middle).halo();
        drawing.text((at.0, at.1 + 4.2 * u), &point.name, kind);
    }
    let here = frame.at(moved(subject.plan.here));
    drawing.circle(here, 1.7 * u, Paint::fill(BLUE).edged("#ffffff", 0.5 * u));
}

fn clamped(point: Point, bounds: Bounds) -> Point {
    Point::new(point.x.clamp(bounds.min.x, bounds.max.x), point.y.clamp(bounds.min.y, bounds.max.y))
}

/// The title block.
fn foot(drawing: &mut Drawing, subject: &Subject<'_>, layout: &Layout, frame: &Frame) {
    let (lang, u, plan) = (subject.lang, layout.u, subject.plan);
    let top = layout.height - layout.margin - layout.foot;
    let width = layout.width - 2.0 * layout.margin;
    drawing.rect(
        (layout.margin, top),
        (width, layout.foot),
        1.5 * u,
        Paint::fill("#ffffff").edged(LINE, 0.3),
    );
    let way = |way: Option<&(crate::building::Way, Vec<Leg>)>| {
        way.map_or_else(
            || "–".to_owned(),
            |(way, _)| {
                let exit =
                    subject.building.door(&way.exit).map_or("", |(_, door)| door.name.as_str());
                lang.say(&msg!(
                    "escape-plan-way-length",
                    exit = exit,
                    metres = format!("{:.0}", way.length)
                ))
            },
        )
    };
    let at = subject.storey.space_at(plan.here).map_or("", |space| space.name.as_str());
    let cells = [
        (lang.t("filter-building"), subject.building.name.clone(), 0.2),
        (lang.t("escape-plan-storey"), subject.storey.name.clone(), 0.07),
        (lang.t("escape-plan-position"), at.to_owned(), 0.18),
        (lang.t("escape-plan-way"), way(subject.ways.best.as_ref()), 0.13),
        (lang.t("escape-plan-second-way"), way(subject.ways.second.as_ref()), 0.13),
        (lang.t("escape-plan-scale"), format!("1 : {}", frame.scale.round()), 0.08),
        (lang.t("escape-plan-date"), plan.date.to_string(), 0.1),
        (lang.t("escape-plan-author"), plan.author.clone(), 0.11),
    ];
    let mut x = layout.margin;
    for (index, (name, value, share)) in cells.iter().enumerate() {
        let room = width * share;
        if index > 0 {
            drawing.polyline(
                &[(x, top + 2.0 * u), (x, top + layout.foot - 2.0 * u)],
                Paint::line(LINE, 0.25),
            );
        }
        drawing.text((x + 3.0 * u, top + 4.5 * u), name, Type::new(2.8 * u, WEAK));
        let mut size = 4.0 * u;
        let mut wrapped = lines(value, size, room - 5.0 * u);
        if wrapped.len() > 1 {
            size = 3.2 * u;
            wrapped = lines(value, size, room - 5.0 * u);
        }
        let first = if wrapped.len() > 1 { 9.2 * u } else { 11.0 * u };
        for (line, text) in wrapped.iter().take(2).enumerate() {
            let y = top + first + line as f64 * size * 1.2;
            drawing.text((x + 3.0 * u, y), text, Type::new(size, INK).strong());
        }
        x += room;
    }
}
