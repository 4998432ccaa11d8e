"""The analysis of a round: the figures of `insight.rounds` as its pages show them."""

from audit_forms.self_assessments.analysis.charts import Analysis, chart_named
from audit_forms.self_assessments.analysis.filters import AnalysisForm, HeatForm

__all__ = ["Analysis", "AnalysisForm", "HeatForm", "chart_named"]
