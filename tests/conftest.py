"""The same tests everywhere: one thread for each process, the same examples, and no clock."""

import os

from hypothesis import HealthCheck, settings

# More threads, on the same cores, wait for each other for minutes.
for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# Hypothesis would draw other examples each time, and fail an example that took 0.2 seconds.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
