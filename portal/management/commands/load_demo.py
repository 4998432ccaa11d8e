"""`manage.py load_demo`: the invented area of Merrowdale, with accounts, rounds, case audits and published pages."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max

from audit_forms.case_audits.demo import load_case_audits
from audit_forms.self_assessments.demo.actions import load_actions
from audit_forms.self_assessments.demo.agency_rounds import load_agency_rounds
from audit_forms.self_assessments.demo.alerts import load_alerts
from audit_forms.self_assessments.demo.deep_dives import load_deep_dives
from audit_forms.self_assessments.demo.evidence import load_evidence
from audit_forms.self_assessments.demo.letters import load_letters
from audit_forms.self_assessments.demo.organisations import load_organisations
from audit_forms.self_assessments.demo.people import ACCOUNTS, SIGN_IN_WORD, load_accounts, load_school_staff
from audit_forms.self_assessments.demo.profiles import load_profiles
from audit_forms.self_assessments.demo.recommendations import load_recommendations
from audit_forms.self_assessments.demo.rounds import load_rounds
from audit_forms.self_assessments.demo.running import load_running
from audit_forms.self_assessments.demo.summaries import load_summaries
from audit_forms.self_assessments.demo.themes import load_themes
from audit_forms.self_assessments.demo.together import load_together
from home.demo import load_home_demo
from home.suggestions import learn_words
from portal.outbox.models import Message
from publications.demo import load_publications_demo
from publications.demo_subscribers import load_demo_subscribers


class Command(BaseCommand):
    """Everything at once or nothing; a second run adds nothing."""

    help = "Load the demo area of Merrowdale. Only where demo accounts are allowed, never on a live portal."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, saying what is done, then print the accounts."""
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError("Demo accounts are not allowed under these settings, so nothing was loaded.")
        with transaction.atomic():
            newest = Message.objects.aggregate(newest=Max("pk"))["newest"] or 0
            for words, load in (
                ("Question sets", self.load_editions),
                ("Schools, trusts and agencies", load_organisations),
                ("Accounts", load_accounts),
                ("Leads and signatories of every school and agency", load_school_staff),
                ("Section 11 rounds of the agencies", load_agency_rounds),
                ("Last year's round of the schools and this year's", load_rounds),
                ("Action plans", load_actions),
                ("Recommendations of the partnership", load_recommendations),
                ("Shared work on returns", load_together),
                ("Evidence of one school", load_evidence),
                ("Profiles, and with whom they are shared", load_profiles),
                ("Who was chased, and what has closed", load_running),
                ("A sample of last year's returns, read closely", load_deep_dives),
                ("Feedback letters about last year's returns", load_letters),
                ("What was written in last year's round, with a theme", load_themes),
                ("An alert of immediate risk", load_alerts),
                ("Pages of the public site", self.load_pages),
                ("Readers of the newsletter", load_demo_subscribers),
                ("Summary reports: one published, one being written", load_summaries),
                ("The words of the site, for search", learn_words),
                ("Case audits: planned, running, in moderation, and one whose loop is closed", load_case_audits),
            ):
                self.stdout.write(f"{words} …")
                load()
            # The people are invented: what the demo's story would have told them is not sent.
            Message.objects.filter(pk__gt=newest).delete()
        self.print_accounts()

    def load_editions(self) -> None:
        """The editions that ship with the portal, published."""
        call_command("load_editions", "--publish", stdout=self.stdout)

    def load_pages(self) -> None:
        """The public site."""
        load_publications_demo(load_home_demo())

    def print_accounts(self) -> None:
        """Who can sign in."""
        self.stdout.write(f"\nDemo accounts, all with the password {SIGN_IN_WORD}:")
        for account in ACCOUNTS:
            part = f"{account.purpose}, {account.organisation}" if account.organisation else account.purpose
            self.stdout.write(f"  {account.email:<32} {account.name:<22} {part}")
