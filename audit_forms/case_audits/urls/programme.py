"""Addresses at which the group, the Executive and chairs read and decide on plans."""

from django.urls import path

from audit_forms.case_audits.views import calendar, following, planning, programme

app_name = "programme"

urlpatterns = [
    path("", programme.programme, name="programme"),
    path("plan/", planning.plan, name="plan"),
    path("calendar/", calendar.address, name="calendar"),
    path("calendar.ics", calendar.feed, name="feed"),
    path("dissemination/", following.dissemination, name="dissemination"),
    path("<str:reference>/", programme.audit, name="audit"),
    path("<str:reference>/change/", planning.change, name="change"),
    path("<str:reference>/drop/", planning.drop, name="drop"),
    path("<str:reference>/agree/", programme.agree, name="agree"),
    path("<str:reference>/approve/", programme.approve, name="approve"),
    path("<str:reference>/send-back/", programme.send_back, name="send_back"),
]
