"""Setting up, using and removing second factors: allauth's views, with our pages, and with what they leave out."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from portal.accounts import factors


class OverviewView(base_views.IndexView):
    """What the person has, and what there is, the strongest first."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also whether nothing else is open yet, and how many codes are left."""
        words = super().get_context_data(must_go_on=factors.must_go_on(self.request), **kwargs)
        if codes := words["authenticators"].get(Authenticator.Type.RECOVERY_CODES):
            words["codes_left"] = app_settings.RECOVERY_CODE_COUNT - codes.instance.data["used_mask"].bit_count()
        return words


class CheckView(base_views.AuthenticateView):
    """The second step of signing in."""

    template_name = "mfa/authenticate.html"


class PasswordAgainView(ReauthenticateView):
    """Showing who one is by the password, for people without a factor."""

    template_name = "account/again.html"


class CodeAgainView(base_views.ReauthenticateView):
    """The same by a code."""

    template_name = "account/again.html"


class PasskeyAgainView(passkey_views.ReauthenticateWebAuthnView):
    """The same by a passkey."""

    template_name = "account/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the form that was sent, with what was wrong with it."""
        return {**super().get_context_data(), **kwargs, "by_passkey": True}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again."""
        return self.render_to_response(self.get_context_data(form=form))


class AddAppView(app_views.ActivateTOTPView):
    """An app is set up; the person has it in hand."""

    template_name = "mfa/app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Count it as shown."""
        answer = super().form_valid(form)
        factors.note_set_up(self.request)
        return answer


class AddPasskeyView(passkey_views.AddWebAuthnView):
    """A passkey is set up; the person has it in hand."""

    template_name = "mfa/passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the form that was sent, with what was wrong with it."""
        return {**super().get_context_data(), **kwargs}

    def form_valid(self, form: Any) -> HttpResponse:
        """Count it as shown."""
        answer = super().form_valid(form)
        factors.note_set_up(self.request)
        return answer


class RemoveAppView(app_views.DeactivateTOTPView):
    """The app is given up."""

    template_name = "mfa/confirm.html"
    extra_context = {
        "title": "Remove the app",
        "text": "Codes from the app will not be taken any more.",
        "button": "Remove",
    }


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RemovePasskeyView(passkey_views.RemoveWebAuthnView):
    """One passkey is given up, unless it is the last factor where everybody must have one."""

    template_name = "mfa/confirm.html"
    success_url = reverse_lazy("mfa_index")
    extra_context = {"title": "Remove the passkey", "text": "It will not be taken any more.", "button": "Remove"}

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        adapter, passkey = get_adapter(), self.get_object()
        if not adapter.can_delete_authenticator(passkey):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


class NewCodesView(code_views.GenerateRecoveryCodesView):
    """New recovery codes in place of the old ones."""

    template_name = "mfa/confirm.html"
    extra_context = {
        "title": "Make new recovery codes",
        "text": "You see them once, to print or to write down. Earlier codes will not be taken any more.",
        "button": "Make new codes",
    }


class CodesView(code_views.ViewRecoveryCodesView):
    """The recovery codes, once."""

    template_name = "mfa/codes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Somebody who has none yet is led to where they begin."""
        kept = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES)
        if request.user.is_authenticated and not kept.exists():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)
