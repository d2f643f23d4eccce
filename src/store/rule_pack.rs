//! Rule packs: those that ship inside the program, and those that a user has written.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::FileError;
use super::{from_text, read};
use crate::rules::Pack;

/// The packs that ship inside the program: name and text of each.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("gb", include_str!("../../assets/rules/gb.ron")),
    ("nfpa", include_str!("../../assets/rules/nfpa.ron")),
    ("ibc", include_str!("../../assets/rules/ibc.ron")),
    ("adb", include_str!("../../assets/rules/adb.ron")),
];

/// The folder of a book in which its own packs are.
pub const OWN_PACKS: &str = "rules";

/// The pack of this name: one that ships, one of the book in `root`, or the file at this path.
///
/// # Errors
/// When there is no such file, or it is no rule pack, with the place in it.
pub fn rule_pack(name: &str, root: Option<&Path>) -> Result<Pack, FileError> {
    if let Some((id, text)) = BUILT_IN.iter().find(|(id, _)| *id == name) {
        return from_text(Path::new(id), text);
    }
    let own = root.map(|root| root.join(OWN_PACKS).join(format!("{name}.ron")));
    let own = own.filter(|path| is_plain(name) && path.is_file());
    read(&own.unwrap_or_else(|| PathBuf::from(name)))
}

/// The names of the packs in a book's folder, in order.
#[must_use]
pub fn own_packs(root: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join(OWN_PACKS)) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| BUILT_IN.iter().all(|(id, _)| id != name))
        .collect();
    names.sort();
    names
}

/// Whether a name can't lead out of the folder.
fn is_plain(name: &str) -> bool {
    !name.contains(['/', '\\', ':']) && name != ".."
}
