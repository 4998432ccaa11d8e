"""Which languages pages may be written in beside English."""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured


def further_languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each language with its name in itself, as Django's settings want them.

    Raises ImproperlyConfigured for a code that Django has no words for: nothing could be shown at its address.
    """
    named = [(code, LANG_INFO.get(code, {}).get("name_local")) for code in dict.fromkeys(codes)]
    unknown = [code for code, name in named if not name or code.partition("-")[0] == "en"]
    if unknown:
        raise ImproperlyConfigured(f"CONTENT_LANGUAGES names what is no further language: {', '.join(unknown)}.")
    return [(code, str(name)) for code, name in named]
