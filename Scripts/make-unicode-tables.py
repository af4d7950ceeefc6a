#!/usr/bin/env python3
"""Writes the tables under Sources/JSONCore/Formats/Unicode that Swift's standard library does not offer.

    make-unicode-tables.py <folder>

<folder> has Unicode's Scripts.txt, extracted/DerivedJoiningType.txt and extracted/DerivedBidiClass.txt (Debian's
package unicode-data installs them in /usr/share/unicode). Canonical compositions come from the module `unicodedata2` where it is installed, since it is
newer than Python's own `unicodedata`.
"""
import os
import re
import sys

try:
    import unicodedata2 as unicodedata
except ImportError:
    import unicodedata

source = sys.argv[1]
target = os.path.join(os.path.dirname(__file__), "../Sources/JSONCore/Formats/Unicode")
LAST = 0x10FFFF
# The hyphen, and what RFC 5892, section 2.6, allows whatever its category.
EXCEPTIONS = {0x2D, 0xB7, 0x375, 0x5F3, 0x5F4, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0x30FB}


def values(name):
    """Code point → value for a property file, with the defaults that its `@missing` lines give to blocks."""
    found = {}
    explicit = {}
    names = {"Right_To_Left": "R", "Arabic_Letter": "AL", "Left_To_Right": "L", "European_Terminator": "ET"}
    for line in open(os.path.join(source, name), encoding="utf-8"):
        missing = re.match(r"# @missing: ([0-9A-F]+)\.\.([0-9A-F]+); (\w+)", line)
        plain = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; *(\w+)", line)
        if missing and missing[1] != "0000":
            for point in range(int(missing[1], 16), int(missing[2], 16) + 1):
                found[point] = names.get(missing[3], missing[3])
        elif plain:
            for point in range(int(plain[1], 16), int(plain[2] or plain[1], 16) + 1):
                explicit[point] = plain[3]
    return {**found, **explicit}


def ranges(points):
    result = []
    for point in sorted(points):
        if result and result[-1][1] == point - 1:
            result[-1][1] = point
        else:
            result.append([point, point])
    return result


def emit(out, name, comment, numbers):
    out.write("\n/// %s\nlet %s: [UInt32] = [\n" % (comment, name))
    line = "   "
    for number in numbers:
        word = " 0x%04X," % number
        if len(line) + len(word) > 118:
            out.write(line + "\n")
            line = "   "
        line += word
    out.write(line + "\n]\n")


def flat(pairs):
    return [number for pair in pairs for number in pair]


HEADER = "// Written by Scripts/make-unicode-tables.py. Do not edit.\n"
os.makedirs(target, exist_ok=True)

joining = values("extracted/DerivedJoiningType.txt")
with open(os.path.join(target, "JoiningTypes.swift"), "w") as out:
    out.write(HEADER)
    for letter, name in (("D", "dualJoining"), ("L", "leftJoining"), ("R", "rightJoining")):
        points = [point for point, value in joining.items() if value == letter]
        emit(out, name + "Ranges", "First and last code points of Joining_Type=%s." % letter, flat(ranges(points)))

scripts = values("Scripts.txt")
with open(os.path.join(target, "ScriptRanges.swift"), "w") as out:
    out.write(HEADER)
    for script in ("Greek", "Hebrew"):
        points = [point for point, value in scripts.items() if value == script]
        emit(out, script.lower() + "Ranges", "First and last code points of the script %s." % script, flat(ranges(points)))
    points = [point for point, value in scripts.items() if value in ("Hiragana", "Katakana", "Han")]
    emit(out, "japaneseRanges", "First and last code points of Hiragana, Katakana and Han.", flat(ranges(points)))

bidi = values("extracted/DerivedBidiClass.txt")
with open(os.path.join(target, "BidiRanges.swift"), "w") as out:
    out.write(HEADER)
    for classes, name in (
        (("R", "AL"), "rightToLeft"),
        (("AN",), "arabicNumber"),
        (("EN",), "europeanNumber"),
        (("ES", "CS", "ET", "ON", "BN"), "bidiNeutral"),
    ):
        # Only what a label may hold after the other rules: letters, digits, marks, and RFC 5892's exceptions.
        # Unassigned code points keep their block's default, so that later versions' letters are told right.
        points = [
            point
            for point, value in bidi.items()
            if value in classes
            and (point in EXCEPTIONS or unicodedata.category(chr(point)) in ("Ll", "Lo", "Lm", "Mc", "Nd", "Cn"))
        ]
        if name == "bidiNeutral":
            points = [point for point in points if unicodedata.category(chr(point)) != "Cn"]
        emit(out, name + "Ranges", "First and last code points of Bidi_Class %s." % ", ".join(classes), flat(ranges(points)))

rows = []
for point in range(LAST + 1):
    if 0xD800 <= point <= 0xDFFF or 0xAC00 <= point <= 0xD7A3:
        continue
    mapping = unicodedata.decomposition(chr(point))
    if not mapping or mapping.startswith("<") or " " not in mapping:
        continue
    first, second = (int(part, 16) for part in mapping.split())
    if unicodedata.normalize("NFC", chr(first) + chr(second)) == chr(point):
        rows.append((point, first, second))
with open(os.path.join(target, "CanonicalCompositions.swift"), "w") as out:
    out.write(HEADER)
    emit(
        out,
        "canonicalCompositions",
        "Composed, first and second code point of every primary composite but Hangul, ascending.",
        flat(rows),
    )
