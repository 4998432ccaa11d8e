import audit_forms.self_assessments.models.rounds
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("self_assessments", "0001_initial"),
        ("self_assessments", "0002_scope"),
        ("self_assessments", "0003_chases_and_reminders"),
        ("self_assessments", "0004_exports"),
        ("self_assessments", "0005_deep_dives"),
        ("self_assessments", "0006_feedback"),
        ("self_assessments", "0007_themes"),
        ("self_assessments", "0008_summary_report"),
    ]

    dependencies = [
        ("publications", "0001_first_release"),
        ("questionnaires", "0001_first_release"),
        ("returns", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "exercise_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="returns.exercise",
                    ),
                ),
                (
                    "year",
                    models.CharField(help_text="For example 2026-27.", max_length=9, verbose_name="programme year"),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("full", "Full year"), ("interim", "Interim year")],
                        default="full",
                        help_text="An interim year asks what is new or changed, what was not green, and the action plan.",
                        max_length=10,
                    ),
                ),
                (
                    "carries_forward",
                    models.BooleanField(
                        default=True,
                        help_text="Last return’s answers and evidence come in, each to be confirmed or changed.",
                        verbose_name="carry last answers forward",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "reminder_days",
                    models.JSONField(
                        blank=True,
                        default=audit_forms.self_assessments.models.rounds.every_reminder,
                        editable=False,
                        verbose_name="reminders, days before",
                    ),
                ),
                (
                    "reminds_overdue",
                    models.BooleanField(default=True, editable=False, verbose_name="reminders when overdue"),
                ),
            ],
            options={
                "ordering": ["-opens_at"],
            },
            bases=("returns.exercise",),
        ),
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                (
                    "segment",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("stuck", "Stuck at sign-off"),
                            ("overdue", "Overdue"),
                            ("changes", "Changes wanted"),
                            ("ticked", "Ticked in the tracker"),
                            ("shown", "Shown by the filters"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("people", models.PositiveIntegerField(verbose_name="people told")),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chases", to="self_assessments.round"
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="DeepDive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how_chosen",
                    models.CharField(
                        choices=[("drawn", "Drawn at random"), ("by_hand", "Picked by hand")],
                        default="drawn",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it was picked by hand")),
                ("stratum", models.CharField(blank=True, max_length=200)),
                ("is_read_twice", models.BooleanField(default=False, verbose_name="has a second, blind reviewer")),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="follow up on")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken out")),
                ("end_reason", models.TextField(blank=True, verbose_name="why it was taken out")),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deep_dives", to="returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["sample", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_second", models.BooleanField(default=False, verbose_name="second, blind review")),
                ("evidence_quality", models.TextField(blank=True, verbose_name="quality of the evidence")),
                ("plan_quality", models.TextField(blank=True, verbose_name="quality of the action plan")),
                (
                    "conversation",
                    models.TextField(
                        blank=True, verbose_name="notes of the conversation with the designated safeguarding lead"
                    ),
                ),
                ("strengths", models.JSONField(default=list, verbose_name="three strengths")),
                ("next_steps", models.JSONField(default=list, verbose_name="three next steps")),
                ("version", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "deep_dive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="self_assessments.deepdive",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["is_second", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewedQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "Agree"),
                            ("lower", "Would rate lower"),
                            ("higher", "Would rate higher"),
                            ("cannot_tell", "Cannot tell"),
                        ],
                        max_length=12,
                        verbose_name="your view",
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("strength", models.TextField(blank=True, verbose_name="strength to share")),
                ("suggestion", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.question"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="self_assessments.review",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FreeTextReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("about", models.CharField(max_length=80)),
                ("about_words", models.CharField(max_length=300)),
                ("filters", models.TextField(blank=True)),
                ("total", models.PositiveIntegerField(default=0, verbose_name="returns to read")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="returns read so far")),
                ("found", models.JSONField(default=dict)),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="self_assessments.round",
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
            name="RoundExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("filters", models.TextField(blank=True)),
                ("total", models.PositiveIntegerField(verbose_name="returns in it")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="returns read so far")),
                ("stored_name", models.CharField(blank=True, max_length=100)),
                ("file_name", models.CharField(max_length=200)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exports", to="self_assessments.round"
                    ),
                ),
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
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("size", models.PositiveSmallIntegerField(verbose_name="returns to draw")),
                ("seed", models.CharField(max_length=64)),
                ("filters", models.JSONField(default=dict)),
                ("strata", models.JSONField(default=list, verbose_name="what it is stratified by")),
                ("is_weighted", models.BooleanField(default=False, verbose_name="weighted by risk")),
                (
                    "rest_rounds",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="leave out who was sampled in so many rounds before"
                    ),
                ),
                ("frame", models.JSONField(default=list)),
                ("drawn_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="self_assessments.round"
                    ),
                ),
            ],
            options={
                "ordering": ["-drawn_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="deepdive",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deep_dives", to="self_assessments.sample"
            ),
        ),
        migrations.CreateModel(
            name="SummaryReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved")], default="draft", max_length=10
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        help_text="Shown in every listing.",
                        max_length=180,
                        verbose_name="the finding in one plain sentence",
                    ),
                ),
                ("method", models.TextField(blank=True, verbose_name="how we looked")),
                ("response", models.TextField(blank=True, verbose_name="who answered")),
                (
                    "key_findings",
                    models.TextField(blank=True, help_text="One point on each line.", verbose_name="what we found"),
                ),
                ("strengths", models.TextField(blank=True, help_text="One point on each line.")),
                ("concerns", models.TextField(blank=True, help_text="One point on each line.")),
                (
                    "for_settings",
                    models.TextField(
                        blank=True, help_text="One point on each line.", verbose_name="what settings should do"
                    ),
                ),
                (
                    "for_partnership",
                    models.TextField(
                        blank=True, help_text="One point on each line.", verbose_name="what the partnership will do"
                    ),
                ),
                (
                    "training",
                    models.TextField(
                        blank=True, help_text="One point on each line. May stay empty.", verbose_name="training offered"
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("charts", models.JSONField(default=list)),
                ("hidden", models.JSONField(default=list)),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("told_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summary_report",
                        to="self_assessments.round",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="publications.summaryfindingspage",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=90)),
                ("about_words", models.CharField(blank=True, max_length=300, verbose_name="what was read")),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="themes", to="self_assessments.round"
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Quotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.SlugField(max_length=60)),
                ("text", models.TextField()),
                ("proposed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("released_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotations", to="returns.return"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotations",
                        to="self_assessments.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ChasedReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chased", to="returns.return"
                    ),
                ),
                (
                    "chase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chased", to="self_assessments.chase"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("chase", "audit_return"), name="chased_once")],
            },
        ),
        migrations.CreateModel(
            name="FeedbackLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("ready", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("sent", "Sent"),
                            ("answered", "Answered"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opening", models.TextField(blank=True)),
                ("strengths", models.TextField(blank=True)),
                ("next_steps", models.TextField(blank=True)),
                ("questions", models.TextField(blank=True, verbose_name="about single questions")),
                ("closing", models.TextField(blank=True)),
                ("asks_to_share", models.TextField(blank=True, verbose_name="good practice it asks to share")),
                ("follow_up_on", models.DateField(blank=True, null=True, verbose_name="we look again on")),
                ("version", models.PositiveIntegerField(default=1)),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("edited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sent_back_because", models.TextField(blank=True)),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "read_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first opened by the setting"
                    ),
                ),
                ("reply", models.TextField(blank=True)),
                ("shared", models.JSONField(blank=True, default=list, verbose_name="good practice it agrees to share")),
                ("replied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "reply_read_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="answer read by the Business Unit"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deep_dive",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="self_assessments.deepdive",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="letters_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            ("edited_by__isnull", True),
                            models.Q(("approved_by", models.F("edited_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="letters_editor_does_not_approve",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("status__in", ["sent", "answered"])),
                            models.Q(
                                models.Q(("status__in", ["sent", "answered"]), _negated=True), ("sent_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="letters_sent_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("days", models.SmallIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="returns.return"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("audit_return", "user", "due_on", "days"), name="reminded_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("deep_dive", "is_second"), name="deep_dives_one_review_of_each_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("deep_dive", "reviewer"), name="deep_dives_two_people"),
        ),
        migrations.AddConstraint(
            model_name="reviewedquestion",
            constraint=models.UniqueConstraint(fields=("review", "question"), name="deep_dives_question_once"),
        ),
        migrations.AddConstraint(
            model_name="deepdive",
            constraint=models.UniqueConstraint(fields=("sample", "audit_return"), name="deep_dives_once_in_a_sample"),
        ),
        migrations.AddConstraint(
            model_name="deepdive",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how_chosen", "by_hand"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="deep_dives_by_hand_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="summaryreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("written_by")), _negated=True),
                    _connector="OR",
                ),
                name="summaries_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(fields=("exercise", "name"), name="themes_named_once"),
        ),
        migrations.AddConstraint(
            model_name="quotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_by__isnull", True),
                    models.Q(
                        ("proposed_by__isnull", False),
                        models.Q(("released_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="quotations_two_people",
            ),
        ),
    ]
