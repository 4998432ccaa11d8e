"""The profile of one return, and whether the school's trust may read it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit_forms.insight import services, wording
from audit_forms.insight.chart import chart_of, segments_of
from audit_forms.insight.documents.kinds import Kind
from audit_forms.insight.permissions import can_share_profile
from audit_forms.insight.querysets import profiles_visible_to
from audit_forms.insight.reading import OwnProfile, profile_of
from audit_forms.returns.models import Return
from audit_forms.returns.views.access import find_return


@require_safe
@login_required
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The profile, for those who may read the return and, where the school shares it, for its trust."""
    audit_return = profiles_visible_to(request.user).with_context().filter(reference=reference).first()
    own = profile_of(audit_return) if audit_return is not None else None
    if own is None:
        raise Http404
    reads_answers = Return.objects.visible_to(request.user).filter(pk=own.audit_return.pk).exists()
    return render(request, "insight/profile.html", page_context(own) | rights(request.user, own, reads_answers))


@require_POST
@login_required
def share(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the trust read the profile, or take that back."""
    audit_return = find_return(request.user, reference)
    if audit_return.submitted_at is None or audit_return.organisation.trust is None:
        raise Http404
    if request.POST.get("share") == "yes":
        services.share_profile(audit_return=audit_return, actor=request.user)
        messages.success(request, f"{audit_return.organisation.trust} can now read this profile.")
    else:
        services.stop_sharing_profile(audit_return=audit_return, actor=request.user)
        messages.success(request, f"{audit_return.organisation.trust} can no longer read this profile.")
    return redirect("insight:profile", reference=audit_return.reference)


def page_context(own: OwnProfile) -> dict[str, Any]:
    """The profile in words and as a drawing."""
    profile, organisation = own.profile, own.audit_return.organisation
    return {
        "audit_return": own.audit_return,
        "submission": own.submission,
        "profile": profile,
        "chart": chart_of(profile),
        "overall": segments_of(profile.overall),
        "result": wording.result(organisation, profile),
        "compliance_line": wording.compliance_line(profile.compliance),
        "change": wording.change(profile),
        "peers_words": wording.peers(profile),
    }


def rights(user: Any, own: OwnProfile, reads_answers: bool) -> dict[str, Any]:
    """What this reader may do further."""
    return {
        "reads_answers": reads_answers,
        "may_share": can_share_profile(user, own.audit_return),
        "documents": [kind for kind in Kind if kind.is_listed] if reads_answers else [],
    }
