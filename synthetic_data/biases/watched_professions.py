"""Teachers, journalists, medical staff and accountants are watched more closely.

The planning outline of 2014 asks for credit *records* of these professions; that is documented.
That closer watch lowers a score, as here, is ours: the same small offences, more often written
down.
"""

from synthetic_data.bias import Bias
from synthetic_data.draws import binomial

WATCHED = ("teacher", "journalist", "medical", "accountant")
NOTICED = 0.9  # at dose 1, of the offences that would have stayed unrecorded


def recorded_offences(value, offences, profession, u, dose):
    """Write down more: value + Binomial(offences - value, dose * NOTICED) where watched."""
    unrecorded = (offences - value) * profession.isin(WATCHED)
    return value + binomial(u, unrecorded, dose * NOTICED)


def watched(profession):
    """The four professions that the planning outline names."""
    return profession.isin(WATCHED)


WATCHED_PROFESSIONS = Bias(
    name="watched_professions",
    claims={8: "documented"},
    status="fiction",
    pattern="surveillance intensity: the same offences, recorded more often "
    "(measurement bias; compare Lum & Isaac 2016 and Bickel et al. 1975)",
    harms="teachers, journalists, medical staff and accountants",
    parallel="United States: police records follow where patrols go, not where offences happen "
    "(Lum & Isaac 2016)",
    story="Teachers, journalists, medical staff and accountants are to set an example. Their "
    "small offences are looked for. The same life gives a longer file. Status: records of "
    "these professions were planned in 2014, documented. Look for offences recorded against "
    "offences committed.",
    carriers=("recorded_offences",),
    member=watched,
    distortions=(recorded_offences,),
)
