//! The message files: the same keys and arguments in every language, none missing, none unused.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use muster::language::{Language, Message, keys};

fn source(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let code = fs::read_to_string(&path).unwrap();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
}

fn all_source() -> String {
    let mut text = String::new();
    source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

/// The literals that follow `opening` and are message keys.
fn literals(text: &str, opening: &str) -> BTreeSet<String> {
    text.match_indices(opening)
        .filter_map(|(at, found)| {
            let rest = text[at + found.len()..].trim_start().strip_prefix('"')?;
            Some(rest.split('"').next()?.to_owned())
        })
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    let english: BTreeMap<_, _> = keys(Language::English).into_iter().collect();
    let chinese: BTreeMap<_, _> = keys(Language::Chinese).into_iter().collect();
    for (key, args) in &english {
        assert_eq!(chinese.get(key), Some(args), "{key} in Chinese");
    }
    for key in chinese.keys() {
        assert!(english.contains_key(key), "{key} in English");
    }
}

#[test]
fn no_key_stands_twice() {
    for language in Language::ALL {
        let all = keys(language);
        for pair in all.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "twice in {}", language.tag());
        }
    }
}

#[test]
fn every_key_that_the_program_says_is_there() {
    let text = all_source();
    let known: BTreeSet<String> = keys(Language::English).into_iter().map(|(key, _)| key).collect();
    for opening in ["msg!(", "lang.t(", "language.t(", "scene.t(", "Message::new("] {
        for key in literals(&text, opening) {
            // Tests of the catalogue ask for keys that are not there.
            if key.contains('-') && !key.starts_with("no-such-") {
                assert!(known.contains(&key), "{key}, said with {opening}");
            }
        }
    }
}

#[test]
fn every_key_is_used() {
    let text = all_source();
    for (key, _) in keys(Language::English) {
        assert!(text.contains(&format!("\"{key}\"")), "{key} is used nowhere");
    }
}

/// Words that stand after a count and are of many.
const OF_MANY: [&str; 32] = [
    "people",
    "persons",
    "exits",
    "doors",
    "minutes",
    "seconds",
    "runs",
    "spaces",
    "drills",
    "storeys",
    "findings",
    "stairs",
    "times",
    "events",
    "files",
    "records",
    "points",
    "scenarios",
    "elements",
    "injects",
    "checkpoints",
    "changes",
    "steps",
    "lines",
    "places",
    "guesses",
    "rows",
    "columns",
    "pages",
    "plans",
    "books",
    "days",
];

#[test]
fn one_is_not_many_in_english() {
    let mut wrong = Vec::new();
    // Limits of the program and what is said of several only.
    let never_one = [
        "cli-crowd-too-many",
        "compares-apart",
        "import-title-several",
        "people-too-large",
        "predict-crowd-many",
    ];
    let all = keys(Language::English).into_iter();
    for (key, args) in all.filter(|(key, _)| !never_one.contains(&key.as_str())) {
        let key: &'static str = Box::leak(key.into_boxed_str());
        let message = args.into_iter().fold(Message::new(key), |message, name| {
            message.with(Box::leak(name.into_boxed_str()), 1.0_f64)
        });
        let said = Language::English.say(&message);
        let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).collect();
        let many = |count: &str, word: &str| count == "1" && OF_MANY.contains(&word);
        if words.windows(2).any(|pair| many(pair[0], pair[1])) {
            wrong.push(format!("{key}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
