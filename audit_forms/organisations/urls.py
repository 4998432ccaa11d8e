"""Addresses of organisations: for their leads, and for the Business Unit."""

from django.urls import path

from audit_forms.organisations import views

app_name = "organisations"

urlpatterns = [
    path("organisations/<int:pk>/people/", views.people, name="people"),
    path("organisations/<int:pk>/people/confirm/", views.confirm, name="confirm"),
    path("organisations/<int:pk>/people/<int:membership>/end/", views.end_membership, name="end_membership"),
    path("organisations/<int:pk>/people/<int:membership>/hand-over/", views.hand_over, name="hand_over"),
    path("organisations/<int:pk>/people/<int:membership>/invite/", views.invite_again, name="invite_again"),
    path("unit/people/", views.people_to_look_at, name="accounts"),
    path("unit/people/<int:pk>/second-step/", views.begin_anew, name="begin_anew"),
    path("unit/organisations/", views.organisations, name="organisations"),
    path("unit/organisations/<int:pk>/", views.organisation, name="organisation"),
    path("unit/organisations/to-decide/", views.to_decide, name="to_decide"),
    path("unit/organisations/<int:pk>/duty/", views.decide_duty, name="decide_duty"),
    path("unit/organisations/to-link/", views.to_link, name="to_link"),
    path("unit/organisations/<int:pk>/successor/", views.link, name="link"),
    path("unit/organisations/import/", views.upload, name="import"),
    path("unit/organisations/import/<int:pk>/", views.preview, name="preview"),
    path("unit/organisations/import/<int:pk>/confirm/", views.confirm_import, name="confirm_import"),
    path("unit/organisations/import/<int:pk>/discard/", views.discard, name="discard"),
]
