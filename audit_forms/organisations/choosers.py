"""Choosing an organisation or a person in the Wagtail admin: searchable, and for the Business Unit only (bars S2)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from wagtail.admin.viewsets.chooser import ChooserViewSet

from audit_forms.organisations.models import Organisation
from audit_forms.organisations.permissions import can_keep_organisations
from portal.accounts.models import User

View = Callable[..., HttpResponseBase]


def keepers_only(view: View) -> View:
    """Other people of the admin must not find names here: for them there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_keep_organisations(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class GuardedChooserViewSet(ChooserViewSet):
    """Wagtail's chooser, behind our permission, without its ways to create and to choose many."""

    register_widget = False
    per_page = 20

    def get_urlpatterns(self) -> list[URLPattern]:
        """Choose, search, chosen."""
        return [
            path("", keepers_only(self.choose_view), name="choose"),
            path("results/", keepers_only(self.choose_results_view), name="choose_results"),
            path("chosen/<str:pk>/", keepers_only(self.chosen_view), name="chosen"),
        ]


organisation_chooser = GuardedChooserViewSet(
    "organisation_chooser",
    model=Organisation,
    icon="home",
    choose_one_text="Choose an organisation",
    choose_another_text="Choose another organisation",
)
person_chooser = GuardedChooserViewSet(
    "person_chooser",
    model=User,
    icon="user",
    choose_one_text="Choose a person",
    choose_another_text="Choose another person",
)
