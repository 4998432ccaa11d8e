import django.db.models.deletion
import django.utils.timezone
import home.colours
import uuid
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # What came before the first release, for databases of that time; to be taken out after it.
    replaces = [
        ("home", "0001_initial"),
        ("home", "0004_editors_notice_and_exit"),
        ("home", "0005_search_words_problems_and_audiences"),
    ]

    dependencies = [
        ("accounts", "0002_role_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, unique=True)),
                ("pages", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AccessibilityPage",
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
                    models.TextField(blank=True, help_text="What it is about, in a sentence or two.", max_length=300),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("callout", 6),
                            ("steps", 10),
                            ("contact", 16),
                            ("front_door", 17),
                            ("details", 19),
                            ("quote", 21),
                            ("table", 25),
                            ("image", 26),
                            ("document", 29),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("h2", "Section"), ("h3", "Part of a section")]},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol", "hr"],
                                    "icon": "pilcrow",
                                    "template": "home/blocks/text.html",
                                },
                            ),
                            4: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("note", "Note"), ("warning", "Warning")],
                                    "help_text": "Use a warning only where somebody could come to harm.",
                                },
                            ),
                            5: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ul", "ol"]},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("tone", 4), ("text", 5)]], {}),
                            7: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                                    "required": False,
                                },
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 7)]], {}),
                            9: ("wagtail.blocks.ListBlock", (8,), {"min_num": 2}),
                            10: ("wagtail.blocks.StructBlock", [[("steps", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What they help with.", "max_length": 200, "required": False},
                            ),
                            12: ("wagtail.blocks.CharBlock", (), {"max_length": 30, "required": False}),
                            13: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            14: ("wagtail.blocks.EmailBlock", (), {"required": False}),
                            15: ("wagtail.blocks.URLBlock", (), {"required": False}),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("name", 0),
                                        ("text", 11),
                                        ("phone", 12),
                                        ("hours", 13),
                                        ("email", 14),
                                        ("website", 15),
                                    ]
                                ],
                                {},
                            ),
                            17: ("home.blocks.FrontDoorBlock", (), {}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What opens, like: What happens after you call.", "max_length": 120},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("summary", 18), ("text", 5)]], {}),
                            20: ("wagtail.blocks.TextBlock", (), {"rows": 3}),
                            21: ("wagtail.blocks.StructBlock", [[("text", 20), ("source", 13)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the table shows.", "max_length": 150},
                            ),
                            23: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 23), ("number", 23)]],
                                {},
                            ),
                            25: ("wagtail.blocks.StructBlock", [[("caption", 22), ("table", 24)]], {}),
                            26: ("wagtail.images.blocks.ImageBlock", [], {"template": "home/blocks/image.html"}),
                            27: ("wagtail.documents.blocks.DocumentChooserBlock", (), {}),
                            28: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What it is for, and who can print it.",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            29: ("wagtail.blocks.StructBlock", [[("document", 27), ("text", 28)]], {}),
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
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ContactPage",
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
                    models.TextField(blank=True, help_text="What it is about, in a sentence or two.", max_length=300),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("callout", 6),
                            ("steps", 10),
                            ("contact", 16),
                            ("front_door", 17),
                            ("details", 19),
                            ("quote", 21),
                            ("table", 25),
                            ("image", 26),
                            ("document", 29),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("h2", "Section"), ("h3", "Part of a section")]},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol", "hr"],
                                    "icon": "pilcrow",
                                    "template": "home/blocks/text.html",
                                },
                            ),
                            4: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("note", "Note"), ("warning", "Warning")],
                                    "help_text": "Use a warning only where somebody could come to harm.",
                                },
                            ),
                            5: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ul", "ol"]},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("tone", 4), ("text", 5)]], {}),
                            7: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                                    "required": False,
                                },
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 7)]], {}),
                            9: ("wagtail.blocks.ListBlock", (8,), {"min_num": 2}),
                            10: ("wagtail.blocks.StructBlock", [[("steps", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What they help with.", "max_length": 200, "required": False},
                            ),
                            12: ("wagtail.blocks.CharBlock", (), {"max_length": 30, "required": False}),
                            13: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            14: ("wagtail.blocks.EmailBlock", (), {"required": False}),
                            15: ("wagtail.blocks.URLBlock", (), {"required": False}),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("name", 0),
                                        ("text", 11),
                                        ("phone", 12),
                                        ("hours", 13),
                                        ("email", 14),
                                        ("website", 15),
                                    ]
                                ],
                                {},
                            ),
                            17: ("home.blocks.FrontDoorBlock", (), {}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What opens, like: What happens after you call.", "max_length": 120},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("summary", 18), ("text", 5)]], {}),
                            20: ("wagtail.blocks.TextBlock", (), {"rows": 3}),
                            21: ("wagtail.blocks.StructBlock", [[("text", 20), ("source", 13)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the table shows.", "max_length": 150},
                            ),
                            23: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 23), ("number", 23)]],
                                {},
                            ),
                            25: ("wagtail.blocks.StructBlock", [[("caption", 22), ("table", 24)]], {}),
                            26: ("wagtail.images.blocks.ImageBlock", [], {"template": "home/blocks/image.html"}),
                            27: ("wagtail.documents.blocks.DocumentChooserBlock", (), {}),
                            28: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What it is for, and who can print it.",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            29: ("wagtail.blocks.StructBlock", [[("document", 27), ("text", 28)]], {}),
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
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HomePage",
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
                    "purpose",
                    models.TextField(
                        blank=True, help_text="What the partnership is for, in one sentence.", max_length=250
                    ),
                ),
                (
                    "routes",
                    wagtail.fields.StreamField(
                        [("route", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "In the reader's words: I work with children.", "max_length": 60},
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"max_length": 160}),
                            2: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "Leave empty for the sign-in page.", "required": False},
                            ),
                            3: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("text", 1), ("page", 2), ("link_text", 3)]],
                                {},
                            ),
                        },
                        help_text="The three ways on.",
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
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="InformationPage",
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
                ("for_professionals", models.BooleanField(default=False, verbose_name="professionals")),
                ("for_schools", models.BooleanField(default=False, verbose_name="schools")),
                (
                    "introduction",
                    models.TextField(blank=True, help_text="What it is about, in a sentence or two.", max_length=300),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("callout", 6),
                            ("steps", 10),
                            ("contact", 16),
                            ("front_door", 17),
                            ("details", 19),
                            ("quote", 21),
                            ("table", 25),
                            ("image", 26),
                            ("document", 29),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("h2", "Section"), ("h3", "Part of a section")]},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol", "hr"],
                                    "icon": "pilcrow",
                                    "template": "home/blocks/text.html",
                                },
                            ),
                            4: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("note", "Note"), ("warning", "Warning")],
                                    "help_text": "Use a warning only where somebody could come to harm.",
                                },
                            ),
                            5: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ul", "ol"]},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("tone", 4), ("text", 5)]], {}),
                            7: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                                    "required": False,
                                },
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 7)]], {}),
                            9: ("wagtail.blocks.ListBlock", (8,), {"min_num": 2}),
                            10: ("wagtail.blocks.StructBlock", [[("steps", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What they help with.", "max_length": 200, "required": False},
                            ),
                            12: ("wagtail.blocks.CharBlock", (), {"max_length": 30, "required": False}),
                            13: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            14: ("wagtail.blocks.EmailBlock", (), {"required": False}),
                            15: ("wagtail.blocks.URLBlock", (), {"required": False}),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("name", 0),
                                        ("text", 11),
                                        ("phone", 12),
                                        ("hours", 13),
                                        ("email", 14),
                                        ("website", 15),
                                    ]
                                ],
                                {},
                            ),
                            17: ("home.blocks.FrontDoorBlock", (), {}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What opens, like: What happens after you call.", "max_length": 120},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("summary", 18), ("text", 5)]], {}),
                            20: ("wagtail.blocks.TextBlock", (), {"rows": 3}),
                            21: ("wagtail.blocks.StructBlock", [[("text", 20), ("source", 13)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the table shows.", "max_length": 150},
                            ),
                            23: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 23), ("number", 23)]],
                                {},
                            ),
                            25: ("wagtail.blocks.StructBlock", [[("caption", 22), ("table", 24)]], {}),
                            26: ("wagtail.images.blocks.ImageBlock", [], {"template": "home/blocks/image.html"}),
                            27: ("wagtail.documents.blocks.DocumentChooserBlock", (), {}),
                            28: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What it is for, and who can print it.",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            29: ("wagtail.blocks.StructBlock", [[("document", 27), ("text", 28)]], {}),
                        },
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("children", "Children and young people"),
                            ("parents", "Parents and carers"),
                            ("professionals", "Professionals"),
                            ("schools", "Schools"),
                        ],
                        help_text="Then it also shows what was published for them; for families, whom to call comes first.",
                        max_length=13,
                        verbose_name="landing page of",
                    ),
                ),
                (
                    "about_abuse",
                    models.BooleanField(
                        default=False,
                        help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
                        verbose_name="this page is about abuse",
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
            name="PartnershipSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(default="Safeguarding Children Partnership", max_length=120)),
                ("short_name", models.CharField(blank=True, help_text="Initials, like MSCP.", max_length=20)),
                ("area", models.CharField(blank=True, help_text="The area served, as people say it.", max_length=80)),
                (
                    "front_door_name",
                    models.CharField(blank=True, help_text="Who answers, as people know it.", max_length=80),
                ),
                ("front_door_phone", models.CharField(blank=True, max_length=30)),
                (
                    "front_door_hours",
                    models.CharField(blank=True, help_text="Like: Monday to Friday, 9am to 5pm.", max_length=120),
                ),
                ("out_of_hours_phone", models.CharField(blank=True, max_length=30)),
                ("emergency_text", models.CharField(default="If a child is in danger now, call 999", max_length=120)),
                (
                    "brand_colour",
                    models.CharField(
                        default="#0b4f55",
                        help_text="Masthead, links and buttons. Must stand out from white: a contrast of 4.5 to 1 or more.",
                        max_length=7,
                        validators=[home.colours.validate_colour],
                    ),
                ),
                (
                    "accent_colour",
                    models.CharField(
                        default="#f2a93b",
                        help_text="Thin lines beside the brand colour. Must stand out from it: a contrast of 3 to 1 or more.",
                        max_length=7,
                        validators=[home.colours.validate_colour],
                    ),
                ),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=30)),
                ("contact_address", models.TextField(blank=True)),
                (
                    "accessibility_status",
                    models.CharField(
                        choices=[
                            ("full", "Fully compliant"),
                            ("partial", "Partially compliant"),
                            ("none", "Not compliant"),
                        ],
                        default="partial",
                        max_length=7,
                        verbose_name="compliance with WCAG 2.2 AA",
                    ),
                ),
                (
                    "accessibility_prepared_on",
                    models.DateField(blank=True, null=True, verbose_name="statement prepared on"),
                ),
                (
                    "accessibility_reviewed_on",
                    models.DateField(blank=True, null=True, verbose_name="statement reviewed on"),
                ),
                (
                    "accessibility_tested_on",
                    models.DateField(blank=True, null=True, verbose_name="site last tested on"),
                ),
                ("accessibility_tested_by", models.CharField(blank=True, max_length=120, verbose_name="tested by")),
                (
                    "about_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="about the partnership",
                    ),
                ),
                (
                    "accessibility_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="accessibility statement",
                    ),
                ),
                (
                    "concern_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="how to report a concern",
                    ),
                ),
                (
                    "contact_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="contact",
                    ),
                ),
                (
                    "cookies_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="cookies",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                    ),
                ),
                (
                    "privacy_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="privacy",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "partnership",
            },
        ),
        migrations.CreateModel(
            name="ProblemReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("page", models.CharField(blank=True, max_length=300, verbose_name="page")),
                ("words", models.TextField(max_length=1000, verbose_name="what went wrong")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="reply to")),
                ("sender", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "reported_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="reported"),
                ),
            ],
            options={
                "ordering": ["-reported_at", "-pk"],
                "default_permissions": ("view", "delete"),
                "indexes": [models.Index(fields=["reported_at"], name="problem_reported")],
            },
        ),
        migrations.CreateModel(
            name="SecondPersonTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "check by a second person",
                "verbose_name_plural": "checks by a second person",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="SectionPage",
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
                    models.TextField(blank=True, help_text="What it is about, in a sentence or two.", max_length=300),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 2),
                            ("text", 3),
                            ("callout", 6),
                            ("steps", 10),
                            ("contact", 16),
                            ("front_door", 17),
                            ("details", 19),
                            ("quote", 21),
                            ("table", 25),
                            ("image", 26),
                            ("document", 29),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"max_length": 120}),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("h2", "Section"), ("h3", "Part of a section")]},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol", "hr"],
                                    "icon": "pilcrow",
                                    "template": "home/blocks/text.html",
                                },
                            ),
                            4: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [("note", "Note"), ("warning", "Warning")],
                                    "help_text": "Use a warning only where somebody could come to harm.",
                                },
                            ),
                            5: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ul", "ol"]},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("tone", 4), ("text", 5)]], {}),
                            7: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                                    "required": False,
                                },
                            ),
                            8: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 7)]], {}),
                            9: ("wagtail.blocks.ListBlock", (8,), {"min_num": 2}),
                            10: ("wagtail.blocks.StructBlock", [[("steps", 9)]], {}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What they help with.", "max_length": 200, "required": False},
                            ),
                            12: ("wagtail.blocks.CharBlock", (), {"max_length": 30, "required": False}),
                            13: ("wagtail.blocks.CharBlock", (), {"max_length": 120, "required": False}),
                            14: ("wagtail.blocks.EmailBlock", (), {"required": False}),
                            15: ("wagtail.blocks.URLBlock", (), {"required": False}),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("name", 0),
                                        ("text", 11),
                                        ("phone", 12),
                                        ("hours", 13),
                                        ("email", 14),
                                        ("website", 15),
                                    ]
                                ],
                                {},
                            ),
                            17: ("home.blocks.FrontDoorBlock", (), {}),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What opens, like: What happens after you call.", "max_length": 120},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("summary", 18), ("text", 5)]], {}),
                            20: ("wagtail.blocks.TextBlock", (), {"rows": 3}),
                            21: ("wagtail.blocks.StructBlock", [[("text", 20), ("source", 13)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "What the table shows.", "max_length": 150},
                            ),
                            23: ("wagtail.blocks.CharBlock", (), {"required": False}),
                            24: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 23), ("number", 23)]],
                                {},
                            ),
                            25: ("wagtail.blocks.StructBlock", [[("caption", 22), ("table", 24)]], {}),
                            26: ("wagtail.images.blocks.ImageBlock", [], {"template": "home/blocks/image.html"}),
                            27: ("wagtail.documents.blocks.DocumentChooserBlock", (), {}),
                            28: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What it is for, and who can print it.",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            29: ("wagtail.blocks.StructBlock", [[("document", 27), ("text", 28)]], {}),
                        },
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("children", "Children and young people"),
                            ("parents", "Parents and carers"),
                            ("professionals", "Professionals"),
                            ("schools", "Schools"),
                        ],
                        help_text="Then it also shows what was published for them; for families, whom to call comes first.",
                        max_length=13,
                        verbose_name="landing page of",
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
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="SiteNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.CharField(blank=True, help_text="One or two sentences. Empty: no notice.", max_length=200),
                ),
                (
                    "link_text",
                    models.CharField(
                        blank=True, help_text="Where the link leads.", max_length=60, verbose_name="words of the link"
                    ),
                ),
                ("shown_from", models.DateTimeField(blank=True, help_text="Empty: at once.", null=True)),
                ("shown_until", models.DateTimeField(blank=True, help_text="It goes by itself.", null=True)),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
            },
        ),
    ]
