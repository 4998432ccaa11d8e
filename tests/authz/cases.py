"""The case audit of the matrix's world: one case that the agency is asked about, one that it does not know."""

from types import SimpleNamespace
from uuid import uuid4

from audit_forms.case_audits import services
from audit_forms.case_audits.case_lists import Row
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.tests.factories import CaseAuditFactory


def add_cases(world: SimpleNamespace, secret: str) -> None:
    """A running audit, its cases with `secret` as the child's name, and a list that the officer has yet to confirm."""
    officer = world.people["unit_officer"]
    world.audit = CaseAuditFactory(governed=True, status=AuditStatus.RUNNING)
    world.audit.asked.create(organisation=world.agency)
    world.case, world.unknown_case = (
        services.add_case(audit=world.audit, key=uuid4(), age_band="1_to_4", identity={"name": secret}, actor=officer)
        for _ in range(2)
    )
    world.unknown_case.involvements.update(status=InvolvementStatus.NIL_RETURN)
    world.case_list = services.keep_list(audit=world.audit, rows=[Row("Line 1", ("3", secret))], actor=officer)
