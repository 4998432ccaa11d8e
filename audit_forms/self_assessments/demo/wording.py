"""Which invented sentences an organisation writes."""

from types import ModuleType

from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.self_assessments.demo import agency_words, words


def words_of(organisation: Organisation) -> ModuleType:
    """The sentences of an agency or of a school: two modules that hold the same names."""
    return agency_words if organisation.kind == OrganisationKind.AGENCY else words
