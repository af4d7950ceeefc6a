#!/usr/bin/env python3
"""Writes Sources/SchemaDocuments/Metaschemas/*.swift from the published metaschemas.

Usage: Scripts/embed-metaschemas.py FOLDER

FOLDER is the `jsonschema_specifications/schemas` folder of the PyPI package jsonschema-specifications. The documents
are embedded byte for byte, because a metaschema that was edited is another metaschema.
"""

import json
import pathlib
import sys

DRAFTS = {
    "Draft2020": "draft202012",
    "Draft2019": "draft201909",
    "Draft07": "draft7",
}


def swift_name(uri: str) -> str:
    if uri.rstrip("#").endswith("/schema"):
        return "schema"
    first, *rest = uri.rsplit("/", 1)[1].split("-")
    return first + "".join(word.capitalize() for word in rest)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    out = pathlib.Path(__file__).parent.parent / "Sources/SchemaDocuments/Metaschemas"
    for draft, name in DRAFTS.items():
        files = [folder / name / "metaschema.json"]
        if (folder / name / "vocabularies").is_dir():
            files += sorted((folder / name / "vocabularies").iterdir())
        entries = []
        for file in files:
            text = file.read_text("utf-8").rstrip("\n")
            if '"""#' in text:
                sys.exit(f"{file} holds the delimiter of the Swift literal")
            entries.append((json.loads(text)["$id"].rstrip("#"), text))
        lines = [
            "// Written by Scripts/embed-metaschemas.py: the metaschemas as published. Do not edit.",
            "",
            f"enum {draft}Metaschemas {{",
            "    /// Each document under its identifier, without an empty fragment.",
            "    static let all: [(uri: String, text: String)] = [",
        ]
        # The formatter wants no comma after an only element.
        comma = "," if len(entries) > 1 else ""
        lines += [f'        ("{uri}", {swift_name(uri)}){comma}' for uri, _ in entries]
        lines.append("    ]")
        for uri, text in entries:
            lines += ["", f"    private static let {swift_name(uri)} = #\"\"\""]
            lines += [("        " + line).rstrip() for line in text.split("\n")]
            lines.append('        """#')
        lines.append("}")
        (out / f"{draft}Metaschemas.swift").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
