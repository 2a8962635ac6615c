"""A fitted pipeline is explained by its original columns, each of which is one player.

All features that a column became are known together. Adding up the values of one-hot features
afterwards is another game, with other answers: there, part of a category can be known.

A transformer that treats columns one by one keeps them apart. One that mixes several, such as a
PCA, makes those columns one player with a joined name, ``"a + b"``, and a note says which
transformer it was: a split on a mixed feature asks about all of them at once. So does a transformer
that is not known here; give each column its own transformer to tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectorMixin
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    Binarizer,
    FunctionTransformer,
    KBinsDiscretizer,
    MaxAbsScaler,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
    StandardScaler,
    TargetEncoder,
)

from explainers.columns import model_values
from explainers.engine.categories import reads_categories
from explainers.inputs import as_fitted, check_numbers
from explainers.margins import LINEAR_MODELS, passes, steps_of

ONE_TO_ONE = (
    Binarizer,
    MaxAbsScaler,
    MinMaxScaler,
    OrdinalEncoder,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
    TargetEncoder,
)
SHOWN = 4  # columns that a note names of those that are joined


@dataclass(frozen=True)
class Owner:
    """Which columns a feature is made of, and which transformers mixed them.

    Attributes
    ----------
    columns : frozenset of int
    mixed_by : frozenset of str
    """

    columns: frozenset[int] = frozenset()
    mixed_by: frozenset[str] = frozenset()

    @classmethod
    def of(cls, owners: list[Owner], by: object) -> Owner:
        """Make the owner of a feature that a transformer makes of these."""
        columns = frozenset().union(*(owner.columns for owner in owners))
        mixed_by = frozenset().union(*(owner.mixed_by for owner in owners))
        if len(owners) > 1 and len(columns) > 1:
            mixed_by |= {type(by).__name__}
        return cls(columns, mixed_by)


Owners = list[Owner]  # one for each feature


def pipeline_values(
    model, people: pd.DataFrame, reference: pd.DataFrame | None
) -> tuple[np.ndarray, float, pd.DataFrame, str]:
    """What each original column gives in the margin of a fitted pipeline.

    Parameters
    ----------
    model : Pipeline, or a search whose best model is one
        Fitted: transformers, then a tree model or a linear one.
    people : DataFrame of shape (n, p)
    reference : DataFrame of shape (m, p), or None
        The reference people; none asks the path-dependent question.

    Returns
    -------
    values : ndarray of shape (n, n_players)
    base : float
    data : DataFrame of shape (n, n_players)
        The people's columns, in their order; columns that are one player are joined, at the place
        of the first. A column that the pipeline drops stays, and gives 0.
    note : str
        Which columns are joined, and by which transformers; empty if none are.

    Raises
    ------
    TypeError
        If the model is not supported, or the features of a transformer cannot be counted.
    ValueError
        If a linear model is asked the path-dependent question without a StandardScaler just
        before it.
    """
    steps = steps_of(model)
    scaled = len(steps) > 1 and isinstance(steps[-2], StandardScaler)
    n_last = 2 if scaled and isinstance(steps[-1], LINEAR_MODELS) else 1
    before, last = steps[:-n_last], steps[-n_last:]
    columns = [Owner(frozenset([place])) for place in range(people.shape[1])]
    owners = _through(before, columns, last[0].n_features_in_)
    player = _join(owners, people.shape[1])
    core = last[0] if n_last == 1 else Pipeline([("scale", last[0]), ("model", last[1])])
    numbers = not reads_categories(core)
    features = _transform(before, as_fitted(model, people), numbers)
    others = None
    if reference is not None:
        others = _transform(before, as_fitted(model, reference), numbers)
    if numbers:
        names = ["/".join(str(people.columns[at]) for at in sorted(o.columns)) for o in owners]
        for argument, table in (("X", features), ("background", others)):
            if table is not None:
                check_numbers(steps[-1], table, names, argument)
    # A feature that is made of no column is constant: it gives nothing to whomever it belongs.
    of_feature = np.array([player[min(o.columns, default=0)] for o in owners], dtype=int)
    found, base = model_values(core, features, others, of_feature)
    values = np.zeros((len(people), player.max() + 1))
    values[:, : found.shape[1]] = found
    return values, base, _joined(people, player), _note(people, player, owners)


def _through(steps: list, owners: Owners, width: int) -> Owners:
    """Follow features through steps, the last of which has this many outputs."""
    for place, step in enumerate(steps, start=1):
        after = steps[place] if place < len(steps) else None
        n_outputs = width if after is None else getattr(after, "n_features_in_", None)
        if n_outputs is None:  # how many features come between these steps is not known
            return [Owner.of(owners, after)] * width
        owners = _after(step, owners, n_outputs)
        if len(owners) != n_outputs:
            raise TypeError(
                f"score must have transformers whose features can be counted; "
                f"{type(step).__name__} has {n_outputs}, expected {len(owners)}"
            )
    return owners


def _after(step, owners: Owners, width: int) -> Owners:
    """For each of a step's outputs, the columns that it is made of."""
    if isinstance(step, Pipeline):
        inner = [inside for inside in step.named_steps.values() if not passes(inside)]
        return _through(inner, owners, width)
    if isinstance(step, ColumnTransformer):
        return _after_columns(step, owners, width)
    if passes(step) or isinstance(step, ONE_TO_ONE) or _is_elementwise(step):
        return owners
    if isinstance(step, OneHotEncoder):
        return _repeat(owners, _one_hot_widths(step))
    if isinstance(step, KBinsDiscretizer):
        return owners if step.encode == "ordinal" else _repeat(owners, step.n_bins_.tolist())
    if isinstance(step, SplineTransformer):
        return _repeat(owners, [width // len(owners)] * len(owners))
    if isinstance(step, PolynomialFeatures):
        read = [np.flatnonzero(powers) for powers in step.powers_]
        return [Owner.of([owners[place] for place in places], step) for places in read]
    if isinstance(step, SimpleImputer):
        keeps_all = step.strategy == "constant" or step.keep_empty_features
        kept = [o for o, s in zip(owners, step.statistics_, strict=True) if keeps_all or s == s]
        return kept + (_after(step.indicator_, owners, 0) if step.add_indicator else [])
    if isinstance(step, MissingIndicator):
        return [owners[place] for place in step.features_]
    if isinstance(step, SelectorMixin):
        return [owners[place] for place in step.get_support(indices=True)]
    return [Owner.of(owners, step)] * width


def _after_columns(step: ColumnTransformer, owners: Owners, width: int) -> Owners:
    """Go block by block: names cannot tell, as columns and labels may hold underscores."""
    after: Owners = [Owner()] * width
    for name, places in step._transformer_to_input_indices.items():
        block = step.output_indices_[name]
        n_outputs = block.stop - block.start
        if n_outputs:
            inside = [owners[place] for place in places]
            after[block] = _through([step.named_transformers_[name]], inside, n_outputs)
    return after


def _one_hot_widths(step: OneHotEncoder) -> list[int]:
    """How many features each column becomes; infrequent labels share one."""
    rare = getattr(step, "infrequent_categories_", None) or [None] * len(step.categories_)
    dropped = [None] * len(rare) if step.drop_idx_ is None else step.drop_idx_
    return [
        len(labels) - (0 if few is None else len(few) - 1) - (drop is not None)
        for labels, few, drop in zip(step.categories_, rare, dropped, strict=True)
    ]


def _repeat(owners: Owners, widths: list[int]) -> Owners:
    return [owner for owner, width in zip(owners, widths, strict=True) for _ in range(width)]


def _is_elementwise(step) -> bool:
    """Whether a FunctionTransformer surely treats each number by itself."""
    return isinstance(step, FunctionTransformer) and (
        step.func is None or (isinstance(step.func, np.ufunc) and step.func.nin == 1)
    )


def _join(owners: Owners, n_columns: int) -> np.ndarray:
    """Number the players, in the order of their first columns; shape (n_columns,)."""
    pairs = {(min(o.columns), column) for o in owners for column in o.columns}
    first, second = np.array(sorted(pairs), dtype=int).reshape(-1, 2).T
    graph = sparse.coo_array((np.ones(len(first)), (first, second)), shape=(n_columns,) * 2)
    component = connected_components(graph, directed=False)[1]
    seen = list(dict.fromkeys(component.tolist()))
    return np.array([seen.index(number) for number in component])


def _transform(steps: list, features, numbers: bool):
    """Give the last model's features; as they are where it reads categories of its own."""
    for step in steps:
        features = step.transform(features)
    if sparse.issparse(features):
        features = features.toarray()
    return np.asarray(features, dtype=float) if numbers else features


def _note(people: pd.DataFrame, player: np.ndarray, owners: Owners) -> str:
    """Say which columns are joined, and by which transformers."""
    said = []
    for number in range(player.max() + 1):
        places = np.flatnonzero(player == number)
        if len(places) > 1:
            mixers = {by for o in owners if o.columns & {*places.tolist()} for by in o.mixed_by}
            names = [str(people.columns[place]) for place in places]
            if len(names) > SHOWN:
                names = [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} more"]
            said.append(
                f"{', '.join(names[:-1])} and {names[-1]} stand in one row, because a feature that "
                f"{' or '.join(sorted(mixers))} makes may be made of several of them."
            )
    return " ".join(said)


def _joined(people: pd.DataFrame, player: np.ndarray) -> pd.DataFrame:
    """Put the columns of one player side by side in one."""
    if len(set(player.tolist())) == len(player):
        return people
    parts = [people.loc[:, player == number] for number in range(player.max() + 1)]
    return pd.concat(
        [
            part
            if part.shape[1] == 1
            else part.astype(str).agg(" + ".join, axis=1).rename(" + ".join(map(str, part)))
            for part in parts
        ],
        axis=1,
    )
