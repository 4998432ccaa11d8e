"""Addresses of the Business Unit's pages about rounds."""

from django.urls import path

from audit_forms.self_assessments import views
from audit_forms.self_assessments.views import letters

app_name = "self_assessments"

urlpatterns = [
    path("", views.unit, name="unit"),
    path("rounds/<int:pk>/", views.tracker, name="tracker"),
    path("rounds/<int:pk>/returns.csv", views.export_csv, name="export_csv"),
    path("rounds/<int:pk>/returns.xlsx", views.export_workbook, name="export_workbook"),
    path("rounds/<int:pk>/exports/<uuid:key>/", views.export, name="export"),
    path("rounds/<int:pk>/exports/<uuid:key>/returns.xlsx", views.fetch_export, name="fetch_export"),
    path("rounds/<int:pk>/open/", views.open_now, name="open"),
    path("rounds/<int:pk>/add-missing/", views.add_missing, name="add_missing"),
    path("rounds/<int:pk>/deadline/", views.change_deadline, name="deadline"),
    path("rounds/<int:pk>/extend/", views.extend, name="extend"),
    path("rounds/<int:pk>/chase/", views.chase, name="chase"),
    path("rounds/<int:pk>/reminders/", views.reminders, name="reminders"),
    path("rounds/<int:pk>/closed/", views.closed_settings, name="closed_settings"),
    path("rounds/<int:pk>/close/", views.close, name="close"),
    path("rounds/<int:pk>/sample/", views.sample_plan, name="sample_plan"),
    path("rounds/<int:pk>/sample/agreement/", views.agreement, name="agreement"),
    path("rounds/<int:pk>/sample/<int:sample>/", views.sample, name="sample"),
    path("rounds/<int:pk>/sample/<int:sample>/sample.csv", views.sample_csv, name="sample_csv"),
    path("rounds/<int:pk>/sample/<int:sample>/pick/", views.pick, name="pick"),
    path("rounds/<int:pk>/sample/<int:sample>/readers/", views.readers, name="readers"),
    path("deep-dives/<int:pk>/", views.deep_dive, name="deep_dive"),
    path("deep-dives/<int:pk>/take-out/", views.take_out, name="take_out"),
    path("deep-dives/<int:pk>/review/", views.review, name="review"),
    path("deep-dives/<int:pk>/review/<slug:section>/", views.review_section, name="review_section"),
    path("rounds/<int:pk>/letters/", letters.letters, name="letters"),
    path("deep-dives/<int:pk>/letter/", letters.draft, name="draft_letter"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/write/", letters.write, name="write_letter"),
    path("letters/<int:pk>/ask/", letters.ask, name="ask_for_approval"),
    path("letters/<int:pk>/approve/", letters.approve, name="approve_letter"),
    path("letters/<int:pk>/back/", letters.send_back, name="send_letter_back"),
    path("letters/<int:pk>/send/", letters.send, name="send_letter"),
    path("letters/<int:pk>/answer-read/", letters.reply_read, name="reply_read"),
    path("letters/<int:pk>/documents/<str:name>", letters.download, name="letter_document"),
    path("programme/", views.programme, name="programme"),
    path("programme/plan/<int:pk>/", views.plan_next, name="plan_next"),
]
