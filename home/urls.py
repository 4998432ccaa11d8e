"""Addresses of the public site that are not pages."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from home import views

app_name = "home"

urlpatterns = [
    path("brand.css", views.brand_stylesheet, name="brand"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("robots.txt", views.robots, name="robots"),
    path("search/", views.search, name="search"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
