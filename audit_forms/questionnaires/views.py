"""Question sets to read and print, unanswered; publishing them, and copying them to the next draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.questionnaires.forms import CopyForm
from audit_forms.questionnaires.models import Edition
from audit_forms.questionnaires.selection import all_sections, rating_levels
from audit_forms.questionnaires.services import copy_to_draft, publish_edition
from portal.accounts.decorators import business_unit_required


@require_safe
@business_unit_required
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition, drafts first."""
    listed = Edition.objects.select_related("questionnaire").order_by("status", "-in_force_from", "title")
    return render(request, "questionnaires/editions.html", {"editions": listed})


@require_safe
@business_unit_required
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition as a blank set on one page, for reading and printing."""
    shown = get_object_or_404(Edition.objects.select_related("questionnaire", "rating_scale"), pk=pk)
    sections = all_sections(shown)
    context = {
        "edition": shown,
        "sections": sections,
        "levels": rating_levels(shown),
        "steps": shown.sign_off_steps.all(),
        "total": sum(len(part.questions) for part in sections),
    }
    return render(request, "questionnaires/edition.html", context)


@require_POST
@business_unit_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze a draft; what is still missing is told."""
    draft = get_object_or_404(Edition, pk=pk)
    try:
        publish_edition(edition=draft, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, "Not published. " + " ".join(refusal.messages))
    else:
        messages.success(request, f"{draft.title} is published. Rounds can use it, and it never changes.")
    return redirect("questionnaires:edition", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy an edition to a new draft under a new key."""
    original = get_object_or_404(Edition.objects.select_related("questionnaire"), pk=pk)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = copy_to_draft(edition=original, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("key", refusal.messages)
        else:
            messages.success(request, f"{draft.title} is a new draft.")
            return redirect("questionnaires:edition", draft.pk)
    return render(request, "questionnaires/copy.html", {"edition": original, "form": form})
