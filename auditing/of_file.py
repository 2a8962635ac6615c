"""Auditing a file: counted out of memory where that is enough, read where it is not."""

from collections.abc import Callable
from dataclasses import replace

from auditing.auditor import Audit, ask, audit, conclude
from auditing.reading.counting import read_frame, read_tally
from auditing.reading.scan import Scanner

MAX_READ = 200_000  # rows in which slices are searched, and to which a surrogate is fitted


def audit_scanned(
    scanner: Scanner, *, score: str, groups, outcome=None, weights=None, clusters=None,
    columns=None, say: Callable[[str], None] = lambda stage: None,
    progress: Callable[[int, int], None] | None = None, **asked,
) -> Audit:  # fmt: skip
    """Audit an open file.

    Without weights and clusters it is gone through once, out of memory. With them the columns that
    are needed are read. Slices and the surrogate look at 200,000 rows at most, drawn by the seed.

    Parameters
    ----------
    scanner : Scanner
    score, groups, outcome, weights, clusters, columns
        Names of columns, as for :func:`auditing.audit`.
    say, progress : callable
        Told what is done next, and how much of a hundred is done.
    **asked
        As for :func:`auditing.audit`.

    Returns
    -------
    Audit
    """
    named = dict(score=score, groups=groups, outcome=outcome, weights=weights, clusters=clusters)
    seed = asked.get("seed", 0)
    needed = [score, *groups, *filter(None, (outcome, weights, clusters))]
    numbers = [one for one in (score, weights) if one]
    if weights is not None or clusters is not None:
        say("Reading the columns")
        frame = read_frame(scanner, needed, numbers=numbers)
        say("Auditing")
        told = audit(frame, **named, **asked)
    else:
        given = DEFAULTS | asked
        question = ask(**named, **given)
        say("Counting")
        tally, n_without = read_tally(
            scanner, score=score, groups=question["groups"], outcome=outcome,
            cut_at=question["thresholds"] + question["bands"], unknown=question["unknown"],
            progress=progress,
        )  # fmt: skip
        say("Auditing")
        told = conclude(tally, question, n_without_score=n_without)
    if not columns:
        return told
    say("Searching slices, fitting a stand-in")
    few = read_frame(scanner, [*needed, *columns], numbers=numbers, most=MAX_READ, seed=seed)
    part = audit(few, **named, columns=columns, **(asked | {"check": 0}))
    left = tuple(one for one in told.not_looked_at if one[0] not in ("slices", "through"))
    left += tuple(one for one in part.not_looked_at if one[0] in ("no slices", "no trees"))
    if told.counts["people"] > MAX_READ:
        left = (*left, ("sample", MAX_READ))
    return replace(told, slices=part.slices, through=part.through, not_looked_at=left)


DEFAULTS = {
    "thresholds": None, "bands": None, "favourable": "high", "alpha": 0.05, "margin": None,
    "margin_rate": 0.05, "intersections": True, "unknown": (), "check": 100,
    "unit": "points", "seed": 0,
}  # fmt: skip
