"""Addresses of actions and recommendations."""

from django.urls import path

from audit_forms.improvement.views import actions, calendar, lists, recommendations, returns

app_name = "improvement"

urlpatterns = [
    path("", lists.action_list, name="list"),
    path("board/", lists.board, name="board"),
    path("actions.csv", lists.export_csv, name="export_csv"),
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/<int:pk>/", lists.of_school, name="of_school"),
    path("add/", actions.add, name="add"),
    path("calendar/", calendar.address, name="calendar"),
    path("calendar.ics", calendar.feed, name="feed"),
    path("recommendations/", recommendations.index, name="recommendations"),
    path("recommendations/add/", recommendations.add, name="add_recommendation"),
    path("recommendations/<str:reference>/", recommendations.detail, name="recommendation"),
    path("recommendations/<str:reference>/change/", recommendations.change, name="change_recommendation"),
    path("recommendations/<str:reference>/<slug:ending>/", recommendations.end, name="end_recommendation"),
    path("returns/<str:reference>/recommendations/", returns.respond, name="respond"),
    path("returns/<str:reference>/plan/", returns.plan, name="plan"),
    path("<str:reference>/", actions.detail, name="action"),
    path("<str:reference>/<slug:verb>/", actions.act, name="act"),
]
