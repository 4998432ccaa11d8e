"""Addresses at which agencies answer for their cases and audit them."""

from django.urls import path

from audit_forms.case_audits.views import agencies, identities

app_name = "audits"

urlpatterns = [
    path("", agencies.audit_list, name="list"),
    path("<str:reference>/identity/", identities.identity, name="identity"),
    path("<str:reference>/<int:organisation>/", agencies.case, name="case"),
    path("<str:reference>/<int:organisation>/<slug:verb>/", agencies.act, name="act"),
]
