//! The message files, embedded and parsed once for each language.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Language, Message};

/// One line for each message file; every file exists in every language.
macro_rules! files {
    ($folder:literal) => {
        &[
            include_str!(concat!("../../assets/i18n/", $folder, "/common.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/building.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/scenario.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/predict.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/drill.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/review.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/store.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/cli.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/verify.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/import.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/rules.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/roll-call.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/follow-up.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/report.ftl")),
            include_str!(concat!("../../assets/i18n/", $folder, "/guide.ftl")),
        ]
    };
}

const ENGLISH: &[&str] = files!("en");
const CHINESE: &[&str] = files!("zh-CN");

const fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => ENGLISH,
        Language::Chinese => CHINESE,
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static ENGLISH: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static CHINESE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    let slot = match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    };
    slot.get_or_init(|| {
        let tag = language.tag().parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The isolation marks around arguments show as boxes in fonts that lack them.
        bundle.set_use_isolating(false);
        for source in sources(language) {
            // A syntax error drops its own message only; the test of the message files reports it.
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(readable, _errors)| readable);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

pub(super) fn format(language: Language, message: &Message) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(message.key).and_then(|found| found.value()) else {
        return format!("⟦{}⟧", message.key);
    };
    let mut args = FluentArgs::with_capacity(message.args.len());
    for (name, value) in &message.args {
        let value = match value {
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Message(inner) => FluentValue::from(format(language, inner)),
        };
        args.set(*name, value);
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
    if errors.is_empty() { text.into_owned() } else { format!("⟦{}⟧ {text}", message.key) }
}

pub(super) fn keys(language: Language) -> Vec<(String, Vec<String>)> {
    let mut keys = Vec::new();
    for source in sources(language) {
        let mut open: Option<(String, Vec<String>)> = None;
        for line in source.lines() {
            let starts_message = line.starts_with(|c: char| c.is_ascii_lowercase());
            if starts_message && let Some((key, _)) = line.split_once('=') {
                keys.extend(open.take());
                open = Some((key.trim().to_owned(), Vec::new()));
            }
            if let Some((_, args)) = &mut open {
                for (at, _) in line.match_indices('$') {
                    let name: String = line[at + 1..]
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
                        .collect();
                    if !args.contains(&name) {
                        args.push(name);
                    }
                }
            }
        }
        keys.extend(open);
    }
    for (_, args) in &mut keys {
        args.sort();
    }
    keys.sort();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_file_parses() {
        for language in Language::ALL {
            for source in sources(language) {
                if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
                    panic!("{}: {errors:?}", language.tag());
                }
            }
        }
    }

    #[test]
    fn a_missing_key_is_visible() {
        assert_eq!(Language::English.say(&Message::new("no-such-key")), "⟦no-such-key⟧");
    }
}
