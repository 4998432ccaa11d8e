"""Asking for an inspection pack, making it, handing it over: always on record (bars G5)."""

import logging
import secrets
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from audit_forms.insight.models import InspectionPack
from audit_forms.insight.pack.archive import make_archive
from audit_forms.insight.pack.checking import Problem, problems_of
from audit_forms.insight.pack.hooks import sections_of
from audit_forms.insight.permissions import can_make_pack
from portal.trail.services import record

logger = logging.getLogger(__name__)

FOLDER = "packs"


class NotFit(Exception):
    """The pack would tell what must not leave; `problems` says what to mend."""

    def __init__(self, problems: Collection[Problem]):
        super().__init__("This cannot leave the portal yet.")
        self.problems = [[each.where, each.words] for each in problems]


@transaction.atomic
def request_pack(*, years: Collection[str], key: UUID, actor: Any) -> InspectionPack:
    """Ask for the pack of those years; asked twice with one `key`, it is one pack. Raises PermissionDenied."""
    if not can_make_pack(actor):
        raise PermissionDenied("Only the Business Unit makes inspection packs.")
    name = f"inspection-pack-{timezone.localdate().isoformat()}.zip"
    defaults = {"years": sorted(years), "requested_by": actor, "file_name": name}
    pack, is_new = InspectionPack.objects.get_or_create(key=key, defaults=defaults)
    if is_new:
        record(actor=actor, action="pack.requested", target=pack, years=pack.years)
    return pack


def record_fetching(*, pack: InspectionPack, actor: Any) -> None:
    """Put on record that the actor takes the pack out of the portal."""
    record(actor=actor, action="pack.fetched", target=pack, file=pack.file_name)


def make_packs() -> int:
    """Make the pack that has waited longest; returns how many were made."""
    pack = InspectionPack.objects.waiting().select_related("requested_by").first()
    return int(pack is not None and _make(pack))


def purge_packs() -> int:
    """Delete packs kept for as long as was promised, with their files; returns how many."""
    expired = list(InspectionPack.objects.expired())
    for pack in expired:
        if pack.stored_name:
            storages["private"].delete(pack.stored_name)
        pack.delete()
    return len(expired)


def _make(pack: InspectionPack) -> bool:
    """Make the archive, unless somebody else is at it; what keeps it from leaving is told on the pack's own page."""
    mine = InspectionPack.objects.filter(pk=pack.pk)
    if not mine.waiting().update(begun_at=timezone.now(), done=0):
        return False
    try:
        stored_name = storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.zip", ContentFile(_archive(pack)))
    except NotFit as refused:
        mine.update(failed_at=timezone.now(), problems=refused.problems)
        return False
    except Exception:  # whatever it is (a full disk, say), the person who waits must hear of it
        logger.exception("The inspection pack %s could not be made", pack.pk)
        mine.update(failed_at=timezone.now())
        return False
    mine.update(made_at=timezone.now(), stored_name=stored_name)
    return True


def _archive(pack: InspectionPack) -> bytes:
    """The bytes; raises NotFit before anything is made of what must not leave."""
    mine = InspectionPack.objects.filter(pk=pack.pk)
    sections = sections_of(pack.years, pack.requested_by)
    mine.update(total=len(sections))
    problems = problems_of(sections)
    if problems:
        raise NotFit(problems)
    return make_archive(sections, pack.years, pack.requested_at, lambda done: mine.update(done=done))
