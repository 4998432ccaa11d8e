"""What was sent to a section page: form or JSON, always names and texts."""

import json

from django.http import HttpRequest


def posted_texts(request: HttpRequest) -> dict[str, str]:
    """The names and texts that were sent; anything that is not a text is left out, nonsense gives nothing."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(sent, dict):
        return {}
    return {name: text for name, text in sent.items() if isinstance(text, str)}
