"""Addresses at which the Business Unit runs case audits."""

from django.urls import path

from audit_forms.case_audits.views import (
    case_lists,
    cases,
    chasing,
    grid,
    identities,
    moderation_meeting,
    preparing,
    quality,
    unit,
)

app_name = "unit_audits"

CASES = "<str:reference>/cases/"

urlpatterns = [
    path("", unit.audit_list, name="list"),
    path("<str:reference>/", unit.audit, name="audit"),
    path("<str:reference>/agencies/", preparing.agencies, name="agencies"),
    path("<str:reference>/agencies/more/", preparing.more_agencies, name="more_agencies"),
    path("<str:reference>/governance/", preparing.governance, name="governance"),
    path("<str:reference>/chair/", preparing.chair, name="chair"),
    path("<str:reference>/dates/", preparing.dates, name="dates"),
    path("<str:reference>/start/", preparing.start, name="start"),
    path("<str:reference>/close-returns/", preparing.close_returns, name="close_returns"),
    path(CASES, cases.cases, name="cases"),
    path(f"{CASES}add/", cases.add, name="add_case"),
    path(f"{CASES}list/", case_lists.give, name="give_list"),
    path(f"{CASES}list/template/", case_lists.template, name="list_template"),
    path(f"{CASES}list/<uuid:key>/", case_lists.check, name="check_list"),
    path(f"{CASES}<str:case>/", cases.case, name="case"),
    path(f"{CASES}<str:case>/identity/", cases.correct, name="correct_identity"),
    path(f"{CASES}<str:case>/withdraw/", cases.withdraw, name="withdraw_case"),
    path("<str:reference>/chase/", chasing.chase, name="chase"),
    path("<str:reference>/grid/", grid.grid, name="grid"),
    path("<str:reference>/readings/", identities.readings, name="readings"),
    path("<str:reference>/returns/<str:return_reference>/quality/", quality.quality, name="quality"),
    path("<str:reference>/returns/<str:return_reference>/time/", quality.more_time, name="more_time"),
    path("<str:reference>/cases/<str:case_reference>/<int:organisation>/conflict/", quality.conflict, name="conflict"),
    path("<str:reference>/moderation/", moderation_meeting.arrange, name="arrange_moderation"),
]
