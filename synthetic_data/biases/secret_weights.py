"""The scorer uses an index that it does not show.

That weights are secret is documented; that nobody knows anything of them is disputed. The index
here is ours: it knows people's money worries, a true cause, and is correlated with a group that
no column names. A scorer that is trained on ``observed`` joined with ``undisclosed`` uses it.
"""

import numpy as np

from synthetic_data.bias import Bias

ONE_INCOME = 0.8  # standard deviations that the index adds for a home with a single income


def hidden_index(value, strain, household, u, dose):
    """Buy the index where u < dose: strain + 0.8 single parent; else the value so far."""
    return np.where(u < dose, strain + ONE_INCOME * (household == "single parent"), value)


def single_parents(household):
    """Single parents."""
    return household == "single parent"


SECRET_WEIGHTS = Bias(
    name="secret_weights",
    claims={2: "documented"},
    status="documented",
    pattern="omitted variable: a hidden cause that is correlated with a group (Jung et al. 2018)",
    harms="single parents, which an auditor who sees no weights must find",
    parallel="France: code of the family-benefit risk score was first released with some variables "
    "masked; Germany: a court upheld a credit bureau's secrecy in 2014",
    story="The scorer buys an index of money worries. It shows neither the index nor its weight. "
    "One home with one income is counted as more worried than it is. Status: secrecy "
    "documented, total secrecy disputed. Look for what 'not disclosed' does to each group.",
    carriers=("not disclosed",),
    member=single_parents,
    distortions=(hidden_index,),
)
