"""Addresses at which a school or agency reads its feedback letter, below those of returns."""

from django.urls import path

from audit_forms.self_assessments.views import feedback

app_name = "feedback"

urlpatterns = [
    path("<str:reference>/feedback/", feedback.letter, name="letter"),
    path("<str:reference>/feedback/answer/", feedback.answer, name="answer"),
    path("<str:reference>/feedback/documents/<str:name>", feedback.download, name="document"),
]
