"""Addresses at which the Business Unit runs case audits."""

from django.urls import path

from audit_forms.case_audits.views import preparing, unit

app_name = "unit_audits"

urlpatterns = [
    path("", unit.audit_list, name="list"),
    path("<str:reference>/", unit.audit, name="audit"),
    path("<str:reference>/agencies/", preparing.agencies, name="agencies"),
    path("<str:reference>/governance/", preparing.governance, name="governance"),
    path("<str:reference>/chair/", preparing.chair, name="chair"),
    path("<str:reference>/dates/", preparing.dates, name="dates"),
    path("<str:reference>/start/", preparing.start, name="start"),
    path("<str:reference>/close-returns/", preparing.close_returns, name="close_returns"),
]
