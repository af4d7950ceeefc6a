#!/usr/bin/env python3
"""Writes Sources/JSONCore/Numbers/PowersOfTen.swift: the leading 128 bits of 10^q for q in -342...324."""
import os

LOW, HIGH = -342, 324
rows = []
for q in range(LOW, HIGH + 1):
    if q >= 0:
        value = 5**q
        shift = value.bit_length() - 128
        bits = value >> shift if shift > 0 else value << -shift
    else:
        power = 5**-q
        # floor(2^n / 5^-q) with exactly 128 bits; never exact, so the readers may add one for the ceiling.
        n = power.bit_length() + 127
        bits = (1 << n) // power
        assert bits.bit_length() == 128
    assert bits & 0xFFFFFFFFFFFFFFFF != 0xFFFFFFFFFFFFFFFF, "the ceiling would carry"
    rows.append((bits >> 64, bits & 0xFFFFFFFFFFFFFFFF))

path = os.path.join(os.path.dirname(__file__), "../Sources/JSONCore/Numbers/PowersOfTen.swift")
with open(path, "w") as out:
    out.write("// Written by Scripts/make-powers-of-ten.py. Do not edit.\n\n")
    out.write("/// The leading 128 bits of 10^q, rounded down, high word before low word, from q = %d to q = %d.\n" % (LOW, HIGH))
    out.write("/// Exact for q in 0...55, where 5^q fits 128 bits.\n")
    out.write("let powersOfTen: [UInt64] = [\n")
    for at in range(0, len(rows), 2):
        words = [word for row in rows[at : at + 2] for word in row]
        out.write("    " + ", ".join("0x%016X" % word for word in words) + ",\n")
    out.write("]\n")
