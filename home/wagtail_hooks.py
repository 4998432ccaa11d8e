"""What the portal adds to the Wagtail admin for everyone in it."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def way_back_to_the_portal() -> MenuItem:
    """The first entry of the menu leads out of the admin, to the site and the person's own work."""
    return MenuItem(
        "Back to the site", reverse("wagtail_serve", args=[""]), name="back-to-site", icon_name="home", order=1
    )
