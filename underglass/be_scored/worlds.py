"""The sixteen worlds of the page: each of the four biases of ``sesame`` planted, or not.

World number k plants the biases whose bits k has, in the order of ``PLANTED``. Everywhere the
thousand inhabitants are the same people with the same luck, and know the same people.
``guilt_by_association`` changes what the scorer sees of their ties and no training: so there are
eight trained scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring import OpaqueScore
from synthetic_data import SCENARIOS, Population, make_population

SCENARIO = "sesame"
PLANTED = ("idle_gamers", "nappy_bonus", "watched_professions", "guilt_by_association")
TRAINED = PLANTED[:3]  # those that change a training
WORLDS = range(2 ** len(PLANTED))
SOCIAL_WEIGHT = 0.3
SEED, TRAINING_SEED = 1, 2


def doses_of(world: int) -> dict[str, float]:
    """Return the dose of each of the four biases in a world.

    Examples
    --------
    >>> doses_of(5)["idle_gamers"], doses_of(5)["nappy_bonus"]
    (0.8, 0.0)
    """
    full = SCENARIOS[SCENARIO]
    return {name: full[name] * (world >> bit & 1) for bit, name in enumerate(PLANTED)}


def model_of(world: int) -> int:
    """Return the number of a world's trained score, from 0 to 7."""
    return world % 2 ** len(TRAINED)


@dataclass(frozen=True)
class Worlds:
    """The closed country, and the scores that others were trained for.

    Attributes
    ----------
    n_people : int
        Inhabitants of the closed country.
    n_trained : int
        Other people, on whom each score is trained.
    measure : bool
        Whether each score's reliability is measured: a second training.
    """

    n_people: int = 1_000
    n_trained: int = 20_000
    measure: bool = True

    @cached_property
    def countries(self) -> list[Population]:
        """The closed country in each of the sixteen worlds."""
        country = make_population(self.n_people, scenario=SCENARIO, seed=SEED)
        return [country.twin(doses=doses_of(world)) for world in WORLDS]

    @cached_property
    def scores(self) -> list[OpaqueScore]:
        """The eight trained scores; that of a world is ``scores[model_of(world)]``."""
        others = make_population(self.n_trained, scenario=SCENARIO, seed=TRAINING_SEED)
        return [self._train(others.twin(doses=doses_of(world))) for world in range(8)]

    def _train(self, people: Population) -> OpaqueScore:
        chosen = people.selected  # all of them: nobody here is scored by this score
        score = OpaqueScore(social_weight=SOCIAL_WEIGHT)
        return score.fit(people.observed[chosen], people.recorded[chosen], measure=self.measure)

    def score(self, world: int) -> OpaqueScore:
        """Return a world's score."""
        return self.scores[model_of(world)]

    @cached_property
    def variants(self) -> dict[str, tuple[Population, np.ndarray]]:
        """The same people with the same luck in another life, and to whom it can be put.

        *less_money*: three tenths less income, with all that follows from it. *children*: two
        small children, and the household that goes with them, for who is under fifty and has none.
        """
        country = self.countries[-1]
        income = np.maximum(np.rint(country.column("income") * 0.07) * 10, 300)
        lives = country.column("household").astype(str)
        family = np.where(np.isin(lives, ["couple", "family"]), "family", "single parent")
        none = country.column("small_children") == 0
        changes = {"small_children": 2, "household": family}
        return {
            "less_money": (country.twin(do={"income": income}), np.ones(self.n_people, bool)),
            "children": (country.twin(do=changes), none & (country.column("age") < 50)),
        }
