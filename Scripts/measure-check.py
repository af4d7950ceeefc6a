#!/usr/bin/env python3
"""How long `schemagen check` and `schemagen diff` take, on schemas of the size that a large project has.

    Scripts/measure-check.py [--command PATH] [--runs N]

Builds a git repository in a temporary folder: 20 families, each a tagged union in two versions, 500 definitions of
twelve fields in the newest ones and as many in those before, with a fixture for every variant of both versions and the
generated Swift beside them; everything is committed, and then the newest version of every family is changed. After that
unions of 3, 20 and 80 variants are compared by `schemagen diff` with each of four changes. Prints the best and the
median of the runs and the least processor time, the start of the process and git included. Exit: 0 within the goals (1 s, 100 ms), 1 not.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

PACKAGE = pathlib.Path(__file__).resolve().parent.parent
FAMILIES = 20
VARIANTS = 25


def union(count, tag="type", extra=None, retyped=None, mark=None, field="f"):
    """A union of so many variants with twelve fields each."""
    definitions = {}
    for index in range(count):
        fields = {tag: {"const": f"V{index}"}}
        for number in range(11):
            kind = "string" if number % 2 == 0 else "integer"
            if retyped == index and number == 4:
                kind = "integer"
            fields[f"{field}{number}"] = {"type": kind, "description": f"Field {number}."}
        fields[f"{field}8"]["pattern"] = "^[a-z]{0,40}$"
        fields[f"{field}9"]["minimum"] = 0
        if extra == index:
            fields["extra"] = {"type": "string"}
        definitions[f"V{index}"] = {
            "type": "object", "required": [f"{field}0", f"{field}1", f"{field}4"], "properties": fields,
        }
    properties = {tag: {"enum": [f"V{index}" for index in range(count)]}, "at": {"type": "string", "format": "date-time"}}
    if mark:
        properties["schema"] = {"const": mark}
    return {
        "type": "object", "required": [tag, "at"] + (["schema"] if mark else []), "properties": properties,
        "oneOf": [{"$ref": f"#/$defs/V{index}"} for index in range(count)], "$defs": definitions,
    }


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


def timed(words, folder, runs, statuses=(0, 1)):
    times = []
    work = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        run = subprocess.run(words, cwd=folder, capture_output=True, text=True)
        times.append(time.perf_counter() - begin)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        if run.returncode not in statuses:
            raise SystemExit(f"{words}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return min(times), statistics.median(times), min(work), run


def repository(command, folder):
    for number in range(FAMILIES):
        name = f"family-{number:02}"
        marks = {str(version): f"{name}.v{version}" for version in (1, 2)}
        write(folder / f"Schemas/{name}/family.json", {
            "description": "Events.", "swiftName": f"Family{number:02}", "recordName": "Event", "tag": "type",
            "guaranteed": ["type"], "version": [{"by": "field", "field": "schema", "values": marks}],
        })
        write(folder / f"Schemas/{name}/v1.json", union(VARIANTS, mark=marks["1"]))
        # One variant was retyped, which is what the second version is for.
        write(folder / f"Schemas/{name}/v2.json", union(VARIANTS, mark=marks["2"], retyped=0))
    # Everything that `swift build` would compile is left out: the step by hand is not looked for without sources.
    subprocess.run([command, "fixtures"], cwd=folder, check=True, capture_output=True)
    subprocess.run([command, "generate"], cwd=folder, check=True, capture_output=True)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "released"]):
        subprocess.run(git + words, cwd=folder, check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default=str(PACKAGE / ".build/release/schemagen"))
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    command = arguments.command
    if not pathlib.Path(command).exists():
        print(f"{command} is not there: run 'swift build -c release --product schemagen'", file=sys.stderr)
        return 2
    isSlow = False

    def show(what, best, median, work, goal):
        nonlocal isSlow
        isSlow = isSlow or best > goal
        print(f"{what:58} {best * 1000:7.0f} ms  {median * 1000:7.0f} ms  {work * 1000:7.0f} ms")

    print(f"{'':58} {'best':>10}  {'median':>10}  {'processor':>10}")
    with tempfile.TemporaryDirectory(prefix="measure check ") as place:
        folder = pathlib.Path(place)
        repository(command, folder)
        best, median, work, run = timed([command, "check"], folder, arguments.runs)
        show("check, nothing changed", best, median, work, 1)
        for number in range(FAMILIES):
            name = f"family-{number:02}"
            write(
                folder / f"Schemas/{name}/v2.json",
                union(VARIANTS, mark=f"{name}.v2", retyped=0 if number % 2 else 1, extra=VARIANTS - 1),
            )
        subprocess.run([command, "generate"], cwd=folder, check=True, capture_output=True)
        best, median, work, run = timed([command, "check"], folder, arguments.runs)
        show("check, every newest version changed", best, median, work, 1)
        print(run.stdout.strip().split("\n")[-1])
        for count in (3, 20, 80):
            write(folder / "old.json", union(count))
            changes = {
                "optional field added": union(count, extra=count - 1),
                "variant added": union(count + 1),
                "field retyped in one branch": union(count, retyped=count // 2 // 2 * 2),
                "tag renamed": union(count, tag="kind"),
            }
            for change, schema in changes.items():
                write(folder / "new.json", schema)
                best, median, work, run = timed([command, "diff", "old.json", "new.json"], folder, arguments.runs)
                show(f"diff, {count} variants x 12 fields, {change}", best, median, work, 0.1)
    return 1 if isSlow else 0


sys.exit(main())
