"""What an agency can do with its part in a case: each verb's form, words, permission and service, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audit_forms.case_audits import agency_forms as forms
from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.enums import InvolvementStatus
from audit_forms.case_audits.models import Involvement


def _can(verb: str) -> Callable[[Any, Involvement], bool]:
    return lambda user, part: permissions.can_answer(user, part, verb)


def _can_declare(user: Any, part: Involvement) -> bool:
    undeclared = part.appointment is not None and part.appointment.declared_at is None
    return undeclared and permissions.can_declare(user, part)


def _can_countersign(user: Any, part: Involvement) -> bool:
    declared = part.appointment is not None and part.appointment.declared_at is not None
    return declared and permissions.can_countersign(user, part)


def _can_report(user: Any, part: Involvement) -> bool:
    live = part.status != InvolvementStatus.WITHDRAWN
    return live and permissions.can_report_conflict(user, part, user)


def _declare(*, involvement: Involvement, actor: Any, declaration: str, conflict: str) -> Involvement:
    if declaration == forms.INDEPENDENT:
        return services.declare_independence(involvement=involvement, actor=actor)
    return services.declare_conflict(involvement=involvement, person=actor, conflict=conflict, actor=actor)


@dataclass(frozen=True)
class Verb:
    """One verb: how it is asked for, who may, and what does it. `introduction` is told above its form."""

    key: str
    title: str
    button: str
    done: str
    form: type[forms.PartForm]
    allowed: Callable[[Any, Involvement], bool]
    service: Callable[..., Involvement]
    introduction: str = ""


VERBS = {
    verb.key: verb
    for verb in (
        Verb(
            "involved", "Your agency is involved", "We are involved", "Thank you. Now name an auditor.",
            forms.PartForm, _can("acknowledge"), services.acknowledge,
            "Your agency knows the child and worked with them in the practice window.",
        ),
        Verb(
            "nil", "Not known to your agency", "Not known to us", "Thank you. Nothing more is asked of your agency.",
            forms.PartForm, _can("answer_nil"), services.answer_nil,
            "Your agency has no record of the child. You can still say later that it is involved after all.",
        ),
        Verb(
            "historic", "Known before the practice window only", "Historic only",
            "Thank you. Nothing more is asked of your agency.",
            forms.HistoricForm, _can("answer_historic"), services.answer_historic,
            "Your agency knew the child, but not in the practice window.",
        ),
        Verb(
            "auditor", "Name an auditor", "Name this auditor", "The auditor is named and has been told.",
            forms.AuditorForm, permissions.can_name_auditor, services.name_auditor,
            "Only the auditor you name writes the audit. Whoever audited the case until now no longer can.",
        ),
        Verb(
            "declare", "Declare that you are independent", "Send the declaration", "Your declaration is sent.",
            forms.DeclareForm, _can_declare, _declare,
            "Your agency’s lead countersigns. If you have had a part in the case, it is closed to you at once and "
            "somebody else is named.",
        ),
        Verb(
            "countersign", "Countersign the declaration", "Countersign", "Countersigned. The auditor can begin.",
            forms.PartForm, _can_countersign, services.countersign,
            "You confirm for your agency that, as far as you know, the auditor has had no direct practice or "
            "management in this case.",
        ),
        Verb(
            "conflict", "Declare a conflict of interest", "Declare the conflict",
            "The conflict is declared. The case is closed to that person.",
            forms.ConflictForm, _can_report, services.declare_conflict,
            "The case is closed to that person at once and for good: they can no longer read or write anything of it.",
        ),
    )
}  # fmt: skip


def open_to(user: Any, part: Involvement) -> dict[str, Verb]:
    """The verbs this person may use on the part now, by key."""
    return {key: verb for key, verb in VERBS.items() if verb.allowed(user, part)}


def form_of(verb: Verb, part: Involvement, user: Any, data: Any = None) -> forms.PartForm:
    """The verb's form; an auditor declares a conflict of their own only."""
    extra = {"everybody": permissions.leads_involvement(user, part)} if verb.form is forms.ConflictForm else {}
    return verb.form(data, part=part, user=user, **extra)
