"""Forms about what was written in a round: what to read, and what its themes are called."""

from typing import Any

from django import forms

from audit_forms.returns.forms.fields import refuse_unstorable
from audit_forms.self_assessments.models import Round, Theme
from audit_forms.self_assessments.narrowing import OF_AGENCIES, OF_SCHOOLS, NarrowingFields
from portal.forms import ListFilters

NARROWING = (*OF_SCHOOLS, *OF_AGENCIES)


class FreeTextForm(NarrowingFields, ListFilters):
    """Which texts are read: of one section or question, and of which settings."""

    field_order = ("about",)

    about = forms.ChoiceField(
        label="Section or question", error_messages={"required": "Choose a section or a question."}
    )

    def __init__(self, *args: Any, exercise: Round, choices: list[tuple[str, Any]], **kwargs: Any):
        """Offer the texts of the round's edition, and the filters that fit those it asks."""
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.choices = choices
        self.keep_fitting(of_agencies=exercise.asks_agencies)

    @property
    def narrowing(self) -> dict[str, Any]:
        """The filters alone."""
        return {name: value for name, value in self.chosen.items() if name in NARROWING}


class ThemeForm(forms.Form):
    """The name that a person gives a theme."""

    name = forms.CharField(
        label="Name of the theme",
        max_length=90,
        validators=[refuse_unstorable],
        help_text="A few words that the partnership would use. A name the round has already takes the quotations in.",
        error_messages={"required": "Give the theme a name."},
    )


class MoveForm(forms.Form):
    """Another theme of the round for a quotation."""

    to = forms.ModelChoiceField(
        label="Move to another theme", queryset=Theme.objects.none(), empty_label="Choose a theme"
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any):
        """Offer the other themes of the round."""
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = Theme.objects.filter(exercise=theme.exercise_id).exclude(pk=theme.pk)
