"""Addresses at which feedback to staff, impact and efficacy are reviewed."""

from django.urls import path

from audit_forms.case_audits.views import efficacy, following

app_name = "efficacy"

urlpatterns = [
    path("", efficacy.methods, name="methods"),
    path("<str:reference>/", efficacy.efficacy, name="audit"),
    path("<str:reference>/follow-up/", following.follow_up, name="follow_up"),
    path("<str:reference>/training/", following.link_training, name="training"),
    path("<str:reference>/question/", following.put_question, name="question"),
    path("<str:reference>/impact/", following.impact, name="impact"),
    path("<str:reference>/close/", following.close, name="close"),
    path("<str:reference>/feedback/", following.feedback, name="feedback"),
]
