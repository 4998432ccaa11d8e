"""The section pages."""

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db import OperationalError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from formtools.wizard.views import NamedUrlWizardView

from audit_forms.questionnaires.models import RatingLevel
from audit_forms.questionnaires.selection import AskedSection, rating_levels
from audit_forms.returns import owner
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import EDITABLE_STATUSES
from audit_forms.returns.forms.section import SectionForm
from audit_forms.returns.models import RescuedText, Return
from audit_forms.returns.openness import open_sections
from audit_forms.returns.section_page import SectionPage
from audit_forms.returns.services import NotOpen, Saved, discard_rescued, keep_text, keep_typed_text
from audit_forms.returns.views.access import find_return, sign_in
from audit_forms.returns.views.rescue import keep_for_owner
from audit_forms.returns.wizard.storage import CONFIRM_ALL

logger = logging.getLogger(__name__)

# Buttons that save the section and then lead to another page about the question they name.
QUESTION_PAGES = {"comments": "returns:comments", "evidence": "returns:evidence"}


@dataclass
class SectionWork:
    """What one request works on: the return, its sections open for answers, its rating levels."""

    audit_return: Return
    sections: dict[str, AskedSection]
    levels: tuple[RatingLevel, ...]


class SectionWizard(NamedUrlWizardView):
    """One section a page. Saving never asks for completeness; the check page tells what is missing."""

    form_list: Any = [SectionForm]
    storage_name = "audit_forms.returns.wizard.storage.AnswerStorage"
    template_name = "returns/section.html"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find out who asks and what is open to them before formtools starts."""
        if request.method == "POST" and owner.is_someone_else(request, request.POST.get(owner.FIELD, "")):
            keep_for_owner(request.POST.dict())
            return sign_in(request) if not request.user.is_authenticated else redirect(request.path)
        if not request.user.is_authenticated:
            return sign_in(request)
        try:
            request.section_work = self.find_work(request, kwargs["reference"], kwargs["step"])
        except NotOpen as closed:
            return self.refuse(request, closed)
        self.form_list = dict.fromkeys(request.section_work.sections, SectionForm)
        return super().dispatch(request, *args, **kwargs)

    def find_work(self, request: HttpRequest, reference: str, step: str) -> SectionWork:
        """What the person works on; raises Http404, or NotOpen where they may only read."""
        rescued = RescuedText.objects.offered_to(request.user).filter(audit_return=OuterRef("pk"), section__key=step)
        returns = Return.objects.written_by(request.user).with_context().with_previous()
        mine = returns.annotate(has_rescued=Exists(rescued)).filter(reference=reference).first()
        self.audit_return = mine or find_return(request.user, reference)
        asked = asked_sections(self.audit_return)
        if step not in [part.section.key for part in asked]:
            raise Http404
        if mine is None or mine.status not in EDITABLE_STATUSES:
            raise NotOpen(f"This return is {self.audit_return.get_status_display().lower()}: its answers are closed.")
        sections = open_sections(mine)
        if step not in sections:
            raise NotOpen("No change was asked for in this section.")
        return SectionWork(mine, sections, rating_levels(mine.edition))

    def refuse(self, request: HttpRequest, closed: NotOpen) -> HttpResponse:
        """Lead a reader to the whole return; what somebody typed into a page meanwhile closed is kept for them."""
        if request.method == "POST":
            section = self.kwargs["step"]
            kept = keep_typed_text(
                audit_return=self.audit_return, section=section, posted=request.POST.dict(), owner=request.user
            )
            told = " We kept what you typed: you will find it in the section if it opens again." if kept else ""
            messages.error(request, f"Your last answers were not saved. {closed}{told}")
        return redirect(self.audit_return)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save all that is well formed; go on when everything was, else show what was not."""
        step = self.steps.current
        try:
            saved = self.storage.set_step_data(step, self.request.POST)
        except NotOpen as closed:
            return self.refuse(self.request, closed)
        except OperationalError:
            return self.apologise(step)
        return self.go_on(step, saved) if saved.is_clean else self.render(saved.form, saved=saved)

    def go_on(self, step: str, saved: Saved) -> HttpResponse:
        """Everything is saved: where the button that was pressed leads."""
        if "put_in" in self.request.POST:
            discard_rescued(audit_return=self.audit_return, section=step, owner=self.request.user)
        for name, page in QUESTION_PAGES.items():
            if name in self.request.POST:
                return self.to_question_page(step, page, self.request.POST[name])
        if "more_rows" in self.request.POST:
            return redirect(f"{self.get_step_url(step)}#question-{quote(self.request.POST['more_rows'])}")
        if CONFIRM_ALL in self.request.POST and not self.tell_confirmed(saved):
            return redirect(self.request.path)
        if "keep_text" in self.request.POST:
            return self.keep(step, self.request.POST["keep_text"])
        if "leave" in self.request.POST:
            messages.success(self.request, "Your answers are saved. Come back when it suits you.")
            return redirect(self.audit_return)
        if self.steps.next is None:
            return self.done([])
        return redirect(self.get_step_url(self.steps.next))

    def to_question_page(self, step: str, page: str, key: str) -> HttpResponse:
        """Everything is saved: on to another page about the question named."""
        asked = key in [question.key for question in self.request.section_work.sections[step].questions]
        if not asked or (page == QUESTION_PAGES["evidence"] and not self.audit_return.takes_evidence):
            return redirect(self.get_step_url(step))
        return redirect(page, self.audit_return.reference, key)

    def tell_confirmed(self, saved: Saved) -> bool:
        """Say how many answers were confirmed and which were not; whether that is all of the section."""
        number = len(saved.confirmed)
        if number:
            messages.success(self.request, f"{number} {'answer' if number == 1 else 'answers'} confirmed.")
        waiting = [each.number for each in saved.form.asked.questions if saved.to_check[each.key]]
        overdue = [each.number for each in saved.overdue]
        for numbers, why in (
            (overdue, "the date of the action has passed. Give a new one, or change the rating if it is done"),
            ([each for each in waiting if each not in overdue], "it was changed meanwhile. Read it, then confirm it"),
        ):
            if numbers:
                messages.warning(self.request, f"Not confirmed, {', '.join(numbers)}: {why}.")
        return not waiting

    def keep(self, step: str, key: str) -> HttpResponse:
        """The person has looked at what the identity guard found in their answer, and keeps it."""
        try:
            keep_text(audit_return=self.audit_return, key=key, actor=self.request.user)
        except NotOpen as closed:
            return self.refuse(self.request, closed)
        return redirect(f"{self.get_step_url(step)}#question-{quote(key)}")

    def apologise(self, step: str) -> HttpResponse:
        """The database did not take it (disk full, read-only): say so over what was typed, and lose none of it."""
        logger.exception("Answers could not be saved")
        form = SectionForm(self.request.POST.dict(), **self.get_form_kwargs(step))
        form.add_error(None, "We could not save your answers just now. They are still on this page: try again soon.")
        response = self.render(form)
        response.status_code = 503
        return response

    def get_prefix(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """One for each return: formtools' own is one for each class."""
        return f"return-{request.section_work.audit_return.pk}"

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> str:
        """None: fields are named by their question's key, which is unique in the edition."""
        return ""

    @cached_property
    def rescued(self) -> RescuedText | None:
        """What this person, and nobody else, had typed here when it could not be saved."""
        if not self.audit_return.has_rescued:
            return None
        offered = RescuedText.objects.offered_to(self.request.user)
        return offered.filter(audit_return=self.audit_return, section__key=self.steps.current).first()

    def get_form_initial(self, step: str) -> dict[str, str]:
        """What is stored; where the person asks for it, with what was rescued for them put in."""
        stored = self.storage.get_step_data(step).dict()
        if "put_in" not in self.request.GET or self.rescued is None:
            return stored
        return stored | self.rescued.data

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """The questions of the step."""
        work = self.request.section_work
        return {"asked": work.sections[step], "levels": work.levels}

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> SectionForm:
        """The step with what is stored in it, not validated: a page that was only opened reports no errors."""
        return super().get_form(step or self.steps.current)

    def get_step_url(self, step: str) -> str:
        """The section's address, which names the return."""
        return reverse(self.url_name, args=[self.audit_return.reference, step])

    def get_context_data(self, form: SectionForm, **kwargs: Any) -> dict[str, Any]:
        """The page's blocks, and what was rescued for this person."""
        saved: Saved | None = kwargs.get("saved")
        work, section = self.request.section_work, form.asked.section
        context = super().get_context_data(form=form, **kwargs)
        return context | {
            "page": None,
            "audit_return": work.audit_return,
            "section": section,
            "section_page": SectionPage(work.audit_return, form, self.storage.rows, saved, self.request.user),
            "owner_token": owner.token(self.request.user, work.audit_return, section.key),
            "rescued": self.rescued,
            "put_in": "put_in" in self.request.GET or "put_in" in self.request.POST,
            "is_last": self.steps.next is None,
        }

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """After the last section comes the check of all answers; sending is a step of its own."""
        return redirect("returns:check", self.audit_return.reference)
