# SPDX-License-Identifier: Apache-2.0
"""DuckDB as a good user writes it: one query over a table of nullable bytes."""

import duckdb
import pyarrow as pa

from task import CUT_OFFS, GATE, ITEMS, MISSING, MOST_MISSING, RAISED_TO, codes, joined, normal

NAME = "DuckDB"
HOW = "one SELECT over a table of nullable UTINYINT, into a new table"
THREADS = f"all ({duckdb.connect().execute('SELECT current_setting($$threads$$)').fetchall()[0][0]})"
REQUIRED = 60  # Times as fast vaern is to be at least.
REQUIRED_CSV = 1


def version():
    return f"DuckDB {duckdb.__version__}"


def band(number):
    return "CASE " + " ".join(
        f"WHEN {number} >= {cut_off} THEN {level}"
        for level, cut_off in reversed(list(enumerate(CUT_OFFS, start=1)))
    ) + " ELSE 0 END"


def query(source, keep=""):
    gate = joined("OR", (f"{item} = 1" for item in GATE))
    return f"""
    WITH counted AS (
      SELECT {keep}
        {joined("+", (f"CASE WHEN {item} = 1 THEN 1 ELSE 0 END" for item in ITEMS))} AS lowest,
        {joined("+", (f"({item} IS NULL)::INTEGER" for item in ITEMS))} AS missing,
        CASE WHEN {gate} THEN {RAISED_TO} ELSE 0 END AS raised,
        CASE WHEN coalesce({gate}, TRUE) THEN {RAISED_TO} ELSE 0 END AS may_be_raised
      FROM {source}),
    bounded AS (
      SELECT *, lowest + missing AS highest,
        CASE WHEN missing <= {MOST_MISSING}
          THEN floor(lowest::FLOAT * {len(ITEMS)} / ({len(ITEMS)} - missing) + 0.5) END AS value
      FROM counted),
    ranged AS (
      SELECT *, greatest({band("lowest")}, raised) AS low,
        greatest({band("highest")}, may_be_raised) AS high
      FROM bounded)
    SELECT {keep} value, lowest, highest,
      CASE WHEN value IS NOT NULL THEN greatest({band("value")}, raised)
        WHEN low = high THEN low END AS level,
      low, high, low = high AS certain
    FROM ranged"""


def prepare(answers):
    connection = duckdb.connect()
    raw = pa.table(codes(answers))
    nullable = ", ".join(f"nullif({item}, {MISSING})::UTINYINT AS {item}" for item in ITEMS)
    connection.register("raw", raw)
    connection.execute(f"CREATE TABLE answers AS SELECT {nullable} FROM raw")
    connection.unregister("raw")
    return connection


def run(connection):
    connection.execute(f"CREATE OR REPLACE TABLE scored AS {query('answers')}")
    return connection


def columns(connection):
    result = connection.execute(
        "SELECT coalesce(value, 'nan'::FLOAT) AS value, lowest, highest, "
        "coalesce(level, -1) AS level, low, high, certain FROM scored ORDER BY rowid"
    ).fetchnumpy()
    return normal({name: result[name] for name in result})


def csv(source, target):
    types = "{'id': 'INTEGER', " + ", ".join(f"'{item}': 'UTINYINT'" for item in ITEMS) + "}"
    answers = f"read_csv('{source}', header = true, columns = {types})"
    scored = query(answers, keep="id,").replace("SELECT id, value,", "SELECT id, value::TINYINT AS value,")
    duckdb.connect().execute(f"COPY ({scored}) TO '{target}' (HEADER)")
