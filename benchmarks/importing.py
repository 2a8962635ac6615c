"""How long a fresh process takes to import the packages, against what they stand on.

Each time is the median of seven fresh processes, the start of Python itself taken off.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = "import synthetic_data, scoring, explainers"
STANDS_ON = "import sklearn.ensemble, pandas"
REPEATS = 7


def seconds(statement: str) -> float:
    """Return the median wall time of a fresh process that runs ``statement``."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], cwd=ROOT, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print both times and their ratio."""
    seconds(OURS)  # once, so that compiling to bytecode is not measured
    empty = seconds("pass")
    ours, base = (seconds(statement) - empty for statement in (OURS, STANDS_ON))
    print(f"{OURS:45} {ours:6.2f} s")
    print(f"{STANDS_ON:45} {base:6.2f} s")
    print(f"ratio {ours / base:.2f}")


if __name__ == "__main__":
    main()
