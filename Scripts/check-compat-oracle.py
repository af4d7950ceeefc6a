#!/usr/bin/env python3
"""Asks an implementation that shares no code with ours about what `schemagen diff --as values` decides.

    Scripts/check-compat-oracle.py [DECISIONS.jsonl]

DECISIONS is what the test ExportTests writes; without it the test is run (COMPATIBILITY_PAIRS random changes beside
the change table, 1000 by default). PyPI's jsonschema_rs then has to agree: each witness is valid under the one schema
and not under the other, nothing that we call compatible is proven to be otherwise by a value that it finds, and
nothing that it proves to be contained is called broken by us.

What this needs is installed into a temporary folder. Exit: 0 agreement, 1 disagreement, 2 could not run.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import venv

NEEDED = "jsonschema-rs"
PACKAGE = pathlib.Path(__file__).resolve().parent.parent


def decisions(folder):
    if len(sys.argv) > 1:
        return pathlib.Path(sys.argv[1])
    path = pathlib.Path(folder) / "decisions.jsonl"
    environment = dict(os.environ, COMPATIBILITY_EXPORT=str(path))
    run = subprocess.run(
        ["swift", "test", "--filter", "ExportTests"], cwd=PACKAGE, env=environment, capture_output=True, text=True
    )
    if run.returncode != 0 or not path.exists():
        sys.stderr.write(run.stdout + run.stderr)
        raise SystemExit(2)
    return path


def check(path):
    import jsonschema_rs

    def validator(schema):
        return jsonschema_rs.Draft202012Validator(schema)

    def covers(wide, narrow):
        """True or False where it is sure, None where it is not."""
        try:
            answer = str(jsonschema_rs.canonicalize(wide).covers(jsonschema_rs.canonicalize(narrow)))
        except Exception:
            return None
        return {"YES": True, "NO": False}.get(answer.split(".")[-1].upper())

    counts = {"pairs": 0, "verdicts": 0, "agreed": 0, "not decided there": 0, "not decided here": 0, "witnesses": 0}
    wrong = []
    for line in path.read_text().splitlines():
        case = json.loads(line)
        counts["pairs"] += 1
        sides = {"old": validator(case["old"]), "new": validator(case["new"])}
        for witness in case["witnesses"]:
            writer, reader = ("old", "new") if witness["direction"] == "backward" else ("new", "old")
            counts["witnesses"] += 1
            if not sides[writer].is_valid(witness["value"]) or sides[reader].is_valid(witness["value"]):
                wrong.append((case, f"{witness['direction']}: no witness there: {json.dumps(witness['value'])}"))
        for direction, wide, narrow in (("backward", "new", "old"), ("forward", "old", "new")):
            ours = case[direction]
            counts["verdicts"] += 1
            if ours is None:
                counts["not decided here"] += 1
                continue
            theirs = covers(case[wide], case[narrow])
            if theirs is None:
                counts["not decided there"] += 1
            elif theirs == ours:
                counts["agreed"] += 1
            elif theirs is True:
                # Our witness has just been judged by both validators, which is more than a proof of ours.
                shown = any(w["direction"] == direction for w in case["witnesses"])
                wrong.append((case, f"{direction}: contained there, broken here{'' if shown else ', without witness'}"))
            else:
                wrong.append((case, f"{direction}: not contained there, compatible here"))
    for case, what in wrong[:20]:
        print(f"{case['name']}: {what}\n  old {json.dumps(case['old'])}\n  new {json.dumps(case['new'])}")
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + f", {len(wrong)} disagreements")
    return 1 if wrong else 0


def main():
    with tempfile.TemporaryDirectory(prefix="compat-oracle-") as folder:
        path = decisions(folder)
        try:
            import jsonschema_rs  # noqa: F401
        except ImportError:
            home = pathlib.Path(folder) / "venv"
            venv.create(home, with_pip=True)
            python = home / "bin" / "python"
            install = [str(python), "-m", "pip", "install", "--quiet", NEEDED]
            if subprocess.run(install).returncode != 0:
                return 2
            return subprocess.run([str(python), __file__, str(path)]).returncode
        return check(path)


sys.exit(main())
