"""Which recommendations a return answers, and what its answers still need."""

from dataclasses import dataclass

from audit_forms.improvement.models import Recommendation, RecommendationResponse
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return


@dataclass(frozen=True)
class Asked:
    """A recommendation with what the return says about it so far."""

    recommendation: Recommendation
    response: RecommendationResponse | None

    @property
    def missing(self) -> list[str]:
        """What is still needed, in words."""
        return (self.response or RecommendationResponse()).missing


def asks_recommendations(audit_return: Return) -> bool:
    """Whether returns of this kind are asked about recommendations at all: self-assessments are, case audits not."""
    return audit_return.edition.is_self_assessment


def is_open(audit_return: Return) -> bool:
    """Whether responses may still be written: only until the return is first sent."""
    return audit_return.status == ReturnStatus.DRAFT and audit_return.submitted_at is None


def asked_of(audit_return: Return) -> list[Asked]:
    """While the return is written all recommendations open to its organisation; afterwards those it has answered."""
    responses = audit_return.recommendation_responses.select_related("recommendation")
    rows = {row.recommendation_id: row for row in responses}
    if not is_open(audit_return):
        return [Asked(row.recommendation, row) for row in rows.values()]
    if not asks_recommendations(audit_return):
        return []
    standing = Recommendation.objects.open_to(audit_return.organisation)
    return [Asked(each, rows.get(each.pk)) for each in standing]
