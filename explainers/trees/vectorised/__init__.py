"""The NumPy form of the engine."""
