"""A published audit with one recommendation to both agencies, and what closes its loop step by step."""

import datetime
import uuid

from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import ImpactLine, ImpactReview, Report
from audit_forms.case_audits.tests.factories import World
from audit_forms.improvement.models import Action
from audit_forms.improvement.tests.factories import ActionFactory, RecommendationFactory
from audit_forms.insight.loop.listing import followed_loops
from audit_forms.questionnaires.tests.factories import EditionFactory, QuestionFactory, SectionFactory, publish
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
)

DAY = datetime.date(2026, 1, 30)
FINDING = "Children were seen, and seldom alone."


class LoopWorld(World):
    """`recommendation` is followed since publication; nothing has been done about it."""

    def __init__(self):
        super().__init__(AuditStatus.PUBLISHED, title="Seen alone")
        self.report = Report.objects.create(audit=self.audit, drafted_by=self.chair, finding=FINDING)
        both = [self.police.organisation, self.health.organisation]
        self.recommendation = RecommendationFactory(
            to=both, finding=FINDING, source_kind="case_audit", source_words=self.audit.title
        )
        self.line = self.report.recommendations.create(
            change=self.recommendation.text, responsible_group="Group", due_on=self.recommendation.due_on,
            measure="Dip sample.", raised=self.recommendation,
        )  # fmt: skip

    def loop(self, person=None):
        """Its loop, as that person knows it; the Business Unit unless another is named."""
        return next(iter(followed_loops(person or self.unit)))

    def standings(self):
        """How each step stands, by its name."""
        return {link.step.value: link.standing.name for link in self.loop().links}

    def act(self, agency, **facts):
        """The agency's action."""
        return ActionFactory(organisation=agency.organisation, recommendation=self.recommendation, **facts)

    def close_actions(self):
        """The Business Unit has closed them all."""
        Action.objects.update(status="closed", closed_at=timezone.now())

    def pass_on(self):
        """All five ways."""
        self.report.outcome_page = OutcomeFactory(parent=OutcomeIndexFactory(), title="Seen alone", published_on=DAY)
        self.report.briefing_page = BriefingFactory(parent=BriefingIndexFactory(), published_on=DAY)
        self.report.save()
        link = {"words": "What the audit found", "page": self.report.outcome_page.page_ptr, "address": ""}
        story = ("story", {"heading": "Story", "text": "Short.", "link": link})
        NewsletterFactory(parent=NewsletterIndexFactory(), stories=[story], published_on=DAY)
        for agency in (self.police, self.health):
            self.tell(agency)
        services.link_training(audit=self.audit, title="Seeing children", url="", held_on=DAY, actor=self.unit)

    def tell(self, agency):
        """The agency has told its staff."""
        services.enter_feedback(
            audit=self.audit, organisation=agency.organisation, key=uuid.uuid4(), actor=agency.auditor,
            given_on=DAY, way="meeting", people=12, said="",
        )  # fmt: skip

    def ask_again(self, *, published=True):
        """A question for next year stands in a tool."""
        edition = EditionFactory(title="Next year’s tool")
        question = QuestionFactory(section=SectionFactory(edition=edition), key="reaudit")
        self.audit.reaudit_questions.create(text="Was the child seen alone?", question=question)
        return publish(edition) if published else edition

    def review(self, change="yes"):
        """What has changed is on record."""
        review, _ = ImpactReview.objects.get_or_create(audit=self.audit, conclusion="Met.", reviewed_by=self.unit)
        ImpactLine.objects.update_or_create(
            recommendation=self.line,
            defaults={"review": review, "before": "Seldom.", "after": "Often.", "change": change},
        )


def board(query=""):
    """The address of the board."""
    return reverse("loop:board") + query


def own_page(world):
    """The address of the finding's own page."""
    return reverse("loop:loop", args=[world.recommendation.reference])
