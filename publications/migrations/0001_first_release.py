import django.db.models.deletion
import django.utils.timezone
import publications.blocks
import publications.models.subscribers
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("publications", "0001_initial"),
        ("publications", "0003_subscribers"),
        ("publications", "0004_newsletter_mailings"),
        ("publications", "0005_versions_counts_and_exit"),
        ("publications", "0006_events_and_audiences"),
        ("publications", "0007_summary_findings"),
    ]

    dependencies = [
        ("accounts", "0002_role_groups"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        verbose_name="why stopped",
                    ),
                ),
                ("soft_failures", models.PositiveSmallIntegerField(default=0, verbose_name="mails not taken in a row")),
                (
                    "told_until",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="topics told until"),
                ),
            ],
            options={
                "ordering": ["-confirmed_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="As readers see it, for example “Neglect”.", max_length=60, unique=True),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Used in addresses; keep it once pages use it.", max_length=60, unique=True
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, help_text="What belongs to it, in one sentence.", max_length=200),
                ),
                (
                    "about_abuse",
                    models.BooleanField(
                        default=False,
                        help_text="Pages on this theme then offer “Exit this page”. Each page can say otherwise.",
                        verbose_name="about abuse",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
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
            name="AuditOutcomeIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True, help_text="Shown above the list.")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="BriefingIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True, help_text="Shown above the list.")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="BriefingPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("for_children", models.BooleanField(default=False, verbose_name="children and young people")),
                ("for_parents", models.BooleanField(default=False, verbose_name="parents and carers")),
                ("for_professionals", models.BooleanField(default=True, verbose_name="professionals")),
                ("for_schools", models.BooleanField(default=True, verbose_name="schools")),
                (
                    "published_on",
                    models.DateField(
                        db_index=True,
                        default=django.utils.timezone.localdate,
                        help_text="Shown on the page; listings are sorted by it.",
                        verbose_name="date",
                    ),
                ),
                (
                    "about_abuse",
                    models.CharField(
                        choices=[("theme", "As its theme says"), ("yes", "Yes"), ("no", "No")],
                        default="theme",
                        help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
                        max_length=5,
                        verbose_name="this page is about abuse",
                    ),
                ),
                (
                    "introduction",
                    models.TextField(help_text="Why to read this, in one or two sentences.", max_length=240),
                ),
                (
                    "panels",
                    wagtail.fields.StreamField(
                        [("panel", 2)],
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 50}),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                                    "help_text": "About 55 words or six points, so that the briefing fits one sheet.",
                                    "max_length": 360,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("heading", 0), ("text", 1)]], {}),
                        },
                        default=publications.blocks.empty_panels,
                        help_text="Exactly seven, about 55 words each.",
                    ),
                ),
                (
                    "questions",
                    wagtail.fields.StreamField(
                        [("question", 0)],
                        block_lookup={0: ("wagtail.blocks.CharBlock", (), {"max_length": 160})},
                        help_text="For a team to talk about; two or three questions.",
                    ),
                ),
                (
                    "resources",
                    wagtail.fields.StreamField(
                        [("resource", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Say where the link leads, for example “Read the briefing”.",
                                    "max_length": 90,
                                },
                            ),
                            1: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "A page of this site …", "required": False},
                            ),
                            2: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"help_text": "… or the address of another site.", "required": False},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What it is for, in a few words.", "max_length": 120, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("words", 0), ("page", 1), ("address", 2), ("note", 3)]],
                                {},
                            ),
                        },
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publications.theme"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="EventIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True, help_text="Shown above the list.")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="FrameworkPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(help_text="What this document is for, in a short paragraph."),
                ),
                (
                    "version",
                    models.CharField(help_text="For example “3.1”. Raise it with each approval.", max_length=20),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved")], default="draft", max_length=10
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True)),
                (
                    "approved_by",
                    models.CharField(blank=True, help_text="The body that approved it, not a person.", max_length=120),
                ),
                (
                    "change_note",
                    models.CharField(
                        blank=True,
                        help_text="In one or two sentences, against the version before. Shown in the list of versions.",
                        max_length=300,
                        verbose_name="what changed",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(help_text="When it has to be looked at again.", verbose_name="review date"),
                ),
                (
                    "cycle",
                    wagtail.fields.StreamField(
                        [("step", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Two or three words; they are written into the drawing.",
                                    "max_length": 26,
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "One sentence on what happens.", "max_length": 160},
                            ),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "Number of the part of this page that explains the step.",
                                    "min_value": 1,
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("name", 0), ("text", 1), ("part", 2)]], {}),
                        },
                        help_text="Drawn as a loop here and on the home page.",
                    ),
                ),
                (
                    "cycle_part",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Number of the part in which the cycle is drawn.",
                        verbose_name="part that shows the cycle",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("part", 2)],
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 90}),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ul", "ol", "h3"]},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("heading", 0), ("text", 1)]], {}),
                        },
                        help_text="The numbered parts of the framework.",
                    ),
                ),
                (
                    "glossary",
                    wagtail.fields.StreamField(
                        [("term", 2)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                            1: ("wagtail.blocks.TextBlock", (), {"max_length": 400, "rows": 2}),
                            2: ("wagtail.blocks.StructBlock", [[("term", 0), ("meaning", 1)]], {}),
                        },
                        help_text="Words of the field. Each is explained beside the parts that use it.",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            bases=("wagtailcore.page",),
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
            },
        ),
        migrations.CreateModel(
            name="NewsletterIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True, help_text="Shown above the list.")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsletterPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("for_children", models.BooleanField(default=False, verbose_name="children and young people")),
                ("for_parents", models.BooleanField(default=False, verbose_name="parents and carers")),
                ("for_professionals", models.BooleanField(default=True, verbose_name="professionals")),
                ("for_schools", models.BooleanField(default=True, verbose_name="schools")),
                (
                    "published_on",
                    models.DateField(
                        db_index=True,
                        default=django.utils.timezone.localdate,
                        help_text="Shown on the page; listings are sorted by it.",
                        verbose_name="date",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="issue number")),
                (
                    "season",
                    models.CharField(
                        choices=[
                            ("spring", "Spring"),
                            ("summer", "Summer"),
                            ("autumn", "Autumn"),
                            ("winter", "Winter"),
                        ],
                        max_length=6,
                        verbose_name="quarter",
                    ),
                ),
                ("lead_heading", models.CharField(max_length=90)),
                ("lead_text", wagtail.fields.RichTextField(help_text="About 150 words.")),
                (
                    "lead_link",
                    wagtail.fields.StreamField(
                        [("link", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Say where the link leads, for example “Read the briefing”.",
                                    "max_length": 90,
                                },
                            ),
                            1: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "A page of this site …", "required": False},
                            ),
                            2: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"help_text": "… or the address of another site.", "required": False},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("words", 0), ("page", 1), ("address", 2)]], {}),
                        },
                        help_text="Where to read more.",
                    ),
                ),
                (
                    "stories",
                    wagtail.fields.StreamField(
                        [("story", 6), ("picked", 11)],
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 90}),
                            1: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"help_text": "Two to five sentences.", "max_length": 600, "rows": 4},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Say where the link leads, for example “Read the briefing”.",
                                    "max_length": 90,
                                },
                            ),
                            3: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "A page of this site …", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"help_text": "… or the address of another site.", "required": False},
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("words", 2), ("page", 3), ("address", 4)]], {}),
                            6: ("wagtail.blocks.StructBlock", [[("heading", 0), ("text", 1), ("link", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "An audit outcome, a briefing … It must be published to be told."},
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Leave empty for the page’s own title.",
                                    "max_length": 90,
                                    "required": False,
                                },
                            ),
                            9: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Leave empty for the page’s own summary.",
                                    "max_length": 600,
                                    "required": False,
                                    "rows": 4,
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "For example “Read the briefing”.",
                                    "label": "Words of the link",
                                    "max_length": 90,
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 7), ("heading", 8), ("text", 9), ("words", 10)]],
                                {},
                            ),
                        },
                        help_text="Short; one link each. Write a story, or pick a page that is published.",
                    ),
                ),
                (
                    "diary",
                    wagtail.fields.StreamField(
                        [("date", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "An event of this site fills in the rest …",
                                    "page_type": ["publications.EventPage"],
                                    "required": False,
                                },
                            ),
                            1: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {"help_text": "… or any other date.", "required": False},
                            ),
                            2: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "Time, place, who it is for.", "max_length": 160, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("event", 0), ("day", 1), ("what", 2), ("details", 3)]],
                                {},
                            ),
                        },
                        help_text="Dates, the nearest first.",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("roles", models.JSONField(blank=True, default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("sending", "Sending"),
                            ("paused", "Paused"),
                            ("sent", "Sent"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("subject", models.CharField(blank=True, max_length=255)),
                ("html", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("left_out", models.JSONField(blank=True, default=list)),
                ("audience_size", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scheduled or started by",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                    ),
                ),
                (
                    "newsletter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="mailings",
                        to="publications.newsletterpage",
                    ),
                ),
                ("themes", models.ManyToManyField(blank=True, related_name="+", to="publications.theme")),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "On its way"),
                            ("sent", "Taken by their mail server"),
                            ("failed", "Refused by their mail server"),
                            ("skipped", "Not sent: they left, or the mailing was cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="publications.mailing",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="publications.subscriber",
                    ),
                ),
            ],
            options={
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
            name="SummaryFindingsIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("introduction", wagtail.fields.RichTextField(blank=True, help_text="Shown above the list.")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SummaryFindingsPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("for_children", models.BooleanField(default=False, verbose_name="children and young people")),
                ("for_parents", models.BooleanField(default=False, verbose_name="parents and carers")),
                ("for_professionals", models.BooleanField(default=True, verbose_name="professionals")),
                ("for_schools", models.BooleanField(default=True, verbose_name="schools")),
                (
                    "published_on",
                    models.DateField(
                        db_index=True,
                        default=django.utils.timezone.localdate,
                        help_text="Shown on the page; listings are sorted by it.",
                        verbose_name="date",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        help_text="The finding in one plain sentence; shown in every listing.", max_length=180
                    ),
                ),
                ("round_words", models.CharField(max_length=120, verbose_name="the round")),
                ("method", wagtail.fields.RichTextField(verbose_name="how we looked")),
                ("response", wagtail.fields.RichTextField(verbose_name="who answered")),
                (
                    "key_findings",
                    wagtail.fields.RichTextField(
                        help_text="One point a line. No school, agency or person may be recognised."
                    ),
                ),
                (
                    "strengths",
                    wagtail.fields.RichTextField(
                        help_text="One point a line. No school, agency or person may be recognised."
                    ),
                ),
                (
                    "concerns",
                    wagtail.fields.RichTextField(
                        help_text="One point a line. No school, agency or person may be recognised."
                    ),
                ),
                (
                    "for_settings",
                    wagtail.fields.RichTextField(
                        help_text="One point a line. No school, agency or person may be recognised.",
                        verbose_name="what settings should do",
                    ),
                ),
                (
                    "for_partnership",
                    wagtail.fields.RichTextField(
                        help_text="One point a line. No school, agency or person may be recognised.",
                        verbose_name="what the partnership will do",
                    ),
                ),
                ("training", wagtail.fields.RichTextField(blank=True, verbose_name="training offered")),
                (
                    "charts",
                    wagtail.fields.StreamField(
                        [("chart", 9)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.TextBlock", (), {}),
                            2: ("wagtail.blocks.ListBlock", (0,), {}),
                            3: ("wagtail.blocks.FloatBlock", (), {}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 0), ("tone", 0), ("start", 3), ("width", 3)]],
                                {},
                            ),
                            5: ("wagtail.blocks.ListBlock", (4,), {}),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("cells", 2), ("parts", 5), ("words", 1)]],
                                {},
                            ),
                            7: ("wagtail.blocks.ListBlock", (6,), {}),
                            8: ("wagtail.blocks.TextBlock", (), {"required": False}),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("about", 1), ("heading", 2), ("key", 5), ("rows", 7), ("note", 8)]],
                                {},
                            ),
                        },
                    ),
                ),
                (
                    "voices",
                    wagtail.fields.StreamField(
                        [("voice", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {}),
                            1: ("wagtail.blocks.TextBlock", (), {}),
                            2: ("wagtail.blocks.ListBlock", (1,), {}),
                            3: ("wagtail.blocks.StructBlock", [[("theme", 0), ("quotations", 2)]], {}),
                        },
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.AddField(
            model_name="subscriber",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="publications.theme", verbose_name="topics followed"
            ),
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
            },
        ),
        migrations.CreateModel(
            name="EventPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("for_children", models.BooleanField(default=False, verbose_name="children and young people")),
                ("for_parents", models.BooleanField(default=False, verbose_name="parents and carers")),
                ("for_professionals", models.BooleanField(default=True, verbose_name="professionals")),
                ("for_schools", models.BooleanField(default=True, verbose_name="schools")),
                (
                    "kind",
                    models.CharField(
                        choices=[("event", "Event"), ("training", "Training")],
                        default="event",
                        max_length=8,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        help_text="In one or two sentences.", max_length=300, verbose_name="what it is about"
                    ),
                ),
                ("starts_at", models.DateTimeField(db_index=True, verbose_name="starts")),
                ("ends_at", models.DateTimeField(db_index=True, verbose_name="ends")),
                ("place", models.CharField(blank=True, help_text="Empty where it is online only.", max_length=160)),
                (
                    "online_link",
                    models.URLField(
                        blank=True,
                        help_text="Only what everybody may have: it is shown on the page and in calendars.",
                        verbose_name="online link",
                    ),
                ),
                (
                    "for_whom",
                    models.CharField(
                        help_text="For example “new health visitors”.", max_length=160, verbose_name="who should come"
                    ),
                ),
                (
                    "booking",
                    wagtail.fields.RichTextField(help_text="Say also if nobody needs to.", verbose_name="how to book"),
                ),
                ("body", wagtail.fields.RichTextField(blank=True, verbose_name="more about it")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publications.theme",
                    ),
                ),
            ],
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="AuditOutcomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("for_children", models.BooleanField(default=False, verbose_name="children and young people")),
                ("for_parents", models.BooleanField(default=False, verbose_name="parents and carers")),
                ("for_professionals", models.BooleanField(default=True, verbose_name="professionals")),
                ("for_schools", models.BooleanField(default=True, verbose_name="schools")),
                (
                    "published_on",
                    models.DateField(
                        db_index=True,
                        default=django.utils.timezone.localdate,
                        help_text="Shown on the page; listings are sorted by it.",
                        verbose_name="date",
                    ),
                ),
                (
                    "about_abuse",
                    models.CharField(
                        choices=[("theme", "As its theme says"), ("yes", "Yes"), ("no", "No")],
                        default="theme",
                        help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
                        max_length=5,
                        verbose_name="this page is about abuse",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        help_text="The finding in one plain sentence; shown in every listing.", max_length=180
                    ),
                ),
                (
                    "programme_year",
                    models.PositiveSmallIntegerField(help_text="The year in which the audit programme began: 2025."),
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
                    "sample",
                    models.CharField(
                        choices=[
                            ("up-to-10", "10 or fewer"),
                            ("11-to-20", "11 to 20"),
                            ("21-to-40", "21 to 40"),
                            ("over-40", "More than 40"),
                        ],
                        help_text="Only bands are published, so that no child stands out.",
                        max_length=12,
                    ),
                ),
                (
                    "practice_window",
                    models.CharField(
                        blank=True,
                        help_text="Practice looked at, for example “September 2025 to August 2026”.",
                        max_length=80,
                    ),
                ),
                (
                    "agencies",
                    models.CharField(
                        blank=True, help_text="Kinds of agency that took part, with commas.", max_length=250
                    ),
                ),
                (
                    "looked_at",
                    wagtail.fields.RichTextField(
                        help_text="Three or four short points. Nothing by which a child, family or worker could be recognised.",
                        verbose_name="what we looked at",
                    ),
                ),
                (
                    "worked_well",
                    wagtail.fields.RichTextField(
                        help_text="Three or four short points. Nothing by which a child, family or worker could be recognised.",
                        verbose_name="what worked",
                    ),
                ),
                (
                    "worried_us",
                    wagtail.fields.RichTextField(
                        help_text="Three or four short points. Nothing by which a child, family or worker could be recognised.",
                        verbose_name="what worried us",
                    ),
                ),
                (
                    "will_change",
                    wagtail.fields.RichTextField(
                        help_text="Three or four short points. Nothing by which a child, family or worker could be recognised.",
                        verbose_name="what will change",
                    ),
                ),
                (
                    "grades",
                    wagtail.fields.StreamField(
                        [("grade", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "For example “Child’s voice and lived experience”.", "max_length": 60},
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("outstanding", "Outstanding"),
                                        ("good", "Good"),
                                        ("requires-improvement", "Requires improvement"),
                                        ("inadequate", "Inadequate"),
                                        ("not-enough-evidence", "Not enough evidence"),
                                    ]
                                },
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "Why, in one sentence. No case may be recognisable.", "max_length": 200},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("area", 0), ("grade", 1), ("reason", 2)]], {}),
                        },
                        help_text="Agreed at moderation, one for each area.",
                    ),
                ),
                (
                    "recommendations",
                    wagtail.fields.StreamField(
                        [("recommendation", 5)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "The change that is wanted, in one sentence.", "max_length": 250},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The agency or group that makes it happen. No names of people.",
                                    "max_length": 90,
                                },
                            ),
                            2: ("wagtail.blocks.DateBlock", (), {"help_text": "By when."}),
                            3: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("not-started", "Not started"),
                                        ("in-progress", "In progress"),
                                        ("done", "Done"),
                                    ]
                                },
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What has happened so far, or what was done.",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("change", 0), ("owner", 1), ("due", 2), ("status", 3), ("progress", 4)]],
                                {},
                            ),
                        },
                    ),
                ),
                (
                    "changed_since",
                    models.TextField(
                        blank=True,
                        help_text="One to three sentences; also on the home page.",
                        max_length=400,
                        verbose_name="what changed since",
                    ),
                ),
                ("details", wagtail.fields.RichTextField(blank=True, verbose_name="more about the audit")),
                (
                    "training",
                    wagtail.fields.RichTextField(blank=True, help_text="A course or resource that helps, with a link."),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown where somebody shares the page's address. No pictures of children.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture for shared links",
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="audit_outcomes",
                        to="publications.briefingpage",
                    ),
                ),
                (
                    "newsletter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="audit_outcomes",
                        to="publications.newsletterpage",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publications.theme"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
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
        migrations.AddConstraint(
            model_name="frameworkpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(("approved_on__isnull", False), models.Q(("approved_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="approved_framework_says_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=models.UniqueConstraint(fields=("framework", "version"), name="framework_version_once"),
        ),
        migrations.AddConstraint(
            model_name="frameworkversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_on__isnull", True)),
                fields=("framework",),
                name="one_framework_version_in_force",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["mailing", "status"], name="publications_delivery_status"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("mailing", "subscriber"), name="publications_delivery_once"),
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
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["asked_from", "asked_at"], name="publications_signup_recent"),
        ),
        migrations.AddConstraint(
            model_name="mailing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["sending", "paused"])),
                fields=("newsletter",),
                name="publications_mailing_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventpage",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_ends_after_it_starts"
            ),
        ),
    ]
