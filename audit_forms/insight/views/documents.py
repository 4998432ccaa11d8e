"""Downloads made from a submitted return."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from audit_forms.insight.documents.kinds import Kind, file_name
from audit_forms.insight.documents.making import make_document
from audit_forms.insight.reading import profile_of
from audit_forms.insight.services import note_download
from audit_forms.returns.views.access import find_return


@require_safe
@login_required
def download(request: HttpRequest, reference: str, name: str) -> FileResponse:
    """A document of the return, for those who may read its answers; nothing where nothing was submitted."""
    audit_return = find_return(request.user, reference)
    own = profile_of(audit_return)
    if own is None or name not in Kind.values:
        raise Http404
    kind = Kind(name)
    content = make_document(kind, own)
    if request.method == "GET":
        note_download(audit_return=audit_return, actor=request.user, document=kind.value)
    response = FileResponse(
        BytesIO(content), as_attachment=True, filename=file_name(audit_return, kind), content_type=kind.content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response
