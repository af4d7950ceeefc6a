#!/usr/bin/env python3
"""Runs every command of README.md's `sh` blocks from the project's root, so that the page cannot go stale.

    Scripts/run-readme.py [--skip COMMAND]

`--skip` names a command that the caller runs itself, such as the tests.
"""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
skipped = sys.argv[2:3] if sys.argv[1:2] == ["--skip"] else []
blocks = re.findall(r"^```sh\n(.*?)^```", (root / "README.md").read_text(), re.M | re.S)
commands = [line for block in blocks for line in block.splitlines() if line.strip()]
if not commands:
    sys.exit("README.md holds no commands")
failed = []
for command in commands:
    if command in skipped:
        continue
    print(f"$ {command}", flush=True)
    if subprocess.run(command, shell=True, cwd=root).returncode != 0:
        failed.append(command)
for command in failed:
    print(f"failed: {command}", file=sys.stderr)
sys.exit(1 if failed else 0)
