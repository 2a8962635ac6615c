"""How long a country of a million people takes, against NumPy drawing as many raw uniforms.

``python -m benchmarks.generating``. The baseline draws one array of uniforms for every noise
stream that the country uses, with ``numpy.random.default_rng``, NumPy's documented way, and keeps
them all. Both sides are warm, take turns, and run in one process; medians of five runs.
"""

import resource
import statistics
import sys
import time

import numpy as np

from synthetic_data import make_population
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import CIRCLES

N_PEOPLE, RUNS = 1_000_000, 5
STREAMS = sum("u" in v.function.__code__.co_varnames for v in STRUCTURE.values())
FRIEND_STREAMS = 3 * len(CIRCLES)  # order, number and distance


def uniforms(streams: int) -> float:
    """Draw and keep raw uniforms; return the seconds it took."""
    rng = np.random.default_rng(0)
    start = time.perf_counter()
    kept = [rng.random(N_PEOPLE) for _ in range(streams)]
    elapsed = time.perf_counter() - start
    assert len(kept) == streams
    return elapsed


def country() -> tuple[float, float, float]:
    """Generate people, then their friendships; return both times and friends a person."""
    start = time.perf_counter()
    population = make_population(N_PEOPLE, scenario="level", seed=0)
    people = time.perf_counter()
    friendships = population.friendships
    end = time.perf_counter()
    return people - start, end - people, friendships.nnz / N_PEOPLE


def main() -> None:
    """Print medians and ratios."""
    uniforms(STREAMS), country()
    rows = [(*country(), uniforms(STREAMS), uniforms(FRIEND_STREAMS)) for _ in range(RUNS)]
    people, friends, each, raw, raw_friends = (
        statistics.median(c) for c in zip(*rows, strict=True)
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_gb = peak / (1e9 if sys.platform == "darwin" else 1e6)
    print(f"{N_PEOPLE:,} people, {len(STRUCTURE)} variables, one process, median of {RUNS} runs")
    print(f"  NumPy {np.__version__}, {STREAMS} raw uniforms a person, kept   {raw:6.2f} s")
    print(f"  people                            {people:6.2f} s  {people / raw:5.1f} times NumPy")
    print(
        f"  friendships, {each:.1f} a person        {friends:6.2f} s  {friends / raw:5.1f} times "
        f"NumPy; {friends / raw_friends:.1f} times the {FRIEND_STREAMS} uniforms a person that "
        "they use"
    )
    print(
        f"  both                              {people + friends:6.2f} s  "
        f"{(people + friends) / raw:5.1f} times NumPy"
    )
    print(f"  peak memory of the process, NumPy's uniforms included   {peak_gb:.2f} GB")


if __name__ == "__main__":
    main()
