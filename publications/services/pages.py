"""What happens to publications beside their being written: versions are kept, use is counted.

The rows are reached through the pages they belong to, because the pages' own models call this.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Revision

from portal.trail.services import record
from publications.enums import BriefingUse, DocumentStatus


@transaction.atomic
def keep_version(*, framework: Any, revision: Revision, actor: Any) -> Any:
    """Keep what was just published as an approved version; the one before is superseded from today.

    The same version published again (a slip of the pen put right) replaces its words. A draft is no version. Called
    twice for one revision, it changes nothing more. Returns the `FrameworkVersion`, or None for a draft.
    """
    if framework.status != DocumentStatus.APPROVED:
        return None
    before = framework.versions.in_force().exclude(version=framework.version)
    raised = before.update(superseded_on=timezone.localdate(), superseded_by=framework.version)
    facts = {name: getattr(framework, name) for name in ("approved_on", "approved_by", "change_note")}
    kept, fresh = framework.versions.update_or_create(
        version=framework.version, defaults={**facts, "revision": revision}
    )
    if fresh:
        record(actor=actor, action="framework.version", target=kept, version=kept.version, superseded=raised)
    return kept


@transaction.atomic
def count_use(*, briefing: Any, use: BriefingUse) -> None:
    """Add one to this month's number of people who read a briefing, or of teams who discussed it."""
    month = timezone.localdate().replace(day=1)
    briefing.counts.get_or_create(month=month)
    briefing.counts.filter(month=month).update(**{use.value: F(use.value) + 1})
