"""What people are like, and what weighs on them. Nobody sees these columns, not even a scorer."""

import numpy as np

from synthetic_data.draws import by, count, normal
from synthetic_data.structure.people import PRICES
from synthetic_data.variable import latent


@latent(unit="standard deviations", range=(-5, 5), resolution=0.001)
def diligence(age, u):
    """Diligence: minds dates and keeps order; rises slowly with age as people settle."""
    return normal(u, 0.012 * (age - 46), 0.98)


@latent(unit="standard deviations", range=(-5, 5), resolution=0.001)
def risk_taste(age, u):
    """Taste for risk: strongest in the young."""
    return normal(u, -0.018 * (age - 46), 0.95)


@latent(unit="standard deviations", range=(-5, 5), resolution=0.001)
def sociability(u):
    """Sociability: likes company; the same at every age and in every group."""
    return normal(u)


@latent(unit="standard deviations", range=(-5, 5), resolution=0.001)
def curiosity(u):
    """Curiosity: likes to read and to learn; the same at every age and in every group."""
    return normal(u)


@latent(unit="hours per day", range=(0.5, 14), resolution=0.1)
def free_time(profession, household, small_children, u):
    """Free hours a day: what job, household and small children leave."""
    of_job = by(
        profession,
        {
            "student": 5.5,
            "teacher": 4.0,
            "journalist": 3.5,
            "medical": 3.0,
            "accountant": 3.5,
            "office": 4.0,
            "trade": 3.5,
            "shop": 3.5,
            "farm": 2.8,
            "unemployed": 8.0,
            "retired": 8.0,
        },
    )
    family = (household == "family") | (household == "single parent")
    return of_job - 0.8 * family - 1.2 * np.minimum(small_children, 2) + normal(u, 0, 1.0)


@latent(unit="standard deviations", range=(-5, 5), resolution=0.001)
def strain(income, rent, household, district_type, u):
    """Money worries: needs against income, and bad luck that no file records.

    Needs grow with the household and with local prices. Prices follow wages, so a place's
    wage level itself does not strain anybody.
    """
    heads = by(
        household,
        {"with parents": 0.8, "alone": 1.0, "couple": 1.3, "family": 1.8, "single parent": 1.5},
    )
    needs = rent + 420 * heads * by(district_type, PRICES)
    return 1.15 * (np.log(needs / income) + 0.62) + normal(u, 0, 0.72)


@latent(unit="in five years", range=(0, 60), resolution=1)
def offences(risk_taste, diligence, u):
    """Small offences that happened, noticed or not: parking, fares, forms not handed in."""
    return count(u, 1.9 * np.exp(0.5 * risk_taste - 0.4 * diligence))
