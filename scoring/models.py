"""The models behind a score: plain scikit-learn classifiers, and a table that learns nothing."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from sklearn.base import ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

ROWS_FOR_THREADS = 100_000
MODELS = ("boosted", "scorecard", "points_table")


def few_threads(n_people: int) -> AbstractContextManager:
    """Keep small work to one thread, as a context.

    The threads of boosted trees wait for each other without letting go of the processor. On a
    busy machine, two of them took 50 s for a training that one does in 1 s.
    """
    if n_people >= ROWS_FOR_THREADS:
        return nullcontext()
    return threadpool_limits(limits=1, user_api="openmp")


def make_classifier(model: str, random_state) -> ClassifierMixin:
    """Return the unfitted classifier behind a trained score.

    *boosted*: gradient-boosted trees. *scorecard*: a logistic regression, the banks' classic,
    in which every unit of a column earns the same points.
    """
    if model == "boosted":
        return HistGradientBoostingClassifier(
            max_iter=120,
            learning_rate=0.07,
            max_leaf_nodes=15,
            min_samples_leaf=40,
            l2_regularization=5.0,
            early_stopping=False,
            random_state=random_state,
        )
    return Pipeline(
        [("scale", StandardScaler()), ("logistic", LogisticRegression(C=1.0, max_iter=1000))]
    )


def fit_classifier(classifier, features, kept, sample_weight=None):
    """Fit a classifier of :func:`make_classifier`, passing weights to every step."""
    steps = classifier.named_steps if isinstance(classifier, Pipeline) else ()
    weights = {f"{name}__sample_weight": sample_weight for name in steps}
    with few_threads(len(features)):
        return classifier.fit(features, kept, **(weights or {"sample_weight": sample_weight}))
