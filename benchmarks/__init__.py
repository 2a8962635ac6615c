"""How long the instrument's parts take: ``python -m benchmarks``."""
