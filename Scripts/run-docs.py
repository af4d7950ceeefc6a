#!/usr/bin/env python3
"""Runs the commands that docs/*.md shows, page by page in a scratch folder, and compares what they print.

    Scripts/run-docs.py [PAGE.md …]

A block of ```sh is run by bash, from the top of the page to its end in one folder. A block of ```text right after it is
what it prints; `…` stands for anything within a line. `$project` is this project's folder, and its built commands come
first in PATH. A block whose first line is `# needs NAME` is skipped, and said to be, where that program is not there;
`# exit N` says with what status the block ends. Blocks in other languages are not run.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```sh\n(?P<code>.*?)^```\n(?:\n*```text\n(?P<output>.*?)^```)?", re.M | re.S)


def matches(shown, printed):
    """Whether each line is as the page shows it."""
    shown, printed = shown.splitlines(), printed.splitlines()
    if len(shown) != len(printed):
        return False
    return all(
        re.fullmatch(".*".join(re.escape(part) for part in line.split("…")), other) for line, other in zip(shown, printed)
    )


def directive(code, word):
    found = re.match(rf"# {word} (\S+)\n", code)
    return found.group(1) if found else None


def run_page(page):
    failures = 0
    blocks = list(BLOCK.finditer(page.read_text()))
    environment = dict(os.environ, project=str(ROOT), LC_ALL="C.UTF-8")
    environment["PATH"] = f"{ROOT}/.build/debug{os.pathsep}{environment['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        for block in blocks:
            code, output = block["code"], block["output"]
            line = page.read_text()[: block.start()].count("\n") + 1
            needed = directive(code, "needs")
            if needed and not shutil.which(needed):
                print(f"{page.name}:{line}: skipped: {needed} is not there")
                continue
            result = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", code], cwd=folder, env=environment, capture_output=True, text=True
            )
            expected = int(directive(code, "exit") or 0)
            if result.returncode != expected:
                print(f"{page.name}:{line}: ended with {result.returncode}\n{result.stdout}{result.stderr}")
                failures += 1
            elif output is not None and not matches(output, result.stdout):
                print(f"{page.name}:{line}: printed\n{result.stdout}and not\n{output}")
                failures += 1
    print(f"{page.name}: {len(blocks)} blocks")
    return failures


pages = [pathlib.Path(path).resolve() for path in sys.argv[1:]] or sorted((ROOT / "docs").glob("*.md"))
sys.exit(1 if sum([run_page(page) for page in pages]) else 0)
