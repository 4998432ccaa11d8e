"""What has changed in the questions since an organisation's last return."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.returns.asking import asked_sections
from audit_forms.returns.last_time import read_last_time
from audit_forms.returns.views.access import find_return


@require_safe
@login_required
def what_changed(request: HttpRequest, reference: str) -> HttpResponse:
    """New, changed and dropped questions on one page, each change to be read word by word."""
    audit_return = find_return(request.user, reference)
    if not audit_return.edition.is_self_assessment:
        raise Http404
    asked = {question.key for part in asked_sections(audit_return) for question in part.questions}
    context = {"audit_return": audit_return, "last_time": read_last_time(audit_return), "asked": asked}
    return render(request, "returns/what_changed.html", context)
