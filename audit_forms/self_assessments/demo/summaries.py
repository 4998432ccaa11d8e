"""Summary reports: last year's round of the schools has one that is published, the agencies' one is being written."""

from django.utils import timezone

from audit_forms.self_assessments import services
from audit_forms.self_assessments.demo.people import DOMAIN
from audit_forms.self_assessments.models import Round, SummaryReport
from audit_forms.self_assessments.summary.composing import TO_SAY
from portal.accounts.models import User

# What officers wrote in the place of the draft's own lines.
WRITTEN = {
    "key_findings": "Most actions are about keeping records and about checking that training has changed practice.",
    "for_settings": "Read your weakest section with your deputy and a governor, and finish two actions by Easter.",
    "for_partnership": "The Business Unit holds a forum for safeguarding leads on the weakest sections every term.",
    "training": "Two practice hours on safer recruitment and on records: dates are under events and training.",
}


def load_summaries() -> None:
    """Draft both, and have one written, approved and published, unless they are there."""
    if SummaryReport.objects.exists():
        return
    unit, colleague = (User.objects.get(email=f"{name}@{DOMAIN}") for name in ("unit", "unit2"))
    over = Round.objects.filter(deadline__lt=timezone.now())
    agencies = over.filter(edition__questionnaire__key="s11").first()
    if agencies is not None:
        services.draft_summary(exercise=agencies, actor=unit)
    schools = over.filter(edition__questionnaire__key="s175").first()
    if schools is None:
        return
    report = services.draft_summary(exercise=schools, actor=unit)
    texts = {name: _written(getattr(report, name), line) for name, line in WRITTEN.items()}
    report = services.save_summary(report=report, version=report.version, texts=texts, actor=unit)
    report = services.approve_summary(report=report, actor=colleague)
    report.page.get_latest_revision().publish()
    services.tell_of_summaries()


def _written(draft: str, line: str) -> str:
    """The draft's lines that need nothing more, and the officers' own."""
    return "\n".join([*(each for each in draft.splitlines() if TO_SAY not in each), line])
