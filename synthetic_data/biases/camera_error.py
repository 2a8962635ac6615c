"""Cameras take one person for another, and more often where a face was rare in their training.

False matches that differ by group were measured in 189 algorithms (NISTIR 8280): documented. It
is what a camera was trained on that matters, not where its maker sits. That false matches enter
a score, as here, is ours.
"""

import numpy as np

from synthetic_data.bias import Bias
from synthetic_data.draws import count

FALSE_HILL, FALSE_VALLEY = 1.6, 0.15  # at dose 1, false matches in five years


def recorded_offences(value, community, u, dose):
    """Write down false matches: value + Count(dose * (1.6 for hill, 0.15 for valley people))."""
    rate = np.where(community == "hill", FALSE_HILL, FALSE_VALLEY)
    return value + count(u, dose * rate)


def rare_in_training(community):
    """The hill people, few of whom are in the camera's training set."""
    return community == "hill"


CAMERA_ERROR = Bias(
    name="camera_error",
    claims={13: "documented"},
    status="fiction",
    pattern="group-conditional sensor error (NISTIR 8280, 2019; compare Buolamwini & Gebru 2018)",
    harms="the community that is rare in the camera's training set (hill people)",
    parallel="United States: the national standards institute measured false matches that differ "
    "by group in algorithms from many countries (NISTIR 8280, 2019)",
    story="Cameras learned from valley faces. They take hill people for one another. Each match "
    "is an offence on file. Status: documented, error rates that differ by group. Look for "
    "records without offences.",
    carriers=("recorded_offences",),
    member=rare_in_training,
    distortions=(recorded_offences,),
)
