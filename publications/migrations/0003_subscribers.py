"""Who is sent publications: requests, subscribers and the proof of their consent; since when pages can be read."""

import django.db.models.deletion
import django.utils.timezone
import publications.models.subscribers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0002_editors_keep_themes"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.page"
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("school", "I work in a school or college"),
                            ("early-years", "I work in early years or childcare"),
                            ("health", "I work in health"),
                            ("police", "I work for the police or probation"),
                            ("social-care", "I work in children’s social care"),
                            ("council", "I work for another service of the council"),
                            ("voluntary", "I work or volunteer for a charity, club or faith group"),
                            ("family", "I am a parent or carer"),
                            ("other", "None of these"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wants_newsletter", models.BooleanField(default=True, verbose_name="newsletter")),
                (
                    "wants_digest",
                    models.BooleanField(
                        default=False,
                        help_text="New audit outcomes and briefings on topics they follow, once a week at most.",
                        verbose_name="topics",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, null=True, unique=True, verbose_name="e-mail address"
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                (
                    "key",
                    models.CharField(
                        default=publications.models.subscribers.new_key, editable=False, max_length=40, unique=True
                    ),
                ),
                ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
                (
                    "stop_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "Left by themselves"),
                            ("refused", "Their mail server says there is no such address"),
                            ("unreached", "Their mail server would not take our mail, again and again"),
                            ("business-unit", "Stopped by the Business Unit"),
                        ],
                        max_length=15,
                        verbose_name="why",
                    ),
                ),
                ("soft_failures", models.PositiveSmallIntegerField(default=0, verbose_name="mails not taken in a row")),
                (
                    "told_until",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="topics told until"),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="publications.theme", verbose_name="topics followed"
                    ),
                ),
            ],
            options={
                "ordering": ["-confirmed_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ConsentRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("wording_version", models.CharField(editable=False, max_length=20)),
                ("wording", models.TextField(editable=False)),
                ("choices", models.JSONField(editable=False)),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="publications.subscriber",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("school", "I work in a school or college"),
                            ("early-years", "I work in early years or childcare"),
                            ("health", "I work in health"),
                            ("police", "I work for the police or probation"),
                            ("social-care", "I work in children’s social care"),
                            ("council", "I work for another service of the council"),
                            ("voluntary", "I work or volunteer for a charity, club or faith group"),
                            ("family", "I am a parent or carer"),
                            ("other", "None of these"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wants_newsletter", models.BooleanField(default=True, verbose_name="newsletter")),
                (
                    "wants_digest",
                    models.BooleanField(
                        default=False,
                        help_text="New audit outcomes and briefings on topics they follow, once a week at most.",
                        verbose_name="topics",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                (
                    "key",
                    models.CharField(
                        default=publications.models.subscribers.new_key, editable=False, max_length=40, unique=True
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("asked_from", models.CharField(blank=True, max_length=45)),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="publications.theme", verbose_name="topics followed"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["asked_from", "asked_at"], name="publications_signup_recent")],
            },
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__isnull", False), ("stopped_at__isnull", False), _connector="OR"),
                name="publications_subscriber_reachable",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscriber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stop_reason", ""), ("stopped_at__isnull", True)),
                    models.Q(("stopped_at__isnull", False), models.Q(("stop_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="publications_subscriber_stopped_why",
            ),
        ),
    ]
