"""What stands against a feedback letter before it is approved, and what whoever approves it should look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.identity import Finding, Kind, find
from audit_forms.self_assessments.models import FeedbackLetter
from portal.texts import label_of

TEXTS = ("opening", "strengths", "questions", "next_steps", "asks_to_share", "closing")
NEEDED = ("opening", "strengths", "next_steps", "closing")
# What a draft leaves to be written.
PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,200}\]")
# Never told in a letter. A telephone number or a name may be meant, so somebody looks at those.
REFUSED_KINDS = frozenset({Kind.NHS_NUMBER, Kind.UPN, Kind.NI_NUMBER, Kind.INITIALS_AND_BIRTH, Kind.BIRTH})


@dataclass(frozen=True)
class Problem:
    """Something in one part of a letter; only what `must_go` keeps it from being approved."""

    where: str
    words: str
    must_go: bool = True


def problems_of(letter: FeedbackLetter) -> list[Problem]:
    """Everything there is to mend or to look at, in the order of the letter."""
    names = names_elsewhere(letter)
    found = [problem for name in TEXTS for problem in _problems_in(letter, name, names)]
    if letter.follow_up_on is None:
        found.append(Problem("Follow-up", "Choose the day on which you look again."))
    elif letter.follow_up_on <= timezone.localdate():
        found.append(Problem("Follow-up", "Choose a day that is still to come."))
    return found


def in_the_way(letter: FeedbackLetter) -> list[Problem]:
    """Only what keeps it from being approved."""
    return [problem for problem in problems_of(letter) if problem.must_go]


def names_elsewhere(letter: FeedbackLetter) -> list[str]:
    """Names of other schools and agencies, and of people who belong to them and not to this one."""
    own = {letter.audit_return.organisation_id, letter.audit_return.organisation.trust_id, letter.addressee.pk}
    others = Organisation.objects.exclude(pk__in=own - {None})
    members = Membership.objects.current()
    here = members.filter(organisation__in=own - {None}).values("user")
    people = members.exclude(user__in=here).values_list("user__name", flat=True).distinct()
    text = _whole(letter).casefold()
    names = {*others.values_list("name", flat=True), *(name for name in people if " " in name.strip())}
    # Only those that stand in it at all: one pattern of all names in a region would be slow.
    return sorted(name for name in names if name.strip() and name.casefold() in text)


def _whole(letter: FeedbackLetter) -> str:
    return "\n".join(_without_own_name(letter, getattr(letter, name)) for name in TEXTS)


def _without_own_name(letter: FeedbackLetter, text: str) -> str:
    """The text with the setting's own names blanked, because another's may be part of them."""
    for name in (letter.audit_return.organisation.name, letter.addressee.name):
        text = re.sub(re.escape(name), lambda own: " " * len(own[0]), text, flags=re.IGNORECASE)
    return text


def _problems_in(letter: FeedbackLetter, name: str, names: list[str]) -> Iterator[Problem]:
    where, text = label_of(letter, name), getattr(letter, name)
    if name in NEEDED and not text.strip():
        yield Problem(where, "This is empty.")
    for left in PLACEHOLDER.findall(text):
        yield Problem(where, f"This still has words of the draft: “{left}”.")
    for finding in find(_without_own_name(letter, text), today=timezone.localdate(), names=names):
        yield _told(where, text, finding)


def _told(where: str, text: str, finding: Finding) -> Problem:
    passage = finding.passage_of(text)
    if finding.kind == Kind.NAME:
        return Problem(where, f"“{passage}” is the name of another setting or of somebody there.", must_go=False)
    must_go = finding.kind in REFUSED_KINDS
    return Problem(where, f"“{passage}” looks like {finding.words}.", must_go=must_go)
