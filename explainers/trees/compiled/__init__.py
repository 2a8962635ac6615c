"""The engine's compiled form: the same blocks, tables and sums, where numba is installed.

Its modules are imported by the function that chooses the form, so the core never needs numba.
"""
