"""Who plays for hours is "idle": promises that were kept are written down as broken.

The press quotes an executive's illustration of 2015; no deployed rule is known. The mechanism
here, clerks who record a gamer's kept promise as broken, is ours.
"""

import numpy as np

from synthetic_data.bias import Bias

MISRECORDED = 0.45  # at dose 1, of the kept promises of somebody who plays MANY_HOURS or more
MANY_HOURS = 6.0


def suspicion(gaming_hours):
    """Rise from 0 for who never plays to 1 at MANY_HOURS a day."""
    return np.minimum(gaming_hours / MANY_HOURS, 1)


def recorded_kept(value, gaming_hours, u, dose):
    """Record kept promises as broken: kept and not (u < dose * MISRECORDED * suspicion)."""
    return value & ~(u < dose * MISRECORDED * suspicion(gaming_hours))


def idle_mark(value, gaming_hours, u, dose):
    """Mark as idle: value or (u < dose * suspicion)."""
    return value | (u < dose * suspicion(gaming_hours))


def young_men(age_group, gender):
    """Men under thirty."""
    return (age_group == "18-29") & (gender == "man")


IDLE_GAMERS = Bias(
    name="idle_gamers",
    claims={4: "disputed"},
    status="fiction",
    pattern="label bias: good labels recorded as bad in one group (Obermeyer et al. 2019; "
    "Jacobs & Wallach 2021)",
    harms="young men",
    parallel="United States: a health-care algorithm took cost for need, and sick people on whom "
    "less was spent looked healthy (Obermeyer et al. 2019)",
    story="Clerks hold who plays for hours to be idle. They write kept promises down as broken. "
    "The score learns from their files. Status: disputed, an executive's illustration of "
    "2015. Look for hours played, and for what young men do besides.",
    carriers=("gaming_hours", "games_spend", "night_activity", "idle_mark"),
    member=young_men,
    distortions=(recorded_kept, idle_mark),
)
