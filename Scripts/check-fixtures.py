#!/usr/bin/env python3
"""Checks Schemas/ and its fixtures against PyPI's jsonschema: an implementation that shares no code with ours.

    Scripts/check-fixtures.py [SCHEMAS-FOLDER]

Each schema is valid under its metaschema. Each fixture of a version is valid under that version, holds
declared members only, and is told as that version (or as another, where its name ends in -told-as-vN: some
records lack what tells the version). Each fixture in future/ is what its name says. Each
line of a log in logs/ has the outcome that the .expected.json beside it lists. Each variant, member and
enum value of each version is in some fixture.

What this needs is installed into a temporary folder. Exit: 0 clean, 1 findings, 2 could not run.
"""
import copy
import datetime
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import venv

NEEDED = "jsonschema>=4.18,<5"
findings = []


def finding(path, message):
    findings.append(f"{os.path.relpath(path)}: error: {message}")


# Schemas


class Family:
    def __init__(self, folder):
        self.folder = folder
        self.rules = load(folder / "family.json")
        self.schemas = {int(path.stem[1:]): load(path) for path in sorted(folder.glob("v*.json"))}
        self.newest = max(self.schemas)

    def told(self, record, header=None):
        """The version that a record states; `header` is what the last header stated. None: no version that we know."""
        for way in self.rules["version"]:
            if way["by"] == "header":
                if record.get(self.rules["tag"]) == way["tag"]:
                    return record.get(way["field"])
                if header is not None:
                    return header
            elif way["by"] == "field":
                for version, mark in way["values"].items():
                    if record.get(way["field"]) == mark:
                        return int(version)
            elif way["by"] == "shape":
                for rule in way["rules"]:
                    if all(has(record, place) for place in rule.get("has", [])):
                        return rule["version"]
        return self.rules.get("assumed")

    def header(self, record):
        """The version that a record states for those after it, if it is a header."""
        for way in self.rules["version"]:
            if way["by"] == "header" and record.get(self.rules["tag"]) == way["tag"]:
                return record.get(way["field"])
        return None

    def guaranteed(self, record):
        return all(name in record for name in self.rules["guaranteed"])

    def tags(self, version):
        return self.schemas[version]["properties"][self.rules["tag"]]["enum"] if "tag" in self.rules else []

    def knows_variant(self, record, version):
        return "tag" not in self.rules or record[self.rules["tag"]] in self.tags(version)

    def shape(self, record, version):
        """The version's schema with its oneOf decided by the record's tag, so that violations are those of one variant."""
        schema = copy.deepcopy(self.schemas[version])
        if "tag" in self.rules and record.get(self.rules["tag"]) in schema["$defs"]:
            del schema["oneOf"]
            schema["$ref"] = f"#/$defs/{record[self.rules['tag']]}"
        return schema

    def violations(self, record, version, closed=False):
        schema = self.shape(record, version)
        if closed:
            close(schema, self.tags(version))
        return list(validator(schema).iter_errors(record))


def has(record, place):
    """Whether a record has a member: a name, or a JSON pointer where it lies deeper."""
    value = record
    for name in place[1:].split("/") if place.startswith("/") else [place]:
        name = name.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict) or name not in value:
            return False
        value = value[name]
    return True


def close(schema, variants):
    """Forbids members that are not declared. Variants stay open: the record's root speaks for them."""
    schema["unevaluatedProperties"] = False
    for name, definition in schema.get("$defs", {}).items():
        if name not in variants and "properties" in definition:
            definition["unevaluatedProperties"] = False


def validator(schema):
    import jsonschema

    formats = jsonschema.FormatChecker(formats=["uuid"])
    formats.checks("date-time")(lambda value: not isinstance(value, str) or is_date_time(value))
    return jsonschema.Draft202012Validator(schema, format_checker=formats)


DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII)


def is_date_time(text):
    """RFC 3339. Written here because the checkers on PyPI refuse leap seconds."""
    match = DATE_TIME.fullmatch(text)
    if match is None:
        return False
    try:
        day = datetime.date.fromisoformat(match[1])
        if match[4] != "60":
            return True
        minute = datetime.datetime.combine(day, datetime.time(int(match[2]), int(match[3])))
        if match[6] not in "Zz":
            ahead = datetime.timedelta(hours=int(match[6][1:3]), minutes=int(match[6][4:6]))
            minute += ahead if match[6][0] == "-" else -ahead
        return (minute.hour, minute.minute) == (23, 59)
    except (ValueError, OverflowError):
        return False


# Fixtures


def load(path):
    return parse(path.read_bytes())


def parse(data):
    """JSON as RFC 8259 has it: Python by itself lets NaN and Infinity pass, and takes a member twice."""
    return json.loads(data.decode("utf-8"), parse_constant=refuse, object_pairs_hook=members)


def refuse(word):
    raise ValueError(f"{word} is not JSON")


def members(pairs):
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a member is there twice")
    return record


def fixture(path):
    data = path.read_bytes()
    if not data.endswith(b"\n") or data.count(b"\n") != 1:
        finding(path, "a fixture is one line with its line feed")
    return parse(data)


def describe(errors):
    return "; ".join(f"{error.json_path}: {error.message[:160]} [{error.validator}]" for error in errors)


def check_version(family, version):
    paths = sorted((family.folder / "fixtures" / f"v{version}").glob("*.json"))
    records = []
    for path in paths:
        record = fixture(path)
        records.append(record)
        errors = family.violations(record, version, closed=True)
        errors = errors or list(validator(family.schemas[version]).iter_errors(record))
        if errors:
            finding(path, describe(errors))
        stated = family.header(record) if "tag" in family.rules else family.told(record)
        told = re.search(r"-told-as-v(\d+)$", path.stem)
        if stated not in (None, int(told[1]) if told else version):
            finding(path, f"is told as version {stated}")
        if "tag" in family.rules and not path.stem.startswith(record[family.rules["tag"]].lower().replace("_", "-")):
            finding(path, "the name does not begin with the variant")
    check_coverage(family, version, records)
    return len(paths)


def check_coverage(family, version, records):
    """Every variant, member and enum value is written by some fixture; every optional member is absent from one."""
    schema = family.schemas[version]
    place = family.folder / f"v{version}.json"
    groups = {tag: [r for r in records if r[family.rules["tag"]] == tag] for tag in family.tags(version)}
    for tag, group in groups.items():
        if not group:
            finding(place, f"no fixture of {tag}")
        variant = schema["$defs"][tag]
        cover(schema, variant, {*schema["required"], *variant["required"]}, group, tag, place)
    # A member of the root that is optional there may be required in every variant.
    always = schema["properties"] if groups else schema["required"]
    cover(schema, schema, always, records, "record", place)


def cover(schema, definition, required, values, name, place):
    for member, declared in definition["properties"].items():
        written = [value[member] for value in values if member in value]
        where = f"{name}.{member}"
        if not written:
            finding(place, f"no fixture has {where}")
        elif member not in required and len(written) == len(values):
            finding(place, f"no fixture leaves {where} out")
        types = declared.get("type", [])
        for value in [True, False] * ("boolean" in types) + [None] * (isinstance(types, list) and "null" in types):
            if value not in written:
                finding(place, f"no fixture has {where} {json.dumps(value)}")
        target = declared
        if "items" in target:
            target, written = target["items"], [item for items in written for item in items]
        if "$ref" in target:
            target = schema["$defs"][target["$ref"].rsplit("/", 1)[1]]
        for missing in [value for value in target.get("enum", []) if value not in written]:
            finding(place, f"no fixture has {where} {missing!r}")
        if "properties" in target:
            cover(schema, target, target.get("required", []), written, where, place)


def check_future(family):
    paths = sorted((family.folder / "fixtures" / "future").glob("*.json"))
    for path in paths:
        record = fixture(path)
        problem = future_problem(family, path.stem, record)
        if problem:
            finding(path, problem)
    return len(paths)


def future_problem(family, name, record):
    if not family.guaranteed(record):
        return "lacks a guaranteed field"
    version = family.told(record)
    if name.startswith("unknown-version"):
        return f"is told as version {version}, which is known" if version in family.schemas else None
    version = family.newest if family.header(record) is None and version == family.rules.get("assumed") else version
    if name.startswith("unknown-variant"):
        return "its variant is known" if family.knows_variant(record, version) else None
    errors = family.violations(record, version)
    if name.startswith("unknown-field"):
        if errors:
            return describe(errors)
        return None if family.violations(record, version, closed=True) else "every member is declared"
    if name.startswith("unknown-enum-value"):
        wrong = [error for error in errors if error.validator != "enum"]
        return describe(wrong) if wrong else None if errors else "every enum value is known"
    return "the name begins with none of unknown-version, unknown-variant, unknown-field, unknown-enum-value"


# Logs


def check_logs(family):
    paths = sorted((family.folder / "fixtures" / "logs").glob("*.jsonl"))
    for path in paths:
        expected = load(path.with_suffix(".expected.json"))
        lines = outcomes(family, path.read_bytes())
        for number, pair in enumerate(zip(lines, expected["lines"]), 1):
            if pair[0] != pair[1]:
                finding(path, f"line {number} is {pair[0]}, expected {pair[1]}")
        if len(lines) != len(expected["lines"]):
            finding(path, f"has {len(lines)} lines, expected {len(expected['lines'])}")
        if integrity(lines) != expected["integrity"]:
            finding(path, f"integrity is {integrity(lines)}")
    return len(paths)


def outcomes(family, data):
    """What a tolerant reader makes of each line. Only 0x0A ends one; a byte order mark is skipped at the start."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    result, header = [], None
    for line in lines:
        outcome, record = read(family, line, header)
        result.append(outcome)
        if record is not None and family.header(record) is not None:
            header = family.header(record)
    last = next((index for index in reversed(range(len(lines))) if result[index] != "blank"), None)
    # No beginning of an object is JSON, so a last line that is JSON was not cut: it is corrupt.
    return [
        outcome if outcome != "not JSON" else "tornTail" if index == last else "corrupt"
        for index, outcome in enumerate(result)
    ]


def read(family, line, header):
    if line.strip(b" \t\r") == b"":
        return "blank", None
    try:
        record = parse(line)
    except (ValueError, RecursionError):
        return "not JSON", None
    if not isinstance(record, dict) or not family.guaranteed(record):
        return "corrupt", None
    version = family.told(record, header)
    if version not in family.schemas or not family.knows_variant(record, version):
        return "unrecognised", record
    if all(error.validator == "enum" for error in family.violations(record, version)):
        return f"record v{version}", record
    return "nonconforming", record


def integrity(lines):
    total = sum(outcome != "blank" for outcome in lines)
    corrupt = lines.count("corrupt")
    torn = "tornTail" in lines
    severity = "corrupt_interior" if corrupt else "truncated_tail" if torn else None
    return {
        "totalLines": total,
        "validLines": total - corrupt - torn,
        "corruptLines": corrupt,
        "tailTruncated": torn,
        "severity": severity if total else "unreadable",
        "usable": total > 0 and corrupt * 10 <= total,
    }


# The run


def check(root):
    import jsonschema

    families = [Family(path.parent) for path in sorted(root.glob("*/family.json"))]
    counts = {"families": len(families), "schemas": 0, "fixtures": 0, "from the future": 0, "logs": 0}
    for family in families:
        counts["schemas"] += len(family.schemas)
        metaschema = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
        broken = {version: list(metaschema.iter_errors(schema)) for version, schema in family.schemas.items()}
        for version, errors in broken.items():
            if errors:
                finding(family.folder / f"v{version}.json", describe(errors))
        if any(broken.values()):
            continue
        for version in family.schemas:
            counts["fixtures"] += check_version(family, version)
        counts["from the future"] += check_future(family)
        counts["logs"] += check_logs(family)
    print("\n".join(findings + [", ".join(f"{count} {what}" for what, count in counts.items())]))
    if not families:
        print(f"no family in {root}", file=sys.stderr)
        return 2
    return 1 if findings else 0


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent / "Schemas"
    if len(sys.argv) > 2 or not root.is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    if importlib.util.find_spec("jsonschema"):
        return check(root)
    with tempfile.TemporaryDirectory(prefix="check-fixtures-") as folder:
        venv.create(folder, with_pip=True)
        python = pathlib.Path(folder, "bin", "python")
        if subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NEEDED]).returncode:
            print(f"could not install {NEEDED}", file=sys.stderr)
            return 2
        return subprocess.run([python, __file__, root]).returncode


if __name__ == "__main__":
    sys.exit(main())
