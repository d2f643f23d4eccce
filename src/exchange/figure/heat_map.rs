//! What the colours on a plan say about an evacuation, by either model.

use std::collections::BTreeMap;

use super::color::{Color, level, of_number, ramp};
use super::neighbours::colors_of_spaces;
use super::plan::{Dot, Key, Layer, Legend, Mark, Strip};
use crate::building::{Building, DoorId, Point, Space, SpaceUse, Storey};
use crate::egress::crowd::{CrowdRun, Look};
use crate::egress::flow::{Curve, Flow, at};
use crate::egress::heat::{Heat, HeatQuantile, StoreyHeat};
use crate::egress::smoke::Smoke;
use crate::egress::{Ground, LevelOfService};
use crate::language::{Choice, Language, choice, msg};
use crate::units::Seconds;

/// How strongly a tint covers a space.
const TINT: f64 = 0.5;
/// How strongly colours cover the floor.
const FLOOR: f64 = 0.85;
/// How strongly black smoke covers a space.
const BLACK: f64 = 0.85;
/// Who sees so far is hindered by nothing, m.
const SEES_ALL: f64 = 30.0;
/// Who walks so fast is hindered by nobody, m/s.
const UNHINDERED: f64 = 1.3;
/// Colours of a ramp that are told apart on the floor: neighbours of one colour become one strip.
const SHADES: f64 = 24.0;
/// Fewer persons/m² than this are nobody.
const SOMEBODY: f32 = 0.02;

choice! {
    /// What the colours on the plan say.
    pub enum HeatMap {
        /// Nothing: the plan as it is.
        Plain => "predict-tint-plain",
        /// When the last person leaves.
        Clear => "predict-tint-clear",
        /// How many are left at the moment.
        Remaining => "predict-tint-remaining",
        /// Persons/m² at the moment.
        Density => "predict-tint-density",
        /// The highest density of all moments.
        PeakDensity => "predict-tint-peak",
        /// How many people pass.
        Usage => "predict-tint-usage",
        /// How far one sees at the moment.
        Visibility => "predict-tint-smoke",
    }
}

choice! {
    /// What the colour of a person says.
    pub enum Paint {
        /// How fast they walk.
        Speed => "predict-paint-speed",
        /// From which space they come.
        Space => "predict-paint-space",
        /// By which exit they leave.
        Exit => "predict-paint-exit",
        /// How they move, and whom they care for; the shape says it as well.
        Kind => "predict-paint-kind",
    }
}

impl HeatMap {
    /// Whether it changes with the moment that is shown.
    #[must_use]
    pub const fn moves(self) -> bool {
        matches!(self, Self::Remaining | Self::Density | Self::Visibility)
    }

    /// Whether it is about a whole run, so that many runs have a median of it.
    #[must_use]
    pub const fn is_of_whole_run(self) -> bool {
        matches!(self, Self::Clear | Self::PeakDensity | Self::Usage)
    }
}

/// A run of the crowd with what it left on the floor.
#[derive(Clone, Copy)]
pub struct Walked<'a> {
    /// The run, with its frames.
    pub run: &'a CrowdRun,
    /// What it left.
    pub heat: &'a Heat,
    /// What several runs left, where maps of the whole run are about these.
    pub over: Option<&'a HeatQuantile>,
}

/// What a map is about.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The building with the scenario's failures.
    pub building: &'a Building,
    /// How it empties.
    pub flow: &'a Flow,
    /// The crowd's run, where the crowd is asked.
    pub walked: Option<Walked<'a>>,
    /// The smoke, where there is any.
    pub smoke: Option<&'a Smoke>,
    /// The language of the notes and of the legend.
    pub lang: Language,
}

impl Scene<'_> {
    /// The map of a storey, by its place in the building, at a moment.
    #[must_use]
    pub fn map(&self, map: HeatMap, storey: usize, moment: Seconds) -> Layer {
        let mut layer = Layer::default();
        let Some(plan) = self.building.storeys.get(storey) else { return layer };
        match map {
            HeatMap::Plain => {}
            HeatMap::Clear => self.clear(&mut layer, plan, storey),
            HeatMap::Remaining => self.remaining(&mut layer, plan, moment),
            HeatMap::Density => self.density(&mut layer, plan, storey, Some(moment)),
            HeatMap::PeakDensity => self.density(&mut layer, plan, storey, None),
            HeatMap::Usage => self.usage(&mut layer, plan, storey),
            HeatMap::Visibility => self.visibility(&mut layer, plan, moment),
        }
        // Who can't get out comes before everything else.
        for space in &plan.spaces {
            let stranded = self.flow.spaces.get(&space.id).map_or(0, |flow| flow.stranded);
            if stranded > 0 {
                layer.spaces.insert(space.id.clone(), Color::STRANDED.faded(TINT));
                let note = msg!("predict-note-stranded", people = stranded);
                layer.notes.insert(space.id.clone(), self.lang.say(&note));
            }
        }
        layer
    }

    fn ramp_of(&self, title: &'static str, low: String, high: String) -> Legend {
        Legend { title: self.lang.t(title), ramp: Some((low, high)), ..Legend::default() }
    }

    /// What several runs left, where the map is about these.
    fn over(&self) -> Option<&HeatQuantile> {
        self.walked?.over
    }

    /// Says in a legend over how many runs its map is.
    fn say_over(&self, legend: &mut Legend) {
        let Some(over) = self.over() else { return };
        let title = std::mem::take(&mut legend.title);
        let share = format!("{:.0} %", over.share * 100.0);
        let text = if over.share == 0.5 {
            msg!("predict-legend-median", title = title, runs = over.runs)
        } else {
            msg!("predict-legend-quantile", title = title, share = share, runs = over.runs)
        };
        legend.title = self.lang.say(&text);
    }

    fn clear(&self, layer: &mut Layer, plan: &Storey, storey: usize) {
        let over = self.over();
        let end = over.map_or(self.flow.total, |over| over.total);
        let total = end.get().max(1.0);
        for space in &plan.spaces {
            let clear = match over {
                Some(over) => over.clear.get(&space.id).copied(),
                None => self.flow.spaces.get(&space.id).and_then(|flow| flow.clear),
            };
            let Some(clear) = clear else { continue };
            if self.walked.is_none() {
                let color = ramp(clear.get() / total).faded(TINT);
                layer.spaces.insert(space.id.clone(), color);
            }
            layer.notes.insert(space.id.clone(), clear.clock());
        }
        if let Some(heat) = self.heat(storey) {
            layer.strips = strips(heat, |at| {
                let last = f64::from(heat.last[at]);
                (last >= 0.0).then(|| (shade(last / total), false))
            });
        }
        layer.legend = self.ramp_of("predict-legend-clear", "0:00".to_owned(), end.clock());
        self.say_over(&mut layer.legend);
    }

    fn remaining(&self, layer: &mut Layer, plan: &Storey, moment: Seconds) {
        for space in &plan.spaces {
            let Some(flow) = self.flow.spaces.get(&space.id) else { continue };
            let most = most(&flow.remaining);
            let people = at(&flow.remaining, moment);
            if people > 0 {
                let share = f64::from(people) / f64::from(most.max(1));
                layer.spaces.insert(space.id.clone(), ramp(share).faded(TINT));
            }
            if most > 0 {
                let note = msg!("predict-note-people", people = people);
                layer.notes.insert(space.id.clone(), self.lang.say(&note));
            }
        }
        let (low, high) = ("0 %".to_owned(), "100 %".to_owned());
        layer.legend = self.ramp_of("predict-legend-remaining", low, high);
    }

    fn density(&self, layer: &mut Layer, plan: &Storey, storey: usize, moment: Option<Seconds>) {
        let walked = self.walked.zip(self.heat(storey));
        let mut most_of: BTreeMap<usize, f32> = BTreeMap::new();
        if let Some((walked, heat)) = walked {
            let now = moment.map(|moment| walked.heat.density(walked.run, storey, moment));
            let densities = now.as_deref().unwrap_or(&heat.peak);
            layer.strips = strips(heat, |at| {
                let density = densities.get(at).copied().filter(|d| *d > SOMEBODY)?;
                let space = heat.floor.space(at).and_then(|space| plan.spaces.get(space))?;
                let level_here = LevelOfService::of(f64::from(density), ground(space));
                Some((level(level_here).faded(FLOOR), level_here >= LevelOfService::E))
            });
            for (at, density) in densities.iter().enumerate() {
                if let Some(space) = heat.floor.space(at) {
                    let most = most_of.entry(space).or_default();
                    *most = most.max(*density);
                }
            }
        }
        for (number, space) in plan.spaces.iter().enumerate() {
            let density = if walked.is_some() {
                most_of.get(&number).map_or(0.0, |density| f64::from(*density))
            } else {
                let Some(flow) = self.flow.spaces.get(&space.id) else { continue };
                let people = match moment {
                    Some(moment) => at(&flow.remaining, moment),
                    None => most(&flow.remaining),
                };
                f64::from(people) / space.outline.area().max(0.1)
            };
            if density < f64::from(SOMEBODY) {
                continue;
            }
            let level_here = LevelOfService::of(density, ground(space));
            if walked.is_none() {
                layer.spaces.insert(space.id.clone(), level(level_here).faded(FLOOR));
                if level_here >= LevelOfService::E {
                    layer.strips.extend(hatched(space));
                }
            }
            let density = format!("{density:.2}");
            let note = msg!("predict-note-density", density = density, level = level_here.letter());
            layer.notes.insert(space.id.clone(), self.lang.say(&note));
        }
        layer.legend = self.levels();
        if moment.is_none() {
            self.say_over(&mut layer.legend);
        }
    }

    /// The levels of service with their densities.
    fn levels(&self) -> Legend {
        let limits = Ground::Walkway.limits();
        let keys = LevelOfService::ALL.iter().enumerate().map(|(number, which)| {
            let range = match (number.checked_sub(1).map(|below| limits[below]), limits.get(number))
            {
                (None, Some(to)) => format!("< {to:.2}"),
                (Some(from), Some(to)) => format!("{from:.2}–{to:.2}"),
                (from, None) => format!("> {:.2}", from.unwrap_or_default()),
            };
            let name = self.lang.t(which.key());
            Key {
                color: level(*which),
                word: format!("{}  {range}", which.letter()),
                more: name,
                mark: None,
            }
        });
        Legend {
            title: self.lang.t("predict-legend-density"),
            keys: keys.collect(),
            ramp: None,
            source: self.lang.t("predict-legend-fruin"),
        }
    }

    fn usage(&self, layer: &mut Layer, plan: &Storey, storey: usize) {
        let passing = |space: &Space| {
            let curve = &self.flow.spaces.get(&space.id)?.remaining;
            let first = curve.first().map_or(0, |(_, people)| *people);
            let gains = curve.windows(2).map(|pair| pair[1].1.saturating_sub(pair[0].1));
            Some(gains.fold(first, u32::saturating_add)).filter(|people| *people > 0)
        };
        let most =
            self.building.spaces().filter_map(|(_, space)| passing(space)).max().unwrap_or(0);
        for space in &plan.spaces {
            let Some(people) = passing(space) else { continue };
            if self.walked.is_none() {
                let share = f64::from(people) / f64::from(most.max(1));
                layer.spaces.insert(space.id.clone(), ramp(share).faded(TINT));
            }
            let note = msg!("predict-note-passing", people = people);
            layer.notes.insert(space.id.clone(), self.lang.say(&note));
        }
        let mut high = most;
        if let Some(heat) = self.heat(storey) {
            let all = self.floors().unwrap_or_default();
            high = all.iter().flat_map(|heat| &heat.usage).copied().max().unwrap_or(0);
            // Few cells before the exits carry most people: the root keeps the others apart.
            layer.strips = strips(heat, |at| {
                let people = heat.usage[at];
                let share = (f64::from(people) / f64::from(high.max(1))).sqrt();
                (people > 0).then(|| (shade(share), false))
            });
        }
        layer.legend = self.ramp_of("predict-legend-usage", "0".to_owned(), high.to_string());
        self.say_over(&mut layer.legend);
    }

    fn visibility(&self, layer: &mut Layer, plan: &Storey, moment: Seconds) {
        for space in &plan.spaces {
            let found = self.smoke.and_then(|smoke| smoke.layer(&space.id, moment));
            let Some(visibility) = found.map(|layer| layer.visibility()) else { continue };
            if visibility < SEES_ALL {
                let strength = BLACK * (1.0 - visibility / SEES_ALL);
                layer.spaces.insert(space.id.clone(), Color::SMOKE.faded(strength));
                let note = msg!("predict-note-visibility", metres = format!("{visibility:.0}"));
                layer.notes.insert(space.id.clone(), self.lang.say(&note));
            }
        }
        let steps = [SEES_ALL, 20.0, 10.0, 5.0, 0.0];
        let key = |metres: f64| {
            let color = Color::SMOKE.faded(BLACK * (1.0 - metres / SEES_ALL));
            Key::new(color, format!("{metres:.0} m"))
        };
        layer.legend = Legend {
            title: self.lang.t("predict-legend-smoke"),
            keys: steps.map(key).to_vec(),
            ..Legend::default()
        };
    }

    fn heat(&self, storey: usize) -> Option<&StoreyHeat> {
        self.floors()?.get(storey)
    }

    /// What the run, or several, left on each storey.
    fn floors(&self) -> Option<&[StoreyHeat]> {
        let walked = self.walked?;
        Some(walked.over.map_or(&walked.heat.storeys, |over| &over.storeys))
    }
}

fn most(curve: &Curve) -> u32 {
    curve.iter().map(|(_, people)| *people).max().unwrap_or(0)
}

fn ground(space: &Space) -> Ground {
    if space.usage == SpaceUse::Stair { Ground::Stair } else { Ground::Walkway }
}

fn shade(share: f64) -> Color {
    ramp((share * SHADES).round() / SHADES).faded(FLOOR)
}

/// The cells of a floor as strips: neighbours of one colour in a row become one.
fn strips(heat: &StoreyHeat, color: impl Fn(usize) -> Option<(Color, bool)>) -> Vec<Strip> {
    let floor = &heat.floor;
    let mut strips: Vec<Strip> = Vec::new();
    for row in 0..floor.up {
        let mut open: Option<Strip> = None;
        for column in 0..floor.across {
            let at = row * floor.across + column;
            let found = floor.space(at).and_then(|_| color(at));
            let high = floor.corner(at).moved(floor.cell, floor.cell);
            match (&mut open, found) {
                (Some(strip), Some((color, hatched)))
                    if strip.color == color && strip.hatched == hatched =>
                {
                    strip.high = high;
                }
                (_, found) => {
                    strips.extend(open.take());
                    let low = floor.corner(at);
                    open = found.map(|(color, hatched)| Strip { low, high, color, hatched });
                }
            }
        }
        strips.extend(open);
    }
    strips
}

/// Hatching over a space that has one value: a strip without colour over the middle of it.
fn hatched(space: &Space) -> Option<Strip> {
    let bounds = space.outline.bounds()?;
    let middle = space.outline.label_point();
    let half = (0.3 * bounds.width().min(bounds.height())).max(0.2);
    Some(Strip {
        low: middle.moved(-half, -half),
        high: middle.moved(half, half),
        color: Color([0, 0, 0, 0]),
        hatched: true,
    })
}

/// The shape of people of a kind.
const fn mark(look: Look) -> Mark {
    match look {
        Look::Unaided => &[],
        Look::Impaired => &[&[(-0.9, 0.7), (0.9, 0.7), (0.0, -0.9)]],
        Look::Stick => &[&[(-0.9, -0.7), (0.9, -0.7), (0.0, 0.9)]],
        Look::Frame => &[&[(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)]],
        Look::Wheelchair => &[&[(-0.8, 0.8), (0.8, 0.8), (0.8, -0.8), (-0.8, -0.8)]],
        Look::Helper => &[
            &[(-1.0, 0.35), (1.0, 0.35), (1.0, -0.35), (-1.0, -0.35)],
            &[(-0.35, 1.0), (0.35, 1.0), (0.35, -1.0), (-0.35, -1.0)],
        ],
        Look::Guide => {
            &[&[(-0.9, -0.5), (0.9, -0.5), (0.0, 1.1)], &[(-0.9, 0.5), (0.9, 0.5), (0.0, -1.1)]]
        }
    }
}

/// Everybody on a storey at a moment, and what their colours mean.
#[must_use]
pub fn people(
    scene: &Scene<'_>,
    storey: usize,
    moment: Seconds,
    paint: Paint,
) -> (Vec<Dot>, Legend) {
    let (Some(walked), lang) = (scene.walked, scene.lang) else { return Default::default() };
    let exits: Vec<&DoorId> = scene.building.exits().map(|(_, door)| &door.id).collect();
    let number_of = match paint {
        Paint::Space => colors_of_spaces(scene.building),
        _ => BTreeMap::new(),
    };
    let exit_of: BTreeMap<&DoorId, usize> = exits.iter().copied().zip(0..).collect();
    let look = |who: usize| walked.run.looks.get(who).copied().unwrap_or_default();
    let color = |who: usize, speed: f64| match paint {
        Paint::Speed => ramp(1.0 - speed / UNHINDERED),
        Paint::Space => {
            let home = walked.heat.homes.get(who).and_then(Option::as_ref);
            home.and_then(|id| number_of.get(id)).map_or(Color::WAITING, |n| of_number(*n))
        }
        Paint::Exit => {
            let exit = walked.heat.exits.get(who).and_then(Option::as_ref);
            exit.and_then(|id| exit_of.get(id)).map_or(Color::STRANDED, |n| of_number(*n))
        }
        Paint::Kind => of_number(look(who) as usize),
    };
    let places = walked.run.frame_at(moment).map_or(&[][..], |frame| &frame.places);
    let dots = places.iter().filter(|place| usize::from(place.storey) == storey).map(|place| Dot {
        at: Point::new(place.x.into(), place.y.into()),
        // Who has not begun has no speed yet.
        color: match (paint, place.walking) {
            (Paint::Speed, false) => Color::WAITING,
            _ => color(place.who as usize, place.speed.into()),
        },
        walking: place.walking,
        mark: if paint == Paint::Kind { mark(look(place.who as usize)) } else { &[] },
    });
    let mut keys = Vec::new();
    match paint {
        Paint::Speed => {
            for (speed, key) in [
                (0.0, "predict-crowd-stands"),
                (UNHINDERED / 2.0, "predict-crowd-slow"),
                (UNHINDERED, "predict-crowd-free"),
            ] {
                keys.push(Key::new(ramp(1.0 - speed / UNHINDERED), lang.t(key)));
            }
        }
        Paint::Space => {
            for (space, number) in &number_of {
                let people = scene.flow.spaces.get(space).map_or(0, |flow| flow.people);
                let name = scene.building.space(space).map(|(_, space)| space.name.clone());
                if people > 0 {
                    let name = name.unwrap_or_else(|| space.to_string());
                    keys.push(Key::new(of_number(*number), name));
                }
            }
        }
        Paint::Exit => {
            for (exit, number) in &exit_of {
                let people = scene.flow.exits.get(exit).map_or(0, |flow| flow.people);
                let name = scene.building.door(exit).map(|(_, door)| door.name.clone());
                let name = name.filter(|n| !n.is_empty()).unwrap_or_else(|| exit.to_string());
                if people > 0 {
                    keys.push(Key::new(of_number(*number), format!("{name}  {people}")));
                }
            }
            if scene.flow.stranded > 0 {
                let people = scene.flow.stranded;
                let note = msg!("predict-note-stranded", people = people);
                keys.push(Key::new(Color::STRANDED, lang.say(&note)));
            }
        }
        Paint::Kind => {
            for which in Look::ALL {
                let people = walked.run.looks.iter().filter(|look| *look == which).count();
                if people > 0 {
                    let word = format!("{}  {people}", lang.t(which.key()));
                    let key = Key::new(of_number(*which as usize), word);
                    keys.push(Key { mark: Some(mark(*which)), ..key });
                }
            }
        }
    }
    let legend = Legend { title: lang.t(paint.key()), keys, ..Legend::default() };
    (dots.collect(), legend)
}
