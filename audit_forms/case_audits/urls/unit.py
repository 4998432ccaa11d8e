"""Addresses at which the Business Unit runs case audits."""

from django.urls import URLPattern

app_name = "unit_audits"

urlpatterns: list[URLPattern] = []
