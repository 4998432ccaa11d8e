"""Saving one answer while its writer goes on typing."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from audit_forms.returns import owner
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.services import NotOpen, Saved, save_answers
from audit_forms.returns.views.access import find_return
from audit_forms.returns.views.posted import posted_texts
from audit_forms.returns.views.rescue import keep_for_owner

logger = logging.getLogger(__name__)


@require_POST
def autosave(request: HttpRequest, reference: str, step: str) -> JsonResponse:
    """Save what the JSON body holds of the section; the answer tells the time, the new versions and what was refused.

    States: saved, refused (some of it was malformed or in conflict), closed, signed-out, failed (try again).
    """
    posted = posted_texts(request)
    if not request.user.is_authenticated or owner.is_someone_else(request, posted.get(owner.FIELD, "")):
        return JsonResponse({"state": "signed-out", "kept": keep_for_owner(posted)}, status=401)
    audit_return = Return.objects.written_by(request.user).filter(reference=reference).first()
    if audit_return is None:
        find_return(request.user, reference)
        raise PermissionDenied("Only the organisation's lead and contributors write answers.")
    try:
        saved = save_answers(audit_return=audit_return, section=step, posted=posted, actor=request.user)
    except NotOpen as closed:
        return JsonResponse({"state": "closed", "message": str(closed)}, status=409)
    except OperationalError:
        logger.exception("An answer could not be saved")
        return JsonResponse({"state": "failed"}, status=503)
    return JsonResponse(describe(saved, request.user))


def describe(saved: Saved, writer: Any) -> dict[str, object]:
    """What the page's script needs to know of a save."""
    return {
        "state": "saved" if saved.is_clean else "refused",
        "time": f"{timezone.localtime(saved.at):%H:%M}",
        "marks": {key: {"version": mark.version, "base": mark.base} for key, mark in saved.marks.items()},
        "to_check": saved.to_check,
        "errors": {name: [str(text) for text in texts] for name, texts in saved.form.errors.items()},
        "warnings": saved.warnings,
        "conflicts": {key: whose(answer, writer) for key, answer in saved.conflicts.items()},
    }


def whose(answer: Answer, writer: Any) -> str:
    """Who has stored another answer to a question, in words."""
    if answer.updated_by == writer:
        return "You have changed this answer in another window."
    return f"{answer.updated_by or 'Somebody else'} has changed this answer too."
