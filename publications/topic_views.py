"""Topics, and events as calendars."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from publications.calendars import calendar_of
from publications.models import EventPage, Theme
from publications.topics import Topic, topics_in_use

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The themes on which something is published."""
    return render(request, "publications/topics.html", {"themes": topics_in_use()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is published on a theme, or what will be. Raises Http404 where there is no such theme."""
    found = Topic(get_object_or_404(Theme, slug=slug))
    return render(request, "publications/topic.html", {"topic": found, "theme": found.theme})


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Every event to come, as a calendar to follow."""
    events = EventPage.objects.for_reader().coming(timezone.now())
    return HttpResponse(calendar_of(events, name="Safeguarding events and training"), content_type=CALENDAR)


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One event as a calendar file, in its own language. Raises Http404 for one that nobody may read."""
    language = request.GET.get("language", settings.LANGUAGE_CODE)
    event = get_object_or_404(EventPage.objects.readable(), slug=slug, locale__language_code=language)
    response = HttpResponse(calendar_of([event]), content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response
