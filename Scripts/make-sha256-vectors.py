#!/usr/bin/env python3
"""Writes Tests/DigestTests/SHA256Vectors.swift: what another implementation, Python's hashlib, gives for SHA-256.

    Scripts/make-sha256-vectors.py [--check]

The cases are those of FIPS 180-4's examples and of NIST's validation system (SHAVS): messages of every length around
the padding's corners, long messages, a million times 'a', and the Monte Carlo chain from the seed of NIST's own vectors.
`--check` writes nothing and fails when the file differs.
"""
import hashlib
import os
import sys

SEED = "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691"
# What NIST publishes for the first of the 100 checkpoints; hashlib must agree.
FIRST_CHECKPOINT = "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788"
TWO_BLOCKS = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
THREE_BLOCKS = (
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
)


def message(length):
    """Bytes that depend on place and length; the test makes the same."""
    return bytes((place * 31 + length * 7 + (place >> 8)) & 0xFF for place in range(length))


def digest(data):
    return hashlib.sha256(data).hexdigest()


def checkpoints(count):
    seed = bytes.fromhex(SEED)
    for _ in range(count):
        window = [seed, seed, seed]
        for _ in range(1000):
            window = window[1:] + [hashlib.sha256(b"".join(window)).digest()]
        seed = window[2]
        yield seed.hex()


def rows(values, indent):
    return "".join(f'{indent}"{value}",\n' for value in values)


chain = list(checkpoints(100))
assert chain[0] == FIRST_CHECKPOINT
named = [
    ('""', digest(b"")),
    ('"abc"', digest(b"abc")),
    (f'"{TWO_BLOCKS}"', digest(TWO_BLOCKS.encode())),
    (
        f'"{THREE_BLOCKS}"',
        digest(THREE_BLOCKS.encode()),
    ),
    ('String(repeating: "a", count: 1_000_000)', digest(b"a" * 1_000_000)),
]
long_lengths = list(range(163, 6400, 99)) + [1 << 16, (1 << 16) + 1, 1_000_003]

text = "// Written by Scripts/make-sha256-vectors.py from Python's hashlib. Do not edit.\n// swift-format-ignore-file\n\n"
text += "enum SHA256Vectors {\n    /// FIPS 180-4's examples.\n    static let texts: [(message: String, hex: String)] = [\n"
text += "".join(f'        ({message_text}, "{hex}"),\n' for message_text, hex in named)
text += "    ]\n\n    /// The digests of `message(length)` for every length from 0 on.\n    static let short: [String] = [\n"
text += rows((digest(message(length)) for length in range(130)), "        ")
text += "    ]\n\n    static let long: [(length: Int, hex: String)] = [\n"
text += "".join(f'        ({length}, "{digest(message(length))}"),\n' for length in long_lengths)
text += f'    ]\n\n    /// SHAVS\'s Monte Carlo test: 100 checkpoints, 1,000 digests apart.\n    static let seed = "{SEED}"\n'
text += "    static let checkpoints: [String] = [\n" + rows(chain, "        ") + "    ]\n\n"
text += (
    "    static func message(_ length: Int) -> [UInt8] {\n"
    "        (0..<length).map { UInt8(truncatingIfNeeded: $0 * 31 + length * 7 + ($0 >> 8)) }\n    }\n}\n"
)

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Tests/DigestTests/SHA256Vectors.swift")
if sys.argv[1:] == ["--check"]:
    with open(path) as file:
        if file.read() != text:
            sys.exit(f"{os.path.relpath(path)} is not what hashlib gives: run Scripts/make-sha256-vectors.py")
    print(f"SHA-256: {len(named) + 130 + len(long_lengths)} messages and {len(chain)} checkpoints as hashlib gives them")
elif sys.argv[1:]:
    sys.exit(__doc__)
else:
    with open(path, "w") as out:
        out.write(text)
