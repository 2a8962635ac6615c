"""What a score does next: loops of score, consequence, behaviour and records, score again.

A score acts on the people it scores. Each mechanism here is one such loop, with a dose in
[0, 1]: 0 cuts it. The truth stays out of reach: who keeps promises hangs on causes that no
mechanism moves (abroad, in ``exported_score``, on another law from the same causes). The score
sees observed columns and ties only; where the *world* must answer, as a patrol that finds what
there is, a module reads hidden columns and says so. The score is kept; with ``retrain`` a clone
learns anew in every round, from the records that its own scores brought about.

Columns that are made of other people's (a neighbourhood's mean, a stranger's file) are drawn once,
before round 0: inside a loop they move only where the mechanism itself moves them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scoring.aftermath.bought_prominence import BOUGHT_PROMINENCE
from scoring.aftermath.dropped_friends import DROPPED_FRIENDS
from scoring.aftermath.exported_score import EXPORTED_SCORE
from scoring.aftermath.function_creep import FUNCTION_CREEP
from scoring.aftermath.health_code import HEALTH_CODE
from scoring.aftermath.history import Aftermath
from scoring.aftermath.lasting_exception import LASTING_EXCEPTION
from scoring.aftermath.loop import play
from scoring.aftermath.patrol_feedback import PATROL_FEEDBACK
from scoring.aftermath.perk_cliffs import PERK_CLIFFS
from scoring.aftermath.score_chasing import SCORE_CHASING
from scoring.aftermath.world import Mechanism, World
from scoring.opaque import OpaqueScore
from synthetic_data import Population, arguments

__all__ = ["MECHANISMS", "Aftermath", "Mechanism", "World", "run"]

MECHANISMS: dict[str, Mechanism] = {
    mechanism.name: mechanism
    for mechanism in (
        PERK_CLIFFS,
        SCORE_CHASING,
        BOUGHT_PROMINENCE,
        DROPPED_FRIENDS,
        PATROL_FEEDBACK,
        HEALTH_CODE,
        LASTING_EXCEPTION,
        EXPORTED_SCORE,
        FUNCTION_CREEP,
    )
}


def run(
    mechanism: str,
    score: OpaqueScore,
    population: Population,
    *,
    dose: float = 1.0,
    rounds: int = 10,
    groups: Mapping[str, np.ndarray] | str | None = None,
    retrain=None,
) -> Aftermath:
    """Let a score act on the people it scores, round by round.

    Parameters
    ----------
    mechanism : str
        A key of ``MECHANISMS``.
    score : OpaqueScore
        Fitted, whatever its model and columns; the points table is the fast one.
    population : Population
        Everybody who is scored; it stays as it is.
    dose : float in [0, 1]
        0 cuts the loop: every round's scores are the first ones, bit for bit.
    rounds : int
        How often people are scored again after the first score; at least 1.
    groups : mapping of str to boolean array of shape (n,), or str, optional
        Groups to follow, or the name of a categorical protected column such as "community";
        the mechanism's harmed group if left out.
    retrain : boolean array of shape (n,), optional
        Training rows, such as ``population.split()[0]``. A clone of the score is trained on
        what is recorded of them: before round 0, and again in every round. If left out, the
        score is kept.

    Returns
    -------
    Aftermath
        With ``history`` by round and group, and the same with the loop cut.

    Raises
    ------
    ValueError
        For an unknown mechanism, a dose outside [0, 1], no rounds, an empty group or
        ``retrain``, or a population without columns that the score was fitted on.
    sklearn.exceptions.NotFittedError
        If the score is not fitted; it is a ValueError too.

    Examples
    --------
    >>> from scoring import OpaqueScore
    >>> from synthetic_data import make_population
    >>> country = make_population(3000, scenario="level", seed=1)
    >>> score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    >>> after = run("score_chasing", score, country, rounds=3)
    >>> after.history.columns[:4].tolist()
    ['round', 'group', 'people', 'share']
    >>> bool(abs(after.gap().iloc[-1]) > abs(after.gap().iloc[0]))
    True
    """
    arguments.check_names("mechanism", [mechanism], MECHANISMS)
    return play(
        MECHANISMS[mechanism],
        score,
        population,
        dose=dose,
        rounds=rounds,
        groups=groups,
        retrain=retrain,
    )
