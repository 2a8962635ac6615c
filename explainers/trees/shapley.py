"""Exact Shapley values of tree models, in the model's own margin.

The trees are cut into blocks (``blocks``, ``cutting``), every block gets a table of what it
gives for each cell (``tables``), and people are looked up in it (``codes``, ``lookup``). So
explaining n people against m reference people takes O(n + m), not O(n m). Where that would be
dearer, as for a few people or very deep trees, people are walked down the trees instead
(``walking``, ``meeting``). The same is done in NumPy (``vectorised``) and, where numba is
installed and the work is worth it, compiled (``compiled``).
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explainers.trees.ensemble import TreeEnsemble
from explainers.trees.question import Question, pose
from explainers.trees.vectorised import form as vectorised

_FORM: str | None = None
"""For tests and benchmarks: "numpy" or "compiled" forces that form; None chooses."""

WORTH_COMPILING = 2e9
"""From how many nanoseconds on, in NumPy, numba is loaded: that takes a second or two, once a
process, and some ten on its first use, when the loops are compiled."""


def tree_values(
    ensemble: TreeEnsemble,
    X: ArrayLike,
    *,
    background: ArrayLike | None = None,
    players: ArrayLike | None = None,
) -> tuple[NDArray[np.float64], float]:
    """Explain people's margins exactly.

    The Shapley value of player j is the mean, over all orders of the players, of what
    knowing j adds to v(S), where S are the players known before. Against reference people,
    v(S) is the mean margin of a person who keeps their own columns in S and takes the others
    from a reference person. By the model's own cover, v(S) follows the splits on S and
    weights both sides of the others by their training rows.

    Parameters
    ----------
    ensemble : TreeEnsemble
        From ``read_trees``.
    X : array-like of shape (n, n_features)
        The people to explain. NaN is a missing value; infinite values are compared as such.
    background : array-like of shape (m, n_features), optional
        The reference people, all of whom are used (the interventional question). None asks
        the path-dependent question.
    players : int array-like of shape (n_features,), optional
        The player that each feature belongs to, from 0: features of one player, such as the
        columns of one category, are known together. By default each feature is a player.

    Returns
    -------
    values : float64 array of shape (n, n_players)
        In units of the margin.
    base : float
        v of knowing nobody: ``base + values.sum(axis=1) == ensemble.margin(X)``.

    Raises
    ------
    ValueError
        If a shape is wrong, ``background`` is empty, or ``players`` is not one whole
        number from 0 for each feature.

    References
    ----------
    Lundberg et al. (2020), "From local explanations to global understanding with explainable
    AI for trees", Nature Machine Intelligence 2, 56-67.
    Nadel & Wettenstein (2026), "Woodelf", arXiv:2511.09376.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeRegressor
    >>> from explainers.trees.scikit_learn import read_trees
    >>> tree = DecisionTreeRegressor().fit([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [0, 0, 6])
    >>> values, base = tree_values(read_trees(tree), [[1.0, 1.0]], background=[[0.0, 1.0]])
    >>> values, base
    (array([[6., 0.]]), 0.0)
    """
    people = ensemble.check(X)
    question = pose(ensemble, people, background, players)
    values = np.zeros((len(people), question.n_players))
    base = add_up(question, people, values, pairs=False)
    return values, ensemble.base + base


def tree_interactions(
    ensemble: TreeEnsemble,
    X: ArrayLike,
    *,
    background: ArrayLike | None = None,
    players: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Split people's Shapley values into main effects and pairwise interactions, exactly.

    The interaction of i and j is the mean, over all orders of the other players, of what
    knowing both adds to v(S) beyond what each adds alone (the Shapley interaction index). Half
    of it stands at [i, j] and half at [j, i], as in shap; the diagonal is what is left of the
    Shapley value, the main effect.

    Parameters
    ----------
    ensemble, X, background, players
        As in ``tree_values``, whose two questions are asked here as well.

    Returns
    -------
    float64 array of shape (n, n_players, n_players)
        In units of the margin, symmetric; ``interactions.sum(axis=2)`` are the Shapley values.
        It holds 8 n n_players**2 bytes, 4.6 GB for a million people with 24 players: ask for a
        part of the people at a time.

    Raises
    ------
    ValueError
        As ``tree_values``.

    References
    ----------
    Grabisch & Roubens (1999), "An axiomatic approach to the concept of interaction among
    players in cooperative games", International Journal of Game Theory 28, 547-565.
    Lundberg et al. (2020), as in ``tree_values``.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeRegressor
    >>> from explainers.trees.scikit_learn import read_trees
    >>> X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    >>> tree = DecisionTreeRegressor().fit(X, [0, 0, 0, 4])
    >>> tree_interactions(read_trees(tree), [[1.0, 1.0]], background=[[0.0, 0.0]])
    array([[[0., 2.],
            [2., 0.]]])
    """
    people = ensemble.check(X)
    question = pose(ensemble, people, background, players)
    n, p = len(people), question.n_players
    values, pairs = np.zeros((n, p)), np.zeros((n, p * p))
    add_up(question, people, values, pairs=False)
    add_up(question, people, pairs, pairs=True)
    interactions = pairs.reshape(n, p, p)
    for start in range(0, n, 1024):  # in place: the array may be large
        some = interactions[start : start + 1024]
        some += some.transpose(0, 2, 1).copy()
        some /= 2
        some[:, range(p), range(p)] = values[start : start + 1024] - some.sum(axis=2)
    return interactions


def add_up(
    question: Question, people: NDArray[np.float64], sums: NDArray[np.float64], *, pairs: bool
) -> float:
    """Add what all trees give to some people, by the form that is faster.

    Parameters
    ----------
    question : Question
    people : float array of shape (n, n_features)
        Checked, not yet rounded.
    sums : float array of shape (n, n_players), or (n, n_players * n_players) for pairs
        Added to, in place. For pairs only the places i * n_players + j with i < j are, and
        what comes there is the whole interaction of i and j, not the half.
    pairs : bool
        Whether interactions are asked.

    Returns
    -------
    float
        What the trees give to everyone.
    """
    if _compiles(question, len(people), pairs):
        from explainers.trees.compiled import form

        return form.add(question, people, sums, pairs=pairs)
    return vectorised.add(question, people, sums, pairs=pairs)


def _compiles(question: Question, n: int, pairs: bool) -> bool:
    """Say whether the compiled form is to be used."""
    if _FORM is not None:
        return _FORM == "compiled"
    if "explainers.trees.compiled.form" in sys.modules:
        return True
    _, cost = question.plan(n, vectorised.COSTS, pairs=pairs)
    return cost >= WORTH_COMPILING and find_spec("numba") is not None
