"""What the publications add to the Wagtail admin."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from publications import mailing_urls, reader_views
from publications.models import FrameworkPage, FrameworkVersion, Mailing, NewsletterPage, Theme
from publications.permissions import can_count_readers, may_send_newsletters
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


@hooks.register("explained_terms")
def glossary_terms() -> list[str]:
    """The words that the framework explains are not held against a text (bars A13)."""
    page = FrameworkPage.objects.live().in_language().first()
    return [block.value["term"] for block in page.glossary] if page else []


@hooks.register("before_delete_page", order=-1)
def keep_frameworks_with_versions(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Say in words that a framework stays while its approved versions have to be readable; it can be unpublished."""
    if not FrameworkVersion.objects.filter(framework=page.pk).exists():
        return None
    messages.error(
        request, "The framework cannot be deleted: its versions have to stay readable. Unpublish it instead."
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


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


@hooks.register("register_admin_urls")
def mailing_addresses() -> list[URLResolver]:
    """The pages on which newsletters are sent."""
    return [path("newsletters/", include(mailing_urls))]


class MailingsMenuItem(MenuItem):
    """The way to the mailings, for those who may send."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Editors, moderators and administrators."""
        return may_send_newsletters(request.user)


@hooks.register("register_admin_menu_item")
def mailings_in_the_menu() -> MenuItem:
    """Beside the pages."""
    return MailingsMenuItem(
        "Newsletter mailings", reverse("mailings:archive"), name="mailings", icon_name="mail", order=250
    )


@hooks.register("register_page_header_buttons")
def send_newsletter_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an issue to its sending."""
    is_issue = page.specific_class is NewsletterPage and page.specific.language.is_main
    if is_issue and may_send_newsletters(user):
        address = reverse("mailings:prepare", args=[page.pk])
        yield Button("Send this newsletter", address, icon_name="mail", priority=12)


@hooks.register("after_edit_page")
def say_that_the_mail_stays_as_it_is(request: HttpRequest, page: Page) -> None:
    """Whoever changes an issue that has begun to leave is told that its mail does not change."""
    if isinstance(page, NewsletterPage) and Mailing.objects.of(page).begun().exists():
        messages.warning(
            request,
            "This newsletter has been sent, or is being sent, by e-mail. What you changed shows on the page only: "
            "the mail stays as it was when sending began.",
        )
