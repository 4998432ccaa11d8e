"""`manage.py reseal_vault`: seal identities and second factors with the key in force, so that an earlier one can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit_forms.case_audits import vault
from audit_forms.case_audits.models import CaseIdentity
from portal.accounts.factor_services import reseal_factors
from portal.trail.services import record


class Command(BaseCommand):
    """Seals again what an earlier key sealed; run twice, it does no harm."""

    help = "Seal every identity and second factor with VAULT_KEY. Afterwards VAULT_KEY_FALLBACKS can be emptied."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal all of them again; fails, having done the others, where one cannot be opened with any key."""
        done, closed = 0, []
        for key in CaseIdentity.objects.filter(erased_at=None).order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                kept = CaseIdentity.objects.select_for_update(of=("self",)).get(pk=key)
                if kept.erased_at is not None:
                    continue
                try:
                    kept.secret = vault.reseal(bytes(kept.secret))
                except vault.VaultClosed:
                    closed.append(kept.case.reference)
                    continue
                kept.save(update_fields=["secret"])
                record(actor=None, action="case.identity_resealed", target=kept.case)
                done += 1
        self.stdout.write(f"{done} {'identity' if done == 1 else 'identities'} sealed with the key in force.")
        factors, owners = reseal_factors()
        self.stdout.write(f"{factors} secrets of second factors sealed with the key in force.")
        if owners:
            raise CommandError(f"No key opens the second factor of: {', '.join(owners)}. Keep VAULT_KEY_FALLBACKS.")
        if closed:
            raise CommandError(f"No key opens the identity of: {', '.join(closed)}. Keep VAULT_KEY_FALLBACKS.")
