//! Finding people by what somebody types.

use std::sync::Arc;

use super::Person;

/// What stands between two names or departments; nobody types it.
const BETWEEN: char = '\0';

/// The people whose name or department holds a text. They are looked for once for each text: a
/// window asks at every frame.
#[derive(Debug, Default)]
pub struct PeopleSearch {
    people: Arc<Vec<Person>>,
    /// Name and department of one after the other, in small letters.
    words: String,
    /// Where in them each person's begin.
    starts: Vec<usize>,
    text: String,
    /// Nothing before the first search.
    found: Option<Vec<usize>>,
}

impl PeopleSearch {
    /// Ready to look for people of a list. Without it, the first search gets itself ready.
    #[must_use]
    pub fn of(people: Arc<Vec<Person>>) -> Self {
        let (mut words, mut starts) = (String::new(), Vec::with_capacity(people.len()));
        for person in people.iter() {
            starts.push(words.len());
            for one in [&person.name, &person.department] {
                words.push_str(&one.to_lowercase());
                words.push(BETWEEN);
            }
        }
        Self { people, words, starts, ..Self::default() }
    }

    /// The places of those who are found, in the order of the list. Capital letters and blanks
    /// around the text don't matter; an empty text finds everybody.
    pub fn find(&mut self, people: &Arc<Vec<Person>>, text: &str) -> &[usize] {
        let text = text.trim().to_lowercase();
        if !Arc::ptr_eq(&self.people, people) {
            *self = Self::of(Arc::clone(people));
        }
        let found = match self.found.take() {
            Some(found) if self.text == text => found,
            _ => self.places(&text),
        };
        self.text = text;
        self.found.insert(found)
    }

    fn places(&self, text: &str) -> Vec<usize> {
        if text.is_empty() {
            return (0..self.people.len()).collect();
        }
        let mut found = Vec::new();
        // The first of those whose words come after what was found last.
        let mut next = 0;
        for (at, _) in self.words.match_indices(text) {
            if self.starts.get(next).is_none_or(|start| *start > at) {
                continue; // Of somebody who is found already.
            }
            next += self.starts[next..].iter().take_while(|start| **start <= at).count();
            found.push(next - 1);
        }
        found
    }
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
