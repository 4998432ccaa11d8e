"""Addresses at which the chair, the group and the Business Unit finish the report."""

from django.urls import path

from audit_forms.case_audits.views import reports

app_name = "reports"

urlpatterns = [
    path("<str:reference>/", reports.report, name="report"),
    path("<str:reference>/draft/", reports.draft, name="draft"),
    path("<str:reference>/write/", reports.write, name="write"),
    path("<str:reference>/approve/", reports.approve, name="approve"),
    path("<str:reference>/open-again/", reports.open_again, name="open_again"),
    path("<str:reference>/pages/", reports.make_pages, name="pages"),
    path("<str:reference>/publish/", reports.publish, name="publish"),
]
