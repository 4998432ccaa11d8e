"""Addresses at which agencies answer for their cases and audit them."""

from django.urls import URLPattern

app_name = "audits"

urlpatterns: list[URLPattern] = []
