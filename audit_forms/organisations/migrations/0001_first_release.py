import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("organisations", "0001_initial"),
        ("organisations", "0002_agencies"),
        ("organisations", "0003_agency_lead"),
        ("organisations", "0004_confirming_people"),
    ]

    dependencies = [
        ("accounts", "0002_role_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("school", "School or college"), ("trust", "Academy trust"), ("agency", "Agency")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("s175", "Section 175, Education Act 2002"),
                            ("s157", "Section 157, Education Act 2002"),
                            ("s11", "Section 11, Children Act 2004"),
                            ("undecided", "To be decided"),
                            ("none", "No duty of its own"),
                        ],
                        default="undecided",
                        max_length=10,
                    ),
                ),
                (
                    "duty_source",
                    models.CharField(
                        choices=[
                            ("register", "From the establishment type"),
                            ("person", "Decided by the Business Unit"),
                        ],
                        default="register",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("proposed_to_close", "Open, but proposed to close"),
                            ("proposed_to_open", "Proposed to open"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closed_because", models.CharField(blank=True, max_length=100, verbose_name="reason for closing")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="general e-mail address")),
                ("telephone", models.CharField(blank=True, max_length=30)),
                ("website", models.CharField(blank=True, max_length=255)),
                ("address", models.TextField(blank=True)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("urn", models.PositiveIntegerField(blank=True, null=True, unique=True, verbose_name="URN")),
                ("la_code", models.CharField(blank=True, max_length=3, verbose_name="local authority code")),
                ("la_name", models.CharField(blank=True, max_length=100, verbose_name="local authority")),
                (
                    "establishment_number",
                    models.CharField(blank=True, max_length=4, verbose_name="establishment number"),
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
                        help_text="Of an agency.",
                        max_length=20,
                    ),
                ),
                (
                    "is_small",
                    models.BooleanField(
                        default=False,
                        help_text="A small agency is asked the short form of a self-assessment.",
                        verbose_name="small group",
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
                    "establishment_type",
                    models.CharField(blank=True, max_length=100, verbose_name="type in the register"),
                ),
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
                ("low_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="lowest age")),
                ("high_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="highest age")),
                ("has_boarding", models.BooleanField(default=False, verbose_name="boards pupils")),
                ("has_sixth_form", models.BooleanField(default=False, verbose_name="has a sixth form")),
                ("has_early_years", models.BooleanField(default=False, verbose_name="has early years")),
                ("pupils", models.PositiveIntegerField(blank=True, null=True, verbose_name="number of pupils")),
                ("head_name", models.CharField(blank=True, max_length=150, verbose_name="head teacher or principal")),
                (
                    "trust_code",
                    models.CharField(blank=True, max_length=10, verbose_name="code in the register's list of trusts"),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("contributor", "Contributor"),
                            ("signatory", "Signatory"),
                            ("auditor", "Auditor"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "Head teacher or principal"),
                            ("chair", "Chair of governors or trustees"),
                            ("board", "Board-level lead"),
                            ("lead", "Agency lead"),
                        ],
                        max_length=10,
                        verbose_name="signs as",
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "role"],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reading", "Being read"),
                            ("previewed", "Waits for confirmation"),
                            ("applied", "Applied"),
                            ("discarded", "Discarded"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("stored_name", models.CharField(blank=True, max_length=255)),
                ("file_digest", models.CharField(max_length=64)),
                ("portal_digest", models.CharField(max_length=64)),
                ("la_code", models.CharField(blank=True, max_length=3, verbose_name="local authority code")),
                ("rows", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RegisterChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("closed", "Closed"),
                            ("reopened", "Reopened"),
                            ("new_trust", "New trust"),
                            ("renamed_trust", "Renamed trust"),
                            ("linked", "Linked to its successor"),
                            ("refused", "Refused"),
                            ("absent", "Not in the file"),
                        ],
                        max_length=15,
                    ),
                ),
                ("line", models.PositiveIntegerField(null=True)),
                ("urn", models.PositiveIntegerField(null=True, verbose_name="URN")),
                ("name", models.CharField(max_length=200)),
                ("differences", models.JSONField(default=list)),
                ("values", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("reason", models.TextField(blank=True)),
                (
                    "register_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="organisations.registerimport",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["name"], name="organisations_name"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["la_code"], name="organisations_la"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["kind", "name"], name="organisations_kind"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["duty", "status"], name="organisations_duty"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "school"), ("urn__isnull", False)),
                    models.Q(models.Q(("kind", "school"), _negated=True), ("urn__isnull", True)),
                    _connector="OR",
                ),
                name="organisations_school_has_urn",
                violation_error_message="A school has a URN, and nothing else has.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("trust_code", ""), _negated=True),
                fields=("trust_code",),
                name="organisations_one_trust_of_a_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("trust_code", ""), ("kind", "trust"), _connector="OR"),
                name="organisations_only_trusts_have_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("user", "organisation", "role"),
                name="organisations_one_current_membership",
                violation_error_message="This person already has this role in this organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "signatory"), models.Q(("capacity", ""), _negated=True)),
                    models.Q(models.Q(("role", "signatory"), _negated=True), ("capacity", "")),
                    _connector="OR",
                ),
                name="organisations_only_signatories_have_capacity",
                violation_error_message="Say as whom a signatory signs, and leave it empty for every other role.",
            ),
        ),
        migrations.AddIndex(
            model_name="registerchange",
            index=models.Index(fields=["register_import", "kind", "id"], name="register_change_kind"),
        ),
    ]
