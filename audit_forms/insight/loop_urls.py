"""Addresses of the loop board, below those of the programme."""

from django.urls import path

from audit_forms.insight.views import loops

app_name = "loop"

urlpatterns = [
    path("", loops.board, name="board"),
    path("loops.csv", loops.export_csv, name="export_csv"),
    path("<str:reference>/", loops.loop, name="loop"),
]
