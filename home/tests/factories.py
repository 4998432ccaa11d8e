"""Pages and settings for tests."""

import factory
from wagtail.models import Site
from wagtail_factories import PageFactory

from home.models import HomePage, InformationPage, PartnershipSettings, SectionPage


def home_page() -> HomePage:
    """The one front page, which a migration made."""
    return HomePage.objects.get()


class InformationPageFactory(PageFactory):
    """An ordinary page right under the front page; published unless `live=False`."""

    title = factory.Sequence(lambda number: f"Page {number}")
    parent = factory.LazyFunction(home_page)

    class Meta:
        """The page type."""

        model = InformationPage

    class Params:
        """States."""

        in_menu = factory.Trait(show_in_menus=True)


class SectionPageFactory(PageFactory):
    """A section under the front page."""

    title = factory.Sequence(lambda number: f"Section {number}")
    parent = factory.LazyFunction(home_page)

    class Meta:
        """The page type."""

        model = SectionPage


class PartnershipSettingsFactory(factory.django.DjangoModelFactory):
    """The settings of the default site."""

    site = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True))
    name = "Merrowdale Safeguarding Children Partnership"
    front_door_phone = "01632 960 001"
    out_of_hours_phone = "01632 960 002"

    class Meta:
        """The model."""

        model = PartnershipSettings
