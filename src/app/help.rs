//! Help on the terms of the trade: what a word means, and what it is in the other language.
//!
//! The words are those of `assets/glossary.csv`; some have an explanation in the message files.

use std::collections::HashMap;
use std::sync::OnceLock;

use eframe::egui::Response;

use crate::language::Language;

struct Term {
    key: String,
    names: String,
    /// The language in which this spelling is.
    lang: Language,
}

/// Labels of the window that say a term in other words.
const ALIASES: [(&str, &str); 7] = [
    ("field-responsible", "responsible_person"),
    ("field-hazard-category", "hazard_category"),
    ("field-fire-resistance", "fire_resistance_rating"),
    ("field-hazards", "hazard_source"),
    ("field-tenants", "tenant"),
    ("field-door-kind", "fire_door"),
    ("field-swing", "swing_in_direction_of_escape"),
];

/// The terms by each of their spellings, in small letters.
fn terms() -> &'static HashMap<String, Term> {
    static TERMS: OnceLock<HashMap<String, Term>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let text = include_str!("../../assets/glossary.csv");
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let mut terms = HashMap::new();
        for record in reader.records().filter_map(Result::ok) {
            let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
            let (key, zh, en) = (cell(0), cell(1), cell(2));
            let names = format!("{zh} · {en}");
            let alias = ALIASES.iter().find(|(_, term)| *term == key).map(|(label, _)| *label);
            for (lang, own) in [(Language::Chinese, zh), (Language::English, en)] {
                for spelling in [Some(own), alias.map(|label| lang.t(label))].into_iter().flatten()
                {
                    let (key, names) = (key.clone(), names.clone());
                    let term = Term { key, names, lang };
                    terms.entry(spelling.to_lowercase()).or_insert(term);
                }
            }
        }
        terms
    })
}

/// The explanations, by the key of the term.
const EXPLAINED: [(&str, &str); 45] = [
    ("travel_distance", "help-travel-distance"),
    ("dead_end", "help-dead-end"),
    ("common_path", "help-common-path"),
    ("clear_width", "help-clear-width"),
    ("exit", "help-exit"),
    ("primary_route", "help-primary-route"),
    ("alternative_route", "help-alternative-route"),
    ("fire_door", "help-fire-door"),
    ("normally_closed", "help-normally-closed"),
    ("held_open", "help-held-open"),
    ("self_closer", "help-self-closer"),
    ("sequence_selector", "help-sequence-selector"),
    ("panic_bar", "help-panic-bar"),
    ("hazard_category", "help-hazard-category"),
    ("fire_resistance_rating", "help-fire-resistance"),
    ("stairwell_enclosed", "help-stairwell-enclosed"),
    ("stairwell_smoke_proof", "help-stairwell-smoke-proof"),
    ("assembly_point", "help-assembly-point"),
    ("fire_engine_lane", "help-fire-engine-lane"),
    ("occupant_load", "help-occupant-load"),
    ("hazard_source", "help-hazard-source"),
    ("tenant", "help-tenant"),
    ("responsible_person", "help-responsible-person"),
    ("checkpoint", "help-checkpoint"),
    ("inject", "help-inject"),
    ("rset", "help-rset"),
    ("premovement_time", "help-pre-movement"),
    ("specific_flow", "help-specific-flow"),
    ("bottleneck", "help-bottleneck"),
    ("rehearsal", "help-rehearsal"),
    ("rule_pack", "help-rule-pack"),
    ("underlay", "help-underlay"),
    ("swing_in_direction_of_escape", "help-swing"),
    ("fire_compartment", "help-fire-compartment"),
    ("shaft", "help-shaft"),
    ("exit_sign", "help-exit-sign"),
    ("emergency_light", "help-emergency-light"),
    ("fire_door_release", "help-fire-door-release"),
    ("waiver", "help-waiver"),
    ("roll_call", "help-roll-call"),
    ("marking_sheet", "help-marking-sheet"),
    ("debrief", "help-debrief"),
    ("heat_map", "help-heat-map"),
    ("level_of_service", "help-level-of-service"),
    ("prediction", "help-prediction"),
];

/// What a word on the screen means, in the language of the word; nothing for a word that is no
/// term.
pub(super) fn on(words: &str) -> Option<String> {
    let term = terms().get(&words.trim().to_lowercase())?;
    let help = EXPLAINED.iter().find(|(key, _)| *key == term.key).map(|(_, help)| *help);
    let names = &term.names;
    Some(help.map_or(names.clone(), |help| format!("{names}\n{}", term.lang.t(help))))
}

/// Tells what the words of a label mean while the pointer rests on it.
pub(super) fn hover(response: Response, words: &str) -> Response {
    match on(words) {
        Some(text) => response.on_hover_text(text),
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_found_by_either_name_and_explained_in_its_language() {
        let (english, chinese) = (on("Travel distance"), on("疏散距离"));
        assert!(english.is_some_and(|text| text.contains("疏散距离") && text.contains("farthest")));
        assert!(
            chinese.is_some_and(|text| text.contains("travel distance") && text.contains('远'))
        );
        assert_eq!(on("Zoom"), None);
        assert!(on("Responsible").is_some(), "a label in other words");
    }

    #[test]
    fn every_explanation_belongs_to_a_term() {
        let known: Vec<&str> = terms().values().map(|term| term.key.as_str()).collect();
        for (_, help) in EXPLAINED {
            for lang in [Language::English, Language::Chinese] {
                let text = lang.t(help);
                assert!(!text.is_empty() && !text.contains(help), "{help}: {text}");
            }
        }
        for key in EXPLAINED.iter().map(|(key, _)| key).chain(ALIASES.iter().map(|(_, key)| key)) {
            assert!(known.contains(key), "{key}");
        }
    }
}
