"""One Django group for each portal-wide role, with the Wagtail permission each needs.

Wagtail itself makes Editors (write and submit pages) and Moderators (publish them), with their permissions on pages,
images and documents below the root. Only the Business Unit must be let into the Wagtail admin here; what it may keep
there is granted where those models live.
"""

from django.db import migrations

OURS = ["Business Unit", "Quality and Impact Group", "Executive"]
WAGTAILS = ["Editors", "Moderators"]
ADMIN_USERS = ["Business Unit", *WAGTAILS]


def add_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    for name in [*OURS, *WAGTAILS]:
        group.objects.get_or_create(name=name)
    access = permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for each in group.objects.filter(name__in=ADMIN_USERS):
        each.permissions.add(access)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=OURS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_invitation"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(add_groups, remove_groups)]
