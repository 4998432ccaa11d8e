"""The account page, the session's clock and the acceptance of an invitation. allauth has the rest of the door."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView

from portal.accounts.factors import has_factor
from portal.accounts.forms import AcceptInvitationForm
from portal.accounts.models import Invitation
from portal.accounts.services import InvitationUnusable, accept_invitation, hash_token, set_digest
from portal.accounts.sessions import seconds_left


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Your account: who you are here, and what you can do about it."""
    return render(request, "account/home.html", {"has_factor": has_factor(request.user)})


@require_POST
@login_required
def digest(request: HttpRequest) -> HttpResponse:
    """Switch the weekly summary on or off, for oneself."""
    wanted = request.POST.get("wanted") == "yes"
    set_digest(user=request.user, wanted=wanted)
    messages.success(
        request, "The weekly summary will come." if wanted else "The weekly summary will not come any more."
    )
    return redirect("account_home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """How many seconds are left before sign-out. A POST is the person saying that they are still there."""
    return JsonResponse({"seconds": seconds_left(request)})


@method_decorator([never_cache, sensitive_post_parameters("password1")], name="dispatch")
class AcceptInvitationView(FormView):
    """The page behind the link in an invitation: choose a name and a password, and be signed in.

    Opening it changes nothing: mail scanners open links too.
    """

    form_class = AcceptInvitationForm
    template_name = "account/invitation.html"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only a link that still works gets to the form."""
        invitations = Invitation.objects.with_token(hash_token(kwargs["token"]))
        invitation = invitations.select_related("user", "invited_by").first()
        if invitation is None:
            return self.unusable()
        self.invitation = invitation
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The name the inviter gave."""
        return {"name": self.invitation.user.name}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The person, so that a password like their name is refused."""
        return {**super().get_form_kwargs(), "user": self.invitation.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The invitation, to say who invited whom."""
        return super().get_context_data(invitation=self.invitation, **kwargs)

    def form_valid(self, form: AcceptInvitationForm) -> HttpResponse:
        """Let the person in through allauth, as any sign-in."""
        words = form.cleaned_data
        try:
            person = accept_invitation(token=self.kwargs["token"], name=words["name"], password=words["password1"])
        except InvitationUnusable:
            return self.unusable()
        return perform_login(self.request, person)

    def unusable(self) -> HttpResponse:
        """The same page for used, expired, replaced and invented links."""
        return render(self.request, "account/invitation_unusable.html", status=404)
