"""Addresses of the inspection pack, below those of the Business Unit."""

from django.urls import path

from audit_forms.insight.views import packs

app_name = "pack"

urlpatterns = [
    path("", packs.ask, name="ask"),
    path("<uuid:key>/", packs.status, name="status"),
    path("<uuid:key>/pack.zip", packs.fetch, name="fetch"),
]
