import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("insight", "0001_contributions_and_sums"),
        ("insight", "0002_releases"),
        ("insight", "0003_round_summaries"),
        ("insight", "0004_inspection_packs"),
    ]

    dependencies = [
        ("organisations", "0001_first_release"),
        ("returns", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundToken",
            fields=[
                (
                    "exercise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="round_token",
                        serialize=False,
                        to="returns.exercise",
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="InspectionPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("years", models.JSONField(verbose_name="programme years")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="sections in it")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sections made so far")),
                ("problems", models.JSONField(default=list)),
                ("stored_name", models.CharField(blank=True, max_length=100)),
                ("file_name", models.CharField(max_length=100)),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PackedReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nursery", "Nursery"),
                            ("primary", "Primary"),
                            ("middle", "Middle"),
                            ("secondary", "Secondary"),
                            ("sixteen_plus", "16 plus"),
                            ("all_through", "All-through"),
                            ("not_applicable", "Not applicable"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "establishment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("maintained", "Maintained school"),
                            ("academy", "Academy"),
                            ("free_school", "Free school"),
                            ("independent", "Independent school"),
                            ("special", "Special school"),
                            ("alternative_provision", "Alternative provision"),
                            ("further_education", "Further education"),
                            ("other", "Other"),
                        ],
                        max_length=25,
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "Police"),
                            ("health", "Health"),
                            ("childrens_services", "Children’s services"),
                            ("education", "Education"),
                            ("adult_services", "Adult services"),
                            ("public_health", "Public health"),
                            ("youth_justice", "Youth justice"),
                            ("probation", "Probation"),
                            ("housing", "Housing"),
                            ("voluntary", "Voluntary and community"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s175", "Section 175, Education Act 2002"),
                            ("s157", "Section 157, Education Act 2002"),
                            ("s11", "Section 11, Children Act 2004"),
                            ("undecided", "To be decided"),
                            ("none", "No duty of its own"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("to_100", "Up to 100 pupils"),
                            ("to_250", "101 to 250 pupils"),
                            ("to_500", "251 to 500 pupils"),
                            ("to_1000", "501 to 1,000 pupils"),
                            ("over_1000", "More than 1,000 pupils"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ratings", models.TextField()),
                ("planned", models.TextField()),
                (
                    "audit_return",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="packed", to="returns.return"
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="packed_returns",
                        to="returns.exercise",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=20, verbose_name="group")),
                ("section", models.SlugField()),
                ("counts", models.JSONField()),
                ("counted", models.JSONField(blank=True, null=True)),
                ("is_waiting", models.BooleanField(default=True)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contributions", to="returns.return"
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contributions", to="returns.exercise"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_waiting", True)),
                        fields=["exercise", "cell"],
                        name="insight_contributions_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("audit_return", "section"), name="insight_one_contribution")
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=20, verbose_name="group")),
                ("section", models.SlugField()),
                ("organisations", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="peer_figures", to="returns.exercise"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("exercise", "cell", "section"), name="insight_one_sum")
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="what was published")),
                ("title", models.CharField(max_length=200)),
                ("contents", models.JSONField()),
                ("released_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="returns.exercise"
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["released_at", "pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["exercise", "released_at"], name="insight_releases")],
            },
        ),
        migrations.CreateModel(
            name="RoundSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, verbose_name="what was summed")),
                ("token", models.CharField(max_length=32)),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="summaries", to="returns.exercise"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("exercise", "key"), name="insight_one_summary")],
            },
        ),
    ]
