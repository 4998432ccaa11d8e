import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("questionnaires", "0001_initial"),
        ("questionnaires", "0003_prefill_sector"),
        ("questionnaires", "0004_rows_and_risk"),
    ]

    dependencies = [
        ("accounts", "0002_role_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("s175", "Section 175 and 157 self-assessment"),
                            ("s11", "Section 11 self-assessment"),
                            ("case_audit", "Case audit"),
                            ("deep_dive", "Deep dive"),
                            ("interim", "Interim year"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(unique=True)),
                ("title", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="RatingLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("key", models.SlugField()),
                ("label", models.CharField(max_length=60)),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("blue", "Blue, star"),
                            ("green", "Green, full circle"),
                            ("amber", "Amber, half circle"),
                            ("red", "Red, ring"),
                            ("violet", "Violet, open diamond"),
                            ("neutral", "Grey, dash"),
                        ],
                        max_length=10,
                    ),
                ),
                ("meaning", models.TextField(verbose_name="when to choose it")),
                (
                    "score",
                    models.SmallIntegerField(
                        blank=True, help_text="Empty leaves the level out of every sum.", null=True
                    ),
                ),
                ("demands_action", models.BooleanField(default=False)),
                ("demands_reason", models.BooleanField(default=False)),
                ("demands_evidence", models.BooleanField(default=False)),
                (
                    "asks_about_risk",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever chooses it must say at once whether somebody is at immediate risk.",
                        verbose_name="asks about immediate risk",
                    ),
                ),
                (
                    "confirmation",
                    models.CharField(
                        blank=True, help_text="Text of an extra tick offered at this level.", max_length=200
                    ),
                ),
                (
                    "scale",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="questionnaires.ratingscale",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField()),
                ("title", models.CharField(max_length=200)),
                ("guidance", models.CharField(max_length=300)),
                ("in_force_from", models.DateField()),
                ("verification", models.TextField(blank=True, verbose_name="verification note")),
                ("introduction", models.TextField(blank=True)),
                ("lead_statement", models.TextField(verbose_name="lead's declaration")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="questionnaires.questionnaire",
                    ),
                ),
                (
                    "rating_scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="questionnaires.ratingscale",
                    ),
                ),
            ],
            options={
                "ordering": ["-in_force_from", "title"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("key", models.SlugField()),
                ("letter", models.CharField(max_length=3)),
                ("title", models.CharField(max_length=150)),
                ("introduction", models.TextField(blank=True)),
                (
                    "edition",
                    modelcluster.fields.ParentalKey(
                        limit_choices_to={"status": "draft"},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="questionnaires.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("key", models.SlugField(max_length=60)),
                ("number", models.CharField(max_length=6)),
                ("text", models.TextField()),
                ("help", models.TextField(blank=True)),
                (
                    "duty",
                    models.CharField(
                        choices=[("must", "Must"), ("should", "Should"), ("local", "Local")], max_length=10
                    ),
                ),
                ("must_for", models.JSONField(blank=True, default=dict, verbose_name="is a must for")),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="guidance reference")),
                (
                    "answer_type",
                    models.CharField(
                        choices=[
                            ("rating", "Rating with evidence"),
                            ("short_text", "Short text"),
                            ("long_text", "Long text"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("choice", "One of several"),
                            ("person", "Person with contact and training dates"),
                            ("rows", "Rows of a table"),
                        ],
                        default="rating",
                        max_length=15,
                    ),
                ),
                ("required", models.BooleanField(default=True)),
                ("allows_not_applicable", models.BooleanField(default=True)),
                ("evidence_prompt", models.TextField(blank=True)),
                ("suggested_action", models.TextField(blank=True)),
                (
                    "prefill",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "Name"),
                            ("urn", "URN"),
                            ("phase", "Phase"),
                            ("establishment_type", "Establishment type"),
                            ("trust", "Trust"),
                            ("pupils", "Number of pupils"),
                            ("head_name", "Head teacher or principal"),
                            ("sector", "Sector of an agency"),
                        ],
                        max_length=20,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("choices", models.JSONField(blank=True, default=list)),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="columns of its table")),
                ("most", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="most rows")),
                ("applies_to", models.JSONField(blank=True, default=dict)),
                ("changed_note", models.TextField(blank=True, verbose_name="changed since the last edition")),
                (
                    "section",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="questionnaires.section",
                    ),
                ),
            ],
            options={
                "ordering": ["section__position", "position"],
            },
        ),
        migrations.CreateModel(
            name="SignOffStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("head", "Head teacher or principal"),
                            ("chair", "Chair of governors or trustees"),
                            ("board", "Board-level lead"),
                            ("lead", "Agency lead"),
                        ],
                        max_length=10,
                    ),
                ),
                ("statement", models.TextField()),
                ("asks_meeting_date", models.BooleanField(default=False)),
                (
                    "edition",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_off_steps",
                        to="questionnaires.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Descriptor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "question",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="descriptors",
                        to="questionnaires.question",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="descriptors",
                        to="questionnaires.ratinglevel",
                    ),
                ),
            ],
            options={
                "ordering": ["level__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("question", "level"), name="questionnaires_descriptor_level")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="ratinglevel",
            constraint=models.UniqueConstraint(fields=("scale", "key"), name="questionnaires_level_key"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("questionnaire", "key"), name="questionnaires_edition_key"),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(fields=("edition", "key"), name="questionnaires_section_key"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("section", "key"), name="questionnaires_question_key"),
        ),
        migrations.AddConstraint(
            model_name="signoffstep",
            constraint=models.UniqueConstraint(fields=("edition", "capacity"), name="questionnaires_step_capacity"),
        ),
    ]
