"""Cases of a demo audit, of invented children, with agencies that are told of them."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AgeBand
from audit_forms.case_audits.models import Case, CaseAudit

# Invented: age band, name, day of birth, address, what a record is found by.
CHILDREN = (
    (AgeBand.FROM_1_TO_4, "Wrenna Mosscop", "2023-05-03", "2 Quill Row, Thistlemarsh", "Record TM-0417"),
    (AgeBand.FROM_5_TO_10, "Aldous Pennyfeather", "2018-11-21", "Flat 9, Becks Court, Dunnamoss", "Record DM-2291"),
    (AgeBand.UNDER_1, "Ione Larkhollow", "2026-03-14", "17 Merrow Bank, Merrowdale", ""),
    (AgeBand.FROM_11_TO_15, "Caspian Dunmarrow", "2013-08-02", "4 Old Sluice, Thistlemarsh", "Record TM-1180"),
    (AgeBand.FROM_16_TO_17, "Tirzah Oakenlea", "2010-01-30", "", "Record MD-0066"),
    (AgeBand.UNBORN, "Child of Fern Marlbrook", "", "33 Linnet Close, Dunnamoss", ""),
)


def add_demo_cases(audit: CaseAudit, *, actor: Any, number: int = 3) -> list[Case]:
    """Add so many cases to an approved or running audit; called again for the same audit, nothing is added twice."""
    return [
        services.add_case(
            audit=audit,
            key=uuid5(NAMESPACE_URL, f"{audit.reference}/{index}"),
            age_band=band,
            identity={"name": name, "born_on": born_on, "address": address, "identifiers": identifiers},
            actor=actor,
        )
        for index, (band, name, born_on, address, identifiers) in enumerate(CHILDREN[:number])
    ]
