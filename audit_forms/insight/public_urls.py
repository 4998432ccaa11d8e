"""Addresses of what insight tells the public."""

from django.urls import path

from audit_forms.insight.views import said

app_name = "public"

urlpatterns = [path("you-said-we-did/", said.show, name="said")]
