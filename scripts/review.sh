#!/usr/bin/env bash
# Goes through the whole review of the sample valve-plant in the real window, by mouse alone, and
# takes a picture of each view: in both languages, dark and light. Then exports the report of the
# drill, keeps where an escape plan hangs, and looks whether both are on the disk.
#
#   scripts/review.sh MUSTER FOLDER_FOR_PICTURES
#
# Needs Xvfb, openbox, xdotool and ImageMagick. The places of the buttons are those of a window of
# 1366 x 742 points. What the files hold is looked at by scripts/exports.sh.
set -euo pipefail

muster=$(realpath "$1")
pictures=$2
mkdir -p "$pictures"
work=$(mktemp -d)
book=$work/book
. "$(dirname "$0")/window.sh"
finish() {
    close_display
    rm -rf "$work"
}
trap finish EXIT
display 78
"$muster" new "$book" --sample valve-plant >/dev/null

open_review() {
    open_window "$book" --lang "$1"
    xdotool key ctrl+5
    sleep 1.5
}

picture() {
    xdotool mousemove 1000 755
    sleep 0.7
    import -window root "$pictures/$1.png"
}

views=(comparison pair trend prediction spread drill replay marking findings calendar)
for language in en zh-CN; do
    case $language in
        en) at=(306 401 475 551 631 690 749 822 899 980) ;;
        *) at=(271 335 398 463 526 590 655 705 775 861) ;;
    esac
    for look in dark light; do
        export MUSTER_CONFIG=$work/config-$language-$look
        open_review "$language"
        if [ $look = light ]; then click 1230 41; fi
        # The newest drill of the day shift; its scenario comes with it.
        click 92 276
        for view in "${!views[@]}"; do
            click "${at[view]}" 83
            picture "${views[view]}-$language-$look"
        done
        if [ $language-$look = en-dark ]; then
            click 1323 83
            click 1230 117
            click 468 447 6
            click 1323 83
            click 1230 213 3
            picture "escape-plan-$language-$look"
            click 388 708 3
        fi
        kill "$window"
        wait "$window" 2>/dev/null || true
    done
done
report=$(ls "$book"/*day-shift-fire.pdf)
hung=$(grep -c EscapePlan "$book"/buildings/*.ron || true)
echo "report: $(basename "$report"), $(stat -c %s "$report") bytes; escape plans drawn into the building: $hung"
echo "pictures in $pictures: $(ls "$pictures" | wc -l)"
[ "$hung" = 1 ]
