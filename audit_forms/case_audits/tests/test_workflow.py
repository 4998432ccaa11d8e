"""The diagram that the documents draw from the table of a case audit's states."""

from pathlib import Path

from django.conf import settings

from audit_forms.case_audits.workflow import AUDIT, INVOLVEMENT

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "workflow-case-audit.md"


def test_the_document_carries_both_diagrams():
    text = DOCUMENT.read_text()
    for table in (AUDIT, INVOLVEMENT):
        assert f"```mermaid\n{table.as_mermaid()}\n```" in text
