"""Notices on top of the public pages, which editors keep; pages about abuse offer a way off them."""

import django.db.models.deletion
from django.db import migrations, models


GROUPS = ["Business Unit", "Editors", "Moderators"]


def grant(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="sitenotice"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="change_sitenotice", defaults={"name": "Can change notice"}
    )
    for name in GROUPS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)[0].permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_second_person"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="informationpage",
            name="about_abuse",
            field=models.BooleanField(
                default=False,
                help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
                verbose_name="this page is about abuse",
            ),
        ),
        migrations.CreateModel(
            name="SiteNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.CharField(blank=True, help_text="One or two sentences. Empty: no notice.", max_length=200),
                ),
                (
                    "link_text",
                    models.CharField(
                        blank=True, help_text="Where the link leads.", max_length=60, verbose_name="words of the link"
                    ),
                ),
                ("shown_from", models.DateTimeField(blank=True, help_text="Empty: at once.", null=True)),
                ("shown_until", models.DateTimeField(blank=True, help_text="It goes by itself.", null=True)),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
