"""Question sets in the Wagtail admin: drafts are written there, published editions are only looked at."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import ObjectList
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from audit_forms.questionnaires.models import Edition, RatingScale, Section
from audit_forms.questionnaires.panels import EDITION_PANELS, SCALE_PANELS, SECTION_PANELS
from audit_forms.questionnaires.permissions import can_keep_editions


class KeeperPermissionHelper(PermissionHelper):
    """The Business Unit keeps question sets; what a published edition uses is only looked at."""

    def user_has_any_permissions(self, user: Any) -> bool:
        """Whether the menu and the lists are there at all."""
        return can_keep_editions(user)

    def user_can_create(self, user: Any) -> bool:
        """A new draft."""
        return can_keep_editions(user)

    def user_can_edit_obj(self, user: Any, obj: models.Model) -> bool:
        """Drafts only."""
        return can_keep_editions(user) and not self.is_frozen(obj)

    def user_can_delete_obj(self, user: Any, obj: models.Model) -> bool:
        """Drafts only."""
        return self.user_can_edit_obj(user, obj)

    def is_frozen(self, obj: Any) -> bool:
        """Whether a published edition holds the row."""
        return bool(obj.is_published)


class SectionPermissionHelper(KeeperPermissionHelper):
    """Sections are frozen with their edition."""

    def is_frozen(self, obj: Any) -> bool:
        """Whether the section's edition is published."""
        return bool(obj.edition.is_published)


class ScalePermissionHelper(KeeperPermissionHelper):
    """Scales are frozen by the first published edition that uses them."""

    def is_frozen(self, obj: Any) -> bool:
        """Whether any published edition uses the scale."""
        return bool(obj.editions.published().exists())


class EditionButtonHelper(ButtonHelper):
    """Adds the way to the whole set on one page, where it is printed, published and copied."""

    def get_buttons_for_obj(self, obj: Edition, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """The usual buttons, and ours."""
        whole = {
            "url": reverse("questionnaires:edition", args=[obj.pk]),
            "label": "Read, publish or copy",
            "classname": "button button-small button-secondary",
            "title": f"Read, print, publish or copy {obj.title}",
        }
        return [*super().get_buttons_for_obj(obj, *args, **kwargs), whole]


class KeptAdmin(ModelAdmin):
    """What all registers of question sets have in common."""

    permission_helper_class = KeeperPermissionHelper
    inspect_view_enabled = True
    history_view_enabled = False
    panels: list[Any] = []

    def get_edit_handler(self) -> ObjectList:
        """The layout from `questionnaires.panels`."""
        return ObjectList(self.panels)


class EditionAdmin(KeptAdmin):
    """Editions with their sections and sign-off."""

    model = Edition
    menu_label = "Editions"
    menu_icon = "doc-full-inverse"
    button_helper_class = EditionButtonHelper
    panels = EDITION_PANELS
    list_display = ("title", "questionnaire", "in_force_from", "status")
    list_filter = ("status",)
    list_select_related = ("questionnaire",)
    inspect_view_fields = ("title", "questionnaire", "key", "guidance", "in_force_from", "status", "verification")


class EditionFilter(SimpleListFilter):
    """Sections of one edition. Django's own filter by a foreign key needs its admin, which is not installed."""

    title = "edition"
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """Every edition."""
        return [(str(edition.pk), str(edition)) for edition in Edition.objects.select_related("questionnaire")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Section]) -> models.QuerySet[Section]:
        """The sections of the edition chosen; anything that is no number chooses none."""
        value = self.value() or ""
        return queryset.filter(edition=value) if value.isdigit() else queryset


class SectionAdmin(KeptAdmin):
    """Sections with their questions and descriptors."""

    model = Section
    menu_label = "Sections"
    menu_icon = "list-ul"
    permission_helper_class = SectionPermissionHelper
    panels = SECTION_PANELS
    list_display = ("__str__", "edition")
    list_filter = (EditionFilter,)
    list_select_related = ("edition__questionnaire",)
    ordering = ("edition", "position")
    search_fields = ("title", "questions__text")
    inspect_view_fields = ("edition", "letter", "title", "introduction", "questions")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Section]:
        """One row for each section, also when a search finds several of its questions."""
        return super().get_queryset(request).distinct()


class ScaleAdmin(KeptAdmin):
    """Rating scales with their levels."""

    model = RatingScale
    menu_label = "Rating scales"
    menu_icon = "tick-inverse"
    permission_helper_class = ScalePermissionHelper
    panels = SCALE_PANELS
    list_display = ("title", "key")
    inspect_view_fields = ("title", "key", "levels")


@modeladmin_register
class QuestionnairesGroup(ModelAdminGroup):
    """One menu for all of it."""

    menu_label = "Question sets"
    menu_icon = "form"
    menu_order = 300
    items = (EditionAdmin, SectionAdmin, ScaleAdmin)
