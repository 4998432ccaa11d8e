"""Choosing an organisation or a person in the Wagtail admin: searchable, and for the Business Unit only (bars S2)."""

from collections.abc import Callable
from functools import reduce, wraps
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from audit_forms.organisations.models import Organisation
from audit_forms.organisations.permissions import can_keep_organisations
from portal.accounts.models import User

SEARCHED = {Organisation: ("name", "postcode", "urn"), User: ("name", "email")}
View = Callable[..., HttpResponseBase]


def keepers_only(view: View) -> View:
    """Other people of the admin must not find names here: for them there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_keep_organisations(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class SearchForm(BaseFilterForm):
    """Looks in the database: organisations and people are not in Wagtail's search index."""

    q = forms.CharField(
        label="Search term", required=False, widget=forms.TextInput({"placeholder": "Search by name"}), max_length=100
    )

    def filter(self, objects: Any) -> Any:
        """Those that match the words, if there are any."""
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            fields = (Q(**{f"{field}__icontains": word}) for field in SEARCHED[objects.model])
            objects = objects.filter(reduce(or_, fields))
        return objects


class FindsInTheDatabase(chooser.BaseChooseView):
    """Our search, and beside each name what tells two of the same name apart."""

    filter_form_class = SearchForm

    @property
    def columns(self) -> list[Column]:
        """The name and the other fields that are searched."""
        return [self.title_column, *(Column(field, accessor=field) for field in SEARCHED[self.model_class][1:])]


class ChooseView(FindsInTheDatabase, chooser.ChooseView):
    """The window."""


class ChooseResultsView(FindsInTheDatabase, chooser.ChooseResultsView):
    """Its results."""


class GuardedChooserViewSet(ChooserViewSet):
    """Wagtail's chooser, behind our permission, without its ways to create and to choose many."""

    register_widget = False
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
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
