"""Approved versions of the framework are kept; use of briefings is counted; themes may be about abuse."""

import django.db.models.deletion
from django.db import migrations, models


def keep_version_in_force(apps, schema_editor):
    """An approved framework that is published already becomes the first version of the list."""
    framework, version = (apps.get_model("publications", name) for name in ("FrameworkPage", "FrameworkVersion"))
    for page in framework.objects.filter(status="approved", live=True, live_revision__isnull=False):
        version.objects.create(
            framework=page,
            version=page.version,
            approved_on=page.approved_on,
            approved_by=page.approved_by,
            revision_id=page.live_revision_id,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0004_newsletter_mailings"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditoutcomepage",
            name="about_abuse",
            field=models.CharField(
                choices=[("theme", "As its theme says"), ("yes", "Yes"), ("no", "No")],
                default="theme",
                help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
                max_length=5,
                verbose_name="this page is about abuse",
            ),
        ),
        migrations.AddField(
            model_name="briefingpage",
            name="about_abuse",
            field=models.CharField(
                choices=[("theme", "As its theme says"), ("yes", "Yes"), ("no", "No")],
                default="theme",
                help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
                max_length=5,
                verbose_name="this page is about abuse",
            ),
        ),
        migrations.AddField(
            model_name="frameworkpage",
            name="change_note",
            field=models.CharField(
                blank=True,
                help_text="In one or two sentences, against the version before. Shown in the list of versions.",
                max_length=300,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="theme",
            name="about_abuse",
            field=models.BooleanField(
                default=False,
                help_text="Pages on this theme then offer “Exit this page”. Each page can say otherwise.",
                verbose_name="about abuse",
            ),
        ),
        migrations.CreateModel(
            name="BriefingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="Its first day.")),
                ("read", models.PositiveIntegerField(default=0)),
                ("discussed", models.PositiveIntegerField(default=0)),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="publications.briefingpage",
                    ),
                ),
            ],
            options={
                "ordering": ["-month"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("briefing", "month"), name="briefing_counted_once_a_month")
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20)),
                ("approved_on", models.DateField()),
                ("approved_by", models.CharField(max_length=120)),
                ("change_note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                ("superseded_on", models.DateField(blank=True, null=True)),
                ("superseded_by", models.CharField(blank=True, max_length=20, verbose_name="superseded by version")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="publications.frameworkpage",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.revision"
                    ),
                ),
            ],
            options={
                "ordering": ["-approved_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "version"), name="framework_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_on__isnull", True)),
                        fields=("framework",),
                        name="one_framework_version_in_force",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_version_in_force, migrations.RunPython.noop),
    ]
