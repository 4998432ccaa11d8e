"""How often a trial is repeated: enough to notice a fault in each run, as often as the bars ask with THOROUGH=1."""

import os
from typing import Any

from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("THOROUGH") == "1"


def trials(ordinary: int, thorough: int) -> int:
    """The number for this run."""
    return thorough if THOROUGH else ordinary


def machine_settings(runs: int, steps: int, **more: Any) -> settings:
    """How often a state machine runs, and how many steps each time: so few, or as bar R15 asks, then at random.

    `more` are further settings of Hypothesis.
    """
    return settings(
        max_examples=trials(runs, 300),
        stateful_step_count=trials(steps, 50),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=not THOROUGH,
        database=None,
        **more,
    )
