"""What the engine is held against: models, people, and Shapley values by brute force."""

import math
from itertools import product

import numpy as np
import pandas as pd
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from explainers.trees.ensemble import TreeEnsemble

HISTOGRAM = {"max_iter": 6, "max_leaf_nodes": 9, "min_samples_leaf": 3}
MODELS = {
    "histogram classifier": HistGradientBoostingClassifier(**HISTOGRAM),
    "histogram regressor": HistGradientBoostingRegressor(loss="poisson", **HISTOGRAM),
    "forest classifier": RandomForestClassifier(4, max_depth=6, random_state=0),
    "forest regressor": RandomForestRegressor(4, max_depth=5, random_state=0),
    "extra trees classifier": ExtraTreesClassifier(4, max_depth=6, random_state=0),
    "extra trees regressor": ExtraTreesRegressor(4, max_depth=5, random_state=0),
    "tree classifier": DecisionTreeClassifier(max_depth=7, random_state=0),
    "tree regressor": DecisionTreeRegressor(max_leaf_nodes=20, random_state=0),
    "gradient classifier": GradientBoostingClassifier(n_estimators=5, random_state=0),
    "gradient regressor": GradientBoostingRegressor(n_estimators=5, init="zero", random_state=0),
}

CASES = [
    (name, missing)
    for name in MODELS
    for missing in (False, True)
    if not (missing and name.startswith("gradient"))  # GradientBoosting takes none
]


def people(n=200, p=6, *, missing=False, seed=0):
    """Draw correlated, rounded and skewed columns and a 0/1 outcome."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p)) + rng.normal(size=(n, 1))
    X[:, 1] = np.round(X[:, 1])
    X[:, 2] = np.exp(X[:, 2])
    y = (X[:, 0] + X[:, 1] * X[:, -1] + rng.normal(size=n) > 0.5).astype(int)
    if missing:
        X[rng.random(X.shape) < 0.2] = np.nan
    return X, y


def raw(model, X):
    """Ask the model itself for its margin."""
    if hasattr(model, "decision_function"):
        return model.decision_function(X)
    if hasattr(model, "predict_proba"):
        return model.predict_proba(X)[:, 1]
    if getattr(model, "loss", None) == "poisson":
        return np.log(model.predict(X))
    return model.predict(X)


def brute_force(worth, players):
    """Weigh what each player adds to ``worth(known)``, over every subset of the others."""
    p = max(players) + 1
    v = {S: worth(np.array(S, dtype=bool)[players]) for S in product((0, 1), repeat=p)}
    values = 0
    for S in v:
        for j in range(p):
            if not S[j]:
                weight = 1 / (p * math.comb(p - 1, sum(S)))
                with_j = (*S[:j], 1, *S[j + 1 :])
                values += weight * np.multiply.outer(v[with_j] - v[S], np.arange(p) == j)
    return values, v[(0,) * p][0]


def mixed_worth(ask, people, reference):
    """Worth of known columns of a table, asked of a model itself: all mixtures as one table.

    ``ask(table)`` answers one number a person.
    """
    n, m, p = len(people), len(reference), people.shape[1]
    known = np.array(list(product([False, True], repeat=p)))
    kept = people.iloc[np.tile(np.repeat(np.arange(n), m), len(known))].reset_index(drop=True)
    theirs = reference.iloc[np.tile(np.arange(m), n * len(known))].reset_index(drop=True)
    keeps = np.repeat(known, n * m, axis=0)
    columns = zip(people, keeps.T, strict=True)
    mixed = pd.DataFrame({name: kept[name].where(keep, theirs[name]) for name, keep in columns})
    answers = np.reshape(ask(mixed), (len(known), n, m)).mean(axis=2)
    return lambda asked: answers[(known == asked).all(axis=1)][0]


def brute_force_pairs(worth, players):
    """Weigh what each two players add to ``worth(known)`` together, beyond what each adds."""
    p = max(players) + 1
    v = {S: worth(np.array(S, dtype=bool)[players]) for S in product((0, 1), repeat=p)}
    pairs = np.zeros((len(v[(0,) * p]), p, p))
    for S in v:
        for i, j in ((i, j) for i in range(p) for j in range(p) if i != j and S[i] == S[j] == 0):
            i_in, j_in = (*S[:i], 1, *S[i + 1 :]), (*S[:j], 1, *S[j + 1 :])
            both = tuple(max(pair) for pair in zip(i_in, j_in, strict=True))
            weight = 1 / ((p - 1) * math.comb(p - 2, sum(S)))
            pairs[:, i, j] += weight * (v[both] - v[i_in] - v[j_in] + v[S]) / 2
    values, _ = brute_force(worth, players)
    pairs[:, range(p), range(p)] = values - pairs.sum(axis=2)
    return pairs


def against(output, X, background):
    """Worth of known columns: the mean output with the others taken from reference people."""

    def worth(known):
        mixed = np.where(known, X[:, None, :], background[None, :, :])
        return output(mixed.reshape(-1, X.shape[1])).reshape(len(X), -1).mean(axis=1)

    return worth


def by_cover(ensemble, X):
    """Worth of known columns: both sides of an unknown split, weighted by training rows."""
    rows = ensemble.as_compared(X)

    def expected(node, x, known):
        left, right = ensemble.left[node], ensemble.right[node]
        if left < 0:
            return ensemble.value[node]
        value = x[ensemble.feature[node]]
        if known[ensemble.feature[node]]:
            goes_left = (
                ensemble.missing_left[node]
                if np.isnan(value)
                else value <= ensemble.threshold[node]
            )
            return expected(left if goes_left else right, x, known)
        return (
            ensemble.cover[left] * expected(left, x, known)
            + ensemble.cover[right] * expected(right, x, known)
        ) / ensemble.cover[node]

    def worth(known):
        return np.array(
            [ensemble.base + sum(expected(r, x, known) for r in ensemble.roots) for x in rows]
        )

    return worth


def assert_same(found, expected, tolerance=1e-10):
    assert np.abs(found[0] - expected[0]).max(initial=0) < tolerance
    assert abs(found[1] - expected[1]) < tolerance


def grown(rng, p, depth):
    """Grow a random tree: few thresholds, so that they repeat; missing values go anywhere."""
    nodes = []

    def grow(depth, cover):
        at = len(nodes)
        nodes.append(None)
        if depth == 0 or rng.random() < 0.15:
            nodes[at] = (-1, -1, -1, np.nan, False, rng.normal(), cover)
        else:
            share = rng.uniform(0.1, 0.9)
            split = (rng.integers(p), rng.choice([-1.0, 0.0, 1.0, np.inf]), rng.random() < 0.5)
            left, right = grow(depth - 1, cover * share), grow(depth - 1, cover * (1 - share))
            nodes[at] = (left, right, *split, 0.0, cover)
        return at

    grow(depth, 100.0)
    return nodes


def random_ensemble(rng, p, n_trees, depth):
    trees = [grown(rng, p, depth) for _ in range(n_trees)]
    roots = np.cumsum([0] + [len(tree) for tree in trees[:-1]])
    left, right, feature, threshold, missing_left, value, cover = map(
        np.array, zip(*(node for tree in trees for node in tree), strict=True)
    )
    start = np.repeat(roots, [len(tree) for tree in trees]) * (left >= 0)
    return TreeEnsemble(
        left + start, right + start, feature, threshold, missing_left, value, cover, roots,
        base=0.25, n_features=p, single_precision=False, accepts_missing=True,
    )  # fmt: skip


def conjunction(k):
    """Give a tree that is worth 1 where all of ``k`` columns exceed 0."""
    node = np.arange(2 * k + 1)
    inner = node < k
    return TreeEnsemble(
        np.where(inner, k + 1 + node, -1), np.where(inner, node + 1, -1), np.where(inner, node, -1),
        np.where(inner, 0.0, np.nan), np.zeros(2 * k + 1, bool), (node == k) * 1.0,
        np.ones(2 * k + 1), np.array([0]), base=0.0, n_features=k, single_precision=False,
        accepts_missing=True,
    )  # fmt: skip
