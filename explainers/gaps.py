"""The gap between a group and the rest, column by column, with intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from explainers.attribution import Attribution
from explainers.grouping import read_groups
from scoring.groups import LEVEL, GroupSums
from synthetic_data.arguments import check_group

PUBLISHED = "published score"
LEAST_INDEPENDENT = 5  # clusters, or people without clusters, on each side
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
        and booleans, whose intersections are the groups. Each is compared with everybody else.
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
        interval is ``attrs["interval"]``.

        For several groups as :func:`gap_table` says.

    Raises
    ------
    ValueError
        If ``member`` is no group over the explained people, takes in nobody or everybody, or
        clusters are missing where several groups' scores depend on friends.

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
    several = isinstance(member, (Mapping, pd.DataFrame)) or not _is_mask_or_numbers(member)
    if several:
        return gap_table(gap_sums(attribution, member, clusters=clusters), adjust=adjust)
    member = check_group("member", member, len(attribution.published))
    table = _table(_sums(attribution, {"group": member}, clusters), adjust, least=2)
    one = table[["column", "points", "low", "high"]]
    one.attrs = {
        "gap": table.attrs["gaps"]["group"],
        "interval": table.attrs["intervals"]["group"],
        "level": table.attrs["level"],
        "note": FRIENDS_NOTE if clusters is None and attribution.friends.any() else "",
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
    if not isinstance(member, (Mapping, pd.DataFrame)) and np.asarray(member).dtype == bool:
        member = {"group": member}
    return _sums(attribution, read_groups("member", member, len(attribution.published)), clusters)


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
        whose interval is ``attrs["intervals"][group]``. A side with fewer than 5 clusters (or
        people) has an infinite interval, and the note says so. ``attrs["text"]`` says at which
        level the intervals hold.

    Raises
    ------
    ValueError
        If a group takes in nobody or everybody, or ``adjust`` is unknown.
    """
    for name, size in zip(sums.groups, sums.sizes, strict=True):
        if size in (0, sums.n_people):
            raise ValueError(
                f"member[{name!r}] must take in some people but not all; received "
                f"{'everybody' if size else 'nobody'}"
            )
    return _table(sums, adjust, least=LEAST_INDEPENDENT)


def _is_mask_or_numbers(member) -> bool:
    kind = getattr(member, "dtype", None)
    return not isinstance(kind, pd.CategoricalDtype) and np.asarray(member).dtype.kind in "biuf"


def _sums(attribution: Attribution, groups, clusters) -> GroupSums:
    rows = attribution.rows
    values = np.column_stack([rows.to_numpy(), attribution.published])
    if clusters is not None and np.shape(clusters) != (len(values),):
        raise ValueError(
            f"clusters must have one label for each of {len(values)} people; received shape "
            f"{np.shape(clusters)}"
        )
    return GroupSums.of(values, groups, clusters, [*rows.columns, PUBLISHED])


def _table(sums: GroupSums, adjust: str | None, *, least: int) -> pd.DataFrame:
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust must be None or 'bonferroni'; received {adjust!r}")
    n_groups, n_columns = len(sums.groups), len(sums.columns)
    known = sums.n_independent >= least
    n_intervals = max(int(known.sum()) * n_columns, 1)
    level = LEVEL if adjust is None else 1 - (1 - LEVEL) / n_intervals
    points, half = sums.difference(level=level)
    half[~known] = np.inf
    unit = "people" if sums.clusters is None else "clusters"
    notes = [
        "" if enough else f"{number} {unit} on the smaller side: too few for an interval"
        for enough, number in zip(known, sums.n_independent, strict=True)
    ]
    table = pd.DataFrame(
        {
            "group": np.repeat(list(sums.groups), n_columns - 1),
            "n": np.repeat(sums.sizes, n_columns - 1),
            "column": np.tile(list(sums.columns[:-1]), n_groups),
            "points": points[:, :-1].ravel(),
            "low": (points - half)[:, :-1].ravel(),
            "high": (points + half)[:, :-1].ravel(),
            "note": np.repeat(notes, n_columns - 1),
        }
    )
    place = np.repeat(np.arange(n_groups), n_columns - 1)
    table = table.iloc[np.lexsort((-table["points"].abs(), place))].reset_index(drop=True)
    ends = (points[:, -1], (points - half)[:, -1], (points + half)[:, -1])
    gaps = {name: tuple(map(float, row)) for name, *row in zip(sums.groups, *ends, strict=True)}
    together = f"all {n_intervals} together (Bonferroni)" if adjust else "each by itself"
    table.attrs = {
        "gaps": {name: gap[0] for name, gap in gaps.items()},
        "intervals": {name: gap[1:] for name, gap in gaps.items()},
        "level": level,
        "text": " ".join(
            [
                f"Each group against everybody else. The intervals hold with {LEVEL:.0%}, "
                f"{together}, counting {unit} as independent.",
                *(f"{name}: {note}." for name, note in zip(gaps, notes, strict=True) if note),
            ]
        ),
    }
    return table
