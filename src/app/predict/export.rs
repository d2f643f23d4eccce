//! What Predict writes to a file: a drawing, its figures, or both.

use crate::app::desk::Desk;
use crate::app::export::Export;
use crate::exchange::figure::to_png;
use crate::exchange::report::write;
use crate::language::{Message, msg};

/// What can be written.
pub(super) struct Product {
    /// The drawing.
    pub(super) svg: Option<String>,
    /// The figures.
    pub(super) csv: Option<Vec<u8>>,
}

impl Product {
    /// Asks for a file to write it to.
    pub(super) fn export(self, export: &mut Export, desk: &Desk<'_>, name: &str) {
        export.ask(desk, &file_name(name), self.kinds(), move |path| {
            self.write(path)?;
            Ok(msg!("predict-exported", path = path.display().to_string()))
        });
    }

    const fn kinds(&self) -> &'static [&'static str] {
        match (self.svg.is_some(), self.csv.is_some()) {
            (true, true) => &["svg", "png", "csv"],
            (true, false) => &["svg", "png"],
            (false, _) => &["csv"],
        }
    }

    /// Writes the file in the form that its name ends with.
    fn write(self, path: &std::path::Path) -> Result<(), Message> {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let kinds = self.kinds();
        let bytes = match (ending.as_str(), self.svg, self.csv) {
            ("svg", Some(svg), _) => svg.into_bytes(),
            ("png", Some(svg), _) => to_png(&svg)?,
            ("csv", _, Some(csv)) => csv,
            _ => return Err(msg!("predict-export-ending", endings = kinds.join(", "))),
        };
        write(path, &bytes).map(drop)
    }
}

/// A name without what some file system refuses.
fn file_name(name: &str) -> String {
    let refused = |c: char| c.is_control() || "<>:\"/\\|?*".contains(c);
    let name: String = name.chars().map(|c| if refused(c) { '-' } else { c }).collect();
    name.trim().trim_end_matches('.').chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_chooses_the_form() {
        let folder = tempfile::tempdir().unwrap();
        let svg = || {
            Some("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>".to_owned())
        };
        let product = |csv: bool| Product { svg: svg(), csv: csv.then(|| b"a,b".to_vec()) };
        for name in ["plan.svg", "plan.PNG", "plan.csv"] {
            let path = folder.path().join(name);
            product(true).write(&path).unwrap();
            assert!(std::fs::metadata(&path).unwrap().len() > 0, "{name}");
        }
        assert!(product(false).write(&folder.path().join("plan.csv")).is_err());
        assert!(product(true).write(&folder.path().join("plan")).is_err());
        assert!(product(true).write(&folder.path().join("plan.svg/plan.svg")).is_err());
    }

    #[test]
    fn a_title_becomes_a_file_name() {
        assert_eq!(file_name("总装 · 1F: <a/b>"), "总装 · 1F- -a-b-");
        assert_eq!(file_name("Losses. "), "Losses");
    }
}
