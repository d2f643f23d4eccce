//! The screens of the computer, so that the projector's window is sent to one that is there.

/// A screen, in the order in which the system tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// What the system calls it; empty if it has no name.
    pub name: String,
    /// Its width and height, pixels.
    pub size: [u32; 2],
    /// Whether the program's window is on it.
    pub here: bool,
}

/// The screens, as the system that shows the window tells them; none if it tells nothing.
pub(super) fn of(frame: &eframe::Frame) -> Vec<Screen> {
    let Some(window) = frame.winit_window() else { return Vec::new() };
    let here = window.current_monitor();
    let screen = |monitor| Screen {
        here: here.as_ref() == Some(&monitor),
        name: monitor.name().unwrap_or_default(),
        size: monitor.size().into(),
    };
    window.available_monitors().map(screen).collect()
}

/// Which screen to fill with what was on screen `wanted` the last time: that one, or another where it
/// is not plugged in; none where it would cover the program's window.
pub(super) fn beside(screens: &[Screen], wanted: usize) -> Option<usize> {
    let free = |index: &usize| screens.get(*index).is_some_and(|screen| !screen.here);
    Some(wanted).filter(free).or_else(|| (0..screens.len()).rev().find(free))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screens(here: &[bool]) -> Vec<Screen> {
        let screen = |here: &bool| Screen { name: String::new(), size: [1280, 720], here: *here };
        here.iter().map(screen).collect()
    }

    #[test]
    fn the_projector_goes_to_the_screen_of_the_last_time_and_never_over_the_controls() {
        assert_eq!(beside(&screens(&[true, false, false]), 1), Some(1));
        assert_eq!(beside(&screens(&[true, false]), 2), Some(1), "the nearest that is there");
        assert_eq!(beside(&screens(&[false, true]), 1), Some(0), "the window was moved");
        assert_eq!(beside(&screens(&[true]), 1), None, "the projector is not plugged in");
        assert_eq!(beside(&screens(&[]), 1), None, "the system tells nothing");
    }
}
