"""What can be found, and how it is told."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of finding, the strongest first: where two overlap, the first one counts."""

    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    NI_NUMBER = "ni_number"
    INITIALS_AND_BIRTH = "initials_and_birth"
    BIRTH = "birth"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    NAME = "name"


WORDS = {
    Kind.NHS_NUMBER: "an NHS number",
    Kind.UPN: "a unique pupil number",
    Kind.NI_NUMBER: "a National Insurance number",
    Kind.INITIALS_AND_BIRTH: "initials with a date of birth",
    Kind.BIRTH: "a date of birth",
    Kind.EMAIL: "somebody’s own e-mail address",
    Kind.PHONE: "somebody’s telephone number",
    Kind.POSTCODE: "a postcode",
    Kind.NAME: "a name",
}
STRENGTH = {kind: place for place, kind in enumerate(Kind)}

# Never stored: no self-assessment and no audit has a use for them, and a false alarm is next to impossible.
BLOCKING = frozenset({Kind.NHS_NUMBER, Kind.INITIALS_AND_BIRTH})


@dataclass(frozen=True)
class Finding:
    """Something in a text from `start` to `end` that could tell who a child is."""

    kind: Kind
    start: int
    end: int

    @property
    def words(self) -> str:
        """What it looks like: "an NHS number"."""
        return WORDS[self.kind]

    def passage_of(self, text: str) -> str:
        """What was found, in the text it was found in."""
        return text[self.start : self.end]

    @property
    def is_blocking(self) -> bool:
        """Whether a text with it is refused; anything else is only warned of."""
        return self.kind in BLOCKING
