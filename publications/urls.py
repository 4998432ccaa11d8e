"""Addresses of the publications that are not pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from publications import views
from publications.feeds import EVERYTHING, PublicationFeed

app_name = "publications"

feed = require_safe(PublicationFeed())

urlpatterns = [
    path("framework/print.css", views.framework_print, name="framework_print"),
    path("framework/versions/<str:version>/print.css", views.framework_print, name="framework_version_print"),
    path("framework/versions/<str:version>/", views.framework_version, name="framework_version"),
    path("briefings/<int:pk>/count/", views.count_use, name="count_use"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("feed/", feed, {"name": EVERYTHING}, name="feed"),
    path("feed/<slug:name>/", feed, name="feed_of"),
]
