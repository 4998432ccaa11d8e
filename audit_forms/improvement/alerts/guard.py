"""What may be written in an alert: never who a child is (bars G3). It reads texts as the guard of returns does."""

from django.core.exceptions import ValidationError

from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.returns import guarding

THING = "alert"


class MayIdentify(TransitionRefused):
    """The text may say who a child is, as `warnings` tell; whoever wrote it takes that out or keeps it knowingly."""

    def __init__(self, warnings: list[str]):
        super().__init__("This may say who a child is. Take it out, or say below that it does not.")
        self.warnings = warnings


def refuse_identity(text: str) -> None:
    """Raise ValidationError for a text that is never stored: the form field's own check, so that it says so itself."""
    refused = guarding.refusal_of(guarding.Guard(), text, THING)
    if refused:
        raise ValidationError(refused)


def check_text(text: str, *, kept: bool) -> bool:
    """Whether the text was kept although it may identify a child.

    Raises TransitionRefused where it is never stored, and MayIdentify where that was not said yet (`kept`).
    """
    refused = guarding.refusal_of(guarding.Guard(), text, THING)
    if refused:
        raise TransitionRefused(refused)
    warnings = guarding.warnings_of(guarding.Guard(), text)
    if warnings and not kept:
        raise MayIdentify(warnings)
    return bool(warnings)
