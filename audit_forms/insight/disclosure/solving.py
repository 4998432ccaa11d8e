"""The cheapest whole numbers between bounds whose sums lie between bounds, by HiGHS; loaded where it is needed."""

from collections.abc import Sequence

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

# How long the solver may look for a cheaper way to hide: a bound on work rather than time, so that it ends the same.
NODES = 2000
NEAR_ENOUGH = 0.1
WHOLE = 1e-6

Span = tuple[Sequence[float], Sequence[float]]


def solve(costs: Sequence[float], numbers: Span, terms: Sequence[tuple[int, int, int]], sums: Span) -> list[int] | None:
    """The numbers, or None where none fit.

    `numbers` and `sums` are the least and the most of each; `terms` says how many times a number counts in a sum, as
    (times, place of the sum, place of the number).
    """
    values, lines, columns = zip(*terms, strict=True) if terms else ((), (), ())
    matrix = csr_array((values, (lines, columns)), shape=(len(sums[0]), len(costs)))
    problem = {"bounds": Bounds(*numbers), "constraints": LinearConstraint(matrix, *sums)}
    # A corner of the linear program is mostly whole already; only where it is not are whole numbers searched for.
    answer = milp(costs, **problem)
    if answer.x is not None and any(abs(each - round(each)) > WHOLE for each in answer.x):
        options = {"node_limit": NODES, "mip_rel_gap": NEAR_ENOUGH}
        answer = milp(costs, integrality=[1] * len(costs), options=options, **problem)
    return None if answer.x is None else [round(each) for each in answer.x]
