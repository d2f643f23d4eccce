//! Which number key stands for which checkpoint.
//!
//! The numbers move up whenever a checkpoint is reached. A hand that is on its way at that moment
//! means the number it has seen, so the numbers stay, shown and in effect, until they can have been
//! read anew.

use super::keys::CHECKPOINT_KEYS;
use crate::drill::CheckpointId;
use crate::units::Seconds;

/// So long the numbers stay after the last change: nobody reads a new one and presses it sooner.
const READ: Seconds = Seconds::new(0.8);

/// The numbers as they are shown.
#[derive(Default)]
pub(super) struct Numbering {
    shown: Vec<CheckpointId>,
    /// What is open since when, where that is not what is shown.
    changed: Option<(Vec<CheckpointId>, Seconds)>,
}

impl Numbering {
    /// Takes note of the checkpoints that are open at a time of any clock that goes on; returns
    /// whether the numbers will still move.
    pub(super) fn follow(&mut self, open: &[CheckpointId], now: Seconds) -> bool {
        if self.shown == open || self.shown.is_empty() {
            self.shown = open.to_vec();
            self.changed = None;
            return false;
        }
        match &self.changed {
            Some((seen, since)) if seen == open => {
                if now - *since >= READ {
                    self.shown = open.to_vec();
                    self.changed = None;
                    return false;
                }
            }
            _ => self.changed = Some((open.to_vec(), now)),
        }
        true
    }

    /// The number at a checkpoint, from 0, if a key stands for it.
    pub(super) fn of(&self, checkpoint: &CheckpointId) -> Option<u8> {
        let keys = self.shown.iter().take(usize::from(CHECKPOINT_KEYS));
        (0..CHECKPOINT_KEYS).zip(keys).find(|(_, id)| *id == checkpoint).map(|(number, _)| number)
    }

    /// The checkpoint that a key means. The first key always means the next one: pressed three
    /// times in a row, it reaches three. Any other means nothing once its checkpoint is reached.
    pub(super) fn meant(&self, number: u8, open: &[CheckpointId]) -> Option<CheckpointId> {
        let shown = self.shown.get(usize::from(number)).filter(|id| open.contains(id));
        let next = if number == 0 { open.first() } else { None };
        shown.or(next).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_means_what_it_stood_at_until_the_new_ones_can_have_been_read() {
        let ids = |names: &[&str]| names.iter().map(|name| CheckpointId::new(name)).collect();
        let all: Vec<CheckpointId> = ids(&["order", "report", "attack", "clear"]);
        let mut numbering = Numbering::default();
        assert!(!numbering.follow(&all, Seconds::new(10.0)));
        let meant = |numbering: &Numbering, number, open| {
            numbering.meant(number, open).map(|id| id.to_string()).unwrap_or_default()
        };
        // "1" has just been pressed; "2" was aimed at before.
        let left: Vec<CheckpointId> = ids(&["report", "attack", "clear"]);
        assert!(numbering.follow(&left, Seconds::new(11.0)));
        assert_eq!(meant(&numbering, 1, &left), "report");
        assert_eq!(numbering.of(&left[0]), Some(1), "and so it is shown");
        // The first key goes on with the next; a key that bounces reaches nothing else.
        assert_eq!(meant(&numbering, 0, &left), "report");
        let left: Vec<CheckpointId> = ids(&["attack", "clear"]);
        assert!(numbering.follow(&left, Seconds::new(11.5)));
        assert_eq!(meant(&numbering, 1, &left), "");
        assert!(numbering.follow(&left, Seconds::new(12.2)), "the second press counts anew");
        assert!(!numbering.follow(&left, Seconds::new(12.4)));
        assert_eq!(meant(&numbering, 1, &left), "clear");
        assert_eq!((numbering.of(&left[0]), numbering.of(&left[1])), (Some(0), Some(1)));
    }
}
