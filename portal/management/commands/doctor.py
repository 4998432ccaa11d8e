"""`manage.py doctor`: says in words what is well, what is not, and what to do about it."""

from typing import Any

from django.core.checks import run_checks
from django.core.management.base import BaseCommand, CommandError

from portal.checks import TAG
from portal.health import WELL, Finding, ask


class Command(BaseCommand):
    """Asks every start-up check and every health question."""

    help = "Say what is well, what is not, and what to do about it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings. Ends with an error when something is not well, so that a timetable can watch it."""
        findings = {name: ask(question) for name, question in WELL.items()}
        findings["settings"] = self._settings()
        for name, finding in findings.items():
            mark = "well    " if finding.well else "NOT WELL"
            self.stdout.write(f"{mark}  {name:11} {finding.words}")
            if finding.advice:
                self.stdout.write(f"{'':22}-> {finding.advice}")
        ill = [name for name, finding in findings.items() if not finding.well]
        if ill:
            raise CommandError(f"Not well: {', '.join(ill)}.")

    def _settings(self) -> Finding:
        faults = [message for message in run_checks(tags=[TAG], databases=["default"]) if message.is_serious()]
        if not faults:
            return Finding(True, "The settings are safe.")
        return Finding(False, " ".join(str(fault.msg) for fault in faults), " ".join(str(f.hint) for f in faults))
