"""Addresses at which the group, the Executive and chairs read and decide on plans."""

from django.urls import URLPattern

app_name = "programme"

urlpatterns: list[URLPattern] = []
