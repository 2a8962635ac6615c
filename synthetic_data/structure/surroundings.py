"""What happens around people: their homes, and means over their neighbours.

The means are *social* variables: they depend on who else lives in the district, so the promise
that the first people stay the same whatever the size does not hold for them. No column here
causes a promise to be kept or broken.
"""

import numpy as np

from synthetic_data.draws import count
from synthetic_data.structure.people import NEIGHBOURHOODS
from synthetic_data.variable import latent


def mean_of_neighbours(neighbourhood, values):
    """Mean over the people of one's neighbourhood, oneself included; shape (n,)."""
    number = np.asarray(neighbourhood, dtype=int)
    total = np.bincount(number, weights=values, minlength=NEIGHBOURHOODS)
    people = np.bincount(number, minlength=NEIGHBOURHOODS)
    return (total / np.maximum(people, 1))[number]


@latent(unit="in five years", range=(0, 60), resolution=1)
def home_troubles(poor_quarter, u):
    """Leaks, noise and broken lamps at a home: old houses and absent landlords, not character."""
    return count(u, np.where(poor_quarter, 2.0, 0.3))


@latent(unit="in five years, mean", range=(0, 60), resolution=0.01, social=True)
def neighbourhood_troubles(neighbourhood, home_troubles):
    """Troubles at the homes of a neighbourhood, on average."""
    return mean_of_neighbours(neighbourhood, home_troubles)


@latent(unit="share of the neighbours", range=(0, 1), resolution=0.001, social=True)
def misfortune_nearby(neighbourhood, strain):
    """Share of the neighbours who are short of money: more than one standard deviation."""
    return mean_of_neighbours(neighbourhood, strain > 1)
