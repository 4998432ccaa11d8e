"""Forms of a feedback letter: how it is written, taken back and answered."""

from typing import Any

from django import forms

from audit_forms.returns.forms.fields import refuse_unstorable
from audit_forms.self_assessments.letter_checks import TEXTS
from audit_forms.self_assessments.models import FeedbackLetter
from audit_forms.self_assessments.services import LONGEST_REPLY
from portal.forms import DayField, ListFilters

LONGEST = 10_000
PART_ROWS = {"opening": 6, "strengths": 5, "questions": 12, "next_steps": 5, "asks_to_share": 4, "closing": 5}
HELP = {
    "opening": "Plain words, as if you spoke to the head teacher. An empty line begins a new paragraph.",
    "strengths": "One point a line.",
    "questions": "An empty line parts one question from the next. The first line is its heading.",
    "next_steps": "One step a line. When the letter is sent, each comes into the setting’s action plan.",
    "asks_to_share": "One a line. The setting says yes or no to each. Leave it empty to ask for nothing.",
    "closing": "The letter says by itself when you look again.",
}
LABELS = {
    "opening": "Opening",
    "strengths": "What is strong",
    "questions": "About single questions",
    "next_steps": "Next steps",
    "asks_to_share": "Good practice you ask to share",
    "closing": "Closing",
}


class LetterForm(forms.Form):
    """The texts of a letter; saving refuses only what cannot be kept, never what is unfinished."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    follow_up_on = DayField(label="Day on which you look again", required=False)

    field_order = ["version", *TEXTS, "follow_up_on"]

    def __init__(self, *args: Any, letter: FeedbackLetter, **kwargs: Any):
        """The letter as it stands."""
        names = (*TEXTS, "follow_up_on", "version")
        super().__init__(*args, initial={name: getattr(letter, name) for name in names}, **kwargs)
        for name in TEXTS:
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                required=False,
                max_length=LONGEST,
                validators=[refuse_unstorable],
                help_text=HELP[name],
                widget=forms.Textarea({"rows": PART_ROWS[name]}),
            )
        self.order_fields(self.field_order)

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by the letter's fields."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    def go_on_from(self, current: FeedbackLetter) -> list[tuple[str, str]]:
        """Take up the version that stands now, keeping what was typed; returns what differs there, by its label."""
        typed = self.texts
        posted = {name: self.data.get(name, "") for name in self.fields}
        self.data = {**posted, "version": str(current.version)}
        stored = [(LABELS[name], getattr(current, name), typed[name]) for name in TEXTS]
        return [(label, there) for label, there, here in stored if there != here.replace("\r\n", "\n").strip()]


class SeenForm(forms.Form):
    """The version of the letter that the page showed, beside a button."""

    version = forms.IntegerField(min_value=1)

    @property
    def seen(self) -> int:
        """That version; 0, which none has, where the page sent nothing of the kind."""
        return self.cleaned_data["version"] if self.is_valid() else 0


class SendBackForm(forms.Form):
    """Why a letter goes back to draft."""

    reason = forms.CharField(
        label="What should be changed",
        max_length=1000,
        validators=[refuse_unstorable],
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what should be changed."},
    )


class AnswerForm(forms.Form):
    """The setting's one answer: its words, and yes or no for each good practice it is asked to share."""

    reply = forms.CharField(
        label="Your answer",
        max_length=LONGEST_REPLY,
        validators=[refuse_unstorable],
        widget=forms.Textarea({"rows": 6}),
        help_text="What you will do, what you see differently, what would help you. Do not name a child.",
        error_messages={"required": "Write your answer. A sentence is enough."},
    )

    def __init__(self, *args: Any, letter: FeedbackLetter, **kwargs: Any):
        """Ask for each good practice of the letter."""
        super().__init__(*args, **kwargs)
        self.practices = letter.practices
        for number, practice in enumerate(self.practices):
            self.fields[f"share-{number}"] = forms.ChoiceField(
                label=f"May we share this with other settings? {practice}",
                choices=[("yes", "Yes, you may share it"), ("no", "No, keep it between us")],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose yes or no for each good practice."},
            )

    @property
    def shared(self) -> list[str]:
        """The good practice that may be shared."""
        told = enumerate(self.practices)
        return [practice for number, practice in told if self.cleaned_data[f"share-{number}"] == "yes"]

    @property
    def told(self) -> list[tuple[str, bool]]:
        """Each good practice with what was chosen, for the page on which it is checked."""
        return [(practice, practice in self.shared) for practice in self.practices]


class LettersForm(ListFilters):
    """The filters of a round's letters, as they stand in the address."""

    STATES = (
        ("review", "Being reviewed"),
        ("to_draft", "To be drafted"),
        ("draft", "Draft"),
        ("ready", "Waiting for approval"),
        ("approved", "Approved, to be sent"),
        ("unread", "Sent, not opened"),
        ("sent", "Opened, not answered"),
        ("reply", "Answered, to be read"),
        ("answered", "Answered"),
    )
    sorts = {
        "name": ("audit_return__organisation__name",),
        "state": ("place", "audit_return__organisation__name"),
        "sent": ("letter__sent_at", "audit_return__organisation__name"),
        "read": ("letter__read_at", "audit_return__organisation__name"),
        "answered": ("letter__replied_at", "audit_return__organisation__name"),
        "follow": ("letter__follow_up_on", "audit_return__organisation__name"),
    }
    default_sort = "name"

    search = forms.CharField(label="Name", required=False, max_length=100)
    state = forms.ChoiceField(label="Status", required=False, choices=[("", "Any status"), *STATES])
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        """Keep the controls short, for they stand side by side."""
        super().__init__(*args, **kwargs)
        self.keep_short()
