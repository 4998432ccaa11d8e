import audit_forms.improvement.references
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("improvement", "0001_recommendations_and_actions"),
        ("improvement", "0002_alerts"),
        ("improvement", "0003_actions_of_case_audits"),
        ("improvement", "0004_published_recommendations"),
        ("improvement", "0005_feedback"),
        ("improvement", "0006_recommendation_exercise"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("organisations", "0001_first_release"),
        ("publications", "0001_first_release"),
        ("questionnaires", "0001_first_release"),
        ("returns", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=audit_forms.improvement.references.new_alert_reference,
                        editable=False,
                        max_length=20,
                        unique=True,
                    ),
                ),
                ("key", models.UUIDField(editable=False)),
                ("case_reference", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("child", "A child is at risk"),
                            ("adult", "An adult is at risk"),
                            ("practice", "Practice is unsafe"),
                        ],
                        max_length=10,
                    ),
                ),
                ("known", models.TextField(verbose_name="what is known")),
                ("told", models.JSONField(default=list, verbose_name="who has been told")),
                ("told_words", models.TextField(blank=True, verbose_name="who was told, and when")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "Waiting to be acknowledged"),
                            ("acknowledged", "Waiting for assurance"),
                            ("assurance_given", "Waiting to be closed"),
                            ("closed", "Closed"),
                        ],
                        default="raised",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("acknowledge_by", models.DateTimeField(editable=False)),
                ("acknowledged_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("assure_by", models.DateTimeField(editable=False)),
                ("assurance", models.TextField(blank=True, editable=False)),
                ("assured_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "acknowledged_by",
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
                    "assured_by",
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
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="returns.return",
                    ),
                ),
                (
                    "closed_by",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AlertClimb",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("again", "The same people were told again"),
                            ("above", "The whole Business Unit and the board were told"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="climbs", to="improvement.alert"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AlertUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("note", "Note"),
                            ("acknowledge", "Acknowledged"),
                            ("give_assurance", "Assurance given"),
                            ("ask_again", "More assurance asked for"),
                            ("close", "Closed"),
                            ("climbed", "Not answered in time"),
                        ],
                        max_length=15,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="improvement.alert"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_link",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=audit_forms.improvement.references.new_recommendation_reference,
                        editable=False,
                        max_length=20,
                        unique=True,
                    ),
                ),
                ("text", models.TextField(verbose_name="change wanted")),
                ("finding", models.TextField(verbose_name="why: the finding")),
                ("responsible_group", models.CharField(blank=True, max_length=200, verbose_name="responsible group")),
                ("raised_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="raised on")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("measure", models.TextField(verbose_name="how the effect will be measured")),
                (
                    "source_kind",
                    models.CharField(
                        choices=[
                            ("self_assessment", "Self-assessment round"),
                            ("case_audit", "Case audit"),
                            ("review", "Review"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="comes from",
                    ),
                ),
                ("source_words", models.CharField(blank=True, max_length=200, verbose_name="which one")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("withdrawn", "Withdrawn")],
                        default="open",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True)),
                ("ended_because", models.TextField(blank=True, editable=False, verbose_name="note on its end")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="returns.exercise",
                        verbose_name="round",
                    ),
                ),
                (
                    "organisations",
                    models.ManyToManyField(related_name="recommendations", to="organisations.organisation"),
                ),
                (
                    "published_in",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="publications.auditoutcomepage",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=audit_forms.improvement.references.new_action_reference,
                        editable=False,
                        max_length=20,
                        unique=True,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("return", "Self-assessment"),
                            ("case_audit", "Case audit"),
                            ("feedback", "Feedback letter"),
                            ("recommendation", "Recommendation"),
                            ("own", "Added by hand"),
                        ],
                        max_length=15,
                    ),
                ),
                ("question_key", models.SlugField(blank=True, editable=False, max_length=60)),
                ("said", models.JSONField(default=dict, editable=False)),
                ("what", models.TextField(verbose_name="action")),
                ("who", models.CharField(max_length=200, verbose_name="who")),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "priority",
                    models.CharField(choices=[("red", "High"), ("amber", "Medium")], default="amber", max_length=10),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in_progress", "In progress"),
                            ("evidence_given", "Waiting to be closed"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=15,
                    ),
                ),
                ("improved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("asked_to_close_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "audit_return",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="returns.return",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_actions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.question",
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.questionnaire",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="improvement.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RecommendationResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.TextField()),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("done", "Done"), ("partly", "Partly done"), ("not_yet", "Not yet")],
                        max_length=10,
                    ),
                ),
                ("done", models.TextField(blank=True, verbose_name="what was done")),
                ("evidence", models.TextField(blank=True, verbose_name="what shows it")),
                ("effect", models.TextField(blank=True, verbose_name="effect on children")),
                ("frozen_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "audit_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendation_responses",
                        to="returns.return",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="improvement.recommendation",
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
            ],
            options={
                "ordering": ["recommendation__due_on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ActionEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_uses",
                        to="improvement.action",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="action_uses", to="returns.evidence"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("action", "evidence"), name="improvement_evidence_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("stage", models.CharField(max_length=20)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="improvement.action"
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "user", "due_on", "stage"), name="improvement_reminded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("continued", "Still needed, says the return"),
                            ("improved", "In place now, says the return"),
                            ("start", "Work begun"),
                            ("progress", "Progress"),
                            ("due_changed", "Due date moved"),
                            ("assigned", "Given to somebody"),
                            ("evidence_added", "Evidence added"),
                            ("still_right", "Looked at, still right"),
                            ("ask_to_close", "Asked to close"),
                            ("send_back", "Sent back"),
                            ("close", "Closed"),
                        ],
                        max_length=15,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("in_progress", "In progress"),
                            ("evidence_given", "Waiting to be closed"),
                            ("closed", "Closed"),
                        ],
                        max_length=15,
                        verbose_name="new status",
                    ),
                ),
                ("old_due_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="new due date")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="improvement.action"
                    ),
                ),
                (
                    "audit_return",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="returns.return",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["action", "at"], name="action_update_at")],
            },
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["status", "organisation"], name="alert_status_organisation"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("raised_by", "key"), name="improvement_raised_once"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "raised"), ("acknowledged_at__isnull", True)),
                    models.Q(models.Q(("status", "raised"), _negated=True), ("acknowledged_at__isnull", False)),
                    _connector="OR",
                ),
                name="improvement_alert_acknowledged_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["raised", "acknowledged"]),
                    models.Q(("assured_at__isnull", False), models.Q(("assurance", ""), _negated=True)),
                    _connector="OR",
                ),
                name="improvement_alert_assured_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status", "closed")),
                    models.Q(models.Q(("status", "closed"), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="improvement_alert_closed_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertclimb",
            constraint=models.UniqueConstraint(fields=("alert", "due_at", "step"), name="improvement_climbed_once"),
        ),
        migrations.AddIndex(
            model_name="alertupdate",
            index=models.Index(fields=["alert", "at"], name="alert_update_at"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["status", "due_on"], name="recommendation_due"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["organisation", "status", "due_on"], name="action_of_organisation"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["status", "due_on"], name="action_due"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["evidence_given", "in_progress", "open"]),
                    models.Q(("question_key", ""), _negated=True),
                ),
                fields=("organisation", "questionnaire", "question_key"),
                name="improvement_one_live_action",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status", "closed")),
                    models.Q(models.Q(("status", "closed"), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="improvement_closed_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationresponse",
            constraint=models.UniqueConstraint(
                fields=("audit_return", "recommendation"), name="improvement_one_response"
            ),
        ),
    ]
