"""Which of a pipeline's original columns each feature is made of.

Known transformers are followed feature by feature; of one that is not known, every feature may be
made of all columns that go in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
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

from explainers.points.margins import passes

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


def through(steps: list, owners: Owners, width: int) -> Owners:
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
        return through(inner, owners, width)
    if isinstance(step, ColumnTransformer):
        return _after_columns(step, owners, width)
    if passes(step):
        return owners
    if not type(step).transform.__module__.startswith("sklearn."):
        return [Owner.of(owners, step)] * width  # a reader's own: it may mix whatever it likes
    if isinstance(step, ONE_TO_ONE) or _is_elementwise(step):
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
            after[block] = through([step.named_transformers_[name]], inside, n_outputs)
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


def join(owners: Owners, n_columns: int) -> np.ndarray:
    """Number the players, in the order of their first columns; shape (n_columns,)."""
    pairs = {(min(o.columns), column) for o in owners for column in o.columns}
    first, second = np.array(sorted(pairs), dtype=int).reshape(-1, 2).T
    graph = sparse.coo_array((np.ones(len(first)), (first, second)), shape=(n_columns,) * 2)
    component = connected_components(graph, directed=False)[1]
    seen = list(dict.fromkeys(component.tolist()))
    return np.array([seen.index(number) for number in component])
