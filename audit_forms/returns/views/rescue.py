"""What happens to text whose writer is no longer signed in: it is kept for them and offered back (bars R6)."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit_forms.returns import owner
from audit_forms.returns.models import Return
from audit_forms.returns.services import discard_rescued, keep_typed_text
from audit_forms.returns.views.access import find_return, sign_in
from audit_forms.returns.views.posted import posted_texts
from portal import errors


def keep_for_owner(posted: Mapping[str, str]) -> bool:
    """Keep the texts for the person whose page it was, as its signed token says; whether anything was kept."""
    said = owner.read(posted.get(owner.FIELD, ""))
    if said is None:
        return False
    person = get_user_model().objects.filter(pk=said["user"], is_active=True).first()
    audit_return = Return.objects.with_context().filter(pk=said["return"]).first()
    if person is None or audit_return is None:
        return False
    return keep_typed_text(audit_return=audit_return, section=said["section"], posted=posted, owner=person)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form's security token does not match. Text typed into a section is kept before the refusal is told."""
    posted = posted_texts(request)
    if not keep_for_owner(posted):
        return errors.csrf_failure(request, reason)
    if request.content_type == "application/json":
        return JsonResponse({"state": "signed-out", "kept": True}, status=403)
    if not request.user.is_authenticated:
        return sign_in(request)
    if owner.is_someone_else(request, posted[owner.FIELD]):
        return errors.csrf_failure(request, reason)
    return redirect(request.path)


@require_POST
@login_required
def discard(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """The person does not want their rescued text."""
    audit_return = find_return(request.user, reference)
    discard_rescued(audit_return=audit_return, section=step, owner=request.user)
    messages.success(request, "The text we had kept is gone.")
    return redirect("returns:section", reference, step)
