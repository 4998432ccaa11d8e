"""Addresses at which the Business Unit runs case audits."""

from django.urls import path

from audit_forms.case_audits.views import moderation_meeting

app_name = "unit_audits"

urlpatterns = [
    path("<str:reference>/moderation/", moderation_meeting.arrange, name="arrange_moderation"),
]
