"""Forms of the Wagtail admin."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField

from home.barriers import Barrier, barriers_of

# The buttons that bring a page nearer to its readers; every other one saves a draft, which may have barriers.
TOWARDS_READERS = ("action-publish", "action-submit", "action-restart-workflow")


class PublishablePageForm(WagtailAdminPageForm):
    """Editing a page: a draft is saved as it is, but nothing with a barrier is submitted, approved or published."""

    def _post_clean(self) -> None:
        """Look at the page as it would be with what was typed; say beside each field what to mend."""
        super()._post_clean()
        if not self.is_towards_readers() or self.errors:
            return
        found: dict[str, list[Barrier]] = {}
        for barrier in barriers_of(self.instance):
            found.setdefault(barrier.field, []).append(barrier)
        for field, barriers in found.items():
            self.add_error(field if field in self.fields else None, self._as_error(field, barriers))

    def is_towards_readers(self) -> bool:
        """Whether the button pressed publishes, schedules, submits or approves."""
        approves = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(approves) or any(self.data.get(name) for name in TOWARDS_READERS)

    def _as_error(self, field: str, barriers: list[Barrier]) -> ValidationError:
        """At the part itself where the field has parts."""
        if not isinstance(self.instance._meta.get_field(field), StreamField):
            return ValidationError([each.words for each in barriers])
        parts: dict[Any, list[str]] = {}
        for each in barriers:
            parts.setdefault(each.place, []).append(each.words)
        return StreamBlockValidationError({place: ValidationError(words) for place, words in parts.items()})
