"""The charts of a report as plain data, drawn from protected numbers alone. Pure."""

from collections.abc import Sequence
from typing import Any

from audit_forms.insight.chart import stacked
from audit_forms.insight.disclosure import HIDDEN, Shown
from audit_forms.self_assessments.summary.tables import NO, YES, Figures
from portal.texts import capitalised

MOST_DUTIES = 10
HIDDEN_NOTE = (
    f"{HIDDEN}: kept back, so that no setting can be recognised. It stands for a small number, or for one from which a "
    "small number could be worked out."
)
CAME = ((YES, "Answered", "green"), (NO, "Did not answer", "neutral"))
MET = ((YES, "Met", "green"), (NO, "Not yet fully met", "amber"))

Chart = dict[str, Any]


def charts_of(figures: Figures) -> list[Chart]:
    """Every chart that has a number to show."""
    drawn = [_response(figures), _ratings(figures), _duties(figures)]
    return [chart for chart in drawn if any(row["parts"] for row in chart["rows"])]


def hidden_of(figures: Figures) -> list[dict[str, Any]]:
    """What is kept back, for the editor: each reason with how many numbers it hides."""
    return [{"words": words, "number": number} for words, number in sorted(figures.protected.reasons().items())]


def _response(figures: Figures) -> Chart:
    rows = []
    groups = figures.counts["groups"]
    named = [(each["key"], each["label"]) for each in groups] if len(groups) > 1 else []
    for key, title in [*named, *([(None, "All")] if groups else [])]:
        asked, received, missing, share = figures.answered(key)
        rows.append(_row(title, [received, missing], CAME, [asked, received], share))
    who = "agencies" if figures.counts["of_agencies"] else "schools"
    return _chart(
        "Who answered",
        f"How many {who} were asked, and how many have sent their self-assessment.",
        [capitalised(who), "Asked", "Answered", "Share"],
        CAME,
        rows,
    )


def _ratings(figures: Figures) -> Chart:
    levels = figures.counts["levels"]
    kinds = tuple((level["key"], level["label"], level["tone"]) for level in levels)
    rows = []
    sections = [(each["key"], each["title"]) for each in figures.counts["sections"]]
    for key, title in [*sections, *([(None, "All sections")] if sections else [])]:
        numbers = [figures.rating(key, level) for level, _, _ in kinds]
        rows.append(_row(title, numbers, kinds, numbers, figures.best_share(key)))
    best = next((label for key, label, _ in kinds if key == figures.counts["best"]), "highest rating")
    return _chart(
        "How settings rate themselves",
        "All answers of each section, by the rating that settings gave themselves. It is their own judgement.",
        ["Section", *(label for _, label, _ in kinds), f"Share of “{best}”"],
        kinds,
        rows,
    )


def _duties(figures: Figures) -> Chart:
    """The duties that most settings do not meet yet, as far as their numbers are shown."""
    found = []
    for each in figures.counts["duties"]:
        numbers = [figures.duty(each["key"], met) for met in (YES, NO)]
        if not any(number.is_hidden for number in numbers) and numbers[1].number:
            found.append((-numbers[1].number, each["title"], numbers))
    rows = [_row(title, numbers, MET, numbers) for _, title, numbers in sorted(found, key=lambda each: each[:2])]
    return _chart(
        "Legal duties not yet fully met",
        "What the law requires, where most settings say that they do not fully meet it yet.",
        ["Duty", *(label for _, label, _ in MET)],
        MET,
        rows[:MOST_DUTIES],
    )


def _chart(title: str, about: str, heading: Sequence[str], kinds: Sequence[tuple[str, str, str]], rows: Any) -> Chart:
    hides = any(HIDDEN in row["cells"] for row in rows)
    return {
        "title": title,
        "about": about,
        "heading": list(heading),
        "key": [{"label": label, "tone": tone, "start": 0.0, "width": 0.0} for _, label, tone in kinds],
        "rows": rows,
        "note": HIDDEN_NOTE if hides else "",
    }


def _row(
    title: str,
    numbers: Sequence[Shown],
    kinds: Sequence[tuple[str, str, str]],
    cells: Sequence[Shown],
    share: Shown | None = None,
) -> dict[str, Any]:
    """One bar. Nothing is drawn where a part is kept back: the length of the others would give it away."""
    words = ", ".join(f"{each.text} {label}" for each, (_, label, _) in zip(numbers, kinds, strict=True))
    texts = [each.text for each in cells]
    if share is not None:
        texts.append(share.text if share.is_hidden else f"{share.text}%")
    return {"title": title, "cells": texts, "parts": _parts(numbers, kinds), "words": f"{words}."}


def _parts(numbers: Sequence[Shown], kinds: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    total = sum(int(each.number or 0) for each in numbers)
    if not total or any(each.is_hidden for each in numbers):
        return []
    parts = ((label, tone, int(each.number or 0)) for each, (_, label, tone) in zip(numbers, kinds, strict=True))
    return [
        {"label": each.label, "tone": each.tone, "start": each.start, "width": each.width}
        for each in stacked(parts, total)
    ]
