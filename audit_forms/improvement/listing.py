"""The list of actions: filters and order from the address."""

from typing import Any

from django import forms
from django.db.models import F

from audit_forms.improvement.enums import ActionSource, ActionStatus
from audit_forms.improvement.models import Action
from audit_forms.improvement.querysets import ActionQuerySet
from audit_forms.organisations.models import Organisation
from portal.accounts.models import User

PER_PAGE = 50
MINE = "mine"
LIVE, ALL = "", "all"
SORTS = {
    "due": ("due_on",),
    "organisation": ("organisation__name", "due_on"),
    "status": ("status", "due_on"),
    "priority": ("priority", "due_on"),
    "owner": ("owner__name", "due_on"),
}
DEFAULT_SORT = "due"


class ActionFilterForm(forms.Form):
    """What the person looks for; anything unknown in the address is no filter."""

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
        keep_short(self)

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set and make sense."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order is chosen."""
        return bool(self.chosen.keys() - {"sort"})

    @property
    def order(self) -> tuple[str, bool]:
        """The column to sort by, and whether from the end."""
        wanted = self.chosen.get("sort", DEFAULT_SORT)
        name = wanted.lstrip("-")
        return (name, wanted.startswith("-")) if name in SORTS else (DEFAULT_SORT, False)

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
        return self._ordered(actions.filter(**{name: value for name, value in wanted.items() if value}))

    def _ordered(self, actions: ActionQuerySet) -> ActionQuerySet:
        name, descending = self.order
        first, *rest = SORTS[name]
        key = F(first).desc(nulls_last=True) if descending else F(first).asc(nulls_last=True)
        return actions.order_by(key, *rest, "pk")


def keep_short(form: forms.Form) -> None:
    """Make the controls short, so that they stand side by side."""
    for bound in form.visible_fields():
        if not isinstance(bound.field, forms.BooleanField):
            bound.field.widget.attrs["class"] = "portal-tracker__control"


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
