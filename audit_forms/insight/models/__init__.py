"""Sums over returns, what was published of them, and inspection packs."""

from audit_forms.insight.models.packs import InspectionPack
from audit_forms.insight.models.peers import Contribution, PeerFigures
from audit_forms.insight.models.releases import Release
from audit_forms.insight.models.rounds import PackedReturn, RoundSummary, RoundToken

__all__ = ["Contribution", "InspectionPack", "PackedReturn", "PeerFigures", "Release", "RoundSummary", "RoundToken"]
