import audit_forms.returns.references
import datetime
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("returns", "0001_initial"),
        ("returns", "0002_evidence_comments_links"),
        ("returns", "0003_uploaded_workbook"),
        ("returns", "0004_signing_link_sending"),
        ("returns", "0005_submission_evidence"),
        ("returns", "0006_read_marks"),
        ("returns", "0007_overdue_by_index"),
        ("returns", "0008_confidential_returns"),
    ]

    dependencies = [
        ("organisations", "0001_first_release"),
        ("questionnaires", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("statement", "Statement"), ("link", "Link"), ("file", "File")], max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, verbose_name="statement")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                ("in_force_since", models.DateField(blank=True, null=True, verbose_name="in force since")),
                ("stored_name", models.CharField(blank=True, editable=False, max_length=100)),
                ("file_name", models.CharField(blank=True, editable=False, max_length=255)),
                ("content_type", models.CharField(blank=True, editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(default=0, editable=False, verbose_name="bytes")),
                ("digest", models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256")),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("quarantine", "Being checked"), ("clean", "Checked"), ("refused", "Refused")],
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why it was refused"),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["-added_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Exercise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("deadline", models.DateTimeField()),
                (
                    "grace",
                    models.DurationField(
                        default=datetime.timedelta(seconds=3600),
                        help_text="Submitted this long after the deadline is in time.",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises",
                        to="questionnaires.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_at"],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=audit_forms.returns.references.new_reference, editable=False, max_length=20, unique=True
                    ),
                ),
                ("subject", models.CharField(blank=True, editable=False, max_length=20, verbose_name="about")),
                ("is_confidential", models.BooleanField(default=False, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("submitted", "Submitted"),
                            ("changes_requested", "Changes requested"),
                            ("accepted", "Accepted"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("facts", models.JSONField(default=dict, editable=False)),
                ("asked_keys", models.JSONField(blank=True, editable=False, null=True)),
                ("profile_shared_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("extended_until", models.DateTimeField(blank=True, null=True)),
                ("extension_reason", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("started_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("attempt", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("questions_total", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("questions_complete", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="returns.exercise"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="returns.return",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RescuedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField()),
                ("rescued_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.section"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="returns.return"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.question"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="read_marks", to="returns.return"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="NamedWriter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("has_conflict", models.BooleanField(default=False, editable=False)),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="named_writers", to="returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["named_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EvidenceUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="returns.evidence"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.question"
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence_uses", to="returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("resolved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.question"
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField()),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="wanted by")),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("resolved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.question"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="change_requests", to="returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["requested_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AssuranceNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.question"
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assurance_notes", to="returns.return"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("value", models.JSONField(blank=True, null=True)),
                ("confirmed", models.BooleanField(default=False, verbose_name="level's extra tick")),
                ("reason", models.TextField(blank=True, verbose_name="reason it does not apply")),
                ("action_what", models.TextField(blank=True, verbose_name="action")),
                ("action_who", models.CharField(blank=True, max_length=200, verbose_name="who")),
                ("action_by", models.DateField(blank=True, null=True, verbose_name="by when")),
                ("to_check", models.BooleanField(default=False, verbose_name="carried forward, to confirm or change")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.ratinglevel",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="questionnaires.question",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="returns.return"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SectionAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="returns.return"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.section"
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
            },
        ),
        migrations.CreateModel(
            name="SigningLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
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
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(max_length=254)),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("code_digest", models.CharField(blank=True, editable=False, max_length=128)),
                ("code_sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("code_tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("codes_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signing_links", to="returns.return"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
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
                (
                    "decision",
                    models.CharField(choices=[("confirmed", "Confirmed"), ("declined", "Sent back")], max_length=10),
                ),
                ("statement", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("meeting_date", models.DateField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sign_offs", to="returns.return"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signing_link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="returns.signinglink",
                    ),
                ),
            ],
            options={
                "ordering": ["signed_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("answers", models.JSONField()),
                ("evidence", models.JSONField(default=dict)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="submissions", to="returns.return"
                    ),
                ),
            ],
            options={
                "ordering": ["attempt"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="UploadedWorkbook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("posted", models.JSONField()),
                ("cells", models.JSONField()),
                ("problems", models.JSONField(default=list)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploaded_workbooks",
                        to="returns.return",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(
                fields=["exercise", "status", "submitted_at", "extended_until", "started_at"], name="returns_by_status"
            ),
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["status", "submitted_at"], name="returns_waiting"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                fields=("exercise", "organisation", "subject"), name="returns_one_per_exercise"
            ),
        ),
        migrations.AddConstraint(
            model_name="rescuedtext",
            constraint=models.UniqueConstraint(
                fields=("user", "audit_return", "section"), name="returns_one_rescued_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(
                fields=("audit_return", "question", "attempt"), name="returns_read_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="namedwriter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("audit_return",),
                name="returns_one_named_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedwriter",
            constraint=models.CheckConstraint(
                condition=models.Q(("has_conflict", False), ("ended_at__isnull", False), _connector="OR"),
                name="returns_conflict_ends_writing",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.UniqueConstraint(
                fields=("audit_return", "question", "evidence"), name="returns_evidence_once_per_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="assurancenote",
            constraint=models.UniqueConstraint(fields=("audit_return", "question"), name="returns_one_assurance_note"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("audit_return", "question"), name="returns_one_answer"),
        ),
        migrations.AddConstraint(
            model_name="sectionassignment",
            constraint=models.UniqueConstraint(fields=("audit_return", "section"), name="returns_one_assignment"),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                fields=("audit_return", "attempt", "capacity"), name="returns_sign_off_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_by__isnull", False), ("signing_link__isnull", True)),
                    models.Q(("signed_by__isnull", True), ("signing_link__isnull", False)),
                    _connector="OR",
                ),
                name="returns_signed_by_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("audit_return", "attempt"), name="returns_submission_once"),
        ),
    ]
