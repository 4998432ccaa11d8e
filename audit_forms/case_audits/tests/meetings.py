"""A World whose audit is about to be moderated: police and health have audited the case, and their returns are in."""

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus, EndReason, InvolvementStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.tests.factories import World
from audit_forms.questionnaires.models import Question
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Answer

COUNTERSIGNED = InvolvementStatus.COUNTERSIGNED
FIRST, OVERALL = "first", ""


class Meeting(World):
    """`police_part` and `health_part` of the case are countersigned, their returns accepted and graded "amber"."""

    def __init__(self, status=AuditStatus.QUALITY_ASSURANCE):
        super().__init__(AuditStatus.QUALITY_ASSURANCE)
        self.police_part = self.graded(self.police)
        self.health_part = self.graded(self.health)
        self.set_status(status)

    def graded(self, agency, case=None, own="amber"):
        """That agency's countersigned part in the case, with its accepted return."""
        part = self.involve(agency, COUNTERSIGNED, case=case)
        part.audit_return.status, part.audit_return.submitted_at = ReturnStatus.ACCEPTED, timezone.now()
        part.audit_return.save()
        question = Question.objects.get(section__edition=self.audit.edition, key=FIRST)
        Answer.objects.create(audit_return=part.audit_return, question=question, level=self.level(own))
        return part

    def level(self, key):
        """A level of the tool's scale."""
        return self.audit.edition.rating_scale.levels.get(key=key)

    def set_status(self, status):
        """Put the audit into that state, whatever it needs."""
        CaseAudit.objects.filter(pk=self.audit.pk).update(status=status)
        self.refresh()

    def refresh(self):
        """Read the audit anew."""
        self.audit = CaseAudit.objects.get(pk=self.audit.pk)
        self.case.audit = self.audit
        return self.audit

    def enter(self, agency, part, **grades):
        """Grades entered blind by the agency's auditor; `overall` is the overall grade."""
        keys = {"" if key == "overall" else key: level for key, level in grades.items()}
        return services.enter_blind_grades(involvement=part, grades=keys, actor=agency.auditor)

    def open(self):
        """Open moderation."""
        services.open_moderation(audit=self.audit, actor=self.chair)
        return self.refresh()

    def agree(self, key=FIRST, level="amber", reason="We talked about it.", version=0, case=None, actor=None):
        """Write what is agreed."""
        values = {"key": key, "level_key": level, "reason": reason, "version": version}
        return services.agree_grade(case=case or self.case, actor=actor or self.chair, **values)

    def conflict(self, part, person):
        """The person has declared a conflict of interest: the appointment has ended, the part has no auditor."""
        part.appointments.filter(auditor=person).update(ended_at=timezone.now(), ended_because=EndReason.CONFLICT)

    def replace_auditor(self, agency, part):
        """The second auditor is countersigned in the first one's place."""
        now = timezone.now()
        part.appointments.update(ended_at=now, ended_because=EndReason.REPLACED)
        signed = {"declared_at": now, "countersigned_by": agency.lead, "countersigned_at": now}
        part.appointments.create(auditor=agency.second_auditor, named_by=agency.lead, **signed)

    @property
    def people(self):
        """Everybody, by name."""
        return {
            "unit": self.unit,
            "chair": self.chair,
            "group": self.group,
            "executive": self.executive,
            "police lead": self.police.lead,
            "police auditor": self.police.auditor,
            "police second": self.police.second_auditor,
            "police viewer": self.police.viewer,
            "health lead": self.health.lead,
            "health auditor": self.health.auditor,
            "stranger": self.stranger,
            "superuser": self.superuser,
        }


def address(world, name, query=""):
    """The address of a page of the world's moderation."""
    if name == "arrange":
        return reverse("unit_audits:arrange_moderation", args=[world.audit.reference])
    args = [world.audit.reference]
    args += [world.case.reference] if name in ("case", "case_news", "dissent", "case_themes") else []
    args += [world.police_part.pk] if name == "excuse" else []
    return reverse(f"moderation:{name}", args=args) + query


def text_of(answer):
    """What the page says."""
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").text.split())
