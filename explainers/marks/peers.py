"""Other explainers, each at its best: called like ``explain``, so that ``mark`` marks them too.

They speak in points about own points, as :func:`explain` does; friends and rounding are read off
the score and are the same for all. They are not exact: what they miss shows as ``unexplained``.
None reads more than the score's published inputs: file marks only where the score reads them.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

from explainers.points.attribution import Attribution, explain
from explainers.points.columns import model_values
from explainers.points.undisclosed import merge_undisclosed
from scoring.scale import publish

path_dependent = partial(explain, perturbation="path_dependent")


def surrogate_tree(score, X, *, background, ties=None, leaves: int = 64) -> Attribution:
    """Explain by one readable regression tree that imitates the score's own points.

    The tree is fitted on everybody in ``X``; the values are its own exact interventional Shapley
    values. ``leaves`` is the most that the tree may have.
    """
    tree = DecisionTreeRegressor(max_leaf_nodes=leaves, min_samples_leaf=20, random_state=0)
    return _surrogate(tree, score, X, background, ties, one_hot=False)


def linear_surrogate(score, X, *, background, ties=None) -> Attribution:
    """Explain by the coefficients of a standardised ridge regression on the score's own points.

    One 0/1 feature a label of a categorical column; the value is coefficient times (value minus
    the reference people's mean), which is exact for the surrogate.
    """
    linear = make_pipeline(StandardScaler(), Ridge(alpha=1.0))
    return _surrogate(linear, score, X, background, ties, one_hot=True)


def lime(
    score, X, *, background, ties=None, rows=None, samples: int = 5_000, seed: int = 0
) -> Attribution:
    """Explain by ``lime.lime_tabular``, the package of LIME's authors; needs lime.

    Regression mode on own points; quartile bins, kernel and ridge as the package sets them; all
    columns are asked for. LIME's weight belongs to the indicator "in this person's bin", so the
    value in points is weight times (1 - share of the reference people in that bin): what the bin
    gives this person rather than a reference person.

    Parameters
    ----------
    score, X, background, ties
        As for :func:`explain`.
    rows : array of int, optional
        Positions of those to explain, about 0.12 s each; everybody if left out.
    samples : int
        Perturbed people a person; 5,000 is the package's default.
    seed : int
        Each person has a random stream of their own, the same in both worlds.

    References
    ----------
    Ribeiro, Singh & Guestrin (2016).
    """
    from lime.lime_tabular import LimeTabularExplainer

    names = _columns_read(score, X)
    people = X if rows is None else X.iloc[rows]
    reference, codes = _codes(X, background[names]), _codes(X, people[names])
    explainer = LimeTabularExplainer(
        reference,
        mode="regression",
        feature_names=names,
        categorical_features=[at for at, name in enumerate(names) if _categorical(X[name])],
        random_state=seed,
    )
    bins = explainer.discretizer.discretize(reference)
    weights = np.zeros(codes.shape)
    for at, (person, row) in enumerate(zip(people.index, codes, strict=True)):
        explainer.random_state = np.random.RandomState([seed, int(person)])
        said = explainer.explain_instance(
            row,
            lambda asked: score.own_points(_decode(X, names, asked)),
            num_features=len(names),
            num_samples=samples,
        )
        for column, weight in said.local_exp[1]:
            same = np.mean(bins[:, column] == explainer.discretizer.discretize(row)[column])
            weights[at, column] = weight * (1 - same)
    base = float(score.own_points(background).mean())
    values = _spread(X, names, weights)
    return _attribution(score, X, people, ties, values, base, background, "LIME")


def _surrogate(model, score, X, background, ties, *, one_hot: bool) -> Attribution:
    """Fit a model on own points, and give its own exact values to the columns."""
    names = _columns_read(score, X)
    features, players = _features(X, X[names], one_hot)
    reference, _ = _features(X, background[names], one_hot)
    model.fit(features, score.own_points(X))
    values, base = model_values(model, features, reference, players)
    if values.shape[1] < len(names):
        values = np.pad(values, [(0, 0), (0, len(names) - values.shape[1])])
    values = _spread(X, names, values)
    return _attribution(score, X, X, ties, values, base, background, "surrogate")


def _attribution(score, X, people, ties, values, base, background, name) -> Attribution:
    """Put values beside friends, rounding and published score, which are the score's own."""
    at = X.index.get_indexer(people.index)
    scores, own = score.scores(X, ties)[at], score.own_points(X)[at]
    values, data, columns = merge_undisclosed(values, people)
    return Attribution(
        values=values,
        base=base,
        friends=scores - own,
        rounding=publish(scores) - scores,
        published=publish(scores),
        columns=columns,
        data=data,
        background=f"{len(background):,} reference people",
        perturbation=name,
        reliability=score.reliability_,
    )


def _columns_read(score, X) -> list[str]:
    """Names of the columns that the score can read: file marks only if it is the points table."""
    return [name for name in X.columns if name in score.encoder_.read]


def _spread(X, names, values) -> np.ndarray:
    """Give each of all columns its values; 0 for those that the score does not read."""
    return pd.DataFrame(values, columns=names).reindex(columns=X.columns, fill_value=0).to_numpy()


def _categorical(column) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype)


def _codes(X, table) -> np.ndarray:
    """Return a table as numbers: a label's position in ``X``, or the number itself."""
    return np.column_stack(
        [
            table[name].cat.codes if _categorical(X[name]) else table[name].to_numpy(float)
            for name in table
        ]
    ).astype(float)


def _decode(X, names, codes) -> pd.DataFrame:
    """Turn numbers back into a table with the columns of ``X``, with constants where unread."""
    made = {}
    for name in X.columns:
        if name not in names:
            made[name] = np.full(len(codes), X[name].iloc[0])
        elif _categorical(X[name]):
            made[name] = pd.Categorical.from_codes(
                codes[:, names.index(name)].astype(int), dtype=X[name].dtype
            )
        else:
            made[name] = codes[:, names.index(name)]
    return pd.DataFrame(made)


def _features(X, table, one_hot: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of a surrogate, and to which column each belongs."""
    codes, parts = _codes(X, table), []
    for at, name in enumerate(table):
        column = codes[:, at : at + 1]
        if one_hot and _categorical(X[name]):
            column = (column == np.arange(len(X[name].cat.categories))).astype(float)
        parts.append(column)
    return np.hstack(parts), np.repeat(np.arange(len(parts)), [part.shape[1] for part in parts])
