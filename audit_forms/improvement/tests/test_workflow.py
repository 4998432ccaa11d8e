"""The table of transitions, and the diagram that docs draw from it."""

from pathlib import Path

import pytest
from django.conf import settings

from audit_forms.improvement.enums import ActionStatus, UpdateKind
from audit_forms.improvement.workflow import TRANSITIONS, TransitionRefused, as_mermaid, is_allowed, target_of

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "workflow-action.md"


def test_the_document_carries_the_diagram_of_the_table():
    assert f"```mermaid\n{as_mermaid()}\n```" in DOCUMENT.read_text()


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
