//! The debrief of five minutes at the assembly point: what was put back, what was said.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::WallTime;
use crate::language::{Choice, Language, choice, msg};

choice! {
    /// What is put back after a drill.
    pub enum Restore {
        /// The all-clear was given.
        AllClear => "restore-all-clear",
        /// The alarm system is set again.
        AlarmReset => "restore-alarm-reset",
        /// Fire doors, shutters and hold-open devices are as they should be.
        DoorsReset => "restore-doors-reset",
        /// Extinguishers and hydrants are back and ready.
        EquipmentBack => "restore-equipment-back",
        /// Fire brigade, alarm company and neighbours know that it is over.
        OthersTold => "restore-others-told",
        /// Production was started safely.
        ProductionStarted => "restore-production-started",
    }
}

/// What a debrief says: what was put back, what went well and what did not. What is to be put right
/// are findings of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// What was put back.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub restored: BTreeSet<Restore>,
    /// What went well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub went_well: String,
    /// What to improve.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_improve: String,
}

/// How a debrief read until it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// When it was changed.
    pub until: WallTime,
    /// Who changed it.
    pub by: String,
    /// What it said before.
    pub said: Said,
}

/// A change of a debrief, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it was changed and by whom.
    pub title: String,
    /// What was changed, as it read before; a line for each part.
    pub before: String,
}

/// The debrief of a drill. People remember things the next day, so what it says may be changed
/// afterwards; what it said before is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Debrief {
    said: Said,
    /// The oldest first.
    earlier: Vec<Earlier>,
}

/// A debrief as it stands in a file. What it says stands beside what it said: files from before it
/// could be changed have the former alone.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Debrief", deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    restored: BTreeSet<Restore>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    went_well: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    to_improve: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Earlier>,
}

impl From<Written> for Debrief {
    fn from(Written { restored, went_well, to_improve, earlier }: Written) -> Self {
        Self { said: Said { restored, went_well, to_improve }, earlier }
    }
}

impl From<Debrief> for Written {
    fn from(Debrief { said, earlier }: Debrief) -> Self {
        let Said { restored, went_well, to_improve } = said;
        Self { restored, went_well, to_improve, earlier }
    }
}

impl Said {
    /// Whether nothing was said and nothing put back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The name of each part and what it says; empty for nothing.
    #[must_use]
    pub fn parts(&self, lang: Language) -> [(String, String); 3] {
        let restored: Vec<String> = self.restored.iter().map(|one| lang.t(one.key())).collect();
        [
            (lang.t("debrief-restored"), restored.join("  ·  ")),
            (lang.t("debrief-went-well"), self.went_well.clone()),
            (lang.t("debrief-to-improve"), self.to_improve.clone()),
        ]
    }
}

impl Debrief {
    /// A debrief as it is first said.
    #[must_use]
    pub const fn of(said: Said) -> Self {
        Self { said, earlier: Vec::new() }
    }

    /// What it says now.
    #[must_use]
    pub const fn said(&self) -> &Said {
        &self.said
    }

    /// What it said before, the oldest first.
    #[must_use]
    pub fn earlier(&self) -> &[Earlier] {
        &self.earlier
    }

    /// The debrief that says `said` from `at` on, as `by` changed it; what it says now is kept as
    /// earlier, also where it says nothing: so it is known who entered it, and when.
    #[must_use]
    pub fn changed_to(mut self, said: Said, by: &str, at: WallTime) -> Self {
        if said == self.said {
            return self;
        }
        let before = std::mem::replace(&mut self.said, said);
        self.earlier.push(Earlier { until: at, by: by.trim().to_owned(), said: before });
        self
    }

    /// Its changes in words, the newest first.
    #[must_use]
    pub fn changes(&self, lang: Language) -> Vec<Change> {
        let after = self.earlier.iter().map(|earlier| &earlier.said).skip(1).chain([&self.said]);
        let change = |(earlier, after): (&Earlier, &Said)| {
            let when = earlier.until.civil().strftime("%Y-%m-%d %H:%M").to_string();
            let parts = earlier.said.parts(lang).into_iter().zip(after.parts(lang));
            let changed = parts.filter(|(before, after)| before != after);
            let lines = changed.map(|((name, text), _)| {
                let text = if text.is_empty() { "–" } else { &text };
                lang.say(&msg!("debrief-before", part = name, text = text))
            });
            Change {
                title: lang.say(&msg!("debrief-changed", when = when, by = earlier.by.as_str())),
                before: lines.collect::<Vec<_>>().join("\n"),
            }
        };
        let mut changes: Vec<Change> = self.earlier.iter().zip(after).map(change).collect();
        changes.reverse();
        changes
    }

    /// Everything in it that may name a person.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let Self { said, earlier } = self;
        let earlier = earlier
            .iter_mut()
            .flat_map(|Earlier { by, said, .. }| [by, &mut said.went_well, &mut said.to_improve]);
        [&mut said.went_well, &mut said.to_improve].into_iter().chain(earlier)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    fn at(hour: u32) -> WallTime {
        format!("2026-06-13T{hour:02}:00:00.000+08:00").parse().unwrap()
    }

    fn well(text: &str) -> Said {
        Said { went_well: text.to_owned(), ..Said::default() }
    }

    #[test]
    fn a_change_keeps_what_was_said_before() {
        let first = Said { restored: [Restore::AllClear].into(), ..well("quick") };
        let debrief = Debrief::of(first.clone());
        let debrief = debrief.changed_to(first.clone(), "王丽", at(10));
        assert!(debrief.earlier().is_empty(), "nothing was changed");
        let debrief = debrief.changed_to(well("quick and calm"), " 李娜 ", at(11));
        let [earlier] = debrief.earlier() else { unreachable!("one change") };
        assert_eq!((&earlier.said, earlier.by.as_str(), earlier.until), (&first, "李娜", at(11)));
        let changes =
            debrief.changed_to(Said::default(), "王丽", at(12)).changes(Language::English);
        let change = |index: usize| (changes[index].title.as_str(), changes[index].before.as_str());
        let now =
            ("Changed on 2026-06-13 12:00 by 王丽", "Before – What went well: quick and calm");
        assert_eq!(change(0), now);
        let back = "Before – Put back: All-clear given\nBefore – What went well: quick";
        assert_eq!(change(1), ("Changed on 2026-06-13 11:00 by 李娜", back));
    }

    #[test]
    fn a_debrief_from_before_it_could_be_changed_opens_and_unknown_fields_are_refused() {
        let old: Debrief = ron::from_str(r#"(went_well: "quick")"#).unwrap();
        assert_eq!(old, Debrief::of(well("quick")));
        assert!(!ron::to_string(&old).unwrap().contains("earlier"), "old programs read it");
        assert!(ron::from_str::<Debrief>(r#"(went_good: "quick")"#).is_err());
        assert!(ron::from_str::<Debrief>(r#"(earlier: [(said: (), by: "")])"#).is_err());
    }

    fn said() -> impl Strategy<Value = Said> {
        let restored =
            proptest::collection::btree_set(proptest::sample::select(Restore::ALL), 0..3);
        (restored, ".{0,4}", "[ab]?").prop_map(|(restored, went_well, to_improve)| Said {
            restored,
            went_well,
            to_improve,
        })
    }

    proptest! {
        /// Whatever is changed, and however often: everything that was ever said stands in the file,
        /// in its order.
        #[test]
        fn nothing_that_was_said_is_ever_lost(all in proptest::collection::vec(said(), 1..8)) {
            let mut debrief = Debrief::default();
            let mut expected = vec![Said::default()];
            for (hour, said) in (0_u32..).zip(all) {
                expected.push(said.clone());
                expected.dedup();
                debrief = debrief.changed_to(said, "李娜", at(hour));
                let text = ron::to_string(&debrief).unwrap();
                debrief = ron::from_str(&text).unwrap();
            }
            let kept = debrief.earlier().iter().map(|earlier| &earlier.said);
            let kept: Vec<&Said> = kept.chain([debrief.said()]).collect();
            prop_assert_eq!(kept, expected.iter().collect::<Vec<_>>());
        }
    }
}
