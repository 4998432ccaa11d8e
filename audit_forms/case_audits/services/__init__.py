"""What changes a case audit: one verb each, in one transaction, which asks who may, records and tells."""

from audit_forms.case_audits.services.adding import add_case, add_list, discard_list, keep_list, open_list
from audit_forms.case_audits.services.chasing import chase_agencies, check_chase_text, plan_chase
from audit_forms.case_audits.services.identities import erase_due_identities, read_identity
from audit_forms.case_audits.services.notifying import notify_agencies
from audit_forms.case_audits.services.succeeding import hand_over_to_successor
from audit_forms.case_audits.services.withdrawing import withdraw_case

__all__ = [
    "add_case",
    "add_list",
    "chase_agencies",
    "check_chase_text",
    "discard_list",
    "erase_due_identities",
    "hand_over_to_successor",
    "keep_list",
    "notify_agencies",
    "open_list",
    "plan_chase",
    "read_identity",
    "withdraw_case",
]
