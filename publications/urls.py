"""Addresses of the publications that are not pages."""

from django.urls import path

from publications import views
from publications.feeds import EVERYTHING, PublicationFeed

app_name = "publications"

urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("feed/", PublicationFeed(), {"name": EVERYTHING}, name="feed"),
    path("feed/<slug:name>/", PublicationFeed(), name="feed_of"),
]
