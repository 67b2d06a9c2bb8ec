"""Python and SQL of any size, for peers that are measured beside reportlint; and keys pressed in Python."""

from __future__ import annotations

import random

from reportlint.testing.growing import Edit

_COLUMNS = ("report_id", "body_name", "year_no", "received", "granted", "denied", "carried", "answered_on")
_TABLES = ("reports", "requests", "reviews", "lawsuits", "bodies")
_WORDS = (
    "report",
    "annual",
    "request",
    "answer",
    "section",
    "amount",
    "region",
    "office",
    "notice",
    "figure",
    "ledger",
)


def python_text(size: int, findings: int, rng: random.Random) -> str:
    """Python of at least ``size`` bytes, in which ruff finds ``findings`` names that nobody defined."""
    parts: list[str] = ['"""Made for a benchmark."""\n']
    length = len(parts[0])
    flawed = 0
    number = 0
    while length < size or flawed < findings:
        number += 1
        # Spread evenly; what is left over stands at the end.
        flaw = flawed < findings and (length >= size or flawed * size <= findings * length)
        flawed += flaw
        one, other, third = (rng.choice(_WORDS) for _ in range(3))
        known = "nowhere" if flaw else f"{one}_value"
        parts.append(
            f"\n\ndef {one}_{other}_{number}({one}_value, {third}_list):\n"
            f'    """Adds the {other} of each {third} to the {one}."""\n'
            f"    # the {third} comes before the {other}\n"
            f"    {other}_total = {known} + {rng.randint(1, 9999)}\n"
            f"    for {third}_item in {third}_list:\n"
            f"        {other}_total += {third}_item * {rng.randint(2, 99)}\n"
            f"    return {other}_total\n"
        )
        length += len(parts[-1])
    return "".join(parts)


def python_edit(text: str, rng: random.Random) -> Edit:
    """One key inside a comment: the syntax stays right and the findings stay as many."""
    at = text.find("# the ", rng.randrange(text.rindex("# the "))) + len("# the ")
    return Edit(at, 1, "") if rng.random() < 0.4 else Edit(at, 0, rng.choice("abcdefghijklmnopqrstuvwxyz"))


def sql_text(size: int, rng: random.Random) -> str:
    """SQL of at least ``size`` bytes: queries with joins and sums, insertions, changes; now and then a word in another case."""
    parts: list[str] = []
    length = 0
    while length < size:
        one, other, third = rng.sample(_COLUMNS, 3)
        table, joined = rng.sample(_TABLES, 2)
        word = rng.choice(("AND", "and")) if rng.random() < 0.05 else "AND"
        number = rng.randrange(1000)
        values = ",\n".join(f"({rng.randrange(1000)}, {rng.randrange(1000)}, '{rng.choice(_WORDS)}')" for _ in range(4))
        parts.append(
            rng.choice(
                (
                    f"SELECT\n    t.{one},\n    j.{other},\n    SUM(t.{third}) AS total\nFROM {table} AS t\n"
                    f"INNER JOIN {joined} AS j\n    ON t.report_id = j.report_id\nWHERE t.{third} > {number} "
                    f"{word} j.{other} IN ({number}, {number + 7})\nGROUP BY t.{one}, j.{other}\nORDER BY t.{one};\n\n",
                    f"INSERT INTO {table} ({one}, {other}, {third})\nVALUES\n{values};\n\n",
                    f"UPDATE {table} SET {one} = {number}\nWHERE {other} = {number + 3} {word} {third} < {number * 2};\n\n",
                    f"WITH sums AS (\n    SELECT\n        {one},\n        COUNT(*) AS n\n    FROM {joined}\n"
                    f"    GROUP BY {one}\n)\n\nSELECT\n    {one},\n    n\nFROM sums\nWHERE n >= {number};\n\n",
                )
            )
        )
        length += len(parts[-1])
    return "".join(parts).rstrip("\n") + "\n"
