//! Work beside the window, which never waits for it.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use eframe::egui::Context;

/// Has the work done on a thread of its own, and the window painted again when the answer is there.
pub(super) fn beside<T: Send + 'static>(
    ctx: &Context,
    work: impl FnOnce() -> T + Send + 'static,
) -> Receiver<T> {
    let (sender, answer) = mpsc::channel();
    let ctx = ctx.clone();
    std::thread::spawn(move || {
        // Whoever asked may be gone meanwhile; then nobody waits for the answer.
        let _ = sender.send(work());
        ctx.request_repaint();
    });
    answer
}

/// When an answer is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// In this frame.
    AtOnce,
    /// Beside the window.
    Beside,
    /// Not now; the newest answer has to do.
    Later,
}

/// The newest answer about a subject that changes, and the one that is being found.
pub(super) struct Latest<Q, A> {
    newest: Option<(Q, A)>,
    coming: Option<(Q, Receiver<A>)>,
}

impl<Q, A> Default for Latest<Q, A> {
    fn default() -> Self {
        Self { newest: None, coming: None }
    }
}

impl<Q: Clone + PartialEq + Send + 'static, A: Send + 'static> Latest<Q, A> {
    /// Takes in an answer that has come, and begins on `subject` where nothing newer is under way.
    pub(super) fn ask(
        &mut self,
        ctx: &Context,
        subject: Q,
        pace: Pace,
        work: impl FnOnce(&Q) -> A + Send + 'static,
    ) {
        if let Some((of, answers)) = &self.coming
            && let Ok(answer) = answers.try_recv()
        {
            self.newest = Some((of.clone(), answer));
            self.coming = None;
        }
        if self.newest.as_ref().is_some_and(|(of, _)| *of == subject) {
            return;
        }
        match pace {
            Pace::AtOnce => {
                let answer = work(&subject);
                self.newest = Some((subject, answer));
                self.coming = None;
            }
            Pace::Beside if self.coming.is_none() => {
                let given = subject.clone();
                self.coming = Some((subject, beside(ctx, move || work(&given))));
            }
            Pace::Beside | Pace::Later => {}
        }
    }

    /// The newest answer, and what it is about.
    pub(super) fn newest(&self) -> Option<(&Q, &A)> {
        self.newest.as_ref().map(|(of, answer)| (of, answer))
    }

    /// Whether an answer is being found.
    pub(super) const fn is_busy(&self) -> bool {
        self.coming.is_some()
    }
}

/// A shared value as a subject: the same only where it is the very one, which takes no time to see.
#[derive(Debug)]
pub(super) struct Same<T>(pub(super) Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn ask(latest: &mut Latest<i32, i32>, subject: i32, pace: Pace) {
        latest.ask(&Context::default(), subject, pace, |n| n * 10);
    }

    #[test]
    fn an_answer_at_once_is_there_at_once_and_one_for_later_is_not() {
        let mut latest = Latest::default();
        ask(&mut latest, 1, Pace::Later);
        assert_eq!(latest.newest(), None);
        ask(&mut latest, 2, Pace::AtOnce);
        ask(&mut latest, 3, Pace::Later);
        assert_eq!(latest.newest(), Some((&2, &20)));
        assert!(!latest.is_busy());
    }

    #[test]
    fn an_answer_from_beside_comes_and_an_older_question_does_not_replace_a_newer_answer() {
        let mut latest = Latest::default();
        ask(&mut latest, 1, Pace::Beside);
        assert!(latest.is_busy());
        let patience = Instant::now() + Duration::from_secs(30);
        while latest.newest().is_none() {
            assert!(Instant::now() < patience, "the answer never came");
            ask(&mut latest, 1, Pace::Beside);
        }
        assert_eq!(latest.newest(), Some((&1, &10)));
        ask(&mut latest, 4, Pace::Beside);
        ask(&mut latest, 5, Pace::AtOnce);
        std::thread::sleep(Duration::from_millis(20));
        ask(&mut latest, 5, Pace::Later);
        assert_eq!(latest.newest(), Some((&5, &50)));
    }
}
