"""Addresses of alerts."""

from django.urls import path

from audit_forms.improvement.views import alerts

app_name = "alerts"

urlpatterns = [
    path("", alerts.index, name="list"),
    path("raise/", alerts.report, name="raise"),
    path("<str:reference>/", alerts.detail, name="alert"),
    path("<str:reference>/<slug:verb>/", alerts.act, name="act"),
]
