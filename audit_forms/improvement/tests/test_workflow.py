"""The tables of transitions, and the diagrams that docs draw from them."""

from pathlib import Path

import pytest
from django.conf import settings

from audit_forms.improvement.alerts import workflow as alert_workflow
from audit_forms.improvement.enums import ActionStatus, AlertStatus, AlertUpdateKind, UpdateKind
from audit_forms.improvement.workflow import TRANSITIONS, TransitionRefused, as_mermaid, is_allowed, target_of

DOCUMENTS = Path(settings.BASE_DIR) / "docs"


def test_the_documents_carry_the_diagrams_of_the_tables():
    assert f"```mermaid\n{as_mermaid()}\n```" in (DOCUMENTS / "workflow-action.md").read_text()
    alerts = (DOCUMENTS / "workflow-alert.md").read_text()
    assert f"```mermaid\n{alert_workflow.as_mermaid()}\n```" in alerts


def test_every_transition_of_the_table_is_found_and_nothing_else():
    pairs = {(each.name, each.source): each.target for each in TRANSITIONS}
    assert len(pairs) == len(TRANSITIONS)
    for name in {each.name for each in TRANSITIONS}:
        assert UpdateKind(name)
        for source in ActionStatus:
            assert is_allowed(name, source) == ((name, source) in pairs)
            if (name, source) in pairs:
                assert target_of(name, source) == pairs[name, source]
            else:
                with pytest.raises(TransitionRefused):
                    target_of(name, source)


def test_nothing_leads_to_closed_but_closing_what_waits():
    assert [(each.name, each.source) for each in TRANSITIONS if each.target == ActionStatus.CLOSED] == [
        ("close", ActionStatus.EVIDENCE_GIVEN)
    ]


def test_an_alert_is_closed_from_assurance_only_and_every_transition_has_its_entry():
    into_closed = [(each.name, each.source) for each in alert_workflow.TRANSITIONS if each.target == AlertStatus.CLOSED]
    assert into_closed == [("close", AlertStatus.ASSURANCE_GIVEN)]
    for each in alert_workflow.TRANSITIONS:
        assert AlertUpdateKind(each.name).label == each.words
