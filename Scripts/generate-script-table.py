#!/usr/bin/env python3
"""Writes Sources/PatternCompiler/Unicode/ScriptTable.swift: facts that the Swift standard library does not have.

    pip install fonttools==4.61.0 regex==2026.5.9      (both: Unicode 17.0, as Swift 6.3)
    Scripts/generate-script-table.py
"""
import pathlib
import regex
from fontTools.unicodedata import ScriptExtensions, Scripts

LIMIT = 0x110000
OUT = pathlib.Path(__file__).parent.parent / "Sources/PatternCompiler/Unicode/ScriptTable.swift"
# PropertyValueAliases.txt gives these two scripts a second short name.
ALSO = {"Copt": ["Qaac"], "Zinh": ["Qaai"]}


def per_code_point(starts, values):
    bounds = list(starts) + [LIMIT]
    out = [None] * LIMIT
    for index, value in enumerate(values):
        for code in range(bounds[index], bounds[index + 1]):
            out[code] = value
    return out


def text(codes):
    ranges = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in ranges)


script = per_code_point(Scripts.RANGES, Scripts.VALUES)
extension = per_code_point(ScriptExtensions.RANGES, ScriptExtensions.VALUES)
own, extra = {}, {}
for code in range(LIMIT):
    own.setdefault(script[code], set()).add(code)
    for name in extension[code] or ():
        if name != script[code]:
            extra.setdefault(name, set()).add(code)
    # What ScriptTable relies on: an explicit extension takes away the code point from Common and Inherited only.
    assert not extension[code] or script[code] in extension[code] or script[code] in ("Zyyy", "Zinh"), hex(code)

pictographic = [c for c in range(LIMIT) if not 0xD800 <= c < 0xE000
                and regex.match(r"\p{Extended_Pictographic}", chr(c))]

lines = [
    "// Written by Scripts/generate-script-table.py from the Unicode Character Database 17.0. Do not edit.",
    "// swift-format-ignore-file",
    "",
    "/// A script: its names, the code points of Script=, and those that Script_Extensions= adds to them.",
    "struct ScriptRow: Sendable {",
    "    let names: [String]",
    "    let ranges: String",
    "    let extensions: String",
    "}",
    "",
    "/// Ranges are hexadecimal, in ascending order.",
    "let scriptTable: [ScriptRow] = [",
]
for short in sorted(own):
    if short == "Zzzz":
        continue
    names = [short, Scripts.NAMES[short]] + ALSO.get(short, [])
    quoted = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
    lines.append(f'    ScriptRow(names: [{quoted}], ranges: "{text(own[short])}", '
                 f'extensions: "{text(extra.get(short, ()))}"),')
lines += [
    "]",
    "",
    "/// The one emoji property that Unicode.Scalar.Properties lacks and that is more than a handful of ranges.",
    f'let extendedPictographicRanges = "{text(pictographic)}"',
]
OUT.write_text("\n".join(lines) + "\n")
print(OUT, len(lines), "lines,", OUT.stat().st_size, "bytes")
