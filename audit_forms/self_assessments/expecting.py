"""Which returns a round asks for, what each of them asks, and what comes along from last time."""

from dataclasses import dataclass

from audit_forms.organisations.models import Organisation
from audit_forms.organisations.querysets import OrganisationQuerySet
from audit_forms.returns.models import Return
from audit_forms.returns.services import carrying
from audit_forms.self_assessments.enums import Scope
from audit_forms.self_assessments.models import Round
from portal.trail.services import record


@dataclass(frozen=True)
class Opening:
    """What opening the round, or adding who has joined, would do."""

    full: int
    interim: int
    carrying: int
    answers: int
    evidence: int

    @property
    def total(self) -> int:
        """How many organisations would be asked."""
        return self.full + self.interim


def expected_organisations(exercise: Round) -> OrganisationQuerySet:
    """Open organisations under the round's duties that it has not asked yet."""
    return Organisation.objects.open().with_duty(exercise.duties).exclude(returns__exercise=exercise)


def build_returns(exercise: Round) -> list[Return]:
    """The returns that the round asks for and has not yet, unsaved, each with its organisation's facts of this day.

    Each knows its organisation's last return. In an interim year one that has a last return asks only what is new,
    changed or was not green; one without asks everything.
    """
    returns = [
        Return(exercise=exercise, organisation=organisation, facts=organisation.facts)
        for organisation in expected_organisations(exercise).select_related("trust")
    ]
    carrying.set_previous(returns, exercise.edition)
    if exercise.scope == Scope.INTERIM:
        carrying.narrow_to_interim(returns)
    for audit_return in returns:
        audit_return.questions_total = carrying.count_asked(audit_return)
    return returns


def expect_returns(exercise: Round) -> list[Return]:
    """Store the returns that are missing, with last time's answers where the round carries them forward."""
    created = Return.objects.bulk_create(build_returns(exercise), batch_size=1000)
    if exercise.carries_forward:
        carrying.carry_forward(created)
    for audit_return in created:
        record(actor=None, action="return.created", target=audit_return)
    return created


def preview_opening(exercise: Round) -> Opening:
    """What opening the round now would do; nothing is written."""
    returns = build_returns(exercise)
    interim = sum(each.asked_keys is not None for each in returns)
    earlier = [each for each in returns if each.previous] if exercise.carries_forward else []
    answers = [answer.audit_return for answer in carrying.carried_answers(earlier)]
    return Opening(
        full=len(returns) - interim,
        interim=interim,
        carrying=len({each.organisation_id for each in answers}),
        answers=len(answers),
        evidence=len(carrying.carried_evidence(earlier)),
    )
