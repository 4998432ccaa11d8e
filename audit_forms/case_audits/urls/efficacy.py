"""Addresses at which feedback to staff, impact and efficacy are reviewed."""

from django.urls import URLPattern

app_name = "efficacy"

urlpatterns: list[URLPattern] = []
