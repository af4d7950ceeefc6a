"""Instances of a schema, made by walking it: each text is one that the schema might well take, and every third has
mistakes put in. Which of them are valid is for the validators to say, and they have to agree.

Usage: instances.py SCHEMA COUNT SEED > FILE.jsonl
"""

import json
import random
import re
import sys

# The parser of `re` is the shortest way from a pattern to a text that it takes.
try:
    from re import _parser as sre_parse
except ImportError:
    import sre_parse

WORDS = "build deploy main test release cache node linux image name value step job run path file token".split()
FORMATS = {
    "date-time": "2026-02-11T20:24:27.355Z", "date": "2026-02-11", "time": "20:24:27Z", "email": "a@example.com",
    "uuid": "60e97375-261f-7edd-a8e5-9ca156ef16e6", "uri": "https://example.com/a?b#c", "uri-reference": "/a/b",
    "hostname": "www.example.com", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "regex": "^a+$", "duration": "P1DT2H",
}
CATEGORIES = {
    "CATEGORY_DIGIT": "0123456789", "CATEGORY_WORD": "abcdefghijklmnopqrstuvwxyz0123456789_", "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "abcxyz", "CATEGORY_NOT_WORD": "-. ", "CATEGORY_NOT_SPACE": "abcdefghijklmnopqrstuvwxyz0123",
}
PRINTABLE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./ "
# Values of one instance after which only what is required is made: some schemas refer to themselves in many places.
BUDGET = 150


class Maker:
    def __init__(self, root, seed):
        self.root, self.random = root, random.Random(seed)
        self.left = self.mistakes = 0

    def instance(self):
        self.left = BUDGET
        # A rate for each instance, or large ones would never be without a mistake.
        self.mistakes = 0.02 if self.random.random() < 0.33 else 0
        return self.make(self.root)

    def target(self, schema, hops=16):
        """The schema with what it refers to merged in."""
        while isinstance(schema, dict) and "$ref" in schema and hops:
            found = self.root
            if not schema["$ref"].startswith("#"):
                return {}
            for token in schema["$ref"].lstrip("#").split("/")[1:]:
                token = token.replace("~1", "/").replace("~0", "~")
                found = found[int(token)] if isinstance(found, list) else found.get(token, {})
            beside = {key: value for key, value in schema.items() if key not in ("$ref", "description", "title")}
            if beside and isinstance(found, dict):
                found = dict(found)
                self.merge(found, beside)
            schema, hops = found, hops - 1
        return schema if isinstance(schema, dict) else {}

    def make(self, schema, depth=0):
        pick = self.random
        self.left -= 1
        schema = self.target(schema)
        if pick.random() < self.mistakes:
            return pick.choice([None, 3, "odd", [], {}, -1.5])
        if depth > 24:
            return "deep"
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return pick.choice(schema["enum"])
        merged = self.flat(schema, depth)
        if "const" in merged:
            return merged["const"]
        if "enum" in merged:
            return pick.choice(merged["enum"])
        kind = merged.get("type")
        if isinstance(kind, list):
            kind = pick.choice(kind)
        if kind is None:
            kind = (
                "object" if any(key in merged for key in ("properties", "patternProperties", "required"))
                else "array" if "items" in merged else "string"
            )
        if kind == "object":
            return self.object(merged, depth)
        if kind == "array":
            return self.array(merged, depth)
        if kind in ("integer", "number"):
            return self.number(merged)
        if kind == "boolean":
            return pick.random() < 0.5
        if kind == "null":
            return None
        return self.string(merged)

    def flat(self, schema, depth):
        """One schema for a schema with parts and alternatives, of which one is picked."""
        pick = self.random
        merged = {key: value for key, value in schema.items() if key not in ("allOf", "oneOf", "anyOf")}
        if "if" in schema:
            merged["conditions"] = schema.get("conditions", []) + [schema]
        for part in schema.get("allOf", []):
            self.merge(merged, self.flat(self.target(part), depth + 1) if depth < 24 else {})
        for union in ("oneOf", "anyOf"):
            branches = [self.target(branch) for branch in schema.get(union, [])]
            kinds = self.kinds(merged)
            branches = [branch for branch in branches if not kinds.isdisjoint(self.kinds(branch))]
            if branches and depth < 24:
                # Where there is room for little, the one that leads to least.
                branch = pick.choice(branches) if self.left > 0 else min(branches, key=lambda b: len(json.dumps(b)))
                branch = self.flat(branch, depth + 1)
                if "type" in branch:
                    # As narrow as the branch: "type" beside a union often lists what all of its branches take.
                    merged.pop("type", None)
                self.merge(merged, branch)
        return merged

    def kinds(self, schema):
        kind = schema.get("type", ["object", "array", "string", "number", "integer", "boolean", "null"])
        return set(kind if isinstance(kind, list) else [kind])

    def merge(self, merged, part):
        for key, value in part.items():
            if key in ("properties", "patternProperties"):
                merged[key] = {**merged.get(key, {}), **value}
            elif key in ("required", "conditions"):
                merged[key] = merged.get(key, []) + value
            else:
                merged.setdefault(key, value)

    def array(self, schema, depth):
        pick = self.random
        items, prefix = schema.get("items", {}), schema.get("prefixItems", [])
        if isinstance(items, list):
            items, prefix = schema.get("additionalItems", {}), items
        least = schema.get("minItems", 0)
        most = min(schema.get("maxItems", 1000), max(least, 3 if depth < 12 and self.left > 0 else 0))
        made = []
        for place in range(pick.randint(least, max(least, most))):
            schemas = prefix[place] if place < len(prefix) else items
            if schemas is False:
                break
            value = self.make(schemas, depth + 1)
            if not schema.get("uniqueItems") or value not in made:
                made.append(value)
        return made

    def number(self, schema):
        low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        low = int(low) if not isinstance(low, bool) else 0
        high = schema.get("maximum", schema.get("exclusiveMaximum", low + 40))
        value = self.random.randint(low, max(low, int(high)))
        if not isinstance(schema.get("exclusiveMinimum"), (type(None), bool)) and value == low:
            value += 1
        step = schema.get("multipleOf")
        return value // step * step if isinstance(step, int) and step else value

    def string(self, schema):
        pick = self.random
        if "pattern" in schema:
            return self.matching(schema["pattern"])
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        if schema.get("examples") and isinstance(schema["examples"][0], str) and pick.random() < 0.5:
            return schema["examples"][0]
        text = " ".join(pick.choices(WORDS, k=pick.randint(1, 6)))
        return text[: schema.get("maxLength", 80)].ljust(schema.get("minLength", 0), "x")

    def matching(self, pattern):
        """A text that the pattern takes, or a word where that is hard to say."""
        try:
            for _ in range(20):
                text = self.expansion(sre_parse.parse(pattern))
                if re.search(pattern, text):
                    return text
        except (re.error, KeyError, RecursionError):
            pass
        return self.random.choice(WORDS)

    def expansion(self, parsed):
        return "".join(self.part(str(name), value) for name, value in parsed)

    def part(self, name, value):
        pick = self.random
        if name == "LITERAL":
            return chr(value)
        if name == "NOT_LITERAL":
            return pick.choice([c for c in PRINTABLE if ord(c) != value])
        if name == "ANY":
            return pick.choice(PRINTABLE)
        if name == "IN":
            return self.member(value)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inner = value
            return "".join(self.expansion(inner) for _ in range(pick.randint(least, min(int(most), least + 8))))
        if name == "SUBPATTERN":
            return self.expansion(value[-1])
        if name == "BRANCH":
            return self.expansion(pick.choice(value[1]))
        return ""

    def member(self, items):
        chosen, isNegated = set(), False
        for name, value in items:
            name = str(name)
            if name == "NEGATE":
                isNegated = True
            elif name == "LITERAL":
                chosen.add(chr(value))
            elif name == "RANGE":
                chosen.update(map(chr, range(value[0], min(value[1], value[0] + 200) + 1)))
            elif name == "CATEGORY":
                chosen.update(CATEGORIES[str(value)])
        if isNegated:
            chosen = set(PRINTABLE) - chosen
        # Sorted, because the order of a set of texts changes from run to run.
        return self.random.choice(sorted(chosen))

    def holds(self, condition, made):
        """Whether an object meets a condition of the kinds that schemas mostly have; others count as met."""
        for name, wanted in condition.get("properties", {}).items():
            wanted = self.target(wanted)
            if name in made and made[name] not in wanted.get("enum", [wanted.get("const", made[name])]):
                return False
        return all(name in made for name in condition.get("required", []))

    def name(self, schema):
        """A name for a member that the schema does not name."""
        names = self.target(schema.get("propertyNames", {}))
        if "enum" in names:
            return self.random.choice(names["enum"])
        return self.matching(names["pattern"]) if "pattern" in names else self.random.choice(WORDS)

    def object(self, schema, depth):
        pick, made = self.random, {}
        properties = schema.get("properties", {})
        patterns = {key: value for key, value in schema.get("patternProperties", {}).items() if value is not False}
        extra = schema.get("additionalProperties")
        needed = schema.get("dependencies", schema.get("dependentRequired", {}))
        most = schema.get("maxProperties", 1000)
        optional = [name for name, value in properties.items() if value is not False]
        share = 0.6 if depth == 0 else 0.35 if depth < 4 else 0.1
        share = min(share, max(20 >> depth, 1) / max(len(optional), 1))
        required = list(schema.get("required", []))
        wanted = required + [name for name in optional if name not in required and pick.random() < share]

        def add(name):
            if name in made or name not in required and (self.left <= 0 or len(made) >= most):
                return
            matching = [value for pattern, value in patterns.items() if re.search(pattern, name)]
            other = matching[0] if matching else extra if isinstance(extra, dict) else {}
            for each in [name] + (needed[name] if isinstance(needed.get(name), list) else []):
                if each not in made:
                    made[each] = self.make(properties.get(each, other), depth + 1)

        # What conditions ask about first, because what follows from them is made after it.
        for condition in schema.get("conditions", []):
            for name in condition["if"].get("properties", {}):
                if name in wanted:
                    add(name)
        for condition in schema.get("conditions", []):
            part = self.target(condition.get("then" if self.holds(condition["if"], made) else "else", {}))
            properties = {**properties, **part.get("properties", {})}
            required += part.get("required", [])
        for name in required + wanted:
            add(name)
        least = schema.get("minProperties", 0)
        if self.left > 0 or len(made) < least:
            for pattern, value in patterns.items():
                for _ in range(pick.randint(0 if made else 1, 2)):
                    name = self.matching(pattern)
                    if len(made) < most and name not in properties:
                        made.setdefault(name, self.make(value, depth + 1))
            if isinstance(extra, dict):
                for _ in range(max(pick.randint(1, 3), least - len(made))):
                    name = self.name(schema)
                    if len(made) < most and name not in properties:
                        made.setdefault(name, self.make(extra, depth + 1))
        for name in optional:
            if len(made) < least and name not in made:
                made[name] = self.make(properties[name], depth + 1)
        return made


def main():
    path, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    schema = json.load(open(path))
    maker = Maker(schema, seed)
    for _ in range(count):
        print(json.dumps(maker.instance(), ensure_ascii=False, separators=(",", ":")))


main()
