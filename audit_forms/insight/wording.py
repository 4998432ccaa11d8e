"""The profile in sentences that a governor can read out."""

from audit_forms.insight.profile import Compliance, Profile
from audit_forms.organisations.models import Organisation


def result(organisation: Organisation, profile: Profile) -> str:
    """The result in one sentence."""
    overall, best = profile.overall, profile.best
    if not overall.rated or best is None:
        return f"{organisation} has rated no question in this return."
    standing = f"{overall.best} of {overall.rated} {_plural(overall.rated, 'rated question')} {best.label.lower()}"
    return f"By its own assessment, {organisation} has {standing}, and {duties(profile.compliance)}."


def duties(compliance: Compliance) -> str:
    """How many legal duties are not met, as part of a sentence."""
    if not compliance.musts:
        return "no question about a legal duty counted"
    if compliance.is_met:
        return f"meets all {compliance.musts} legal duties that apply to it"
    number = len(compliance.not_met)
    return f"does not yet fully meet {number} of the {compliance.musts} legal duties that apply to it"


def compliance_line(compliance: Compliance) -> str:
    """The compliance line; it always says whose judgement it is."""
    line = f"Safeguarding duties (self-assessed): {compliance.verdict}"
    if not compliance.musts:
        return "Safeguarding duties (self-assessed): no question about a legal duty counted"
    if compliance.is_met:
        return f"{line}. All {compliance.musts} questions on what the law requires are at the highest rating."
    number = len(compliance.not_met)
    return f"{line}. {number} of {compliance.musts} questions on what the law requires are not at the highest rating."


def change(profile: Profile) -> str:
    """How it compares with last time."""
    if not profile.has_earlier:
        return "There is no earlier return to compare with."
    number = len(profile.comparable)
    if not number:
        return "None of the questions was rated in the last return on the same scale."
    better, weaker = len(profile.better), len(profile.weaker)
    alike = number - better - weaker
    return (
        f"Of {number} {_plural(number, 'question')} rated both times, {better} {_is(better)} better than last time, "
        f"{weaker} {_is(weaker)} weaker and {alike} {_is(alike)} unchanged."
    )


def peers(profile: Profile) -> str:
    """With whom it is compared, or why with nobody."""
    if profile.peers is None:
        return profile.no_peers_because
    return (
        f"Compared with {profile.peers.others} other {profile.peers.label} of the same round. Shares are rounded to "
        "5%, and a share that could point to single settings is left out and marked c."
    )


def _plural(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
