"""Proxies: how much each column reveals of a protected attribute, and how many points it moves.

A scorer that never sees an attribute can still find it in the columns that it does see. A column
is a proxy to worry about where it does both: reveal the attribute and move points. Two columns
that reveal little alone can reveal much together. What is found is an association in these
people; whether it is wrong to use it, no number says.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedGroupKFold

from explainers.groups.grouping import read_classes
from explainers.groups.people import People
from explainers.groups.proxy_result import Proxies
from explainers.groups.skill import CellSkill, cells_of, held_out_chances, ranked_skill
from explainers.points.attribution import Attribution
from explainers.points.labels import NOT_DISCLOSED, column_names
from scoring.groups import LEVEL
from synthetic_data.arguments import check_clusters, in_order
from synthetic_data.population import Population

CELLS, CELLS_OF_PAIR = 16, 8  # a column's cells, alone and as one of two


def proxies(
    people,
    attribute,
    attribution: Attribution,
    *,
    clusters=None,
    limit: float = 0.2,
    margin: float = 0.05,
    n_folds: int = 5,
    random_state: int = 0,
) -> Proxies:
    """Set what each column reveals of an attribute beside what it moves.

    Parameters
    ----------
    people : DataFrame of shape (n, p), or Population
        The explained people's columns. Of a population the observed ones, with its
        neighbourhoods as clusters.
    attribute : array of shape (n,)
        A mask, or labels; people without a label (None, NaN, pandas' NA) are left out. A Series
        is read by its index, as ``people`` and ``clusters`` are.
    attribution : Attribution
        Of the same people, in the same order.
    clusters : array of shape (n,), optional
        Such as neighbourhoods: they are held out as a whole, and intervals count them as
        independent. Each person is one if left out.
    limit : float in (0, 1)
        Columns whose skill's interval ends below it go into the search for pairs.
    margin : float in [0, 1)
        By how much a pair must reveal more than the better of its two.
    n_folds : int
        At least 2.
    random_state : int
        Seed of the folds and of the trees.

    Returns
    -------
    Proxies

    Raises
    ------
    ValueError
        If lengths differ, the attribute has fewer than two classes or more than 30, a class has
        fewer people (or there are fewer clusters) than folds, an option is out of range, indexes
        differ, somebody has no cluster, or a column holds times.

    Notes
    -----
    A column counts by cells (16, or 8 x 8 for a pair), so it need not rise or fall with the
    attribute; each fold is told by the folds before it, all columns together by ordinary
    cross-validation. Every pair is tried; only the size of the gain decides which are looked at
    more closely, and the interval is widened for all that were tried (Bonferroni).

    Examples
    --------
    >>> from explainers import explain
    >>> from scoring import OpaqueScore
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="inferred_minority")
    >>> score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    >>> why = explain(score, country.observed)
    >>> proxies(country, country.protected["community"] == "hill", why).columns["column"][0]
    'guessed_hill'
    """
    for name, value, allowed in (
        ("limit", limit, 0 < limit < 1),
        ("margin", margin, 0 <= margin < 1),
    ):
        if not allowed:
            raise ValueError(f"{name} must be a number from 0 to 1; received {value!r}")
    X = people
    if isinstance(people, Population):
        X, clusters = people.observed, people.places if clusters is None else clusters
    n = len(attribution.published)
    for name, given in (("people", X), ("attribute", attribute), ("clusters", clusters)):
        if given is not None and len(given) != n:
            raise ValueError(
                f"{name} must have a row for each of {n} people; received {len(given)}"
            )
    index = attribution.data.index
    X = in_order("people", X, index)
    X = X.set_axis(column_names(X), axis=1)
    absent = [n for n in attribution.columns if n not in X and n != NOT_DISCLOSED]
    if absent:
        raise ValueError(
            "people must have each column that the explanation has a row for; it has one for "
            f"{absent[0]!r}: what a transformer joined in one row cannot be told apart"
        )
    labels = read_classes(in_order("attribute", attribute, index))
    if clusters is not None:
        clusters = check_clusters(clusters, n, index=index)
    known = labels.codes >= 0
    X, codes = X[known], labels.codes[known].astype(int)
    given = attribution.rows[known]
    who = _people(codes, labels, clusters, known, n_folds, random_state)
    columns = [name for name in X if name in attribution.columns]
    alone = {name: CellSkill(who, cells_of(X[name], CELLS)) for name in columns}
    table = _table(alone, given, who, codes)
    pairs, n_pairs = _pairs(X, table, given, who, limit, margin)
    value, influence = ranked_skill(who, held_out_chances(X[columns], who, random_state))
    half = who.half_width(influence, LEVEL)
    return Proxies(
        columns=table,
        pairs=pairs,
        together=(value, value - half, value + half),
        n_pairs=n_pairs,
        limit=limit,
        margin=margin,
        classes=tuple(map(str, labels.categories)),
        unit=attribution.unit,
        left_out=int((~known).sum()),
    )


def _people(codes, labels, clusters, known, n_folds: int, random_state: int) -> People:
    sizes = np.bincount(codes, minlength=2)
    if not 2 <= len(sizes) <= 30 or not sizes.all():
        raise ValueError(f"attribute must have 2 to 30 classes; received {len(labels.categories)}")
    places = np.arange(len(codes))
    if clusters is not None:
        places = np.unique(clusters[known], return_inverse=True)[1]
    most = min(sizes.min(), places.max() + 1)
    if not 2 <= n_folds <= most:
        raise ValueError(
            f"n_folds must be from 2 to {most}, the people of the smallest class, or the "
            f"clusters; received {n_folds!r}"
        )
    folds = np.zeros(len(codes), dtype=int)
    cut = StratifiedGroupKFold(n_folds, shuffle=True, random_state=random_state)
    for fold, (_, held) in enumerate(cut.split(codes, codes, places)):
        folds[held] = fold
    return People(codes, folds, places)


def _table(alone, given: pd.DataFrame, who: People, codes: np.ndarray) -> pd.DataFrame:
    rows = []
    for name, skill in alone.items():
        influence, points = skill.influence, given[str(name)].to_numpy()
        half = who.half_width(influence, LEVEL)
        chance = who.chance(skill.ranks, 1 - (1 - LEVEL) / len(alone))
        means = np.bincount(codes, points) / np.bincount(codes)
        gap = means[1] - means[0] if len(means) == 2 else np.ptp(means)
        rows.append(
            {
                "column": str(name),
                "reveals": skill.value,
                "low": skill.value - half,
                "high": skill.value + half,
                "found": skill.value > chance,
                "moves": np.abs(points).mean(),
                "gap": gap,
            }
        )
    return pd.DataFrame(rows).sort_values(
        "reveals", ascending=False, kind="stable", ignore_index=True
    )


def _pairs(X, table, given, who: People, limit: float, margin: float):
    harmless = set(table["column"][table["high"] < limit])
    cells = {name: cells_of(X[name], CELLS_OF_PAIR) for name in X if str(name) in harmless}
    cells = {name: cell for name, cell in cells.items() if cell.max() > cell.min()}
    one = {name: CellSkill(who, cell) for name, cell in cells.items()}
    searched = list(combinations(cells, 2))
    level = 1 - (1 - LEVEL) / max(len(searched), 1)
    rows = []
    for first, second in searched:
        both = CellSkill(who, cells[first] * (cells[second].max() + 1) + cells[second])
        better = max(one[first], one[second], key=lambda skill: skill.value)
        gain = both.value - better.value
        if gain <= margin:
            continue
        half = who.half_width(both.influence - better.influence, level)
        if gain - half > margin:
            moves = given[[str(first), str(second)]].sum(axis=1).abs().mean()
            rows.append(
                [str(first), str(second), both.value, gain, gain - half, gain + half, moves]
            )
    names = ["first", "second", "reveals", "gain", "low", "high", "moves"]
    found = pd.DataFrame(rows, columns=names)
    return found.sort_values("reveals", ascending=False, kind="stable", ignore_index=True), len(
        searched
    )
