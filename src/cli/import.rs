//! `muster import`: a file of another program as a building.

mod plan;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Done, End};
use crate::exchange::peers::Peer;
use crate::exchange::plan::PlanKind;
use crate::language::{Language, Message, msg};
use crate::store::{FileKind, replace, to_text};

#[derive(Args)]
pub(super) struct Import {
    /// Plans (DXF, SVG, IFC, PDF, PNG, JPEG), the lowest storey first; or one geometry of JuPedSim (WKT, XML) or scenario
    /// of Vadere
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
    /// The name of the storey that the plan shows, once for each plan
    #[arg(long, value_name = "NAME")]
    storey: Vec<String>,
    /// The level of the floor that the plan shows, m, once for each plan
    #[arg(long, value_name = "M", allow_negative_numbers = true)]
    elevation: Vec<f64>,
    /// Two points of the plan, in its own unit, once for each plan: the same two places of the building, by
    /// which the plans are laid on the first one
    #[arg(long, value_name = "X1,Y1,X2,Y2", allow_hyphen_values = true)]
    align: Vec<String>,
    /// How far the plans are turned, counter-clockwise, degrees
    #[arg(long, value_name = "DEGREES", default_value_t = 0.0, allow_negative_numbers = true)]
    turn: f64,
    /// Which page of a PDF is read
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    page: usize,
    /// Metres for one unit of the plan; found out or taken as a metre where it is not given
    #[arg(long, value_name = "M_PER_UNIT")]
    scale: Option<f64>,
    /// The building file to write; one that is there is not overwritten
    #[arg(short, long, value_name = "BUILDING.ron")]
    output: PathBuf,
    /// Write over a building file that is there
    #[arg(long)]
    overwrite: bool,
    /// Close openings without a drawn door up to this width, m
    #[arg(long, value_name = "M", default_value_t = 2.0)]
    gap: f64,
    /// What a layer holds: walls, windows, doors, stairs, names, everything or nothing
    #[arg(long, value_name = "NAME=ROLE")]
    layer: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// The scenario file to write, where the plan holds people
    #[arg(long, value_name = "SCENARIO.ron")]
    scenario: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(self, lang: Language) -> Done {
        if self.scale.is_some_and(|scale| !scale.is_finite() || scale <= 0.0) {
            return Err(msg!("import-bad-scale"));
        }
        if self.plans.iter().any(|path| PlanKind::of(path).is_some()) {
            return self.plans(lang);
        }
        let [plan] = self.plans.as_slice() else { return Err(msg!("import-one-peer")) };
        let mut peer = Peer::open(plan)?;
        peer.scale(self.scale.unwrap_or(1.0));
        if let (Some(name), Some(storey)) = (self.storey.first(), peer.building.storeys.first_mut())
        {
            storey.name.clone_from(name);
        }
        if let Some(stem) = self.output.file_stem() {
            peer.name_after(&stem.to_string_lossy());
        }
        write(&self.output, &peer.building, self.overwrite)?;
        if let (Some(output), Some(scenario)) = (&self.scenario, &peer.scenario) {
            write(output, scenario, self.overwrite)?;
        }
        Ok(told(&peer, &self.output, lang))
    }
}

/// Writes a file; one that is there only if the user says so.
fn write<T: FileKind>(path: &Path, content: &T, overwrite: bool) -> Result<(), Message> {
    let shown = path.display().to_string();
    if path.exists() && !overwrite {
        return Err(msg!("import-exists", path = shown));
    }
    let failed = |reason: String| msg!("book-io", path = &shown, reason = reason);
    let text = to_text(content).map_err(|error| failed(error.to_string()))?;
    // A bare name has an empty folder, which the file system does not know.
    replace(&Path::new(".").join(path), text.as_bytes()).map_err(|error| failed(error.to_string()))
}

/// Says what was understood and what not.
fn told(peer: &Peer, output: &Path, lang: Language) -> End {
    println!("{}", lang.say(&msg!("import-done", path = output.display().to_string())));
    for line in &peer.understood {
        println!("  {}", lang.say(line));
    }
    if peer.left_out.is_empty() {
        return End::Clean;
    }
    println!("{}", lang.t("import-left-out"));
    for line in &peer.left_out {
        println!("  {}", lang.say(line));
    }
    End::Findings
}
