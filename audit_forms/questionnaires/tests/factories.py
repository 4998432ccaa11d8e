"""Deterministic editions for tests: one scale, one section, a rated question and a text question."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audit_forms.organisations.enums import Capacity
from audit_forms.questionnaires import models
from audit_forms.questionnaires.enums import AnswerType, DutyLevel, EditionStatus, QuestionnaireKind, Tone
from audit_forms.questionnaires.loading.storing import load_edition
from audit_forms.questionnaires.management.commands.load_editions import SHIPPED

LEVELS = (
    {"key": "green", "label": "In place", "tone": Tone.GREEN, "score": 2, "demands_evidence": True},
    {"key": "amber", "label": "Partly in place", "tone": Tone.AMBER, "score": 1, "demands_action": True},
    {"key": "red", "label": "Not in place", "tone": Tone.RED, "score": 0, "demands_action": True},
    {"key": "na", "label": "Not applicable", "tone": Tone.NEUTRAL, "score": None, "demands_reason": True},
)


class RatingLevelFactory(DjangoModelFactory):
    """One level; `RatingScaleFactory` makes the usual four."""

    class Meta:
        model = models.RatingLevel

    position = factory.Sequence(int)
    key = factory.Sequence(lambda n: f"level-{n}")
    label = factory.Sequence(lambda n: f"Level {n}")
    tone = Tone.NEUTRAL
    meaning = "Choose this when it is so."


class RatingScaleFactory(DjangoModelFactory):
    """In place, partly, not in place, not applicable."""

    class Meta:
        model = models.RatingScale
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"scale-{n}")
    title = "In place, partly, not in place"

    @factory.post_generation
    def levels(self, create, extracted, **kwargs):
        for position, level in enumerate(LEVELS):
            RatingLevelFactory(scale=self, position=position, **level)


class QuestionnaireFactory(DjangoModelFactory):
    """A section 175 self-assessment; trait `s11` for agencies."""

    class Meta:
        model = models.Questionnaire

    class Params:
        s11 = factory.Trait(kind=QuestionnaireKind.S11, title="Section 11 self-assessment")

    key = factory.Sequence(lambda n: f"questionnaire-{n}")
    kind = QuestionnaireKind.S175
    title = "Section 175 and 157 self-assessment"


class EditionFactory(DjangoModelFactory):
    """A draft; `published=True` gives it a section with two questions, head and chair to sign, and freezes it.

    For other questions make a draft, add them, and call `publish(edition)`.
    """

    class Meta:
        model = models.Edition
        skip_postgeneration_save = True

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    key = factory.Sequence(lambda n: f"edition-{n}")
    title = "Test edition"
    guidance = "Keeping children safe in education 2026"
    in_force_from = datetime.date(2026, 9, 1)
    verification = "Wording to be verified by the education lead."
    lead_statement = "I have answered every question truthfully."
    rating_scale = factory.SubFactory(RatingScaleFactory)

    @factory.post_generation
    def published(self, create, extracted, **kwargs):
        if extracted:
            section = SectionFactory(edition=self)
            QuestionFactory(section=section, rated=True, key="first", number="A1")
            QuestionFactory(section=section, key="second", number="A2", position=1)
            for position, capacity in enumerate((Capacity.HEAD, Capacity.CHAIR)):
                SignOffStepFactory(edition=self, capacity=capacity, position=position)
            publish(self)


class SignOffStepFactory(DjangoModelFactory):
    """The head confirms."""

    class Meta:
        model = models.SignOffStep

    edition = factory.SubFactory(EditionFactory)
    position = 0
    capacity = Capacity.HEAD
    statement = "I confirm that this return is accurate."


class SectionFactory(DjangoModelFactory):
    """One page of questions."""

    class Meta:
        model = models.Section

    edition = factory.SubFactory(EditionFactory)
    position = factory.Sequence(int)
    key = factory.Sequence(lambda n: f"section-{n}")
    letter = "A"
    title = "Governance and leadership"


class QuestionFactory(DjangoModelFactory):
    """A long text; trait `rated` asks for a rating and brings a descriptor for each scored level."""

    class Meta:
        model = models.Question
        skip_postgeneration_save = True

    class Params:
        rated = factory.Trait(answer_type=AnswerType.RATING, allows_not_applicable=True)

    section = factory.SubFactory(SectionFactory)
    position = factory.Sequence(int)
    key = factory.Sequence(lambda n: f"question-{n}")
    number = factory.Sequence(lambda n: f"A{n}")
    text = "Does a named board member lead on safeguarding?"
    duty = DutyLevel.SHOULD
    answer_type = AnswerType.LONG_TEXT
    allows_not_applicable = False

    @factory.post_generation
    def descriptions(self, create, extracted, **kwargs):
        if create and self.answer_type == AnswerType.RATING:
            for level in self.section.edition.rating_scale.levels.filter(score__isnull=False):
                models.Descriptor.objects.create(question=self, level=level, text=f"What {level} looks like.")


def publish(edition):
    """Freeze the edition without the service's checks; the factory's rows may be incomplete on purpose."""
    edition.status = EditionStatus.PUBLISHED
    edition.published_at = timezone.now()
    edition.save()
    return edition


def shipped_edition(name):
    """An edition that ships with the portal, published."""
    return publish(load_edition(SHIPPED / name).edition)
