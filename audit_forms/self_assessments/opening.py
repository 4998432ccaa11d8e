"""The background job that opens rounds whose time has come."""

from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.services import open_round


def open_due_rounds() -> None:
    """Open every scheduled round that is due; running it twice opens nothing twice."""
    for exercise in Round.objects.due_to_open():
        open_round(exercise=exercise, actor=None)
