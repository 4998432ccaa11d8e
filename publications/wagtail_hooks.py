"""What the publications add to the Wagtail admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail_modeladmin.options import modeladmin_register

from publications import reader_views
from publications.models import FrameworkPage, Theme
from publications.permissions import can_count_readers
from publications.subscriber_register import SubscriberAdmin

modeladmin_register(SubscriberAdmin)


class FrameworkReviewItem(SummaryItem):
    """A note on the editors' first page while the framework's review is due."""

    order = 50
    template_name = "publications/admin/review_due.html"

    def is_shown(self) -> bool:
        """Only to people who may edit the page, and only once the review date has come."""
        self.pages = [
            page
            for page in FrameworkPage.objects.to_review(timezone.localdate())
            if page.permissions_for_user(self.request.user).can_edit()
        ]
        return bool(self.pages)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The page that is due."""
        return {"pages": self.pages}


@hooks.register("construct_homepage_summary_items")
def show_framework_review(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put the note in front of the counts."""
    items.append(FrameworkReviewItem(request))


class ReadersItem(MenuItem):
    """The way to how many read."""

    def is_shown(self, request: HttpRequest) -> bool:
        """To whoever writes or keeps."""
        return can_count_readers(request.user)


@hooks.register("register_reports_menu_item")
def readers_menu_item() -> ReadersItem:
    """Among the reports."""
    return ReadersItem("Readers in numbers", reverse("readers"), icon_name="group", order=900)


@hooks.register("register_admin_urls")
def reader_addresses() -> list[URLPattern]:
    """How many read, and the list of subscribers for a spreadsheet."""
    return [
        path("readers/", reader_views.readers, name="readers"),
        path("readers/subscribers.csv", reader_views.export, name="subscribers_csv"),
    ]


@hooks.register("before_delete_snippet")
def keep_themes_in_use(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Say in words that a theme in use stays: also where what uses it is not in Wagtail's own index of references."""
    themes = [each for each in instances if isinstance(each, Theme)]
    if request.method == "GET" or not themes:
        return None
    try:
        Collector(using="default").collect(themes)
    except (ProtectedError, RestrictedError):
        messages.error(request, "This theme is in use, so it cannot be deleted.")
        return redirect(themes[0].snippet_viewset.get_url_name("list"))
    return None
