#!/usr/bin/env bash
# Conducts a drill through the real window, by keyboard and mouse: 40 checkpoints, 200 persons at 4
# exits, 10 door checks, and a kill -9 in the middle. Then reads the record and compares it, event by
# event, with what was pressed.
#
#   scripts/conduct.sh MUSTER [FOLDER_FOR_PICTURES] [LANGUAGE]
#
# Needs Xvfb, openbox, xdotool, ImageMagick and python3. The places of the doors are those of a
# window of 1366 x 742 points with the sample valve-plant.
set -euo pipefail

muster=$(realpath "$1")
pictures=${2:-}
language=${3:-en}
work=$(mktemp -d)
book=$work/book
export MUSTER_CONFIG=$work/config
mkdir -p "$MUSTER_CONFIG" "$work/bin"
. "$(dirname "$0")/window.sh"
trap close_display EXIT
display 77

# Sounds are on, and a player on the way stands in for a loudspeaker: it writes down what it is
# given, if it is a whole WAV file.
echo '(sound: true)' >"$MUSTER_CONFIG/settings.ron"
heard=$work/heard
cat >"$work/bin/paplay" <<PLAYER
#!/usr/bin/env bash
size=\$(stat -c %s "\$1")
said=\$(od -An -tu4 -j4 -N4 "\$1" | tr -d ' ')
[ "\$(head -c4 "\$1")" = RIFF ] && [ "\$size" = "\$((said + 8))" ] && basename "\$1" >>"$heard"
PLAYER
chmod +x "$work/bin/paplay"
export PATH=$work/bin:$PATH

"$muster" new "$book" --sample valve-plant >/dev/null
rm "$book"/scenarios/lunch-* "$book"/scenarios/night-*
python3 - "$book/scenarios/day-shift-fire.ron" <<'PYTHON'
import sys
path = sys.argv[1]
text = open(path, encoding="utf-8").read()
steps = "".join(
    f'      (id: "step-{n:02}", name: "步骤 Step {n}", kind: Custom),\n' for n in range(1, 14)
)
text = text.replace('      (id: "all-clear"', steps + '      (id: "all-clear"', 1)
open(path, "w", encoding="utf-8").write(text)
PYTHON

picture() {
    if [ -n "$pictures" ]; then
        mkdir -p "$pictures"
        import -window root "$pictures/$1-$language.png"
    fi
}

# Every press is written down: what it enters, as it should stand in the record.
pressed=$work/pressed
: >"$pressed"

# count KEY EXIT PEOPLE: as fast as a hand with a clicker, 20 presses a second.
count() {
    xdotool key --delay 50 --repeat "$3" "$1"
    for _ in $(seq "$3"); do echo "counted $2" >>"$pressed"; done
    sleep 0.5
}

reach() {
    for _ in $(seq "$1"); do
        xdotool key 1
        echo reached >>"$pressed"
        sleep 0.35
    done
}

# check X Y: touches a door on the plan and enters that it is closed.
check() {
    click "$1" "$2"
    click "$closed_x" "$closed_y"
    echo checked >>"$pressed"
}

# storey 2|3: its button stands beside a title that is longer in Chinese.
storey() {
    local places=(583 620)
    [ "$language" = en ] || places=(618 655)
    click "${places[$1 - 2]}" 392 0.8
}

# events KIND: how many of them the journal holds.
saved() {
    cat "$book"/running/*/events.log 2>/dev/null | grep -c "$1" || true
}

go_on_y=400
closed_x=520
closed_y=426

open_window "$book" --lang "$language"
xdotool key ctrl+4
sleep 1.5
xdotool key ctrl+Return
sleep 0.7
xdotool key ctrl+Return
sleep 1.5
echo started >>"$pressed"
# The checks before the start are noted with it.
echo noted >>"$pressed"

reach 4
count q door-16 50
count w door-17 50
check 548 618
check 953 618
storey 2
check 548 618
check 953 618
check 861 595
reach 3
picture control-view
xdotool key F8
sleep 2.5
picture projector
xdotool key F8
sleep 1

# What counts as saved has to come back, whatever happens to the program.
expected=$(wc -l <"$pressed")
[ "$(saved '(number:')" = "$expected" ] || { echo "the journal holds $(saved '(number:') of $expected" >&2; exit 1; }
kill -9 "$window"
wait "$window" 2>/dev/null || true
sleep 1
open_window "$book" --lang "$language"
picture cut-off
click 683 "$go_on_y" 2
echo taken-up >>"$pressed"

count e door-18 50
count r door-19 50
storey 2
check 861 681
storey 3
check 548 618
check 953 618
check 751 686
check 934 541
open_left=$(python3 - "$book" <<'PYTHON'
import glob, re, sys
log = open(glob.glob(sys.argv[1] + "/running/*/events.log")[0], encoding="utf-8").read()
scenario = open(sys.argv[1] + "/scenarios/day-shift-fire.ron", encoding="utf-8").read()
checkpoints = re.findall(r'\(id: "([^"]+)"(?:, name: "[^"]*")?, kind: (\w+)(?:\("([^"]+)"\))?', scenario)
done = set(re.findall(r'Reached\(checkpoint:"([^"]+)"', log))
counted = set(re.findall(r'Counted\(exit:"([^"]+)"', log))
looked_at = set(re.findall(r'DoorChecked\(door:"([^"]+)"', log))
def is_open(one):
    id, kind, element = one
    if id in done or kind == "Alarm":
        return False
    return not (kind == "ExitFirst" and element in counted or kind == "DoorChecked" and element in looked_at)
timed = [one for one in checkpoints if one[1] in {
    "Alarm", "AlarmConfirmed", "EvacuationOrder", "FireReported", "FirstAttack", "SpaceCleared",
    "StoreyCleared", "ExitFirst", "ExitLast", "DoorChecked", "HeadCount", "AllAccountedFor", "AllClear", "Custom"}]
timed = [one for one in timed if 'pre_start' not in one]
print(sum(is_open(one) for one in timed))
PYTHON
)
reach "$open_left"
xdotool key F7
sleep 1.5
picture missing-list
xdotool key Escape
sleep 1
picture control-view-end
xdotool key ctrl+shift+f
sleep 0.7
xdotool key ctrl+shift+f
echo finished >>"$pressed"
sleep 3
picture after
kill "$window"
wait "$window" 2>/dev/null || true
window=

python3 - "$book" "$pressed" "$heard" <<'PYTHON'
import glob, re, sys
known = {
    "Started": "started", "Noted": "noted", "Reached": "reached", "Counted": "counted",
    "DoorChecked": "checked", "TakenUp": "taken-up", "Finished": "finished",
}
newest = max(glob.glob(sys.argv[1] + "/records/*_day-shift-fire.ron"))
text = open(newest, encoding="utf-8").read()
events = text[text.index("\n    events: [") :]
events = events[: events.index("\n    ],")]
found = []
for line in events.splitlines():
    number = re.match(r"\s*\(number: (\d+),", line)
    if not number:
        continue
    kind = re.search(r"what: (\w+)", line).group(1)
    exit = re.search(r'exit: "([^"]+)"', line)
    found.append((int(number.group(1)), known[kind] + (" " + exit.group(1) if exit else "")))
pressed = [line.strip() for line in open(sys.argv[2], encoding="utf-8")]
assert [n for n, _ in found] == list(range(1, len(found) + 1)), "numbers without gaps"
told = [kind for _, kind in found]
for index, (wanted, got) in enumerate(zip(pressed, told), 1):
    assert wanted == got, f"event {index}: {got}, pressed was {wanted}"
assert len(pressed) == len(told), (len(pressed), len(told))
people = sum(kind.startswith("counted") for kind in told)
checks = told.count("checked")
timed = len(re.findall(r"kind: ", text[text.index("checkpoints: [") : text.index("injects: [")]))
heard = [line.strip() for line in open(sys.argv[3], encoding="utf-8")]
assert heard[:2] == ["alarm.wav", "chime.wav"], heard
print("heard:", ", ".join(heard))
print(f"{len(told)} events as pressed: {timed} checkpoints, {people} persons, {checks} door checks")
assert (timed, people, checks) == (40, 200, 10)
PYTHON
