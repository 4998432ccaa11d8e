"""What the matrix's addresses name of a round's texts: a reading, a theme with a quotation, a summary report."""

from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.services import draft_summary, name_theme, request_reading


def add_free_texts(world: SimpleNamespace, passage: str, theme: str) -> None:
    """A reading of what was written in a round, a theme of it with a quotation, and the round's report as a draft."""
    unit = world.people["unit_officer"]
    of = world.third_round = Round.objects.get(pk=world.submitted_a.exercise_id)
    about = f"section:{world.edition.sections.get().key}"
    world.reading = request_reading(exercise=of, about=about, query="", key=uuid4(), actor=unit)
    world.reading.found = {
        "passages": [[world.submitted_a.pk, "board-lead", passage]],
        "terms": [],
        "candidates": [{"terms": ["a"], "returns": 2, "passages": [0]}],
    }
    world.reading.made_at = timezone.now()
    world.reading.save()
    world.theme = name_theme(reading=world.reading, name=theme, passages=[0], actor=unit)
    world.quotation = world.theme.quotations.get()
    world.summary = draft_summary(exercise=of, actor=unit)
