"""Explanations in points that add up to the published score."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from explainers.columns import column_names, margin, model_values, score_values
from explainers.inputs import as_features, as_table, check_columns
from explainers.pipelines import pipeline_values
from explainers.reference import Reference, positions, reference_people
from explainers.undisclosed import merge_undisclosed
from scoring.opaque import OpaqueScore
from scoring.reliability import Reliability
from scoring.scale import publish
from scoring.social import check_ties, share_with_friends

QUESTIONS = ("interventional", "path_dependent")


@dataclass(frozen=True, eq=False)
class Attribution:
    """What each column gives each explained person, in score points.

    ``base + values.sum(axis=1) + friends + rounding == published``, row by row.

    Attributes
    ----------
    values : ndarray of shape (n, p)
        What each column gives, against the reference people.
    base : float
        Where everybody starts: the mean own points of the reference people.
    friends : ndarray of shape (n,)
        Score with ties, unrounded, minus own points.
    rounding : ndarray of shape (n,)
        Published minus unrounded score: at most half a point, unless the scale's end clips.
    published : ndarray of shape (n,)
        Score points in [350, 950]; the margin itself for a reader's own model.
    columns : tuple of str, length p
        What an undisclosed column gives stands in one of them, the last: "not disclosed".
    data : DataFrame of shape (n, p)
        The explained people's own columns; "not disclosed" is empty.
    background : str
        Who the reference people are.
    perturbation : {"interventional", "path_dependent", "conditional"}
        The last one from :func:`explainers.limits.conditional.conditional_explainer`.
    reliability : Reliability or None
        How good the score is on people it was not trained on; none where it was not measured.
    unit : str
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
    reliability: Reliability | None
    unit: str = "points"
    reference: Reference | None = None

    @property
    def rows(self) -> pd.DataFrame:
        """All that adds up to published minus base: columns, then friends and rounding."""
        table = pd.DataFrame(self.values, columns=list(self.columns), index=self.data.index)
        return table.assign(friends=self.friends, rounding=self.rounding)

    def person(self, position: int) -> pd.DataFrame:
        """One person's explanation as a table.

        Parameters
        ----------
        position : int
            Position among the explained people.

        Returns
        -------
        DataFrame
            Indexed by "base", the columns from the largest value to the smallest, "friends",
            "rounding" and "published"; with the person's own ``data`` and the ``points``.
        """
        given = pd.Series(self.values[position], index=list(self.columns))
        given = given.loc[given.abs().sort_values(ascending=False, kind="stable").index]
        points = pd.concat(
            [
                pd.Series({"base": self.base}),
                given,
                self.rows.iloc[position][["friends", "rounding"]],
                pd.Series({"published": float(self.published[position])}),
            ]
        )
        own = self.data.iloc[position].rename(index=str).reindex(points.index)
        return pd.DataFrame({"data": own.where(own.notna(), ""), "points": points})

    @property
    def text(self) -> str:
        """The question, the reference people and the score's reliability, in plain words."""
        reliability = (
            self.reliability.text
            if self.reliability is not None
            else "How good the score is on people it was not trained on was not measured."
        )
        if self.perturbation == "path_dependent":
            return f"Path-dependent values, by the training data in each tree. {reliability}"
        if self.perturbation == "conditional":
            return (
                "Conditional values, by what knowing a column tells about the score: a column that "
                f"the score does not read can have one. Compared with {self.background}. "
                f"{reliability}"
            )
        return f"Compared with {self.background}. {reliability}"

    def to_shap(self):
        """Return a ``shap.Explanation``, so that every shap plot works; needs shap.

        Friends and rounding are appended as two last columns.
        """
        import shap

        codes = self.data.apply(_numbers)
        blank = np.full((len(self.data), 2), np.nan)
        return shap.Explanation(
            values=self.rows.to_numpy(),
            base_values=np.full(len(self.data), self.base),
            data=np.column_stack([codes.to_numpy(dtype=float), blank]),
            display_data=np.column_stack(
                [self.data.astype(object).to_numpy(), blank.astype(object)]
            ),
            feature_names=[*self.columns, "friends", "rounding"],
        )


def explain(
    score,
    X,
    *,
    background=None,
    background_name: str | None = None,
    ties=None,
    rows=None,
    perturbation: str = "interventional",
) -> Attribution:
    """Explain scores in points that add up to the published score.

    Parameters
    ----------
    score : OpaqueScore, or a fitted scikit-learn tree or linear model, or a pipeline of them
        A model of the reader's own is explained in its own units (its margin), a pipeline by its
        original columns, boosted trees with categorical columns of their own as well.
    X : DataFrame of shape (n, p), or array
        Everybody: friends' scores need them. Missing and infinite values are allowed where the
        model takes them: no OpaqueScore takes infinite ones.
    background : DataFrame of shape (m, p), or boolean mask over X, optional
        The reference people, all of whom are used; at most 1,000 of X, evenly drawn, if left
        out.
    background_name : str, optional
        Who they are, such as "people over 65"; their number is added.
    ties : sparse matrix of shape (n, n), optional
        What the scorer sees of friendships; needed where the score has a ``social_weight``.
    rows : array of positions, or boolean mask over X, optional
        Whom to explain; everybody if left out.
    perturbation : {"interventional", "path_dependent"}
        *Interventional*: what would the score be, had the person a reference person's column?
        *Path-dependent*: each tree fills in an unknown column by its own training data.

    Returns
    -------
    Attribution

    Raises
    ------
    ValueError
        If an argument is out of range, a mask selects nobody, the columns are not those of the
        training, or the model does not take a missing or infinite value.
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
    table = as_table(X)
    chosen = positions("rows", rows, len(table))
    people = table.iloc[chosen]
    reference, name = reference_people(table, background, background_name)
    if perturbation == "path_dependent":
        reference, name = None, "the training data in each tree"
    who = None if reference is None else Reference.of(reference)
    shared = dict(background=name, perturbation=perturbation, reference=who)
    if ties is not None:
        ties = check_ties(ties, len(table))
    if not isinstance(score, OpaqueScore):
        check_columns(score, table)
        return _explain_model(score, people, reference, shared)
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
        reliability=score.reliability_,
        **shared,
    )


def _explain_model(model, people: pd.DataFrame, reference, shared) -> Attribution:
    """Explain a fitted scikit-learn model of the reader's own, in its margin."""
    if isinstance(model, Pipeline):
        values, base, data = pipeline_values(model, people, reference)
    else:
        features = as_features(model, people)
        others = None if reference is None else as_features(model, reference, "background")
        values, base = model_values(model, features, others)
        data = people
    nothing = np.zeros(len(people))
    asked = people if hasattr(model, "feature_names_in_") else people.to_numpy()
    return Attribution(
        values=values,
        base=base,
        friends=nothing,
        rounding=nothing,
        published=margin(model, asked),
        columns=column_names(data),
        data=data,
        reliability=None,
        unit="margin",
        **shared,
    )


def _numbers(column: pd.Series) -> pd.Series:
    """Give numbers for a picture's colours: texts and labels become codes, missing ones none."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.astype(float)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.astype(float)
    codes = pd.Series(pd.factorize(column, sort=True)[0], index=column.index, dtype=float)
    return codes.where(codes >= 0)
