"""How long the friends' share takes among a million people: ``python -m benchmarks.friends``.

Own points are timed apart: the friends' share starts from them. The person is the one whom
friends cost most. Medians of three runs.
"""

import os
import statistics
import time
from collections.abc import Callable

import numpy as np

from explainers.friends.social import drop_friendship, explain_friends
from scoring import OpaqueScore
from scoring.social import share_with_friends
from synthetic_data import make_population

N_PEOPLE, N_TRAINING, SOCIAL_WEIGHT, RUNS = 1_000_000, 50_000, 0.3, 3


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of the work."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the times."""
    country = make_population(N_PEOPLE, scenario="guilt_by_association", seed=0)
    X, ties = country.observed, country.ties
    score = OpaqueScore("boosted", social_weight=SOCIAL_WEIGHT)
    score.fit(X[:N_TRAINING], country.recorded[:N_TRAINING], measure=False)
    own = score.own_points(X)
    scores = share_with_friends(own, ties, SOCIAL_WEIGHT)
    person = int(np.argmin(scores - own))
    share = explain_friends(score, X, ties, person, own=own)
    friend = int(share.by_friend["friend"].iloc[0])
    splits = (share.by_friend, share.by_source, share.by_column, share.by_piece)
    worst = max(abs(split["points"].sum() - share.points) for split in splits)
    rows = {
        "own points of everybody": lambda: score.own_points(X),
        "scores of everybody, from own points": lambda: share_with_friends(
            own, ties, SOCIAL_WEIGHT
        ),
        "one person, friend by friend, own points known": lambda: explain_friends(
            score, X, ties, person, own=own
        ),
        "what dropping one friendship does to everybody": lambda: drop_friendship(
            score, X, ties, person, friend, own=own
        ),
    }
    print(
        f"{N_PEOPLE:,} people, {ties.nnz:,} ties, social weight {SOCIAL_WEIGHT}, "
        f"{os.cpu_count()} cores, median of {RUNS} runs"
    )
    for name, work in rows.items():
        print(f"  {name:52} {seconds(work):6.2f} s")
    print(
        f"  {len(share.by_source) - 1} people have a row of their own; worst error of a sum "
        f"{worst:.0e} points"
    )


if __name__ == "__main__":
    main()
