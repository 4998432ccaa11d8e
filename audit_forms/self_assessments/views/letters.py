"""Feedback letters for the Business Unit: the list of a round, one letter as the setting will see it, its writing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.self_assessments import permissions, services
from audit_forms.self_assessments.documents.letter import LetterKind, letter_content
from audit_forms.self_assessments.letter_checks import problems_of
from audit_forms.self_assessments.letter_forms import LetterForm, LettersForm, SeenForm, SendBackForm
from audit_forms.self_assessments.letter_list import numbers_of, page_of, waits_for
from audit_forms.self_assessments.models import DeepDive, FeedbackLetter
from audit_forms.self_assessments.views.feedback import send_file
from audit_forms.self_assessments.views.tracker import visible_round
from audit_forms.self_assessments.workflow import TransitionRefused
from portal.accounts.decorators import business_unit_required
from portal.workflow import Stale

LETTER = "self_assessments:letter"


def find_letter(user: Any, pk: int) -> FeedbackLetter:
    """The letter; raises Http404 alike where it is not there and where it is not this person's."""
    found: FeedbackLetter | None = FeedbackLetter.objects.visible_to(user).with_context().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_writable(user: Any, pk: int) -> FeedbackLetter:
    """The letter, for somebody who had no hand in the organisation's returns; raises PermissionDenied or Http404."""
    found = find_letter(user, pk)
    services.require_writer(user, found)
    return found


@require_safe
@business_unit_required
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of a round: how far each is and for whom it waits."""
    exercise, form = visible_round(request, pk), LettersForm(request.GET)
    column, descending = form.order
    context = {
        "round": exercise,
        "filters": form,
        "numbers": numbers_of(exercise),
        "page_obj": page_of(exercise, form, request.GET.get("page")),
        "sorted_by": column,
        "descending": descending,
    }
    return render(request, "unit/letters/list.html", context)


@require_POST
@business_unit_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the letter of a deep dive drafted from its review."""
    dive = get_object_or_404(DeepDive.objects.visible_to(request.user).select_related("sample"), pk=pk)
    try:
        made = services.draft_letter(deep_dive=dive, actor=request.user)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
        return redirect("self_assessments:letters", dive.sample.exercise_id)
    return redirect(LETTER, made.pk)


@require_safe
@business_unit_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as the setting will see it, what is to be mended, and the next step of this reader."""
    return show(request, find_letter(request.user, pk), SendBackForm())


def show(request: HttpRequest, found: FeedbackLetter, form: SendBackForm) -> HttpResponse:
    """The page of one letter, with the form for taking it back as it stands."""
    user = request.user
    problems = [] if found.is_sent else problems_of(found)
    context = {
        "letter": found,
        "content": letter_content(found),
        "waits_for": waits_for(found.deep_dive),
        "problems": [each for each in problems if each.must_go],
        "to_look_at": [each for each in problems if not each.must_go],
        "form": form,
        "kinds": LetterKind,
        "may_write": permissions.can_write_letter(user, found),
        "may_approve": permissions.can_approve_letter(user, found),
        "may_send_back": permissions.can_send_letter_back(user, found),
        "may_send": permissions.can_send_letter(user, found),
    }
    return render(request, "unit/letters/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the letter; where somebody else saved meanwhile, both texts are shown and nothing typed is lost."""
    found = find_writable(request.user, pk)
    if not permissions.can_write_letter(request.user, found):
        return redirect(found)
    form = LetterForm(request.POST if request.method == "POST" else None, letter=found)
    conflict: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.save_letter(
                letter=found,
                version=form.cleaned_data["version"],
                texts=form.texts,
                follow_up_on=form.cleaned_data["follow_up_on"],
                actor=request.user,
            )
        except Stale:
            conflict = form.go_on_from(found)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The letter is saved.")
            return redirect(found)
    return render(request, "unit/letters/write.html", {"letter": found, "form": form, "conflict": conflict})


@require_POST
@business_unit_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is ready for a second person."""
    return _step(request, pk, services.ask_for_approval, "The letter waits for a colleague to approve it.", seen=True)


@require_POST
@business_unit_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it as it was shown."""
    return _step(request, pk, services.approve_letter, "The letter is approved. It can be sent now.", seen=True)


@require_POST
@business_unit_required
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it."""
    words = "The letter is sent. Its leads and signatories are told by e-mail, which says nothing of what is in it."
    return _step(request, pk, services.send_letter, words)


@require_POST
@business_unit_required
def reply_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the answer is read."""
    return _step(request, pk, services.note_reply_read, "The answer is noted as read.")


@require_POST
@business_unit_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back to draft."""
    found, form = find_writable(request.user, pk), SendBackForm(request.POST)
    if not form.is_valid():
        return show(request, found, form)
    return _step(request, pk, services.send_letter_back, "The letter is a draft again.", **form.cleaned_data)


@require_safe
@business_unit_required
def download(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """The letter as the setting will download it."""
    return send_file(find_letter(request.user, pk), name)


def _step(
    request: HttpRequest, pk: int, service: Callable[..., Any], words: str, *, seen: bool = False, **typed: Any
) -> HttpResponse:
    """Call the service for this letter and say what has happened, or why not."""
    found = find_letter(request.user, pk)
    if seen:
        typed["version"] = SeenForm(request.POST).seen
    try:
        service(letter=found, actor=request.user, **typed)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(found)
