"""Sending newsletters, in the Wagtail admin. Whoever may not send finds nothing here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from publications.enums import MailingStatus
from publications.issue import issue_of
from publications.mailing_forms import AudienceForm, ScheduleForm
from publications.models import Mailing, NewsletterPage, Subscriber
from publications.permissions import may_send_newsletters
from publications.previews import Form, show_mail
from publications.rendering import Mail, mail_of
from publications.services import mailing as services
from publications.workflow import TransitionRefused, is_allowed

Answer = Callable[..., HttpResponse]
# By the last part of the address: what is done, and what the editor is told when it is.
VERBS: dict[str, tuple[Callable[..., Any], str]] = {
    "test": (services.send_test, "A test is on its way to you, and to nobody else."),
    "start": (services.start, "Sending has begun."),
    "put-back": (services.put_back, "The time is taken away. Nothing will be sent by itself."),
    "pause": (services.pause, "Paused. Nothing leaves until you resume."),
    "resume": (services.resume, "Sending goes on."),
    "cancel": (services.cancel, "Cancelled. Nothing more leaves."),
}
BUTTONS = ("schedule", "start", "put_back", "pause", "resume", "cancel")


def for_senders(view: Answer) -> Answer:
    """Lets in who may send newsletters; there is nothing here for anybody else."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_send_newsletters(request.user):
            raise Http404("Only editors send newsletters.")
        return view(request, *args, **kwargs)

    return inner


@require_safe
@for_senders
def archive(request: HttpRequest) -> HttpResponse:
    """Every mailing with its numbers."""
    mailings = Mailing.objects.with_numbers().select_related("newsletter", "decided_by")
    return render(request, "publications/admin/mailings.html", {"mailings": mailings})


@require_http_methods(["GET", "HEAD", "POST"])
@for_senders
def prepare(request: HttpRequest, page: int) -> HttpResponse:
    """Choose the readers of an issue."""
    newsletter = get_object_or_404(NewsletterPage, pk=page)
    draft = Mailing.objects.of(newsletter).filter(status=MailingStatus.DRAFT).first()
    form = AudienceForm(request.POST) if request.method == "POST" else AudienceForm.of(draft)
    if form.is_valid():
        made = services.prepare(newsletter=newsletter, actor=request.user, **form.cleaned_data)
        return redirect("mailings:mailing", made.pk)
    earlier = Mailing.objects.of(newsletter).exclude(status=MailingStatus.DRAFT).with_numbers()
    everybody = Subscriber.objects.for_newsletter().count()
    words = {"newsletter": newsletter, "form": form, "earlier": earlier, "everybody": everybody}
    return render(request, "publications/admin/prepare_mailing.html", words)


@require_safe
@for_senders
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """One mailing: to whom, what, when, how far it has come, and what can be done now."""
    return _show(request, _find(pk), ScheduleForm())


@require_POST
@for_senders
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it a time."""
    found = _find(pk)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        try:
            services.schedule(mailing=found, actor=request.user, **form.cleaned_data)
        except TransitionRefused as refusal:
            form.add_error("planned_at", str(refusal))
        else:
            return redirect("mailings:mailing", pk)
    return _show(request, found, form)


@require_POST
@for_senders
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one of `VERBS`. Raises Http404 for another."""
    if verb not in VERBS:
        raise Http404("There is no such thing to do.")
    service, told = VERBS[verb]
    try:
        service(mailing=_find(pk), actor=request.user)
    except TransitionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("mailings:mailing", pk)


@require_safe
@for_senders
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers of a mailing, for the page that shows them."""
    found = _find(pk)
    return JsonResponse({"status": found.status, "done": _done(found), "words": _progress_words(found)})


@require_safe
@for_senders
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail in HTML, as it leaves, or as it would leave now."""
    return show_mail(_mail(_find(pk)), Form.MAIL)


@require_safe
@for_senders
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The same in plain text."""
    return show_mail(_mail(_find(pk)), Form.TEXT)


def _show(request: HttpRequest, found: Mailing, form: ScheduleForm) -> HttpResponse:
    readers = found.audience_size if found.is_frozen else found.still_to_get().count()
    issue = issue_of(found.newsletter) if found.newsletter and not found.is_frozen else None
    words = {
        "mailing": found,
        "form": form,
        "subject": issue.subject if issue else str(found),
        "left_out": issue.left_out if issue else found.left_out,
        "readers": readers,
        "send_words": f"Send now to {readers:,} {'person' if readers == 1 else 'people'}",
        "everybody": Subscriber.objects.for_newsletter().count(),
        "done": _done(found),
        "progress_words": _progress_words(found),
        "zone": timezone.get_current_timezone_name(),
        "may": {name: is_allowed(name, found.status) for name in BUTTONS},
    }
    return render(request, "publications/admin/mailing.html", words)


def _find(pk: int) -> Mailing:
    found: Mailing = get_object_or_404(Mailing.objects.with_numbers().select_related("newsletter", "decided_by"), pk=pk)
    return found


def _mail(found: Mailing) -> Mail:
    """The frozen mail, or the one that would be frozen now. Raises Http404 where the newsletter was deleted."""
    if found.is_frozen:
        return found.mail
    if found.newsletter is None:
        raise Http404("The newsletter has been deleted.")
    return mail_of(issue_of(found.newsletter))


def _done(found: Any) -> int:
    return int(found.number_sent + found.number_failed + found.number_skipped)


def _progress_words(found: Any) -> str:
    words = f"{_done(found):,} of {max(found.audience_size, _done(found)):,} done: {found.number_sent:,} sent"
    if found.number_failed:
        words += f", {found.number_failed:,} refused"
    if found.number_skipped:
        words += f", {found.number_skipped:,} not sent"
    waiting = found.number_queued if found.status == MailingStatus.SENDING else 0
    return f"{words}, {waiting:,} on their way" if waiting else words
