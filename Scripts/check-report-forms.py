#!/usr/bin/env python3
"""Holds what `schemagen check` writes for other tools against those tools' own schemas.

    Scripts/check-report-forms.py [--command PATH] [--sarif SCHEMA.json] [--junit SCHEMA.xsd]

Every case of Tests/CompatibilityTests/Rules is checked once more, and a folder with hostile names beside them, so that
the reports hold a finding of every rule that `check` reports. SARIF is judged by the JSON Schema of its standard, JUnit
by the XSD of the Jenkins xUnit plugin, both read from where they are published unless files are given; GitHub's
annotations by the form that its documentation describes, because they have no schema.

The Python packages that this needs are installed into a temporary folder. Exit: 0 all valid, 1 something is not,
2 could not run.
"""
import argparse
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import venv

PACKAGE = pathlib.Path(__file__).resolve().parent.parent
RULES = PACKAGE / "Tests/CompatibilityTests/Rules"
NEEDED = ["jsonschema", "rfc3986-validator", "xmlschema"]
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
JUNIT = (
    "https://raw.githubusercontent.com/jenkinsci/xunit-plugin/master"
    "/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd"
)
HOSTILE = [
    '"quotes" and <tags> & ]]> <!-- -->', "line\nbreak\rand\r\nmore", "::error file=x,line=1::%0A,%2C:", "tab\tand\x01bell\x07",
    "\x1b[31mred", "\u202eright to left", "\ufeff\ufffe\uffff", "\U0001d11e\u00e9e\u0301", "../../../etc/passwd", "",
]


def write(folder, files):
    for path, value in (files or {}).items():
        target = folder / path
        if value is None:
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def hostile(base):
    """Every name twice: retyped, and gone; and records that do not conform."""
    def schema(kind):
        fields = {f"{name}{kind if kind == 'string' else ''}" or "empty": {"type": "string"} for name in HOSTILE}
        retyped = {name: {"type": kind, "x-swift-name": f"field{index}"} for index, name in enumerate(HOSTILE)}
        for index, name in enumerate(fields):
            fields[name]["x-swift-name"] = f"{kind}{index}"
        return {
            "type": "object", "required": ["schema"] + list(retyped),
            "properties": {"schema": {"const": "odd.v1"}, **fields, **retyped},
        }

    family = {
        "description": "Odd.", "swiftName": "Odd", "recordName": "Record", "guaranteed": ["schema"],
        "version": [{"by": "field", "field": "schema", "values": {"1": "odd.v1"}}],
    }
    before = {**base, "Schemas/odd/family.json": family, "Schemas/odd/v1.json": schema("string")}
    after = {**before, "Schemas/odd/v1.json": schema("integer")}
    for index, name in enumerate(HOSTILE):
        after[f"Schemas/odd/fixtures/v1/odd {index} %&,é.json"] = {"schema": "odd.v1", name: name}
    return before, after


def age(path):
    """Makes the lock file one that another version of the command wrote."""
    lock = json.loads(path.read_text())
    lock.update(generator="0.0.1", digest="")
    text = json.dumps(lock, ensure_ascii=False, separators=(",", ":"))
    lock["digest"] = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


def reports(command):
    """The three reports of every case, by its name."""
    base = json.loads((RULES / "base.json").read_text())
    cases = {"hostile names": (hostile(base), {})}
    for path in sorted(RULES.glob("*/case.json")):
        case = json.loads(path.read_text())
        sides = [{**base, **case.get(side, {})} for side in ("baseline", "new")]
        cases[path.parent.name] = (sides, case)
    for name, (sides, case) in cases.items():
        words = case.get("command", ["check", "--against", "baseline"])
        if words[0] != "check":
            continue
        with tempfile.TemporaryDirectory(prefix="report forms ") as folder:
            folder = pathlib.Path(folder)
            for below, files in zip(("baseline", ""), sides):
                write(folder / below, files)
            for before in case.get("before", []):
                subprocess.run([command] + before, cwd=folder, capture_output=True)
            write(folder, case.get("after"))
            if "edit" in case:
                age(folder / "Schemas/schemagen.lock")
            for form in ("sarif", "junit", "github"):
                run = subprocess.run([command] + words + ["--format", form], cwd=folder, capture_output=True)
                if run.returncode not in (0, 1):
                    raise SystemExit(f"{name}: exit {run.returncode}: {run.stderr.decode()}")
                yield name, form, run.stdout


def is_annotation(line):
    """A workflow command as GitHub documents it: everything that could end a part of it is escaped."""
    text = r"(?:[^%\r\n]|%25|%0D|%0A)*"
    value = r"(?:[^%\r\n:,]|%25|%0D|%0A|%3A|%2C)*"
    return re.fullmatch(
        rf"::(?:error|warning|notice) file={value}(?:,line=[1-9]\d*,col=[1-9]\d*)?,title=[a-z0-9-]+::{text}", line
    )


def check(command, sarif_schema, junit_schema):
    import jsonschema
    import xmlschema

    sarif = jsonschema.Draft4Validator(
        json.loads(sarif_schema.read_text()), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )
    sarif.check_schema(sarif.schema)
    junit = xmlschema.XMLSchema(str(junit_schema))
    counts = {"sarif": [0, 0], "junit": [0, 0], "github": [0, 0]}
    rules = set()
    wrong = []
    for name, form, output in reports(command):
        counts[form][0] += 1
        text = output.decode("utf-8")
        if form == "sarif":
            log = json.loads(text)
            for error in sarif.iter_errors(log):
                wrong.append(f"{name}: SARIF {error.json_path}: {error.message}")
            results = log["runs"][0]["results"]
            rules |= {result["ruleId"] for result in results}
            counts[form][1] += len(results)
        elif form == "junit":
            for error in junit.iter_errors(text.strip()):
                wrong.append(f"{name}: JUnit {error.path}: {error.reason}")
            counts[form][1] += text.count("<failure") + text.count("<system-out")
        else:
            for line in text.split("\n")[:-1]:
                counts[form][1] += 1
                if not is_annotation(line):
                    wrong.append(f"{name}: GitHub: {line!r}")
    # Only `check` has these forms; the rules of other commands are shown as text or JSON.
    expected = {
        path.parent.name
        for path in RULES.glob("*/case.json")
        if json.loads(path.read_text()).get("command", ["check"])[0] == "check"
    }
    for rule in sorted(expected - rules):
        wrong.append(f"{rule}: no report holds a finding of it")
    for line in wrong:
        print(line)
    told = ", ".join(f"{form} {reports} reports with {findings} findings" for form, (reports, findings) in counts.items())
    print(f"{told}; {len(rules)} rules; {len(wrong)} mistakes")
    return 1 if wrong else 0


def schema(given, address, folder):
    if given:
        return pathlib.Path(given)
    path = folder / address.rsplit("/", 1)[1]
    with urllib.request.urlopen(address, timeout=60) as answer:
        path.write_bytes(answer.read())
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default=str(PACKAGE / ".build/debug/schemagen"))
    parser.add_argument("--sarif")
    parser.add_argument("--junit")
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.command).exists():
        print(f"{arguments.command} is not there: run 'swift build'", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="report-forms-") as folder:
        folder = pathlib.Path(folder)
        try:
            files = [schema(arguments.sarif, SARIF, folder), schema(arguments.junit, JUNIT, folder)]
        except OSError as error:
            print(f"a schema is not to be had ({error}): name files with --sarif and --junit", file=sys.stderr)
            return 2
        try:
            import jsonschema, xmlschema, rfc3986_validator  # noqa: E401, F401
        except ImportError:
            home = folder / "venv"
            venv.create(home, with_pip=True)
            python = str(home / "bin" / "python")
            if subprocess.run([python, "-m", "pip", "install", "--quiet"] + NEEDED).returncode != 0:
                return 2
            words = ["--command", arguments.command, "--sarif", str(files[0]), "--junit", str(files[1])]
            return subprocess.run([python, __file__] + words).returncode
        return check(arguments.command, *files)


sys.exit(main())
