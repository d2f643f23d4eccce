//! Which drills are due by when, and who has not taken part for long.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use crate::building::{Building, BuildingId, BuildingUse, HazardCategory};
use crate::drill::{Ending, Person, PersonId, Presence, Record, What, observations};
use crate::language::Wording;

crate::building::ids! {
    /// A rule about how often drills are due.
    DrillRuleId, "drill-rule";
}

/// How often a building has to be drilled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillRule {
    /// Its id.
    pub id: DrillRuleId,
    /// The rule pack that it belongs to, such as `gb`.
    pub pack: String,
    /// What drill it asks for.
    pub name: Wording,
    /// The document that asks for it.
    pub source: Wording,
    /// At most so many months lie between two drills.
    pub months: u32,
    /// The uses of buildings that it applies to; empty for every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<BuildingUse>,
    /// The fire hazard categories that it applies to; empty for every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<HazardCategory>,
    /// Whether every shift needs a drill of its own.
    #[serde(default)]
    pub each_shift: bool,
}

impl DrillRule {
    /// Whether a building has to follow it.
    #[must_use]
    pub fn applies(&self, pack: &str, building: &Building) -> bool {
        self.pack == pack
            && (self.uses.is_empty() || self.uses.contains(&building.usage))
            && (self.categories.is_empty() || self.categories.contains(&building.hazard_category))
    }
}

/// The rules about how often drills are due, as a data file holds them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillRules {
    /// The rules.
    pub rules: Vec<DrillRule>,
    /// Days on which nobody is drilled: public holidays, the plant's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
}

/// Days on which nobody is drilled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// What day it is.
    pub name: Wording,
    /// The first of the days.
    pub from: Date,
    /// The last of them.
    pub until: Date,
    /// Whether it comes on the same days of every year.
    #[serde(default)]
    pub yearly: bool,
    /// The rule pack to which it belongs; empty for every one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pack: String,
}

impl Holiday {
    /// Whether a day is one of its days.
    #[must_use]
    pub fn holds(&self, pack: &str, day: Date) -> bool {
        let applies = self.pack.is_empty() || self.pack == pack;
        let of_year = |date: Date| (date.month(), date.day());
        applies
            && if self.yearly {
                (of_year(self.from)..=of_year(self.until)).contains(&of_year(day))
            } else {
                (self.from..=self.until).contains(&day)
            }
    }
}

/// A drill that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// Where.
    pub building: BuildingId,
    /// For which shift; nothing where one drill serves all.
    pub shift: Option<String>,
    /// The rule that asks for it.
    pub rule: DrillRule,
    /// When it was last done.
    pub last: Option<Date>,
    /// By when it has to be done again; today where it never was.
    pub due: Date,
    /// Days since it was due; negative while there is time.
    pub late_days: i32,
    /// A working day on which it could be done.
    pub proposed: Date,
}

impl Due {
    /// Whether it should have been done.
    #[must_use]
    pub const fn is_overdue(&self) -> bool {
        self.late_days > 0 || self.last.is_none()
    }
}

/// What is due, and who has taken part.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Every drill that the rules ask for, the most urgent first.
    pub due: Vec<Due>,
    /// Who took part when.
    pub coverage: Vec<Coverage>,
}

/// How long before it is due a drill is proposed, days: time to make up for a day of storm.
const AHEAD: i64 = 14;

/// Whether a record shows that people were drilled.
fn counts(record: &Record) -> bool {
    !record.rehearsal && record.ending == Ending::Finished
}

/// Every drill that the rules ask for, the most urgent first.
#[must_use]
pub fn drills_due<'a>(
    rules: &DrillRules,
    pack: &str,
    buildings: impl IntoIterator<Item = &'a Arc<Building>>,
    shifts: &[String],
    records: &[Arc<Record>],
    today: Date,
) -> Vec<Due> {
    let mut all = Vec::new();
    for building in buildings {
        for rule in rules.rules.iter().filter(|rule| rule.applies(pack, building)) {
            let each: Vec<Option<String>> = if rule.each_shift && !shifts.is_empty() {
                shifts.iter().cloned().map(Some).collect()
            } else {
                vec![None]
            };
            for shift in each {
                let fits = |record: &&Arc<Record>| {
                    let of = &record.scenario.shift;
                    record.building.id == building.id
                        && counts(record)
                        && shift.as_ref().is_none_or(|shift| of.is_empty() || of == shift)
                };
                let last = records.iter().filter(fits).map(|record| record.started.date()).max();
                let free = |day| rules.holidays.iter().any(|holiday| holiday.holds(pack, day));
                all.push(due(building.id.clone(), shift, rule.clone(), last, (today, &free)));
            }
        }
    }
    all.sort_by(|one, other| {
        (one.due, &one.building, &one.shift, &one.rule.id).cmp(&(
            other.due,
            &other.building,
            &other.shift,
            &other.rule.id,
        ))
    });
    all
}

fn due(
    building: BuildingId,
    shift: Option<String>,
    rule: DrillRule,
    last: Option<Date>,
    (today, free): (Date, &dyn Fn(Date) -> bool),
) -> Due {
    let months = Span::new().try_months(rule.months).unwrap_or_else(|_| 12.months());
    let due = last.map_or(today, |last| last.saturating_add(months));
    let late_days = days(due, today);
    let wished = due.saturating_sub(AHEAD.days()).max(today.saturating_add(1.days()));
    Due { building, shift, rule, last, due, late_days, proposed: working_day(wished, free) }
}

/// How many days in a row may be free before the calendar gives up looking for a working day.
const LONGEST_BREAK: i64 = 60;

/// The day itself, or the next that is neither of a weekend nor free.
fn working_day(day: Date, free: &dyn Fn(Date) -> bool) -> Date {
    let works =
        |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !free(*day);
    let mut days = (0..LONGEST_BREAK).map(|days| day.saturating_add(days.days()));
    days.find(works).unwrap_or(day)
}

fn days(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}

/// When a person last took part in a drill.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Who.
    pub person: Person,
    /// When; nothing where no record shows it.
    pub last: Option<Date>,
    /// Whether that is more than a year ago, or never was.
    pub missing: bool,
}

/// When each of the people last took part. Where a roll was called, those who answered did; where
/// none was, everybody of the drill's shift. Who had a role took part in any case. Those who have
/// not for a year come first.
#[must_use]
pub fn coverage(people: &[Person], records: &[Arc<Record>], today: Date) -> Vec<Coverage> {
    let mut by_shift: BTreeMap<&str, Date> = BTreeMap::new();
    let mut by_role: BTreeMap<&str, Date> = BTreeMap::new();
    let mut by_roll: BTreeMap<&PersonId, Date> = BTreeMap::new();
    for record in records.iter().filter(|record| counts(record)) {
        let day = record.started.date();
        let later = |known: &mut Date| *known = day.max(*known);
        let mut called = false;
        for seen in observations(&record.events) {
            let What::RollCalled { person, presence, .. } = seen.what else { continue };
            called = true;
            if *presence == Presence::Safe {
                by_roll.entry(person).and_modify(later).or_insert(day);
            }
        }
        if !called {
            by_shift.entry(&record.scenario.shift).and_modify(later).or_insert(day);
        }
        for role in &record.scenario.roles {
            by_role.entry(role.person.trim()).and_modify(later).or_insert(day);
        }
    }
    let year_ago = today.saturating_sub(12.months());
    let mut all: Vec<Coverage> = people
        .iter()
        .map(|person| {
            let own = if person.shift.is_empty() { None } else { by_shift.get(&*person.shift) };
            let every = by_shift.get("");
            let role = by_role.get(person.name.trim());
            let roll = by_roll.get(&person.id);
            let last = [own, every, role, roll].into_iter().flatten().max().copied();
            let missing = last.is_none_or(|last| last < year_ago);
            Coverage { person: person.clone(), last, missing }
        })
        .collect();
    all.sort_by(|one, other| {
        let key = |c: &Coverage| (!c.missing, c.last, c.person.department.clone());
        key(one).cmp(&key(other)).then_with(|| one.person.name.cmp(&other.person.name))
    });
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn rule(months: u32) -> DrillRule {
        DrillRule {
            id: DrillRuleId::new("r"),
            pack: "gb".to_owned(),
            name: Wording::default(),
            source: Wording::default(),
            months,
            uses: Vec::new(),
            categories: Vec::new(),
            each_shift: false,
        }
    }

    #[test]
    fn half_a_year_after_the_end_of_august_is_the_end_of_february() {
        let id = BuildingId::new("b");
        let last = Some(date(2025, 8, 31));
        let found = due(id, None, rule(6), last, (date(2026, 3, 2), &|_| false));
        assert_eq!((found.due, found.late_days), (date(2026, 2, 28), 2));
        assert!(found.is_overdue());
    }

    #[test]
    fn a_rule_for_some_categories_leaves_the_others_alone() {
        let mut building = Building::new(BuildingId::new("b"), "B", "1F");
        let mut strict = rule(6);
        strict.categories = vec![HazardCategory::A, HazardCategory::B];
        assert!(!strict.applies("gb", &building));
        building.hazard_category = HazardCategory::B;
        assert!(strict.applies("gb", &building));
        assert!(!strict.applies("nfpa", &building));
    }

    #[test]
    fn a_holiday_of_one_year_or_of_another_pack_leaves_the_day_free() {
        let mut holiday = Holiday {
            name: Wording::default(),
            from: date(2026, 2, 15),
            until: date(2026, 2, 23),
            yearly: false,
            pack: "gb".to_owned(),
        };
        assert!(holiday.holds("gb", date(2026, 2, 15)) && holiday.holds("gb", date(2026, 2, 23)));
        assert!(!holiday.holds("gb", date(2026, 2, 24)) && !holiday.holds("gb", date(2027, 2, 20)));
        assert!(!holiday.holds("nfpa", date(2026, 2, 20)));
        holiday.yearly = true;
        assert!(holiday.holds("gb", date(2027, 2, 20)));
        // Saturday, then the break to Monday: the Tuesday.
        let free = |day| holiday.holds("gb", day);
        assert_eq!(working_day(date(2026, 2, 14), &free), date(2026, 2, 24));
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_a_working_day_to_come(
            ago in 0_i64..900, months in 1_u32..36, start in 0_i64..700,
        ) {
            let today = date(2026, 1, 1).saturating_add(start.days());
            let last = today.saturating_sub(ago.days());
            let holiday = Holiday {
                name: Wording::default(),
                from: date(2024, 10, 1),
                until: date(2024, 10, 7),
                yearly: true,
                pack: "gb".to_owned(),
            };
            let free = |day| holiday.holds("gb", day);
            let found = due(BuildingId::new("b"), None, rule(months), Some(last), (today, &free));
            prop_assert!(found.proposed > today);
            prop_assert!(!(found.proposed.month() == 10 && found.proposed.day() <= 7));
            prop_assert!(!matches!(found.proposed.weekday(), Weekday::Saturday | Weekday::Sunday));
            prop_assert_eq!(found.late_days > 0, found.due < today);
        }
    }
}
