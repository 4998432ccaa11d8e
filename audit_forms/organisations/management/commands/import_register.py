"""`manage.py import_register FILE --la CODE`: bring in the national register of schools."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from audit_forms.organisations.enums import ChangeKind
from audit_forms.organisations.models import RegisterImport
from audit_forms.organisations.register.progress import ProgressLine
from audit_forms.organisations.register.reader import RegisterFileError
from audit_forms.organisations.register.services import (
    PreviewOutdatedError,
    apply_import,
    discard_import,
    preview_import,
)

EXAMPLES = 10


class Command(BaseCommand):
    """Preview the import, ask, apply; the same rules as the page of the Business Unit."""

    help = (
        "Imports schools from the national register's CSV download. Shows what would change and asks before anything "
        "is written; --apply does not ask, --dry-run only shows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, which rows, and whether to ask."""
        parser.add_argument("file", type=Path, help="the CSV file as downloaded")
        rows = parser.add_mutually_exclusive_group(required=True)
        rows.add_argument("--la", metavar="CODE", help="only schools of this local authority, for example 876")
        rows.add_argument("--all", action="store_true", help="every school in the file")
        confirmation = parser.add_mutually_exclusive_group()
        confirmation.add_argument("--apply", action="store_true", help="write the changes without asking")
        confirmation.add_argument("--dry-run", action="store_true", help="show the changes and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import; CommandError names what is wrong with the file."""
        progress = ProgressLine(sys.stderr)
        try:
            with options["file"].open("rb") as opened:
                preview = preview_import(
                    file=File(opened),
                    file_name=options["file"].name,
                    la_code=options["la"] or "",
                    actor=None,
                    progress=progress,
                )
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except RegisterFileError as error:
            raise CommandError(f"{options['file'].name}: {error} Nothing was imported.") from error
        finally:
            progress.close()
        self._show(preview)
        if preview.writes and self._confirmed(options):
            self._apply(preview, progress)
        else:
            discard_import(register_import=preview, actor=None)
            self.stdout.write("Nothing was written.")

    def _show(self, preview: RegisterImport) -> None:
        self.stdout.write(f"{preview.rows:,} rows read, {preview.unchanged:,} schools unchanged.")
        for kind in ChangeKind:
            count = preview.counts.get(kind.value, 0)
            if not count:
                continue
            self.stdout.write(f"{kind.label}: {count:,}")
            for change in preview.changes.filter(kind=kind)[:EXAMPLES]:
                self.stdout.write(f"  {_in_words(change)}")
            if count > EXAMPLES:
                self.stdout.write(f"  … and {count - EXAMPLES:,} more")

    def _confirmed(self, options: dict[str, Any]) -> bool:
        if options["apply"] or options["dry_run"]:
            return bool(options["apply"])
        if not sys.stdin.isatty():
            self.stdout.write("Run the command again with --apply to write these changes.")
            return False
        return input("Write these changes? [y/N] ").strip().casefold() in ("y", "yes")

    def _apply(self, preview: RegisterImport, progress: ProgressLine) -> None:
        try:
            applied = apply_import(register_import=preview, actor=None, progress=progress)
        except PreviewOutdatedError as error:
            raise CommandError("Organisations were changed meanwhile. Nothing was written; run it again.") from error
        finally:
            progress.close()
        self.stdout.write(self.style.SUCCESS(f"Done: {applied.writes:,} changes written."))


def _in_words(change: Any) -> str:
    place = f"line {change.line}: " if change.line else ""
    urn = f" (URN {change.urn})" if change.urn else ""
    details = "; ".join(f"{label}: {old or '(empty)'} → {new or '(empty)'}" for label, old, new in change.differences)
    return f"{place}{change.name}{urn}{': ' if details or change.reason else ''}{details}{change.reason}"
