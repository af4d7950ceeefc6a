#!/usr/bin/env python3
"""Compares what engines answer through `schemagen export` with what `sessionlog` answers, row by row.

usage: check-exports.py [--bin DIR] [--seed N] [--sessions N]

Makes a log of iterate sessions from a seed (shuffled keys, unknown fields, marks of versions to come, damaged lines),
asks the five questions natively and in each engine, and fails at the first difference. Logs of the other families, all
their versions mixed, versions that nobody knows, records that do not conform and values that do not fit among them, are
compared row by row with what Python reads, and by version with the native count. DuckDB is installed into a virtual environment
that goes away; PostgreSQL is asked when Scripts/with-postgresql runs this, ClickHouse and Spark when this Python has chdb and
pyspark. What is not there is said to be skipped.
"""

import argparse
import importlib.util
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import venv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODELS = ["qwen3.5:latest", "llama-4", "o'brien", "größe", "emoji 🙂", "", "NULL"]
ERRORS = [
    "consistency: city mismatch",
    "phantom: W-17 not in roster",
    "schema: missing field",
    "no colon at all",
    ": nothing before it",
    "Phantom in upper case",
    None,
]


def make_session(random, number):
    kind = random.choice(["fill", "fill", "fill", "email", "playbook"])
    limit = random.randint(1, 5)
    verdict = random.choices(["accepted", "max_iter_exhausted", "infra_error"], [7, 2, 1])[0]
    spent = limit if verdict == "max_iter_exhausted" else random.randint(1, limit)
    attempts = []
    for iteration in range(spent):
        last = iteration == spent - 1
        end = "accepted" if last and verdict == "accepted" else "validation_failed"
        if last and verdict == "infra_error":
            end = "infra_error"
        attempt = {"iteration": iteration, "verdict_kind": end}
        if end != "accepted":
            error = random.choice(ERRORS)
            if error is not None:
                attempt["error"] = error
        if random.random() < 0.8:
            attempt["span_id"] = f"{random.getrandbits(64):016x}"
        attempts.append(attempt)
    session = {
        # A version to come among those of today: a reader of today must neither count nor mistake it.
        "schema": "session.iterate.v1" if random.random() > 0.1 else "session.iterate.v2",
        "session_id": f"s-{number}",
        "timestamp": f"2026-05-{random.randint(1, 28):02}T07:30:00.{random.randrange(10**6):06}"
        + random.choice(["Z", "+02:00"]),
        "daemon": "validatord",
        "kind": kind,
        "model": random.choice(MODELS),
        "provider": "ollama",
        "prompt": random.choice(["", "fill it", "tab\t and \"quotes\" and \u2028", "x" * 500]),
        "iterations": spent,
        "max_iterations": limit,
        "final_verdict": verdict,
        "attempts": attempts,
        "duration_ms": random.randrange(100_000),
    }
    if verdict == "accepted":
        session["artifact"] = {"fills": [{"candidate_id": f"W-{random.randrange(99)}"}]}
    if kind == "fill" and verdict == "accepted":
        session["grounded_in_roster"] = random.random() > 0.01
    elif random.random() < 0.5:
        session["grounded_in_roster"] = None
    return session


def make_log(path, seed, count):
    chance = random.Random(seed)
    damaged = 0
    with open(path, "w", encoding="utf-8") as log:
        for number in range(count):
            session = make_session(chance, number)
            members = list(session.items())
            if chance.random() < 0.3:
                chance.shuffle(members)
            if chance.random() < 0.1:
                members.append(("added_later", {"any": [1, None]}))
            ascii_only = chance.random() < 0.2
            log.write(json.dumps(dict(members), ensure_ascii=ascii_only) + "\n")
            if chance.random() < 0.005:
                damaged += 1
                log.write(chance.choice(["{\"schema\":\"session.iterate.v1\",\"sess", "\0\0\0\0", "[1,2]", "\"text\"", ""]))
                log.write("\n")
        for number, prompt in enumerate(["\0", "a\0\0b", "\\u0000", "\\\\\0", "\\.", "\ufffd"]):
            # The alarm must not be missed for a character that an engine cannot store, nor for what an import escapes.
            session = make_session(chance, count + number)
            session.update(kind="fill", final_verdict="accepted", grounded_in_roster=False, prompt=prompt, iterations=1)
            session.update(schema="session.iterate.v1")
            log.write(json.dumps(session) + "\n")
    alarm = json.dumps(session | {"session_id": f"s-{count + 6}"}).encode()
    with open(path, "ab") as log:
        for line in bad_lines(alarm):
            damaged += 1
            log.write(line + b"\n")
        # A line end of Windows is whitespace to JSON, and the last line a record though it has none.
        log.write(alarm + b"\r\n" + alarm)
    return damaged


def bad_lines(alarm):
    """Lines that are no JSON objects, though some programs would cut or mend them so that they are."""
    text = alarm.replace(b'"fill"', b'"fill%s"')
    return [b"\\.", b"\\N", b"\r", b"\xff", b"\x1e", b"a\x1fb\tc", b"\xef\xbf", b'"', b"'"] + [
        text % inside for inside in (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1f", b"\x1e", b"\r", b"\t", b"\0", b"\x80")
    ] + [alarm + after for after in (b"\0", b"\x1f", b"\xff", b"\\", b" x")] + [b"\xff" + alarm]


def run(command, expected=(0,)):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in expected:
        sys.exit(f"{' '.join(command)} gave {result.returncode}\n{result.stderr}")
    return result.stdout


KNOWN = "CREATE {}VIEW known_sessions AS SELECT * FROM iterate_session WHERE _version > 0"

# The questions as docs/QUESTIONS.md asks them of DuckDB; ties are ordered as the native answers order them.
DUCKDB = {
    "recovered-after-rejection": """
        SELECT session_id, model, iterations, grounded_in_roster, final_verdict FROM known_sessions
        WHERE final_verdict = 'accepted' AND iterations > 1
        AND list_contains(
            list_transform(attempts, lambda x: x.error LIKE '%consistency%' OR x.error LIKE '%phantom%'), true)""",
    "first-shot-rate": """
        SELECT model, COUNT(*) AS sessions,
            SUM(CASE WHEN iterations = 1 AND final_verdict = 'accepted' THEN 1 ELSE 0 END) AS first_shot,
            ROUND(100.0 * SUM(CASE WHEN iterations = 1 AND final_verdict = 'accepted' THEN 1 ELSE 0 END)
                / COUNT(*), 1) AS pct
        FROM known_sessions WHERE kind = 'fill' GROUP BY model ORDER BY pct DESC, model""",
    "never-grounded": """
        SELECT session_id, model, iterations FROM known_sessions
        WHERE kind = 'fill' AND final_verdict = 'accepted' AND grounded_in_roster = false""",
    "retry-depth": """
        SELECT model, AVG(iterations) AS avg_iter, COUNT(*) AS n FROM known_sessions
        WHERE kind = 'fill' AND final_verdict = 'accepted' GROUP BY model ORDER BY avg_iter, model""",
    "rejections": """
        WITH errors AS (SELECT model, unnest(attempts) AS att FROM known_sessions)
        SELECT model, split_part(att.error, ':', 1) AS kind, COUNT(*) AS n FROM errors
        WHERE att.verdict_kind = 'validation_failed'
        GROUP BY model, kind ORDER BY n DESC, model, kind NULLS FIRST""",
}

SQLITE = dict(DUCKDB)
SQLITE["recovered-after-rejection"] = """
    SELECT session_id, model, iterations, grounded_in_roster, final_verdict FROM known_sessions
    WHERE final_verdict = 'accepted' AND iterations > 1 AND EXISTS (
        SELECT 1 FROM json_each(attempts)
        WHERE instr(value ->> 'error', 'consistency') OR instr(value ->> 'error', 'phantom'))"""
SQLITE["rejections"] = """
    SELECT model, CASE WHEN instr(error, ':') THEN substr(error, 1, instr(error, ':') - 1) ELSE error END AS kind,
        COUNT(*) AS n
    FROM (SELECT model, att.value ->> 'error' AS error FROM known_sessions, json_each(attempts) AS att
        WHERE att.value ->> 'verdict_kind' = 'validation_failed')
    GROUP BY model, 2 ORDER BY n DESC, model, kind NULLS FIRST"""

POSTGRES = dict(DUCKDB)
POSTGRES["recovered-after-rejection"] = """
    SELECT session_id, model, iterations, grounded_in_roster, final_verdict FROM known_sessions
    WHERE final_verdict = 'accepted' AND iterations > 1 AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(attempts) AS att
        WHERE att ->> 'error' LIKE '%consistency%' OR att ->> 'error' LIKE '%phantom%')
    ORDER BY substr(session_id, 3)::int"""
POSTGRES["never-grounded"] += " ORDER BY substr(session_id, 3)::int"
POSTGRES["first-shot-rate"] = POSTGRES["first-shot-rate"].replace("pct DESC, model", 'pct DESC, model COLLATE "C"')
POSTGRES["retry-depth"] = POSTGRES["retry-depth"].replace("avg_iter, model", 'avg_iter, model COLLATE "C"')
POSTGRES["rejections"] = """
    SELECT model, split_part(att ->> 'error', ':', 1) AS kind, COUNT(*) AS n
    FROM known_sessions, jsonb_array_elements(attempts) AS att
    WHERE att ->> 'verdict_kind' = 'validation_failed'
    GROUP BY model, 2 ORDER BY n DESC, model COLLATE "C", split_part(att ->> 'error', ':', 1) COLLATE "C" NULLS FIRST"""

CLICKHOUSE = dict(DUCKDB)
CLICKHOUSE["recovered-after-rejection"] = """
    SELECT session_id, model, iterations, grounded_in_roster, final_verdict FROM known_sessions
    WHERE final_verdict = 'accepted' AND iterations > 1
    AND arrayExists(x -> x.error LIKE '%consistency%' OR x.error LIKE '%phantom%', attempts)
    ORDER BY toInt64(substring(assumeNotNull(session_id), 3))"""
CLICKHOUSE["never-grounded"] += " ORDER BY toInt64(substring(assumeNotNull(session_id), 3))"
# A decimal and not a binary fraction is rounded elsewhere; here the rounding of halves has to be asked for.
CLICKHOUSE["first-shot-rate"] = CLICKHOUSE["first-shot-rate"].replace("ROUND(100.0", "ROUND(100")
CLICKHOUSE["rejections"] = """
    SELECT model, if(isNull(att.error), NULL, splitByChar(':', assumeNotNull(att.error))[1]) AS kind, COUNT(*) AS n
    FROM known_sessions ARRAY JOIN attempts AS att
    WHERE att.verdict_kind = 'validation_failed'
    GROUP BY model, kind ORDER BY n DESC, model, kind NULLS FIRST"""

SPARK = dict(DUCKDB)
SPARK["recovered-after-rejection"] = """
    SELECT session_id, model, iterations, grounded_in_roster, final_verdict FROM known_sessions
    WHERE final_verdict = 'accepted' AND iterations > 1
    AND exists(attempts, x -> coalesce(x.error LIKE '%consistency%' OR x.error LIKE '%phantom%', false))
    ORDER BY CAST(substr(session_id, 3) AS INT)"""
SPARK["never-grounded"] += " ORDER BY CAST(substr(session_id, 3) AS INT)"
SPARK["rejections"] = """
    WITH errors AS (SELECT model, explode(attempts) AS att FROM known_sessions)
    SELECT model, split_part(att.error, ':', 1) AS kind, COUNT(*) AS n FROM errors
    WHERE att.verdict_kind = 'validation_failed'
    GROUP BY model, split_part(att.error, ':', 1) ORDER BY n DESC, model, kind NULLS FIRST"""


def native(tools, question, log):
    text = run([f"{tools}/sessionlog", "query", question, "--format", "json", log], (0, 1))
    return json.loads(text)["rows"]


def compare(engine, question, columns, rows, expected):
    """Row by row, in order; a boolean may come as 0 or 1, a mean as any number that is equal."""
    found = [dict(zip(columns, row)) for row in rows]
    if len(found) != len(expected):
        sys.exit(f"{engine}, {question}: {len(found)} rows and natively {len(expected)}")
    for number, (row, right) in enumerate(zip(found, expected)):
        for name, value in row.items():
            want = right[name]
            same = value == want or (
                isinstance(want, float) and value is not None and abs(float(value) - want) < 1e-9
            )
            if not same:
                sys.exit(f"{engine}, {question}, row {number}, {name}: {value!r} and natively {want!r}")
    print(f"{engine}: {question}: {len(found)} rows as natively")


# The columns that every engine keeps as a text, an integer or a truth value.
PLAIN = {
    "buffer-event": ["type", "job_id", "seq", "tool_name", "success"],
    "thought-record": ["id", "type", "task_id", "agent_id", "content", "prev_hash", "hash", "session_id"],
    "ingest-turn": [],
}


def native_versions(tools, log, family):
    """The records by version, and how many lines do not conform to theirs."""
    command = [f"{tools}/sessionlog", "stats", "--family", family, "--format", "json", log]
    stats = json.loads(run(command, (0, 1)))["logs"][0]
    scan = json.loads(run([f"{tools}/sessionlog", "scan", "--family", family, "--format", "json", log], (0, 1)))["logs"][0]
    return {int(name[1:]): count for name, count in stats["versions"].items()}, scan["nonconforming_lines"]


def expected_rows(log, family):
    """What the view must hold, by the family's own rules for telling versions and nothing of ours besides."""
    with open(f"{ROOT}/Schemas/{family}/family.json", encoding="utf-8") as file:
        rules = json.load(file)
    carried = None
    rows = []
    for (line,) in lines_of(log):
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if not isinstance(record, dict):
            continue
        version = None
        for rule in rules["version"]:
            if version is not None:
                break
            if rule["by"] == "header":
                # A number that the schemas do not know is 0; what is no integer says nothing of the lines after it.
                if record.get(rules["tag"]) != rule["tag"]:
                    version = carried
                elif rule["field"] in record:
                    version = 0
                    stated = record[rule["field"]]
                    number = fitting(stated, int)
                    if number is not None:
                        known = os.path.exists(f"{ROOT}/Schemas/{family}/v{number}.json")
                        version = carried = number if known else 0
            elif rule["by"] == "shape":
                for shape in rule["rules"]:
                    if all(has(record, pointer) for pointer in shape.get("has", [])):
                        version = shape["version"]
                        break
        plain = [record.get(name) for name in PLAIN[family]]
        rows.append([version if version is not None else rules.get("assumed", 1)] + plain + [record])
    return rows


# What a column holds besides texts.
FITTING = {"seq": int, "success": bool}


def fitting(value, kind, engine=""):
    """The value if its column holds such ones, else null: 2.0 is an integer to JSON Schema, "7", 1.5 and true are none."""
    if kind is str and engine == "Spark" and value is not None and not isinstance(value, str):
        return json.dumps(value, separators=(",", ":"))
    if kind is int:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
            return None
        return int(value) if -(2**63) <= value < 2**63 else None
    return value if isinstance(value, kind) else None


def has(record, pointer):
    for name in pointer.lstrip("/").split("/"):
        if not isinstance(record, dict) or name not in record:
            return False
        record = record[name]
    return True


def rows_sql(family):
    """The columns to compare, the record last."""
    return f"SELECT {', '.join(['_version'] + PLAIN[family] + ['_record'])} FROM {family.replace('-', '_')}"


def normal(value):
    """The same for the same number, however an engine writes it."""
    if isinstance(value, dict):
        return {name: normal(member) for name, member in value.items()}
    if isinstance(value, list):
        return [normal(element) for element in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value) if abs(value) < 2**53 and value == int(value) else float(value)
    return value


def same_rows(engine, family, found, mixed):
    """As sets in which a row may stand several times: a view has no order."""
    _, expected, (counts, nonconforming) = mixed
    with open(f"{ROOT}/Schemas/{family}/family.json", encoding="utf-8") as file:
        guaranteed = json.load(file)["guaranteed"]
    # The views do not check records, and have those too that do not conform, or lack what every record has.
    lacking = sum(row[0] > 0 and not all(name in row[-1] for name in guaranteed) for row in expected)
    kinds = [int] + [FITTING.get(name, str) for name in PLAIN[family]]
    expected = [[fitting(cell, kind, engine) for cell, kind in zip(row, kinds)] + row[-1:] for row in expected]

    def ordered(rows):
        return sorted(json.dumps(normal(row), sort_keys=True, ensure_ascii=False) for row in rows)

    def plain(row):
        *cells, record = row
        cells = [cell if cell is None or isinstance(cell, (int, str)) else str(cell) for cell in cells]
        flags = [FITTING.get(name) is bool for name in ["_version"] + PLAIN[family]]
        cells = [bool(cell) if flag and cell is not None else cell for cell, flag in zip(cells, flags)]
        return cells + [json.loads(record) if isinstance(record, str) else record]

    found = [plain(row) for row in found]
    for got, want in zip(ordered(found), ordered(expected)):
        if got != want:
            sys.exit(f"{engine}, {family}:\n{got}\nand by Python\n{want}")
    if len(found) != len(expected):
        sys.exit(f"{engine}, {family}: {len(found)} rows and by Python {len(expected)}")
    versions = {}
    for row in found:
        versions[row[0]] = versions.get(row[0], 0) + 1
    beyond = sum(versions.values()) - versions.get(0, 0) - sum(counts.values())
    missing = [version for version, count in counts.items() if versions.get(version, 0) < count]
    if beyond != nonconforming + lacking or missing:
        sys.exit(f"{engine}, {family}: versions {versions}, natively {counts}, {nonconforming} and {lacking} not conforming")
    print(f"{engine}: {family}: {len(found)} rows as Python reads them, versions {dict(sorted(versions.items()))}")


def mixed_log(path, family, copies):
    """All versions of a family in one file, from the family's own fixtures, header records and all."""
    folder = f"{ROOT}/Schemas/{family}/fixtures/logs"
    names = {
        "buffer-event": ["v1-session", "v2-session", "nonconforming", "v1-session"],
        "thought-record": ["v1-trail", "v2-trail", "nonconforming"],
        "ingest-turn": ["mixed-versions", "nonconforming"],
    }[family]
    with open(path, "w", encoding="utf-8", newline="") as log:
        for _ in range(copies):
            for name in names:
                with open(f"{folder}/{name}.jsonl", encoding="utf-8", newline="") as part:
                    text = part.read()
                log.write(text if text.endswith("\n") else text + "\n")
        # Header records of versions that the schemas do not know, each with a row after it; as numbers that an engine
        # might take for another, or overflow with.
        if family == "buffer-event":
            session, other = (json.loads(line) for line in text.split("\n")[:2])
            for stated in [3, 0, -1, 5000, 2**63 - 1, 2**63, 2.0, 1.5, "2", None, True, 1]:
                log.write(json.dumps(session | {"buffer_schema_version": stated}) + "\n" + json.dumps(other) + "\n")
            del session["buffer_schema_version"]
            log.write(json.dumps(session) + "\n" + json.dumps(other) + "\n")
            # Values that do not fit their columns.
            for seq in [2.0, 1.5, "7", True, "false", 2**63 - 1, 2**63, 1e300, [1], {"a": 1}]:
                log.write(json.dumps(other | {"seq": seq}) + "\n")
            for success in ["false", 0, 1, "", {}]:
                log.write(json.dumps(other | {"success": success}) + "\n")


def export(tools, engine, family, log):
    return run([f"{tools}/schemagen", "export", "--to", engine, "--schemas", f"{ROOT}/Schemas", "--log", log, family])


def lines_of(log):
    def text(line):
        try:
            return (line.decode(),)
        except UnicodeDecodeError:
            return ("not UTF-8",)

    with open(log, "rb") as file:
        return [text(line) for line in file.read().split(b"\n")]


def check_duckdb(duckdb, tools, log, answers, mixed):
    connection = duckdb.connect()
    connection.execute(export(tools, "duckdb", "iterate-session", log))
    connection.execute(KNOWN.format(""))
    for question, sql in DUCKDB.items():
        cursor = connection.execute(sql)
        compare("DuckDB", question, [c[0] for c in cursor.description], cursor.fetchall(), answers[question])
    for family, rows in mixed.items():
        connection.execute(export(tools, "duckdb", family, rows[0]))
        same_rows("DuckDB", family, connection.execute(rows_sql(family)).fetchall(), rows)


def check_sqlite(tools, log, answers, mixed):
    connection = sqlite3.connect(":memory:")
    connection.executescript(export(tools, "sqlite", "iterate-session", log))
    connection.execute(KNOWN.format(""))
    connection.executemany("INSERT INTO iterate_session_lines (line) VALUES (?)", lines_of(log))
    for question, sql in SQLITE.items():
        cursor = connection.execute(sql)
        compare("SQLite", question, [c[0] for c in cursor.description], cursor.fetchall(), answers[question])
    for family, rows in mixed.items():
        connection.executescript(export(tools, "sqlite", family, rows[0]))
        table = family.replace("-", "_") + "_lines"
        connection.executemany(f"INSERT INTO {table} (line) VALUES (?)", lines_of(rows[0]))
        same_rows("SQLite", family, connection.execute(rows_sql(family)).fetchall(), rows)
    # The import as the script's comment tells it, by the shell itself.
    if shutil.which("sqlite3"):
        script = export(tools, "sqlite", "iterate-session", log)
        commands = "\n".join(line[5:] for line in script.split("\n") if line.startswith("--   ."))
        text = f"{script}\n{commands}\nSELECT COUNT(*) FROM iterate_session;\n"
        shell = subprocess.run(["sqlite3", ":memory:"], input=text, capture_output=True, text=True)
        want = connection.execute("SELECT COUNT(*) FROM iterate_session").fetchone()[0]
        if shell.stdout.strip() != str(want):
            sys.exit(f"the SQLite shell imported {shell.stdout!r} instead of {want} records\n{shell.stderr}")
        print(f"SQLite: the shell imports {want} records")
    else:
        print("SQLite: the shell is not there: its import is skipped")


def check_postgres(server, tools, log, answers, mixed):
    def psql(script):
        command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-A", "-F", ",", "-t", server]
        result = subprocess.run(command, input=script, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"psql: {result.stderr}")
        return result.stdout

    def load(family, path):
        script = export(tools, "postgres", family, path)
        # The import as the script's own comment tells it.
        psql(script + "\n" + next(line[5:] for line in script.split("\n") if line.startswith("--   \\copy")) + "\n")

    load("iterate-session", log)
    psql(KNOWN.format("OR REPLACE "))
    for question, sql in POSTGRES.items():
        text = psql(f"SELECT coalesce(json_agg(to_json(rows)), '[]') FROM ({sql}) AS rows;")
        rows = json.loads(text)
        columns = list(rows[0]) if rows else []
        compare("PostgreSQL", question, columns, [list(row.values()) for row in rows], answers[question])
    for family, rows in mixed.items():
        load(family, rows[0])
        found = json.loads(psql(f"SELECT coalesce(json_agg(to_json(rows)), '[]') FROM ({rows_sql(family)}) AS rows;"))
        same_rows("PostgreSQL", family, [list(row.values()) for row in found], rows)


def check_clickhouse(folder, tools, log, answers, mixed):
    from chdb import session

    with session.Session(f"{folder}/clickhouse") as connection:
        connection.query(export(tools, "clickhouse", "iterate-session", log))
        connection.query(KNOWN.format(""))
        for question, sql in CLICKHOUSE.items():
            text = str(connection.query(sql + " SETTINGS output_format_json_quote_64bit_integers = 0", "JSONCompact"))
            result = json.loads(text)
            columns = [column["name"] for column in result["meta"]]
            compare("ClickHouse", question, columns, result["data"], answers[question])
        for family, rows in mixed.items():
            connection.query(export(tools, "clickhouse", family, rows[0]))
            quoting = " SETTINGS output_format_json_quote_64bit_integers = 0"
            result = json.loads(str(connection.query(rows_sql(family) + quoting, "JSONCompact")))
            same_rows("ClickHouse", family, result["data"], rows)


def check_spark(folder, tools, log, answers, mixed):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "1").config("spark.sql.warehouse.dir", f"{folder}/spark")
    spark = builder.config("spark.log.level", "ERROR").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        def load(family, path):
            script = export(tools, "spark", family, path)
            statements = "\n".join(line for line in script.split("\n") if not line.startswith("--"))
            for statement in statements.split(";\n"):
                if statement.strip():
                    spark.sql(statement)

        load("iterate-session", log)
        spark.sql(KNOWN.format("TEMPORARY "))
        for question, sql in SPARK.items():
            frame = spark.sql(sql)
            compare("Spark", question, frame.columns, [list(row) for row in frame.collect()], answers[question])
        for family, rows in mixed.items():
            load(family, rows[0])
            same_rows("Spark", family, [list(row) for row in spark.sql(rows_sql(family)).collect()], rows)
    finally:
        spark.stop()


def duckdb_module(folder):
    try:
        import duckdb
    except ImportError:
        environment = f"{folder}/venv"
        venv.create(environment, with_pip=True)
        installed = subprocess.run([f"{environment}/bin/pip", "install", "-q", "duckdb"], capture_output=True)
        if installed.returncode != 0:
            return None
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        sys.path.insert(0, f"{environment}/lib/{name}/site-packages")
        import duckdb
    return duckdb


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", default=f"{ROOT}/.build/debug", help="where schemagen and sessionlog are")
    parser.add_argument("--seed", type=int, default=20260502)
    parser.add_argument("--sessions", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = f"{folder}/it's a log.jsonl"
        damaged = make_log(log, options.seed, options.sessions)
        print(f"seed {options.seed}: {options.sessions} sessions of two versions, {damaged} other lines")
        answers = {question: native(options.bin, question, log) for question in DUCKDB}
        mixed = {}
        for family in PLAIN:
            path = f"{folder}/{family}.jsonl"
            mixed_log(path, family, 100)
            mixed[family] = (path, expected_rows(path, family), native_versions(options.bin, path, family))
        check_sqlite(options.bin, log, answers, mixed)
        duckdb = duckdb_module(folder)
        if duckdb is None:
            print("DuckDB: cannot be installed here: skipped")
        else:
            print(f"DuckDB {duckdb.__version__}")
            check_duckdb(duckdb, options.bin, log, answers, mixed)
        server = os.environ.get("SCHEMAGEN_TEST_POSTGRESQL")
        if server:
            check_postgres(server, options.bin, log, answers, mixed)
        else:
            print("PostgreSQL: no server (Scripts/with-postgresql starts one): skipped")
        if importlib.util.find_spec("chdb"):
            check_clickhouse(folder, options.bin, log, answers, mixed)
        else:
            print("ClickHouse: no module chdb: skipped")
        if importlib.util.find_spec("pyspark") and shutil.which("java"):
            check_spark(folder, options.bin, log, answers, mixed)
        else:
            print("Spark: no module pyspark or no Java: skipped")


main()
