"""The list of actions: filters and order from the address."""

from typing import Any

from django import forms

from audit_forms.improvement.enums import ActionSource, ActionStatus
from audit_forms.improvement.models import Action
from audit_forms.improvement.querysets import ActionQuerySet
from audit_forms.organisations.models import Organisation
from portal.accounts.models import User
from portal.forms import ListFilters

PER_PAGE = 50
RECOMMENDATIONS_PER_PAGE = 20
MINE = "mine"
LIVE, ALL = "", "all"
SORTS = {
    "due": ("due_on",),
    "organisation": ("organisation__name", "due_on"),
    "status": ("status", "due_on"),
    "priority": ("priority", "due_on"),
    "owner": ("owner__name", "due_on"),
}


class ActionFilterForm(ListFilters):
    """What the person looks for; anything unknown in the address is no filter."""

    sorts, default_sort = SORTS, "due"

    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[(LIVE, "Not closed"), *ActionStatus.choices, (ALL, "All, closed too")],
    )
    organisation = forms.ModelChoiceField(
        label="School or agency", required=False, empty_label="All", queryset=Organisation.objects.none()
    )
    section = forms.ChoiceField(label="Section", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    source = forms.ChoiceField(label="Comes from", required=False, choices=[("", "Anything"), *ActionSource.choices])
    overdue = forms.BooleanField(label="Overdue only", required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, visible: ActionQuerySet, user: Any, any_status: bool = False):
        """Offer only what occurs among the actions this person sees; a board has no filter by status."""
        super().__init__(data)
        self.any_status = any_status
        if any_status:
            del self.fields["status"]
        self.visible, self.user = visible, user
        offered: Any = self.fields
        organisations = Organisation.objects.filter(pk__in=visible.order_by().values("organisation"))
        offered["organisation"].queryset = organisations
        if len(organisations) <= 1:
            del offered["organisation"]
        sections = dict(
            visible.filter(question__isnull=False)
            .order_by("question__section__edition__in_force_from", "question__section__position")
            .values_list("question__section__key", "question__section__title")
            .distinct()
        )
        offered["section"].choices = [("", "Any section"), *sections.items()]
        owners = User.objects.filter(pk__in=visible.filter(owner__isnull=False).order_by().values("owner")).order_by(
            "name"
        )
        people = [(str(each.pk), str(each)) for each in owners if each != user]
        offered["owner"].choices = [("", "Anybody"), (MINE, "Mine"), *people]
        self.keep_short()

    def found(self) -> ActionQuerySet:
        """The actions that match, in the order asked for; without a status chosen, those not closed."""
        actions, chosen = self.visible, self.chosen
        status = ALL if self.any_status else chosen.get("status", LIVE)
        if status == LIVE:
            actions = actions.live()
        elif status != ALL:
            actions = actions.filter(status=status)
        if "overdue" in chosen:
            actions = actions.overdue()
        owner = self.user.pk if chosen.get("owner") == MINE else chosen.get("owner")
        wanted = {
            "organisation": chosen.get("organisation"),
            "question__section__key": chosen.get("section"),
            "owner": owner,
            "source": chosen.get("source"),
        }
        found = actions.filter(**{name: value for name, value in wanted.items() if value})
        return found.order_by(*self.ordering)


def actions_by_status(actions: ActionQuerySet, shown: int) -> list[dict[str, Any]]:
    """The board: each status with how many actions are in it and the first of them; three queries a status at most."""
    columns = []
    for status in ActionStatus:
        there = actions.filter(status=status)
        columns.append({"status": status, "number": there.count(), "actions": list(there.with_context()[:shown])})
    return columns


def live_of(user: Any) -> ActionQuerySet:
    """What the person's own organisations have not closed."""
    return Action.objects.of_members(user).live()
