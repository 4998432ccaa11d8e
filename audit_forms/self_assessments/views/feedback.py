"""A school's or agency's own feedback letter: read, printed, downloaded, answered once."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.self_assessments import permissions, services
from audit_forms.self_assessments.documents.letter import LetterKind, file_name, letter_content, make_letter
from audit_forms.self_assessments.letter_forms import AnswerForm
from audit_forms.self_assessments.models import FeedbackLetter
from audit_forms.self_assessments.workflow import TransitionRefused


def find_own(user: Any, reference: str) -> FeedbackLetter:
    """The letter about that return; raises Http404 alike where there is none and where it is not this person's."""
    received = FeedbackLetter.objects.received_by(user).with_context()
    found: FeedbackLetter | None = received.filter(deep_dive__audit_return__reference=reference).first()
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter, and once it is answered the answer; the first opening is noted."""
    found = find_own(request.user, reference)
    if request.method == "GET":
        services.note_letter_read(letter=found, reader=request.user)
    context = {
        "letter": found,
        "content": letter_content(found),
        "kinds": LetterKind,
        "may_answer": permissions.can_answer_letter(request.user, found),
    }
    return render(request, "feedback/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer it: first the form, then a page to check it on, then it is sent, once."""
    found = find_own(request.user, reference)
    if not permissions.is_addressed(request.user, found):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, letter=found)
    step = request.POST.get("step")
    if request.method == "POST" and form.is_valid() and can_be_kept(form):
        if step == "send" and send_answer(request, found, form):
            return redirect("feedback:letter", reference)
        if step == "check" and permissions.can_answer_letter(request.user, found):
            return render(request, "feedback/answer.html", {"letter": found, "form": form, "is_checked": True})
    if not permissions.can_answer_letter(request.user, found):
        return redirect("feedback:letter", reference)
    return render(request, "feedback/answer.html", {"letter": found, "form": form})


def can_be_kept(form: AnswerForm) -> bool:
    """Whether the words can be kept; why not is put on the form."""
    try:
        services.check_reply(form.cleaned_data["reply"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def send_answer(request: HttpRequest, found: FeedbackLetter, form: AnswerForm) -> bool:
    """Send the answer; whether there is nothing more to do on its form."""
    try:
        services.answer_letter(letter=found, reply=form.cleaned_data["reply"], shared=form.shared, actor=request.user)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Your answer is sent. The Business Unit reads it. You find it below the letter.")
    return True


@require_safe
@login_required
def download(request: HttpRequest, reference: str, name: str) -> FileResponse:
    """The letter as PDF or Word."""
    return send_file(find_own(request.user, reference), name)


def send_file(found: FeedbackLetter, name: str) -> FileResponse:
    """The letter as a file of that name; raises Http404 for any other name."""
    if name not in LetterKind.values:
        raise Http404
    kind = LetterKind(name)
    response = FileResponse(
        BytesIO(make_letter(found, kind)),
        as_attachment=True,
        filename=file_name(found, kind),
        content_type=kind.content_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response
