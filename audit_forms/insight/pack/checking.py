"""What stands between a pack and whoever is given it: identities, pseudonyms, few children, schools by name."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from audit_forms.insight.disclosure import Problem, small_counts_in
from audit_forms.insight.pack import hooks
from audit_forms.insight.pack.content import Section, Typed
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.returns.identity import find

FEWEST_WORDS = 2


def problems_of(sections: Sequence[Section]) -> list[Problem]:
    """Everything in the sections that must not leave; each once."""
    names = _schools_in(str(cell) for section in sections for cell in section.cells())
    found = [problem for section in sections for problem in _problems_in(section, names)]
    return list(dict.fromkeys(found))


def _problems_in(section: Section, schools: Sequence[str]) -> Iterator[Problem]:
    today = timezone.localdate()
    for cell in section.cells():
        text = str(cell)
        where = cell.where if isinstance(cell, Typed) else section.title
        for finding in find(text, today=today):
            passage = finding.passage_of(text)
            yield Problem(where, f"“{passage}” looks like {finding.words}. Take it out.")
        for words in hooks.refusals_of(text):
            yield Problem(where, words)
        for name in schools:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                yield Problem(where, f"“{name}” is a school. A pack singles out no school: say it in general words.")
        if isinstance(cell, Typed):
            for passage in small_counts_in(text):
                yield Problem(where, f"“{passage}” tells of so few that a child could be recognised. Say it in bands.")


def _schools_in(texts: Iterable[str]) -> list[str]:
    """The schools on the register whose names occur; names of a single word may be anything, and do not count."""
    whole = "\n".join(texts).casefold()
    names = Organisation.objects.filter(kind=OrganisationKind.SCHOOL).order_by("name").values_list("name", flat=True)
    return [name for name in names if len(name.split()) >= FEWEST_WORDS and name.casefold() in whole]
