"""Measurements of speed and weight against the marks the project has set itself: `make bench`.

Each module `bench_*.py` has a function `measure()` that yields figures; they run one after the other.
"""
