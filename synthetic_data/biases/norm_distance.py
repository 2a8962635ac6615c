"""Whoever lives unlike the average loses points.

That behaviour is to be normalised is said to be an anonymous official's word. The mechanism here
is ours. The norm is a constant, what an office holds to be normal, not a mean of the sample.
"""

import numpy as np

from synthetic_data.bias import Bias

#: Middle and spread of log(1 + value) that an office holds to be normal. It thinks of a body that
#: can do sport.
NORM = {
    "sport": (1.3, 0.45),
    "travel": (2.2, 1.1),
    "streaming_hours": (0.6, 0.5),
    "messages": (3.1, 0.8),
}
USUAL, STRANGE = 1.2, 1.8  # distances at which the mark begins, and is certain at dose 1


def distance(sport, travel, streaming_hours, messages):
    """Root mean square of the distances from the norm, in spreads."""
    own = {"sport": sport, "travel": travel}
    own |= {"streaming_hours": streaming_hours, "messages": messages}
    squares = [((np.log1p(own[k]) - middle) / spread) ** 2 for k, (middle, spread) in NORM.items()]
    return np.sqrt(sum(squares) / len(squares))


def unusual_mark(value, sport, travel, streaming_hours, messages, u, dose):
    """Mark as unusual: value or (u < dose * strangeness), which rises from 0 to 1."""
    far = distance(sport, travel, streaming_hours, messages)
    return value | (u < dose * np.clip((far - USUAL) / (STRANGE - USUAL), 0, 1))


def unusual(sport, travel, streaming_hours, messages):
    """People who live unlike the average, disabled people more often than others."""
    return distance(sport, travel, streaming_hours, messages) > (USUAL + STRANGE) / 2


NORM_DISTANCE = Bias(
    name="norm_distance",
    claims={22: "disputed"},
    status="fiction",
    pattern="the average as a virtue: a construct that measures something else (Jacobs & Wallach "
    "2021)",
    harms="anyone who lives unlike the average, disabled people among them",
    parallel="several countries: software that watches exams takes unusual movements for "
    "cheating (reported)",
    story="An office knows what a normal life is. Distance from it costs points. A body that "
    "cannot do sport is far away. Status: disputed, an anonymous official. Look for people "
    "unusual in any direction.",
    carriers=("unusual_mark",),
    member=unusual,
    distortions=(unusual_mark,),
)
