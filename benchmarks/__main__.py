"""Run all measurements, or those named: `python -m benchmarks pages start`."""

import importlib
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """Print each figure; returns 1 when a mark was missed."""
    django.setup()
    missed = 0
    for name in wanted or sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py")):
        for figure in importlib.import_module(f"benchmarks.bench_{name}").measure():
            print(figure, flush=True)
            missed += not figure.is_met
    print(f"\n{missed} missed" if missed else "\nAll marks reached")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
