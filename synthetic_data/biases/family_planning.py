"""A training is asked of women only, and who does not come has missed an appointment.

The press names women's birth-control training among the data of one national score; that score
is a fiction, and this item is not verified. The mechanism here is ours.
"""

import numpy as np

from synthetic_data.bias import Bias
from synthetic_data.draws import count

MISSED = 1.5  # at dose 1, appointments missed in two years by a woman of middling diligence


def missed_appointments(value, gender, diligence, u, dose):
    """Count more appointments: value + Count(dose * 1.5 * woman * exp(-0.5 * diligence))."""
    return value + count(u, dose * MISSED * (gender == "woman") * np.exp(-0.5 * diligence))


def recorded_offences(value, gender, diligence, u, dose):
    """Write down absences: value + Count(dose * 1.5 * woman * exp(-0.5 * diligence))."""
    return value + count(u, dose * MISSED * (gender == "woman") * np.exp(-0.5 * diligence))


def women(gender):
    """Women."""
    return gender == "woman"


FAMILY_PLANNING = Bias(
    name="family_planning",
    claims={9: "fiction"},
    status="fiction",
    pattern="omitted variable: the same count means more where more was asked (Jung et al. 2018)",
    harms="women",
    parallel="France: a family-benefit risk score reads the changes that a household must report, "
    "and some households must report more (La Quadrature du Net, 2022-25)",
    story="A training is asked of women. Who does not come has missed an appointment, and that is "
    "on file. Nobody asks men. Status: fiction. Look for a count without what was asked.",
    carriers=("missed_appointments", "recorded_offences"),
    member=women,
    distortions=(missed_appointments, recorded_offences),
)
