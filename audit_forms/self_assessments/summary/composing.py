"""The first words of a report, drafted from protected numbers: for people to finish, never more. Pure.

It names no school and no agency, and tells no number that is kept back.
"""

from collections.abc import Sequence
from typing import Any

from audit_forms.insight.disclosure import small_counts_in
from audit_forms.self_assessments.summary.tables import NO, Figures

SECTIONS_NAMED, DUTIES_NAMED = 3, 3
LONGEST_FINDING = 180
# A duty is told of where at least so many in a hundred do not meet it yet.
DUTY_SHARE = 10
# Training actions of fewer settings than this are no need of all.
FEWEST_TRAINING = 6
NOT_TOLD = "Too few have answered: their number cannot be published without letting one of them be recognised."
NOTHING = "Nothing can be said of single sections: too few have answered."
TO_SAY = "say what"


def draft_texts(figures: Figures, words: "RoundWords") -> dict[str, str]:
    """Every text of the report, by its field."""
    ranked = _ranked(figures)
    strong, weak = ranked[:SECTIONS_NAMED], list(reversed(ranked))[:SECTIONS_NAMED]
    if len(ranked) < 2 * SECTIONS_NAMED:
        strong, weak = ranked[: len(ranked) // 2], list(reversed(ranked))[: len(ranked) // 2]
    return {
        "finding": _finding(strong, weak, words),
        "method": words.method,
        "response": _response(figures, words),
        "key_findings": "\n".join(_key_findings(figures, words)),
        "strengths": "\n".join(_section_line(each, words) for each in strong) or NOTHING,
        "concerns": "\n".join([*(_section_line(each, words) for each in weak), *_duty_lines(figures, words)])
        or NOTHING,
        "for_settings": "\n".join(_for_settings(weak, words)),
        "for_partnership": "\n".join(_for_partnership(weak)),
        "training": "\n".join(_training(figures)),
    }


class RoundWords:
    """How the round and those it asks are spoken of."""

    def __init__(self, title: str, edition: str, opens: str, deadline: str, best: str, *, of_agencies: bool):
        """Texts only, so that composing needs no database."""
        self.title, self.best = title, best
        self.who = "agencies" if of_agencies else "schools"
        self.law = (
            "section 11 of the Children Act 2004" if of_agencies else ("section 175 or 157 of the Education Act 2002")
        )
        self.method = (
            f"The partnership asked all {self.who} under {self.law} to judge themselves against “{edition}”, from "
            f"{opens} to {deadline}. Each return was signed by those who answer for it. The ratings are their own "
            "judgement, not that of an inspection."
        )


def _ranked(figures: Figures) -> list[tuple[str, float]]:
    """The sections whose share of the highest rating may be told, the highest first."""
    shares = [(each["title"], figures.best_share(each["key"])) for each in figures.counts["sections"]]
    told = [(title, share.number) for title, share in shares if share.number is not None]
    return sorted(told, key=lambda each: (-each[1], each[0]))


def _finding(strong: Sequence[Any], weak: Sequence[Any], words: RoundWords) -> str:
    if not strong or not weak:
        return f"Too few {words.who} have answered for a finding about all of them."
    if strong[0][1] == weak[0][1]:
        return f"{words.who.capitalize()} rate all sections alike."
    return f"{words.who.capitalize()} are most sure of “{strong[0][0]}”, and least of “{weak[0][0]}”."[:LONGEST_FINDING]


def _response(figures: Figures, words: RoundWords) -> str:
    if not figures.counts["groups"]:
        return f"No {words.who} were asked."
    asked, received, _, share = figures.answered()
    if asked.is_hidden or received.is_hidden:
        return NOT_TOLD
    return f"{received.text} of {asked.text} {words.who} answered ({share.text}%)."


def _key_findings(figures: Figures, words: RoundWords) -> list[str]:
    lines = []
    if figures.counts["sections"]:
        share = figures.best_share(None)
        if not share.is_hidden:
            lines.append(f"{share.text}% of all answers are “{words.best}”.")
    if figures.counts["settings"] and not figures.compliant.is_hidden:
        lines.append(f"{figures.compliant.text}% of {words.who} say that they fully meet every legal duty.")
    return [*lines, "Beside the figures: say what else this round has shown."] if lines else [NOT_TOLD]


def _section_line(each: tuple[str, float], words: RoundWords) -> str:
    return f"{each[0]}: {each[1]:.0f}% of answers are “{words.best}”."


def _duty_lines(figures: Figures, words: RoundWords) -> list[str]:
    found = []
    for each in figures.counts["duties"]:
        number, base = figures.duty(each["key"], NO), figures.duty(each["key"], None)
        if number.number and base.number and 100 * number.number / base.number >= DUTY_SHARE:
            line = f"A legal duty, “{each['title']}”: not yet fully met in {number.text} of {base.text} {words.who}."
            # A question may speak of one child; then its number stands for it.
            if small_counts_in(line):
                line = f"Question {each['title'].split()[0]}, a legal duty: not yet fully met in {number.text}."
            found.append((-number.number, line))
    return [line for _, line in sorted(found)[:DUTIES_NAMED]]


def _for_settings(weak: Sequence[Any], words: RoundWords) -> list[str]:
    lines = [f"{title}: {TO_SAY} to look at again, and by when." for title, _ in weak]
    return [*lines, f"All {words.who}: keep the actions of your return up to date; the partnership follows them."]


def _for_partnership(weak: Sequence[Any]) -> list[str]:
    return [f"{title}: {TO_SAY} the partnership will do, who, and by when." for title, _ in weak] or [
        f"Next round: {TO_SAY} will make more of them answer."
    ]


def _training(figures: Figures) -> list[str]:
    wanted = [each for each in figures.counts["sections"] if each["training"] >= FEWEST_TRAINING]
    wanted.sort(key=lambda each: (-each["training"], each["title"]))
    return [f"{each['title']}: {TO_SAY} is offered, and how to book." for each in wanted[:SECTIONS_NAMED]]
