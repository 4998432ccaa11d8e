"""Addresses of the question sets as the Business Unit reads and prints them."""

from django.urls import path

from audit_forms.questionnaires import views

app_name = "questionnaires"

urlpatterns = [
    path("", views.editions, name="editions"),
    path("<int:pk>/", views.edition, name="edition"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/copy/", views.copy, name="copy"),
]
