"""Merrowdale's case audits, one module for each part of the work."""

from audit_forms.case_audits.demo.closed import load_closed
from audit_forms.case_audits.demo.moderation import load_moderation_demo
from audit_forms.case_audits.demo.programme import load_programme
from audit_forms.case_audits.demo.published import load_published
from audit_forms.case_audits.demo.running import load_running


def load_case_audits() -> None:
    """Two plans, an audit that runs, one in moderation, one whose loop is closed, one with gaps; each is made once."""
    load_programme()
    load_running()
    load_moderation_demo()
    load_closed()
    load_published()


__all__ = ["load_case_audits"]
