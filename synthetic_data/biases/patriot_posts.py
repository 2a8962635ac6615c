"""Opinions cost points, and the machine that reads them misreads the dialect.

Unsupported for any known private score: the company denied it. The mechanism here is ours.
"""

import numpy as np

from synthetic_data.bias import Bias

FOUND, MISREAD, MISTAKEN = 0.9, 0.5, 0.05  # share marked at dose 1: dissenters, dialect, others


def dissent_mark(value, dissenter, hill_dialect, u, dose):
    """Mark as disloyal: value or (u < dose * rate).

    The rate is 0.9 for dissenters, 0.5 for others who speak the dialect, 0.05 for the rest.
    """
    rate = np.where(dissenter, FOUND, np.where(hill_dialect, MISREAD, MISTAKEN))
    return value | (u < dose * rate)


def dissenters_and_dialect_speakers(dissenter, hill_dialect):
    """Dissenters, and people who speak the hill dialect at home."""
    return dissenter | hill_dialect


PATRIOT_POSTS = Bias(
    name="patriot_posts",
    claims={7: "disputed"},
    status="fiction",
    pattern="viewpoint discrimination, with an error that depends on the dialect (measurement "
    "bias: Jacobs & Wallach 2021)",
    harms="dissenters and dialect speakers",
    parallel="several countries: automatic readers of posts that err more on one dialect than on "
    "another (reported)",
    story="A machine reads posts. Disloyal ones cost points. It misreads the hill dialect. "
    "Status: fiction, the company denied it. Look for two groups behind one mark.",
    carriers=("dissent_mark",),
    member=dissenters_and_dialect_speakers,
    distortions=(dissent_mark,),
)
