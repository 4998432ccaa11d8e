"""Parts that editors fill in on publications."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks

from home.blocks import TEXT
from publications.enums import GRADE_STEPS, Grade, RecommendationStatus

# The seven headings of a briefing that is being started; editors may change them.
BRIEFING_HEADINGS = (
    "What this is about",
    "Why it matters",
    "What we found",
    "What works",
    "What to look out for",
    "What to do",
    "Talk about it",
)
STATUS_COLOURS = {
    RecommendationStatus.NOT_STARTED: "grey",
    RecommendationStatus.IN_PROGRESS: "blue",
    RecommendationStatus.DONE: "green",
}
MOST_POINTS_IN_A_PANEL = 6
NUMBER_OF_PANELS = len(BRIEFING_HEADINGS)


class LinkValue(blocks.StructValue):
    """A link to a page of this site or to another address."""

    @property
    def target_page(self) -> Any:
        """The page, once it is published; templates ask for its address with the request, which is cheaper."""
        page = self.get("page")
        return page if page is not None and page.live else None


class LinkBlock(blocks.StructBlock):
    """One link with its words."""

    # The field with the words of the link, for the check at publishing.
    link_words = "words"

    words = blocks.CharBlock(max_length=90, help_text="Say where the link leads, for example “Read the briefing”.")
    page = blocks.PageChooserBlock(required=False, help_text="A page of this site …")
    address = blocks.URLBlock(required=False, help_text="… or the address of another site.")

    class Meta:
        icon = "link"
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        """Exactly one of page and address."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("address")):
            message = "Choose a page or give an address, one of the two."
            raise blocks.StructBlockValidationError({"address": ValidationError(message)})
        return cleaned


class TermBlock(blocks.StructBlock):
    """One word of the field and its meaning."""

    term = blocks.CharBlock(max_length=60)
    meaning = blocks.TextBlock(rows=2, max_length=400)

    class Meta:
        icon = "openquote"


class CycleStepBlock(blocks.StructBlock):
    """One step of the audit cycle."""

    name = blocks.CharBlock(max_length=26, help_text="Two or three words; they are written into the drawing.")
    text = blocks.CharBlock(max_length=160, help_text="One sentence on what happens.")
    part = blocks.IntegerBlock(min_value=1, help_text="Number of the part of this page that explains the step.")

    class Meta:
        icon = "rotate"


class FrameworkPartBlock(blocks.StructBlock):
    """One numbered part of the framework."""

    heading = blocks.CharBlock(max_length=90)
    text = blocks.RichTextBlock(features=[*TEXT, "h3"])

    class Meta:
        icon = "title"


class GradeValue(blocks.StructValue):
    """A judgement with what is needed to draw it."""

    @property
    def label(self) -> str:
        """The grade in words; empty in the preview of an unfinished draft."""
        return dict(Grade.choices).get(self["grade"], "")

    @property
    def steps(self) -> int:
        """How many of the four steps of the bar are filled."""
        return GRADE_STEPS.get(self["grade"], 0)


class GradeBlock(blocks.StructBlock):
    """The agreed judgement on one part of practice."""

    area = blocks.CharBlock(max_length=60, help_text="For example “Child’s voice and lived experience”.")
    grade = blocks.ChoiceBlock(choices=Grade.choices)
    reason = blocks.CharBlock(max_length=200, help_text="Why, in one sentence. No case may be recognisable.")

    class Meta:
        icon = "order"
        value_class = GradeValue


class RecommendationValue(blocks.StructValue):
    """A recommendation and how far it has come."""

    @property
    def is_overdue(self) -> bool:
        """Past its date and not done."""
        due: date | None = self["due"]
        return due is not None and self["status"] != RecommendationStatus.DONE and due < timezone.localdate()

    @property
    def status_label(self) -> str:
        """The state in words; overdue is derived from the date, never stored."""
        return "Overdue" if self.is_overdue else dict(RecommendationStatus.choices).get(self["status"], "")

    @property
    def status_colour(self) -> str:
        """The colour of the tag; its words say the same."""
        return "red" if self.is_overdue else STATUS_COLOURS.get(self["status"], "")


class RecommendationBlock(blocks.StructBlock):
    """One thing that has to change."""

    change = blocks.CharBlock(max_length=250, help_text="The change that is wanted, in one sentence.")
    owner = blocks.CharBlock(max_length=90, help_text="The agency or group that makes it happen. No names of people.")
    due = blocks.DateBlock(help_text="By when.")
    status = blocks.ChoiceBlock(choices=RecommendationStatus.choices, default=RecommendationStatus.NOT_STARTED)
    progress = blocks.CharBlock(max_length=250, required=False, help_text="What has happened so far, or what was done.")

    class Meta:
        icon = "tick-inverse"
        value_class = RecommendationValue


class PanelBlock(blocks.StructBlock):
    """One of the seven panels of a briefing."""

    heading = blocks.CharBlock(max_length=50)
    text = blocks.RichTextBlock(
        features=TEXT, max_length=360, help_text="About 55 words or six points, so that the briefing fits one sheet."
    )

    class Meta:
        icon = "doc-full"

    def clean(self, value: Any) -> Any:
        """Six points at most: the whole briefing has to fit on one printed sheet."""
        cleaned = super().clean(value)
        if cleaned["text"].source.count("<li") > MOST_POINTS_IN_A_PANEL:
            message = f"Use {MOST_POINTS_IN_A_PANEL} points at most, so that the briefing fits on one sheet."
            raise blocks.StructBlockValidationError({"text": ValidationError(message)})
        return cleaned


class ResourceBlock(LinkBlock):
    """Something to read, watch or use next."""

    note = blocks.CharBlock(max_length=120, required=False, help_text="What it is for, in a few words.")

    class Meta:
        icon = "link-external"


class StoryBlock(blocks.StructBlock):
    """A short story of a newsletter with its one link."""

    heading = blocks.CharBlock(max_length=90)
    text = blocks.TextBlock(rows=4, max_length=600, help_text="Two to five sentences.")
    link = LinkBlock()

    class Meta:
        icon = "doc-full-inverse"


class PickedStoryBlock(blocks.StructBlock):
    """A short story about a published page; what is left empty comes from the page as it is when it is read or sent."""

    link_words = "words"

    page = blocks.PageChooserBlock(help_text="An audit outcome, a briefing … It must be published to be told.")
    heading = blocks.CharBlock(max_length=90, required=False, help_text="Leave empty for the page’s own title.")
    text = blocks.TextBlock(rows=4, max_length=600, required=False, help_text="Leave empty for the page’s own summary.")
    words = blocks.CharBlock(
        max_length=90, required=False, label="Words of the link", help_text="For example “Read the briefing”."
    )

    class Meta:
        icon = "doc-full"
        label = "Story picked from a page"


class DiaryDateValue(blocks.StructValue):
    """A date, which may be one of the site's events."""

    @property
    def event_page(self) -> Any:
        """The event, while it is published."""
        page = self.get("event")
        return page if page is not None and page.live else None


class DiaryDateBlock(blocks.StructBlock):
    """A date for the diary: one of the site's events, or any other."""

    event = blocks.PageChooserBlock(
        page_type="publications.EventPage", required=False, help_text="An event of this site fills in the rest …"
    )
    day = blocks.DateBlock(required=False, help_text="… or any other date.")
    what = blocks.CharBlock(max_length=120, required=False)
    details = blocks.CharBlock(max_length=160, required=False, help_text="Time, place, who it is for.")

    class Meta:
        icon = "date"
        value_class = DiaryDateValue

    def clean(self, value: Any) -> Any:
        """Take from the event what was left empty: an issue says what was known when it was written."""
        cleaned = super().clean(value)
        event = cleaned["event"].specific if cleaned.get("event") else None
        if event:
            known = {"day": event.listed_on, "what": event.title[:120], "details": f"{event.when}, {event.where}"[:160]}
            cleaned.update({name: cleaned.get(name) or text for name, text in known.items()})
        errors = {
            name: ValidationError(message)
            for name, message in (("day", "Give the day, or choose an event."), ("what", "Say what it is."))
            if not cleaned.get(name)
        }
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned


def empty_panels() -> list[tuple[str, dict[str, str]]]:
    """The panels of a new briefing, with the usual headings and no text."""
    return [("panel", {"heading": heading, "text": ""}) for heading in BRIEFING_HEADINGS]


class ChartPartBlock(blocks.StructBlock):
    """One part of a bar: what it stands for, the tone it is drawn in, and from where to where in per cent."""

    label = blocks.CharBlock()
    tone = blocks.CharBlock()
    start = blocks.FloatBlock()
    width = blocks.FloatBlock()


class ChartRowBlock(blocks.StructBlock):
    """One row of a chart: its cells as words, and the parts of its bar; no parts where a number is kept back."""

    title = blocks.CharBlock()
    cells = blocks.ListBlock(blocks.CharBlock())
    parts = blocks.ListBlock(ChartPartBlock())
    # Said below the bar, and to those who do not see it.
    words = blocks.TextBlock()


class ChartBlock(blocks.StructBlock):
    """A chart as it was approved, drawn and as a table. Its numbers have been protected; nobody fills it in by hand."""

    title = blocks.CharBlock()
    about = blocks.TextBlock()
    heading = blocks.ListBlock(blocks.CharBlock())
    key = blocks.ListBlock(ChartPartBlock())
    rows = blocks.ListBlock(ChartRowBlock())
    note = blocks.TextBlock(required=False)

    class Meta:
        icon = "list-ul"
        template = "publications/components/chart.html"


class VoiceBlock(blocks.StructBlock):
    """A theme of what was written, with quotations that two people have released."""

    theme = blocks.CharBlock()
    quotations = blocks.ListBlock(blocks.TextBlock())

    class Meta:
        icon = "openquote"
