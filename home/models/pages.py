"""Page types of the public site that are not publications."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The portal's front page."""

    purpose = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("purpose")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
