"""Addresses at which agencies answer for their cases and audit them."""

from django.urls import URLPattern, path

from audit_forms.case_audits.views import identities

app_name = "audits"

urlpatterns: list[URLPattern] = [
    path("<str:reference>/identity/", identities.identity, name="identity"),
]
