"""Addresses of the publications that are not pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from publications import subscriber_views, topic_views, views
from publications.feeds import EVERYTHING, PublicationFeed, TopicFeed

app_name = "publications"

feed = require_safe(PublicationFeed())

urlpatterns = [
    path("subscribe/", subscriber_views.subscribe, name="subscribe"),
    path("newsletters/issue-<int:number>.pdf", views.newsletter_pdf, name="newsletter_pdf"),
    path("subscribe/begin/", subscriber_views.begin, name="begin"),
    path("subscribe/check-your-mail/", subscriber_views.check_mail, name="check_mail"),
    path("subscribe/confirm/<str:token>/", subscriber_views.confirm, name="confirm"),
    path("subscribe/preferences/<str:token>/", subscriber_views.preferences, name="preferences"),
    path("subscribe/leave/<str:token>/", subscriber_views.leave, name="leave"),
    path("subscribe/come-back/<str:token>/", subscriber_views.come_back, name="come_back"),
    path("framework/print.css", views.framework_print, name="framework_print"),
    path("framework/versions/<str:version>/print.css", views.framework_print, name="framework_version_print"),
    path("framework/versions/<str:version>/", views.framework_version, name="framework_version"),
    path("briefings/<int:pk>/count/", views.count_use, name="count_use"),
    path("feed/", feed, {"name": EVERYTHING}, name="feed"),
    path("feed/<slug:name>/", feed, name="feed_of"),
    path("topics/", topic_views.topics, name="topics"),
    path("topics/<slug:slug>/", topic_views.topic, name="topic"),
    path("topics/<slug:slug>/feed/", require_safe(TopicFeed()), name="topic_feed"),
    path("events/calendar.ics", topic_views.calendar, name="calendar"),
    path("events/<slug:slug>/calendar.ics", topic_views.event_calendar, name="event_calendar"),
]
