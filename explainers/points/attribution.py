"""Explanations in points that add up to the published score."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from explainers.points.columns import score_values
from explainers.points.inputs import as_table, fitted_columns, take_columns
from explainers.points.labels import BESIDE, column_names
from explainers.points.outcomes import reliability_of_model, reliability_of_score
from explainers.points.own_model import check_supported, explain_model
from explainers.points.reference import Reference, positions, reference_people
from explainers.points.shap_form import as_shap
from explainers.points.undisclosed import merge_undisclosed
from scoring.opaque import OpaqueScore
from scoring.reliability import PredictionReliability, Reliability
from scoring.scale import publish
from scoring.social import check_ties, share_with_friends

QUESTIONS = ("interventional", "path_dependent")


@dataclass(frozen=True, eq=False)
class Attribution:
    """What each column gives each explained person, in score points or a model's own unit.

    ``base + values.sum(axis=1) + friends + rounding == published``, row by row.

    Attributes
    ----------
    values : ndarray of shape (n, p)
        What each column gives, against the reference people.
    base : float
        Where everybody starts: the mean own points of the reference people.
    friends : ndarray of shape (n,)
        Score with ties, unrounded, minus own points; 0 for a reader's own model.
    rounding : ndarray of shape (n,)
        Published minus unrounded score: at most half a point, unless the scale's end clips; 0 for
        a reader's own model.
    published : ndarray of shape (n,)
        Score points in [350, 950]; for a reader's own model what its values add up to, in
        ``unit``.
    columns : tuple of str, length p
        What an undisclosed column gives stands in one of them, the last: "not disclosed". A
        column that is called as another row is, such as "friends", is told as "friends (column)".
    data : DataFrame of shape (n, p)
        The explained people's own columns; "not disclosed" is empty.
    background : str
        Who the reference people are.
    perturbation : {"interventional", "path_dependent", "conditional"}
        The last one from :func:`explainers.limits.conditional.conditional_explainer`.
    reliability : Reliability, PredictionReliability or None
        How good the score is on people it was not trained on; none where it was not measured.
    unit : str
        "points"; of a reader's own model "log-odds", "half the log-odds" (exponential loss),
        "probability" (forests and single trees), "margin" (other classifiers), "prediction" or
        "log of the prediction" (Poisson, gamma and most Tweedie losses).
    note : str
        What else is to be said: whose probability it is, which columns stand in one row and why.
    reference : Reference or None
        How many the reference people are, and their fingerprint, not their records; none where
        no people were compared with.
    """

    values: np.ndarray
    base: float
    friends: np.ndarray
    rounding: np.ndarray
    published: np.ndarray
    columns: tuple[str, ...]
    data: pd.DataFrame = field(repr=False)
    background: str
    perturbation: str
    reliability: Reliability | PredictionReliability | None
    unit: str = "points"
    reference: Reference | None = None
    note: str = ""

    @property
    def rows(self) -> pd.DataFrame:
        """All that adds up to published minus base: columns, then, in points, what is beside."""
        table = pd.DataFrame(self.values, columns=list(self.columns), index=self.data.index)
        return table.assign(**{name: getattr(self, name) for name in self.beside})

    @property
    def beside(self) -> tuple[str, ...]:
        """The rows that are no columns: friends and rounding, which only a score in points has."""
        return BESIDE if self.unit == "points" else ()

    def person(self, position: int) -> pd.DataFrame:
        """One person's explanation as a table.

        Parameters
        ----------
        position : int
            Position among the explained people.

        Returns
        -------
        DataFrame
            Indexed by "base", the columns from the largest value to the smallest, "friends" and
            "rounding" where there are points, and "published"; with the person's own ``data`` and
            the ``points``, or what else the ``unit`` is.
        """
        beside = {name: float(getattr(self, name)[position]) for name in self.beside}
        given = pd.Series(self.values[position], index=list(self.columns))
        given = given.loc[given.abs().sort_values(ascending=False, kind="stable").index]
        last = pd.Series({**beside, "published": float(self.published[position])})
        points = pd.concat([pd.Series({"base": self.base}), given, last])
        own = self.data.iloc[position].astype(object).set_axis(list(self.columns))
        own = own.reindex(points.index)
        return pd.DataFrame({"data": own.where(own.notna(), ""), "points": points})

    @property
    def text(self) -> str:
        """The question, the reference people and the score's reliability, in plain words."""
        if self.perturbation == "path_dependent":
            question = "Path-dependent values, by the training data in each tree."
        elif self.perturbation == "conditional":
            question = (
                "Conditional values, by what knowing a column tells about the score: a column that "
                f"the score does not read can have one. Compared with {self.background}."
            )
        else:
            question = f"Compared with {self.background}."
        reliability = "How good the score is on people it was not trained on was not measured."
        if self.reliability is not None:
            reliability = self.reliability.text
        return " ".join(filter(None, [question, self.note, reliability]))

    def to_shap(self):
        """Return a ``shap.Explanation``, so that every shap plot works; needs shap.

        In points, friends and rounding are appended as two last columns.
        """
        return as_shap(self)


def explain(
    score,
    X,
    *,
    background=None,
    background_name: str | None = None,
    ties=None,
    rows=None,
    y=None,
    perturbation: str = "interventional",
) -> Attribution:
    """Explain scores in points that add up to the published score.

    Parameters
    ----------
    score : OpaqueScore, or a fitted scikit-learn tree or linear model, or a pipeline of them
        A model of the reader's own is explained in its own ``unit``, a pipeline by its original
        columns, boosted trees with categorical columns of their own as well, a grid or randomised
        search by its best model. The values are held against the model's own answers.
    X : DataFrame of shape (n, p), or array
        Everybody: friends' scores need them. Columns are taken by name where the score knows
        names; others are left out. Missing and infinite values are allowed where the model takes
        them: no OpaqueScore takes infinite ones.
    background : DataFrame or array of shape (m, p), or boolean mask over X, optional
        The reference people, all of whom are used; at most 1,000 of X, evenly drawn, if left
        out. An array has the columns of X, in their order.
    background_name : str, optional
        Who they are, such as "people over 65"; their number is added.
    ties : sparse matrix of shape (n, n), optional
        What the scorer sees of friendships; needed where the score has a ``social_weight``.
    rows : array of positions, or boolean mask over X, optional
        Whom to explain; everybody if left out. A mask that is a Series is read by its labels.
    y : array of shape (n,), optional
        Outcomes of everybody in X, *whom the score was not trained on*: that is your word, which
        nothing here can check. The score's reliability is then measured on them.
    perturbation : {"interventional", "path_dependent"}
        *Interventional*: what would the score be, had the person a reference person's column?
        *Path-dependent*: each tree fills in an unknown column by its own training data.

    Returns
    -------
    Attribution

    Raises
    ------
    ValueError
        If an argument is out of range, a mask selects nobody, a column of the training is missing,
        the model does not take a missing or infinite value, or a reader's own model answers
        something else than its values add up to.
    TypeError
        If the model is not supported.

    References
    ----------
    Lundberg et al. (2020); Janzing, Minorics & Blöbaum (2020) on the interventional question.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> from scoring import OpaqueScore
    >>> country = make_population(2000, scenario="level")
    >>> score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    >>> why = explain(score, country.observed, rows=[0, 1])
    >>> bool(np.allclose(why.base + why.rows.sum(axis=1), why.published))
    True
    """
    if perturbation not in QUESTIONS:
        raise ValueError(
            f"perturbation must be one of {', '.join(QUESTIONS)}; received {perturbation!r}"
        )
    given = as_table(X)
    if not isinstance(score, OpaqueScore):
        check_supported(score)
    table = take_columns(given, fitted_columns(score, given))
    chosen = positions("rows", rows, given.index)
    people = table.iloc[chosen]
    reference, name = reference_people(given, background, background_name, table.columns)
    if perturbation == "path_dependent":
        reference, name = None, "the training data in each tree"
    who = None if reference is None else Reference.of(reference)
    shared = dict(background=name, perturbation=perturbation, reference=who)
    if ties is not None:
        ties = check_ties(ties, len(table))
    if not isinstance(score, OpaqueScore):
        nothing = np.zeros(len(people))
        told = explain_model(score, people, reference)
        return Attribution(
            friends=nothing,
            rounding=nothing,
            columns=column_names(told["data"]),
            reliability=None if y is None else reliability_of_model(score, table, y),
            **told,
            **shared,
        )
    own = score.own_points(table)
    scores = own
    if score.social_weight > 0:
        scores = share_with_friends(own, check_ties(ties, len(own)), score.social_weight)
    values, base = score_values(score, people, reference)
    values, data, columns = merge_undisclosed(values, people)
    published = publish(scores[chosen])
    return Attribution(
        values=values,
        columns=columns,
        data=data,
        base=base,
        friends=scores[chosen] - own[chosen],
        rounding=published - scores[chosen],
        published=published,
        reliability=(
            score.reliability_ if y is None else reliability_of_score(scores, y, table.index)
        ),
        **shared,
    )
