"""Instances of a schema, made by walking it: each text is one that the schema might well take, some with a mistake put
in. Which of them are valid is for the validators to say, and they have to agree.

Usage: instances.py SCHEMA COUNT SEED > FILE.jsonl
"""

import json
import random
import sys

WORDS = "build deploy main test release cache node linux image name value step job run path file token".split()
FORMATS = {
    "date-time": "2026-02-11T20:24:27.355Z", "date": "2026-02-11", "time": "20:24:27Z", "email": "a@example.com",
    "uuid": "60e97375-261f-7edd-a8e5-9ca156ef16e6", "uri": "https://example.com/a?b#c", "uri-reference": "/a/b",
    "hostname": "www.example.com", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "regex": "^a+$", "duration": "P1DT2H",
}


class Maker:
    def __init__(self, root, seed):
        self.root, self.random = root, random.Random(seed)

    def target(self, schema, hops=16):
        while isinstance(schema, dict) and "$ref" in schema and hops:
            found = self.root
            if not schema["$ref"].startswith("#"):
                return {}
            for token in schema["$ref"].lstrip("#").split("/")[1:]:
                token = token.replace("~1", "/").replace("~0", "~")
                found = found[int(token)] if isinstance(found, list) else found.get(token, {})
            schema, hops = found, hops - 1
        return schema if isinstance(schema, dict) else {}

    def make(self, schema, depth=0):
        pick = self.random
        schema = self.target(schema)
        if pick.random() < 0.01:
            return pick.choice([None, 3, "odd", [], {}, -1.5])
        if depth > 12:
            return "deep"
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return pick.choice(schema["enum"])
        merged = dict(schema)
        for part in schema.get("allOf", []):
            self.merge(merged, self.target(part))
        for union in ("oneOf", "anyOf"):
            if schema.get(union):
                branch = self.target(pick.choice(schema[union]))
                if not any(key in merged for key in ("properties", "type")) or "properties" in branch or "required" in branch:
                    self.merge(merged, branch)
                if any(key in branch for key in ("const", "enum", "oneOf", "anyOf")):
                    return self.make(branch, depth + 1)
        kind = merged.get("type")
        if isinstance(kind, list):
            kind = pick.choice(kind)
        if kind is None:
            kind = "object" if "properties" in merged or "patternProperties" in merged else "array" if "items" in merged else "string"
        if kind == "object":
            return self.object(merged, depth)
        if kind == "array":
            items = merged.get("items", {})
            count = pick.randint(merged.get("minItems", 0), max(merged.get("minItems", 0), 3 if depth < 6 else 0))
            return [self.make(items if isinstance(items, dict) else {}, depth + 1) for _ in range(count)]
        if kind in ("integer", "number"):
            low = merged.get("minimum", merged.get("exclusiveMinimum", 0))
            return int(low) + pick.randint(1, 40)
        if kind == "boolean":
            return pick.random() < 0.5
        if kind == "null":
            return None
        if merged.get("format") in FORMATS:
            return FORMATS[merged["format"]]
        text = " ".join(pick.choices(WORDS, k=pick.randint(1, 6)))
        return text[: merged.get("maxLength", 80)].ljust(merged.get("minLength", 0), "x")

    def merge(self, merged, part):
        for key, value in part.items():
            if key in ("properties", "patternProperties"):
                merged[key] = {**merged.get(key, {}), **value}
            elif key == "required":
                merged[key] = merged.get(key, []) + value
            else:
                merged.setdefault(key, value)

    def object(self, schema, depth):
        pick, made = self.random, {}
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            made[name] = self.make(properties.get(name, {}), depth + 1)
        share = 0.6 if depth == 0 else 0.35 if depth < 4 else 0.1
        for name, property in properties.items():
            if name not in made and pick.random() < share:
                made[name] = self.make(property, depth + 1)
        extra = schema.get("additionalProperties")
        if isinstance(extra, dict) and depth < 6:
            for name in pick.sample(WORDS, k=pick.randint(1, 3)):
                made.setdefault(name, self.make(extra, depth + 1))
        return made


def main():
    path, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    schema = json.load(open(path))
    maker = Maker(schema, seed)
    for _ in range(count):
        print(json.dumps(maker.make(schema), ensure_ascii=False, separators=(",", ":")))


main()
