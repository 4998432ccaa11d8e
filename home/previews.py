"""Previews that are true: a page as a phone shows it, and as paper shows it."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

PAGE, PHONE, PRINT = "", "phone", "print"
MODES = [(PAGE, "Page"), (PHONE, "Phone"), (PRINT, "Print")]
# What the frame is as wide as: a small phone, and A4 without its margins, in pixels of a stylesheet.
FRAMES = {PHONE: (360, 740, "Phone, 360 pixels wide"), PRINT: (680, 1040, "A4 paper")}
STYLES, STYLES_ON_PAPER = "build/css/portal.css", "build/css/portal-print.css"


def as_seen(response: HttpResponse, mode: str) -> HttpResponse:
    """The page in a frame of that width, so that the rules for narrow screens or paper hold; a plain page as it is."""
    if mode not in FRAMES:
        return response
    if hasattr(response, "render"):
        response.render()
    page = response.content.decode()
    if mode == PRINT:
        page = page.replace(static(STYLES), static(STYLES_ON_PAPER)).replace('media="print"', 'media="all"')
    width, height, label = FRAMES[mode]
    context = {"page": page, "mode": mode, "width": width, "height": height, "label": label}
    return HttpResponse(render_to_string("home/admin/preview_frame.html", context))
