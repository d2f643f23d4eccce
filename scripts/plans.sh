#!/usr/bin/env bash
# From a plan to a rehearsal in the real window, by mouse and keyboard alone: five plans of different
# kinds, in English and in Chinese by turns. Prints for each how long it took, how many inputs it
# needed and how many of them corrected something, and takes pictures on the way. Fails if a
# rehearsal did not run.
#
#   cargo run --example plans FOLDER_FOR_PLANS
#   scripts/plans.sh MUSTER FOLDER_FOR_PLANS FOLDER_FOR_PICTURES
#
# Needs Xvfb, openbox, xdotool and ImageMagick. The places of the buttons are those of a window of
# 1366 x 742 points.
set -euo pipefail

muster=$(realpath "$1")
plans=$(realpath "$2")
pictures=$3
models=$(realpath "$(dirname "$0")/../tests/ifc")
mkdir -p "$pictures"
work=$(mktemp -d)
. "$(dirname "$0")/window.sh"
finish() {
    close_display
    rm -rf "$work"
}
trap finish EXIT
display 79

inputs=0
corrections=0

tap() {
    inputs=$((inputs + 1))
    click "$@"
}

key() {
    inputs=$((inputs + 1))
    xdotool key "$1"
    sleep "${2:-0.8}"
}

enter() {
    inputs=$((inputs + 1))
    xdotool key ctrl+a
    xdotool type --delay 8 "$1"
    sleep 0.4
}

picture() {
    import -window root "$pictures/$name-$1.png"
}

rehearse() {
    local file=$1 language=$2
    name=$(basename "$file" | tr . -)-$language
    export MUSTER_CONFIG=$work/$name
    open_window --lang "$language"
    # To the start screen, with the tour put aside.
    click 60 41
    click 79 202 1.2
    picture 1-start
    inputs=0
    corrections=0
    local begin=$SECONDS
    tap 440 355
    enter "$file"
    key Return 1
    for _ in $(seq 20); do
        # The button to agree is filled once the plan is read.
        [ "$(import -window root -crop 1x1+958+688 txt: | grep -c '#[23][0-9A-F]5')" = 0 ] || break
        sleep 0.5
    done
    picture 2-preview
    tap 980 698
    enter "$name-book"
    key Tab 0.4
    enter "$work"
    key Return 2
    picture 3-building
    # What was guessed is confirmed.
    case $language in
        en) tap 632 "${3:-713}" 1 ;;
        *) tap 597 "${3:-713}" 1 ;;
    esac
    corrections=1
    picture 4-confirmed
    key ctrl+2
    tap 803 368 1
    picture 5-scenario
    key ctrl+3 2
    picture 6-predicted
    key ctrl+4
    tap 998 99 2.5
    picture 7-rehearsal
    local seconds=$((SECONDS - begin))
    local running=no
    compgen -G "$work/$name-book/running/*" >/dev/null && running=yes
    compgen -G "$work/$name-book/records/*" >/dev/null && running=yes
    local check
    check=$("$muster" check "$work/$name-book" | tail -1 || true)
    echo "$name: $seconds s, $inputs inputs, $corrections of them corrections, rehearsal $running; check: $check"
    kill "$window"
    wait "$window" 2>/dev/null || true
    [ $running = yes ]
}

rehearse "$plans/workshop.dxf" en
rehearse "$plans/offices.svg" zh-CN
rehearse "$models/plant.ifc" en 683
rehearse "$plans/offices.pdf" zh-CN
rehearse "$plans/messy.dxf" en
