"""Addresses at which auditors and the chair moderate."""

from django.urls import URLPattern

app_name = "moderation"

urlpatterns: list[URLPattern] = []
