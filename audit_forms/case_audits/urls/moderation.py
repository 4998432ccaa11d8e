"""Addresses at which auditors and the chair moderate."""

from django.urls import path

from audit_forms.case_audits.views import moderation_blind, moderation_case, moderation_meeting

app_name = "moderation"

urlpatterns = [
    path("<str:reference>/", moderation_meeting.meeting, name="meeting"),
    path("<str:reference>/news/", moderation_meeting.news, name="news"),
    path("<str:reference>/blind/", moderation_blind.blind, name="blind"),
    path("<str:reference>/attendance/", moderation_meeting.attendance, name="attendance"),
    path("<str:reference>/meeting.ics", moderation_meeting.calendar_file, name="calendar"),
    path("<str:reference>/excuse/<int:part>/", moderation_meeting.excuse, name="excuse"),
    path("<str:reference>/themes/", moderation_case.themes, name="themes"),
    path("<str:reference>/open/", moderation_meeting.act, {"verb": "open"}, name="open"),
    path("<str:reference>/end/", moderation_meeting.act, {"verb": "end"}, name="end"),
    path("<str:reference>/reopen/", moderation_meeting.act, {"verb": "reopen"}, name="reopen"),
    path("<str:reference>/<str:pseudonym>/", moderation_case.case, name="case"),
    path("<str:reference>/<str:pseudonym>/news/", moderation_case.news, name="case_news"),
    path("<str:reference>/<str:pseudonym>/dissent/", moderation_case.dissent, name="dissent"),
    path("<str:reference>/<str:pseudonym>/themes/", moderation_case.themes, name="case_themes"),
]
