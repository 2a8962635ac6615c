"""Run the tables, count how often what was said of them was true, and print the rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from synthetic_data.arguments import check_names, check_whole
from underglass.measured.audit_coverage.tables import FAMILIES
from underglass.measured.coverage.exact import clopper_pearson
from underglass.measured.coverage.run import ROOT, Found, hash_of, simulate, versions

LEVEL = 0.98  # both ends of what was measured: each holds with 99 %
PRINTED = ("printed alarms", "true alarms")
# What can move a count; reports cannot.
MEASURED = ("auditor.py", "comparisons", "reading/bins.py", "reading/frame.py", "reading/labels.py",
            "reading/tally.py")  # fmt: skip
TABLES = Path(__file__).with_name("tables.py")
# By family: what share was asked for, from and to.
ASKED = {
    "means": (0.93, 0.97),
    "small": (0.93, 1.0),
    "forty": (0.0, 0.05),
    "certified": (0.0, 0.05),
    "printed": (0.8, 0.8),
}


def measure_audits(
    n_worlds: int,
    path: Path | None,
    *,
    families: Sequence[str] | None = None,
    n_jobs: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> dict:
    """Run the tables that are not in the file yet, and count.

    Parameters
    ----------
    n_worlds : int
        Tables of each family, at least 3.
    path, n_jobs, progress
        As for :func:`underglass.measured.coverage.run.simulate`.
    families : sequence of str, optional
        All of them if left out.

    Returns
    -------
    dict
        ``worlds``, ``seeds``, ``code``, ``versions`` and ``rows``.

    Raises
    ------
    ValueError
        For fewer than 3 tables, or an unknown family.
    """
    check_whole("worlds", n_worlds, least=3)
    check_whole("jobs", n_jobs, least=1)
    check_names("rows", families or FAMILIES, FAMILIES)
    code = hash_of([*(ROOT / "auditing" / name for name in MEASURED), TABLES])
    chosen = {name: FAMILIES[name] for name in families or FAMILIES}
    key = "-".join([code, *versions().values()])
    found = simulate(chosen, n_worlds, path, n_jobs=n_jobs, key=key, progress=progress)
    return {
        "worlds": n_worlds,
        "seeds": f"0 to {n_worlds - 1}",
        "code": code,
        "versions": versions(),
        "rows": [row for family, worlds in found.items() for row in count(family, worlds)],
    }


def count(family: str, worlds: Mapping[int, Found]) -> list[dict]:
    """Count a family's quantities: one row each, of shares of tables.

    A row is *short* where the share that was asked for, or more, is excluded by the measured
    share's 99 % end, *wide* where intervals hold surely more often than asked for, else it *holds*.
    """
    values: dict[str, list] = {}
    for told in worlds.values():
        for name, one in told.items():
            values.setdefault(name, []).append(one)
    rows = []
    if family == "printed":
        ends, alarms = (np.array(values.pop(name)) for name in PRINTED)
        rate = alarms.mean()
        held = (ends[:, 0] <= rate) & (rate <= ends[:, 1])
        rows.append(_row(family, "the printed ends hold the rate of false alarms", held, 0.93, 1.0))
        rows.append(_row(family, "false alarms", alarms[:, 0], 0.0, 0.05))
    for name, hits in values.items():
        rows.append(_row(family, name, np.ravel(hits), *ASKED[family]))
    return rows


def _row(family: str, name: str, hits, lowest: float, highest: float) -> dict:
    n, n_hits = len(hits), round(float(np.sum(hits)))
    low, high = clopper_pearson(n_hits, n, LEVEL)
    alarm = highest <= 0.5
    above, below = low > highest, high < lowest
    verdict = ("short" if alarm else "wide") if above else "short" if below else "holds"
    return {
        "family": family, "row": name, "tables": n, "hits": n_hits, "share": round(n_hits / n, 4),
        "low99": round(low, 4), "high99": round(high, 4), "asked": [lowest, highest],
        "verdict": verdict,
    }  # fmt: skip


def markdown(told: Mapping) -> str:
    """Return the rows as Markdown, and under them what they were counted with."""
    head = ("Family", "Row", "Tables", "Share", "99 % ends", "Asked for", "Verdict")
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for one in told["rows"]:
        lowest, highest = (f"{100 * end:g}" for end in one["asked"])
        asked = f"{lowest} %" if lowest == highest else f"{lowest} to {highest} %"
        ends = f"{100 * one['low99']:.1f} to {100 * one['high99']:.1f} %"
        share = f"{100 * one['share']:.1f} %"
        cells = (one["family"], one["row"], one["tables"], share, ends, asked, one["verdict"])
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines.append(f"\nCode {told['code']}, seeds {told['seeds']}.")
    return "\n".join(lines) + "\n"


def write(told: Mapping, path: Path) -> None:
    """Write the counts as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1, allow_nan=False) + "\n", encoding="utf-8")
