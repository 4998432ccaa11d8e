"""The page on which evidence is given for one question."""

import logging
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question
from audit_forms.returns import permissions, services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import EvidenceKind, FileState
from audit_forms.returns.evidence import uses_by_question
from audit_forms.returns.files import storage
from audit_forms.returns.files.metadata import find_metadata
from audit_forms.returns.files.refusal import Refused
from audit_forms.returns.files.upload import LimitedUpload
from audit_forms.returns.forms.evidence import FORMS, EvidenceForm
from audit_forms.returns.forms.section import whole_number
from audit_forms.returns.models import Evidence, Return
from audit_forms.returns.services import Given, NotOpen
from audit_forms.returns.services.evidence import open_question
from audit_forms.returns.views.access import find_return

logger = logging.getLogger(__name__)

PER_PAGE = 10
# From so many on the list of what there is can be searched.
LONG_LIST = 8
NOT_SAVED = "We could not save this just now. What you typed is still on this page: try again soon."


@dataclass
class Place:
    """The question of a return for which evidence is given, and the section it is in."""

    audit_return: Return
    question: Question
    section: Any

    @property
    def url(self) -> str:
        """The page for its evidence."""
        return reverse("returns:evidence", args=[self.audit_return.reference, self.question.key])

    @property
    def section_url(self) -> str:
        """The question in its section."""
        address = reverse("returns:section", args=[self.audit_return.reference, self.section.key])
        return f"{address}#question-{self.question.key}"


def find_place(request: HttpRequest, reference: str, key: str) -> Place:
    """The place, for those who read the return; raises Http404 also for a question that takes no evidence."""
    audit_return = find_return(request.user, reference)
    if not audit_return.takes_evidence:
        raise Http404
    for part in asked_sections(audit_return):
        for question in part.questions:
            if question.key == key and question.answer_type == AnswerType.RATING:
                return Place(audit_return, question, part.section)
    raise Http404


def find_own(place: Place, pk: int) -> Evidence:
    """The evidence of the return's own organisation; raises Http404 for anybody else's (bars S3)."""
    return get_object_or_404(Evidence, pk=pk, organisation=place.audit_return.organisation_id)


def is_open(request: HttpRequest, place: Place) -> bool:
    """Whether this person may give evidence there now."""
    if not permissions.can_write_answers(request.user, place.audit_return):
        return False
    try:
        open_question(place.audit_return, place.question.key)
    except NotOpen:
        return False
    return True


def closed(request: HttpRequest, place: Place) -> HttpResponse:
    """Back to the return, saying that nothing was changed if something was sent."""
    if request.method == "POST":
        messages.error(request, "Nothing was changed: this question is not open for evidence.")
    return redirect(place.audit_return)


@csrf_exempt  # `_page` checks the token: only then may reading the upload begin, with its limits in place
def page(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """What is given for the question, and the ways to give more."""
    upload = LimitedUpload(request)
    request.upload_handlers.insert(0, upload)
    return _page(request, reference, key, upload)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@login_required
def _page(request: HttpRequest, reference: str, key: str, upload: LimitedUpload) -> HttpResponse:
    place = find_place(request, reference, key)
    if not is_open(request, place):
        return closed(request, place)
    forms = {kind: _form(request, kind) for kind in FORMS}
    sent = request.POST.get("kind", "") if request.method == "POST" else ""
    status = 200
    if sent in forms:
        form = forms[sent]
        try:
            if upload.refusal:
                form.errors.pop("file", None)
                form.add_error("file", upload.refusal)
            elif form.is_valid():
                return _added(request, place, _give(request, place, sent, form))
        except Refused as refused:
            form.add_error("file", str(refused))
        except (NotOpen, PermissionDenied):
            return closed(request, place)
        except OperationalError:
            logger.exception("Evidence could not be saved")
            form.add_error(None, NOT_SAVED)
            status = 503
    return render(request, "returns/evidence.html", _context(request, place, forms, sent), status=status)


def _form(request: HttpRequest, kind: str) -> EvidenceForm:
    if request.method == "POST" and request.POST.get("kind") == kind:
        return FORMS[kind](request.POST, request.FILES, prefix=kind)
    return FORMS[kind](prefix=kind)


def _give(request: HttpRequest, place: Place, kind: str, form: EvidenceForm) -> Given:
    given = dict(form.cleaned_data, audit_return=place.audit_return, question=place.question.key, actor=request.user)
    if kind == EvidenceKind.LINK:
        return services.give_link(**given)
    if kind == EvidenceKind.STATEMENT:
        return services.give_statement(**given)
    return services.give_file(**given, file_name=given["file"].name)


def _added(request: HttpRequest, place: Place, given: Given) -> HttpResponse:
    evidence = given.use.evidence
    if not given.is_new:
        messages.warning(request, f"This is here already, as “{evidence.title}”. It was not added a second time.")
        return redirect(place.url)
    if evidence.state == FileState.QUARANTINE:
        messages.warning(
            request,
            f"“{evidence.title}” is stored and counts, but the virus scanner did not answer. Nobody can open it until "
            "it has been checked. We try again every few minutes.",
        )
    else:
        messages.success(request, f"“{evidence.title}” is added.")
    if evidence.is_file and _metadata(evidence):
        return redirect("returns:evidence_found", place.audit_return.reference, place.question.key, evidence.pk)
    return redirect(place.url)


def _metadata(evidence: Evidence) -> list[str]:
    try:
        with storage.opened(evidence.stored_name) as stored:
            return find_metadata(stored)
    except OSError:
        logger.exception("The file of evidence %s cannot be read", evidence.pk)
        return []


def _context(request: HttpRequest, place: Place, forms: dict[str, EvidenceForm], sent: str) -> dict[str, Any]:
    uses = uses_by_question(place.audit_return, [place.question]).get(place.question.pk, [])
    words = request.GET.get("q", "")
    there = place.audit_return.organisation.evidence.usable().exclude(pk__in=[use.evidence_id for use in uses])
    return {
        "audit_return": place.audit_return,
        "place": place,
        "uses": uses,
        "forms": forms.values(),
        "by_kind": [(str(kind), form) for kind, form in forms.items()],
        "sent": sent,
        "has_errors": any(form.errors for form in forms.values()),
        "query": words,
        "is_long": there.count() > LONG_LIST,
        "page_obj": Paginator(there.matching(words), PER_PAGE).get_page(request.GET.get("page")),
        "removed": there.filter(pk=whole_number(request.GET.get("removed", ""))).first(),
    }


@require_safe
@login_required
def found(request: HttpRequest, reference: str, key: str, pk: int) -> HttpResponse:
    """What a file tells besides what one sees, with the choice to keep it or take it back (bars G14)."""
    place = find_place(request, reference, key)
    if not is_open(request, place):
        return closed(request, place)
    evidence = get_object_or_404(Evidence.objects.usable(), pk=pk, kind=EvidenceKind.FILE, uses__in=_uses(place))
    context = {"audit_return": place.audit_return, "place": place, "evidence": evidence, "found": _metadata(evidence)}
    return render(request, "returns/evidence_found.html", context)


def _uses(place: Place) -> Any:
    return place.audit_return.evidence_uses.filter(question=place.question)


@require_POST
@login_required
def use(request: HttpRequest, reference: str, key: str, pk: int) -> HttpResponse:
    """Give something the organisation has already; also how a removal is undone."""
    place = find_place(request, reference, key)
    evidence = find_own(place, pk)
    try:
        services.use_again(audit_return=place.audit_return, question=key, evidence=evidence, actor=request.user)
    except (NotOpen, PermissionDenied):
        return closed(request, place)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{evidence.title}” is given for {place.question.number}.")
    return redirect(place.url)


@require_POST
@login_required
def remove(request: HttpRequest, reference: str, key: str, pk: int) -> HttpResponse:
    """Give it for this question no longer; with `forget` a file that nothing else uses is deleted."""
    place = find_place(request, reference, key)
    evidence = find_own(place, pk)
    change = {"audit_return": place.audit_return, "question": key, "evidence": evidence, "actor": request.user}
    try:
        if "forget" in request.POST and services.take_back(**change):
            messages.success(request, "The file is deleted.")
            return redirect(place.url)
        if "forget" not in request.POST:
            services.remove_evidence(**change)
    except (NotOpen, PermissionDenied):
        return closed(request, place)
    return redirect(f"{place.url}?removed={evidence.pk}")
