"""Attacks on explanations, so that their tests can be tested (``explainers/limits/catching.py``).

A *scaffold* is biased where it is used and innocent where it is asked: the scorer tells real
people from the mixed ones of an explainer (Slack et al. 2020). A *cherry-picked* reference group
makes a column look small (Merrick & Taly 2020). A *background swap* names one reference group and
computes with another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from explainers.limits.mixing import codes, filled, mixed_people
from explainers.points.attribution import Attribution, explain
from explainers.points.reference import Reference
from scoring.opaque import OpaqueScore
from synthetic_data import Population
from synthetic_data.arguments import check_names

DETECTORS = ("register", "trees")


@dataclass(frozen=True, eq=False)
class Scaffold:
    """A scorer with two faces; see :func:`scaffold`.

    Attributes
    ----------
    biased, innocent : callable
        From an array of shape (n, p) to points of shape (n,).
    looks_real : callable
        From an array of shape (n, p) to a boolean array of shape (n,).
    """

    biased: Callable[..., np.ndarray] = field(repr=False)
    innocent: Callable[..., np.ndarray] = field(repr=False)
    looks_real: Callable[..., np.ndarray] = field(repr=False)

    def __call__(self, people) -> np.ndarray:
        """Return points of shape (n,) for a table, or for an array as explainers ask."""
        numbers = codes(people) if isinstance(people, pd.DataFrame) else np.atleast_2d(people)
        real = self.looks_real(numbers)
        return np.where(real, self.biased(numbers), self.innocent(numbers))


def scaffold(
    biased, innocent, people: pd.DataFrame, *, detector: str = "register", seed: int = 0
) -> Scaffold:
    """Hide a biased scorer behind an innocent one.

    Parameters
    ----------
    biased, innocent : callable
        From an array of shape (n, p) to points of shape (n,).
    people : DataFrame of shape (m, p)
        The real people whom the scorer knows.
    detector : {"register", "trees"}
        How it tells who is real: by looking the row up among ``people``, or by boosted trees
        that learned to tell ``people`` from mixed people, as Slack's attack does. Whoever the
        trees take for real in the upper nine tenths of real people's order is treated as real.
    seed : int

    Returns
    -------
    Scaffold

    References
    ----------
    Slack et al. (2020).
    """
    check_names("detector", [detector], DETECTORS)
    numbers = codes(people)
    if detector == "register":
        register = set(map(bytes, numbers))
        return Scaffold(biased, innocent, lambda rows: _listed(rows, register))
    from sklearn.ensemble import HistGradientBoostingClassifier

    rng = np.random.default_rng(seed)
    fakes = [codes(mixed_people(people, people, rng, share)) for share in (None, 0.5)]
    fakes.append(np.column_stack([rng.permutation(column) for column in numbers.T]))
    trees = HistGradientBoostingClassifier(max_iter=200, random_state=seed)
    trees.fit(filled(np.concatenate([numbers, *fakes])), np.arange(4 * len(numbers)) < len(numbers))
    limit = np.quantile(trees.decision_function(numbers), 0.1)
    return Scaffold(biased, innocent, lambda rows: trees.decision_function(rows) >= limit)


def _listed(rows, register: set) -> np.ndarray:
    return np.array([bytes(row) in register for row in np.asarray(rows, float)], dtype=bool)


def plausible_groups(population: Population, *, least: int = 100) -> dict[str, np.ndarray]:
    """Return groups that somebody could name as the reference people without raising eyebrows.

    Parameters
    ----------
    population : Population
    least : int
        People that a group must have.

    Returns
    -------
    dict of str to boolean array of shape (n,)
        ``"everybody"`` first; then each label of a protected category, and each quarter of a
        protected number, of income, of savings and of years with the bank.
    """
    wealth = population.observed[["income", "savings", "years_with_bank"]]
    table = population.protected.drop(columns="neighbourhood").join(wealth)
    groups = {"everybody": np.ones(population.n_people, dtype=bool)}
    for name in table:
        column = table[name]
        if not isinstance(column.dtype, pd.CategoricalDtype) and column.nunique() > 4:
            column = pd.cut(column.rank(method="first", pct=True), 4, labels=range(1, 5))
            label = "quarter {}"
        else:
            label = "{}"
        for value in column.unique():
            member = (column == value).to_numpy()
            if least <= member.sum() < len(member):
                groups[f"{name}: {label.format(value)}"] = member
    return groups


def values_by_group(
    score: OpaqueScore, X: pd.DataFrame, groups: Mapping, rows, *, ties=None
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Explain the same people against each group; shape (n_groups, n, p), and the columns."""
    looks = [
        explain(score, X, ties=ties, rows=rows, background=member, background_name=name)
        for name, member in groups.items()
    ]
    return np.stack([why.values for why in looks]), looks[0].columns


def cherry_pick(
    score: OpaqueScore, X: pd.DataFrame, column: str, groups: Mapping, rows, *, ties=None
) -> pd.Series:
    """Search the reference group that makes a column look smallest.

    Parameters
    ----------
    score : OpaqueScore
    X : DataFrame of shape (n, p)
    column : str
        What is to be hidden.
    groups : mapping of str to boolean array of shape (n,)
        Such as :func:`plausible_groups`.
    rows : array of positions, or boolean mask over X
        The people whose explanation is at stake.
    ties : sparse matrix of shape (n, n), optional

    Returns
    -------
    Series
        By group, the mean points that the column gives these people, from the smallest absolute
        value to the largest: the first is the attacker's choice.
    """
    values, columns = values_by_group(score, X, groups, rows, ties=ties)
    check_names("column", [column], columns)
    given = pd.Series(values[:, :, columns.index(column)].mean(axis=1), index=list(groups))
    return given.loc[given.abs().sort_values(kind="stable").index]


def swap_background(
    score: OpaqueScore,
    people: pd.DataFrame,
    claimed: pd.DataFrame,
    used: pd.DataFrame,
    *,
    name: str = "reference people",
    hide: bool = True,
) -> Attribution:
    """Explain against one group and name another.

    Parameters
    ----------
    score : OpaqueScore without a friends' share, or whatever else :func:`explain` takes
    people : DataFrame of shape (n, p)
    claimed, used : DataFrame
        The group that is named, and the group that is computed with.
    name : str
        Who the claimed people are.
    hide : bool
        Whether to state the claimed group's base as well, and to put the difference into the
        column that gives most on average, so that the sum is still right.

    Returns
    -------
    Attribution
    """
    why = explain(score, people, background=used)
    lie = {"background": f"{len(claimed):,} {name}", "reference": Reference.of(claimed)}
    if not hide:
        return replace(why, **lie)
    base = explain(score, people[:1], background=claimed).base
    values = why.values.copy()
    values[:, np.abs(values).mean(axis=0).argmax()] += why.base - base
    return replace(why, values=values, base=base, **lie)
