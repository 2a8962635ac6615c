"""``findings.json``, with a published schema, and ``findings.csv``, safe in a spreadsheet."""

import csv
import io
import json
import math
from pathlib import Path

from auditing.comparisons.sides import Key
from auditing.comparisons.unknown import Bounds
from auditing.report.words import Words, safe

FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")
FIELDS = (
    "metric", "low_at", "high_at", "group", "against", "people", "people_against", "value",
    "value_against", "difference", "low", "high", "ratio", "ratio_low", "ratio_high", "verdict",
    "margin", "people_needed", "withheld",
)  # fmt: skip
VERSION = 1


def schema() -> dict:
    """Return the JSON schema of ``findings.json`` (draft 2020-12)."""
    text = Path(__file__).with_name("findings.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


def number(value):
    """Return a number that JSON holds, to nine digits; None for what is not finite."""
    if value is None or isinstance(value, bool | int | str):
        return value
    value = float(value)
    return float(f"{value:.9g}") if math.isfinite(value) else None


def to_json(audit) -> str:
    """Write an audit as JSON: sums and statements, no row of the table."""
    told = {
        "version": VERSION,
        "question": {key: _plain(value) for key, value in sorted(audit.question.items())},
        "counts": audit.counts,
        "findings": [_finding(one) for one in audit.findings],
        "certificates": [
            {
                "metric": one.metric, "at": number(one.at), "least_share": one.least_share,
                "n_groups": one.n_groups, "at_most": number(one.at_most), "worst": _key(one.worst),
            }
            for one in audit.certificates
        ],
        "unknown": [_bounds(one) for one in audit.unknown],
        "check": _check(audit.check),
        "slices": _slices(audit.slices),
        "through": _through(audit.through),
        "not_looked_at": [list(map(_plain, one)) for one in audit.not_looked_at],
    }  # fmt: skip
    return json.dumps(told, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def _plain(value):
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return number(value) if not isinstance(value, dict) else value


def _key(key: Key | None):
    return None if key is None else [{"column": name, "label": label} for name, label in key]


def _finding(one) -> dict:
    told = {name: getattr(one, name) for name in FIELDS}
    return {
        name: _key(value) if name in ("group", "against") else number(value)
        for name, value in told.items()
    }


def _bounds(one: Bounds) -> dict:
    told = {
        "metric": one.finding.metric, "at": number(one.finding.low_at),
        "group": _key(one.finding.group), "n_unknown": one.n_unknown,
        "turns_at": number(one.turns_at), "never_turns": math.isinf(one.turns_at),
        "lowest": number(one.lowest[-1]), "highest": number(one.highest[-1]),
    }  # fmt: skip
    if one.ratio_lowest is not None:
        told["ratio_lowest"] = number(one.ratio_lowest[-1])
        told["ratio_highest"] = number(one.ratio_highest[-1])
    return told


def _check(check):
    if check is None:
        return None
    return {
        "n_tables": check.n_tables, "n_alarms": check.n_alarms,
        "alarms_low": number(check.alarms_low), "alarms_high": number(check.alarms_high),
        "found_from": [
            {"group": _key(key), "points": [number(one) for one in ends]}
            for key, ends in check.found_from.items()
        ],
        "found_rate": [
            {"group": _key(key), "at": number(at), "rate": [number(one) for one in ends]}
            for (key, at), ends in check.found_rate.items()
        ],
        "seed": check.seed,
    }  # fmt: skip


def _slices(search):
    if search is None:
        return None
    return {
        "n_searched": search.n_searched, "columns": list(search.columns),
        "left_out": list(search.left_out),
        "slices": [
            {
                "where": _key(one.where), "people": one.people, "searched": number(one.searched),
                "tested": number(one.tested), "low": number(one.low), "high": number(one.high),
            }
            for one in search.slices
        ],
    }  # fmt: skip


def _through(through):
    if through is None:
        return None
    return {
        "exact": through.exact, "n_people": through.n_people, "error": number(through.error),
        "explained": number(through.explained), "left_out": list(through.left_out),
        "groups": [
            {
                "group": _key((key,)), "gap": number(through.gaps[key][0]),
                "decomposed": number(through.gaps[key][1]),
                "columns": [
                    {name: number(value) for name, value in row.items()}
                    for row in table.to_dict("records")
                ],
            }
            for key, table in through.tables.items()
        ],
    }  # fmt: skip


def to_csv(audit) -> str:
    """Write the findings as CSV; text that a spreadsheet could take for a formula is quoted."""
    words, written = Words(audit.question, "en"), io.StringIO()
    out = csv.writer(written, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    out.writerow([*FIELDS, "in words"])
    for one in audit.findings:
        row = []
        for name in FIELDS:
            value = getattr(one, name)
            if name in ("group", "against"):
                value = "the rest" if value is None else harmless(
                    " × ".join(f"{safe(column)}: {safe(label)}" for column, label in value)
                )  # fmt: skip
            elif isinstance(value, bool) or isinstance(value, str):
                value = str(value).lower()
            else:
                value = number(value)
                value = "" if value is None else value
            row.append(value)
        out.writerow([*row, harmless(words.sentence(one))])
    return written.getvalue()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("=cmd|' /C calc'!A0"), harmless("woman")
    ("'=cmd|' /C calc'!A0", 'woman')
    """
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text[:1] in FORMULA else text
