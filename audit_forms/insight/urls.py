"""Addresses of profiles and documents, below those of returns."""

from django.urls import path

from audit_forms.insight.views import documents, profile, trust

app_name = "insight"

urlpatterns = [
    path("trust/", trust.overview, name="trust"),
    path("<str:reference>/profile/", profile.show, name="profile"),
    path("<str:reference>/profile/share/", profile.share, name="share"),
    path("<str:reference>/documents/<str:name>", documents.download, name="document"),
]
