"""Words for groups of similar settings."""

from audit_forms.organisations.enums import OrganisationKind, Phase
from audit_forms.questionnaires.enums import SELF_ASSESSMENT_KINDS

# Returns of these questionnaires have a profile; a case audit is about one child and has none.
PROFILED_KINDS = SELF_ASSESSMENT_KINDS
AGENCIES = OrganisationKind.AGENCY.value
ALL_SCHOOLS = "schools of all kinds"
CELL_LABELS = {
    AGENCIES: "agencies",
    Phase.NURSERY: "nursery schools",
    Phase.PRIMARY: "primary schools",
    Phase.MIDDLE: "middle schools",
    Phase.SECONDARY: "secondary schools",
    Phase.SIXTEEN_PLUS: "colleges and sixth forms",
    Phase.ALL_THROUGH: "all-through schools",
    Phase.NOT_APPLICABLE: "special schools and alternative provision",
    "": "schools without a phase",
}
