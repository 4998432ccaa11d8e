"""Wagtail's app for people, with our screens in place of its own."""

from wagtail.users import apps


class PeopleConfig(apps.WagtailUsersAppConfig):
    """Same app, same tables, our view set."""

    user_viewset = "portal.accounts.admin_views.PeopleViewSet"
