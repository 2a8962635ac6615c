"""The models behind a score: plain scikit-learn classifiers, and a table that learns nothing.

``MODELS`` holds one :class:`Model` a kind; another kind is another entry.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial

from sklearn.base import ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from scoring.encoding import Encoder
from scoring.points_table import PointsEncoder, PointsTable
from scoring.scale import IN_POINTS, LOG_ODDS, Scale

ROWS_FOR_THREADS = 100_000


def few_threads(n_people: int) -> AbstractContextManager:
    """Keep small work to one thread, as a context.

    The threads of boosted trees wait for each other without letting go of the processor. On a
    busy machine, two of them took 50 s for a training that one does in 1 s.
    """
    if n_people >= ROWS_FOR_THREADS:
        return nullcontext()
    return threadpool_limits(limits=1, user_api="openmp")


@dataclass(frozen=True)
class Model:
    """A kind of model.

    Attributes
    ----------
    classifier : callable
        From ``random_state`` to an unfitted classifier with a ``decision_function``.
    encoder : callable
        From a training table to what encodes tables: ``columns``, ``read``, ``players``,
        ``encode``.
    scale : Scale
        How its margin is read.
    takes_missing : bool
    learns : bool
        Whether it learns from outcomes, so that its reliability needs people left out.
    """

    classifier: Callable[..., ClassifierMixin]
    encoder: Callable
    scale: Scale = LOG_ODDS
    takes_missing: bool = False
    learns: bool = True


def boosted(random_state) -> ClassifierMixin:
    """Gradient-boosted trees."""
    return HistGradientBoostingClassifier(
        max_iter=120,
        learning_rate=0.07,
        max_leaf_nodes=15,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=random_state,
    )


def scorecard(random_state) -> ClassifierMixin:
    """Logistic regression, the banks' classic: every unit of a column earns the same points."""
    return Pipeline(
        [("scale", StandardScaler()), ("logistic", LogisticRegression(C=1.0, max_iter=1000))]
    )


def points_table(random_state) -> ClassifierMixin:
    """The invented moral points table, which learns nothing."""
    return PointsTable()


MODELS = {
    "boosted": Model(boosted, partial(Encoder.learn, one_hot=False), takes_missing=True),
    "scorecard": Model(scorecard, partial(Encoder.learn, one_hot=True)),
    "points_table": Model(points_table, PointsEncoder.learn, IN_POINTS, learns=False),
}


def fit_classifier(classifier, features, kept, sample_weight=None):
    """Fit a classifier of a :class:`Model`, passing weights to every step."""
    steps = classifier.named_steps if isinstance(classifier, Pipeline) else ()
    weights = {f"{name}__sample_weight": sample_weight for name in steps}
    with few_threads(len(features)):
        return classifier.fit(features, kept, **(weights or {"sample_weight": sample_weight}))
