"""Addresses of sending newsletters, below the Wagtail admin."""

from django.urls import path

from publications import mailing_views as views

app_name = "mailings"

urlpatterns = [
    path("", views.archive, name="archive"),
    path("issues/<int:page>/", views.prepare, name="prepare"),
    path("<int:pk>/", views.mailing, name="mailing"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/mail/", views.mail, name="mail"),
    path("<int:pk>/text/", views.text, name="text"),
    path("<int:pk>/schedule/", views.schedule, name="schedule"),
    path("<int:pk>/<slug:verb>/", views.act, name="act"),
]
