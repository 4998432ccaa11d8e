"""Pages on which people ask for mail, confirm it, change their mind and leave.

Links in mails are opened by scanners too: no GET changes anything. Their keys are all the permission there is.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from publications.enums import StopReason
from publications.models import SignUp, Subscriber
from publications.services import subscribing
from publications.subscriber_forms import WishesForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link in the first mail; its button makes the person a subscriber."""
    sign_up = SignUp.objects.filter(key=key).first()
    if sign_up is None:
        return render(request, "publications/subscribing/too_old.html", status=404)
    subscriber = subscribing.find_subscriber(sign_up.email) if sign_up.confirmed_at else None
    if request.method == "POST":
        subscriber = subscribing.confirm(sign_up=sign_up)
    if subscriber:
        return render(request, "publications/subscribing/confirmed.html", {"subscriber": subscriber})
    return render(request, "publications/subscribing/confirm.html", {"sign_up": sign_up})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, key: str) -> HttpResponse:
    """What a subscriber gets, to see and to change; somebody who has left is told so."""
    subscriber = get_object_or_404(Subscriber, key=key)
    if not subscriber.is_active:
        return redirect(subscriber.leave_path())
    form = WishesForm(request.POST or None, subscriber=subscriber)
    saved = request.method == "POST" and form.is_valid()
    if saved:
        subscribing.change_wishes(subscriber=subscriber, wishes=form.wishes())
    context = {"subscriber": subscriber, "form": form, "saved": saved}
    return render(request, "publications/subscribing/preferences.html", context)


@never_cache
@csrf_exempt  # a mail program leaves for its reader with nothing but the address (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind "leave" in every mail. A POST leaves at once, as often as it comes."""
    subscriber = get_object_or_404(Subscriber, key=key)
    if request.method == "POST":
        subscribing.stop(subscriber=subscriber, reason=StopReason.LEFT)
        subscriber.refresh_from_db()
    return render(request, "publications/subscribing/leave.html", {"subscriber": subscriber})


@never_cache
@require_POST
def come_back(request: HttpRequest, key: str) -> HttpResponse:
    """Undo the leaving."""
    subscriber = get_object_or_404(Subscriber, key=key)
    try:
        subscribing.come_back(subscriber=subscriber)
    except subscribing.LinkTooOld:
        return redirect("publications:subscribe")
    return redirect(subscriber.preferences_path())
