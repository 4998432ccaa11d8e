"""A notice on top of the public pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.barriers.html import NAME_LINK
from home.barriers.words import link_trouble


@register_setting(icon="info-circle")
class SiteNotice(BaseSiteSetting):
    """Something everybody should know for a while: offices closed, a form that does not work, a new number.

    It appears and goes by itself, at the times given.
    """

    text = models.CharField(max_length=200, blank=True, help_text="One or two sentences. Empty: no notice.")
    link_text = models.CharField("words of the link", max_length=60, blank=True, help_text="Where the link leads.")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name="page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shown_from = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    shown_until = models.DateTimeField(null=True, blank=True, help_text="It goes by itself.")

    panels = [
        HelpPanel("Shown on top of every public page. Danger to a child does not belong here: the strip above has it."),
        FieldPanel("text"),
        MultiFieldPanel([PageChooserPanel("page"), FieldPanel("link_text")], heading="Link"),
        FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")], heading="When"),
    ]

    class Meta:
        """As the admin's menu names it."""

        verbose_name = "notice"

    def __str__(self) -> str:
        return self.text or "No notice"

    def clean(self) -> None:
        """A notice ends, after it begins; a link says where it leads."""
        super().clean()
        errors = {}
        if self.text and not self.shown_until:
            errors["shown_until"] = "Say when it ends, so that nobody has to remember to take it down."
        if self.shown_from and self.shown_until and self.shown_until <= self.shown_from:
            errors["shown_until"] = "It has to end after it begins."
        trouble = link_trouble(self.link_text) if self.page else ""
        if trouble:
            errors["link_text"] = f"{trouble} {NAME_LINK}"
        if errors:
            raise ValidationError(errors)

    @property
    def is_shown(self) -> bool:
        """Whether its time is now."""
        now = timezone.now()
        began = self.shown_from is None or self.shown_from <= now
        return bool(self.text) and began and self.shown_until is not None and now < self.shown_until
