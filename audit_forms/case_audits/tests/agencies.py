"""Agencies' parts in any state, as people would bring them there, for tests."""

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import QualityPoint
from audit_forms.case_audits.models import Involvement
from audit_forms.returns import services as returns
from audit_forms.returns.tests.factories import fill, refreshed

ALL_MET = {point: {"met": True, "note": ""} for point in QualityPoint.values}


def now(part):
    """The part as the database has it."""
    return Involvement.objects.with_context().get(pk=part.pk)


def begin(part, agency, auditor=None):
    """Involved, an auditor named, declared and countersigned; gives the return that begins."""
    auditor = auditor or agency.auditor
    services.acknowledge(involvement=part, actor=agency.lead)
    appoint(part, agency, auditor)
    return refreshed(now(part).audit_return)


def appoint(part, agency, auditor):
    """Named, declared and countersigned."""
    services.name_auditor(involvement=part, auditor=auditor, actor=agency.lead)
    services.declare_independence(involvement=part, actor=auditor)
    services.countersign(involvement=part, actor=agency.lead)


def send(audit_return, auditor, text="Seen alone by the school nurse"):
    """Written, and sent to the agency's lead."""
    fill(audit_return, auditor, text)
    returns.send_for_sign_off(audit_return=audit_return, actor=auditor)
    return refreshed(audit_return)


def submit(audit_return, agency, auditor=None):
    """Written, sent, and confirmed by the agency's lead."""
    waiting = send(audit_return, auditor or agency.auditor)
    returns.confirm(audit_return=waiting, attempt=waiting.attempt, actor=agency.lead)
    return refreshed(audit_return)


def check_quality(audit_return, officer, points=ALL_MET, version=0):
    """The officer goes through the checklist."""
    return services.save_quality_check(audit_return=audit_return, points=points, version=version, actor=officer)
