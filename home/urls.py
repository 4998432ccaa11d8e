"""Addresses of the public site that are not pages."""

from django.urls import path

from home import views

app_name = "home"

urlpatterns = [
    path("brand.css", views.brand_stylesheet, name="brand"),
    path("search/", views.search, name="search"),
]
