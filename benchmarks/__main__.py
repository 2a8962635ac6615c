"""Run every benchmark in turn."""

from importlib import import_module

for name in ("generating", "explaining", "friends", "importing", "auditing"):
    print(f"\n== {name}", flush=True)
    import_module(f"benchmarks.{name}").main()
