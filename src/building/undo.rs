//! Undo and redo by keeping the states themselves.
//!
//! A state is cheap to keep when its parts are shared (`Arc`): a step then costs what it changed.

use std::collections::VecDeque;

use crate::language::Message;

/// How many steps can be undone.
const LIMIT: usize = 300;

/// A value with its past and its future.
#[derive(Clone, Debug)]
pub struct Undo<T> {
    present: T,
    past: VecDeque<Step<T>>,
    future: Vec<Step<T>>,
    /// What the newest step is about; further changes of the same kind join it.
    open: Option<String>,
}

#[derive(Clone, Debug)]
struct Step<T> {
    label: Message,
    state: T,
}

impl<T: Clone + PartialEq> Undo<T> {
    /// A value without past.
    #[must_use]
    pub const fn new(present: T) -> Self {
        Self { present, past: VecDeque::new(), future: Vec::new(), open: None }
    }

    /// The value as it is now.
    #[must_use]
    pub const fn present(&self) -> &T {
        &self.present
    }

    /// Takes the value a step further. A state that is the same is no step.
    pub fn step(&mut self, label: Message, state: T) {
        self.open = None;
        self.push(label, state);
    }

    /// Takes the value a step further, joining the newest step if that has the same `gesture`:
    /// a drag or a word being typed is undone as one.
    pub fn step_joining(&mut self, gesture: &str, label: Message, state: T) {
        if self.open.as_deref() == Some(gesture) {
            self.present = state;
            self.future.clear();
        } else {
            self.push(label, state);
            self.open = Some(gesture.to_owned());
        }
    }

    /// Ends the gesture: what follows is a step of its own.
    pub fn end_gesture(&mut self) {
        self.open = None;
    }

    fn push(&mut self, label: Message, state: T) {
        if state == self.present {
            return;
        }
        let before = std::mem::replace(&mut self.present, state);
        self.past.push_back(Step { label, state: before });
        if self.past.len() > LIMIT {
            self.past.pop_front();
        }
        self.future.clear();
    }

    /// Goes a step back; says what was undone.
    pub fn undo(&mut self) -> Option<Message> {
        self.open = None;
        let Step { label, state } = self.past.pop_back()?;
        let after = std::mem::replace(&mut self.present, state);
        self.future.push(Step { label: label.clone(), state: after });
        Some(label)
    }

    /// Goes a step forward again; says what was redone.
    pub fn redo(&mut self) -> Option<Message> {
        self.open = None;
        let Step { label, state } = self.future.pop()?;
        let before = std::mem::replace(&mut self.present, state);
        self.past.push_back(Step { label: label.clone(), state: before });
        Some(label)
    }

    /// What an undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&Message> {
        self.past.back().map(|step| &step.label)
    }

    /// What a redo would bring back.
    #[must_use]
    pub fn redo_label(&self) -> Option<&Message> {
        self.future.last().map(|step| &step.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label() -> Message {
        Message::new("edit")
    }

    #[test]
    fn undo_and_redo_go_back_and_forth() {
        let mut value = Undo::new(1);
        value.step(label(), 2);
        value.step(label(), 3);
        assert!(value.undo().is_some());
        assert_eq!(*value.present(), 2);
        assert!(value.redo().is_some());
        assert_eq!(*value.present(), 3);
        assert!(value.redo().is_none());
    }

    #[test]
    fn a_gesture_is_one_step() {
        let mut value = Undo::new(0);
        for x in 1..=5 {
            value.step_joining("drag", label(), x);
        }
        value.end_gesture();
        value.step_joining("drag", label(), 9);
        assert!(value.undo().is_some());
        assert_eq!(*value.present(), 5);
        assert!(value.undo().is_some());
        assert_eq!(*value.present(), 0);
    }

    #[test]
    fn a_new_step_ends_the_future() {
        let mut value = Undo::new(0);
        value.step(label(), 1);
        value.undo();
        value.step(label(), 2);
        assert!(value.redo_label().is_none());
    }
}
