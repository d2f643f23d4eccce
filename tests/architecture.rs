//! Data flows one way: a layer uses only those to its left.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from left to right. Those in one row may not use each other, either.
const LAYERS: [&[&str]; 10] = [
    &["units", "guard"],
    &["language"],
    &["building"],
    &["rules", "egress"],
    &["drill"],
    &["history"],
    &["store"],
    &["exchange"],
    &["samples"],
    &["app", "cli"],
];

/// The command line opens the window, and nothing else goes sideways.
const SIDEWAYS: [(&str, &str); 1] = [("cli", "app")];

/// Layers that must not know of the window, and those that must not know of files.
const NO_WINDOW: [&str; 11] = [
    "units", "guard", "language", "building", "rules", "egress", "drill", "history", "store",
    "exchange", "cli",
];
const NO_FILES: [&str; 7] = ["units", "guard", "building", "rules", "egress", "drill", "history"];

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&layer))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The layer of a file and the code in it, without comments and without its tests.
fn code() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut code = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap().to_owned();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
        let layer = first.trim_end_matches(".rs").to_owned();
        if layer == "lib" || layer == "main" {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        let lines: Vec<&str> = lines.filter(|line| !line.trim_start().starts_with("//")).collect();
        code.push((layer, inside, lines.join("\n")));
    }
    code
}

/// The layers that a text names after `crate::`.
fn used(text: &str) -> Vec<String> {
    let after = text.match_indices("crate::").map(|(at, word)| &text[at + word.len()..]);
    after
        .flat_map(|rest| {
            let group = rest.strip_prefix('{').and_then(|r| r.split('}').next());
            let names = group.unwrap_or(rest).split(',');
            let count = if group.is_some() { usize::MAX } else { 1 };
            names
                .take(count)
                .map(|name| {
                    let name = name.trim();
                    name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
                })
                .collect::<Vec<String>>()
        })
        .collect()
}

fn may_use(layer: &str, other: &str) -> bool {
    let (Some(own), Some(its)) = (rank(layer), rank(other)) else { return true };
    layer == other || its < own || SIDEWAYS.contains(&(layer, other))
}

#[test]
fn every_layer_is_in_the_order() {
    for (layer, file, _) in code() {
        assert!(rank(&layer).is_some(), "{} is in no layer", file.display());
    }
}

#[test]
fn no_layer_reaches_to_its_right() {
    for (layer, file, text) in code() {
        for other in used(&text) {
            assert!(may_use(&layer, &other), "{} uses crate::{other}", file.display());
        }
    }
}

#[test]
fn only_the_window_knows_egui() {
    for (layer, file, text) in code() {
        let forbidden = NO_WINDOW.contains(&layer.as_str()) && text.contains("egui");
        assert!(!forbidden, "{} knows egui", file.display());
    }
}

#[test]
fn the_domain_knows_no_files() {
    for (layer, file, text) in code() {
        // The system clock reads the name of the computer's start and its time zone from files; it is
        // handed in.
        if file.ends_with("drill/clock.rs") || file.ends_with("drill/clock/zone.rs") {
            continue;
        }
        let forbidden = NO_FILES.contains(&layer.as_str()) && text.contains("std::fs");
        assert!(!forbidden, "{} knows files", file.display());
    }
}

#[test]
fn a_wrong_use_would_be_found() {
    assert_eq!(used("use crate::store::Book;"), ["store"]);
    assert_eq!(used("use crate::{language::msg, app};"), ["language", "app"]);
    assert!(!may_use("building", "store"));
    assert!(!may_use("app", "cli"));
    assert!(may_use("app", "drill"));
}
