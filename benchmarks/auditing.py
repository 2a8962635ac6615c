"""How long an audit takes, beside fairlearn's frame of metrics and beside DuckDB that only counts.

Times are of the processor, the best of some runs; what is extrapolated says so.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

PEOPLE = 1_000_000
ROWS = 10_000_000
GROUPS = ("g1", "g2", "g3", "g4")


def people(n: int) -> pd.DataFrame:
    """Return four columns of categories, of which one has four values, decisions and outcomes."""
    rng = np.random.default_rng(0)
    frame = {name: pd.Categorical(rng.choice(list("ab"), n)) for name in GROUPS[:3]}
    frame["g4"] = pd.Categorical(rng.choice(list("wxyz"), n))
    return pd.DataFrame(frame | {"y": rng.integers(0, 2, n), "p": rng.integers(0, 2, n)})


def seconds(work, repeats: int) -> float:
    """Return the least processor time of some runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def beside_fairlearn(n: int = PEOPLE) -> None:
    """Compare point audits, and a hundred bootstrap replicates."""
    from fairlearn import metrics as fair

    from auditing.comparisons.estimates import estimate
    from auditing.comparisons.metrics import Metric
    from auditing.comparisons.sides import sides_of
    from auditing.comparisons.simultaneous import miss_each
    from auditing.reading.frame import read_people
    from auditing.reading.tally import tally_people

    frame = people(n)
    metrics = {
        "count": fair.count,
        "selection_rate": fair.selection_rate,
        "true_positive_rate": fair.true_positive_rate,
        "false_positive_rate": fair.false_positive_rate,
    }
    names = list(metrics)[1:]

    def theirs():
        return fair.MetricFrame(
            metrics=metrics, y_true=frame["y"], y_pred=frame["p"],
            sensitive_features=frame[list(GROUPS)],
        ).by_group  # fmt: skip

    def ours(together=False):
        read = read_people(frame, score="p", groups=GROUPS, outcome="y")
        tally = tally_people(read, [1.0])
        sides = sides_of(tally)
        found = estimate(tally, sides, [Metric(one, 1.0) for one in names], together=together)
        return found, sides

    def bootstrapped():
        return miss_each(*ours(together=True), 0.05)

    point = seconds(theirs, 1)
    mine, boot = seconds(ours, 7), seconds(bootstrapped, 5)
    print(f"{n:,} people, 32 intersections, {', '.join(metrics)}")
    print(f"fairlearn, point          {point:10.3f} s")
    print(f"audit, point              {mine:10.3f} s   x {point / mine:,.0f}")
    print(f"fairlearn, 100 replicates {100 * point:10.0f} s   (extrapolated: 100 x the point)")
    print(f"audit, 5,000 replicates   {boot:10.3f} s   x {100 * point / boot:,.0f} for 100 of them")


def beside_duckdb(n: int = ROWS) -> None:
    """Compare an audit of a CSV with DuckDB that counts the same groups."""
    import duckdb

    from auditing.of_file import audit_scanned
    from auditing.reading.files import open_source
    from auditing.reading.scan import scanning

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "people.csv")
        with duckdb.connect() as connection:
            connection.execute(
                "COPY (SELECT ['f','m'][1 + (hash(i) % 2)::INT] AS sex, "
                "'r' || (hash(i + 7) % 9) AS region, (350 + hash(i * 3) % 601) AS points, "
                f"(hash(i * 5) % 2) AS paid FROM range({int(n)}) t(i)) TO '{path}' (HEADER)"
            )
        start = time.perf_counter()
        with duckdb.connect() as connection:
            connection.execute(
                f"SELECT sex, region, count(*) FROM read_csv('{path}') GROUP BY ALL"
            ).fetchall()
        counting = time.perf_counter() - start
        start = time.perf_counter()
        with open_source(path) as source, scanning(source) as scanner:
            audit_scanned(
                scanner, score="points", groups=["sex", "region"], outcome="paid",
                thresholds=[600.0], check=0,
            )  # fmt: skip
        auditing = time.perf_counter() - start
        size = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{n:,} rows, {size / 1e6:,.0f} MB of CSV")
    print(f"DuckDB counts the groups  {counting:10.2f} s")
    print(f"audit                     {auditing:10.2f} s   x {auditing / counting:.2f}")
    print(f"memory at most            {memory:10.2f} GB (this process, DuckDB's counting as well)")


def main(arguments=()) -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args(arguments)
    beside_fairlearn(given.people)
    beside_duckdb(given.rows)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
