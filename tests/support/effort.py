"""How often a trial is repeated: enough to notice a fault in each run, as often as the bars ask with THOROUGH=1."""

import os

THOROUGH = os.environ.get("THOROUGH") == "1"


def trials(ordinary: int, thorough: int) -> int:
    """The number for this run."""
    return thorough if THOROUGH else ordinary
