"""A machine guesses who is of the minority, and the points table takes points for it.

Cameras that claim to identify a minority were listed as a product and tested: documented. That
the guess costs points, as here, is ours. At dose 0 the guess is a coin toss.
"""

import numpy as np

from synthetic_data.bias import Bias


def guessed_hill(value, community, u, dose):
    """Guess rightly where u < dose, else keep the coin toss: right with (1 + dose) / 2."""
    return np.where(u < dose, community == "hill", value)


def guessed_about(community):
    """The hill people."""
    return community == "hill"


INFERRED_MINORITY = Bias(
    name="inferred_minority",
    claims={14: "documented"},
    status="fiction",
    pattern="direct use of an inferred group (Barocas & Selbst 2016)",
    harms="the minority community (hill people)",
    parallel="European Union: sorting people by biometrics to infer race or opinions is "
    "prohibited (Art. 5(1)(g) of Regulation 2024/1689)",
    story="A camera guesses who is of the hill people. The points table takes points for the "
    "guess. No column names the community. Status: the guess is documented, its price is "
    "ours. Look for what the guess goes along with.",
    carriers=("guessed_hill",),
    member=guessed_about,
    distortions=(guessed_hill,),
)
