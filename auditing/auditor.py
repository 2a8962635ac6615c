"""``audit``: from a table to findings in plain words."""

from collections.abc import Sequence

import numpy as np

from auditing.comparisons.checking import check_audit
from auditing.comparisons.estimates import Estimates, estimate
from auditing.comparisons.findings import certify, find
from auditing.comparisons.metrics import metrics_of
from auditing.comparisons.sides import Sides, sides_of
from auditing.comparisons.simultaneous import miss_each
from auditing.comparisons.unknown import bound_unknown
from auditing.reading.frame import MAX_SIZE, People, read_people
from auditing.reading.tally import Tally, tally_people
from auditing.result import Audit

SMALL_POINTS = 0.1  # of the scores' standard deviation
SMALL_RATE = 0.05


def audit(
    table,
    *,
    score,
    groups,
    outcome=None,
    thresholds: Sequence[float] | float | None = None,
    bands: Sequence[float] | None = None,
    favourable: str = "high",
    weights=None,
    clusters=None,
    alpha: float = 0.05,
    margin: float | None = None,
    margin_rate: float = SMALL_RATE,
    intersections: bool = True,
    columns: Sequence[str] | None = None,
    model=None,
    unknown: Sequence[str] | str = (),
    check: int = 100,
    unit: str = "points",
    seed: int = 0,
) -> Audit:
    """Audit a table: compare groups' scores, and say what is known and what is not.

    Parameters
    ----------
    table : DataFrame
        Of pandas, or any frame that narwhals reads; a row a person.
    score : str, or array of shape (n,)
        Who has none is left out and counted. Where there are only two values, the higher one is
        the threshold.
    groups : str, or sequence of str
        Columns of labels. Who has no label is compared with nobody, counted, and bounded.
    outcome : str, or array of shape (n,), optional
        What became of people, 1 or 0: what a high score predicts.
    thresholds : float, or sequence of float, optional
        A person is selected from a threshold on.
    bands : sequence of float, optional
        Lower ends of bands, which are thresholds as well.
    favourable : {"high", "low"}
        Whether a high score is good for a person.
    weights, clusters : str, or array of shape (n,), optional
        How many people a row stands for; who hangs together, such as households.
    alpha : float
        All statements hold together with ``1 - alpha``.
    margin, margin_rate : float
        Differences of means and of rates that count as large: a tenth of the scores' standard
        deviation, and 0.05, if left out.
    intersections : bool
        Whether to compare the intersections of each two columns.
    columns : sequence of str, optional
        Where to look for the worst slice, and through which the score is decomposed.
    model : optional
        The model itself, of which ``columns`` are the inputs: the decomposition is then exact.
        Its answers must be the scores, to half a point.
    unknown : str, or sequence of str
        Labels that mean that a group is not known, such as "unknown"; empty ones always do.
    check : int
        Relabelled tables on which the audit itself is audited; 0 for none.
    unit : str
        What the score counts.
    seed : int

    Returns
    -------
    Audit

    Raises
    ------
    ValueError
        In one sentence that names the argument, or the column and the row, and what was received.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> rng = np.random.default_rng(0)
    >>> people = pd.DataFrame({"sex": rng.choice(["f", "m"], 4000)})
    >>> people["points"] = rng.normal(500, 100, 4000) - 40 * (people["sex"] == "f")
    >>> told = audit(people, score="points", groups="sex", check=0)
    >>> told.findings[0].verdict
    'gap'
    """
    asked = ask(
        score=score, groups=groups, outcome=outcome, thresholds=thresholds, bands=bands,
        favourable=favourable, weights=weights, clusters=clusters, alpha=alpha, margin=margin,
        margin_rate=margin_rate, intersections=intersections, check=check, unit=unit, seed=seed,
        unknown=unknown,
    )  # fmt: skip
    people = read_people(
        table, score=score, groups=groups, outcome=outcome, weights=weights, clusters=clusters,
        unknown=asked["unknown"],
    )  # fmt: skip
    tally = tally_people(people, asked["thresholds"] + asked["bands"])
    if model is not None and columns is None:
        columns = getattr(model, "feature_names_in_", None)
        if columns is None:
            raise ValueError("columns must name the model's inputs; received none")
    extra = {}
    if columns is not None:
        from auditing.columns.slices import search_slices
        from auditing.columns.through import decompose

        extra["slices"] = search_slices(table, columns, people, asked)
        extra["through"] = decompose(table, columns, people, asked, model)
    return conclude(tally, asked, people=people, **extra)


def ask(**asked) -> dict:
    """Check what is asked, and write it down as names and numbers."""
    if asked["favourable"] not in ("high", "low"):
        raise ValueError(f"favourable must be high or low; received {asked['favourable']!r}")
    for name in ("alpha", "margin_rate"):
        if not 0 < asked[name] < 1:
            raise ValueError(f"{name} must be above 0 and below 1; received {asked[name]}")
    if asked["margin"] is not None and not 0 < asked["margin"] <= MAX_SIZE:
        raise ValueError(f"margin must be above 0 (up to {MAX_SIZE:g}); received {asked['margin']}")
    for name in ("check", "seed"):
        if asked[name] < 0:
            raise ValueError(f"{name} must be 0 or more; received {asked[name]}")
    for name in ("thresholds", "bands"):
        given = asked[name]
        given = [] if given is None else np.atleast_1d(np.asarray(given, dtype=float)).tolist()
        if not np.isfinite(given).all():
            raise ValueError(f"{name} must be finite numbers; received {given}")
        asked[name] = sorted(set(given))
    for name in ("groups", "unknown"):
        given = asked[name]
        asked[name] = [given] if isinstance(given, str) else list(given)
    groups = asked["groups"]
    if len(set(groups)) < len(groups):
        raise ValueError(f"groups must name each column once; received {', '.join(groups)}")
    for name in ("score", "outcome", "weights"):
        if isinstance(asked[name], str) and asked[name] in groups:
            raise ValueError(f"groups must not name the {name}; received {asked[name]!r}")
    for name in ("score", "outcome", "weights", "clusters"):
        given = asked[name]
        if given is not None and not isinstance(given, str):
            asked[name] = str(getattr(given, "name", None) or name)
    return asked


def conclude(
    tally: Tally, asked: dict, *, people: People | None = None, n_without_score: int = 0,
    slices=None, through=None,
) -> Audit:  # fmt: skip
    """Draw all conclusions from counts and sums."""
    left = []
    thresholds = list(asked["thresholds"])
    if not thresholds and not asked["bands"]:
        if tally.exact and len(tally.edges) == 2:
            thresholds = [float(tally.edges[-1])]
            left.append(("two values", thresholds[0]))
        else:
            left.append(("thresholds",))
    has_outcome = asked["outcome"] is not None
    if not has_outcome:
        left.append(("outcome",))
    metrics = metrics_of(thresholds, asked["bands"], outcome=has_outcome)
    sides = sides_of(tally, intersections=asked["intersections"])
    if not len(sides.pairs):
        raise ValueError(
            "groups must divide people: each column has only one value, or none; received "
            f"{', '.join(asked['groups'])}"
        )
    estimates = estimate(tally, sides, metrics)
    margins = (asked["margin"] or SMALL_POINTS * tally.spread or 1.0, asked["margin_rate"])
    levels = levels_of(estimates, sides, asked["alpha"], asked["seed"])
    judge = dict(each=levels[0], each_distribution=levels[1], margins=margins,
                 favourable=asked["favourable"])  # fmt: skip
    findings = find(tally, sides, estimates, **judge)
    checked = check_audit(tally, people, sides, metrics, judge, asked) if asked["check"] else None
    for name, missing in (
        ("clusters", asked["clusters"] is None), ("slices", slices is None),
        ("through", through is None), ("check", checked is None),
    ):  # fmt: skip
        if missing:
            left.append((name,))
    left += [("no slices", name) for name in (slices.left_out if slices else ())]
    left += [("no trees", name) for name in (through.left_out if through else ())]
    unknown = bound_unknown(tally, findings, asked["favourable"])
    if unknown:
        left.append(("bounds",))
    n_left = people.n_without_score if people is not None else n_without_score
    unknown_outcome = int(tally.n[tally.outcome < 0].sum()) if has_outcome else 0
    counts = {
        "people": tally.n_people,
        "without_score": n_left,
        "without_outcome": unknown_outcome,
        "unknown": {
            name: int(tally.n[tally.cells[tally.cell, at] < 0].sum())
            for at, name in enumerate(tally.columns)
        },
    }
    question = asked | {"thresholds": thresholds, "margin": margins[0], "level": levels[0]}
    return Audit(
        findings, certify(findings, tally.n_people, asked["favourable"]),
        unknown, slices, through, checked, question, counts, (*left, *sides.not_looked_at),
        tally, sides, estimates,
    )  # fmt: skip


def levels_of(estimates: Estimates, sides: Sides, alpha: float, seed: int) -> tuple[float, float]:
    """Share alpha between metrics and distributions by number; return how often each may miss."""
    i, j = sides.pairs.T
    n_metrics = int((np.isfinite(estimates.value[i]) & np.isfinite(estimates.value[j])).sum())
    n_distributions = int(sides.is_rest[j].sum())
    share = n_metrics / max(n_metrics + n_distributions, 1)
    each = miss_each(estimates, sides, alpha * share, seed) if n_metrics else alpha
    return each, alpha * (1 - share) / max(n_distributions, 1)
