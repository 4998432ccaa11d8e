"""P9: a full return as a workbook."""

from collections.abc import Iterator

from audit_forms.returns.models import Return
from audit_forms.returns.workbook.writing import make_workbook
from benchmarks.figures import Figure, median_ms

MOST_MS = 500


def measure() -> Iterator[Figure]:
    """Server time of making the workbook of a return with every question answered."""
    whole = Return.objects.with_context().filter(submitted_at__isnull=False).order_by("-questions_total").first()
    assert whole is not None, "The demo has no submitted return."

    def make() -> None:
        make_workbook(whole, blank=False)

    yield Figure("P9", f"workbook of {whole.questions_total} answers", median_ms(make), "ms", MOST_MS)
