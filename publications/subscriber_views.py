"""Pages on which people ask for mail, confirm it, change their mind and leave.

Links in mails are opened by scanners too: no GET changes anything. Their keys are all the permission there is.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.throttle import network_of
from portal.errors import too_many_requests
from publications import wording
from publications.enums import StopReason
from publications.feeds import FEEDS, feed_address
from publications.models import NewsletterPage, SignUp, Subscriber, Theme
from publications.services import subscribing
from publications.subscriber_forms import DIGEST, SubscribeForm, WishesForm


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for mail. The answer is the same for every address (bars S10)."""
    form = SubscribeForm(request.POST) if request.method == "POST" else SubscribeForm(initial=followed(request))
    if form.is_valid():
        network = network_of(get_adapter().get_client_ip(request))
        try:
            subscribing.ask(email=form.cleaned_data["email"], wishes=form.wishes(), network=network)
        except subscribing.TooManySignUps:
            return too_many_requests(request)
        return redirect("publications:check_mail")
    return show_form(request, form)


def followed(request: HttpRequest) -> dict[str, Any]:
    """What is ticked for somebody who comes from a topic to follow it: the mail on that topic, and nothing else."""
    themes = list(Theme.objects.filter(slug__in=request.GET.getlist("theme")))
    return {"wanted": [DIGEST], "themes": themes} if themes else {}


@csrf_exempt  # nothing is done with the address but to put it into the form that asks for the rest
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """From the one box on other pages to the whole form, with the address filled in; not by way of any address bar."""
    if request.method != "POST":
        return redirect("publications:subscribe")
    return show_form(request, SubscribeForm(initial={"email": request.POST.get("email", "")}))


def show_form(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    """The form, and the ways to read without giving an address."""
    newest = NewsletterPage.objects.for_reader().newest_first().first()
    feeds = [{"title": title, "address": feed_address(name)} for name, (title, _) in FEEDS.items()]
    context = {"form": form, "newest": newest, "feeds": feeds, "wording": wording}
    return render(request, "publications/subscribe.html", context)


@require_safe
def check_mail(request: HttpRequest) -> HttpResponse:
    """What happens next, whoever asked."""
    return render(request, "publications/subscribing/check_mail.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the first mail; its button makes the person a subscriber."""
    try:
        sign_up = SignUp.objects.get(key=token)
        subscriber = subscribing.find_subscriber(sign_up.email)
        if request.method == "POST":
            subscriber = subscribing.confirm(sign_up=sign_up)
    except SignUp.DoesNotExist:
        return render(request, "publications/subscribing/too_old.html", status=404)
    if subscriber and subscriber.is_active:
        return render(request, "publications/subscribing/confirmed.html", {"about": subscriber, "wording": wording})
    return render(request, "publications/subscribing/confirm.html", {"about": sign_up, "wording": wording})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What a subscriber gets, to see and to change; somebody who has left is told so."""
    subscriber = get_object_or_404(Subscriber, key=token)
    if not subscriber.is_active:
        return redirect(subscriber.leave_path())
    form = WishesForm(request.POST if request.method == "POST" else None, about=subscriber)
    if form.is_valid():
        subscribing.change_wishes(subscriber=subscriber, wishes=form.wishes())
        return redirect(f"{subscriber.preferences_path()}?saved=yes")
    context = {"about": subscriber, "form": form, "saved": "saved" in request.GET, "wording": wording}
    return render(request, "publications/subscribing/preferences.html", context)


@never_cache
@csrf_exempt  # a mail program leaves for its reader with nothing but the address (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind "leave" in every mail. A POST leaves at once, as often as it comes."""
    subscriber = get_object_or_404(Subscriber, key=token)
    if request.method == "POST":
        subscribing.stop(subscriber=subscriber, reason=StopReason.LEFT)
        subscriber.refresh_from_db()
    return render(request, "publications/subscribing/leave.html", {"about": subscriber, "wording": wording})


@never_cache
@require_POST
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Undo the leaving."""
    subscriber = get_object_or_404(Subscriber, key=token)
    try:
        subscribing.come_back(subscriber=subscriber)
    except subscribing.LinkTooOld:
        return redirect("publications:subscribe")
    return redirect(subscriber.preferences_path())
