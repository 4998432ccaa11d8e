"""The languages of the public pages, where a site has more than its own (docs/decisions/0038).

The language of an answer follows from its address alone, so that everybody gets the same at one address.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_from_path, override, to_locale


@dataclass(frozen=True)
class Language:
    """One language by its Django code, and how pages name it."""

    code: str

    @property
    def is_main(self) -> bool:
        """Whether it is the site's own, in which its frame is written."""
        return self.code == settings.LANGUAGE_CODE

    @property
    def name(self) -> str:
        """Its name in itself."""
        return dict(settings.WAGTAIL_CONTENT_LANGUAGES).get(self.code, self.code)

    @property
    def tag(self) -> str:
        """For the attributes `lang` and `hreflang` (BCP 47): "en-GB"."""
        return to_locale(self.code).replace("_", "-")

    @property
    def shared_as(self) -> str:
        """For `og:locale`, which wants a country too: "cy_GB"."""
        locale = to_locale(self.code)
        return locale if "_" in locale else f"{locale}_{to_locale(settings.LANGUAGE_CODE).partition('_')[2]}"

    @property
    def own(self) -> SafeString:
        """The attributes of words in this language within the frame; of the site's own language none."""
        if self.is_main:
            return SafeString("")
        return format_html(' lang="{}" dir="{}"', self.tag, "rtl" if LANG_INFO[self.code]["bidi"] else "ltr")

    @property
    def frame(self) -> SafeString:
        """The attributes of the site's own words on a page in this language (WCAG 3.1.2); where it is theirs none."""
        return SafeString("") if self.is_main else format_html(' lang="{}" dir="ltr"', main_language().tag)


def main_language() -> Language:
    """The site's own language."""
    return Language(settings.LANGUAGE_CODE)


def current_language() -> Language:
    """The language of the address asked for; behind the login, in the admin's own languages and in jobs, the site's."""
    code = get_language() or ""
    return Language(code) if code in dict(settings.WAGTAIL_CONTENT_LANGUAGES) else main_language()


class PathLanguageMiddleware:
    """Sets the language that the address names, and the site's own where it names none.

    Takes the place of Django's `LocaleMiddleware`, which looks at a cookie and at what the browser prefers too: then
    every answer would vary by both, and no page could be kept (docs/decisions/0029).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language; the thread's next request begins anew."""
        with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            return self.get_response(request)
