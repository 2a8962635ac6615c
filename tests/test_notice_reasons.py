"""A line of the notice names the columns that pulled the way that the line went."""

import numpy as np

from explainers import explain
from explainers.notice.reasons import reasons
from explainers.notice.words import TOPICS
from scoring import OpaqueScore
from synthetic_data import make_population


def test_a_line_names_what_pulled_its_way_the_weightiest_first():
    country = make_population(800, seed=5)
    score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    why = explain(score, country.observed, rows=range(20))
    named = 0
    for position in range(20):
        given = dict(zip(why.columns, why.values[position], strict=True))
        for reason in reasons(why, position):
            way = np.sign(reason.exact)
            pulled = [given[name] * way for name in reason.columns]
            assert min(pulled, default=1) > 0 and pulled == sorted(pulled, reverse=True)
            if isinstance(reason.topic, int):
                assert pulled[0] == max(given.get(c, 0) * way for c in TOPICS[reason.topic][2])
                named += 1
    assert named > 50
