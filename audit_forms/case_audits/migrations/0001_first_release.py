import audit_forms.case_audits.references
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("case_audits", "0001_initial"),
        ("case_audits", "0002_published_recommendations"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("improvement", "0001_first_release"),
        ("organisations", "0001_first_release"),
        ("publications", "0001_first_release"),
        ("questionnaires", "0001_first_release"),
        ("returns", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.CharField(
                        help_text="For example 2026-27.", max_length=9, unique=True, verbose_name="programme year"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ["-year"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditAgency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseAudit",
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
                    "reference",
                    models.CharField(
                        default=audit_forms.case_audits.references.new_audit_reference,
                        editable=False,
                        max_length=20,
                        unique=True,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("agreed", "Agreed by the group"),
                            ("approved", "Approved by the Executive"),
                            ("running", "Running"),
                            ("quality_assurance", "Quality assurance"),
                            ("moderation", "Moderation"),
                            ("report_drafted", "Report drafted"),
                            ("report_approved", "Report approved"),
                            ("published", "Published"),
                            ("impact_reviewed", "Impact reviewed"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        help_text="Data, a review, an inspection, a priority.", verbose_name="why this theme now"
                    ),
                ),
                (
                    "is_emergent",
                    models.BooleanField(default=False, verbose_name="emergent: not one of the four planned"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("deep-dive", "Deep dive into a few cases"),
                            ("wider-sample", "Wider sample at less depth"),
                            ("focus-group", "Focus groups with practitioners"),
                            ("practice-conversation", "Practice conversations"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "cases_planned",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of cases"),
                ),
                ("practice_from", models.DateField(verbose_name="practice looked at, from")),
                ("practice_to", models.DateField(verbose_name="to")),
                (
                    "involvement_due_on",
                    models.DateField(verbose_name="agencies say whether they are involved, and name auditors, by"),
                ),
                ("assurance_due_on", models.DateField(verbose_name="quality assurance done by")),
                ("moderation_on", models.DateField(verbose_name="moderation meeting on")),
                ("report_due_on", models.DateField(verbose_name="report drafted by")),
                ("approval_due_on", models.DateField(verbose_name="group approves the report by")),
                ("publish_on", models.DateField(verbose_name="published by")),
                ("impact_due_on", models.DateField(verbose_name="impact reviewed by")),
                ("lawful_basis", models.TextField(blank=True)),
                ("dpia_reference", models.CharField(blank=True, max_length=100, verbose_name="DPIA reference")),
                ("minimisation", models.TextField(blank=True, verbose_name="how little is used")),
                ("retention_until", models.DateField(blank=True, null=True, verbose_name="case material is erased on")),
                (
                    "uses_vault",
                    models.BooleanField(default=True, verbose_name="identities are kept in the portal’s vault"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agencies",
                    models.ManyToManyField(
                        related_name="case_audits", through="case_audits.AuditAgency", to="organisations.organisation"
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chaired_audits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publications.theme"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="audits", to="case_audits.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_at"],
                "default_permissions": (),
            },
            bases=("returns.exercise",),
        ),
        migrations.AddField(
            model_name="auditagency",
            name="audit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="case_audits.caseaudit"
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(choices=[("plan", "Plan"), ("report", "Report")], max_length=10)),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("group", "Quality and Impact Group"),
                            ("executive", "Executive"),
                            ("unit", "Business Unit"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(choices=[("agreed", "Agreed"), ("sent_back", "Sent back")], max_length=10),
                ),
                ("note", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="case_audits.caseaudit",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("secret", models.BinaryField(blank=True)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("added_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="case_audits.caseaudit"
                    ),
                ),
                (
                    "given_by",
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
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=audit_forms.case_audits.references.new_case_reference,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="pseudonym",
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unborn", "Unborn"),
                            ("under_1", "Under 1"),
                            ("1_to_4", "1 to 4"),
                            ("5_to_10", "5 to 10"),
                            ("11_to_15", "11 to 15"),
                            ("16_to_17", "16 to 17"),
                        ],
                        max_length=10,
                        verbose_name="age",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Audited"), ("withdrawn", "Withdrawn")],
                        default="active",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="case_audits.caseaudit"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="case_audits.casebatch",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseChase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "segment",
                    models.CharField(
                        choices=[
                            ("not_answered", "Not answered"),
                            ("no_auditor", "No auditor"),
                            ("overdue", "Overdue"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                ("people", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chases", to="case_audits.caseaudit"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.BinaryField(blank=True)),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("erase_on", models.DateField()),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identity", to="case_audits.case"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.SlugField(blank=True, max_length=60)),
                ("words", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dissents", to="case_audits.case"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
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
                "ordering": ["organisation__name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EfficacyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worked", models.TextField(verbose_name="what worked about this way of auditing")),
                ("next_time", models.TextField(verbose_name="what we would do otherwise next time")),
                (
                    "usefulness",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="how useful was it, from 1 to 5",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="efficacy_review",
                        to="case_audits.caseaudit",
                    ),
                ),
                (
                    "reviewed_by",
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
            name="GradeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.SlugField(blank=True, max_length=60)),
                ("reason", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.ratinglevel"
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.ratinglevel",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grade_changes", to="case_audits.case"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="IdentityReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identity_readings",
                        to="case_audits.case",
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
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImpactReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("conclusion", models.TextField(verbose_name="what has changed for children")),
                ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="impact_review",
                        to="case_audits.caseaudit",
                    ),
                ),
                (
                    "reviewed_by",
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
            name="Involvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("notified", "Told, no answer yet"),
                            ("nil_return", "Not known to us"),
                            ("historic", "Historic only"),
                            ("acknowledged", "Involved, no auditor yet"),
                            ("auditor_named", "Auditor named"),
                            ("countersigned", "Independence countersigned"),
                            ("moderated", "Moderated"),
                            ("withdrawn", "Case withdrawn"),
                        ],
                        default="notified",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("answer_note", models.CharField(blank=True, editable=False, max_length=300)),
                ("notified_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "answered_by",
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
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvement",
                        to="returns.return",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="involvements", to="case_audits.case"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name", "case__added_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Excuse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("excused_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "excused_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "involvement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="excuse", to="case_audits.involvement"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ChasedPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="case_audits.casechase"
                    ),
                ),
                (
                    "involvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chased", to="case_audits.involvement"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BlindGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.SlugField(blank=True, max_length=60)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.ratinglevel"
                    ),
                ),
                (
                    "involvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blind_grades",
                        to="case_audits.involvement",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("declared_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("countersigned_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conflict", "Conflict of interest"),
                            ("replaced", "Somebody else was named"),
                            ("left", "Left the agency"),
                            ("withdrawn", "The case was withdrawn"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("conflict", models.TextField(blank=True, verbose_name="what the conflict of interest is")),
                (
                    "auditor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "countersigned_by",
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
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "involvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to="case_audits.involvement",
                    ),
                ),
            ],
            options={
                "ordering": ["named_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="KeyLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("text", models.CharField(max_length=300)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_lines",
                        to="case_audits.caseaudit",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="LearningTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=80)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ["words"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("words"), name="case_audits_one_learning_theme"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Moderation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("meets_at", models.DateTimeField(blank=True, null=True, verbose_name="date and time")),
                ("place", models.CharField(blank=True, max_length=500, verbose_name="place or link")),
                ("papers", models.TextField(blank=True, verbose_name="papers")),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("reopened_because", models.TextField(blank=True, verbose_name="why it was opened again")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("news", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moderation",
                        to="case_audits.caseaudit",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("agency", models.CharField(blank=True, max_length=200)),
                (
                    "presence",
                    models.CharField(
                        choices=[("room", "In the room"), ("remote", "Remotely"), ("apologies", "Sent apologies")],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "moderation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="case_audits.moderation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PartReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=12)),
                ("due_on", models.DateField()),
                ("stage", models.CharField(max_length=12)),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "involvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="case_audits.involvement",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="QualityCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
                ("points", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quality_checks", to="returns.return"
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["attempt"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReauditQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="question")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reaudit_questions",
                        to="case_audits.caseaudit",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="questionnaires.question",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.CharField(
                        help_text="Shown in every listing, and in the newsletter.",
                        max_length=180,
                        verbose_name="the finding in one plain sentence",
                    ),
                ),
                (
                    "method_words",
                    models.TextField(
                        help_text="Method, window and agencies; the sample in bands only.", verbose_name="how we looked"
                    ),
                ),
                ("worked_well", models.TextField(help_text="One point on each line.", verbose_name="what worked")),
                ("worried_us", models.TextField(help_text="One point on each line.", verbose_name="what worried us")),
                (
                    "judgement",
                    models.TextField(
                        help_text="What the grades add up to, in two or three sentences.",
                        verbose_name="overall judgement",
                    ),
                ),
                (
                    "what_to_do",
                    models.TextField(help_text="One point on each line.", verbose_name="what practitioners can do now"),
                ),
                (
                    "questions",
                    models.TextField(
                        help_text="Two or three, one on each line.", verbose_name="questions for a team to talk about"
                    ),
                ),
                (
                    "process_learning",
                    models.TextField(
                        blank=True,
                        help_text="Kept for the group’s efficacy review; not published.",
                        verbose_name="what we learned about auditing",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("pages_made_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="case_audits.caseaudit"
                    ),
                ),
                (
                    "briefing_page",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="publications.briefingpage",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "newsletter_page",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="publications.newsletterpage",
                    ),
                ),
                (
                    "outcome_page",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="publications.auditoutcomepage",
                    ),
                ),
                (
                    "pages_made_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.SlugField(max_length=60)),
                ("area", models.CharField(max_length=60)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("outstanding", "Outstanding"),
                            ("good", "Good"),
                            ("requires-improvement", "Requires improvement"),
                            ("inadequate", "Inadequate"),
                            ("not-enough-evidence", "Not enough evidence"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why, in one sentence")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="case_audits.report"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReportRecommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("change", models.CharField(max_length=250, verbose_name="change wanted")),
                ("responsible_group", models.CharField(max_length=90, verbose_name="group that follows it")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("measure", models.TextField(verbose_name="how its effect will be measured")),
                ("organisations", models.ManyToManyField(related_name="+", to="organisations.organisation")),
                (
                    "raised",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="improvement.recommendation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="case_audits.report",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImpactLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.TextField(verbose_name="before")),
                ("after", models.TextField(verbose_name="now")),
                (
                    "change",
                    models.CharField(
                        choices=[("yes", "Changed"), ("partly", "Partly changed"), ("no", "Not changed")],
                        max_length=10,
                        verbose_name="has it changed?",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="case_audits.impactreview"
                    ),
                ),
                (
                    "recommendation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="impact",
                        to="case_audits.reportrecommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["recommendation__position", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StaffFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_on", models.DateField(verbose_name="when")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("meeting", "Team meeting"),
                            ("supervision", "Supervision"),
                            ("training", "Training"),
                            ("writing", "In writing"),
                        ],
                        max_length=15,
                        verbose_name="how",
                    ),
                ),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="to how many people"
                    ),
                ),
                ("said", models.TextField(blank=True, verbose_name="what they said")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_feedback",
                        to="case_audits.caseaudit",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-given_on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ThemeTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tagged_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_tags",
                        to="case_audits.caseaudit",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_tags",
                        to="case_audits.case",
                    ),
                ),
                (
                    "tagged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tags", to="case_audits.learningtheme"
                    ),
                ),
            ],
            options={
                "ordering": ["theme__words", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TrainingLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=150)),
                ("url", models.URLField(blank=True, verbose_name="address")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="training", to="case_audits.caseaudit"
                    ),
                ),
            ],
            options={
                "ordering": ["held_on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AgreedGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.SlugField(blank=True, max_length=60)),
                ("reason", models.TextField(blank=True)),
                ("agreed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.ratinglevel"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreed_grades", to="case_audits.case"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "question_key"), name="case_audits_one_agreed_grade")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="auditagency",
            constraint=models.UniqueConstraint(fields=("audit", "organisation"), name="case_audits_agency_once"),
        ),
        migrations.AddConstraint(
            model_name="casebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("added_at__isnull", True), ("secret", b""), _connector="OR"),
                name="case_audits_added_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseidentity",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at__isnull", True), ("secret", b""), _connector="OR"),
                name="case_audits_erased_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.UniqueConstraint(
                fields=("case", "question_key", "organisation"), name="case_audits_one_dissent"
            ),
        ),
        migrations.AddIndex(
            model_name="involvement",
            index=models.Index(fields=["organisation", "status"], name="case_audits_agency_status"),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.UniqueConstraint(fields=("case", "organisation"), name="case_audits_involved_once"),
        ),
        migrations.AddConstraint(
            model_name="chasedpart",
            constraint=models.UniqueConstraint(fields=("chase", "involvement"), name="case_audits_chased_once"),
        ),
        migrations.AddConstraint(
            model_name="blindgrade",
            constraint=models.UniqueConstraint(
                fields=("involvement", "question_key"), name="case_audits_one_blind_grade"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("involvement",), name="case_audits_one_auditor"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("countersigned_at__isnull", True), ("declared_at__isnull", False), _connector="OR"),
                name="case_audits_declared_before_countersigned",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("countersigned_by__isnull", True),
                    models.Q(("countersigned_by", models.F("auditor")), _negated=True),
                    _connector="OR",
                ),
                name="case_audits_countersigned_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("moderation", "name", "agency"), name="case_audits_attended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="partreminder",
            constraint=models.UniqueConstraint(
                fields=("involvement", "user", "task", "due_on", "stage"), name="case_audits_reminded_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="qualitycheck",
            constraint=models.UniqueConstraint(
                fields=("audit_return", "attempt"), name="case_audits_one_quality_check"
            ),
        ),
        migrations.AddConstraint(
            model_name="reauditquestion",
            constraint=models.UniqueConstraint(fields=("audit", "text"), name="case_audits_reaudit_once"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.UniqueConstraint(fields=("report", "question_key"), name="case_audits_judged_once"),
        ),
        migrations.AddConstraint(
            model_name="themetag",
            constraint=models.UniqueConstraint(fields=("case", "theme"), name="case_audits_one_tag_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="themetag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("case__isnull", True)),
                fields=("audit", "theme"),
                name="case_audits_one_tag_of_an_audit",
            ),
        ),
        migrations.AddConstraint(
            model_name="traininglink",
            constraint=models.UniqueConstraint(fields=("audit", "title", "held_on"), name="case_audits_training_once"),
        ),
    ]
