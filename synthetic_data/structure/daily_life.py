"""Shopping basket, leisure and company, as a phone sees them.

None of these columns causes a promise to be kept or broken. Some go along with it, because
diligence, money worries or age stand behind both: that is what a score feeds on.
"""

import numpy as np

from synthetic_data.draws import by, count, exponential, lognormal, normal
from synthetic_data.variable import observed


@observed(unit="packs per month", range=(0, 20), resolution=1)
def nappies(small_children, u):
    """Nappies: bought for small children, at times as a gift or for an old parent."""
    return count(u, np.where(small_children > 0, 0.0, 0.05)) + np.rint(
        small_children * (2.0 + 2.0 * u)
    )


@observed(unit="hours per day", range=(0, 16), resolution=0.1)
def gaming_hours(age, gender, free_time, u):
    """Hours a day spent on video games: young men most; limited by free time."""
    habit = by(gender, {"woman": 0.45, "man": 1.0}) * np.exp(-0.045 * (age - 22))
    return exponential(u, 0.52 * habit * free_time)


@observed(unit="crowns per month", range=(0, 600), resolution=1)
def games_spend(gaming_hours, income, u):
    """Money spent on games: by hours played, and by what one earns."""
    return lognormal(u, 4.0 * gaming_hours * np.sqrt(income / 1900), 0.6)


@observed(unit="per year", range=(0, 60), resolution=1)
def books(curiosity, education, u):
    """Books bought: the curious, and those who studied."""
    taste = by(education, {"basic": 0.7, "secondary": 1.0, "higher": 1.6})
    return count(u, 2.4 * taste * np.exp(0.5 * curiosity))


@observed(unit="bottles per month", range=(0, 60), resolution=1)
def alcohol(risk_taste, age, gender, u):
    """Alcohol: by taste for risk; less among women and the very old."""
    taste = by(gender, {"woman": 0.75, "man": 1.25}) * np.where(age > 75, 0.6, 1.0)
    return count(u, 2.8 * taste * np.exp(0.35 * risk_taste))


@observed(unit="crowns per month", range=(0, 500), resolution=1)
def lottery(risk_taste, strain, u):
    """Lottery and betting: by taste for risk, and by hope when money is short."""
    return np.maximum(0, lognormal(u, np.exp(1.2 + 0.5 * risk_taste + 0.25 * strain), 1.1) - 3)


@observed(unit="share of food spending", range=(0, 1), resolution=0.01)
def fresh_food(income, household, u):
    """Fresh food in the basket: families cook, and it costs more."""
    cooks = by(
        household,
        {"with parents": 0.0, "alone": -0.05, "couple": 0.05, "family": 0.08, "single parent": 0.0},
    )
    return 0.4 + cooks + 0.07 * np.log(income / 1900) + normal(u, 0, 0.12)


@observed(unit="crowns per month", range=(0, 800), resolution=1)
def gifts(sociability, income, u):
    """Gifts and donations: by company kept, and by what one earns."""
    return lognormal(u, 0.009 * income * np.exp(0.35 * sociability), 0.8)


@observed(unit="hours per day", range=(0, 12), resolution=0.1)
def streaming_hours(free_time, u):
    """Films and series: a share of free time, whoever has it."""
    return exponential(u, 0.25 * free_time)


@observed(unit="hours per week", range=(0, 30), resolution=0.1)
def sport(free_time, age, disabled, u):
    """Sport: by free time; less with age, and with a disability."""
    able = np.where(disabled, 0.4, 1.0) * np.exp(-0.012 * (age - 46))
    return exponential(u, 0.55 * able * free_time)


@observed(unit="share of phone use", range=(0, 1), resolution=0.01)
def night_activity(age, gaming_hours, diligence, u):
    """Phone use between midnight and five: the young, the players, the disorderly."""
    return (
        0.10 - 0.0012 * (age - 46) + 0.010 * gaming_hours - 0.012 * diligence + normal(u, 0, 0.05)
    )


@observed(unit="days per year", range=(0, 150), resolution=1)
def travel(income, sociability, u):
    """Days away from home: by purse and company."""
    return count(u, 14 * (income / 1900) ** 0.6 * np.exp(0.15 * sociability))


@observed(unit="people", range=(3, 2_000), resolution=1)
def contacts(sociability, age, u):
    """Contacts in the phone: the sociable have more; the old use the phone less."""
    return lognormal(u, 140 * np.exp(0.4 * sociability - 0.008 * (age - 46)), 0.35)


@observed(unit="per day", range=(0, 400), resolution=1)
def messages(contacts, age, u):
    """Messages sent: by contacts; the young write more."""
    return lognormal(u, 0.16 * contacts * np.exp(-0.012 * (age - 46)), 0.5)
