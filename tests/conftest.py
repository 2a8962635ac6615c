"""One thread for each process: more of them, on the same cores, wait for each other for minutes."""

import os

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
