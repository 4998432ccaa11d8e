"""What happens to rounds. Each verb asks for permission itself, is atomic and leaves a trace in the audit trail."""

from audit_forms.self_assessments.services.chasing import LONGEST_TEXT, MOVED, ChasePlan, chase, plan_chase
from audit_forms.self_assessments.services.closing import close_round, resume_round, set_reminders
from audit_forms.self_assessments.services.exporting import (
    make_exports,
    purge_exports,
    record_csv,
    record_fetching,
    request_export,
)
from audit_forms.self_assessments.services.rounds import (
    add_missing_returns,
    change_plan,
    drop_plan,
    extend_returns,
    move_deadline,
    open_round,
    schedule_round,
)
from audit_forms.self_assessments.services.succeeding import FAIR_TIME, move_to_successor, withdraw_closed
from audit_forms.self_assessments.services.summarising import (
    approve_summary,
    draft_summary,
    open_summary_again,
    save_summary,
    take_figures,
    tell_of_summaries,
)
from audit_forms.self_assessments.services.theming import (
    delete_theme,
    move_quotation,
    name_theme,
    propose_quotation,
    purge_readings,
    release_quotation,
    rename_theme,
    request_reading,
    take_back_quotation,
    take_out,
)

__all__ = [
    "FAIR_TIME",
    "LONGEST_TEXT",
    "MOVED",
    "ChasePlan",
    "add_missing_returns",
    "approve_summary",
    "change_plan",
    "chase",
    "close_round",
    "delete_theme",
    "draft_summary",
    "drop_plan",
    "extend_returns",
    "make_exports",
    "move_deadline",
    "move_quotation",
    "move_to_successor",
    "name_theme",
    "open_round",
    "open_summary_again",
    "plan_chase",
    "propose_quotation",
    "purge_exports",
    "purge_readings",
    "record_csv",
    "record_fetching",
    "release_quotation",
    "rename_theme",
    "request_export",
    "request_reading",
    "resume_round",
    "save_summary",
    "schedule_round",
    "set_reminders",
    "take_back_quotation",
    "take_figures",
    "take_out",
    "tell_of_summaries",
    "withdraw_closed",
]
