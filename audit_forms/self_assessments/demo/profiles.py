"""Merrowdale's profiles: last year's returns are counted, this year's know those before them, some schools share."""

from audit_forms.insight import counting
from audit_forms.insight.rounds import keeping
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import ReturnQuerySet
from audit_forms.self_assessments.demo.chance import share
from audit_forms.self_assessments.demo.places import LA_CODE

# How many in ten schools of a trust let it read their profile.
SHARING = 0.7


def load_profiles() -> None:
    """Link each return to the one before it, count and pack what was submitted, and let some schools share."""
    demo = Return.objects.filter(organisation__la_code=LA_CODE)
    link_to_earlier(demo)
    while counting.catch_up() + keeping.catch_up():
        pass
    unshared = demo.filter(organisation__trust__isnull=False, submitted_at__isnull=False, profile_shared_at=None)
    for audit_return in unshared.select_related("organisation"):
        if share(audit_return.organisation.name, "shares") < SHARING:
            audit_return.profile_shared_at = audit_return.submitted_at
            audit_return.save(update_fields=["profile_shared_at"])


def link_to_earlier(returns: ReturnQuerySet) -> None:
    """A return that knows none before it gets the organisation's last one of the same questionnaire."""
    latest: dict[tuple[int, int], Return] = {}
    rows = returns.with_context().order_by("exercise__deadline")
    for audit_return in rows:
        key = (audit_return.organisation_id, audit_return.edition.questionnaire_id)
        before = latest.get(key)
        if before is not None and audit_return.previous_id is None:
            audit_return.previous = before
            audit_return.save(update_fields=["previous"])
        if audit_return.submitted_at is not None:
            latest[key] = audit_return
