"""Patrols follow records, and records follow patrols.

That platforms flag people and places is documented; that machines decide arrests is disputed.
The loop here is ours, after two models of predictive policing (Lum & Isaac 2016; Ensign et al.
2018). With ``R_k`` a neighbourhood's records a head and ``R`` the country's,

    patrols_k = c * (R_k / R) ** (HOT_SPOTS * dose), MIN_PATROLS to MAX_PATROLS, with c such that
                the country has as many patrols as before: a mean of 1 a person
    records'  = first records + Binomial(unrecorded offences, 0.25 * (patrols - 1))   more patrols
    records'  = first records - Binomial(first records, 1 - patrols)                  fewer

so that one offence in five is noted under one patrol, and proportionally more or fewer under
others. In logarithms, a difference ``a`` between first records becomes ``a + 2 * dose * a + ...``:
below dose 1/2 it settles at ``a / (1 - 2 * dose)``, from there on it grows until the limits stop
it, while the same offences are committed everywhere. What a patrol can find are the offences that
there are: the world knows that hidden column; the score does not.

Ledger row 15 (flagging documented, deciding disputed). Status of our loop: disputed, as such
loops are shown in models and hardly in the field. Harmed: people of the fifth of neighbourhoods
with most records a head at first. Parallel: a model of drug offences in a city of the United
States sent patrols back to where records already were.
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World
from synthetic_data.draws import binomial
from synthetic_data.structure.institutions import RECORDING_RATE

HOT_SPOTS = 2.0
MIN_PATROLS, MAX_PATROLS = 0.1, 4.0  # patrols, in units of the mean
SHARE_OUTS = 30  # rounds of sharing out what the limits took
SHARE_MOST_RECORDED = 0.2  # share of neighbourhoods


def per_place(values: np.ndarray, neighbourhoods: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean of a column in every neighbourhood, and its number of people; empty ones have 0."""
    people = np.bincount(neighbourhoods)
    return np.bincount(neighbourhoods, values) / np.maximum(people, 1), people


def send(hot: np.ndarray, people: np.ndarray, power: float) -> np.ndarray:
    """Share out the country's patrols: ``hot ** power``, limited, with a mean of 1 a person.

    What the limits take from one neighbourhood goes to the others, in proportion.
    """
    wanted, scale = hot**power, 1.0
    for _ in range(SHARE_OUTS):
        patrols = np.clip(scale * wanted, MIN_PATROLS, MAX_PATROLS)
        scale /= (people * patrols).sum() / people.sum()
    return patrols


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Patrols that each person meets, and the records that brought them."""
    records = world.observed["recorded_offences"].to_numpy(float)
    heads, people = per_place(records, world.population.places)
    hot = heads / records.mean() if records.any() else np.ones(len(heads))
    patrols = send(hot, people, HOT_SPOTS * dose)
    return {"patrols": patrols[world.population.places], "records": records}


def respond(world: World, dose: float) -> World:
    """Write down what this round's patrols find of the same offences."""
    patrols = world.consequences["patrols"]
    first = world.original("recorded_offences")
    unrecorded = np.maximum(world.original("offences") - first, 0)
    more = RECORDING_RATE / (1 - RECORDING_RATE) * np.maximum(patrols - 1, 0)
    luck = world.noise()
    recorded = binomial(luck, unrecorded, more)
    missed = binomial(1 - luck, first, np.maximum(1 - patrols, 0))
    return world.moved(recorded_offences=first + recorded - missed)


def most_recorded(world: World) -> np.ndarray:
    """People of the fifth of neighbourhoods with most records a head at first."""
    neighbourhoods = world.population.places
    heads, people = per_place(world.original("recorded_offences"), neighbourhoods)
    return heads[neighbourhoods] > np.quantile(heads[people > 0], 1 - SHARE_MOST_RECORDED)


PATROL_FEEDBACK = Mechanism(
    name="patrol_feedback",
    claims={15: "disputed"},
    status="disputed",
    pattern="feedback (Lum & Isaac 2016; Ensign et al. 2018)",
    harms="people of the fifth of neighbourhoods with most records at first",
    parallel="United States: a model of drug offences in one city sent patrols back to where "
    "records already were (Lum & Isaac 2016)",
    moves=("recorded_offences",),
    member=most_recorded,
    consequences=consequences,
    respond=respond,
)
