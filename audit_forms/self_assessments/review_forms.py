"""Forms of a review: one for each question, and one for the whole return."""

from collections.abc import Mapping
from typing import Any

from django import forms

from audit_forms.questionnaires.models import Question
from audit_forms.returns.forms.fields import ExactTextField
from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.models import Review, ReviewedQuestion
from audit_forms.self_assessments.reviewing import POINTS
from audit_forms.self_assessments.services import LONGEST_WORDS
from portal.forms import DayField

NO_CHILD = "Do not name a child."


def box(label: str, rows: int = 2, help_text: str = "") -> ExactTextField:
    """A text kept exactly as it was typed."""
    widget = forms.Textarea(attrs={"rows": rows})
    return ExactTextField(longest=LONGEST_WORDS, label=label, help_text=help_text, widget=widget)


class VersionedForm(forms.Form):
    """A form that knows which version its page shows, in its hidden field `version`."""

    def settle(self, version: int) -> None:
        """Take over the version that is stored now, where the page stays open. The form is bound."""
        posted: Any = self.data
        self.data = posted = posted.copy()
        posted[self.add_prefix("version")] = str(version)


class QuestionForm(VersionedForm):
    """What the reviewer says of one answer. `version` is that of the row which the page shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    view = forms.ChoiceField(
        label="Your view of the rating",
        required=False,
        choices=ReviewView.choices,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
    )
    why = box("Why", help_text="Needed unless you agree. The school or agency will ask.")
    strength = box("Strength to share")
    suggestion = box("One suggestion")

    def __init__(self, data: Any, *, question: Question, row: ReviewedQuestion | None):
        initial = {name: getattr(row, name) if row else "" for name in ("view", "why", "strength", "suggestion")}
        initial["version"] = row.version if row else 0
        super().__init__(data, prefix=question.key, initial=initial, auto_id="id_%s")
        self.question, self.row = question, row
        self.other: ReviewedQuestion | None = None

    @property
    def said(self) -> Mapping[str, str]:
        """What was typed, for the service."""
        return {name: self.cleaned_data[name] for name in ("view", "why", "strength", "suggestion")}

    def show_other(self, other: ReviewedQuestion | None) -> None:
        """Tell that another tab has saved meanwhile; what was typed here stays, and saving it next replaces the other.

        The form is bound, so its data is what the page shows.
        """
        self.other = other
        self.settle(other.version if other else 0)
        self.add_error(None, "Saved in another window meanwhile. Nothing was overwritten.")


class WholeForm(VersionedForm):
    """What the reviewer says of the whole return."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    evidence_quality = box("Quality of the evidence", 3, "Does it show what the answers say? Is it dated and specific?")
    plan_quality = box(
        "Quality of the action plan",
        3,
        "Is each action SMART: specific, measurable, achievable, relevant, and with a day by which it is done?",
    )
    conversation = box(
        "Notes of the conversation with the designated safeguarding lead", 4, f"If there was one. {NO_CHILD}"
    )
    follow_up_on = DayField(
        label="Follow up on", required=False, help_text="When you will ask again, for example 30 May 2026."
    )

    def __init__(self, data: Any, *, review: Review):
        texts = ("evidence_quality", "plan_quality", "conversation", "version")
        initial: dict[str, Any] = {name: getattr(review, name) for name in texts}
        initial["follow_up_on"] = review.deep_dive.follow_up_on
        for name in ("strengths", "next_steps"):
            initial |= {f"{name}_{place}": text for place, text in enumerate(getattr(review, name), start=1)}
        super().__init__(data, initial=initial)
        self.review = review
        self.is_conflict = False
        for place in range(1, POINTS + 1):
            self.fields[f"strengths_{place}"] = box(f"Strength {place}", 2)
        for place in range(1, POINTS + 1):
            self.fields[f"next_steps_{place}"] = box(f"Next step {place}", 2)
        if review.is_second:
            del self.fields["follow_up_on"]
        self.order_fields(["evidence_quality", "plan_quality", "conversation", *self.points, "follow_up_on"])

    @property
    def points(self) -> list[str]:
        """The names of the fields of strengths and next steps."""
        return [f"{name}_{place}" for name in ("strengths", "next_steps") for place in range(1, POINTS + 1)]

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, for the service."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("evidence_quality", "plan_quality", "conversation")}
        for name in ("strengths", "next_steps"):
            said[name] = [given[f"{name}_{place}"] for place in range(1, POINTS + 1)]
        return said | {"follow_up_on": given.get("follow_up_on")}

    @property
    def others(self) -> list[tuple[str, str]]:
        """What stands in the database, by the labels of its boxes."""
        named = {name: getattr(self.review, name) for name in ("evidence_quality", "plan_quality", "conversation")}
        for name in ("strengths", "next_steps"):
            named |= {f"{name}_{place}": text for place, text in enumerate(getattr(self.review, name), start=1)}
        return [(str(self.fields[name].label), text) for name, text in named.items() if text]

    def show_other(self, other: Review) -> None:
        """Tell that another tab has saved meanwhile; what was typed here stays, and saving it next replaces that."""
        self.is_conflict = True
        self.review = other
        self.settle(other.version)
        self.add_error(None, "Saved in another window meanwhile. Nothing was overwritten.")
