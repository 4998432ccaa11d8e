"""Who changed which answer when, read from the audit trail, which keeps one entry for each save."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms

from audit_forms.questionnaires.models import Question, Section
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return
from portal.trail.models import AuditTrail

# Saves of one answer by one person with no longer pause between them are told as one: a page saves at every pause.
SITTING = timedelta(minutes=30)


@dataclass
class Change:
    """One sitting of one person at one answer: from the first save to the last, and how many there were."""

    question: Question
    section: Section
    who: Any
    first: datetime
    last: datetime
    saves: int = 1


def changes_of(audit_return: Return) -> list[Change]:
    """Every change of an answer, newest first; the names are kept of people who have left."""
    places = {q.key: (q, part.section) for part in asked_sections(audit_return) for q in part.questions}
    entries = AuditTrail.objects.about(audit_return).filter(action="return.answers_saved").select_related("actor")
    changes: list[Change] = []
    latest: dict[tuple[str, int | None], Change] = {}
    for entry in entries:
        for key in entry.data.get("questions", []):
            if key not in places:
                continue
            current = latest.get((key, entry.actor_id))
            if current and entry.at - current.last <= SITTING and _is_newest_of(current, key, latest):
                current.last, current.saves = entry.at, current.saves + 1
                continue
            change = Change(*places[key], entry.actor, entry.at, entry.at)
            latest[key, entry.actor_id] = change
            changes.append(change)
    return sorted(changes, key=lambda change: change.last, reverse=True)


def _is_newest_of(change: Change, key: str, latest: dict[tuple[str, int | None], Change]) -> bool:
    """Whether nobody else has changed that answer since: a sitting ends where another person's change begins."""
    return all(other.last <= change.last for (other_key, _), other in latest.items() if other_key == key)


class HistoryForm(forms.Form):
    """Which changes are shown; lives in the address."""

    def __init__(self, *args: Any, changes: list[Change], sections: list[Section], **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = {str(change.who.pk): str(change.who) for change in changes if change.who}
        names = sorted(people.items(), key=lambda each: each[1])
        keys = [(each.key, f"{each.letter}. {each.title}") for each in sections]
        self.fields["person"] = forms.ChoiceField(label="Person", required=False, choices=[("", "Everybody"), *names])
        self.fields["section"] = forms.ChoiceField(label="Section", required=False, choices=[("", "All"), *keys])

    def apply(self, changes: list[Change]) -> list[Change]:
        """The changes asked for; what makes no sense is passed over."""
        self.is_valid()
        person, section = self.cleaned_data.get("person"), self.cleaned_data.get("section")
        return [
            change
            for change in changes
            if (not person or (change.who and str(change.who.pk) == person))
            and (not section or change.section.key == section)
        ]
