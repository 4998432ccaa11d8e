"""Addresses of the publications that are not pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from publications import views
from publications.feeds import EVERYTHING, PublicationFeed, TopicFeed

app_name = "publications"

feed = require_safe(PublicationFeed())

urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("feed/", feed, {"name": EVERYTHING}, name="feed"),
    path("feed/<slug:name>/", feed, name="feed_of"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("topics/<slug:slug>/feed/", require_safe(TopicFeed()), name="topic_feed"),
    path("events/calendar.ics", views.calendar, name="calendar"),
    path("events/<slug:slug>/calendar.ics", views.event_calendar, name="event_calendar"),
]
