"""Reading the profile of a return from the database, with a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from audit_forms.insight.comparison import FEWEST_OTHERS, Figures, PeerGroup, add, without
from audit_forms.insight.counting import cell_of, has_profile_kind, takes_part
from audit_forms.insight.enums import AGENCIES, ALL_SCHOOLS, CELL_LABELS
from audit_forms.insight.models import Contribution, PeerFigures
from audit_forms.insight.profile import Profile, Source, build_profile
from audit_forms.questionnaires.selection import rating_levels, sections_for
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return, Submission

# Interim years in a row that a profile looks through to the last full one.
LONGEST_WAY_BACK = 4
INTERIM = "In an interim year each setting answers questions of its own, so there is nothing to compare with."
TOO_FEW = (
    "A comparison is shown when at least {number} other {label} have submitted and been counted; "
    "with fewer, one of them could be recognised. They are counted six at a time."
)


@dataclass(frozen=True)
class OwnProfile:
    """A return's profile and the submission it was read from."""

    audit_return: Return
    submission: Submission
    profile: Profile


def profile_of(audit_return: Return) -> OwnProfile | None:
    """The profile of what was submitted last; None of a return that never was, or whose kind has none."""
    if not has_profile_kind(audit_return):
        return None
    submission = audit_return.submissions.order_by("-attempt").first()
    return read_profile(audit_return, submission) if submission is not None else None


def read_profile(audit_return: Return, submission: Submission) -> OwnProfile:
    """The profile of that submission."""
    source = Source(
        asked=asked_sections(audit_return),
        applicable=sections_for(audit_return.edition, audit_return.facts),
        levels=rating_levels(audit_return.edition),
        facts=audit_return.facts,
        answers=submission.answers,
    )
    source = _with_peers(_with_earlier(source, audit_return), audit_return)
    return OwnProfile(audit_return, submission, build_profile(source))


def _with_earlier(source: Source, audit_return: Return) -> Source:
    """Last time's answers; where that was an interim year, what it did not ask stands as it was answered before."""
    earlier: dict[str, Any] = {}
    scale, before = audit_return.edition.rating_scale_id, audit_return.previous_id
    same_scale = True
    for _ in range(LONGEST_WAY_BACK):
        submission = _last_submission(before) if before else None
        if submission is None:
            break
        if not earlier:
            same_scale = submission.audit_return.edition.rating_scale_id == scale
        earlier = submission.answers | earlier
        if submission.audit_return.asked_keys is None:
            break
        before = submission.audit_return.previous_id
    return replace(source, earlier=earlier, same_scale=same_scale) if earlier else source


def _last_submission(audit_return_id: int) -> Submission | None:
    submissions = Submission.objects.filter(audit_return=audit_return_id)
    return submissions.select_related("audit_return__exercise__edition").order_by("-attempt").first()


def _with_peers(source: Source, audit_return: Return) -> Source:
    if not takes_part(audit_return):
        return replace(source, no_peers_because=INTERIM)
    group = peers_of(audit_return)
    if group.is_enough:
        return replace(source, peers=group)
    return replace(source, no_peers_because=TOO_FEW.format(number=FEWEST_OTHERS, label=group.label))


def peers_of(audit_return: Return) -> PeerGroup:
    """The others of the return's own group where they are enough, else of all groups of schools together."""
    cells: dict[str, dict[str, Figures]] = {}
    nobody: Mapping[str, Figures] = {}
    for row in PeerFigures.objects.filter(exercise=audit_return.exercise_id):
        cells.setdefault(row.cell, {})[row.section] = Figures(row.organisations, row.counts)
    cell = cell_of(audit_return)
    own = dict(Contribution.objects.filter(audit_return=audit_return).values_list("section", "counted"))
    if cell in cells:
        cells[cell] = {section: without(figures, own.get(section)) for section, figures in cells[cell].items()}
    similar = PeerGroup(CELL_LABELS.get(cell, "schools"), cells.get(cell, {}))
    if similar.is_enough or cell == AGENCIES:
        return similar
    everyone = PeerGroup(ALL_SCHOOLS, reduce(_together, (cells[key] for key in cells if key != AGENCIES), nobody))
    return everyone if everyone.is_enough else similar


def _together(one: Mapping[str, Figures], other: Mapping[str, Figures]) -> Mapping[str, Figures]:
    both = dict(one)
    for section, figures in other.items():
        both[section] = add(both[section], figures) if section in both else figures
    return both
