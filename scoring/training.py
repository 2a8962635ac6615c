"""One way to train the score of a country."""

from __future__ import annotations

from scoring.opaque import OpaqueScore
from synthetic_data import Population


def train_score(
    population: Population,
    model: str = "boosted",
    *,
    social_weight: float = 0.0,
    undisclosed: bool = False,
    measure: bool = True,
) -> OpaqueScore:
    """Train a score on a country's own records: on those who are selected, seven tenths of them.

    Parameters
    ----------
    population : Population
    model, social_weight
        As for :class:`OpaqueScore`.
    undisclosed : bool
        Whether it reads the columns that are not disclosed as well.
    measure : bool
        As for :meth:`OpaqueScore.fit`.

    Returns
    -------
    OpaqueScore
        Fitted on ``population.training``; the rest are people that it does not know.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="level")
    >>> train_score(country, "scorecard").reliability_.n_people
    277
    """
    table = population.files if undisclosed else population.observed
    rows = population.training
    score = OpaqueScore(model, social_weight=social_weight)
    return score.fit(table[rows], population.recorded[rows], measure=measure)
