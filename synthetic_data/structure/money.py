"""Schooling and money, as a bank and a shop see them."""

import numpy as np

from synthetic_data.draws import by, choose, count, exponential, lognormal, normal
from synthetic_data.structure.people import PRICES
from synthetic_data.variable import observed


@observed(categories=("basic", "secondary", "higher"))
def education(age, curiosity, u):
    """Highest diploma: schooling widened over the decades, and the curious stay longer."""
    young = np.clip((70 - age) / 45, 0, 1)
    pull = np.exp(0.5 * curiosity)
    return choose(
        u, {"basic": 0.45 - 0.25 * young, "secondary": 0.40, "higher": (0.12 + 0.22 * young) * pull}
    )


@observed(unit="crowns per month", range=(300, 30_000), resolution=10)
def income(profession, education, age, disabled, district_type, u):
    """Income: by job, diploma and experience; higher in cities, as prices are.

    Disabled people earn less on average: fewer hours, and worse offers for the same work.
    """
    of_job = by(
        profession,
        {
            "student": 800,
            "teacher": 2300,
            "journalist": 2200,
            "medical": 2600,
            "accountant": 2700,
            "office": 2200,
            "trade": 1950,
            "shop": 1600,
            "farm": 1700,
            "unemployed": 950,
            "retired": 1500,
        },
    )
    schooling = by(education, {"basic": 0.90, "secondary": 1.0, "higher": 1.22})
    experience = 1 + 0.008 * (np.minimum(age, 60) - 40)
    local = by(district_type, PRICES) * np.where(disabled, 0.85, 1.0)
    return lognormal(u, of_job * schooling * experience * local, 0.32)


@observed(unit="crowns per month", range=(0, 8_000), resolution=10)
def rent(household, district_type, u):
    """Rent or mortgage: by size of the home and local prices; little for those with parents."""
    size = by(
        household,
        {"with parents": 120, "alone": 520, "couple": 640, "family": 820, "single parent": 680},
    )
    return lognormal(u, size * by(district_type, PRICES), 0.25)


@observed(unit="months of income", range=(0, 60), resolution=0.1)
def savings(diligence, strain, age, u):
    """Savings: put aside over a life by those who plan and can."""
    return exponential(u, 0.06 * (age - 15) * np.exp(0.3 * diligence - 0.6 * strain))


@observed(unit="share of yearly income", range=(0, 3), resolution=0.01)
def debt(strain, risk_taste, diligence, u):
    """Consumer debt: taken on in need, or for pleasure."""
    return exponential(u, 0.22 * np.exp(0.55 * strain + 0.25 * risk_taste - 0.2 * diligence))


@observed(unit="years", range=(0, 70), resolution=1)
def years_with_bank(age, u):
    """Years with the present bank: limited by age; people change banks now and then."""
    return u**1.3 * (age - 16)


@observed(unit="in two years", range=(0, 24), resolution=1)
def late_payments(diligence, strain, u):
    """Bills paid late: forgotten, or not affordable in time."""
    return count(u, np.exp(-0.55 - 0.55 * diligence + 0.65 * strain))


@observed(unit="days after the due date", range=(-20, 60), resolution=0.1)
def payment_delay(diligence, strain, u):
    """Average day of payment: the orderly pay early, the strained late."""
    return -3.0 - 2.2 * diligence + 2.6 * strain + normal(u, 0, 4.0)


@observed(unit="crowns", range=(40, 2_500), resolution=10)
def phone_price(income, age, risk_taste, u):
    """Price of the phone that the app runs on: taste and money; the old buy cheaper ones."""
    return lognormal(u, 0.19 * income * np.exp(0.12 * risk_taste - 0.010 * (age - 46)), 0.45)


@observed(categories=("discount", "market", "mall", "online"))
def main_shop(income, age, district_type, u):
    """Where most shopping is done: by purse, by age, and by what a place has."""
    rich = np.log(income / 1900)
    return choose(
        u,
        {
            "discount": 0.38 * np.exp(-0.7 * rich),
            "market": by(district_type, {"city": 0.12, "town": 0.2, "country": 0.38}),
            "mall": by(district_type, {"city": 0.3, "town": 0.25, "country": 0.1}),
            "online": 0.25 * np.exp(0.5 * rich - 0.02 * (age - 46)),
        },
    )
