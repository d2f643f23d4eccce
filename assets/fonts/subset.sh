#!/usr/bin/env bash
# Makes the fonts of this folder and src/app/icons.rs anew.
# Needs bash, tar, npm and Python 3 with venv; README.md says what is made from what.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet fonttools==4.68.0 brotli==1.2.1

npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 material-symbols@0.47.5 >packed.txt
for archive in *.tgz; do
  mkdir "${archive%.tgz}" && tar -xzf "$archive" -C "${archive%.tgz}"
done
noto=expo-google-fonts-noto-sans-sc-0.4.3/package
symbols=material-symbols-0.47.5/package

# Text: GB 2312 (rows 1 to 9 are symbols, 16 to 87 characters), characters that are common in
# people's names but not in GB 2312, and the ranges below.
venv/bin/python - <<'PYTHON'
names = (
    "喆堃玥珺璟祎赟垚犇翀昇炆頔煊晞珩妤翊烜玘旸甦瞭镕婳媗嫄暐昉晅玹璠璿皞禛赪邘铖锘镓鸾"
    "曈瑆玙珵琤琭琎璘璇瑧璈璞皓睿祐祾筱粲綦芃苡茗荞莜菀菓葶蒨蓁蔚薏蘅虓蛰訚诒诩谌谞赜"
    "踽轶逄逯郃郤鄢酉锜锟镡闫阚雯雱霁霏韫颀颉颐飏馨骁骞骥鲲鹂鹏麒麟黻龑龢仝佟俣俪倓偲"
    "傈僖儁劼勍勖匡卞厉叡呈咏哿啟囡坤垣埼塬墨夔奕姝姮娅娆婧婵媛嫣嬅孜宓宥寔尧岚岩峥崧"
)
ranges = [
    (0x0020, 0x007E), (0x00A0, 0x00FF),  # Latin
    (0x0100, 0x017F), (0x01CD, 0x01DC),  # Latin of pinyin and of names
    (0x0370, 0x03FF), (0x0400, 0x045F),  # Greek, Cyrillic
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),  # punctuation, super- and subscripts
    (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),  # letter-like, numbers, arrows
    (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF),  # mathematics, technical, enclosed
    (0x2500, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF),  # boxes, shapes, symbols, dingbats
    (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE30, 0xFE4F),  # CJK punctuation, enclosed, units
    (0xFF00, 0xFFEF),  # full-width forms
]
points = {ord(c) for c in names}
for first, last in ranges:
    points.update(range(first, last + 1))
for row in range(1, 88):
    for cell in range(1, 95):
        try:
            points.add(ord(bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")))
        except UnicodeDecodeError:
            pass
with open("text-unicodes.txt", "w") as out:
    out.writelines(f"{point:04X}\n" for point in sorted(points))
PYTHON

for weight in 400Regular:Regular 500Medium:Medium; do
  venv/bin/pyftsubset "$noto/${weight%%:*}/NotoSansSC_${weight%%:*}.ttf" \
    --unicodes-file=text-unicodes.txt --layout-features=kern,mark,mkmk,ccmp \
    --name-IDs=0,1,2,4,5,6,13,14 --no-hinting --drop-tables+=vhea,vmtx,VORG,BASE,STAT \
    --output-file="$here/NotoSansSC-${weight##*:}.ttf"
done
cp "$noto/LICENSE_FONT" "$here/OFL.txt"

# Icons: the glyphs that icons.csv names, at weight 400 and 24 units of optical size.
venv/bin/python - "$symbols/material-symbols-outlined.woff2" "$here" <<'PYTHON'
import csv
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

source, folder = sys.argv[1], Path(sys.argv[2])
with open(folder / "icons.csv", encoding="utf-8", newline="") as table:
    icons = list(csv.DictReader(table))

codepoint = {}
for point, glyph in sorted(TTFont(source).getBestCmap().items(), reverse=True):
    if 0xE000 <= point <= 0xF8FF:
        codepoint[glyph] = point


def outlines(fill):
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=True, notdef_outline=True,
        drop_tables=["GSUB", "GPOS", "GDEF", "STAT", "MATH"],
    )
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[codepoint[icon["glyph"]] for icon in icons])
    cutter.subset(font)
    axes = {"FILL": fill, "wght": 400, "GRAD": 0, "opsz": 24}
    return instancer.instantiateVariableFont(font, axes)


font, solid = outlines(0), outlines(1)
for icon in icons:
    if icon["filled"] == "yes":
        font["glyf"][icon["glyph"]] = solid["glyf"][icon["glyph"]]
        font["hmtx"][icon["glyph"]] = solid["hmtx"][icon["glyph"]]
for record in font["name"].names:
    if record.nameID in (1, 4, 16):
        record.string = "Muster Icons"
    elif record.nameID == 6:
        record.string = "MusterIcons-Regular"
font.flavor = None
font.save(folder / "MusterIcons.ttf")

lines = [
    "//! The icons of the window: characters of the font `assets/fonts/MusterIcons.ttf`.",
    "//!",
    "//! Made by `assets/fonts/subset.sh` from `assets/fonts/icons.csv`; change the table, not this file.",
    "",
]
for icon in icons:
    lines.append(f"/// {icon['meaning']}")
    lines.append(f"pub const {icon['constant']}: &str = \"\\u{{{codepoint[icon['glyph']]:x}}}\";")
target = folder.parents[1] / "src" / "app" / "icons.rs"
target.write_text("\n".join(lines) + "\n", encoding="utf-8")
PYTHON
cp "$symbols/LICENSE" "$here/MusterIcons-LICENSE.txt"

# Every character of GB 2312 must be there.
venv/bin/python - "$here" <<'PYTHON'
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

for path in sorted(Path(sys.argv[1]).glob("NotoSansSC-*.ttf")):
    have = set(TTFont(path).getBestCmap())
    missing = []
    for row in range(16, 88):
        for cell in range(1, 95):
            try:
                character = bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            if ord(character) not in have:
                missing.append(character)
    print(f"{path.name}: {len(have)} characters, {path.stat().st_size} bytes")
    if missing:
        sys.exit(f"{path.name}: not in the font: {' '.join(missing)}")
PYTHON
