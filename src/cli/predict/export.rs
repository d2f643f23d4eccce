//! Writes a plan, a chart or their figures to a file.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::building::{Building, ElementId, StoreyId};
use crate::drill::Scenario;
use crate::egress::flow::{Curve, Flow};
use crate::egress::heat::Over;
use crate::exchange::figure::{
    Chart, HeatMap, Line, Paint, Scene, Walked, people, plan, to_csv, to_png,
};
use crate::language::{Choice, Language, Message, msg};
use crate::units::Seconds;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The plan without colours; with the people of the crowd at a moment
    Plan,
    /// When the last person leaves each place
    Clear,
    /// The people who are left at a moment
    Left,
    /// Persons/m² at a moment, with levels of service
    Density,
    /// The highest density
    Peak,
    /// How many people pass
    Usage,
    /// How far one sees in the smoke at a moment
    Visibility,
    /// A chart of the people on each storey over time
    Storeys,
    /// A chart of the people who are still on their way to each exit
    Exits,
}

impl Show {
    const fn map(self) -> Option<HeatMap> {
        Some(match self {
            Self::Plan => HeatMap::Plain,
            Self::Clear => HeatMap::Clear,
            Self::Left => HeatMap::Remaining,
            Self::Density => HeatMap::Density,
            Self::Peak => HeatMap::PeakDensity,
            Self::Usage => HeatMap::Usage,
            Self::Visibility => HeatMap::Visibility,
            Self::Storeys | Self::Exits => return None,
        })
    }
}

/// Which of several runs a map is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum OverRun {
    /// The run in the middle by its total
    Run,
    /// The median of the runs, each place by itself
    Median,
    /// What 95 % of the runs do not exceed, each place by itself
    P95,
}

/// What is to be written where.
#[derive(Args)]
pub(super) struct Export {
    /// Write a picture or its figures; the ending chooses: .svg, .png or .csv
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// What the file shows
    #[arg(long, value_enum, default_value_t = Show::Clear, requires = "output")]
    show: Show,
    /// The id or the name of the storey whose plan is written; the lowest unless told
    #[arg(long, value_name = "STOREY", requires = "output")]
    storey: Option<String>,
    /// Which of several runs of the crowd the maps clear, peak and usage are about
    #[arg(long, value_enum, default_value_t = OverRun::Run, requires = "output")]
    over: OverRun,
    /// The moment that is shown, in seconds after the alarm
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0, requires = "output")]
    at: f64,
}

/// What was predicted.
pub(super) struct Found<'a> {
    pub(super) building: &'a Building,
    pub(super) scenario: &'a Scenario,
    pub(super) flow: &'a Flow,
    pub(super) walked: Option<Walked<'a>>,
    pub(super) smoke: Option<&'a crate::egress::smoke::Smoke>,
}

impl Export {
    /// The share of the runs that the map is about, 0 to 1; nothing if it is about one run.
    pub(super) fn share(&self) -> Option<f64> {
        let whole = self.show.map().is_some_and(HeatMap::is_of_whole_run);
        match self.over {
            OverRun::Median if whole => Over::Median.share(),
            OverRun::P95 if whole => Over::High.share(),
            _ => None,
        }
    }

    /// Writes the file if one is asked for.
    pub(super) fn write(&self, found: &Found<'_>, lang: Language) -> Result<(), Message> {
        let Some(path) = &self.output else { return Ok(()) };
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let svg = || match self.show.map() {
            Some(map) => self.plan(map, found, lang),
            None => Ok(self.chart(found, lang).to_svg()),
        };
        let bytes = match ending.as_str() {
            "svg" => svg()?.into_bytes(),
            "png" => to_png(&svg()?)?,
            "csv" => self.csv(found, lang)?,
            _ => return Err(msg!("predict-export-ending", endings = "svg, png, csv")),
        };
        // A bare name has an empty folder, which the file system does not know.
        crate::store::replace(&Path::new(".").join(path), &bytes).map_err(|error| {
            let path = path.display().to_string();
            msg!("predict-export-failed", path = path, reason = error.to_string())
        })
    }

    /// The storey that is asked for, by its place in the building.
    fn storey(&self, building: &Building) -> Result<(usize, StoreyId), Message> {
        let wanted = |name: &str, id: &StoreyId| {
            self.storey.as_deref().is_none_or(|asked| asked == name || asked == id.as_str())
        };
        let mut storeys = building.storeys.iter().enumerate();
        let found = storeys.find(|(_, storey)| wanted(&storey.name, &storey.id));
        found.map(|(at, storey)| (at, storey.id.clone())).ok_or_else(|| {
            let known: Vec<&str> = building.storeys.iter().map(|s| s.name.as_str()).collect();
            let asked = self.storey.clone().unwrap_or_default();
            msg!("cli-predict-no-storey", storey = asked, known = known.join(", "))
        })
    }

    fn plan(&self, map: HeatMap, found: &Found<'_>, lang: Language) -> Result<String, Message> {
        let (number, storey) = self.storey(found.building)?;
        let moment = Seconds::new(self.at);
        let scene = Scene {
            building: found.building,
            flow: found.flow,
            walked: found.walked,
            smoke: found.smoke,
            lang,
        };
        let mut layer = scene.map(map, number, moment);
        if map.moves() || map == HeatMap::Plain {
            let (dots, legend) = people(&scene, number, moment, Paint::Speed);
            layer.people = dots;
            if map == HeatMap::Plain {
                layer.legend = legend;
            }
        }
        let names = [
            found.building.name.clone(),
            found.building.storeys[number].name.clone(),
            found.scenario.name.clone(),
            lang.t(map.key()),
        ];
        let mut title = names.join(" · ");
        if map.moves() || !layer.people.is_empty() {
            title = format!("{title} · {}", moment.clock());
        }
        Ok(plan(found.building, &storey, &title, &layer))
    }

    fn chart(&self, found: &Found<'_>, lang: Language) -> Chart {
        let line = |name: String, curve: &Curve| {
            let points = curve.iter().map(|(at, people)| (*at, f64::from(*people)));
            Line { name, points: points.collect(), stairs: true }
        };
        let (title, lines) = if self.show == Show::Exits {
            let used = found.flow.exits.iter().filter(|(_, exit)| exit.people > 0);
            let lines = used.map(|(id, exit)| {
                let passed = exit.passed.iter();
                let left = passed.map(|(at, out)| (*at, exit.people.saturating_sub(*out)));
                let curve = std::iter::once((Seconds::ZERO, exit.people)).chain(left).collect();
                line(super::name(found.building, &ElementId::from(id)), &curve)
            });
            ("predict-curve-exits", lines.collect())
        } else {
            let storeys = found.building.storeys.iter().rev();
            let storeys = storeys.filter_map(|storey| {
                let flow = found.flow.storeys.get(&storey.id)?;
                Some(line(storey.name.clone(), &flow.remaining))
            });
            let curve = &found.flow.stairs.remaining;
            let stairs = (!curve.is_empty()).then(|| line(lang.t("predict-stairs"), curve));
            ("predict-curve", storeys.chain(stairs).collect())
        };
        Chart {
            title: format!("{} · {}", found.scenario.name, lang.t(title)),
            time: lang.t("predict-axis-time"),
            value: lang.t("predict-people"),
            lines,
            limit: None,
        }
    }

    /// The figures of the spaces, or the points of the chart.
    fn csv(&self, found: &Found<'_>, lang: Language) -> Result<Vec<u8>, Message> {
        let (heading, rows): (&[&str], Vec<Vec<String>>) = if self.show.map().is_none() {
            let lines = self.chart(found, lang).lines;
            let rows = lines.iter().flat_map(|line| {
                line.points.iter().map(|(at, people)| {
                    vec![line.name.clone(), format!("{:.1}", at.get()), people.to_string()]
                })
            });
            (&["line", "time_s", "people"], rows.collect())
        } else {
            let over = found.walked.and_then(|walked| walked.over);
            let number = |value: Option<f64>| value.map_or_else(String::new, |v| format!("{v:.2}"));
            let rows = found.building.spaces().map(|(storey, space)| {
                let flow = found.flow.spaces.get(&space.id);
                let most = flow.and_then(|f| f.remaining.iter().map(|(_, people)| *people).max());
                let density = most.map(|most| f64::from(most) / space.outline.area().max(0.1));
                vec![
                    storey.name.clone(),
                    space.id.to_string(),
                    space.name.clone(),
                    flow.map_or(0, |flow| flow.people).to_string(),
                    number(flow.and_then(|flow| flow.clear).map(Seconds::get)),
                    number(density),
                    flow.map_or(0, |flow| flow.stranded).to_string(),
                    number(over.map(|over| over.share)),
                    number(over.and_then(|over| over.clear.get(&space.id)).map(|s| s.get())),
                ]
            });
            let heading = &[
                "storey",
                "id",
                "name",
                "people",
                "clear_s",
                "peak_mean_density_per_m2",
                "stranded",
                "quantile",
                "quantile_clear_s",
            ];
            (heading, rows.collect())
        };
        let heading: Vec<String> = heading.iter().map(|&h| h.to_owned()).collect();
        to_csv(heading, rows).map_err(|error| msg!("cli-csv", reason = error.to_string()))
    }
}
