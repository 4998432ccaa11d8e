"""Addresses at which the Business Unit runs case audits."""

from django.urls import path

from audit_forms.case_audits.views import quality

app_name = "unit_audits"

urlpatterns = [
    path("<str:reference>/returns/<str:return_reference>/quality/", quality.quality, name="quality"),
    path("<str:reference>/returns/<str:return_reference>/time/", quality.more_time, name="more_time"),
    path("<str:reference>/cases/<str:case_reference>/<int:organisation>/conflict/", quality.conflict, name="conflict"),
]
