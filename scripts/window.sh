# What the scripts share that drive the real window: a display of their own, and the program in a
# window of 1366 x 742 points. To be sourced.
#
# Needs Xvfb, openbox and xdotool, and the program's path in $muster.

window=

# display NUMBER: a screen of 1366 x 768 points, unless there is one already.
display() {
    if [ -z "${DISPLAY:-}" ]; then
        export DISPLAY=:$1
        Xvfb "$DISPLAY" -screen 0 1366x768x24 >/dev/null 2>&1 &
        screen=$!
        until xdotool getmouselocation >/dev/null 2>&1; do
            kill -0 "$screen" || exit 1
            sleep 0.2
        done
        openbox >/dev/null 2>&1 &
        manager=$!
    fi
}

close_display() {
    kill "$window" "${manager:-}" "${screen:-}" 2>/dev/null || true
    # The number of the screen is free only once it is gone.
    wait
}

# open_window ARGUMENTS…: of the program.
open_window() {
    "$muster" "$@" >/dev/null 2>&1 &
    window=$!
    local id=
    while [ -z "$id" ]; do
        sleep 0.3
        id=$(xdotool search --onlyvisible --pid "$window" 2>/dev/null | head -1 || true)
    done
    sleep 2
    xdotool windowsize --sync "$id" 1366 742 windowmove "$id" 0 0 || true
    sleep 1.5
}

# click X Y [SECONDS]: and waits for what it does.
click() {
    xdotool mousemove "$1" "$2"
    sleep 0.3
    xdotool click 1
    sleep "${3:-0.8}"
}
