"""Addresses of the public site that are not pages."""

from django.urls import path

from home import problem_views, views

app_name = "home"

urlpatterns = [
    path("brand.css", views.brand_stylesheet, name="brand"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("report-a-problem/", problem_views.report, name="report"),
    path("report-a-problem/sent/", problem_views.reported, name="reported"),
    path("robots.txt", views.robots, name="robots"),
    path("search/", views.search, name="search"),
]
