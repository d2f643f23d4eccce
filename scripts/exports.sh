#!/usr/bin/env bash
# Writes everything that Muster exports of the sample valve-plant, has other programs open it, and
# compares what they read: the total time of the newest day-shift drill and its difference to the
# drill before, in PDF, XLSX, CSV, Parquet and `muster compare`; the due drills in the calendar file
# and in `muster calendar`; a picture of every page and of the escape plans.
#
#   scripts/exports.sh MUSTER [FOLDER_FOR_PICTURES]
#
# Needs pdftotext and pdftoppm (poppler), and python3 with openpyxl, duckdb, icalendar and cairosvg.
# CI reads the same files back in tests/report.rs without any of them.
set -euo pipefail

muster=$(realpath "$1")
work=$(mktemp -d)
pictures=${2:-$work/pictures}
mkdir -p "$pictures"
trap 'rm -rf "$work"' EXIT
cd "$work"

"$muster" new book --sample valve-plant >/dev/null
record=$(basename "$(ls book/records/*day-shift-fire.ron | sort | tail -1)" .ron)
for lang in zh-CN en; do
    "$muster" --lang $lang report book --record "$record" -o "drill-$lang.pdf" >/dev/null
    "$muster" --lang $lang report book --record "$record" -o "drill-$lang.xlsx" >/dev/null
    "$muster" --lang $lang report book --record "$record" -o "drill-$lang.csv" >/dev/null
    "$muster" --lang $lang report book --year 2026 -o "year-$lang.pdf" >/dev/null
    "$muster" --lang $lang escape-plan book -o "escape-$lang.pdf" >/dev/null 2>&1
    "$muster" --lang $lang escape-plan book -o "escape-$lang.svg" >/dev/null 2>&1
done
"$muster" calendar book --json >due.json || true
"$muster" calendar book -o due.ics >/dev/null || true
"$muster" export book -o flat.parquet >/dev/null
"$muster" export book -o flat.csv >/dev/null
"$muster" --lang en compare book --scenario day-shift-fire --json >compare.json
for pdf in *.pdf; do
    pdftotext -layout "$pdf" "${pdf%.pdf}.txt" 2>/dev/null
    pdftoppm -r 70 -png "$pdf" "$pictures/${pdf%.pdf}" 2>/dev/null
done

python3 - "$record" "$pictures" <<'PYTHON'
import csv, glob, json, re, sys

import cairosvg, duckdb, icalendar, openpyxl

record, pictures = sys.argv[1:]
said = {}
compare = json.load(open("compare.json"))
total = next(c for c in compare["checkpoints"] if c["id"] == "total")
at = compare["records"].index(record)
said["muster compare"] = (total["times_s"][at], round(total["times_s"][at] - total["times_s"][at - 1], 3))
for lang in ("zh-CN", "en"):
    rows = list(csv.reader(open(f"drill-{lang}.csv", encoding="utf-8-sig")))
    head = rows[0]
    row = next(row for row in rows if row[0] == "total")
    # Every baseline has a column with its time and one with the difference; previous is the third.
    previous = 3 + 2 * 2
    said[f"CSV {lang}"] = (float(row[2]), float(row[previous + 1]))
    book = openpyxl.load_workbook(f"drill-{lang}.xlsx")
    sheet = next(s for s in book if s["A2"].value == "total" or s.cell(2, 1).value == "total")
    cells = [cell.value for cell in sheet[2]]
    said[f"XLSX {lang}"] = (float(cells[2]), float(cells[previous + 1]))
    text = open(f"drill-{lang}.txt", encoding="utf-8").read()
    line = next(l for l in text.splitlines() if "总用时：末人撤出" in l or "Total: last person out" in l)
    minutes, seconds = re.search(r"(\d+):(\d+\.\d)", line).groups()
    differences = [float(d.replace("−", "-")) for d in re.findall(r"[+−]\d+\.\d", line)]
    said[f"PDF {lang}"] = (int(minutes) * 60 + float(seconds), differences[1])
    print(f"{lang}: {len(book.sheetnames)} sheets: {', '.join(book.sheetnames)}")
rows = duckdb.sql(
    "select record, time_s from 'flat.parquet' where checkpoint_id = 'total' and scenario_id = 'day-shift-fire' order by started"
).fetchall()
times = {name: time for name, time in rows}
names = [name for name, _ in rows]
said["Parquet"] = (times[record], times[record] - times[names[names.index(record) - 1]])
differing = duckdb.sql("select count(*) from (select * from 'flat.parquet' except select * replace (coalesce(element_id, '') as element_id) from 'flat.csv')")
print("rows of the Parquet that the CSV has not:", differing.fetchall()[0][0])
for source, (time, difference) in said.items():
    print(f"{source:16} total {time:8.1f} s   against the drill before {difference:+.1f} s")
assert len({(round(t, 1), round(d, 1)) for t, d in said.values()}) == 1, "they do not say the same"
due = json.load(open("due.json"))
due = due["due"] if isinstance(due, dict) else due
events = [e for e in icalendar.Calendar.from_ical(open("due.ics", "rb").read()).walk("VEVENT")]
print(f"calendar file: {len(events)} events; muster calendar: {len(due)} due")
assert sorted(str(e["DTSTART"].dt) for e in events) == sorted(d["proposed"] for d in due)
for svg in sorted(glob.glob("escape-*.svg")):
    cairosvg.svg2png(url=svg, write_to=f"{pictures}/{svg}.png", scale=2)
print("escape plans drawn by cairosvg:", len(glob.glob("escape-*.svg")))
PYTHON
for pdf in drill-zh-CN.pdf escape-zh-CN-*.pdf; do
    echo "$pdf: $(pdffonts "$pdf" 2>/dev/null | awk 'NR > 2 { print $1, "embedded", $(NF-4), "subset", $(NF-3) }' | tr '\n' ';')"
done
echo "pictures in $pictures: $(ls "$pictures" | wc -l)"
