//! `muster import`: a file of another program as a building.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Done, End};
use crate::exchange::peers::{Peer, PeerKind};
use crate::language::{Language, Message, msg};
use crate::store::{FileKind, replace, to_text};

#[derive(Args)]
pub(super) struct Import {
    /// A WKT polygon or an XML geometry of JuPedSim, or a scenario of Vadere
    plan: PathBuf,
    /// The name of the storey that the plan shows
    #[arg(long, value_name = "NAME")]
    storey: Option<String>,
    /// Metres for one unit of the plan, where it is not drawn in metres
    #[arg(long, value_name = "M_PER_UNIT", default_value_t = 1.0)]
    scale: f64,
    /// The building file to write; one that is there is not overwritten
    #[arg(short, long, value_name = "BUILDING.ron")]
    output: PathBuf,
    /// The scenario file to write, where the plan holds people
    #[arg(long, value_name = "SCENARIO.ron")]
    scenario: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(self, lang: Language) -> Done {
        let path = self.plan.display().to_string();
        let bytes = std::fs::read(&self.plan)
            .map_err(|error| msg!("book-io", path = &path, reason = error.to_string()))?;
        let text = String::from_utf8_lossy(&bytes);
        let name = self.plan.file_stem().unwrap_or_default().to_string_lossy();
        let file = self.plan.file_name().unwrap_or_default().to_string_lossy();
        let Some(kind) = PeerKind::of(&file, &text) else {
            return Err(msg!("import-unknown-kind", path = path));
        };
        let read = kind.read(&name, &text);
        let mut peer =
            read.map_err(|reason| msg!("import-unreadable", path = path, reason = reason))?;
        if !(self.scale.is_finite() && self.scale > 0.0) {
            return Err(msg!("import-bad-scale"));
        }
        peer.scale(self.scale);
        if let (Some(name), Some(storey)) = (&self.storey, peer.building.storeys.first_mut()) {
            storey.name.clone_from(name);
        }
        if let Some(stem) = self.output.file_stem() {
            peer.name_after(&stem.to_string_lossy());
        }
        write(&self.output, &peer.building)?;
        if let (Some(output), Some(scenario)) = (&self.scenario, &peer.scenario) {
            write(output, scenario)?;
        }
        Ok(told(&peer, &self.output, lang))
    }
}

/// Writes a file that is not there yet.
fn write<T: FileKind>(path: &Path, content: &T) -> Result<(), Message> {
    let shown = path.display().to_string();
    if path.exists() {
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
