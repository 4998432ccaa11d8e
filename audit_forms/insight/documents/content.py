"""What documents hold, as plain values: one shape for PDF, Word and the bundle. Text stays as it was typed."""

from collections import defaultdict
from typing import Any

from audit_forms.insight import wording
from audit_forms.insight.chart import Chart, chart_of, segments_of
from audit_forms.insight.comparison import PeerShares
from audit_forms.insight.disclosure import HIDDEN
from audit_forms.insight.palette import DOCUMENT_COLOURS, DOCUMENT_LOOKS
from audit_forms.insight.profile import PlannedAction, Profile, SectionProfile
from audit_forms.insight.reading import OwnProfile
from audit_forms.insight.tally import in_whole
from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.display import lines_of
from audit_forms.returns.models import Evidence, Return, Submission
from portal.dates import format_day, format_moment

Content = dict[str, Any]
SELF_ASSESSED = "This is the setting’s own judgement. It is not an inspection result."


def return_content(own: OwnProfile) -> Content:
    """The whole return as it was signed: every question and answer, titles of evidence, who confirmed what."""
    audit_return, submission = own.audit_return, own.submission
    return _frame(own, f"Return of {audit_return.organisation}") | {
        "result": wording.result(audit_return.organisation, own.profile),
        "compliance": wording.compliance_line(own.profile.compliance),
        "sign_offs": sign_offs(audit_return, submission),
        "sections": sections(audit_return, submission),
    }


def profile_content(own: OwnProfile) -> Content:
    """The profile as the page shows it."""
    profile = own.profile
    chart = chart_of(profile)
    return _frame(own, f"Profile of {own.audit_return.organisation}") | {
        "result": wording.result(own.audit_return.organisation, profile),
        "compliance": wording.compliance_line(profile.compliance),
        "carried": profile.compliance.carried,
        "not_met": [_question(question) for question in profile.compliance.not_met],
        "self_assessed": SELF_ASSESSED,
        "change": wording.change(profile),
        "peers": wording.peers(profile),
        "chart": _chart(chart, profile),
        "table": _table(profile),
        "embedded": [_question(each.question) for each in profile.embedded],
        "better": [
            f"{_question(each.question)} ({each.before.label.lower()} before, now {each.level.label.lower()})"
            for each in profile.better
            if each.before
        ],
        "weaker": [_question(each.question) for each in profile.weaker],
        "actions": [_action(action) for action in profile.actions],
    }


def sections(audit_return: Return, submission: Submission) -> list[Content]:
    """Every section with every question and the answer that was signed."""
    levels = rating_levels(audit_return.edition)
    evidence = evidence_of(audit_return)
    return [
        {
            "title": f"{part.section.letter}. {part.section.title}",
            "questions": [
                {
                    "title": _question(question),
                    "about": _about(question, audit_return),
                    "lines": [
                        {"label": line.label, "text": line.text, "tone": line.tone}
                        for line in lines_of(question, submission.answers.get(question.key, {}), levels)
                    ],
                    "evidence": [_evidence(each) for each in evidence[question.pk]],
                }
                for question in part.questions
            ],
        }
        for part in asked_sections(audit_return)
    ]


def sign_offs(audit_return: Return, submission: Submission) -> list[Content]:
    """Who confirmed the submission, when, and with which words."""
    signed = audit_return.sign_offs.filter(attempt=submission.attempt).select_related("signed_by", "signing_link")
    return [
        {
            "capacity": each.get_capacity_display(),
            "decision": f"{each.get_decision_display()} by {each.signatory} on {format_moment(each.signed_at)}"
            + (f"; meeting on {format_day(each.meeting_date)}" if each.meeting_date else ""),
            "statement": each.statement,
        }
        for each in signed
    ]


def evidence_of(audit_return: Return) -> dict[int, list[Evidence]]:
    """The evidence given for each question, by the question's row."""
    found = defaultdict(list)
    for use in audit_return.evidence_uses.select_related("evidence"):
        found[use.question_id].append(use.evidence)
    return found


def _frame(own: OwnProfile, title: str) -> Content:
    audit_return, submission = own.audit_return, own.submission
    return {
        "title": title,
        "subtitle": str(audit_return.exercise),
        "footer": f"{audit_return.organisation}, {audit_return.reference}",
        "looks": DOCUMENT_LOOKS,
        "colours": DOCUMENT_COLOURS,
        "facts": [
            ["Setting", str(audit_return.organisation)],
            ["For", str(audit_return.exercise)],
            ["Questions", f"{audit_return.edition.title} ({audit_return.edition.guidance})"],
            ["Reference", audit_return.reference],
            ["Submitted", f"{format_moment(submission.submitted_at)} (UK time)"],
        ],
    }


def _question(question: Question) -> str:
    return f"{question.number} {question.text}"


def _about(question: Question, audit_return: Return) -> str:
    duty = duty_for(question, audit_return.facts).label
    return f"{duty}. {question.reference}" if question.reference else f"{duty}."


def _evidence(evidence: Evidence) -> str:
    words = f"{evidence.get_kind_display()}: {evidence.title}"
    details = [evidence.url] if evidence.url else []
    if evidence.in_force_since:
        details.append(f"in force since {format_day(evidence.in_force_since)}")
    return f"{words} ({', '.join(details)})" if details else words


def _action(action: PlannedAction) -> Content:
    return {
        "what": action.what,
        "who": action.who or "Nobody named",
        "by": format_day(action.by) or "No date",
        "for": _question(action.question),
        "rating": action.level.label,
        "tone": action.level.tone,
    }


def _chart(chart: Chart, profile: Profile) -> Content:
    return {
        "description": f"Ratings in each section. {chart.description}",
        "best": chart.best,
        "has_last": chart.has_last,
        "has_peers": chart.has_peers,
        "key": [{"tone": level.tone, "label": level.label} for level, _ in profile.overall.counts if _counts(level)],
        "overall": [_segment(each) for each in segments_of(profile.overall)],
        "bars": [
            {
                "title": bar.title,
                "counts": bar.counts,
                "segments": [_segment(each) for each in bar.segments],
                "last": bar.last,
                "peers": bar.peers,
            }
            for bar in chart.bars
        ],
    }


def _counts(level: Any) -> bool:
    return level.score is not None


def _segment(segment: Any) -> Content:
    return {"tone": segment.tone, "start": segment.start, "width": segment.width}


def _table(profile: Profile) -> Content:
    """The drawing in numbers: a heading row and one row a section."""
    heading = ["Section", *(level.label for level in profile.levels), "Mean score"]
    heading += [f"{_best(profile)} last time, same questions"] if profile.has_earlier else []
    heading += [f"{_best(profile)} in similar settings"] if profile.peers else []
    return {"heading": heading, "rows": [_row(each, profile) for each in profile.sections]}


def _row(each: SectionProfile, profile: Profile) -> list[str]:
    row = [f"{each.section.letter}. {each.section.title}", *(str(number) for _, number in each.tally.counts)]
    row.append(f"{each.tally.mean:.1f}" if each.tally.mean is not None else "none")
    if profile.has_earlier:
        share = each.last.best_share
        row.append(f"{in_whole(share)} of {each.last.rated}" if share is not None else "none")
    if profile.peers:
        row.append(_peers(each.peers))
    return row


def _best(profile: Profile) -> str:
    return profile.best.label if profile.best else "Highest rating"


def _peers(peers: PeerShares | None) -> str:
    if peers is None:
        return "fewer than 5 others"
    return peers.best.words if peers.best else HIDDEN
