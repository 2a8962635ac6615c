"""The opaque score: a table of people in, whole points from 350 to 950 out."""

from __future__ import annotations

import numbers

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.model_selection import train_test_split
from sklearn.utils import ClassifierTags, check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import (
    _check_sample_weight,
    check_is_fitted,
    column_or_1d,
    validate_data,
)

from scoring import reliability
from scoring.encoding import FITTED_COLUMNS, columns_differ
from scoring.models import MODELS, Model, few_threads, fit_classifier
from scoring.scale import publish
from scoring.social import check_ties, share_with_friends

LEAST_OF_EACH = 25  # people who kept, and who broke, promises: fewer, and nothing is held out
HELD_OUT = 0.2


class OpaqueScore(BaseEstimator):
    """A score from 350 to 950 points, trained on what institutions wrote down.

    Parameters
    ----------
    model : {"boosted", "scorecard", "points_table"}
        Gradient-boosted trees, a logistic scorecard, or an invented moral points table, which
        learns nothing from ``y``.
    social_weight : float in [0, 1)
        The friends' share of a score.
    random_state : int
        Seed of the training, and of the choice of people who are held out to measure it.

    Attributes
    ----------
    model_ : classifier
        The fitted model of its ``kind``, on encoded columns.
    encoder_ : Encoder
        How columns become the model's features.
    reliability_ : Reliability or None
        Accuracy and calibration on a fifth of the people, by a copy trained without them; none
        where fewer than 25 people kept, or broke, promises, or where it was not asked for.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="level")
    >>> score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    >>> bool(score.predict(country.observed).min() >= 350)
    True
    """

    def __init__(self, model="boosted", social_weight=0.0, random_state=0):
        self.model = model
        self.social_weight = social_weight
        self.random_state = random_state

    def fit(self, X, y, sample_weight=None, *, measure=True):
        """Train on recorded outcomes.

        Parameters
        ----------
        X : DataFrame of shape (n, p), or array
            Columns that a scorer may see; numbers and categoricals.
        y : array of shape (n,)
            Recorded outcome: two values, of which the larger means "kept".
        sample_weight : array of shape (n,), optional
        measure : bool
            Whether to train a second time, without a fifth of the people, to fill
            ``reliability_``.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter is out of range, the outcome is constant, or the table does not fit.
        """
        self._check_parameters()
        X, kept = self._check_training(X, y)
        if sample_weight is not None:
            sample_weight = _check_sample_weight(sample_weight, X)
        self.encoder_ = self.kind.encoder(X)
        features = self._features(X)
        self.model_ = self._classifier(features, kept, sample_weight)
        self.reliability_ = None
        if not self.kind.learns:
            self.reliability_ = self._measure(self.model_, features, kept)
        elif measure:
            self.reliability_ = self._hold_out(features, kept, sample_weight)
        return self

    def own_points(self, X) -> np.ndarray:
        """Points before friends, rounding and clipping; shape (n,), float."""
        check_is_fitted(self)
        X = self._check_table(X)
        with few_threads(len(X)):
            # Row by row in memory: trees then walk people about twice as fast.
            features = np.ascontiguousarray(self._features(X))
            return self.kind.scale.points(self.model_.decision_function(features))

    def scores(self, X, ties=None) -> np.ndarray:
        """Points with the friends' share, before rounding and clipping; shape (n,), float."""
        own = self.own_points(X)
        if self.social_weight == 0:
            return own
        return share_with_friends(own, check_ties(ties, len(own)), self.social_weight)

    def predict(self, X, ties=None) -> np.ndarray:
        """Return the published scores.

        Parameters
        ----------
        X : DataFrame of shape (n, p), or array
            Everybody: friends' scores need them.
        ties : sparse matrix of shape (n, n), optional
            What the scorer sees of friendships, weights in [0, 1]; needed where
            ``social_weight`` is above 0.

        Returns
        -------
        ndarray of int, shape (n,)
            Score points in [350, 950].
        """
        return publish(self.scores(X, ties))

    def features(self, X) -> np.ndarray:
        """Encode a table as the fitted model sees it; shape (n, n_features), float."""
        check_is_fitted(self)
        return self._features(self._check_table(X))

    @property
    def kind(self) -> Model:
        """What kind of model stands behind the score."""
        return MODELS[self.model]

    def _check_parameters(self) -> None:
        if self.model not in MODELS:
            raise ValueError(f"model must be one of {', '.join(MODELS)}; received {self.model!r}")
        weight = self.social_weight
        if not isinstance(weight, numbers.Real) or not 0 <= weight < 1:
            raise ValueError(f"social_weight must be a number in [0, 1); received {weight!r}")

    def _check_training(self, X, y) -> tuple[pd.DataFrame, np.ndarray]:
        X = self._check_table(X, reset=True)
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        y = column_or_1d(y, warn=True)
        if len(y) != len(X):
            raise ValueError(
                f"y must have one value for each of {len(X)} people; received {len(y)}"
            )
        check_classification_targets(y)
        values = np.unique(y)
        if len(values) != 2:
            shown = ", ".join(map(str, values[:4].tolist()))
            raise ValueError(
                f"y must have two values (classes), broken and kept; received {len(values)} "
                f"class(es): {shown}"
            )
        return X, (y == values[1]).astype(int)

    def _check_table(self, X, *, reset: bool = False) -> pd.DataFrame:
        """Require the training table's columns; an array gets the columns 0, 1, 2 …."""
        if not reset:
            self._check_columns(X)
        if hasattr(X, "columns"):
            validate_data(self, X, skip_check_array=True, reset=reset)
        if isinstance(X, pd.DataFrame):
            if len(X) == 0:
                raise ValueError("X must have at least one person; received 0 sample(s)")
            return X
        X = validate_data(self, X, reset=reset, dtype=float, ensure_all_finite=self._finite)
        return pd.DataFrame(X)

    def _check_columns(self, X) -> None:
        """Say in our words what differs, and after it in scikit-learn's."""
        if not hasattr(X, "columns"):
            if hasattr(self, "feature_names_in_"):
                raise ValueError(f"{FITTED_COLUMNS}, by name; received {type(X).__name__}")
            return
        difference = columns_differ(self.encoder_.columns, X.columns)
        if difference and hasattr(self, "feature_names_in_"):
            try:
                validate_data(self, X, skip_check_array=True, reset=False)
            except ValueError as error:
                difference = f"{difference}. {error}"
        if difference:
            raise ValueError(difference)

    @property
    def _finite(self):
        return "allow-nan" if self.kind.takes_missing else True

    def _features(self, X: pd.DataFrame) -> np.ndarray:
        features = self.encoder_.encode(X)
        self._refuse(X, features, np.isinf, "infinite values")
        if self._finite is True:
            self._refuse(X, features, np.isnan, "missing values (NaN)")
        return features

    def _refuse(self, X: pd.DataFrame, features: np.ndarray, test, what: str) -> None:
        found = [test(column).any() for column in features.T]
        if any(found):
            names = dict.fromkeys(self.encoder_.players[found].tolist())
            raise ValueError(
                f"X must have no {what}, because the {self.model} score takes none; received some "
                f"in {[X.columns[place] for place in names]}"
            )

    def _classifier(self, features, kept, sample_weight):
        classifier = self.kind.classifier(self.random_state)
        return fit_classifier(classifier, features, kept, sample_weight)

    def _hold_out(self, features, kept, sample_weight) -> reliability.Reliability | None:
        if min(kept.sum(), (1 - kept).sum()) < LEAST_OF_EACH:
            return None
        rows = np.arange(len(kept))
        seed = check_random_state(self.random_state).randint(2**31)
        train, test = train_test_split(rows, test_size=HELD_OUT, stratify=kept, random_state=seed)
        weights = None if sample_weight is None else sample_weight[train]
        copy = self._classifier(features[train], kept[train], weights)
        return self._measure(copy, features[test], kept[test])

    def _measure(self, model, features, kept) -> reliability.Reliability:
        return reliability.measure(
            self.kind.scale.log_odds(model.decision_function(features)), kept
        )

    def __sklearn_tags__(self):
        """Two outcomes only, and a target is required; missing values are the trees' alone."""
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        tags.classifier_tags = ClassifierTags(multi_class=False)
        tags.input_tags.allow_nan = self.model in MODELS and self.kind.takes_missing
        return tags
