"""One thread for the trees: on shared machines, more threads wait for each other for minutes."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
