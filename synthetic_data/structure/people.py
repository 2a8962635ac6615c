"""Who people are. An auditor groups people by these columns; a scorer never sees them.

Simsim and its valley and hill people are invented. With all doses at 0, community, dialect
and district type have no effect on whether promises are kept; where another group differs,
``outcome_reason`` says why.
"""

import numpy as np
import pandas as pd

from synthetic_data.draws import by, choose
from synthetic_data.variable import protected

NEIGHBOURHOODS = 64  # in a district
PLACES = {
    "city": (0, 24),
    "town": (24, 44),
    "country": (44, NEIGHBOURHOODS),
}  # neighbourhoods of each type
PRICES = {"city": 1.12, "town": 1.0, "country": 0.88}  # local level of wages and prices


@protected(categories=("valley", "hill"))
def community(u):
    """Community of birth: one person in five is of the hill people, a minority everywhere."""
    return choose(u, {"valley": 0.8, "hill": 0.2})


@protected(categories=("woman", "man"))
def gender(u):
    """Gender in the register, which knows two."""
    return choose(u, {"woman": 0.51, "man": 0.49})


@protected(
    unit="years",
    range=(18, 90),
    resolution=1,
    outcome_reason="People settle: older people are more diligent and take fewer risks.",
)
def age(u):
    """Age: adults only; even up to 60, then thinning out, as in a register of residents."""
    return np.floor(np.where(u < 0.7, 18 + 42 * u / 0.7, 60 + 31 * (1 - np.sqrt((1 - u) / 0.3))))


@protected(
    categories=("18-29", "30-44", "45-64", "65+"),
    outcome_reason="People settle: older people are more diligent and take fewer risks.",
)
def age_group(age):
    """Age in four groups, as official statistics print it."""
    codes = np.searchsorted([30, 45, 65], age, side="right").astype(np.int8)
    return pd.Categorical.from_codes(codes, categories=["18-29", "30-44", "45-64", "65+"])


@protected(unit="speaks it at home")
def hill_dialect(community, u):
    """Hill dialect at home: most hill people, and a few valley people who married or moved."""
    return u < by(community, {"valley": 0.03, "hill": 0.8})


@protected(categories=("city", "town", "country"))
def district_type(community, u):
    """Kind of place: hill people more often live in the country, where they came from."""
    rural = by(community, {"valley": 0.22, "hill": 0.45})
    return choose(u, {"city": 0.42 - 0.5 * (rural - 0.22), "town": 0.36, "country": rural})


@protected(unit="number within the district", range=(0, NEIGHBOURHOODS - 1), resolution=1)
def neighbourhood(district_type, community, u):
    """Neighbourhood: people live near their own; hill people crowd the last numbers of a type."""
    first = by(district_type, {place: low for place, (low, _) in PLACES.items()})
    number = by(district_type, {place: high - low for place, (low, high) in PLACES.items()})
    position = np.where(community == "hill", u**0.35, u)
    return np.floor(first + number * position)


@protected(
    unit="registered as disabled",
    outcome_reason="Lower pay leaves less room in a bad month, hence more broken promises.",
)
def disabled(age, u):
    """Disability: rises with age, from one in twenty of the young to one in five of the old."""
    return u < 0.03 + 0.0022 * (age - 18)


@protected(
    categories=("with parents", "alone", "couple", "family", "single parent"),
    outcome_reason="One income and more mouths make single parents and families short of money.",
)
def household(age, gender, u):
    """Household: young people live with parents or alone, those in mid-life with children.

    Four single parents in five are women.
    """
    young, middle = age < 28, (age >= 28) & (age < 50)
    return choose(
        u,
        {
            "with parents": np.where(young, 0.40, 0.03),
            "alone": np.where(young, 0.27, np.where(middle, 0.18, 0.30)),
            "couple": np.where(young, 0.18, np.where(middle, 0.22, 0.55)),
            "family": np.where(young, 0.10, np.where(middle, 0.48, 0.10)),
            "single parent": by(gender, {"woman": 1.6, "man": 0.4})
            * np.where(young, 0.03, np.where(middle, 0.09, 0.02)),
        },
    )


@protected(
    unit="children under three",
    range=(0, 3),
    resolution=1,
    outcome_reason="Children cost money and time, and families with small ones are short of both.",
)
def small_children(household, age, u):
    """Children in nappies: where a household has children and the parents are under about 45."""
    fertile = np.clip((46 - age) / 22, 0, 1) * (
        (household == "family") | (household == "single parent")
    )
    return np.select([u < 0.04 * fertile, u < 0.22 * fertile, u < 0.75 * fertile], [3, 2, 1], 0)


@protected(
    categories=(
        "student",
        "teacher",
        "journalist",
        "medical",
        "accountant",
        "office",
        "trade",
        "shop",
        "farm",
        "unemployed",
        "retired",
    ),
    outcome_reason="Jobs differ in pay and in the age of those who do them.",
)
def profession(age, education, district_type, u):
    """Profession: learned jobs need diplomas, farms lie in the country, pensions start at 65."""
    higher = by(education, {"basic": 0.0, "secondary": 0.25, "higher": 1.0})
    manual = by(education, {"basic": 1.0, "secondary": 0.8, "higher": 0.15})
    working = np.where(age < 66, 1.0, 0.08)
    return choose(
        u,
        {
            "student": np.where(age < 26, 0.9, 0.01),
            "teacher": 0.16 * higher * working,
            "journalist": 0.04 * higher * working,
            "medical": (0.16 * higher + 0.04) * working,
            "accountant": 0.10 * higher * working,
            "office": (0.15 + 0.35 * higher) * working,
            "trade": 0.40 * manual * working,
            "shop": (0.10 + 0.20 * manual) * working,
            "farm": by(district_type, {"city": 0.0, "town": 0.02, "country": 0.25}) * working,
            "unemployed": (0.04 + 0.06 * manual) * working,
            "retired": np.where(age < 60, 0.005, np.where(age < 66, 0.3, 2.5)),
        },
    )
