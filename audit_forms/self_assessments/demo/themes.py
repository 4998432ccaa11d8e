"""What schools wrote in last year's round: read, one theme named by an officer, a quotation released by another."""

from uuid import uuid4

from audit_forms.questionnaires.selection import all_sections
from audit_forms.self_assessments import services
from audit_forms.self_assessments.demo.people import DOMAIN
from audit_forms.self_assessments.models import Round, Theme
from audit_forms.self_assessments.reading_texts import make_readings
from audit_forms.self_assessments.services.theming import why_not_public
from portal.accounts.models import User

NAME = "Checking that what we do makes a difference"
QUOTED, PROPOSED = 6, 3


def load_themes() -> None:
    """Read a section of last year's round and name a theme, unless one is there."""
    exercise = Round.objects.filter(edition__questionnaire__key="s175", edition__key="kcsie-2025").first()
    if exercise is None or Theme.objects.exists():
        return
    unit, colleague = (User.objects.get(email=f"{name}@{DOMAIN}") for name in ("unit", "unit2"))
    about = f"section:{all_sections(exercise.edition)[1].section.key}"
    reading = services.request_reading(exercise=exercise, about=about, query="", key=uuid4(), actor=unit)
    make_readings()
    reading.refresh_from_db()
    if not reading.found.get("candidates"):
        return
    chosen = reading.found["candidates"][0]["passages"][:QUOTED]
    theme = services.name_theme(reading=reading, name=NAME, passages=chosen, actor=unit)
    fit = [each for each in theme.quotations.all() if not why_not_public(each)]
    for number, quotation in enumerate(fit[:PROPOSED]):
        services.propose_quotation(quotation=quotation, actor=unit)
        if number:
            services.release_quotation(quotation=quotation, actor=colleague)
