"""The gap between a group and the rest, column by column, with intervals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explainers.groups.gap import Gap, Gaps
from explainers.groups.gap_from_sums import gaps_of
from explainers.groups.grouping import is_mask, read_labelled
from explainers.points.attribution import Attribution
from scoring.groups import GroupSums
from synthetic_data.arguments import check_clusters, read_mask

PUBLISHED = "published score"
FRIENDS_NOTE = (
    "Scores depend on friends, so people who know each other are not independent, and these "
    "intervals are too narrow: pass clusters, such as population.places."
)


def decompose_gap(
    attribution: Attribution, member, *, clusters=None, adjust: str | None = None
) -> Gap:
    """Tell through which columns a group scores lower, or higher, than the rest.

    Parameters
    ----------
    attribution : Attribution
        Of members and others alike.
    member : boolean array of shape (n,)
        Who of the explained people is in the group. Whose label is missing (None, NaN, pandas'
        NA) is left out. A Series is read by its index.
    clusters : array of shape (n,), optional
        Such as neighbourhoods: people whose scores hang together. Each person is one if left
        out; where scores depend on friends that is too narrow, and the note says so.
    adjust : {None, "bonferroni"}
        Each interval by itself holds with 95 %; of many, some miss. With "bonferroni" all
        intervals of the table, and of its gap, hold together with 95 %. (Holm's procedure
        orders tests; it has no intervals of its own.)

    Returns
    -------
    Gap

    Raises
    ------
    ValueError
        If ``member`` is no mask over the explained people, takes in nobody or everybody, or
        bears another index, or a cluster is missing.

    Notes
    -----
    Means of skewed columns in small groups miss more often than Student's t says. The half-width
    is widened by ``1 + skewness^2 (z^4 + 2 z^2 - 3) / 18`` (Hall, 1988), with ``z`` the normal
    quantile of the level and the skewness of the estimate as :attr:`GroupSums.skewness` says; at
    more than 0.4 there is no interval.

    Examples
    --------
    >>> from explainers import explain
    >>> from scoring import train_score
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="level")
    >>> why = explain(train_score(country, "scorecard"), country.observed)
    >>> gap = decompose_gap(why, country.protected["community"] == "hill")
    >>> bool(np.isclose(gap.table["points"].sum(), gap.points))
    True
    """
    if not is_mask(member):
        raise ValueError(
            "member must be one mask, True for the group; several groups are decompose_gaps' "
            f"(received {type(member).__name__})"
        )
    people = attribution.data.index
    mask, known = read_mask("member", member, len(people), index=people)
    _check_sides("member", mask.sum(), (known & ~mask).sum())
    sums = _sums(attribution, {"the group": mask}, np.column_stack([known, known]), clusters)
    (gap,) = gaps_of(sums, adjust, attribution.unit).values()
    if clusters is None and attribution.friends.any():
        gap = replace(gap, note=f"{gap.note} {FRIENDS_NOTE}".strip())
    return gap


def decompose_gaps(
    attribution: Attribution, groups, *, clusters=None, adjust: str | None = None
) -> Gaps:
    """Tell through which columns each of several groups scores lower, or higher, than the rest.

    Parameters
    ----------
    attribution : Attribution
    groups : mapping, labels, or DataFrame
        Names with their masks (they may overlap), a label a person (a number is no label), or
        several columns of labels and booleans, whose intersections are the groups. Each is
        compared with everybody else who has a label.
    clusters : array of shape (n,)
        As for :func:`decompose_gap`; needed where scores depend on friends.
    adjust : {None, "bonferroni"}
        As for :func:`decompose_gap`, of all groups.

    Returns
    -------
    Gaps

    Raises
    ------
    ValueError
        As :func:`decompose_gap` and :func:`gap_table` do.

    Examples
    --------
    >>> from explainers import explain
    >>> from scoring import train_score
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="level")
    >>> why = explain(train_score(country, "scorecard"), country.observed)
    >>> list(decompose_gaps(why, country.protected[["gender", "community"]]))
    ['woman × valley', 'woman × hill', 'man × valley', 'man × hill']
    """
    sums = gap_sums(attribution, groups, clusters=clusters)
    return gap_table(sums, adjust=adjust, unit=attribution.unit)


def gap_sums(attribution: Attribution, groups, *, clusters=None) -> GroupSums:
    """Add up what :func:`gap_table` needs; sums of different people merge with ``+``.

    So a country can be gone through district by district: add the districts' sums, with clusters
    that bear the same label only where they are the same, then make the table.

    Parameters
    ----------
    attribution, groups, clusters
        As for :func:`decompose_gaps`, of one part of the people; a group may be absent from it.
        One boolean mask is the group "group".

    Returns
    -------
    GroupSums

    Raises
    ------
    ValueError
        If ``groups`` does not fit, or clusters are missing where scores depend on friends.
    """
    if clusters is None and attribution.friends.any():
        raise ValueError(
            "clusters must be given where scores depend on friends, such as population.places; "
            "received none"
        )
    if is_mask(groups):
        groups = {"group": groups}
    people = attribution.data.index
    masks, known = read_labelled("groups", groups, len(people), people)
    return _sums(attribution, masks, known, clusters)


def gap_table(sums: GroupSums, *, adjust: str | None = None, unit: str = "points") -> Gaps:
    """Tell every group's gap from sums.

    Parameters
    ----------
    sums : GroupSums
        Of everybody, from :func:`gap_sums`.
    adjust : {None, "bonferroni"}
        As for :func:`decompose_gap`.
    unit : str
        Of the attribution whose sums they are.

    Returns
    -------
    Gaps
        Infinite is the interval of a side with fewer than 5 clusters (or people; where their
        sizes differ they count for fewer), and of what a few people decide, rounding among it,
        and the note says so.

    Raises
    ------
    ValueError
        If a group takes in nobody or everybody, or ``adjust`` is unknown.
    """
    if not sums.groups:
        raise ValueError("groups must give somebody a label; received none")
    for name, (inside, outside) in zip(sums.groups, sums.counts.sum(axis=0), strict=False):
        _check_sides(f"groups[{name!r}]", inside, outside)
    return gaps_of(sums, adjust, unit)


def _sums(attribution: Attribution, masks, known, clusters) -> GroupSums:
    rows = attribution.rows
    values = np.column_stack([rows.to_numpy(), attribution.published])
    if clusters is not None:
        clusters = check_clusters(clusters, len(values), index=attribution.data.index)
    return GroupSums.of(values, masks, clusters, [*rows.columns, PUBLISHED], known)


def _check_sides(argument: str, inside: int, outside: int) -> None:
    if not inside or not outside:
        raise ValueError(
            f"{argument} must take in some people but not all; received "
            f"{'everybody' if inside else 'nobody'}"
        )
