"""Publications for tests."""

from datetime import date, timedelta
from typing import ClassVar

import factory
import wagtail_factories
from django.utils import timezone

from home.tests.factories import home_page
from publications.enums import AuditMethod, DocumentStatus, Grade, RecommendationStatus, SampleBand, Season, StopReason
from publications.models import (
    AuditOutcomeIndexPage,
    AuditOutcomePage,
    BriefingIndexPage,
    BriefingPage,
    EventIndexPage,
    EventPage,
    FrameworkPage,
    NewsletterIndexPage,
    NewsletterPage,
    SignUp,
    Subscriber,
    Theme,
)


class ThemeFactory(factory.django.DjangoModelFactory):
    """A theme."""

    name = factory.Sequence("Theme {}".format)
    slug = factory.Sequence("theme-{}".format)

    class Meta:
        """What it makes."""

        model = Theme


class SubscriberFactory(factory.django.DjangoModelFactory):
    """Somebody who gets the newsletter, or one in the named state."""

    email = factory.Sequence("reader-{}@people.example".format)

    class Meta:
        """What it makes."""

        model = Subscriber

    class Params:
        """States."""

        left = factory.Trait(stopped_at=factory.LazyFunction(timezone.now), stop_reason=StopReason.LEFT)
        refused = factory.Trait(stopped_at=factory.LazyFunction(timezone.now), stop_reason=StopReason.REFUSED)

    @classmethod
    def following(cls, *themes: Theme, **words: object) -> Subscriber:
        """One who follows these topics by the weekly mail, and nothing else unless asked."""
        subscriber = cls(**{"wants_digest": True, "wants_newsletter": False, **words})
        subscriber.themes.set(themes)
        return subscriber


class SignUpFactory(factory.django.DjangoModelFactory):
    """A request for the newsletter that nobody has confirmed yet."""

    email = factory.Sequence("asker-{}@people.example".format)

    class Meta:
        """What it makes."""

        model = SignUp


class FrameworkFactory(wagtail_factories.PageFactory):
    """A framework in force, or one in the named state."""

    title = "Audit framework"
    slug = "framework"
    parent = factory.LazyFunction(home_page)
    introduction = "<p>What this is for.</p>"
    version = "1.0"
    status = DocumentStatus.APPROVED
    approved_on = date(2026, 1, 15)
    approved_by = "Executive"
    review_on = date(2027, 1, 15)
    body: ClassVar = [
        ("part", {"heading": "Why we audit", "text": "<p>To learn. Every Nil return counts.</p>"}),
        ("part", {"heading": "Who does what", "text": "<p>The Business Unit tells agencies.</p>"}),
    ]
    cycle: ClassVar = [
        ("step", {"name": "Choose the theme", "text": "Four a year.", "part": 1}),
        ("step", {"name": "Check quality", "text": "Each one.", "part": 2}),
    ]
    glossary: ClassVar = [
        ("term", {"term": "Nil return", "meaning": "No involvement."}),
        ("term", {"term": "Business Unit", "meaning": "The staff team."}),
    ]

    class Meta:
        """What it makes."""

        model = FrameworkPage

    class Params:
        """States."""

        draft = factory.Trait(status=DocumentStatus.DRAFT, approved_on=None, approved_by="")
        review_overdue = factory.Trait(approved_on=date(2024, 1, 15), review_on=date(2025, 1, 15))


class OutcomeIndexFactory(wagtail_factories.PageFactory):
    """The listing of audit outcomes."""

    title = "Audit outcomes"
    slug = "audit-outcomes"
    parent = factory.LazyFunction(home_page)

    class Meta:
        """What it makes."""

        model = AuditOutcomeIndexPage


class OutcomeFactory(wagtail_factories.PageFactory):
    """An audit outcome."""

    title = factory.Sequence("Outcome {}".format)
    theme = factory.SubFactory(ThemeFactory)
    finding = "One plain sentence."
    published_on = date(2026, 3, 2)
    programme_year = 2025
    method = AuditMethod.DEEP_DIVE
    sample = SampleBand.UP_TO_10
    looked_at = "<p>Looked.</p>"
    worked_well = "<p>Worked.</p>"
    worried_us = "<p>Worried.</p>"
    will_change = "<p>Changes.</p>"
    grades: ClassVar = [("grade", {"area": "Child’s voice", "grade": Grade.GOOD, "reason": "Heard."})]
    recommendations: ClassVar = [
        (
            "recommendation",
            {
                "change": "Ask the child.",
                "owner": "All agencies",
                "due": date(2026, 6, 30),
                "status": RecommendationStatus.DONE,
                "progress": "It is done.",
            },
        )
    ]

    class Meta:
        """What it makes."""

        model = AuditOutcomePage


class BriefingIndexFactory(wagtail_factories.PageFactory):
    """The listing of briefings."""

    title = "Briefings"
    slug = "briefings"
    parent = factory.LazyFunction(home_page)

    class Meta:
        """What it makes."""

        model = BriefingIndexPage


class BriefingFactory(wagtail_factories.PageFactory):
    """A briefing."""

    title = factory.Sequence("Briefing {}".format)
    theme = factory.SubFactory(ThemeFactory)
    introduction = "Why to read this."
    published_on = date(2026, 3, 3)
    panels: ClassVar = [("panel", {"heading": f"Panel {number}", "text": "<p>Words.</p>"}) for number in range(1, 8)]
    questions: ClassVar = [("question", "What now?"), ("question", "Who else?")]

    class Meta:
        """What it makes."""

        model = BriefingPage


class NewsletterIndexFactory(wagtail_factories.PageFactory):
    """The listing of newsletters."""

    title = "Newsletters"
    slug = "newsletters"
    parent = factory.LazyFunction(home_page)

    class Meta:
        """What it makes."""

        model = NewsletterIndexPage


class NewsletterFactory(wagtail_factories.PageFactory):
    """An issue of the newsletter."""

    title = factory.Sequence("Newsletter {}".format)
    number = factory.Sequence(lambda place: place + 1)
    season = Season.SPRING
    published_on = date(2026, 3, 4)
    lead_heading = "What we learned."
    lead_text = "<p>A lot.</p>"
    stories: ClassVar = [
        (
            "story",
            {"heading": "First", "text": "Short.", "link": {"words": "Story 1", "address": "https://example.org/1"}},
        ),
        (
            "story",
            {"heading": "Second", "text": "Short.", "link": {"words": "Story 2", "address": "https://example.org/2"}},
        ),
    ]

    class Meta:
        """What it makes."""

        model = NewsletterPage


class EventIndexFactory(wagtail_factories.PageFactory):
    """The list of events."""

    title = "Events and training"
    slug = "events"
    parent = factory.LazyFunction(home_page)

    class Meta:
        """What it makes."""

        model = EventIndexPage


class EventFactory(wagtail_factories.PageFactory):
    """An event in thirty days, or one in the named state."""

    title = factory.Sequence("Event {}".format)
    introduction = "Come and talk."
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=1))
    place = "Tarn House"
    for_whom = "new staff"
    booking = "<p>Just come.</p>"

    class Meta:
        """What it makes."""

        model = EventPage

    class Params:
        """States."""

        past = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=30)))
