"""Sharing the work: who writes what, comments on questions, and who changed what when."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit_forms.questionnaires.models import Question
from audit_forms.returns import permissions, services
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.forms.working import AssignForm, CommentForm
from audit_forms.returns.history import HistoryForm, changes_of
from audit_forms.returns.models import Comment, Return
from audit_forms.returns.openness import open_sections
from audit_forms.returns.reading import read_return
from audit_forms.returns.sharing import shares_of, writers_of
from audit_forms.returns.views.access import find_return
from audit_forms.returns.workflow import TransitionRefused

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Who writes what: one form with everybody who writes beside each section."""
    audit_return = find_return(request.user, reference)
    if not permissions.leads(request.user, audit_return):
        raise PermissionDenied
    if not permissions.can_assign(request.user, audit_return):
        return redirect(audit_return)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        sections=[part.section for part in asked_sections(audit_return)],
        writers=writers_of(audit_return),
        shares=shares_of(audit_return),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.assign_sections(audit_return=audit_return, assigned=form.assigned, actor=request.user)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. Everybody who was given a section is told by e-mail.")
            return redirect(audit_return)
    return render(request, "returns/assign.html", {"audit_return": audit_return, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comments(request: HttpRequest, reference: str, question_key: str) -> HttpResponse:
    """What the people who work on the return say about one question, and a box to say more."""
    audit_return = find_worked_on(request.user, reference)
    part, question = find_question(audit_return, question_key)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_comment(
                audit_return=audit_return, question=question.key, text=form.cleaned_data["text"], actor=request.user
            )
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("returns:comments", reference, question_key)
    section = next(each for each in read_return(audit_return).sections if each.section.pk == part.section.pk)
    context = {
        "audit_return": audit_return,
        "section": part.section,
        "item": next(item for item in section.items if item.question.pk == question.pk),
        "comments": audit_return.comments.filter(question=question).select_related("author", "resolved_by"),
        "form": form,
        "may_comment": permissions.can_comment(request.user, audit_return),
        "is_open": permissions.can_write_answers(request.user, audit_return)
        and part.section.key in open_sections(audit_return),
    }
    return render(request, "returns/comments.html", context)


@require_POST
@login_required
def settle(request: HttpRequest, reference: str, question_key: str, pk: int) -> HttpResponse:
    """Resolve a comment, or reopen it."""
    audit_return = find_worked_on(request.user, reference)
    mine = Comment.objects.visible_to(request.user).select_related("audit_return")
    comment = get_object_or_404(mine, pk=pk, audit_return=audit_return, question__key=question_key)
    verb = services.reopen_comment if "reopen" in request.POST else services.resolve_comment
    verb(comment=comment, actor=request.user)
    return redirect("returns:comments", reference, question_key)


@require_safe
@login_required
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Who changed which answer when, newest first."""
    audit_return = find_return(request.user, reference)
    every = changes_of(audit_return)
    filters = HistoryForm(request.GET, changes=every, sections=[part.section for part in asked_sections(audit_return)])
    page = Paginator(filters.apply(every), PER_PAGE).get_page(request.GET.get("page"))
    context = {"audit_return": audit_return, "filters": filters, "page_obj": page, "any": bool(every)}
    return render(request, "returns/history.html", context)


def find_worked_on(user: Any, reference: str) -> Return:
    """The return, for those who work on it; to everybody else, other readers too, the page does not exist."""
    found = Return.objects.worked_on_by(user).with_context().filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def find_question(audit_return: Return, key: str) -> tuple[Any, Question]:
    """The question of that key with its section; raises Http404 where the return is not asked it."""
    for part in asked_sections(audit_return):
        for question in part.questions:
            if question.key == key:
                return part, question
    raise Http404
