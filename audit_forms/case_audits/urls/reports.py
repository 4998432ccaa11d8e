"""Addresses at which the chair, the group and the Business Unit finish the report."""

from django.urls import URLPattern

app_name = "reports"

urlpatterns: list[URLPattern] = []
