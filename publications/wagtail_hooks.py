"""What the publications add to the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem

from publications.models import FrameworkPage


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
