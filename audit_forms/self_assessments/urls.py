"""Addresses of the Business Unit's pages about rounds."""

from django.urls import path

from audit_forms.self_assessments import views
from audit_forms.self_assessments.views import analysis

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
    path("rounds/<int:pk>/analysis/", analysis.overview, name="analysis"),
    path("rounds/<int:pk>/analysis/sections/<slug:section>/", analysis.questions, name="analysis_section"),
    path("rounds/<int:pk>/analysis/heat-map/", analysis.heat_map, name="analysis_heat_map"),
    path("rounds/<int:pk>/analysis/duties/", analysis.duties, name="analysis_duties"),
    path("rounds/<int:pk>/analysis/duties/<slug:question>/", analysis.duty, name="analysis_duty"),
    path("rounds/<int:pk>/analysis/trend/", analysis.trend, name="analysis_trend"),
    path("rounds/<int:pk>/analysis/reviews/", analysis.reviews, name="analysis_reviews"),
    path("rounds/<int:pk>/analysis/actions/", analysis.actions, name="analysis_actions"),
    path("rounds/<int:pk>/analysis/charts/<slug:name>.<slug:kind>", analysis.chart, name="analysis_chart"),
    path("rounds/<int:pk>/free-text/", views.free_text, name="free_text"),
    path("rounds/<int:pk>/free-text/<uuid:key>/", views.reading, name="reading"),
    path("rounds/<int:pk>/free-text/themes/<int:theme_pk>/", views.theme, name="theme"),
    path("rounds/<int:pk>/free-text/themes/<int:theme_pk>/delete/", views.delete_theme, name="delete_theme"),
    path(
        "rounds/<int:pk>/free-text/themes/<int:theme_pk>/quotations/<int:quotation_pk>/",
        views.quotation,
        name="quotation",
    ),
    path("rounds/<int:pk>/summary/", views.summary, name="summary"),
    path("rounds/<int:pk>/summary/write/", views.write_summary, name="write_summary"),
    path("rounds/<int:pk>/summary/figures/", views.recount_summary, name="recount_summary"),
    path("rounds/<int:pk>/summary/approve/", views.approve_summary, name="approve_summary"),
    path("rounds/<int:pk>/summary/open-again/", views.open_summary_again, name="open_summary_again"),
    path("rounds/<int:pk>/summary/report.pdf", views.download_summary, {"ending": "pdf"}, name="summary_pdf"),
    path("rounds/<int:pk>/summary/report.docx", views.download_summary, {"ending": "docx"}, name="summary_word"),
    path("programme/", views.programme, name="programme"),
    path("programme/plan/<int:pk>/", views.plan_next, name="plan_next"),
]
