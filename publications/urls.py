"""Addresses of the publications that are not pages."""

from django.urls import path
from django.views.decorators.http import require_safe

from publications import subscriber_views, views
from publications.feeds import EVERYTHING, PublicationFeed

app_name = "publications"

feed = require_safe(PublicationFeed())

urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("newsletters/issue-<int:number>.pdf", views.newsletter_pdf, name="newsletter_pdf"),
    path("subscribe/confirm/<str:key>/", subscriber_views.confirm, name="confirm"),
    path("subscribe/preferences/<str:key>/", subscriber_views.preferences, name="preferences"),
    path("subscribe/leave/<str:key>/", subscriber_views.leave, name="leave"),
    path("subscribe/come-back/<str:key>/", subscriber_views.come_back, name="come_back"),
    path("feed/", feed, {"name": EVERYTHING}, name="feed"),
    path("feed/<slug:name>/", feed, name="feed_of"),
]
