"""How editions, sections and scales are laid out in the Wagtail admin."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from audit_forms.questionnaires.widgets import ChoicesWidget, ColumnsWidget, RuleWidget

VERIFICATION = HelpPanel(template="questionnaires/admin/verification.html")

LEVEL_PANELS = [
    FieldRowPanel([FieldPanel("key"), FieldPanel("label"), FieldPanel("tone"), FieldPanel("score")]),
    FieldPanel("meaning"),
    FieldRowPanel([FieldPanel("demands_action"), FieldPanel("demands_reason"), FieldPanel("demands_evidence")]),
    FieldPanel("asks_about_risk"),
    FieldPanel("confirmation"),
]

SCALE_PANELS = [
    FieldRowPanel([FieldPanel("key"), FieldPanel("title")]),
    InlinePanel("levels", panels=LEVEL_PANELS, heading="Levels, in the order shown", label="Level", min_num=1),
]

EDITION_PANELS = [
    VERIFICATION,
    MultiFieldPanel(
        [
            FieldPanel("questionnaire"),
            FieldRowPanel([FieldPanel("key"), FieldPanel("title")]),
            FieldPanel("guidance"),
            FieldPanel("in_force_from"),
            FieldPanel("verification"),
            FieldPanel("introduction"),
            FieldPanel("rating_scale"),
        ],
        heading="About the edition",
    ),
    InlinePanel(
        "sections",
        panels=[
            FieldRowPanel([FieldPanel("key"), FieldPanel("letter"), FieldPanel("title")]),
            FieldPanel("introduction"),
        ],
        heading="Sections, in the order shown (their questions are edited under “Sections”)",
        label="Section",
    ),
    FieldPanel("lead_statement"),
    InlinePanel(
        "sign_off_steps",
        panels=[
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("asks_meeting_date")]),
            FieldPanel("statement"),
        ],
        heading="Sign-off, in the order of signing",
        label="Signatory",
    ),
]

QUESTION_PANELS = [
    FieldRowPanel([FieldPanel("key"), FieldPanel("number"), FieldPanel("answer_type"), FieldPanel("duty")]),
    FieldPanel("text"),
    FieldPanel("help"),
    FieldPanel("reference"),
    FieldRowPanel([FieldPanel("required"), FieldPanel("allows_not_applicable"), FieldPanel("prefill")]),
    FieldRowPanel([FieldPanel("unit"), FieldPanel("choices", widget=ChoicesWidget)]),
    FieldRowPanel([FieldPanel("columns", widget=ColumnsWidget), FieldPanel("most")]),
    FieldPanel("evidence_prompt"),
    FieldPanel("suggested_action"),
    FieldPanel("changed_note"),
    FieldPanel("applies_to", widget=RuleWidget, heading="Asked only of (nothing ticked: everyone)"),
    FieldPanel("must_for", widget=RuleWidget, heading="A must only for (nothing ticked: nobody beyond the duty above)"),
    InlinePanel(
        "descriptors",
        panels=[FieldRowPanel([FieldPanel("level"), FieldPanel("text")])],
        heading="What each level looks like",
        label="Descriptor",
    ),
]

SECTION_PANELS = [
    VERIFICATION,
    FieldPanel("edition"),
    FieldRowPanel([FieldPanel("key"), FieldPanel("letter"), FieldPanel("title")]),
    FieldPanel("introduction"),
    InlinePanel("questions", panels=QUESTION_PANELS, heading="Questions, in the order asked", label="Question"),
]
