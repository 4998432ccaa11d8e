"""The Business Unit's list of audits: filters and order from the address."""

from typing import Any

from django import forms
from django.db.models import Case, Count, Q, Value, When

from audit_forms.case_audits.enums import FOLLOWED_STATUSES, AuditStatus, CaseStatus
from audit_forms.case_audits.models import Programme
from audit_forms.case_audits.querysets import CaseAuditQuerySet
from portal.forms import ListFilters
from publications.enums import AuditMethod
from publications.models import Theme

PER_PAGE = 20
# Each of them is a list of its own.
RECORDS_PER_PAGE = 10
LIVE, ALL = "", "all"
SORTS = {
    "title": ("title",),
    "year": ("programme__year", "opens_at"),
    "status": ("place_in_life", "opens_at"),
    "told": ("opens_at",),
    "due": ("deadline",),
    "cases": ("case_number", "opens_at"),
}
LONGEST_SEARCH = 100


class AuditFilterForm(ListFilters):
    """What the officer looks for; anything unknown in the address is no filter."""

    sorts, default_sort = SORTS, "told"

    search = forms.CharField(label="Title or reference", required=False, max_length=LONGEST_SEARCH)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[(LIVE, "Not closed"), *AuditStatus.choices, (ALL, "All, closed too")]
    )
    year = forms.ModelChoiceField(
        label="Year", required=False, empty_label="Any year", queryset=Programme.objects.all(), to_field_name="year"
    )
    theme = forms.ModelChoiceField(
        label="Theme", required=False, empty_label="Any theme", queryset=Theme.objects.all(), to_field_name="slug"
    )
    method = forms.ChoiceField(label="Method", required=False, choices=[("", "Any method"), *AuditMethod.choices])
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        """Keep the controls short, for they stand side by side."""
        super().__init__(*args, **kwargs)
        self.keep_short()

    def found(self, audits: CaseAuditQuerySet) -> CaseAuditQuerySet:
        """Those of the audits that match, in the order asked for; without a status chosen, those not closed."""
        chosen = self.chosen
        status = chosen.get("status", LIVE)
        if status == LIVE:
            audits = audits.exclude(status=AuditStatus.CLOSED)
        elif status != ALL:
            audits = audits.filter(status=status)
        words = chosen.get("search", "").replace("\x00", "")
        if words:
            audits = audits.filter(Q(title__icontains=words) | Q(reference__icontains=words))
        for name, field in (("year", "programme"), ("theme", "theme"), ("method", "method")):
            if name in chosen:
                audits = audits.filter(**{field: chosen[name]})
        places = [When(status=value, then=Value(place)) for place, value in enumerate(AuditStatus.values)]
        active = Count("cases", filter=Q(cases__status=CaseStatus.ACTIVE))
        marked = audits.annotate(place_in_life=Case(*places), case_number=active)
        return marked.select_related("programme", "theme", "chair").order_by(*self.ordering)


class DisseminationFilterForm(ListFilters):
    """One programme year, or all of them; anything unknown in the address is no filter."""

    year = forms.ModelChoiceField(
        label="Year", required=False, empty_label="Any year", queryset=Programme.objects.all(), to_field_name="year"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        """Keep the control short."""
        super().__init__(*args, **kwargs)
        self.keep_short()

    def found(self, audits: CaseAuditQuerySet) -> CaseAuditQuerySet:
        """The published ones of that year, newest first, with what their records are made of."""
        audits = audits.filter(status__in=FOLLOWED_STATUSES)
        if "year" in self.chosen:
            audits = audits.filter(programme=self.chosen["year"])
        pages = [f"report__{name}_page" for name in ("outcome", "briefing", "newsletter")]
        related = audits.select_related("programme", *pages).prefetch_related("staff_feedback", "training")
        return related.order_by("-programme__year", "-opens_at", "-pk")
