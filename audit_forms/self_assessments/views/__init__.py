"""The Business Unit's pages: what needs it today, a round's tracker, giving more time, and deep dives."""

from audit_forms.self_assessments.views.changes import add_missing, change_deadline, extend, open_now
from audit_forms.self_assessments.views.chasing import chase
from audit_forms.self_assessments.views.deep_dives import deep_dive, take_out
from audit_forms.self_assessments.views.ending import close, closed_settings, reminders
from audit_forms.self_assessments.views.exports import export, export_csv, export_workbook, fetch_export
from audit_forms.self_assessments.views.free_text import delete_theme, free_text, quotation, reading, theme
from audit_forms.self_assessments.views.programme import plan_next, programme
from audit_forms.self_assessments.views.reviews import autosave_section, autosave_whole, review, review_section
from audit_forms.self_assessments.views.sampling import agreement, pick, readers, sample, sample_csv, sample_plan
from audit_forms.self_assessments.views.summary import (
    approve_summary,
    download_summary,
    open_summary_again,
    recount_summary,
    summary,
    write_summary,
)
from audit_forms.self_assessments.views.tracker import tracker
from audit_forms.self_assessments.views.unit import unit

__all__ = [
    "add_missing",
    "agreement",
    "approve_summary",
    "autosave_section",
    "autosave_whole",
    "change_deadline",
    "chase",
    "close",
    "closed_settings",
    "deep_dive",
    "delete_theme",
    "download_summary",
    "export",
    "export_csv",
    "export_workbook",
    "extend",
    "fetch_export",
    "free_text",
    "open_now",
    "open_summary_again",
    "pick",
    "plan_next",
    "programme",
    "quotation",
    "readers",
    "reading",
    "recount_summary",
    "reminders",
    "review",
    "review_section",
    "sample",
    "sample_csv",
    "sample_plan",
    "summary",
    "take_out",
    "theme",
    "tracker",
    "unit",
    "write_summary",
]
