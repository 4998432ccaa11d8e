"""What a partnership says about itself once, and every page shows."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home import colours
from home.querysets import LINK_FIELDS

NOTICE_FIELDS = ("id", "text", "link_text", "shown_from", "shown_until", "page_id", "site_id")
LINKED_PAGES = ("concern_page", "about_page", "contact_page", "accessibility_page", "privacy_page", "cookies_page")


class ComplianceStatus(models.TextChoices):
    """The three answers the model accessibility statement allows."""

    FULL = "full", "Fully compliant"
    PARTIAL = "partial", "Partially compliant"
    NONE = "none", "Not compliant"


def footer_page(name: str) -> models.ForeignKey:
    """A page that the footer of every page links to."""
    return models.ForeignKey(
        "wagtailcore.Page", verbose_name=name, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


@register_setting(icon="home")
class PartnershipSettings(BaseSiteSetting):
    """Name, front door, brand and contacts of the partnership that runs this site."""

    name = models.CharField(max_length=120, default="Safeguarding Children Partnership")
    short_name = models.CharField(max_length=20, blank=True, help_text="Initials, like MSCP.")
    area = models.CharField(max_length=80, blank=True, help_text="The area served, as people say it.")

    front_door_name = models.CharField(max_length=80, blank=True, help_text="Who answers, as people know it.")
    front_door_phone = models.CharField(max_length=30, blank=True)
    front_door_hours = models.CharField(max_length=120, blank=True, help_text="Like: Monday to Friday, 9am to 5pm.")
    out_of_hours_phone = models.CharField(max_length=30, blank=True)
    emergency_text = models.CharField(max_length=120, default="If a child is in danger now, call 999")

    logo = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brand_colour = models.CharField(
        max_length=7,
        default=colours.DEFAULT_BRAND,
        validators=[colours.validate_colour],
        help_text="Masthead, links and buttons. Must stand out from white: a contrast of 4.5 to 1 or more.",
    )
    accent_colour = models.CharField(
        max_length=7,
        default=colours.DEFAULT_ACCENT,
        validators=[colours.validate_colour],
        help_text="Thin lines beside the brand colour. Must stand out from it: a contrast of 3 to 1 or more.",
    )

    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_address = models.TextField(blank=True)

    accessibility_status = models.CharField(
        "compliance with WCAG 2.2 AA", max_length=7, choices=ComplianceStatus, default=ComplianceStatus.PARTIAL
    )
    accessibility_prepared_on = models.DateField("statement prepared on", null=True, blank=True)
    accessibility_reviewed_on = models.DateField("statement reviewed on", null=True, blank=True)
    accessibility_tested_on = models.DateField("site last tested on", null=True, blank=True)
    accessibility_tested_by = models.CharField("tested by", max_length=120, blank=True)

    concern_page = footer_page("how to report a concern")
    about_page = footer_page("about the partnership")
    contact_page = footer_page("contact")
    accessibility_page = footer_page("accessibility statement")
    privacy_page = footer_page("privacy")
    cookies_page = footer_page("cookies")

    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("name"), FieldPanel("short_name"), FieldPanel("area")], heading="Name"),
            ObjectList(
                [
                    FieldPanel("front_door_name"),
                    FieldPanel("front_door_phone"),
                    FieldPanel("front_door_hours"),
                    FieldPanel("out_of_hours_phone"),
                    FieldPanel("emergency_text"),
                    PageChooserPanel("concern_page"),
                ],
                heading="Reporting a concern",
            ),
            ObjectList(
                [FieldPanel("logo"), FieldPanel("brand_colour"), FieldPanel("accent_colour")],
                heading="Look",
            ),
            ObjectList(
                [
                    FieldPanel("contact_email"),
                    FieldPanel("contact_phone"),
                    FieldPanel("contact_address"),
                    MultiFieldPanel(
                        [
                            PageChooserPanel("about_page"),
                            PageChooserPanel("contact_page"),
                            PageChooserPanel("accessibility_page"),
                            PageChooserPanel("privacy_page"),
                            PageChooserPanel("cookies_page"),
                        ],
                        heading="Pages linked from the footer",
                    ),
                ],
                heading="Contact and footer",
            ),
            ObjectList(
                [
                    FieldPanel("accessibility_status"),
                    FieldPanel("accessibility_prepared_on"),
                    FieldPanel("accessibility_reviewed_on"),
                    FieldPanel("accessibility_tested_on"),
                    FieldPanel("accessibility_tested_by"),
                ],
                heading="Accessibility statement",
            ),
        ]
    )

    class Meta:
        """As the admin's menu names it."""

        verbose_name = "partnership"

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse colours that people could not read, saying by how much they miss."""
        super().clean()
        errors = {}
        on_white = colours.contrast(self.brand_colour, colours.WHITE)
        if on_white < colours.TEXT_CONTRAST:
            errors["brand_colour"] = (
                f"Text in this colour would be hard to read: its contrast with white is {on_white:.1f} to 1, "
                f"and it must be at least {colours.TEXT_CONTRAST} to 1. Choose a darker colour."
            )
        beside = colours.contrast(self.accent_colour, self.brand_colour)
        if beside < colours.GRAPHIC_CONTRAST:
            errors["accent_colour"] = (
                f"This colour would be hard to see beside the brand colour: their contrast is {beside:.1f} to 1, "
                f"and it must be at least {colours.GRAPHIC_CONTRAST:.0f} to 1. Choose a lighter colour."
            )
        if errors:
            raise ValidationError(errors)

    @classmethod
    def base_queryset(cls) -> models.QuerySet["PartnershipSettings"]:
        """The settings with the linked pages and the notice in one query, of each page only what a link needs (P2)."""
        own = [field.name for field in cls._meta.concrete_fields]
        linked = [f"{name}__{field}" for name in LINKED_PAGES for field in LINK_FIELDS]
        notice = [f"site__sitenotice__{field}" for field in NOTICE_FIELDS]
        pages = [f"site__sitenotice__page__{field}" for field in LINK_FIELDS]
        places = ("logo", "site__sitenotice__page", *LINKED_PAGES)
        return cls.objects.select_related(*places).only(*own, "site__id", *linked, *notice, *pages)

    @property
    def has_own_colours(self) -> bool:
        """Whether the shipped stylesheet's colours are replaced."""
        return (self.brand_colour, self.accent_colour) != (colours.DEFAULT_BRAND, colours.DEFAULT_ACCENT)

    @property
    def colour_version(self) -> str:
        """Changes with the colours, so that browsers can keep the brand's stylesheet for a year."""
        return f"{self.brand_colour}{self.accent_colour}".replace("#", "")

    @property
    def brand_dark(self) -> str:
        """The brand colour a quarter darker: hovered buttons, shadows."""
        return colours.mix(self.brand_colour, colours.BLACK, 0.28)

    @property
    def brand_tint(self) -> str:
        """The brand colour as a pale ground for panels; text on it keeps its contrast."""
        return colours.mix(self.brand_colour, colours.WHITE, 0.93)
