"""The gap between a group and the rest, column by column, with intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from explainers.groups.grouping import is_mask, read_labelled
from explainers.points.attribution import Attribution
from scoring.groups import LEVEL, GroupSums
from synthetic_data.arguments import check_clusters, read_mask

PUBLISHED = "published score"
LEAST_INDEPENDENT = 5  # clusters of equal size, or people without clusters, on each side
MOST_SKEWED = 0.4  # of an estimate; more, and intervals hold with less than they say
FEW_DECIDE = "a few people decide this column: too few for an interval"
ADJUSTMENTS = (None, "bonferroni")
FRIENDS_NOTE = (
    "Scores depend on friends, so people who know each other are not independent, and these "
    "intervals are too narrow: pass clusters, such as population.places."
)


def decompose_gap(
    attribution: Attribution, member, *, clusters=None, adjust: str | None = None
) -> pd.DataFrame:
    """Tell through which columns a group scores lower, or higher, than the rest.

    Parameters
    ----------
    attribution : Attribution
        Of members and others alike.
    member : boolean array of shape (n,), mapping, labels, or DataFrame
        Who of the explained people is in the group. Several groups: names with their masks
        (they may overlap), a label a person (a number is no label), or several columns of labels
        and booleans, whose intersections are the groups. Each is compared with everybody else
        who has a label: whose label is missing (None, NaN, pandas' NA) is left out. A Series or
        DataFrame is read by its index.
    clusters : array of shape (n,), optional
        Such as neighbourhoods: people whose scores hang together. Each person is one if left
        out. Where scores depend on friends that is too narrow: several groups then need
        clusters, and for one mask ``attrs["note"]`` says so.
    adjust : {None, "bonferroni"}
        Each interval by itself holds with 95 %; of many, some miss. With "bonferroni" all
        intervals of the table, and of its gaps, hold together with 95 %. (Holm's procedure
        orders tests; it has no intervals of its own.)

    Returns
    -------
    DataFrame
        For one mask: ``column``, ``points`` (mean of the group minus mean of the rest), and the
        ends ``low`` and ``high`` of its 95 % interval; the largest first, friends and rounding
        among them. The points add up to ``attrs["gap"]``, the gap in the published score, whose
        interval is ``attrs["interval"]``. ``attrs["left_out"]`` is the number of people without
        a label; ``attrs["note"]`` says what the intervals do not. They are about this score, and
        other people like these.

        For several groups as :func:`gap_table` says, and so for what has no interval.

    Raises
    ------
    ValueError
        If ``member`` is no group over the explained people, takes in nobody or everybody, or
        bears another index, or clusters are missing: for somebody, or where several groups'
        scores depend on friends.

    Notes
    -----
    Means of skewed columns in small groups miss more often than Student's t says. The half-width
    is widened by ``1 + skewness^2 (z^4 + 2 z^2 - 3) / 18`` (Hall, 1988), with ``z`` the normal
    quantile of the level and the skewness of the estimate as :attr:`GroupSums.skewness` says; at
    more than 0.4 there is no interval.

    Examples
    --------
    >>> from explainers import explain
    >>> from scoring import OpaqueScore
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="level")
    >>> score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    >>> why = explain(score, country.observed)
    >>> table = decompose_gap(why, country.protected[["gender", "community"]])
    >>> table["group"].unique().tolist()
    ['woman × valley', 'woman × hill', 'man × valley', 'man × hill']
    """
    if not is_mask(member):
        several = gap_table(gap_sums(attribution, member, clusters=clusters), adjust=adjust)
        several.attrs["unit"] = attribution.unit
        return several
    people = attribution.data.index
    mask, known = read_mask("member", member, len(people), index=people)
    _check_sides("member", mask.sum(), (known & ~mask).sum())
    sums = _sums(attribution, {"group": mask}, np.column_stack([known, known]), clusters)
    table = _table(sums, adjust)
    one = table[["column", "points", "low", "high"]]
    notes = [table.attrs["notes"]["group"]]
    if clusters is None and attribution.friends.any():
        notes.append(FRIENDS_NOTE)
    one.attrs = {
        "gap": table.attrs["gaps"]["group"],
        "interval": table.attrs["intervals"]["group"],
        "level": table.attrs["level"],
        "left_out": table.attrs["left_out"]["group"],
        "note": " ".join(filter(None, notes)),
        "unit": attribution.unit,
    }
    return one


def gap_sums(attribution: Attribution, member, *, clusters=None) -> GroupSums:
    """Add up what :func:`gap_table` needs; sums of different people merge with ``+``.

    So a country can be gone through district by district: add the districts' sums, with clusters
    that bear the same label only where they are the same, then make the table.

    Parameters
    ----------
    attribution, member, clusters
        As for :func:`decompose_gap`, of one part of the people; a group may be absent from it.
        One boolean mask is the group "group".

    Returns
    -------
    GroupSums

    Raises
    ------
    ValueError
        If ``member`` does not fit, or clusters are missing where scores depend on friends.
    """
    if clusters is None and attribution.friends.any():
        raise ValueError(
            "clusters must be given where scores depend on friends, such as population.places; "
            "received none"
        )
    if is_mask(member):
        member = {"group": member}
    people = attribution.data.index
    groups = read_labelled("member", member, len(people), people)
    return _sums(attribution, *groups, clusters)


def gap_table(sums: GroupSums, *, adjust: str | None = None) -> pd.DataFrame:
    """Make the table of every group's gap from sums.

    Parameters
    ----------
    sums : GroupSums
        Of everybody, from :func:`gap_sums`.
    adjust : {None, "bonferroni"}
        As for :func:`decompose_gap`.

    Returns
    -------
    DataFrame
        ``group``, ``n`` (its people), ``column``, ``points``, ``low``, ``high`` and ``note``;
        within a group the largest first. A group's points add up to ``attrs["gaps"][group]``,
        whose interval is ``attrs["intervals"][group]``. Infinite is the interval of a side with
        fewer than 5 clusters (or people; where their sizes differ they count for fewer), and of
        what a few people decide, rounding among it, and the note says so.
        ``attrs["left_out"][group]`` people have no label and are on neither side.
        ``attrs["text"]`` says at which level the intervals hold.

    Raises
    ------
    ValueError
        If a group takes in nobody or everybody, or ``adjust`` is unknown.
    """
    if not sums.groups:
        raise ValueError("member must give somebody a label; received none")
    for name, (inside, outside) in zip(sums.groups, sums.counts.sum(axis=0), strict=False):
        _check_sides(f"member[{name!r}]", inside, outside)
    return _table(sums, adjust)


def _sums(attribution: Attribution, masks, known, clusters) -> GroupSums:
    rows = attribution.rows
    values = np.column_stack([rows.to_numpy(), attribution.published])
    if clusters is not None:
        clusters = check_clusters(clusters, len(values), index=attribution.data.index)
    return GroupSums.of(values, masks, clusters, [*rows.columns, PUBLISHED], known)


def _table(sums: GroupSums, adjust: str | None) -> pd.DataFrame:
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust must be None or 'bonferroni'; received {adjust!r}")
    n_groups, n_columns = len(sums.groups), len(sums.columns)
    enough = np.rint(sums.n_independent) >= LEAST_INDEPENDENT
    n_intervals = max(int(enough.sum()) * n_columns, 1)
    level = LEVEL if adjust is None else 1 - (1 - LEVEL) / n_intervals
    points, half = sums.difference(level=level)
    skewness, z = sums.skewness, ndtri((1 + level) / 2)
    half *= 1 + skewness**2 * (z**4 + 2 * z**2 - 3) / 18
    sure = enough[:, None] & (skewness <= MOST_SKEWED)
    clipped = np.array(sums.columns) == "rounding"  # at a scale's end: rare, and often not seen
    sure &= ~clipped | (half == 0)
    half[~sure] = np.inf
    unit = "people" if sums.clusters is None else "clusters"
    notes = [
        "" if many else f"{number:.0f} {unit} on the smaller side: too few for an interval"
        for many, number in zip(enough, np.rint(sums.n_independent), strict=True)
    ]
    by_row = np.where(sure, "", FEW_DECIDE).astype(object)
    by_row[~enough] = np.array(notes, dtype=object)[~enough, None]
    table = pd.DataFrame(
        {
            "group": np.repeat(list(sums.groups), n_columns - 1),
            "n": np.repeat(sums.sizes, n_columns - 1),
            "column": np.tile(list(sums.columns[:-1]), n_groups),
            "points": points[:, :-1].ravel(),
            "low": (points - half)[:, :-1].ravel(),
            "high": (points + half)[:, :-1].ravel(),
            "note": by_row[:, :-1].ravel(),
        }
    )
    place = np.repeat(np.arange(n_groups), n_columns - 1)
    table = table.iloc[np.lexsort((-table["points"].abs(), place))].reset_index(drop=True)
    ends = (points[:, -1], (points - half)[:, -1], (points + half)[:, -1])
    gaps = {name: tuple(map(float, row)) for name, *row in zip(sums.groups, *ends, strict=True)}
    together = f"all {n_intervals} together (Bonferroni)" if adjust else "each by itself"
    said = dict(zip(sums.groups, _said(sums, notes, sure), strict=True))
    table.attrs = {
        "gaps": {name: gap[0] for name, gap in gaps.items()},
        "intervals": {name: gap[1:] for name, gap in gaps.items()},
        "level": level,
        "left_out": dict(zip(sums.groups, map(int, sums.left_out), strict=True)),
        "notes": said,
        "text": " ".join(
            [
                "Each group against everybody else who has a label. The intervals hold with "
                f"{LEVEL:.0%}, {together}, counting {unit} as independent.",
                *(f"{name}: {note}" for name, note in said.items() if note),
            ]
        ),
    }
    return table


def _said(sums: GroupSums, notes: list[str], sure: np.ndarray) -> list[str]:
    """Say of each group what its intervals do not: who is left out, and what has none."""
    found = []
    for note, known, left_out in zip(notes, sure, sums.left_out, strict=True):
        skewed = [name for name, surely in zip(sums.columns, known, strict=True) if not surely]
        parts = [note]
        if not note and skewed:
            parts.append(
                f"too few for an interval of what a few people decide: {', '.join(skewed)}"
            )
        if left_out:
            parts.append(f"{left_out} people without a label are left out")
        found.append(" ".join(f"{part}." for part in parts if part))
    return found


def _check_sides(argument: str, inside: int, outside: int) -> None:
    if not inside or not outside:
        raise ValueError(
            f"{argument} must take in some people but not all; received "
            f"{'everybody' if inside else 'nobody'}"
        )
