"""Pages about organisations: their people, the Business Unit's register, and the import of the national register."""

from audit_forms.organisations.views.accounts import begin_anew, people_to_look_at
from audit_forms.organisations.views.confirming import confirm
from audit_forms.organisations.views.decisions import decide_duty, link, to_decide, to_link
from audit_forms.organisations.views.handover import hand_over
from audit_forms.organisations.views.people import end_membership, invite_again, people
from audit_forms.organisations.views.register import confirm_import, discard, preview, upload
from audit_forms.organisations.views.unit import organisation, organisations

__all__ = [
    "begin_anew",
    "confirm",
    "confirm_import",
    "decide_duty",
    "discard",
    "end_membership",
    "hand_over",
    "invite_again",
    "link",
    "organisation",
    "organisations",
    "people",
    "people_to_look_at",
    "preview",
    "to_decide",
    "to_link",
    "upload",
]
