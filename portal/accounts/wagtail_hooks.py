"""What the accounts add to the Wagtail admin."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks


@hooks.register("register_account_menu_item")
def change_password_item(request: HttpRequest) -> dict[str, str]:
    """The way from the admin's account page to the portal's, where the password is."""
    return {
        "url": reverse("account_home"),
        "label": "Your name, address and password",
        "help_text": "Everything about signing in is on your account page of the portal.",
    }
