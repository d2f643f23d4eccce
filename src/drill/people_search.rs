//! Finding people by what somebody types.

use std::sync::Arc;

use super::Person;

/// The people whose name or department holds a text. They are looked for once for each text: a
/// window asks at every frame.
#[derive(Debug, Default)]
pub struct PeopleSearch {
    people: Arc<Vec<Person>>,
    text: String,
    /// Nothing before the first search.
    found: Option<Vec<usize>>,
}

impl PeopleSearch {
    /// The places of those who are found, in the order of the list. Capital letters and blanks
    /// around the text don't matter; an empty text finds everybody.
    pub fn find(&mut self, people: &Arc<Vec<Person>>, text: &str) -> &[usize] {
        let text = text.trim().to_lowercase();
        if !Arc::ptr_eq(&self.people, people) {
            *self = Self { people: Arc::clone(people), ..Self::default() };
        }
        let found = match self.found.take() {
            Some(found) if self.text == text => found,
            // One more letter finds fewer of the same.
            Some(found) if text.starts_with(&self.text) => {
                found.into_iter().filter(|place| holds(&people[*place], &text)).collect()
            }
            _ => (0..people.len()).filter(|place| holds(&people[*place], &text)).collect(),
        };
        self.text = text;
        self.found.insert(found)
    }
}

fn holds(person: &Person, text: &str) -> bool {
    text.is_empty()
        || person.name.to_lowercase().contains(text)
        || person.department.to_lowercase().contains(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::drill::{PersonId, PersonKind};

    fn people(names: &[(String, String)]) -> Arc<Vec<Person>> {
        let person = |(number, (name, department)): (u32, &(String, String))| Person {
            id: PersonId::numbered(number),
            name: name.clone(),
            department: department.clone(),
            shift: String::new(),
            kind: PersonKind::Employee,
            reduced_mobility: false,
            assembly_point: None,
        };
        Arc::new((1..).zip(names).map(person).collect())
    }

    proptest! {
        /// Whatever was typed before, on whatever list, the same people are found.
        #[test]
        fn what_was_asked_before_makes_no_difference(
            lists in prop::collection::vec(
                prop::collection::vec(("[aAbé王 ]{0,4}", "[aAbé王 ]{0,4}"), 0..8), 2..3),
            asked in prop::collection::vec((0_usize..2, "[aAbBéÉ王 ]{0,3}"), 1..12),
        ) {
            let lists: Vec<_> = lists.iter().map(|names| people(names)).collect();
            let mut search = PeopleSearch::default();
            for (list, text) in asked {
                let list = &lists[list];
                let wanted = text.trim().to_lowercase();
                let all = list.iter().enumerate().filter(|(_, person)| {
                    [&person.name, &person.department]
                        .iter()
                        .any(|words| words.to_lowercase().contains(&wanted))
                });
                let all: Vec<usize> = all.map(|(place, _)| place).collect();
                prop_assert_eq!(search.find(list, &text), all);
            }
        }
    }
}
