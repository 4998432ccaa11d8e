"""What the Wagtail admin must know of case audits: a theme that an audit has is not deleted."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks

from audit_forms.case_audits.models import CaseAudit
from publications.models import Theme


@hooks.register("before_delete_snippet")
def keep_themes_of_audits(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Say so instead of failing: audits are not in Wagtail's index of what refers to what."""
    themes = [each for each in instances if isinstance(each, Theme)]
    if not CaseAudit.objects.filter(theme__in=themes).exists():
        return None
    messages.error(request, "A case audit has this theme, so it cannot be deleted.")
    return redirect(Theme.snippet_viewset.get_url_name("list"))
