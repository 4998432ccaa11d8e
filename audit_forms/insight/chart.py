"""The drawn profile as plain numbers and words: the page draws it as SVG, the PDF by its own means. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit_forms.insight.palette import Look, look
from audit_forms.insight.profile import Profile, SectionProfile
from audit_forms.insight.tally import PERCENT, Tally, in_whole


@dataclass(frozen=True)
class Segment:
    """One rating's part of a bar, in percent of its length."""

    label: str
    tone: str
    number: int
    start: float
    width: float

    @property
    def look(self) -> Look:
        """Its colour and pattern."""
        return look(self.tone)


@dataclass(frozen=True)
class Bar:
    """One section: its bar and, in percent, how far the highest rating reached last time and reaches elsewhere."""

    key: str
    title: str
    segments: list[Segment]
    rated: int
    last: float | None
    peers: int | None
    peers_words: str

    @property
    def counts(self) -> str:
        """The bar in words: "5 In place, 1 Partly in place"."""
        return ", ".join(f"{each.number} {each.label}" for each in self.segments) or "Nothing rated"

    @property
    def markers(self) -> str:
        """What the markers say, in words."""
        said = [f"last time {in_whole(self.last)}"] if self.last is not None else []
        return "; ".join(said + ([f"similar settings {self.peers_words}"] if self.peers_words else []))

    @property
    def description(self) -> str:
        """All of it, for those who do not see it."""
        return f"{self.counts}. {self.markers.capitalize()}." if self.markers else f"{self.counts}."


@dataclass(frozen=True)
class Chart:
    """Every section, and what the drawing shows in one text."""

    bars: list[Bar]
    best: str
    has_last: bool
    has_peers: bool

    @property
    def description(self) -> str:
        """The whole drawing in words."""
        return " ".join(f"{bar.title}: {bar.description}" for bar in self.bars)


def chart_of(profile: Profile) -> Chart:
    """The drawing of the profile."""
    bars = [_bar(each) for each in profile.sections]
    return Chart(
        bars=bars,
        best=profile.best.label if profile.best else "",
        has_last=any(bar.last is not None for bar in bars),
        has_peers=any(bar.peers is not None for bar in bars),
    )


def segments_of(tally: Tally) -> list[Segment]:
    """The parts of one bar; what does not apply has none."""
    scored = ((level.label, level.tone, number) for level, number in tally.counts if level.score is not None)
    return stacked(scored, tally.rated)


def stacked(parts: Iterable[tuple[str, str, int]], whole: int) -> list[Segment]:
    """Label, tone and number of each part one behind the other, in percent of `whole`; what is nought has no part."""
    made, start = [], 0.0
    for label, tone, number in parts:
        if number:
            width = PERCENT * number / whole
            made.append(Segment(label, tone, number, round(start, 2), round(width, 2)))
            start += width
    return made


def _bar(each: SectionProfile) -> Bar:
    best = each.peers.best if each.peers else None
    return Bar(
        key=each.section.key,
        title=f"{each.section.letter}. {each.section.title}",
        segments=segments_of(each.tally),
        rated=each.tally.rated,
        last=each.last.best_share,
        peers=best.percent if best else None,
        peers_words=best.words if best else "",
    )
