"""Editors, moderators and the Business Unit keep the themes; only an administrator deletes one."""

from django.db import migrations

GROUPS = ["Business Unit", "Editors", "Moderators"]
ACTIONS = ["add", "change", "view"]


def grant(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="publications", model="theme"
    )
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for action in ACTIONS:
        may, _ = permission.objects.get_or_create(
            content_type=content_type, codename=f"{action}_theme", defaults={"name": f"Can {action} theme"}
        )
        for name in GROUPS:
            group.objects.get_or_create(name=name)[0].permissions.add(may)


def withdraw(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="publications", content_type__model="theme"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_first_release"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(grant, withdraw)]
