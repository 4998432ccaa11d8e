"""Those who keep the pages write notices, read what readers report, and delete a report once it is put right."""

from django.db import migrations

GROUPS = ["Business Unit", "Editors", "Moderators"]
MAY = [
    ("sitenotice", "change_sitenotice", "Can change notice"),
    ("problemreport", "view_problemreport", "Can view problem report"),
    ("problemreport", "delete_problemreport", "Can delete problem report"),
]


def grant(apps, schema_editor):
    for model, codename, words in MAY:
        permission = permission_for(apps, model, codename, words)
        for name in GROUPS:
            apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(permission)


def withdraw(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*(permission_for(apps, *each) for each in MAY))


def permission_for(apps, model, codename, words):
    """Made here where it is missing: Django makes permissions only after the last migration."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="home", model=model)
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": words}
    )[0]


class Migration(migrations.Migration):
    dependencies = [("home", "0003_second_person"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(grant, withdraw)]
