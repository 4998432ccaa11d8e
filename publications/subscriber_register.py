"""Subscribers in the Wagtail admin: a register to search and to stop people in. Nobody is added without consent."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import DeleteView

from publications.models import Subscriber, Theme
from publications.permissions import can_keep_subscribers
from publications.services.keeping import stop_for_unit


class SubscriberPermissionHelper(PermissionHelper):
    """Nobody adds, changes or deletes; the delete page is the one that stops."""

    def user_has_any_permissions(self, user: Any) -> bool:
        """Whether the menu and the list are there at all."""
        return can_keep_subscribers(user)

    def user_can_create(self, user: Any) -> bool:
        """Never: only the person themselves can consent."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Subscriber) -> bool:
        """Never: the person does, by the link in each mail."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Subscriber) -> bool:
        """Whether there is anything to stop."""
        return can_keep_subscribers(user) and obj.is_active


class SubscriberButtonHelper(ButtonHelper):
    """Calls the button what it does."""

    def delete_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Stop instead of delete."""
        return super().delete_button(*args, **kwargs) | {"label": "Stop", "title": "Send nothing more to this address"}


class StopView(DeleteView):
    """Stops a subscriber in place of deleting them."""

    page_title = "Stop mail to"

    def get_meta_title(self) -> str:
        """The title of the window."""
        return "Stop mail to a subscriber"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stop, say so, and go to the list."""
        stop_for_unit(subscriber=self.instance, actor=request.user)
        messages.success(request, f"{self.instance} gets no more mail.")
        return redirect(self.index_url)


class StateFilter(SimpleListFilter):
    """Who gets mail and who does not."""

    title = "state"
    parameter_name = "state"

    def lookups(self, *args: Any) -> list[tuple[str, str]]:
        """The two."""
        return [("active", "Gets mail"), ("stopped", "Stopped")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those in the chosen state."""
        chosen = self.value()
        return getattr(queryset, chosen)() if chosen in ("active", "stopped") else queryset


class TopicFilter(SimpleListFilter):
    """Who follows a topic."""

    title = "topic"
    parameter_name = "topic"

    def lookups(self, *args: Any) -> Iterator[tuple[str, str]]:
        """Every topic."""
        return ((theme.slug, theme.name) for theme in Theme.objects.all())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those who follow it."""
        chosen = self.value()
        return queryset.following(Theme.objects.filter(slug=chosen)) if chosen else queryset


class SubscriberAdmin(ModelAdmin):
    """The register."""

    model = Subscriber
    menu_label = "Subscribers"
    menu_icon = "mail"
    menu_order = 320
    permission_helper_class = SubscriberPermissionHelper
    button_helper_class = SubscriberButtonHelper
    delete_view_class = StopView
    history_view_enabled = False
    list_display = ("email", "what_they_do", "what_they_get", "confirmed_at", "stop_reason")
    list_filter = (StateFilter, "role", "wants_newsletter", "wants_digest", TopicFilter, "stop_reason")
    list_per_page = 50
    search_fields = ("email",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Subscriber]":
        """Those whose address is still known."""
        return super().get_queryset(request).filter(email__isnull=False)

    def what_they_get(self, subscriber: Subscriber) -> str:
        """In words; for a yes or no the list would want a picture of Django's own admin, which is not installed."""
        kinds = [("Newsletter", subscriber.wants_newsletter), ("Topics", subscriber.wants_digest)]
        return ", ".join(name for name, wants in kinds if wants)

    def what_they_do(self, subscriber: Subscriber) -> str:
        """Their role, if they said."""
        return str(subscriber.get_role_display()) or "Not said"
