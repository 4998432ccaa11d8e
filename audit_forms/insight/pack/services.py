"""Asking for an inspection pack, making it, handing it over: always on record (bars G5)."""

import secrets
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from audit_forms.insight.models import InspectionPack
from audit_forms.insight.pack.archive import make_archive
from audit_forms.insight.pack.checking import problems_of
from audit_forms.insight.pack.hooks import sections_of
from audit_forms.insight.permissions import can_make_pack
from portal.background import NotMade, carry_out, purge_files
from portal.trail.services import record

FOLDER = "packs"


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
    return purge_files(InspectionPack.objects.expired())


def _make(pack: InspectionPack) -> bool:
    """Make the archive, unless somebody else is at it; what keeps it from leaving is told on the pack's own page."""

    def work(tell: Callable[[int], None]) -> dict[str, Any]:
        content = ContentFile(_archive(pack, tell))
        return {"stored_name": storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.zip", content)}

    return carry_out(pack, work)


def _archive(pack: InspectionPack, tell: Callable[[int], None]) -> bytes:
    """The bytes; raises NotMade before anything is made of what must not leave."""
    sections = sections_of(pack.years, pack.requested_by)
    InspectionPack.objects.filter(pk=pack.pk).update(total=len(sections))
    problems = problems_of(sections)
    if problems:
        raise NotMade(problems=[[each.where, each.words] for each in problems])
    return make_archive(sections, pack.years, pack.requested_at, tell)
