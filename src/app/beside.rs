//! Work beside the window, which never waits for it.

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
