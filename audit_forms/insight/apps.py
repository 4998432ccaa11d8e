"""Sums over returns: profiles, comparison, disclosure control, charts and documents."""

from datetime import timedelta

from django.apps import AppConfig

from audit_forms.insight.pack import hooks as pack
from audit_forms.returns import hooks
from portal import jobs


class InsightConfig(AppConfig):
    """App registration."""

    name = "audit_forms.insight"
    label = "insight"
    verbose_name = "Insight"

    def ready(self):
        """Count and pack each return when it is submitted, and once a day those missed; make the packs asked for."""
        hooks.on_submitted("audit_forms.insight.counting.count_submitted")
        hooks.on_submitted("audit_forms.insight.rounds.keeping.pack_submitted")
        hooks.on_moved("audit_forms.insight.rounds.keeping.note_moved")
        pack.add_sections("audit_forms.insight.pack.own.sections")
        jobs.register("make inspection packs", timedelta(seconds=5), "audit_forms.insight.pack.services.make_packs")
        jobs.register("purge inspection packs", timedelta(hours=1), "audit_forms.insight.pack.services.purge_packs")
        jobs.register("count returns", timedelta(days=1), "audit_forms.insight.counting.catch_up")
        jobs.register("pack returns", timedelta(days=1), "audit_forms.insight.rounds.keeping.catch_up")
